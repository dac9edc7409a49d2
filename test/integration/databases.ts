import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import createKnex, { type Knex } from 'knex';
import { type Part, startPostgres } from '../parts';

/** A database for a portal. */
export interface Database {
  knex: Knex;
  stop(): Promise<void>;
}

/** The databases that portals run on. */
export const DATABASES: {
  name: string;
  parts: Part[];
  start(): Promise<Database>;
}[] = [
  {
    name: 'SQLite',
    parts: [],
    start: async () => {
      const directory = fs.mkdtempSync(
        path.join(os.tmpdir(), 'portlight-sqlite-'),
      );
      const knex = createKnex({
        client: 'better-sqlite3',
        connection: { filename: path.join(directory, 'portlight.sqlite') },
        useNullAsDefault: true,
      });
      return {
        knex,
        stop: async () => {
          await knex.destroy();
          fs.rmSync(directory, { recursive: true, force: true });
        },
      };
    },
  },
  {
    name: 'PostgreSQL',
    parts: ['postgres'],
    start: async () => {
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
    },
  },
];
