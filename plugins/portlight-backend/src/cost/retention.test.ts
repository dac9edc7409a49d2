import { calendarPeriod } from '@portlight/plugin-portlight-common';
import type { Knex } from 'knex';
import { createTestFleet, testDatabases } from '../__testUtils__';
import { costContents, forgetAll } from './__testUtils__/costContents';
import { testHour, HOUR } from './__testUtils__/testHours';
import { testJob } from './__testUtils__/testJob';
import { subjectsOf } from './inputs';
import { costRetention } from './retention';
import { type CostSettings, DEFAULT_COST_SETTINGS } from './settings';

jest.setTimeout(60_000);

const databases = testDatabases();
const DAY = 24 * HOUR;
const ZONE = 'Europe/Berlin';

/** 2026-11-20T13:00 in the time zone of the job. */
const NOW = Date.UTC(2026, 10, 20, 12) / 1000;

const KEPT: CostSettings['retention'] = {
  ...DEFAULT_COST_SETTINGS.retention,
  hours: 4 * DAY,
  days: 40 * DAY,
  details: 2 * DAY,
  endedObjects: 3 * DAY,
};

const dayOf = (at: number) => calendarPeriod(at, 'day', ZONE).start;
const monthOf = (at: number) => calendarPeriod(at, 'month', ZONE).start;

describe.each(databases.eachSupportedId())(
  'what is kept of costs on %s',
  id => {
    let knex: Knex;

    beforeAll(async () => {
      ({ knex } = await createTestFleet(databases, id));
    });

    beforeEach(() => forgetAll(knex));

    afterAll(async () => {
      await knex.destroy();
    });

    function replica(now = NOW) {
      const settings = { retention: KEPT, timeZone: ZONE };
      return testJob({ knex, now: () => now * 1000, settings });
    }

    /** Writes some hours, a few of each of some days before now, and what is made of them. */
    async function write(daysAgo: readonly number[], { rollUp = true } = {}) {
      const { store, computer } = replica();
      const hours = daysAgo.flatMap(days =>
        [0, 5].map(hour => NOW - days * DAY - hour * HOUR),
      );
      const computed = await Promise.all(
        hours.map(hour =>
          computer.compute(
            testHour({ hour, nodes: 1, podsPerNode: 1 }),
            subjectsOf([]),
            { source: 'mirror', details: true },
          ),
        ),
      );
      await knex.transaction(trx => store.replaceHours(trx, 'east', computed));
      if (rollUp) await store.rollUp('east', async () => {});
      return hours;
    }

    /** Removes whatever is too old, in pieces. */
    async function remove(now = NOW, rows = 7) {
      const { settings } = replica();
      for (const task of costRetention(settings, () => now * 1000)) {
        while ((await knex.transaction(trx => task.remove(trx, rows))) > 0);
      }
    }

    const times = (table: string): Promise<number[]> =>
      knex(table).distinct('at').orderBy('at').pluck('at');

    const DAYS_AGO = [100, 60, 10, 5, 4, 3, 1];

    it('is so much of each level, by days and months of the time zone', async () => {
      const hours = await write(DAYS_AGO);
      const before = await costContents(knex);
      await remove();
      const sorted = [...hours].sort((a, b) => a - b);
      const kept = sorted.filter(at => at >= dayOf(NOW - KEPT.hours));
      // Of a day all hours or none: four days and a half are kept.
      expect(kept).toHaveLength(6);
      expect(await times('cost_hours')).toEqual(kept);
      expect(await times('cost_runs')).toEqual(kept);
      const days = [...new Set(sorted.map(dayOf))];
      expect(await times('cost_days')).toEqual(
        days.filter(at => at >= monthOf(NOW - KEPT.days)),
      );
      expect(await times('cost_months')).toEqual([
        ...new Set(sorted.map(monthOf)),
      ]);
      expect(await times('cost_details')).toEqual(
        sorted.filter(at => at >= NOW - KEPT.details),
      );
      const after = await costContents(knex);
      expect(after.cost_months).toEqual(before.cost_months);
      expect(before.cost_days).toEqual(expect.arrayContaining(after.cost_days));
    });

    it('stays as it is when what it was made of is gone', async () => {
      const hours = await write(DAYS_AGO);
      await remove();
      const before = await costContents(knex);
      // A late hour of every day, and all of them made anew.
      const { store } = replica();
      await write([100, 60, 10]);
      await knex.transaction(async trx => {
        for (const at of hours) await store.markDue(trx, 'east', at, at + 1);
      });
      await store.rollUp('east', async () => {});
      await remove();
      expect(await costContents(knex)).toEqual(before);
    });

    it('is not less before days are made of their hours', async () => {
      const hours = await write(DAYS_AGO, { rollUp: false });
      await remove();
      expect(await times('cost_hours')).toEqual(
        [...hours].sort((a, b) => a - b),
      );
      await replica().store.rollUp('east', async () => {});
      await remove();
      expect(await times('cost_hours')).toHaveLength(6);
      expect(await times('cost_months')).toHaveLength(3);
    });

    it('is not less where the clock of the replica is years ahead', async () => {
      const hours = await write(DAYS_AGO);
      const future = Date.now() / 1000 + 20 * 365 * DAY;
      // The database's clock says what it is; hours of the test are about now.
      const [first] = await times('cost_months');
      await remove(future);
      expect(await times('cost_months')).toContain(first);
      expect((await times('cost_hours')).length).toBeGreaterThanOrEqual(
        hours.filter(at => at >= Date.now() / 1000 - KEPT.hours + DAY).length,
      );
    });

    it('of ended objects is until nobody computes their hours any more', async () => {
      await knex('ended_objects').insert(
        [1, 2, 4].map(days => ({
          cluster: 'east',
          kind: 'Pod',
          namespace: 'shop',
          name: `gone-${days}`,
          uid: String(days),
          ended_at: NOW - days * DAY,
          noticed: false,
          record: '{}',
        })),
      );
      await remove();
      expect(await knex('ended_objects').orderBy('name').pluck('name')).toEqual(
        ['gone-1', 'gone-2'],
      );
    });

    it('of coverage is somewhat longer than hours are caught up', async () => {
      await knex('cost_coverage').insert(
        [6, 8, 10].map(days => ({
          cluster: 'east',
          at: NOW - days * DAY,
          first_minutes: 1,
          last_minutes: 1,
        })),
      );
      await remove();
      expect(await times('cost_coverage')).toEqual(
        [8, 6].map(days => NOW - days * DAY),
      );
    });
  },
);
