import type { Namespace, Node } from '@portlight/plugin-portlight-common';
import type { Knex } from 'knex';
import { type Visibility, whereVisibleObjects } from '../../permissions';
import { HEALTH_STATUSES, whereTopLevelWorkload } from './objectFilters';

/** Pods in these phases request nothing any more. */
const FINISHED_PHASES = ['Succeeded', 'Failed'];

const COUNT = 'cast(count(*) as integer)';

/** Sums of many requests without what floating point makes of them. */
export function rounded(value: number): number {
  return Math.round(value * 1e6) / 1e6;
}

/** The sum of what running pods on nodes request: cores, or bytes; NULL where there is none. */
export function sumRequests(knex: Knex, column: 'cpu' | 'memory'): Knex.Raw {
  return knex.raw(
    'sum(case when node is null or phase in (?, ?) then null else ?? end) as ??',
    [...FINISHED_PHASES, column, column],
  );
}

function unique(values: readonly string[]): string[] {
  return [...new Set(values)];
}

/** The nodes' items with the requests and the number of visible pods only. */
export async function narrowNodes(
  knex: Knex,
  visibility: Visibility,
  nodes: readonly Node[],
): Promise<Node[]> {
  const query = knex('objects')
    .where('kind', 'Pod')
    .whereIn('cluster', unique(nodes.map(({ cluster }) => cluster)))
    .whereIn('node', unique(nodes.map(({ name }) => name)))
    .where(phase =>
      phase.whereNull('phase').orWhereNotIn('phase', FINISHED_PHASES),
    );
  whereVisibleObjects(knex, query, visibility, 'workloads');
  const figures: {
    cluster: string;
    node: string;
    count: number;
    cpu: number | null;
    memory: number | null;
  }[] = await query
    .select('cluster', 'node', knex.raw(`${COUNT} as count`))
    .select(sumRequests(knex, 'cpu'), sumRequests(knex, 'memory'))
    .groupBy('cluster', 'node');
  const byNode = new Map(
    figures.map(row => [JSON.stringify([row.cluster, row.node]), row]),
  );
  return nodes.map(node => {
    const own = byNode.get(JSON.stringify([node.cluster, node.name]));
    return {
      ...node,
      cpu: {
        allocatable: node.cpu.allocatable,
        requested: rounded(own?.cpu ?? 0),
      },
      memory: {
        allocatable: node.memory.allocatable,
        requested: rounded(own?.memory ?? 0),
      },
      pods: { ...node.pods, running: own?.count ?? 0 },
    };
  });
}

/** The namespaces' items with the numbers of visible workloads and pods only. */
export async function narrowNamespaces(
  knex: Knex,
  visibility: Visibility,
  namespaces: readonly Namespace[],
): Promise<Namespace[]> {
  const visible = () => {
    const query = knex('objects')
      .whereIn('cluster', unique(namespaces.map(({ cluster }) => cluster)))
      .whereIn('namespace', unique(namespaces.map(({ name }) => name)))
      .select('cluster', 'namespace', knex.raw(`${COUNT} as count`));
    whereVisibleObjects(knex, query, visibility, 'workloads');
    return query;
  };
  interface Row {
    cluster: string;
    namespace: string;
    health_rank: number;
    count: number;
  }
  const workloadQuery = visible()
    .select('health_rank')
    .groupBy('cluster', 'namespace', 'health_rank');
  whereTopLevelWorkload(workloadQuery);
  const workloads: Row[] = await workloadQuery;
  const pods: Row[] = await visible()
    .where('kind', 'Pod')
    .groupBy('cluster', 'namespace');
  const degraded = HEALTH_STATUSES.indexOf('degraded');
  return namespaces.map(namespace => {
    const total = (rows: Row[]) =>
      rows
        .filter(
          row =>
            row.cluster === namespace.cluster &&
            row.namespace === namespace.name,
        )
        .reduce((sum, { count }) => sum + count, 0);
    return {
      ...namespace,
      workloads: total(workloads),
      workloadsFailing: total(
        workloads.filter(({ health_rank }) => health_rank === degraded),
      ),
      pods: total(pods),
    };
  });
}
