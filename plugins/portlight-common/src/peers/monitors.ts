import { matchesLabels, objectSelector } from '../inventory';
import type { KubernetesObject } from '../kubernetes';
import { monitorWish, type ScrapeWish } from './metricsEndpoint';

/** What a ServiceMonitor or PodMonitor may select. @public */
export interface Monitored {
  /** Which kind of monitor may select it. */
  kind: 'Service' | 'Pod';
  /** Where it is. */
  namespace: string;
  /** What selectors match. */
  labels: Record<string, string> | undefined;
}

const MONITORS = { Service: 'ServiceMonitor', Pod: 'PodMonitor' } as const;

function looksIn(monitor: KubernetesObject, namespace: string): boolean {
  const { any, matchNames } = monitor.spec?.namespaceSelector ?? {};
  if (any === true) return true;
  return Array.isArray(matchNames) && matchNames.length > 0
    ? matchNames.includes(namespace)
    : monitor.metadata?.namespace === namespace;
}

/**
 * What the monitors of a cluster say about scraping a Service or pod, as Prometheus' operator reads them.
 *
 * @public
 */
export function monitorWishes(
  monitors: readonly KubernetesObject[],
  { kind, namespace, labels }: Monitored,
): ScrapeWish[] {
  return monitors.flatMap(monitor => {
    const selector = objectSelector(monitor.spec?.selector);
    if (
      monitor.kind !== MONITORS[kind] ||
      !looksIn(monitor, namespace) ||
      !selector ||
      !matchesLabels(selector, labels)
    ) {
      return [];
    }
    const { endpoints, podMetricsEndpoints } = monitor.spec;
    const all = kind === 'Service' ? endpoints : podMetricsEndpoints;
    return Array.isArray(all) ? all.map(monitorWish) : [];
  });
}
