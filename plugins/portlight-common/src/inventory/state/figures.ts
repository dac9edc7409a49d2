import type {
  ClusterCounts,
  ClusterHealth,
  Health,
  ResourceFigures,
} from '../../api/types';
import { detectProvider } from '../../clusters';
import { type ClusterWorkload, assessClusterHealth } from '../../health';
import { isFinished, nodeRegion, podRequests, rounded } from '../derive';
import { parseQuantity } from '../../kubernetes';
import type { KubernetesObject } from '../../kubernetes';
import { KINDS } from '../kinds';
import type { Relations } from './Relations';

/**
 * Figures of one cluster. What is not known is absent.
 *
 * @public
 */
export interface ClusterFigures {
  /** How many of what there is; of kinds that have not been read it is not known. */
  counts: ClusterCounts;
  /** How the cluster is, with reasons. */
  health: ClusterHealth;
  /** Cores; absent when nodes cannot be read. */
  cpu?: ResourceFigures;
  /** Bytes; absent when nodes cannot be read. */
  memory?: ResourceFigures;
  /** Sorted names. */
  regions: string[];
  /** Such as `EKS`; absent when neither the version nor a node tells. */
  provider?: string;
}

/** What an API server says of itself. @public */
export interface ServerState {
  /** The `gitVersion` of `/version`. */
  version?: string;
  /** What `/readyz` answers: whether all checks pass, and the names of those that do not. */
  readyz?: { ok: boolean; failed: readonly string[] };
}

/** Pods that nothing controls are workloads too, but few: without them the figure still says how it is. */
const WORKLOAD_KINDS: readonly string[] = KINDS.filter(
  ({ kind, workload }) => workload && kind !== 'Pod',
).map(({ kind }) => kind);

function isNodeReady(node: KubernetesObject): boolean {
  return (node.status?.conditions ?? []).some(
    (condition: { type?: string; status?: string }) =>
      condition.type === 'Ready' && condition.status === 'True',
  );
}

/** The figures of a cluster from its relations. */
export function clusterFigures(
  {
    relations,
    total,
    listed,
  }: {
    relations: Relations;
    total: { workloads: number; failing: number };
    listed: ReadonlySet<string>;
  },
  server: ServerState,
): ClusterFigures {
  const nodes: KubernetesObject[] = [];
  const nodeHealth: Health[] = [];
  const workloads: ClusterWorkload[] = [];
  for (const entry of relations.all()) {
    if (entry.kind === 'Node') {
      nodes.push(entry.record);
      if (entry.health) {
        nodeHealth.push(entry.health);
      }
    } else if (entry.counted !== 'no' && entry.health) {
      const { kind, namespace, name, health } = entry;
      workloads.push({ kind, namespace, name, health });
    }
  }
  const knowsNodes = nodes.length > 0 || listed.has('Node');
  const provider = detectProvider({ version: server.version, nodes });
  const regions = new Set(nodes.map(nodeRegion));
  return {
    counts: {
      ...(knowsNodes && {
        nodes: nodes.length,
        nodesReady: nodes.filter(isNodeReady).length,
      }),
      ...(listed.has('Namespace') && {
        namespaces: relations.count('Namespace'),
      }),
      ...(WORKLOAD_KINDS.every(kind => listed.has(kind)) && {
        workloads: total.workloads,
        workloadsFailing: total.failing,
      }),
      ...(listed.has('Pod') && { pods: relations.count('Pod') }),
    },
    health: assessClusterHealth({
      ...(knowsNodes
        ? {
            nodes: nodeHealth,
            nodeNames: nodes.map(node => node.metadata?.name ?? ''),
          }
        : {}),
      workloads,
      ...(server.readyz ? { readyz: server.readyz } : {}),
    }),
    ...(knowsNodes ? resources(relations, nodes) : {}),
    regions: [...regions].filter(region => region !== undefined).sort(),
    ...(provider ? { provider } : {}),
  };
}

function resources(
  relations: Relations,
  nodes: readonly KubernetesObject[],
): { cpu: ResourceFigures; memory: ResourceFigures } {
  const sums = {
    cpu: { allocatable: 0, requested: 0 },
    memory: { allocatable: 0, requested: 0 },
  };
  for (const node of nodes) {
    const { cpu, memory } = node.status?.allocatable ?? {};
    sums.cpu.allocatable += parseQuantity(cpu) ?? 0;
    sums.memory.allocatable += parseQuantity(memory) ?? 0;
    for (const { record } of relations.podsOn(node.metadata?.name ?? '')) {
      if (!isFinished(record)) {
        const requests = podRequests(record.spec);
        sums.cpu.requested += requests.cpu;
        sums.memory.requested += requests.memory;
      }
    }
  }
  for (const sum of [sums.cpu, sums.memory]) {
    sum.allocatable = rounded(sum.allocatable);
    sum.requested = rounded(sum.requested);
  }
  return sums;
}
