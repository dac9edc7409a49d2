import type { HealthStatus } from '@portlight/plugin-portlight-common';
import type { Knex } from 'knex';
import { type Visibility, whereVisibleObjects } from '../../permissions';
import { HEALTH_STATUSES, whereTopLevelWorkload } from './objectFilters';

/** Counts that come from objects and not from the clusters' own figures. */
export interface ObjectCounts {
  workloadsByHealth: Partial<Record<HealthStatus, number>>;
  podsByPhase: Record<string, number>;
}

/** Counts the visible objects of the clusters, of all when `clusters` is absent. */
export async function countObjects(
  knex: Knex,
  visibility: Visibility,
  clusters?: readonly string[],
): Promise<ObjectCounts> {
  const count = knex.raw('cast(count(*) as integer) as count');
  const scoped = () => {
    const query = knex('objects').select(count);
    whereVisibleObjects(knex, query, visibility, 'workloads');
    if (clusters) {
      query.whereIn('cluster', clusters);
    }
    return query;
  };
  const workloads = scoped().select('health_rank').groupBy('health_rank');
  whereTopLevelWorkload(workloads);
  const health: { health_rank: number; count: number }[] = await workloads;
  const pods: { phase: string | null; count: number }[] = await scoped()
    .select('phase')
    .where('kind', 'Pod')
    .groupBy('phase');
  return {
    workloadsByHealth: Object.fromEntries(
      health.map(row => [HEALTH_STATUSES[row.health_rank], row.count]),
    ),
    podsByPhase: Object.fromEntries(
      pods.map(row => [row.phase ?? 'Unknown', row.count]),
    ),
  };
}
