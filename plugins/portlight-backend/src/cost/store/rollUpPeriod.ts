import {
  type CalendarUnit,
  calendarPeriod,
} from '@portlight/plugin-portlight-common';
import type { Knex } from 'knex';
import { KEY_COLUMNS, LEVEL_TABLES, SUMMED_COLUMNS } from './columns';

/** A day or month of a cluster. */
export interface DuePeriod {
  cluster: number;
  level: CalendarUnit;
  /** Its beginning. */
  at: number;
  timeZone: string;
}

/**
 * Puts a day or month, made anew of its hours or days, in the place of what there was of it. Of what is partly gone by
 * now, what was made of the whole stays.
 *
 * @param prepare - what is done to what it is made of first
 */
export async function rollUpPeriod(
  trx: Knex,
  { cluster, level, at, timeZone }: DuePeriod,
  prepare: () => Promise<unknown> = async () => {},
): Promise<void> {
  // First: whoever changes what it is made of now waits for this to end, and says again that it is due.
  await trx('cost_days_due').where({ cluster, level, at }).delete();
  await prepare();
  const sealed = await trx('cost_periods')
    .where({ cluster, level, at, sealed: true })
    .first('at');
  const { start, end } = calendarPeriod(at, level, timeZone);
  if (sealed) {
    // A bill may have changed it.
    await trx('cost_periods')
      .where({ cluster, level, at })
      .increment('revision', 1);
  }
  // From before the time zone was changed.
  if (sealed || start !== at) return;
  const table = LEVEL_TABLES[level];
  await trx(table).where({ cluster, at }).delete();
  const [, ...key] = KEY_COLUMNS;
  const source = LEVEL_TABLES[level === 'day' ? 'hour' : 'day'];
  await trx.raw(
    `insert into ${table} (at, ${key.join(', ')}, ${SUMMED_COLUMNS.join(', ')})
     select cast(? as integer), ${key.join(', ')}, ${SUMMED_COLUMNS.map(
      name => `sum(${name})`,
    ).join(', ')}
     from ${source} where at >= ? and at < ? and cluster = ?
     group by ${key.join(', ')}`,
    [at, start, end, cluster],
  );
  await trx.raw(
    level === 'day'
      ? periodOf(
          `select count(*) as hours, coalesce(sum(case when status = 'incomplete' then 1 else 0 end), 0) as incomplete
           from cost_runs where at >= ? and at < ? and cluster = ?`,
        )
      : periodOf(
          `select coalesce(sum(hours), 0) as hours, coalesce(sum(incomplete), 0) as incomplete
           from cost_periods where level = 'day' and at >= ? and at < ? and cluster = ?`,
        ),
    [level, at, cluster, false, Date.now(), start, end, cluster],
  );
}

function periodOf(counts: string): string {
  // One that is removed and made again has another revision than before.
  return `insert into cost_periods (level, at, cluster, sealed, revision, hours, incomplete)
    select ?, cast(? as integer), cast(? as integer), cast(? as boolean), cast(? as bigint), hours, incomplete
    from (${counts}) as counts where true
    on conflict (level, at, cluster) do update set hours = excluded.hours, incomplete = excluded.incomplete,
      revision = cost_periods.revision + 1`;
}
