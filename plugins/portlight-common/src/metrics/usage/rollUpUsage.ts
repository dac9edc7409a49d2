import type { NodeUsage, PodUsage, ResourceFigure } from './types';
import { usagePeer } from './usageSeries';

/** What is known of a pod besides what it uses. @public */
export interface PodPlacement {
  /** Its top-level controller, `Kind/name`; absent for bare pods. */
  workload?: string;
  /** It uses the node's network: what the kubelet says of it are the node's bytes. */
  hostNetwork?: boolean;
}

/** Finds what is known of a pod; nothing for one that is gone or not known yet. @public */
export type FindPod = (
  namespace: string,
  name: string,
) => PodPlacement | undefined;

/** The peers of a pod's sums: itself, its workload and its namespace. */
export function peersOfPod(
  namespace: string,
  name: string,
  placement: PodPlacement | undefined,
): string[] {
  const peers = [
    usagePeer({ type: 'pod', namespace, name }),
    usagePeer({ type: 'namespace', namespace }),
  ];
  if (placement?.workload !== undefined) {
    const slash = placement.workload.indexOf('/');
    peers.push(
      usagePeer({
        type: 'workload',
        namespace,
        kind: placement.workload.slice(0, slash),
        name: placement.workload.slice(slash + 1),
      }),
    );
  }
  return peers;
}

function add(
  sums: Map<string, ResourceFigure>,
  peer: string,
  { cpu, memory }: ResourceFigure,
): void {
  const sum = sums.get(peer) ?? {};
  if (cpu !== undefined) sum.cpu = (sum.cpu ?? 0) + cpu;
  if (memory !== undefined) sum.memory = (sum.memory ?? 0) + memory;
  sums.set(peer, sum);
}

/**
 * CPU and memory in use by pod, workload, namespace, node and cluster; keys as {@link usagePeer} has them. The
 * cluster's is the sum of its nodes and not of its pods: system processes use something too.
 *
 * @public
 */
export function rollUpUsage(options: {
  nodes?: readonly NodeUsage[];
  pods?: readonly PodUsage[];
  find: FindPod;
}): Map<string, ResourceFigure> {
  const sums = new Map<string, ResourceFigure>();
  for (const node of options.nodes ?? []) {
    add(sums, usagePeer({ type: 'node', node: node.name }), node);
    add(sums, usagePeer({ type: 'cluster' }), node);
  }
  for (const pod of options.pods ?? []) {
    const placement = options.find(pod.namespace, pod.name);
    for (const peer of peersOfPod(pod.namespace, pod.name, placement)) {
      add(sums, peer, pod);
    }
  }
  return sums;
}
