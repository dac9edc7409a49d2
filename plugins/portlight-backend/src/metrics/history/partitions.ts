import type { Knex } from 'knex';
import { isPostgres } from '../../database';
import { ROLLUP_LEVELS, type PartitionWidth } from './levels';

/** A table with partitions on PostgreSQL. */
export interface PartitionedTable {
  table: string;
  partition: PartitionWidth;
}

export const SAMPLES: PartitionedTable = {
  table: 'metric_samples',
  partition: 'hour',
};

export const SCRAPES: PartitionedTable = {
  table: 'metric_scrapes',
  partition: 'hour',
};

/** All of them. */
export const PARTITIONED: readonly PartitionedTable[] = [
  SAMPLES,
  SCRAPES,
  ...ROLLUP_LEVELS,
];

/** Of the lock that keeps two replicas from making the same partition. */
const LOCK = 7_241_905;

/** Milliseconds that writers and readers may wait for a partition to go. */
const LOCK_TIMEOUT = 1_000;

/** A stretch of time, in whole seconds since the epoch. */
export interface Stretch {
  from: number;
  /** Exclusive. */
  to: number;
}

/** The stretch of a partition that a time is in, in UTC. */
export function stretchOf(at: number, width: PartitionWidth): Stretch {
  if (width === 'month') {
    const date = new Date(at * 1000);
    const [year, month] = [date.getUTCFullYear(), date.getUTCMonth()];
    return {
      from: Date.UTC(year, month) / 1000,
      to: Date.UTC(year, month + 1) / 1000,
    };
  }
  const seconds = width === 'hour' ? 3_600 : 86_400;
  const from = Math.floor(at / seconds) * seconds;
  return { from, to: from + seconds };
}

/** The name of a partition, by which the time that it is of can be told. */
export function partitionName(table: string, { from }: Stretch): string {
  return `${table}_p${from}`;
}

function stretchFrom(name: string, { table, partition }: PartitionedTable) {
  const match = new RegExp(`^${table}_p(\\d+)$`).exec(name);
  return match ? stretchOf(Number(match[1]), partition) : undefined;
}

async function partitionsOf(knex: Knex, table: string): Promise<string[]> {
  const { rows } = await knex.raw(
    `select c.relname as name from pg_inherits i join pg_class c on c.oid = i.inhrelid
     where i.inhparent = to_regclass(?)`,
    [table],
  );
  return rows.map(({ name }: { name: string }) => name);
}

/** Whether a row could not be written because the partition is missing that it belongs to. */
export function isMissingPartition(error: unknown): boolean {
  const { code, message } = error as { code?: unknown; message?: unknown };
  return code === '23514' && /no partition of relation/.test(String(message));
}

/** Makes partitions before they are needed and drops them when all in them is old; nothing on SQLite. */
export class Partitions {
  readonly #knex: Knex;
  /** Names of those that are there. */
  readonly #known = new Set<string>();

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  /** Makes the partition that a time falls into, where there is none; outside of any transaction. */
  async ensure(table: PartitionedTable, at: number): Promise<void> {
    if (!isPostgres(this.#knex)) return;
    const stretch = stretchOf(at, table.partition);
    const name = partitionName(table.table, stretch);
    if (this.#known.has(name)) return;
    await this.#knex.transaction(async trx => {
      await trx.raw('select pg_advisory_xact_lock(?)', [LOCK]);
      const present = await partitionsOf(trx, table.table);
      if (present.includes(name)) return;
      // Attached and not made as a partition: that would wait for all who read or write, and they for it.
      await trx.raw(`create table ?? (like ?? including all)`, [
        name,
        table.table,
      ]);
      await trx.raw(
        `alter table ?? attach partition ?? for values from (${stretch.from}) to (${stretch.to})`,
        [table.table, name],
      );
    });
    this.#known.add(name);
  }

  /** Somebody else may have dropped one. */
  forget(): void {
    this.#known.clear();
  }

  /** Makes the partitions of now and of the one after. */
  async prepare(now: number): Promise<void> {
    for (const table of PARTITIONED) {
      await this.ensure(table, now);
      await this.ensure(table, stretchOf(now, table.partition).to);
    }
  }

  /**
   * Drops partitions of which all is older than a time.
   *
   * @param check - called first in each transaction
   * @returns how many
   */
  async drop(
    table: PartitionedTable,
    before: number,
    check: (trx: Knex) => Promise<void>,
  ): Promise<number> {
    if (!isPostgres(this.#knex)) return 0;
    let dropped = 0;
    for (const name of await partitionsOf(this.#knex, table.table)) {
      const stretch = stretchFrom(name, table);
      if (!stretch || stretch.to > before) continue;
      await this.#knex.transaction(async trx => {
        await check(trx);
        // Tried again later rather than having everybody wait behind a long query.
        await trx.raw(`set local lock_timeout = ${LOCK_TIMEOUT}`);
        await trx.raw('drop table if exists ??', [name]);
      });
      this.#known.delete(name);
      dropped++;
    }
    return dropped;
  }
}
