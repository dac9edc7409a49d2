import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import createKnex, { type Knex } from 'knex';
import { startPostgres } from '../../parts';

/** An empty database on disk. */
export interface BenchDatabase {
  knex: Knex;
  /** Bytes of tables and indexes. */
  size(): Promise<number>;
  stop(): Promise<void>;
}

async function openSqlite(): Promise<BenchDatabase> {
  const directory = fs.mkdtempSync(path.join(os.tmpdir(), 'portlight-bench-'));
  const knex = createKnex({
    client: 'better-sqlite3',
    connection: { filename: path.join(directory, 'history.sqlite') },
    useNullAsDefault: true,
  });
  return {
    knex,
    size: async () => {
      const [{ page_count: pages }] = await knex.raw('pragma page_count');
      const [{ page_size: bytes }] = await knex.raw('pragma page_size');
      return pages * bytes;
    },
    stop: async () => {
      await knex.destroy();
      fs.rmSync(directory, { recursive: true });
    },
  };
}

async function openPostgres(): Promise<BenchDatabase> {
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

/** Opens one. */
export function openDatabase(
  name: 'SQLite' | 'PostgreSQL',
): Promise<BenchDatabase> {
  return name === 'SQLite' ? openSqlite() : openPostgres();
}
