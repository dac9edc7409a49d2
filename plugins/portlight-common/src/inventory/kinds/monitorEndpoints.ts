import {
  compact,
  fields,
  flag,
  items,
  numberOrText,
  text,
  texts,
} from '../prune';

/** Where a ServiceMonitor or PodMonitor scrapes. */
export function endpoints(value: unknown) {
  return items(
    value,
    endpoint =>
      compact({
        port: text(endpoint.port, 63),
        targetPort: numberOrText(endpoint.targetPort),
        path: text(endpoint.path),
        scheme: text(endpoint.scheme, 63),
        interval: text(endpoint.interval, 63),
      }),
    20,
  );
}

/** The namespaces that a ServiceMonitor or PodMonitor looks in. */
export function namespaceSelector(value: unknown) {
  const selector = fields(value);
  return compact({
    any: flag(selector.any),
    matchNames: texts(selector.matchNames),
  });
}
