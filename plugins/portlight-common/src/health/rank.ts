import type { ClusterHealthStatus, Health, HealthStatus } from '../api/types';

/** The five statuses of an object in the order of every table: worst first. @public */
export const HEALTH_RANK: Readonly<Record<HealthStatus, number>> =
  Object.freeze({
    degraded: 0,
    unknown: 1,
    progressing: 2,
    suspended: 3,
    healthy: 4,
  });

/** The four statuses of a cluster, worst first. @public */
export const CLUSTER_HEALTH_RANK: Readonly<
  Record<ClusterHealthStatus, number>
> = Object.freeze({
  critical: 0,
  degraded: 1,
  unknown: 2,
  healthy: 3,
});

/** The statuses of {@link HEALTH_RANK}, worst first. @public */
export const HEALTH_STATUSES: readonly HealthStatus[] = Object.freeze([
  'degraded',
  'unknown',
  'progressing',
  'suspended',
  'healthy',
] as const);

/** Sorts worst first; what is equally bad, by when it began (oldest first). @public */
export function compareHealth(left: Health, right: Health): number {
  const rank = HEALTH_RANK[left.status] - HEALTH_RANK[right.status];
  if (rank !== 0) {
    return rank;
  }
  const [a, b] = [left.since ?? '', right.since ?? ''];
  if (a === b) {
    return 0;
  }
  // Without a time comes last.
  if (!a || !b) {
    return a ? -1 : 1;
  }
  return a < b ? -1 : 1;
}
