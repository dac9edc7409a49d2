import { compact, fields, items, number, text, texts } from '../prune';
import { defineKind } from './defineKind';

function backend(value: unknown) {
  const service = fields(fields(value).service);
  const port = fields(service.port);
  return compact({
    service: compact({
      name: text(service.name, 253),
      port: compact({ name: text(port.name, 63), number: number(port.number) }),
    }),
  });
}

export const ingressKind = defineKind({
  kind: 'Ingress',
  group: 'networking.k8s.io',
  version: 'v1',
  resource: 'ingresses',
  namespaced: true,
  keep: ({ spec, status }) => ({
    spec: compact({
      ingressClassName: text(spec.ingressClassName, 253),
      defaultBackend: backend(spec.defaultBackend),
      tls: items(spec.tls, tls =>
        compact({
          hosts: texts(tls.hosts),
          secretName: text(tls.secretName, 253),
        }),
      ),
      rules: items(spec.rules, rule =>
        compact({
          host: text(rule.host, 253),
          http: compact({
            paths: items(fields(rule.http).paths, path =>
              compact({
                path: text(path.path),
                pathType: text(path.pathType, 63),
                backend: backend(path.backend),
              }),
            ),
          }),
        }),
      ),
    }),
    status: compact({
      loadBalancer: compact({
        ingress: items(
          fields(status.loadBalancer).ingress,
          ingress =>
            compact({
              ip: text(ingress.ip, 63),
              hostname: text(ingress.hostname, 253),
            }),
          20,
        ),
      }),
    }),
  }),
});
