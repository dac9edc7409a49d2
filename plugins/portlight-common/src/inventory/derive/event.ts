import type { Event } from '../../api/types';
import type { KubernetesObject } from '../../kubernetes';
import { defined } from './defined';
import { timestamp } from './time';

/** An event as the API answers it. */
export function deriveEvent(event: KubernetesObject, cluster: string): Event {
  const involved = event.involvedObject ?? {};
  const createdAt = timestamp(event.metadata?.creationTimestamp);
  const firstSeenAt =
    timestamp(event.firstTimestamp) ?? timestamp(event.eventTime) ?? createdAt;
  const lastSeenAt =
    timestamp(event.series?.lastObservedTime) ??
    timestamp(event.lastTimestamp) ??
    firstSeenAt;
  return defined({
    cluster,
    namespace: event.metadata?.namespace,
    name: event.metadata?.name,
    type: event.type ?? 'Normal',
    reason: event.reason ?? 'Unknown',
    message: event.message ?? '',
    object: defined({
      kind: involved.kind ?? 'Unknown',
      namespace: involved.namespace,
      name: involved.name ?? '',
    }),
    source: event.source?.component || event.reportingComponent || undefined,
    count: Math.max(1, event.series?.count ?? event.count ?? 1),
    firstSeenAt,
    lastSeenAt: lastSeenAt ?? '1970-01-01T00:00:00Z',
  });
}
