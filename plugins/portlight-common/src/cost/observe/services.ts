import type { KubernetesObject } from '../../kubernetes';
import type { LoadBalancerSpan, Span } from '../types';
import type { ObservedObject } from './ObservedObjects';
import { secondsOf } from './time';

interface Selector {
  name: string;
  labels: [string, string][];
}

/** Which Services select which pods. */
export class ServiceSelectors {
  private readonly byNamespace = new Map<string, Selector[]>();

  constructor(services: readonly ObservedObject[]) {
    for (const { record } of services) {
      const { namespace = '', name = '' } = record.metadata ?? {};
      const labels = Object.entries<string>(record.spec?.selector ?? {});
      // A Service without a selector selects nothing.
      if (labels.length > 0) {
        const selectors = this.byNamespace.get(namespace) ?? [];
        this.byNamespace.set(namespace, selectors);
        selectors.push({ name, labels });
      }
    }
  }

  /** Names of the Services that select a pod, in order. */
  of(pod: KubernetesObject): string[] {
    const { namespace = '', labels = {} } = pod.metadata ?? {};
    const selectors = this.byNamespace.get(namespace) ?? [];
    const names = selectors
      .filter(selector =>
        selector.labels.every(
          ([key, value]) => Object.hasOwn(labels, key) && labels[key] === value,
        ),
      )
      .map(({ name }) => name);
    return [...new Set(names)].sort();
  }
}

/** The load balancer of a Service; undefined while it has none. */
export function loadBalancerOf(
  { record, endedAt }: ObservedObject,
  hour: Span,
): Omit<LoadBalancerSpan, 'pods'> | undefined {
  const { spec, status, metadata } = record;
  const addresses: unknown[] = status?.loadBalancer?.ingress ?? [];
  if (spec?.type !== 'LoadBalancer' || addresses.length === 0) return undefined;
  const start = secondsOf(metadata?.creationTimestamp) ?? hour.start;
  const end = endedAt ?? hour.end;
  return start < hour.end && end > hour.start && start < end
    ? {
        namespace: metadata?.namespace ?? '',
        service: metadata?.name ?? '',
        start,
        end,
      }
    : undefined;
}
