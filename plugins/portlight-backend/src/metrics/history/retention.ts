import type { Knex } from 'knex';
import { isPostgres } from '../../database';
import { databaseNow, type RetentionTask } from '../../inventory';
import type { HistoryLevel } from './HistoryReader';
import type { HistorySettings } from './HistorySettings';
import { ROLLUP_LEVELS, SLACK } from './levels';
import { type PartitionedTable, SAMPLES, SCRAPES } from './partitions';
import { removedPeers } from './removedPeers';

/** A table of the past with the level it is of, and its key. */
export interface HistoryTable extends PartitionedTable {
  level: HistoryLevel;
  key: readonly string[];
}

/** All tables whose rows go as they get old. */
export const HISTORY_TABLES: readonly HistoryTable[] = [
  { ...SAMPLES, level: 'samples', key: ['at', 'series'] },
  { ...SCRAPES, level: 'samples', key: ['at', 'peer'] },
  ...ROLLUP_LEVELS.map(({ name, table, partition }) => ({
    table,
    partition,
    level: name,
    key: ['at', 'series'],
  })),
];

/**
 * Before when rows of a level are old, in seconds since the epoch. By the clock that is behind: what a clock that is
 * set wrong removes does not come back.
 *
 * @param now - of this machine, in milliseconds since the epoch
 */
export async function oldBefore(
  knex: Knex,
  level: HistoryLevel,
  settings: HistorySettings,
  now: number,
): Promise<number> {
  const answer = await knex.raw(`select ${databaseNow(knex)} as now`);
  const [row] = isPostgres(knex) ? answer.rows : answer;
  const seconds = Math.floor(Math.min(now, Number(row.now)) / 1000);
  return seconds - settings.keep[level] - SLACK;
}

/** Says that what is older than a time is gone. */
export async function noteRemoved(
  trx: Knex,
  level: HistoryLevel,
  before: number,
): Promise<void> {
  await trx('metric_levels')
    .insert({ level, kept_since: before })
    .onConflict('level')
    .merge({
      kept_since: trx.raw(
        'case when metric_levels.kept_since > excluded.kept_since then metric_levels.kept_since else excluded.kept_since end',
      ),
    });
}

/**
 * What the portal's retention removes of the history row by row: everything on SQLite, and on PostgreSQL what is not a
 * partition.
 *
 * @param settings - may change while it runs
 * @param now - milliseconds since the epoch
 */
export function historyRetention(
  knex: Knex,
  settings: HistorySettings,
  now: () => number,
): RetentionTask[] {
  const rows: RetentionTask[] = HISTORY_TABLES.map(({ table, level, key }) => ({
    name: table,
    remove: async (trx, limit) => {
      const before = await oldBefore(trx, level, settings, now());
      const old = trx(table)
        .where('at', '<', before)
        .orderBy('at')
        .limit(limit)
        .select(...key);
      const removed = await trx(table)
        .whereIn([...key], old)
        .delete();
      if (removed > 0) await noteRemoved(trx, level, before);
      return removed;
    },
  }));
  const identities: RetentionTask[] = [
    removedPeers(settings, now),
    {
      name: 'metric_series',
      // What none of the levels has anything of any more.
      remove: async (trx, limit) => {
        const before = await oldBefore(trx, '1h', settings, now());
        const old = trx('metric_series')
          .where('last_at', '<', before)
          .limit(limit)
          .select('id');
        return trx('metric_series').whereIn('id', old).delete();
      },
    },
    {
      name: 'metric_peers',
      remove: async (trx, limit) => {
        const before = await oldBefore(trx, '1h', settings, now());
        const old = trx('metric_peers')
          .where('last_at', '<', before)
          .whereNotExists(
            trx('metric_series')
              .whereRaw('metric_series.peer = metric_peers.id')
              .select('id'),
          )
          .limit(limit)
          .select('id');
        return trx('metric_peers').whereIn('id', old).delete();
      },
    },
  ];
  return isPostgres(knex) ? identities : [...rows, ...identities];
}
