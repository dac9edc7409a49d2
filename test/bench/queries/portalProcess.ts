import {
  coreServices,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import portlightPlugin from '@portlight/plugin-portlight-backend';
import { ENTITY_ANNOTATIONS } from '@portlight/plugin-portlight-common';
import createKnex, { type Knex } from 'knex';
import { setTimeout as sleep } from 'node:timers/promises';
import { startPostgres } from '../../parts';
import { runAsService } from '../children';
import type { PortalInput, PortalReady } from './startPortal';

interface Database {
  knex: Knex;
  stop(): Promise<void>;
}

async function openSqlite(): Promise<Database> {
  const knex = createKnex({
    client: 'better-sqlite3',
    connection: { filename: ':memory:' },
    useNullAsDefault: true,
  });
  return { knex, stop: () => knex.destroy() };
}

async function openPostgres(): Promise<Database> {
  const postgres = await startPostgres();
  const { host, port, user, password } = postgres;
  const knex = createKnex({
    client: 'pg',
    connection: { host, port, user, password, database: 'postgres' },
  });
  return {
    knex,
    stop: async () => {
      await knex.destroy();
      await postgres.stop();
    },
  };
}

/** An entity whose workload is in every cluster of a bench fleet. */
const ENTITY = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: {
    name: 'service-3',
    annotations: { [ENTITY_ANNOTATIONS.kubernetesId]: 'service-3' },
  },
  spec: { type: 'service', lifecycle: 'production', owner: 'team-3' },
};

/** Milliseconds until every cluster's first sync is committed. */
async function untilSynced(knex: Knex, clusters: number): Promise<number> {
  const began = performance.now();
  for (;;) {
    const [{ synced }] = await knex('clusters')
      .where('document', 'like', '%"firstSyncAt"%')
      .select(knex.raw('cast(count(*) as integer) as synced'));
    if (synced === clusters) return performance.now() - began;
    await sleep(20);
  }
}

runAsService<PortalInput, PortalReady>(async input => {
  const database = await (input.database === 'SQLite'
    ? openSqlite()
    : openPostgres());
  const { knex } = database;
  const backend = await startTestBackend({
    features: [
      mockServices.rootConfig.factory({
        data: {
          portlight: {
            sources: { kubernetes: false },
            kubeconfig: { path: input.kubeconfig },
          },
        },
      }),
      createServiceFactory({
        service: coreServices.database,
        deps: {},
        factory: () => ({ getClient: async () => knex }),
      }),
      catalogServiceMock.factory({ entities: [ENTITY] }),
      portlightPlugin,
    ],
  });
  const synced = await untilSynced(knex, input.clusters);
  // A database that has been running for a while has looked at its tables.
  if (input.database === 'PostgreSQL') await knex.raw('analyze');
  return {
    ready: {
      url: `http://127.0.0.1:${backend.server.port()}/api/portlight/v1`,
      authorization: mockCredentials.user.header(),
      synced,
    },
    stop: async () => {
      await backend.stop();
      await database.stop();
    },
  };
});
