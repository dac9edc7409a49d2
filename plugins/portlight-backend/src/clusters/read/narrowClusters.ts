import {
  assessClusterHealth,
  type Cluster,
  type ClusterCounts,
  type ClusterHealth,
  type ClusterWorkload,
  type Health,
  type ResourceFigures,
} from '@portlight/plugin-portlight-common';
import {
  type FailingWorkload,
  type FigureScope,
  HEALTH_STATUSES,
  type NodeFigure,
  readFailingWorkloads,
  readNamespaceCounts,
  readNodeFigures,
  readPodFigures,
  readWorkloadFigures,
  rounded,
  type WorkloadFigure,
} from '../../inventory/read';

const DEGRADED = HEALTH_STATUSES.indexOf('degraded');

/** The control plane's state is in the document only; it is nobody's workload. */
const CONTROL_PLANE_REASON = 'ControlPlaneNotReady';

/** What the health of one cluster is judged by. */
interface JudgedParts {
  nodes: readonly NodeFigure[];
  workloads: readonly WorkloadFigure[];
  failing: readonly FailingWorkload[];
}

async function readJudgedParts(
  scope: FigureScope,
): Promise<(cluster: string) => JudgedParts> {
  const nodes = await readNodeFigures(scope);
  const workloads = await readWorkloadFigures(scope);
  const failing = await readFailingWorkloads(scope);
  return cluster => ({
    nodes: nodes.get(cluster) ?? [],
    workloads: workloads.get(cluster) ?? [],
    failing: failing.get(cluster) ?? [],
  });
}

function total(rows: readonly { count: number }[]): number {
  return rows.reduce((sum, { count }) => sum + count, 0);
}

/** Whose name is in a reason first must not depend on how the database found it. */
function inOrder(failing: readonly FailingWorkload[]): FailingWorkload[] {
  const key = ({ namespace, name, kind }: FailingWorkload) =>
    JSON.stringify([namespace, name, kind]);
  const compare = (left: string, right: string) => {
    if (left === right) return 0;
    return left < right ? -1 : 1;
  };
  return failing
    .map(row => [key(row), row] as const)
    .sort(([left], [right]) => compare(left, right))
    .map(([, row]) => row);
}

function health(rank: number, reason: string): Health {
  return { status: HEALTH_STATUSES[rank], reason, message: '' };
}

/** The verdict on the cluster, its nodes, and the visible workloads. */
function narrowHealth(
  cluster: Cluster,
  { nodes, workloads, failing }: JudgedParts,
): ClusterHealth {
  // Unknown has its reason in the cluster as a whole, and names nothing in it.
  if (cluster.status !== 'active' || cluster.health.status === 'unknown') {
    return cluster.health;
  }
  const others = workloads.filter(
    ({ health_rank }) => health_rank !== DEGRADED,
  );
  const judged = assessClusterHealth({
    ...(nodes.length > 0 && {
      nodes: nodes.map(row => health(row.health_rank, row.health_reason)),
      nodeNames: nodes.map(({ name }) => name),
    }),
    // Only failing workloads are named in reasons; of the others, which are many, numbers are enough.
    workloads: [
      ...inOrder(failing).map(
        ({ kind, namespace, name }): ClusterWorkload => ({
          kind,
          namespace,
          name,
          health: health(DEGRADED, ''),
        }),
      ),
      ...others.flatMap(({ namespace, health_rank, count }) =>
        Array.from<ClusterWorkload>({ length: count }).fill({
          kind: '',
          namespace,
          name: '',
          health: health(health_rank, ''),
        }),
      ),
    ],
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
  requested: number,
): ResourceFigures | undefined {
  return (
    figures && {
      allocatable: figures.allocatable,
      requested: rounded(requested),
    }
  );
}

type Visible = Required<
  Pick<ClusterCounts, 'namespaces' | 'workloads' | 'workloadsFailing' | 'pods'>
>;

function narrowCounts(counts: ClusterCounts, visible: Visible): ClusterCounts {
  // One by one: whether a new figure is the cluster's or a part's has to be decided here.
  const figures: Record<keyof ClusterCounts, number | undefined> = {
    nodes: counts.nodes,
    nodesReady: counts.nodesReady,
    namespaces: visible.namespaces,
    workloads: visible.workloads,
    workloadsFailing: visible.workloadsFailing,
    pods: visible.pods,
  };
  // What is not known of the whole is not known of a part.
  return Object.fromEntries(
    Object.entries(figures).filter(
      ([figure]) => counts[figure as keyof ClusterCounts] !== undefined,
    ),
  );
}

/** Clusters with the health that whoever sees only a part of what is in them sees, and their other figures whole. */
export async function judgeClusters(
  scope: FigureScope,
  clusters: readonly Cluster[],
): Promise<Cluster[]> {
  const judged = await readJudgedParts(scope);
  return clusters.map(cluster => ({
    ...cluster,
    health: narrowHealth(cluster, judged(cluster.name)),
  }));
}

/**
 * Clusters as they look to whoever sees only a part of what is in them: figures and health count that part. The nodes
 * and what they offer belong to the cluster.
 */
export async function narrowClusters(
  scope: FigureScope,
  clusters: readonly Cluster[],
): Promise<Cluster[]> {
  const judged = await readJudgedParts(scope);
  const namespaces = await readNamespaceCounts(scope);
  const podFigures = await readPodFigures(scope);
  return clusters.map(cluster => {
    const { name, cpu, memory } = cluster;
    const parts = judged(name);
    const pods = podFigures.get(name) ?? [];
    const requested = (resource: 'cpu' | 'memory') =>
      pods.reduce((sum, row) => sum + (row[resource] ?? 0), 0);
    // Field by field: whether a new one is for everybody has to be decided here.
    const narrowed: { [Field in keyof Required<Cluster>]: Cluster[Field] } = {
      name,
      title: cluster.title,
      source: cluster.source,
      status: cluster.status,
      statusMessage: cluster.statusMessage,
      health: narrowHealth(cluster, parts),
      version: cluster.version,
      provider: cluster.provider,
      regions: cluster.regions,
      environment: cluster.environment,
      tags: cluster.tags,
      description: cluster.description,
      owner: cluster.owner,
      dashboardUrl: cluster.dashboardUrl,
      sync: cluster.sync,
      counts:
        cluster.counts &&
        narrowCounts(cluster.counts, {
          namespaces: total(namespaces.get(name) ?? []),
          workloads: total(parts.workloads),
          workloadsFailing: parts.failing.length,
          pods: total(pods),
        }),
      cpu: narrowFigures(cpu, requested('cpu')),
      memory: narrowFigures(memory, requested('memory')),
      usageUnavailable:
        cpu || memory || cluster.usageUnavailable
          ? 'Usage is measured for the whole cluster, of which you see a part.'
          : undefined,
      topic: cluster.topic,
      restricted: true,
    };
    return narrowed;
  });
}
