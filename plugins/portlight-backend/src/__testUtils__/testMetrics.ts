import type {
  AuditorService,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { mockServices } from '@backstage/backend-test-utils';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import type { ClusterConnection } from '@portlight/plugin-portlight-node';
import type { Knex } from 'knex';
import { AddressPolicy } from '../clusters';
import type { Lease, Mirror, OwnedCluster } from '../inventory';
import { createMetrics, createMetricsStore } from '../metrics';
import { DEFAULT_HISTORY_SETTINGS } from '../metrics/history';
import {
  DEFAULT_METRICS_SETTINGS,
  type MetricsSettings,
} from '../metrics/settings';
import { DEFAULT_USAGE_SETTINGS } from '../metrics/usage';
import { createPeerService } from '../peers';
import { DEFAULT_PEERS_SETTINGS, type PeersSettings } from '../peers/settings';
import { testCost } from './testCost';

/** A lease that nobody takes away. */
export function testLease(name: string, token = 1): Lease {
  return { type: 'cluster', name, token, check: async () => {} };
}

/**
 * Peers and metrics as the plugin has them, on a database that no mirror writes.
 *
 * @param options - `connections` are the ways to the clusters that this replica owns
 */
export async function testMetrics(options: {
  knex: Knex;
  catalog: CatalogService;
  connections?: Readonly<Record<string, ClusterConnection>>;
  settings?: Partial<MetricsSettings>;
  peers?: Partial<PeersSettings>;
  onTargetChanged?: (topic: string) => void;
  /** Of what is done to costs. */
  auditor?: AuditorService;
  /** Who may do what with costs; by default everything is allowed. */
  permissions?: PermissionsService;
}) {
  const { knex, catalog, connections = {} } = options;
  const logger = mockServices.logger.mock();
  const lease = testLease('');
  const mirror: Pick<Mirror, 'follow' | 'taskLease' | 'onChange' | 'reach'> = {
    follow: listener => {
      for (const [name, connection] of Object.entries(connections)) {
        const owned: OwnedCluster = {
          name,
          connection,
          lease: testLease(name),
        };
        listener.claimed(owned);
      }
      return () => {};
    },
    taskLease: () => lease,
    onChange: () => () => {},
    reach: name => {
      const connection = connections[name];
      return connection && { fingerprint: name, connect: () => connection };
    },
  };
  const settings = { ...DEFAULT_METRICS_SETTINGS, ...options.settings };
  const peers = await createPeerService({
    knex,
    mirror,
    catalog,
    logger,
    settings: { ...DEFAULT_PEERS_SETTINGS, ...options.peers },
    idleAfter: settings.idleAfter,
    addresses: new AddressPolicy({ allowLoopback: true }),
    ownCredentials: async () => ({
      credentials: await mockServices.auth().getOwnServiceCredentials(),
    }),
  });
  const store = createMetricsStore({
    knex,
    logger,
    settings: DEFAULT_HISTORY_SETTINGS,
  });
  const metrics = await createMetrics({
    knex,
    logger,
    store,
    mirror,
    peers,
    settings: {
      metrics: settings,
      prometheus: [],
      usage: { ...DEFAULT_USAGE_SETTINGS, enabled: false },
    },
    onTargetChanged: options.onTargetChanged ?? (() => {}),
  });
  return {
    peers,
    metrics,
    store,
    cost: await testCost({ ...options, history: store.history.reader }),
    logger,
    start: () => {
      peers.start();
      metrics.start();
    },
    stop: async () => {
      await metrics.stop();
      await peers.stop();
    },
  };
}
