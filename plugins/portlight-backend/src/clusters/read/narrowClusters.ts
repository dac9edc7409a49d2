import {
  assessClusterHealth,
  type Cluster,
  type ClusterHealth,
  type ClusterWorkload,
  type Health,
  type ResourceFigures,
} from '@portlight/plugin-portlight-common';
import type { Knex } from 'knex';
import {
  HEALTH_STATUSES,
  rounded,
  sumRequests,
  whereTopLevelWorkload,
} from '../../inventory/read';
import { type Visibility, whereVisibleObjects } from '../../permissions';

const COUNT = 'cast(count(*) as integer) as count';

const DEGRADED = HEALTH_STATUSES.indexOf('degraded');

/** The control plane's state is in the document only; it is nobody's workload. */
const CONTROL_PLANE_REASON = 'ControlPlaneNotReady';

/** A degraded workload, or how many others of a namespace are how. */
interface WorkloadRow {
  cluster: string;
  kind: string;
  namespace: string;
  name: string;
  health_rank: number;
  count: number;
}

interface NodeRow {
  cluster: string;
  name: string;
  health_rank: number;
  health_reason: string;
}

interface CountRow {
  cluster: string;
  count: number;
}

interface PodRow extends CountRow {
  cpu: number | null;
  memory: number | null;
}

/** What health is judged by, by cluster. */
interface JudgedParts {
  nodes: Map<string, NodeRow[]>;
  workloads: Map<string, WorkloadRow[]>;
}

/** What else is counted, by cluster. */
interface CountedParts {
  namespaces: Map<string, CountRow>;
  pods: Map<string, PodRow>;
}

function byCluster<Row extends { cluster: string }>(
  rows: readonly Row[],
): Map<string, Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const group = groups.get(row.cluster);
    if (group) group.push(row);
    else groups.set(row.cluster, [row]);
  }
  return groups;
}

function oneByCluster<Row extends { cluster: string }>(
  rows: readonly Row[],
): Map<string, Row> {
  return new Map(rows.map(row => [row.cluster, row]));
}

function visibleObjects(
  knex: Knex,
  visibility: Visibility,
  clusters: readonly Cluster[],
  rows: 'nodes' | 'namespaces' | 'workloads',
): Knex.QueryBuilder {
  const query = knex('objects').whereIn(
    'cluster',
    clusters.map(({ name }) => name),
  );
  whereVisibleObjects(knex, query, visibility, rows);
  return query;
}

async function readJudgedParts(
  knex: Knex,
  visibility: Visibility,
  clusters: readonly Cluster[],
): Promise<JudgedParts> {
  const nodes: NodeRow[] = await visibleObjects(
    knex,
    visibility,
    clusters,
    'nodes',
  )
    .where('kind', 'Node')
    .select('cluster', 'name', 'health_rank', 'health_reason')
    .orderBy('name');
  // Only failing workloads are named in reasons; of the others, which are many, numbers are enough.
  const named = (column: string) =>
    knex.raw(`case when health_rank = ${DEGRADED} then ?? else '' end as ??`, [
      column,
      `named_${column}`,
    ]);
  const grouped = visibleObjects(knex, visibility, clusters, 'workloads')
    .select('cluster', 'namespace', 'health_rank', knex.raw(COUNT))
    .select(named('kind'), named('name'))
    .groupBy('cluster', 'namespace', 'health_rank', 'named_kind', 'named_name');
  whereTopLevelWorkload(grouped);
  const workloads: (Omit<WorkloadRow, 'kind' | 'name'> & {
    named_kind: string;
    named_name: string;
  })[] = await grouped.orderBy(['namespace', 'named_name', 'named_kind']);
  return {
    nodes: byCluster(nodes),
    workloads: byCluster(
      workloads.map(({ named_kind: kind, named_name: name, ...row }) => ({
        ...row,
        kind,
        name,
      })),
    ),
  };
}

async function readCountedParts(
  knex: Knex,
  visibility: Visibility,
  clusters: readonly Cluster[],
): Promise<CountedParts> {
  const namespaces: CountRow[] = await visibleObjects(
    knex,
    visibility,
    clusters,
    'namespaces',
  )
    .where('kind', 'Namespace')
    .select('cluster', knex.raw(COUNT))
    .groupBy('cluster');
  const pods: PodRow[] = await visibleObjects(
    knex,
    visibility,
    clusters,
    'workloads',
  )
    .where('kind', 'Pod')
    .select('cluster', knex.raw(COUNT))
    .select(sumRequests(knex, 'cpu'), sumRequests(knex, 'memory'))
    .groupBy('cluster');
  return { namespaces: oneByCluster(namespaces), pods: oneByCluster(pods) };
}

