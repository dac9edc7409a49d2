import {
  calendarPeriod,
  type CostNotice,
} from '@portlight/plugin-portlight-common';
import type { Knex } from 'knex';

/**
 * Says where costs are of days before the first on which anybody knows who owned what: they belong to who owned it on
 * the first.
 *
 * @param span - seconds since the epoch, the end not included
 */
export async function ownershipNotices(
  knex: Knex,
  span: { since: number; until: number },
  timeZone: string,
): Promise<CostNotice[]> {
  const { first }: { first?: string | null } =
    (await knex('cost_ownership').min({ first: 'day' }).first()) ?? {};
  // Without any, labels alone say whose costs are, on all days alike.
  if (!first) return [];
  const dayOf = (at: number) => calendarPeriod(at, 'day', timeZone);
  const since = dayOf(span.since);
  if (since.name >= first) return [];
  const { at }: { at?: number | null } =
    (await knex('cost_periods')
      .where({ level: 'day' })
      .where('at', '>=', since.start)
      .where('at', '<', span.until)
      .min({ at: 'at' })
      .first()) ?? {};
  // Costs may have begun later than what was asked for.
  if (at === null || at === undefined || dayOf(at).name >= first) return [];
  return [
    {
      code: 'ownership-of-later-day',
      message: `Who owned what is known since ${first}; costs of the days before are those of who owned it then`,
    },
  ];
}
