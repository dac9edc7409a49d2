import { calendarPeriod } from '@portlight/plugin-portlight-common';
import type { Knex } from 'knex';
import { isPostgres } from '../database';
import { databaseNow, type RetentionTask } from '../inventory';
import type { CostSettings } from './settings';

/** Ended objects of one cluster; the oldest go first. */
const ENDED_PER_CLUSTER = 200_000;

/** Seconds that minutes of coverage are kept: somewhat longer than hours are caught up. */
const COVERAGE = 9 * 24 * 60 * 60;

/** Details are large. */
const MOST_DETAILS = 100;

const ENDED_KEY = ['ended_at', 'cluster', 'kind', 'namespace', 'name', 'uid'];

/** The oldest of a cluster with too many. */
async function removeCrowded(trx: Knex, rows: number): Promise<number> {
  const [crowded]: { cluster: string; ended: number | string }[] = await trx(
    'ended_objects',
  )
    .groupBy('cluster')
    .havingRaw('count(*) > ?', [ENDED_PER_CLUSTER])
    .limit(1)
    .select('cluster', trx.raw('count(*) as ended'));
  if (!crowded) return 0;
  const { cluster, ended } = crowded;
  const oldest = trx('ended_objects')
    .where({ cluster })
    .orderBy('ended_at')
    .limit(Math.min(rows, Number(ended) - ENDED_PER_CLUSTER))
    .select(...ENDED_KEY);
  await trx('ended_objects').whereIn(ENDED_KEY, oldest).delete();
  // Another cluster may have too many as well.
  return rows;
}

/** Seconds by the clock that is behind: what a clock that is set wrong removes does not come back. */
async function earlierNow(knex: Knex, now: number): Promise<number> {
  const answer = await knex.raw(`select ${databaseNow(knex)} as now`);
  const [row] = isPostgres(knex) ? answer.rows : answer;
  return Math.floor(Math.min(now, Number(row.now)) / 1000);
}

/** Removes rows of before a time, the oldest first. */
function removeBefore(
  trx: Knex,
  table: string,
  key: readonly string[],
  { before, rows }: { before: number; rows: number },
): Promise<number> {
  const old = trx(table)
    .where(key[0], '<', before)
    .orderBy(key[0])
    .limit(rows)
    .select(...key);
  return trx(table)
    .whereIn([...key], old)
    .delete();
}

/**
 * Removes costs by the hour and by the day. What is made of them stays as it is from then on: it could not be made anew.
 *
 * @param settings - may change while it runs
 * @param now - milliseconds since the epoch
 */
export function costRetention(
  settings: CostSettings,
  now: () => number = Date.now,
): RetentionTask[] {
  /** The beginning of the oldest day or month that is kept as a whole. */
  const keptSince = async (trx: Knex, unit: 'day' | 'month', keep: number) =>
    calendarPeriod(
      (await earlierNow(trx, now())) - keep,
      unit,
      settings.timeZone,
    ).start;
  const seal = (trx: Knex, level: 'day' | 'month', before: number) =>
    trx('cost_periods')
      .where({ level, sealed: false })
      .where('at', '<', before)
      .update({ sealed: true });
  const key = ['at', 'cluster', 'attribution', 'scope', 'price'];
  return [
    {
      name: 'cost_hours',
      remove: async (trx, rows) => {
        const before = await keptSince(trx, 'day', settings.retention.hours);
        const unmade = await trx('cost_days_due')
          .where({ level: 'day' })
          .where('at', '<', before)
          .first('at');
        // Not before they are made: whoever owns the cluster does it within a minute.
        if (unmade) return 0;
        await seal(trx, 'day', before);
        return removeBefore(trx, 'cost_hours', key, { before, rows });
      },
    },
    {
      name: 'cost_days',
      remove: async (trx, rows) => {
        const before = await keptSince(trx, 'month', settings.retention.days);
        const unmade = await trx('cost_days_due')
          .where('at', '<', before)
          .first('at');
        if (unmade) return 0;
        await seal(trx, 'month', before);
        return removeBefore(trx, 'cost_days', key, { before, rows });
      },
    },
    {
      name: 'cost_runs',
      remove: async (trx, rows) =>
        removeBefore(trx, 'cost_runs', ['at', 'cluster'], {
          before: await keptSince(trx, 'day', settings.retention.hours),
          rows,
        }),
    },
    {
      name: 'cost_details',
      remove: async (trx, rows) => {
        const most = Math.min(rows, MOST_DETAILS);
        const removed = await removeBefore(
          trx,
          'cost_details',
          ['at', 'cluster'],
          {
            before: (await earlierNow(trx, now())) - settings.retention.details,
            rows: most,
          },
        );
        return removed < most ? 0 : rows;
      },
    },
    {
      name: 'cost_coverage',
      remove: async (trx, rows) =>
        removeBefore(trx, 'cost_coverage', ['at', 'cluster'], {
          before: (await earlierNow(trx, now())) - COVERAGE,
          rows,
        }),
    },
    {
      name: 'ended_objects',
      remove: async (trx, rows) =>
        removeBefore(trx, 'ended_objects', ENDED_KEY, {
          before:
            (await earlierNow(trx, now())) - settings.retention.endedObjects,
          rows,
        }),
    },
    { name: 'ended_objects', remove: removeCrowded },
  ];
}
