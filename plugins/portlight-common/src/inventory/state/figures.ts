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
import type { Relations } from './Relations';

/**
 * Figures of one cluster. What is not known is absent.
 *
 * @public
 */
export interface ClusterFigures {
  counts: ClusterCounts;
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
  server: {
    /** As `/version` answers it. */
    version?: string;
    /** As `/readyz` answers. */
    readyz?: { ok: boolean; failed: readonly string[] };
  },
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
      nodes: nodes.length,
      nodesReady: nodes.filter(isNodeReady).length,
      namespaces: relations.count('Namespace'),
      workloads: total.workloads,
      workloadsFailing: total.failing,
      pods: relations.count('Pod'),
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