function health(rank: number, reason: string): Health {
  return { status: HEALTH_STATUSES[rank], reason, message: '' };
}

/** The verdict on the cluster, its nodes, and the visible workloads. */
function narrowHealth(
  cluster: Cluster,
  nodes: readonly NodeRow[],
  workloads: readonly WorkloadRow[],
): ClusterHealth {
  // Unknown has its reason in the cluster as a whole, and names nothing in it.
  if (cluster.status !== 'active' || cluster.health.status === 'unknown') {
    return cluster.health;
  }
  const judged = assessClusterHealth({
    ...(nodes.length > 0 && {
      nodes: nodes.map(row => health(row.health_rank, row.health_reason)),
      nodeNames: nodes.map(({ name }) => name),
    }),
    workloads: workloads.flatMap(
      ({ kind, namespace, name, health_rank, count }) =>
        Array.from({ length: count }).fill({
          kind,
          namespace,
          name,
          health: health(health_rank, ''),
        }) as ClusterWorkload[],
    ),
  });
  const controlPlane = cluster.health.reasons.filter(
    ({ reason }) => reason === CONTROL_PLANE_REASON,
  );
  return controlPlane.length > 0
    ? { status: 'critical', reasons: [...controlPlane, ...judged.reasons] }
    : judged;
}

function narrowFigures(
  figures: ResourceFigures | undefined,
  requested: number | null | undefined,
): ResourceFigures | undefined {
  return (
    figures && {
      allocatable: figures.allocatable,
      requested: rounded(requested ?? 0),
    }
  );
}

function narrowCounts(
  { name, counts }: Cluster,
  workloads: readonly WorkloadRow[],
  { namespaces, pods }: CountedParts,
): Cluster['counts'] {
  const total = (rows: readonly WorkloadRow[]) =>
    rows.reduce((sum, { count }) => sum + count, 0);
  const visible: Record<string, number> = {
    namespaces: namespaces.get(name)?.count ?? 0,
    workloads: total(workloads),
    workloadsFailing: total(
      workloads.filter(({ health_rank }) => health_rank === DEGRADED),
    ),
    pods: pods.get(name)?.count ?? 0,
  };
  // What is not known of the whole is not known of a part.
  return (
    counts &&
    Object.fromEntries(
      Object.entries(counts).map(([figure, count]) => [
        figure,
        visible[figure] ?? count,
      ]),
    )
  );
}

/** Clusters with the health that whoever sees only a part of what is in them sees, and their other figures whole. */
export async function judgeClusters(
  knex: Knex,
  visibility: Visibility,
  clusters: readonly Cluster[],
): Promise<Cluster[]> {
  if (clusters.length === 0) return [];
  const { nodes, workloads } = await readJudgedParts(
    knex,
    visibility,
    clusters,
  );
  return clusters.map(cluster => ({
    ...cluster,
    health: narrowHealth(
      cluster,
      nodes.get(cluster.name) ?? [],
      workloads.get(cluster.name) ?? [],
    ),
  }));
}

/**
 * Clusters as they look to whoever sees only a part of what is in them: figures and health count that part. The nodes
 * and what they offer belong to the cluster.
 */
export async function narrowClusters(
  knex: Knex,
  visibility: Visibility,
  clusters: readonly Cluster[],
): Promise<Cluster[]> {
  if (clusters.length === 0) return [];
  const judged = await readJudgedParts(knex, visibility, clusters);
  const counted = await readCountedParts(knex, visibility, clusters);
  return clusters.map(cluster => {
    const { name, cpu, memory } = cluster;
    const nodes = judged.nodes.get(name) ?? [];
    const workloads = judged.workloads.get(name) ?? [];
    const requests = counted.pods.get(name);
    const narrowed: Cluster = {
      ...cluster,
      restricted: true,
      health: narrowHealth(cluster, nodes, workloads),
      counts: narrowCounts(cluster, workloads, counted),
      cpu: narrowFigures(cpu, requests?.cpu),
      memory: narrowFigures(memory, requests?.memory),
    };
    if (cpu || memory) {
      narrowed.usageUnavailable =
        'Usage is measured for the whole cluster, of which you see a part.';
    }
    return narrowed;
  });
}
