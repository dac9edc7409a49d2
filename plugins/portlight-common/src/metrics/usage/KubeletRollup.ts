import { type FindPod, peersOfPod } from './rollUpUsage';
import type { NetworkFigure, NodeStats, StorageFigure } from './types';
import { usagePeer } from './usageSeries';

/** What a counter has grown by; one that is smaller than before began anew. */
function growth(before: number | undefined, now: number): number {
  if (before === undefined) return 0;
  return now < before ? now : now - before;
}

/** Without the rest of what it is taken from, which is large. */
function networkOf({ receiveBytes, transmitBytes }: NetworkFigure) {
  return { receiveBytes, transmitBytes };
}

interface NodeState {
  /** Seconds since the epoch. */
  at: number;
  network: NetworkFigure;
  /** By uid, or name where the kubelet does not tell. */
  pods: Map<string, PodState>;
  fileSystem?: StorageFigure;
}

interface PodState {
  peers: string[];
  network: NetworkFigure;
  claims: Map<string, StorageFigure>;
}

/**
 * Adds up what kubelets say of network and volumes, by pod, workload, namespace, node and cluster. Network bytes are
 * counters that never fall, also when pods come, go and restart: what each of them grew by is added. They
 * begin at zero with the rollup.
 *
 * @public
 */
export class KubeletRollup {
  readonly #nodes = new Map<string, NodeState>();
  readonly #totals = new Map<string, Required<NetworkFigure>>();

  /**
   * Takes what the kubelet of a node answered.
   *
   * @param at - seconds since the epoch
   */
  add(stats: NodeStats, at: number, find: FindPod): void {
    const before = this.#nodes.get(stats.name);
    const node: NodeState = {
      at,
      network: networkOf(stats),
      pods: new Map(),
      fileSystem: stats.fileSystem,
    };
    this.#nodes.set(stats.name, node);
    this.#grow(
      [
        usagePeer({ type: 'node', node: stats.name }),
        usagePeer({ type: 'cluster' }),
      ],
      before?.network,
      stats,
    );
    for (const pod of stats.pods) {
      const { namespace, name, uid, startedAt } = pod;
      const placement = find(namespace, name);
      const key = uid ?? `${namespace}/${name}`;
      const peers = peersOfPod(namespace, name, placement);
      const known = before?.pods.get(key);
      const began =
        before !== undefined &&
        startedAt !== undefined &&
        startedAt > before.at;
      const network = placement?.hostNetwork ? {} : pod;
      this.#grow(
        peers,
        // All of what a pod has used that began since the last look is growth.
        known?.network ?? (began ? { receiveBytes: 0, transmitBytes: 0 } : {}),
        network,
      );
      node.pods.set(key, {
        peers,
        network: networkOf(network),
        claims: new Map(pod.volumes.map(volume => [volume.claim, volume])),
      });
    }
  }

  /** Forgets the nodes that are not among these, and the totals of what is not there any more. */
  retain(nodes: ReadonlySet<string>): void {
    for (const name of this.#nodes.keys()) {
      if (!nodes.has(name)) this.#nodes.delete(name);
    }
    const present = new Set<string>([usagePeer({ type: 'cluster' })]);
    for (const [name, { pods }] of this.#nodes) {
      present.add(usagePeer({ type: 'node', node: name }));
      for (const { peers } of pods.values()) {
        peers.forEach(peer => present.add(peer));
      }
    }
    for (const peer of this.#totals.keys()) {
      if (!present.has(peer)) this.#totals.delete(peer);
    }
  }

  /** Bytes through the network since the rollup began, by peer. */
  network(): ReadonlyMap<string, Readonly<Required<NetworkFigure>>> {
    return this.#totals;
  }

  /**
   * Bytes in use and size: of nodes their file systems, of all else the volumes of claims, each claim once
   * although several pods may use it.
   */
  storage(): Map<string, StorageFigure> {
    const figures = new Map<string, StorageFigure>();
    const claims = new Map<string, Map<string, StorageFigure>>();
    const cluster = usagePeer({ type: 'cluster' });
    for (const [name, { fileSystem, pods }] of this.#nodes) {
      if (fileSystem) {
        figures.set(usagePeer({ type: 'node', node: name }), fileSystem);
      }
      for (const pod of pods.values()) {
        for (const [claim, figure] of pod.claims) {
          for (const peer of [...pod.peers, cluster]) {
            let of = claims.get(peer);
            if (!of) claims.set(peer, (of = new Map()));
            of.set(claim, figure);
          }
        }
      }
    }
    for (const [peer, of] of claims) {
      const sum: StorageFigure = {};
      for (const { usedBytes, capacityBytes } of of.values()) {
        if (usedBytes !== undefined) {
          sum.usedBytes = (sum.usedBytes ?? 0) + usedBytes;
        }
        if (capacityBytes !== undefined) {
          sum.capacityBytes = (sum.capacityBytes ?? 0) + capacityBytes;
        }
      }
      figures.set(peer, sum);
    }
    return figures;
  }

  #grow(
    peers: readonly string[],
    before: NetworkFigure | undefined,
    now: NetworkFigure,
  ): void {
    const { receiveBytes, transmitBytes } = now;
    if (receiveBytes === undefined || transmitBytes === undefined) return;
    const received = growth(before?.receiveBytes, receiveBytes);
    const transmitted = growth(before?.transmitBytes, transmitBytes);
    for (const peer of peers) {
      const total = this.#totals.get(peer) ?? {
        receiveBytes: 0,
        transmitBytes: 0,
      };
      total.receiveBytes += received;
      total.transmitBytes += transmitted;
      this.#totals.set(peer, total);
    }
  }
}
