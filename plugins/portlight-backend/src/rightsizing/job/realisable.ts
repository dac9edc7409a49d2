import {
  type CostHour,
  type KubernetesObject,
  type PackedNode,
  packNodes,
  type PackedPod,
  parseQuantity,
  podRequests,
  type RealisableSaving,
  type RightsizingStrategy,
} from '@portlight/plugin-portlight-common';
import type { ContainerTargets } from './assess';
import type { ClusterPrices } from './clusterPrices';
import { type ReadCluster, workloadKey } from './readCluster';

const CONTROL_PLANE = [
  'node-role.kubernetes.io/control-plane',
  'node-role.kubernetes.io/master',
];
const HOSTNAME = 'kubernetes.io/hostname';
const DEFAULT_PODS = 110;
const SAFE_TO_EVICT = 'cluster-autoscaler.kubernetes.io/safe-to-evict';
const DO_NOT_DISRUPT = 'karpenter.sh/do-not-disrupt';

function packedNode(record: KubernetesObject): PackedNode {
  const { metadata, spec, status } = record;
  const allocatable = status?.allocatable ?? status?.capacity;
  const labels = metadata?.labels ?? {};
  return {
    name: metadata?.name ?? '',
    allocatable: {
      cpu: parseQuantity(allocatable?.cpu) ?? 0,
      memory: parseQuantity(allocatable?.memory) ?? 0,
      pods: parseQuantity(allocatable?.pods) ?? DEFAULT_PODS,
    },
    labels,
    taints: (spec?.taints ?? []).filter((taint: any) => taint?.key),
    unschedulable: spec?.unschedulable === true,
    stays: CONTROL_PLANE.some(label => Object.hasOwn(labels, label)),
  };
}

/** Claims whose volume is on one machine. */
function localClaims(read: ReadCluster): Set<string> {
  const local = new Set<string>();
  for (const { spec } of read.ofKind('PersistentVolume')) {
    const { namespace, name } = spec?.claimRef ?? {};
    if (JSON.stringify(spec?.nodeAffinity ?? {}).includes(HOSTNAME)) {
      local.add(`${namespace}/${name}`);
    }
  }
  return local;
}

function hasHardRules(spec: any): boolean {
  return (
    ['nodeAffinity', 'podAffinity', 'podAntiAffinity'].some(
      kind =>
        spec?.affinity?.[kind]?.requiredDuringSchedulingIgnoredDuringExecution,
    ) ||
    (spec?.topologySpreadConstraints ?? []).some(
      (constraint: any) => constraint?.whenUnsatisfiable !== 'ScheduleAnyway',
    )
  );
}

/** Resources other than CPU and memory, such as GPUs, that this does not count. */
function hasOtherResources(spec: any): boolean {
  return (spec?.containers ?? []).some((container: any) =>
    Object.keys(container?.resources?.requests ?? {}).some(
      name => !['cpu', 'memory', 'ephemeral-storage'].includes(name),
    ),
  );
}

/** What autoscalers of nodes leave where it is. */
function isHeld({ metadata }: KubernetesObject): boolean {
  return (
    metadata?.annotations?.[SAFE_TO_EVICT] === 'false' ||
    metadata?.annotations?.[DO_NOT_DISRUPT] === 'true'
  );
}

function movesOf(
  record: KubernetesObject,
  workload: string,
  local: ReadonlySet<string>,
): PackedPod['moves'] {
  const { metadata, spec } = record;
  const [kind] = workload.split('/');
  const ofNode = metadata?.ownerReferences?.some(
    owner => owner.kind === 'Node',
  );
  if (kind === 'DaemonSet' || kind === 'Node' || ofNode) return 'leaves';
  if (
    kind === 'Pod' ||
    isHeld(record) ||
    hasHardRules(spec) ||
    hasOtherResources(spec)
  ) {
    return 'stays';
  }
  const claims: string[] = (spec?.volumes ?? []).flatMap(
    (volume: any) => volume?.persistentVolumeClaim?.claimName ?? [],
  );
  if (claims.length === 0) return undefined;
  return claims.some(claim => local.has(`${metadata?.namespace}/${claim}`))
    ? 'stays'
    : 'zone';
}

