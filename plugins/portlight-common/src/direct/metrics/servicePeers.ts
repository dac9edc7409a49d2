import type { InventoryRow } from '../../inventory';
import { podLimits } from '../../inventory/derive';
import {
  type DiscoveredPeer,
  peersOfEndpointSlices,
  type PeerPod,
  probeWish,
  scrapeWishes,
} from '../../peers';

/** A Service of a cluster that the browser reads. */
export interface DirectService {
  cluster: string;
  namespace: string;
  service: string;
}

/** The instances behind a Service. */
export interface ServicePeers {
  peers: DiscoveredPeer[];
  /** Why there are none. */
  message?: string;
  /** Cores that one of them may use, where all of them may use as many. */
  cpuLimit?: number;
}

const SERVICE_NAME = 'kubernetes.io/service-name';

/** Only what goes through the API server can be reached from a browser. */
function reachable(peer: DiscoveredPeer): DiscoveredPeer {
  return peer.pod === undefined
    ? {
        ...peer,
        metrics: undefined,
        health: {
          status: 'unknown',
          reason: 'NotReached',
          message:
            'It is no pod, so that it cannot be reached through the API server',
        },
      }
    : peer;
}

function commonLimit(
  peers: readonly DiscoveredPeer[],
  pods: ReadonlyMap<string, PeerPod>,
): number | undefined {
  const limits = new Set(
    peers.map(({ pod = '' }) => podLimits(pods.get(pod)?.record.spec).cpu),
  );
  return limits.size === 1 ? [...limits][0] : undefined;
}

/**
 * The instances behind a Service, from the rows of its namespace.
 *
 * @param forbidden - kinds that could not be listed
 */
export function servicePeers(
  rows: Iterable<InventoryRow>,
  { cluster, namespace, service }: DirectService,
  forbidden: readonly string[] = [],
): ServicePeers {
  const pods = new Map<string, PeerPod>();
  const nodes = new Map<string, InventoryRow['record']>();
  const slices: InventoryRow['record'][] = [];
  let found: InventoryRow | undefined;
  for (const row of rows) {
    if (row.kind === 'Node') {
      nodes.set(row.name, row.record);
    } else if (row.namespace !== namespace) {
      continue;
    } else if (row.kind === 'Pod') {
      pods.set(row.name, { record: row.record, health: row.health });
    } else if (row.kind === 'Service' && row.name === service) {
      found = row;
    } else if (
      row.kind === 'EndpointSlice' &&
      row.record.metadata?.labels?.[SERVICE_NAME] === service
    ) {
      slices.push(row.record);
    }
  }
  const annotations = found?.record.metadata?.annotations;
  const peers = peersOfEndpointSlices(slices, pods, {
    cluster,
    nodes,
    probes: { after: [probeWish(annotations)] },
    wishes: { after: scrapeWishes(annotations) },
  }).map(reachable);
  const cpuLimit = commonLimit(peers, pods);
  return {
    peers,
    ...(cpuLimit === undefined ? {} : { cpuLimit }),
    ...(peers.length > 0
      ? {}
      : { message: whyNone(found !== undefined, forbidden) }),
  };
}

function whyNone(isThere: boolean, forbidden: readonly string[]): string {
  const kind = ['EndpointSlice', 'Service'].find(one =>
    forbidden.includes(one),
  );
  if (kind) {
    return `You may not list ${kind}s here, which say what is behind a Service.`;
  }
  return isThere
    ? 'The Service has no endpoints: no pod matches its selector, or none has an address yet.'
    : 'There is no such Service, or not any more.';
}
