import { compareHealth, type Peer } from '@portlight/plugin-portlight-common';
import { compareValues } from '../components';

/** One node and the peers on it. */
export interface TopologyNode {
  /** Undefined for peers whose node is not known. */
  name?: string;
  peers: Peer[];
}

/** One zone of one cluster. */
export interface TopologyZone {
  cluster?: string;
  /** Undefined where nodes do not say their zone. */
  name?: string;
  count: number;
  nodes: TopologyNode[];
}

const byName = (a: { name?: string }, b: { name?: string }): number =>
  a.name === undefined || b.name === undefined
    ? Number(a.name === undefined) - Number(b.name === undefined)
    : compareValues(a.name, b.name);

/**
 * Where peers run: by cluster and zone, in these by node, the worst first on each. Only what a peer names is there: a
 * zone without peers is not, since nobody said that the service should be in it.
 */
export function peerTopology(peers: readonly Peer[]): TopologyZone[] {
  const zones = new Map<string, Map<string, Peer[]>>();
  for (const peer of peers) {
    const zoneKey = JSON.stringify([peer.cluster, peer.zone]);
    const nodes = zones.get(zoneKey) ?? new Map<string, Peer[]>();
    zones.set(zoneKey, nodes);
    const nodeKey = peer.node ?? '';
    nodes.set(nodeKey, [...(nodes.get(nodeKey) ?? []), peer]);
  }
  return [...zones.values()]
    .map(nodes => {
      const [{ cluster, zone }] = nodes.values().next().value as Peer[];
      const members = [...nodes.values()].map(
        (onNode): TopologyNode => ({
          name: onNode[0].node,
          peers: onNode.sort(
            (a, b) =>
              compareHealth(a.health, b.health) ||
              compareValues(a.name, b.name),
          ),
        }),
      );
      return {
        cluster,
        name: zone,
        count: members.reduce((sum, node) => sum + node.peers.length, 0),
        nodes: members.sort(byName),
      };
    })
    .sort(
      (a, b) => compareValues(a.cluster ?? '', b.cluster ?? '') || byName(a, b),
    );
}

/** Zones of one cluster. */
export interface TopologyCluster {
  /** Undefined for peers that are in no cluster. */
  name?: string;
  zones: TopologyZone[];
}

/** The zones of {@link peerTopology}, by cluster. */
export function byCluster(zones: readonly TopologyZone[]): TopologyCluster[] {
  const clusters: TopologyCluster[] = [];
  for (const zone of zones) {
    const last = clusters.at(-1);
    if (last && last.name === zone.cluster) last.zones.push(zone);
    else clusters.push({ name: zone.cluster, zones: [zone] });
  }
  return clusters;
}

/** Whether anything is known about where peers run: addresses alone make no picture. */
export const hasTopology = (peers: readonly Peer[]): boolean =>
  peers.some(({ node, zone }) => node !== undefined || zone !== undefined);
