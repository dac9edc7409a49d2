import { DAY_SECONDS } from '@portlight/plugin-portlight-common';
import type { RetentionTask } from '../inventory';

/**
 * What the portal's retention removes of usage: days that are old, and containers of which no day is left.
 *
 * @param days - days that are kept; may be another number each time
 * @param now - milliseconds since the epoch
 */
export function rightsizingRetention(
  days: () => number,
  now: () => number = Date.now,
): RetentionTask[] {
  const before = () =>
    Math.floor(now() / 1000 / DAY_SECONDS) - Math.max(1, days());
  return [
    {
      name: 'container_usage',
      remove: async (trx, rows) => {
        const old = await trx('container_usage')
          .where('day', '<', before())
          .orderBy('day')
          .limit(rows)
          .select('spec', 'day');
        if (old.length === 0) return 0;
        return trx('container_usage')
          .whereIn('day', [...new Set(old.map(({ day }) => day))])
          .where('day', '<', before())
          .whereIn('spec', [...new Set(old.map(({ spec }) => spec))])
          .delete();
      },
    },
    {
      name: 'container_usage',
      // Of clusters that are gone.
      remove: (trx, rows) =>
        trx('container_usage')
          .whereIn(
            'spec',
            trx('container_usage')
              .leftJoin('container_specs', 'id', 'spec')
              .whereNull('id')
              .limit(rows)
              .select('spec'),
          )
          .delete(),
    },
    {
      name: 'container_specs',
      remove: (trx, rows) =>
        trx('container_specs')
          .whereIn(
            'id',
            trx('container_specs')
              .leftJoin('container_usage', 'id', 'spec')
              .whereNull('spec')
              .limit(rows)
              .select('id'),
          )
          .delete(),
    },
    {
      name: 'quota_usage',
      remove: async (trx, rows) => {
        const [oldest] = await trx('quota_usage')
          .where('day', '<', before())
          .orderBy('day')
          .limit(1)
          .pluck('day');
        if (oldest === undefined) return 0;
        const removed = await trx('quota_usage')
          .where({ day: oldest })
          .delete();
        // Called again until there are fewer.
        return Math.max(removed, rows);
      },
    },
  ];
}
