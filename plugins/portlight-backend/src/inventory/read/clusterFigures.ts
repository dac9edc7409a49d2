import type { HealthStatus } from '@portlight/plugin-portlight-common';
import type { Knex } from 'knex';
import type { ClusterRow, ClusterRows } from '../../database';
import {
  type Visibility,
  type VisibleRows,
  whereVisibleObjects,
} from '../../permissions';
import { HEALTH_STATUSES, whereTopLevelWorkload } from './objectFilters';
import { sumRequests } from './visibleFigures';

const COUNT = 'cast(count(*) as integer) as count';

const DEGRADED = HEALTH_STATUSES.indexOf('degraded');

/** Whose figures are read. */
export interface FigureScope {
  knex: Knex;
  rows: ClusterRows;
  visibility: Visibility;
  /** All that are visible when absent. */
  clusters?: readonly string[];
}

/** A node's name and how it is. */
export interface NodeFigure extends ClusterRow {
  name: string;
  health_rank: number;
  health_reason: string;
}

/** How many workloads of a namespace are how. */
export interface WorkloadFigure extends ClusterRow {
  namespace: string;
  health_rank: number;
  count: number;
}

/** A degraded workload. */
export interface FailingWorkload extends ClusterRow {
  kind: string;
  namespace: string;
  name: string;
}

/** How many pods are in a phase, and what those of them that run request: cores and bytes. */
export interface PodFigure extends ClusterRow {
  phase: string | null;
  count: number;
  cpu: number | null;
  memory: number | null;
}

function read<Row extends ClusterRow>(
  { knex, rows, visibility, clusters }: FigureScope,
  of: VisibleRows,
  narrow: (query: Knex.QueryBuilder) => void,
): Promise<Map<string, readonly Row[]>> {
  const query = knex('objects').select('cluster');
  whereVisibleObjects(knex, query, visibility, of);
  narrow(query);
  return rows.read<Row>(query, { column: 'objects.cluster', clusters });
}

/** The nodes of each cluster, by name. */
export function readNodeFigures(scope: FigureScope) {
  return read<NodeFigure>(scope, 'nodes', query =>
    query
      .where('kind', 'Node')
      .select('name', 'health_rank', 'health_reason')
      .orderBy('name'),
  );
}

/** The visible top-level workloads of each cluster. */
export function readWorkloadFigures(scope: FigureScope) {
  return read<WorkloadFigure>(scope, 'workloads', query => {
    whereTopLevelWorkload(query);
    // In the order of an index, so that groups are counted as they come.
    query
      .select('namespace', 'health_rank', scope.knex.raw(COUNT))
      .groupBy('health_rank', 'cluster', 'namespace');
  });
}

/** Those of them that are degraded, in no order. */
export function readFailingWorkloads(scope: FigureScope) {
  return read<FailingWorkload>(scope, 'workloads', query => {
    whereTopLevelWorkload(query);
    query.where('health_rank', DEGRADED).select('kind', 'namespace', 'name');
  });
}

/** The visible pods of each cluster. */
export function readPodFigures(scope: FigureScope) {
  const { knex } = scope;
  return read<PodFigure>(scope, 'workloads', query =>
    query
      .where('kind', 'Pod')
      .select('phase', knex.raw(COUNT))
      .select(sumRequests(knex, 'cpu'), sumRequests(knex, 'memory'))
      .groupBy('cluster', 'phase'),
  );
}

/** How many visible namespaces each cluster has. */
export function readNamespaceCounts(scope: FigureScope) {
  return read<ClusterRow & { count: number }>(scope, 'namespaces', query =>
    query
      .where('kind', 'Namespace')
      .select(scope.knex.raw(COUNT))
      .groupBy('cluster'),
  );
}

/** Counts that come from objects and not from the clusters' own figures. */
export interface ObjectCounts {
  workloadsByHealth: Partial<Record<HealthStatus, number>>;
  podsByPhase: Record<string, number>;
}

/** Counts the visible objects of the clusters. */
export async function countObjects(scope: FigureScope): Promise<ObjectCounts> {
  const workloads = await readWorkloadFigures(scope);
  const pods = await readPodFigures(scope);
  return {
    workloadsByHealth: sumBy(
      workloads,
      row => HEALTH_STATUSES[row.health_rank],
    ),
    podsByPhase: sumBy(pods, row => row.phase ?? 'Unknown'),
  };
}

function sumBy<Row extends { count: number }>(
  rows: ReadonlyMap<string, readonly Row[]>,
  keyOf: (row: Row) => string,
): Record<string, number> {
  const counts = new Map<string, number>();
  for (const row of [...rows.values()].flat()) {
    const key = keyOf(row);
    counts.set(key, (counts.get(key) ?? 0) + row.count);
  }
  return Object.fromEntries(counts);
}
