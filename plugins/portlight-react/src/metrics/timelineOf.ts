import type {
  Metrics,
  MetricsTarget,
  TimelineEntry,
  TimelineScope,
} from '@portlight/plugin-portlight-common';

/** Whose rollouts, restarts and scalings belong to a target; of a Service those of its namespace, see below. */
export function timelineScope(target: MetricsTarget): TimelineScope {
  return 'entityRef' in target
    ? target
    : { cluster: [target.cluster], namespace: [target.namespace] };
}

/**
 * The entries that are about a target. A Service has no workload of its own: an entry belongs to it when one of its
 * peers is the object, or a pod of it.
 */
export function entriesOf(
  target: MetricsTarget,
  entries: readonly TimelineEntry[],
  peers: Metrics['peers'],
): readonly TimelineEntry[] {
  if ('entityRef' in target) return entries;
  return entries.filter(({ object }) =>
    peers.some(
      ({ name }) => name === object.name || name.startsWith(`${object.name}-`),
    ),
  );
}
