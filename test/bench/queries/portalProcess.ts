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
import createKnex, { type Knex } from 'knex';
import { setTimeout as sleep } from 'node:timers/promises';
import { startPostgres } from '../../parts';
import { runAsService } from '../children';
import {
  kubernetesPlugin,
  kubernetesSection,
} from '../fleet/kubernetesBackend';
import { serveStatistics } from '../processStatistics';
import { BENCH_ENTITY } from './benchEntity';
import { PARTIAL_USER, partialPermissions } from './partialPermissions';
import type { PortalInput, PortalReady } from './startPortal';

interface Database {
  knex: Knex;
  /** Bytes. */
  size(): Promise<number>;
  stop(): Promise<void>;
}

async function openSqlite(): Promise<Database> {
  const knex = createKnex({
    client: 'better-sqlite3',
    connection: { filename: ':memory:' },
    useNullAsDefault: true,
  });
  return {
    knex,
    size: async () => {
      const [{ page_count: pages }] = await knex.raw('pragma page_count');
      const [{ page_size: bytes }] = await knex.raw('pragma page_size');
      return pages * bytes;
    },
    stop: () => knex.destroy(),
  };
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
    size: async () => {
      const { rows } = await knex.raw(
        'select pg_database_size(current_database()) as bytes',
      );
      return Number(rows[0].bytes);
    },
    stop: async () => {
      await knex.destroy();
      await postgres.stop();
    },
  };
}

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
  let auditEvents = 0;
  const proxied = input.reach === 'kubernetes plugin';
  const statistics = await serveStatistics(async () => ({
    database: await database.size(),
    auditEvents,
  }));
  const backend = await startTestBackend({
    features: [
      mockServices.rootConfig.factory({
        data: {
          portlight: proxied
            ? {}
            : {
                sources: { kubernetes: false },
                kubeconfig: { path: input.kubeconfig },
              },
          ...(input.kubernetesPlugin || proxied
            ? { kubernetes: kubernetesSection(input.clusters) }
            : {}),
        },
      }),
      createServiceFactory({
        service: coreServices.database,
        deps: {},
        factory: () => ({ getClient: async () => knex }),
      }),
      createServiceFactory({
        service: coreServices.auditor,
        deps: {},
        factory: () => ({
          createEvent: async () => {
            auditEvents++;
            return { success: async () => {}, fail: async () => {} };
          },
        }),
      }),
      partialPermissions,
      catalogServiceMock.factory({ entities: [BENCH_ENTITY] }),
      portlightPlugin,
      ...(input.kubernetesPlugin || proxied ? [kubernetesPlugin()] : []),
    ],
  });
  const synced = await untilSynced(knex, input.clusters.length);
  // A database that has been running for a while has looked at its tables.
  if (input.database === 'PostgreSQL') await knex.raw('vacuum analyze');
  const address = `http://127.0.0.1:${backend.server.port()}/api`;
  return {
    ready: {
      url: `${address}/portlight/v1`,
      kubernetesUrl: `${address}/kubernetes`,
      authorization: mockCredentials.user.header(),
      partialAuthorization: mockCredentials.user.header(PARTIAL_USER),
      statistics,
      synced,
    },
    stop: async () => {
      await backend.stop();
      await database.stop();
    },
  };
});
