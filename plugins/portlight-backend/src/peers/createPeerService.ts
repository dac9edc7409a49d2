import type { LoggerService } from '@backstage/backend-plugin-api';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import type { DiscoveryMethodFactory } from '@portlight/plugin-portlight-node';
import type { Knex } from 'knex';
import type { AddressPolicy } from '../clusters';
import { ClusterReader } from '../clusters/read';
import type { Mirror } from '../inventory';
import { ObjectReader } from '../inventory/read';
import { createDiscoveryMethods } from './methods';
import { createDiscoveryFetcher } from './methods/createFetch';
import type { PeerListener, PeerService, PeersRequest } from './PeerService';
import type { PeersSettings } from './settings';
import { createPeerClient } from './reach/createPeerClient';
import { PeerRecords } from './records/PeerRecords';
import { ContinuousTargets } from './targets/ContinuousTargets';
import { TargetResolver } from './targets/resolveTargets';
import type { WantedTarget } from './targets/serviceTargets';
import { type StoredTarget, targetKeyText } from './targets/Target';
import { TargetPool } from './targets/TargetPool';
import { type ReadTarget, TargetReader } from './targets/TargetReader';
import { TargetStore } from './targets/TargetStore';
import { createPeerTelemetry } from './telemetry';

/** What the peer service is made of. */
export interface PeerServiceOptions {
  knex: Knex;
  mirror: Pick<Mirror, 'follow' | 'taskLease' | 'onChange'>;
  settings: PeersSettings;
  /** Milliseconds after the last question until a target is left alone. */
  idleAfter: number;
  addresses: AddressPolicy;
  catalog: CatalogService;
  /** For the entities that want to be worked on always. */
  ownCredentials(): Promise<Parameters<CatalogService['getEntities']>[1]>;
  /** Of other modules. */
  added?: readonly DiscoveryMethodFactory[];
  logger: LoggerService;
}

/** The service with what only its own handlers need. */
export interface OwnPeerService extends PeerService {
  readonly records: PeerRecords;
  /** As `targetsOf`, with the peers as they were discovered. */
  read(
    request: PeersRequest,
    asker: Parameters<PeerService['targetsOf']>[1],
  ): Promise<
    Omit<Awaited<ReturnType<PeerService['targetsOf']>>, 'targets'> & {
      targets: ReadTarget[];
    }
  >;
}

/** A question is written down at most so often, in milliseconds. */
const ASK_EVERY = 30_000;
/** Questions that are remembered so as not to be written again. */
const MAXIMUM_ASKED = 10_000;

/** Discovers peers of what is asked for, keeps them in SQL, and tells who scrapes them. */
export async function createPeerService(
  options: PeerServiceOptions,
): Promise<OwnPeerService> {
  const { knex, mirror, settings, addresses, catalog, logger } = options;
  const store = new TargetStore(knex);
  const records = new PeerRecords(knex);
  const clusters = await ClusterReader.create(knex);
  const methods = createDiscoveryMethods({
    records,
    onChange: listener => mirror.onChange(listener),
    reach: settings.reach,
    added: options.added,
  });
  // What is made first asks what is made last.
  const replica: { pool?: TargetPool } = {};
  const listeners = new Set<PeerListener>();
  const listener: PeerListener = {
    peers: (target, peers) =>
      listeners.forEach(each => each.peers(target, peers)),
    stored: target => listeners.forEach(each => each.stored(target)),
    ended: target => listeners.forEach(each => each.ended(target)),
  };
  const client = createPeerClient({
    addresses,
    reach: settings.reach,
    perCluster: settings.perCluster,
    connectionOf: cluster => replica.pool?.connectionOf(cluster),
  });
  const fetcher = createDiscoveryFetcher(addresses);
  const { telemetry, close } = createPeerTelemetry({
    targets: () => replica.pool?.size ?? 0,
    peers: () => {
      let count = 0;
      for (const { peers } of replica.pool?.workers ?? []) {
        count += peers?.length ?? 0;
      }
      return count;
    },
  });
  const resolver = new TargetResolver({
    catalog,
    clusters,
    objects: new ObjectReader(knex),
    records,
    methods,
    allowedMethods: settings.allowedMethods,
  });
  const continuous = new ContinuousTargets({
    scrapeEntities: settings.scrapeEntities,
    store,
    records,
    resolver,
    catalog,
    ownCredentials: options.ownCredentials,
    logger,
  });
  const pool = new TargetPool({
    mirror,
    store,
    methods,
    fetcher,
    client,
    settings,
    idleAfter: options.idleAfter,
    listener,
    telemetry,
    logger,
    before: (owned, task) => continuous.look(owned, task),
  });
  replica.pool = pool;
  const reader = new TargetReader({
    store,
    records,
    clusters,
    methods,
    settings,
  });

  /** When each was written down last, oldest first. */
  const asked = new Map<string, { at: number; spec: string }>();
  const ask = async (wanted: WantedTarget): Promise<StoredTarget> => {
    const { spec, ...key } = wanted;
    const text = targetKeyText(key);
    const specText = JSON.stringify(spec);
    const before = asked.get(text);
    const now = Date.now();
    if (before && before.spec === specText && now - before.at < ASK_EVERY) {
      const stored = await store.get(key);
      if (stored) return stored;
    }
    const stored = await store.ask(key, spec);
    asked.delete(text);
    asked.set(text, { at: now, spec: specText });
    for (const oldest of asked.keys()) {
      if (asked.size <= MAXIMUM_ASKED) break;
      asked.delete(oldest);
    }
    pool.wake();
    return stored;
  };

  const read: OwnPeerService['read'] = async (request, asker) => {
    const wanted = await resolver.resolve(request, asker);
    const stored = await Promise.all(wanted.targets.map(ask));
    const targets = await reader.read(stored, asker.visibility);
    return {
      targets,
      revision: JSON.stringify([
        wanted.message,
        stored.map(({ cluster, id, revision }, index) => [
          cluster,
          id,
          revision,
          targets[index].target,
          // What may be seen can change although the target does not.
          targets[index].partial
            ? targets[index].peers.map(peer => peer.id)
            : targets[index].peers.length,
        ]),
      ]),
      ...(targets.length === 0 && wanted.message
        ? { message: wanted.message }
        : {}),
    };
  };

  return {
    client,
    records,
    read,
    targetsOf: read,
    start: () => {
      continuous.start(mirror);
      pool.start();
    },
    async stop() {
      continuous.stop();
      await pool.stop();
      close();
      await client.close();
      await fetcher.close();
    },
    follow(added) {
      listeners.add(added);
      for (const worker of pool.workers) {
        if (worker.peers) added.peers(worker.target, worker.peers);
      }
      return () => listeners.delete(added);
    },
    reportScrape: (target, peer, scrape) =>
      pool.worker(target)?.scraped(peer, scrape),
  };
}
