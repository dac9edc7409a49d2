import { readdirSync } from 'node:fs';
import { mockServices } from '@backstage/backend-test-utils';
import { testDatabases } from './__testUtils__/databases';
import type { Knex } from 'knex';
import { migrationsDirectory, openDatabase } from './migrations';

jest.setTimeout(60_000);

const databases = testDatabases();
const directory = migrationsDirectory();
const files = readdirSync(directory).sort();

async function tables(knex: Knex): Promise<string[]> {
  const rows: { name: string }[] = knex.client.config.client.includes('pg')
    ? await knex('pg_tables')
        .select({ name: 'tablename' })
        .where({ schemaname: 'public' })
    : await knex('sqlite_master').select('name').where({ type: 'table' });
  return rows
    .map(({ name }) => name)
    .filter(name => !/^(knex_|sqlite_)/.test(name))
    .sort();
}

describe.each(databases.eachSupportedId())('migrations on %s', id => {
  let knex: Knex;

  beforeEach(async () => {
    knex = await databases.init(id);
  });

  afterEach(async () => {
    await knex.destroy();
  });

  it('go up one by one, and down to nothing', async () => {
    for (const file of files) {
      const [, [applied]] = await knex.migrate.up({ directory });
      expect(applied).toBe(file);
    }
    const all = await tables(knex);
    expect(all).toEqual([
      'bill_amounts',
      'bill_factors',
      'billed_machines',
      'bills',
      'cluster_history',
      'clusters',
      'container_specs',
      'container_usage',
      'cost_attributions',
      'cost_backfills',
      'cost_budget_alerts',
      'cost_budgets',
      'cost_clusters',
      'cost_coverage',
      'cost_days',
      'cost_days_due',
      'cost_details',
      'cost_hours',
      'cost_months',
      'cost_ownership',
      'cost_periods',
      'cost_prices',
      'cost_runs',
      'cost_scopes',
      'encryption_rotation',
      'ended_objects',
      'events',
      'label_sets',
      'lease_tokens',
      'leases',
      'metric_levels',
      'metric_peers',
      'metric_rollups_1h',
      'metric_rollups_1m',
      'metric_rollups_5m',
      'metric_rollups_due',
      'metric_samples',
      'metric_scrapes',
      'metric_series',
      'metric_snapshots',
      'metric_sources',
      'objects',
      'peer_targets',
      'peers',
      'price_rows',
      'price_sources',
      'price_staging',
      'priced_types',
      'problems',
      'quota_usage',
      'records',
      'registered_clusters',
      'replicas',
      'rightsizing_advice',
      'rightsizing_clusters',
      'rightsizings',
      'workers',
    ]);
    for (const file of [...files].reverse()) {
      const [, [reverted]] = await knex.migrate.down({ directory });
      expect(reverted).toBe(file);
    }
    expect(await tables(knex)).toEqual([]);
    await knex.migrate.latest({ directory });
    expect(await tables(knex)).toEqual(all);
  });

  it('are applied when the database is opened, unless the operator does it', async () => {
    const getClient = async () => knex;
    await openDatabase(
      mockServices.database.mock({ getClient, migrations: { skip: true } }),
    );
    expect(await tables(knex)).toEqual([]);
    await openDatabase(mockServices.database.mock({ getClient }));
    expect(await tables(knex)).toContain('objects');
  });

  it('are of a database whose errors tell nothing of what is in it', async () => {
    await openDatabase(
      mockServices.database.mock({ getClient: async () => knex }),
    );
    const insert = () => knex('clusters').insert({ name: 'secret-cluster' });
    await expect(insert()).rejects.toThrow(/clusters/);
    await expect(insert()).rejects.not.toThrow(/secret-cluster/);
  });
});
