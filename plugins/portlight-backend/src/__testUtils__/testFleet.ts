import {
  type TestDatabaseId,
  TestDatabases,
  mockServices,
} from '@backstage/backend-test-utils';
import type {
  Cluster,
  InventoryRow,
  Worker,
} from '@portlight/plugin-portlight-common';
import type { Knex } from 'knex';
import { openDatabase } from '../inventory/migrations';
import { InventoryStore } from '../inventory/store/InventoryStore';

/**
 * The databases of this machine: SQLite always, PostgreSQL where
 * BACKSTAGE_TEST_DATABASE_POSTGRES18_CONNECTION_STRING says where it is.
 */
export function testDatabases(): TestDatabases {
  return TestDatabases.create({
    ids: ['SQLITE_3', 'POSTGRES_18'],
    disableDocker: true,
  });
}

/** A migrated database with the store that writes to it. */
export interface TestFleet {
  knex: Knex;
  store: InventoryStore;
  /** Writes a cluster with its objects, as a batch of the mirror. */
  write(
    cluster: Cluster,
    upserts?: InventoryRow[],
    workers?: Worker[],
  ): Promise<void>;
}

/** An empty fleet in a database of its own. */
export async function createTestFleet(
  databases: TestDatabases,
  id: TestDatabaseId,
): Promise<TestFleet> {
  const knex = await databases.init(id);
  await openDatabase(
    mockServices.database.mock({ getClient: async () => knex }),
  );
  const store = new InventoryStore(knex);
  return {
    knex,
    store,
    write: (cluster, upserts = [], workers = []) =>
      store.write(cluster.name, {
        cluster,
        changes: { upserts, deletes: [] },
        visible: true,
        workers,
      }),
  };
}
