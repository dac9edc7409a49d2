import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Client } from 'pg';
import { type Part, startPostgres } from '../../parts';
import type { ChaosPortal, PortalInput } from './ChaosPortal';

/** A database that outlives portals, and fails when told. */
export interface ChaosDatabase {
  connection: PortalInput['database'];
  /** Takes no more data: it has no space left, or is not there at all. */
  fail(portal: ChaosPortal, how: 'full' | 'gone'): Promise<void>;
  mend(portal: ChaosPortal): Promise<void>;
  stop(): Promise<void>;
}

async function startSqlite(): Promise<ChaosDatabase> {
  const directory = fs.mkdtempSync(path.join(os.tmpdir(), 'portlight-chaos-'));
  return {
    connection: { filename: path.join(directory, 'portlight.sqlite') },
    fail: async (portal, how) => portal.tell({ type: 'database', is: how }),
    mend: async portal => portal.tell({ type: 'database', is: 'sound' }),
    stop: async () => fs.rmSync(directory, { recursive: true, force: true }),
  };
}

/** Tables that the mirror writes all the time. */
const WRITTEN = ['objects', 'records'];

async function startPostgresql(): Promise<ChaosDatabase> {
  const postgres = await startPostgres();
  const { host, port, user, password } = postgres;
  const run = async (database: string, ...statements: string[]) => {
    const client = new Client({ host, port, user, password, database });
    await client.connect();
    try {
      for (const statement of statements) await client.query(statement);
    } finally {
      await client.end();
    }
  };
  await run('postgres', 'create database portlight');
  await run(
    'portlight',
    `create function no_space() returns trigger language plpgsql as $$ begin
       raise exception 'could not extend file: No space left on device' using errcode = '53100';
     end $$`,
  );
  let restarts = 0;
  return {
    connection: { host, port, user, password, database: 'portlight' },
    fail: async (_, how) => {
      if (how === 'full') {
        await run(
          'portlight',
          ...WRITTEN.map(
            table =>
              `create trigger no_space before insert or update on ${table} for each statement execute function no_space()`,
          ),
        );
        return;
      }
      restarts += 1;
      if (restarts % 3 === 0) {
        await postgres.restart();
        return;
      }
      await run(
        'postgres',
        'alter database portlight with allow_connections false',
        "select pg_terminate_backend(pid) from pg_stat_activity where datname = 'portlight'",
      );
    },
    mend: async () => {
      await run(
        'postgres',
        'alter database portlight with allow_connections true',
      );
      await run(
        'portlight',
        ...WRITTEN.map(table => `drop trigger if exists no_space on ${table}`),
      );
    },
    stop: () => postgres.stop(),
  };
}

/** The databases that portals run on. */
export const DATABASES: {
  name: string;
  parts: Part[];
  start(): Promise<ChaosDatabase>;
}[] = [
  { name: 'SQLite', parts: [], start: startSqlite },
  { name: 'PostgreSQL', parts: ['postgres'], start: startPostgresql },
];
