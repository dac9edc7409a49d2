import type {
  Cluster,
  ClusterCounts,
  FleetHealth,
} from '@portlight/plugin-portlight-common';
import type { Knex } from 'knex';
import type { ObjectCounts } from '../inventory/read';
import {
  seesParts,
  type Visibility,
  whereClusterVisible,
} from '../permissions';

type HistoryPoint = FleetHealth['history'][number];

const HISTORY_MILLISECONDS = 24 * 60 * 60 * 1000;

function tally(values: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const value of values) {
    counts[value] = (counts[value] ?? 0) + 1;
  }
  return counts;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function add(counts: Partial<Record<string, number>>): number {
  return Object.values(counts).reduce<number>(
    (total, count) => total + (count ?? 0),
    0,
  );
}

/** Adds up the clusters' figures. What is not known of a cluster counts as such and not as zero. */
export function sumFleetHealth(
  clusters: readonly Cluster[],
  objects: ObjectCounts,
  history: HistoryPoint[],
): FleetHealth {
  const counts = clusters.flatMap(cluster => cluster.counts ?? []);
  const known = (figure: keyof ClusterCounts) =>
    counts.flatMap(of => of[figure] ?? []);
  const nodes = known('nodes');
  return {
    clusters: {
      total: clusters.length,
      byStatus: tally(clusters.map(({ status }) => status)),
      byHealth: tally(clusters.map(({ health }) => health.status)),
      withoutData: clusters.length - counts.length,
    },
    ...(known('workloads').length > 0 && {
      workloads: {
        total: add(objects.workloadsByHealth),
        byHealth: objects.workloadsByHealth,
      },
    }),
    ...(nodes.length > 0 && {
      nodes: { total: sum(nodes), ready: sum(known('nodesReady')) },
    }),
    ...(known('pods').length > 0 && {
      pods: { total: add(objects.podsByPhase), byPhase: objects.podsByPhase },
    }),
    history,
  };
}

/**
 * The last 24 hours of the visible clusters, oldest first; a cluster that was not read at a time is missing from its
 * figures. Of workloads and pods only the sums were kept, so that who sees parts gets none of them.
 */
export async function readHistory(
  knex: Knex,
  now: number,
  visibility: Visibility,
  clusters?: readonly string[],
): Promise<HistoryPoint[]> {
  const total = (expression: string, name: string) =>
    knex.raw(`cast(sum(${expression}) as integer) as ??`, [name]);
  const query = knex('cluster_history')
    .select('at')
    .select(
      total('case when healthy then 1 else 0 end', 'clustersHealthy'),
      total('1', 'clusters'),
      total('nodes_ready', 'nodesReady'),
      total('nodes', 'nodes'),
    )
    .where('at', '>=', new Date(now - HISTORY_MILLISECONDS).toISOString())
    .groupBy('at')
    .orderBy('at', 'asc');
  whereClusterVisible(knex, query, visibility, 'cluster_history.cluster');
  if (!seesParts(visibility)) {
    query.select(
      total('workloads_failing', 'workloadsFailing'),
      total('workloads', 'workloads'),
      total('pods', 'pods'),
    );
  }
  if (clusters) {
    query.whereIn('cluster', clusters);
  }
  const rows: Record<string, unknown>[] = await query;
  return rows.map(
    row =>
      Object.fromEntries(
        Object.entries(row).filter(([, value]) => value !== null),
      ) as HistoryPoint,
  );
}
