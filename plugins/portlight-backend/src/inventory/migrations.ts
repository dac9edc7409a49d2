import {
  resolvePackagePath,
  type DatabaseService,
} from '@backstage/backend-plugin-api';
import type { Knex } from 'knex';
import { keepValuesOutOfErrors } from '../database';
import { prepareSqliteFile } from './retention';

/** The folder of the plugin's migrations. */
export function migrationsDirectory(): string {
  return resolvePackagePath(
    '@portlight/plugin-portlight-backend',
    'migrations',
  );
}

/**
 * The plugin's database with its tables, unless the operator migrates on their own. Its errors have no values of
 * queries in them.
 */
export async function openDatabase(database: DatabaseService): Promise<Knex> {
  const knex = await database.getClient();
  keepValuesOutOfErrors(knex);
  await prepareSqliteFile(knex);
  if (!database.migrations?.skip) {
    await knex.migrate.latest({ directory: migrationsDirectory() });
  }
  return knex;
}
