import type { LoggerService } from '@backstage/backend-plugin-api';
import {
  createMirror,
  migrationsDirectory,
} from '@portlight/plugin-portlight-backend/src/inventory';
import { clientNode } from '@portlight/plugin-portlight-backend/src/clusters/clientNode';
import type { ClusterSource } from '@portlight/plugin-portlight-node';
import { KINDS } from '@portlight/plugin-portlight-common';
import createKnex, { type Knex } from 'knex';
import { setTimeout as sleep } from 'node:timers/promises';
import { measure } from '../meter';
import type { SyncInput, SyncResult } from './SyncInput';

/** Milliseconds between looks: rarely, because they count as the mirror's work. */
const LOOK = 50;

async function openInMemory(): Promise<Knex> {
  const knex = createKnex({
    client: 'better-sqlite3',
    connection: { filename: ':memory:' },
    useNullAsDefault: true,
  });
  await knex.migrate.latest({ directory: migrationsDirectory() });
  return knex;
}

/** Whether every cluster's first sync is committed; a look at one small table. */
async function allSynced(knex: Knex, clusters: number): Promise<boolean> {
  const [{ synced }] = await knex('clusters')
    .where('document', 'like', '%"firstSyncAt"%')
    .select(knex.raw('count(*) as synced'));
  return synced === clusters;
}

async function count(knex: Knex, table: string, where = {}): Promise<number> {
  const [{ total }] = await knex(table)
    .where(where)
    .select(knex.raw('count(*) as total'));
  return total;
}

/** A bench in which something is wrong should say so. */
export const logger: LoggerService = {
  error: message => process.stderr.write(`${message}\n`),
  warn: message => process.stderr.write(`${message}\n`),
  info: () => {},
  debug: () => {},
  child: () => logger,
};

/** Measures the first sync of the clusters of a source. */
export async function measureMirror(
  source: ClusterSource,
  input: SyncInput,
): Promise<SyncResult> {
  const knex = await openInMemory();
  const mirror = createMirror({
    sources: [source],
    database: knex,
    logger,
    kinds: KINDS.filter(
      ({ kind }) => !input.kinds || input.kinds.includes(kind),
    ),
  });
  // Modules are loaded before anything is measured, here as in the other programs.
  clientNode();
  const { usage } = await measure(async () => {
    await mirror.start();
    while (!(await allSynced(knex, input.clusters.length))) await sleep(LOOK);
  }, 1_000);
  const pods = await count(knex, 'objects', { kind: 'Pod' });
  const objects = await count(knex, 'records');
  const [{ page_count: pages }] = await knex.raw('pragma page_count');
  const [{ page_size: size }] = await knex.raw('pragma page_size');
  await mirror.stop();
  return { ...usage, pods, objects, database: pages * size };
}
