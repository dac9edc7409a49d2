import { calendarPeriods } from '@portlight/plugin-portlight-common';
import type { Knex } from 'knex';
import { chunks } from '../../inventory';

/**
 * Has the days and months of a cluster made anew for another time zone. What can no longer be made anew stays as it
 * was; the first new day has only what that does not have.
 */
export async function rezone(
  trx: Knex,
  cluster: number,
  timeZone: string,
): Promise<void> {
  const times: number[] = [];
  for (const table of ['cost_hours', 'cost_days']) {
    const [{ first, last }]: { first: number | null; last: number | null }[] =
      await trx(table).where({ cluster }).min({ first: 'at' }).max({
        last: 'at',
      });
    if (first !== null && last !== null) times.push(first, last);
  }
  for (const [level, table] of [
    ['day', 'cost_days'],
    ['month', 'cost_months'],
  ] as const) {
    const open = trx('cost_periods')
      .where({ cluster, level, sealed: false })
      .select('at');
    await trx('cost_days_due').where({ cluster, level }).delete();
    await trx(table).where({ cluster }).whereIn('at', open).delete();
    await trx('cost_periods').where({ cluster, level, sealed: false }).delete();
    if (times.length === 0) continue;
    const periods = calendarPeriods(
      Math.min(...times),
      Math.max(...times) + 1,
      level,
      timeZone,
    );
    for (const part of chunks(periods, 500)) {
      await trx('cost_days_due').insert(
        part.map(({ start }) => ({ cluster, level, at: start })),
      );
    }
  }
  await trx('cost_clusters')
    .where({ id: cluster })
    .update({ time_zone: timeZone });
}
