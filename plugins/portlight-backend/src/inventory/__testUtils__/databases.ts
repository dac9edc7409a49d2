import { TestDatabases } from '@backstage/backend-test-utils';

/**
 * SQLite, and PostgreSQL where the environment names one
 * (`BACKSTAGE_TEST_DATABASE_POSTGRES18_CONNECTION_STRING`); containers are not ours to start.
 */
export function testDatabases(): TestDatabases {
  return TestDatabases.create({
    ids: ['SQLITE_3', 'POSTGRES_18'],
    disableDocker: true,
  });
}