function resized(
  spec: any,
  targets: ContainerTargets | undefined,
): { cpu: number; memory: number } {
  if (!targets) return podRequests(spec);
  const resize = (container: any) => {
    const target = targets.get(container?.name);
    if (!target) return container;
    const requests = { ...container.resources?.requests };
    if (target.cpu !== undefined) requests.cpu = String(target.cpu);
    if (target.memory !== undefined) requests.memory = String(target.memory);
    return { ...container, resources: { ...container.resources, requests } };
  };
  return podRequests({
    ...spec,
    containers: spec?.containers?.map(resize),
    initContainers: spec?.initContainers?.map((container: any) =>
      container?.restartPolicy === 'Always' ? resize(container) : container,
    ),
  });
}

function plural(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? '' : 's'}`;
}

function describe(
  { removable, unplaced }: ReturnType<typeof packNodes>,
  already: number,
  recommended: boolean,
): string {
  if (!recommended) {
    return already > 0
      ? `Nothing is recommended yet. ${plural(
          already,
          'node',
        )} could go already with the requests as they are.`
      : 'Nothing is recommended yet, and no node can go with the requests as they are.';
  }
  if (unplaced > 0) {
    return 'With the recommended requests not all pods fit on the nodes that there are: some workloads need more than they request.';
  }
  if (removable.length === 0) {
    return 'No node can go: what is saved becomes room for other pods, and money only where nodes become fewer or smaller.';
  }
  const can = `${plural(removable.length, 'node')} can go with these requests`;
  if (already === 0) return `${can}.`;
  return `${can}; ${
    already >= removable.length ? 'as many' : already
  } could go already with the requests as they are, which is not counted.`;
}

/** Which nodes of a cluster can go, and what of that is due to other requests. */
export class NodePacker {
  readonly #nodes: PackedNode[];
  readonly #pods: { pod: PackedPod; spec: unknown; key: string }[];
  readonly #already: readonly string[];

  constructor(
    private readonly cluster: string,
    read: ReadCluster,
    { pods, hour }: CostHour,
    private readonly prices: ClusterPrices,
  ) {
    this.#nodes = read.ofKind('Node').map(packedNode);
    const end = hour + 3600;
    const alive = new Set(
      pods
        .filter(pod => pod.end >= end)
        .map(({ namespace, name }) => `${namespace}/${name}`),
    );
    const local = localClaims(read);
    this.#pods = read.pods.flatMap(({ record, workload }) => {
      const { namespace = '', name = '' } = record.metadata ?? {};
      if (!alive.has(`${namespace}/${name}`)) return [];
      const { spec } = record;
      return [
        {
          key: workloadKey(namespace, workload),
          spec,
          pod: {
            node: spec.nodeName,
            requests: podRequests(spec),
            moves: movesOf(record, workload, local),
            nodeSelector: spec.nodeSelector,
            tolerations: spec.tolerations,
          },
        },
      ];
    });
    this.#already = packNodes(
      this.#nodes,
      this.#pods.map(({ pod }) => pod),
    ).removable;
  }

  /**
   * What becomes money if all workloads request what they should.
   *
   * @param targets - by workload
   */
  saving(targets: ReadonlyMap<string, ContainerTargets>): RealisableSaving {
    const packed = packNodes(
      this.#nodes,
      this.#pods.map(({ pod, spec, key }) => ({
        ...pod,
        requests: resized(spec, targets.get(key)),
      })),
      // Else other nodes, of other prices, would be compared.
      this.#already,
    );
    const monthly = (names: readonly string[]) =>
      names.reduce((sum, name) => sum + this.prices.node(name), 0);
    return {
      cluster: this.cluster,
      nodes: this.#nodes.length,
      nodesNeeded: this.#nodes.length - packed.removable.length,
      removable: packed.removable,
      monthly: Math.max(0, monthly(packed.removable) - monthly(this.#already)),
      message: describe(packed, this.#already.length, targets.size > 0),
    };
  }
}

/** What becomes money by each strategy. */
export type RealisableSavings = Record<RightsizingStrategy, RealisableSaving>;
