import {
  type Cluster,
  comparePeerHealth,
  describePeer,
  type DiscoveredPeer,
  type Peer,
  type PeerTarget,
} from '@portlight/plugin-portlight-common';
import type { ClusterReader } from '../../clusters/read';
import type { Visibility } from '../../permissions';
import type { DiscoveryMethods } from '../methods';
import type { ResolvedTarget } from '../PeerService';
import type { PeersSettings } from '../settings';
import type { PeerRecords } from '../records/PeerRecords';
import { reachOf } from '../reach/createPeerClient';
import type { StoredTarget } from './Target';
import type { PeerDocument, TargetStore } from './TargetStore';

/** What reading needs. */
export interface TargetReaderOptions {
  store: TargetStore;
  records: PeerRecords;
  clusters: Pick<ClusterReader, 'visible'>;
  methods: DiscoveryMethods;
  settings: PeersSettings;
}

/** A target with its visible peers, also as they were discovered. */
export interface ReadTarget extends ResolvedTarget {
  readonly documents: readonly PeerDocument[];
}

/** Methods that find peers in the database, so that there is no need to wait for anybody. */
const MIRRORED = new Set(['kubernetes', 'selector']);
/** So many resyncs without a reading, and the peers are of another time. */
const MISSED_RESYNCS = 3;

/** Reads targets with their peers, on any replica. */
export class TargetReader {
  constructor(private readonly options: TargetReaderOptions) {}

  /** The targets with those of their peers that may be seen. */
  async read(
    targets: readonly StoredTarget[],
    visibility: Visibility,
  ): Promise<ReadTarget[]> {
    const names = [...new Set(targets.map(({ cluster }) => cluster))].filter(
      Boolean,
    );
    const clusters = new Map(
      names.length === 0
        ? []
        : (await this.options.clusters.visible(visibility, names)).map(
            cluster => [cluster.name, cluster] as const,
          ),
    );
    return Promise.all(
      targets.map(target =>
        this.#read(target, clusters.get(target.cluster), visibility),
      ),
    );
  }

  async #read(
    target: StoredTarget,
    cluster: Cluster | undefined,
    visibility: Visibility,
  ): Promise<ReadTarget> {
    const { documents, ...found } = await this.#documents(target);
    const visible = await this.#visible(target, documents, visibility);
    const peers = visible
      .map(document => this.#describe(document, found.checkedAt))
      .sort(comparePeerHealth);
    const { spec, topic, id } = target;
    return {
      cluster: target.cluster,
      id,
      spec,
      topic,
      documents: visible,
      peers,
      partial: visible.length < documents.length,
      target: describeTarget(target, found, cluster),
    };
  }

  /** The stored peers; where nobody has stored any lately, what the mirror has. */
  async #documents(
    target: StoredTarget,
  ): Promise<Found & { documents: PeerDocument[] }> {
    const { store, settings } = this.options;
    const { checkedAt, message, failed } = target;
    const age = Date.now() - Date.parse(checkedAt ?? '');
    // Before the first reading its age is no number.
    const current = age < MISSED_RESYNCS * settings.resync;
    if (!current && MIRRORED.has(target.spec.method)) {
      return this.#discover(target);
    }
    return {
      documents: checkedAt === undefined ? [] : await store.peers(target),
      checkedAt,
      message,
      stale: failed || (checkedAt !== undefined && !current),
    };
  }

  async #discover(
    target: StoredTarget,
  ): Promise<Found & { documents: PeerDocument[] }> {
    const { methods, settings } = this.options;
    const { cluster, spec } = target;
    const method = methods.get(spec.method)!.create(spec.options, {
      cluster,
      resync: settings.resync,
      scrape: spec.scrape ?? {},
      probe: spec.probe ?? {},
      self: settings.self,
      fetch: () => Promise.reject(new Error('This method asks nobody')),
      status: () => {},
    });
    try {
      const peers = await method.discover(new AbortController().signal);
      return {
        documents: peers.map(peer => ({ peer })),
        checkedAt: new Date().toISOString(),
        stale: false,
      };
    } catch (error) {
      return {
        documents: [],
        message: (error as Error).message,
        stale: false,
      };
    }
  }

  async #visible(
    { cluster }: StoredTarget,
    documents: readonly PeerDocument[],
    visibility: Visibility,
  ): Promise<PeerDocument[]> {
    if (visibility.workloads === 'everything') return [...documents];
    const byNamespace = new Map<string, string[]>();
    for (const { peer } of documents) {
      if (peer.pod === undefined) continue;
      const namespace = peer.namespace ?? '';
      const pods = byNamespace.get(namespace);
      if (pods) pods.push(peer.pod);
      else byNamespace.set(namespace, [peer.pod]);
    }
    const visible = new Set<string>();
    for (const [namespace, pods] of byNamespace) {
      const seen = await this.options.records.visiblePods(
        { cluster, namespace },
        pods,
        visibility,
      );
      for (const pod of seen) visible.add(`${namespace}/${pod}`);
    }
    return documents.filter(
      ({ peer }) =>
        peer.pod === undefined ||
        visible.has(`${peer.namespace ?? ''}/${peer.pod}`),
    );
  }

  #describe(
    { peer, probe, dead, scrape }: PeerDocument,
    checkedAt: string | undefined,
  ): Peer {
    return describePeer(peer, {
      reach: reachOf(peer, this.options.settings.reach),
      // All that is stored was there when it was read last.
      lastSeenAt: checkedAt ?? new Date(0).toISOString(),
      probe,
      dead,
      scrape,
    });
  }
}

interface Found {
  checkedAt?: string;
  message?: string;
  stale: boolean;
}

function describeTarget(
  { spec, topic, ...key }: StoredTarget,
  { checkedAt, message, stale }: Found,
  cluster: Cluster | undefined,
): PeerTarget {
  const old = cluster?.sync.stale ?? false;
  const why = old
    ? `${cluster!.title} is ${
        cluster!.statusMessage ? `not read: ${cluster!.statusMessage}` : 'stale'
      }`
    : undefined;
  return {
    topic,
    name: spec.name,
    cluster: key.cluster || undefined,
    namespace: spec.namespace,
    service: spec.service,
    method: spec.method,
    checkedAt,
    message: message ?? why,
    ...(stale || old ? { stale: true } : {}),
  };
}

/** The peers that a target has, as service discovery needs them. */
export function sdPeers({ documents, peers, spec }: ReadTarget): (Omit<
  DiscoveredPeer,
  'health'
> & {
  service?: string;
  healthy?: boolean;
})[] {
  const healthy = new Map(peers.map(peer => [peer.id, peer.healthy]));
  return documents.map(({ peer }) => ({
    ...peer,
    service: spec.service,
    healthy: healthy.get(peer.id),
  }));
}
