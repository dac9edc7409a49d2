import type { Knex } from 'knex';
import { isPostgres } from '../../database';

/** What better-sqlite3 has and knex does not hand through: `pragma incremental_vacuum` is no single step. */
interface Connection {
  exec(sql: string): void;
}

/** Pages that are given back in one go; SQLite works in the thread of everything else. */
const PAGES = 500;

async function isFile(knex: Knex): Promise<boolean> {
  if (isPostgres(knex)) return false;
  const files: { file: string }[] = await knex.raw('pragma database_list');
  return files.some(({ file }) => file !== '');
}

async function pragma(knex: Knex, name: string): Promise<number> {
  const [row]: Record<string, number>[] = await knex.raw(`pragma ${name}`);
  return row[name];
}

async function execute(knex: Knex, sql: string): Promise<void> {
  const connection: Connection = await knex.client.acquireConnection();
  try {
    connection.exec(sql);
  } finally {
    await knex.client.releaseConnection(connection);
  }
}

/**
 * Makes a SQLite file one that can give space back to the disk piece by piece. For a file that has never been
 * one, this copies it once.
 */
export async function prepareSqliteFile(knex: Knex): Promise<void> {
  if (!(await isFile(knex)) || (await pragma(knex, 'auto_vacuum')) === 2) {
    return;
  }
  await execute(knex, 'pragma auto_vacuum = incremental; vacuum');
}

/** Gives the space of removed rows back to the disk; PostgreSQL has its autovacuum. */
export async function releaseSqliteSpace(knex: Knex): Promise<void> {
  if (!(await isFile(knex)) || (await pragma(knex, 'auto_vacuum')) !== 2) {
    return;
  }
  let free = await pragma(knex, 'freelist_count');
  while (free > 0) {
    await execute(knex, `pragma incremental_vacuum(${PAGES})`);
    const left = await pragma(knex, 'freelist_count');
    if (left >= free) return;
    free = left;
    await new Promise(resolve => {
      setImmediate(resolve);
    });
  }
}
