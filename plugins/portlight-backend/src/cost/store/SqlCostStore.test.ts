import {
  calendarPeriod,
  type CostHour,
} from '@portlight/plugin-portlight-common';
import type { Knex } from 'knex';
import { createTestFleet, testDatabases } from '../../__testUtils__';
import { forgetAll } from '../__testUtils__/costContents';
import {
  BEGIN,
  HOUR,
  testAttribution,
  testHour,
  testPrices,
} from '../__testUtils__/testHours';
import { subjectsOf } from '../inputs';
import { HourComputer } from '../job';
import { DEFAULT_COST_SETTINGS } from '../settings';
import type { CostLevel } from './CostReader';
import type { ComputedHour } from './CostStore';
import { SqlCostReader } from './SqlCostReader';
import { SqlCostStore } from './SqlCostStore';

jest.setTimeout(60_000);

const databases = testDatabases();
const DAY = 24 * HOUR;

async function compute(
  hours: readonly CostHour[],
  factor?: number,
): Promise<ComputedHour[]> {
  const computer = new HourComputer({
    prices: testPrices(factor),
    attribution: testAttribution(),
    settings: DEFAULT_COST_SETTINGS,
  });
  return Promise.all(
    hours.map(hour =>
      computer.compute(hour, subjectsOf([]), {
        source: 'mirror',
        details: true,
      }),
    ),
  );
}

describe.each(databases.eachSupportedId())('the store of costs on %s', id => {
  let knex: Knex;
  let reader: SqlCostReader;

  beforeAll(async () => {
    ({ knex } = await createTestFleet(databases, id));
    reader = new SqlCostReader(knex);
  });

  beforeEach(async () => {
    await forgetAll(knex);
  });

  afterAll(async () => {
    await knex.destroy();
  });

  function storeFor(timeZone = 'UTC') {
    return new SqlCostStore({
      knex,
      settings: { ...DEFAULT_COST_SETTINGS, timeZone },
    });
  }

  async function write(
    hours: readonly CostHour[],
    { factor, timeZone }: { factor?: number; timeZone?: string } = {},
  ) {
    const store = storeFor(timeZone);
    const computed = await compute(hours, factor);
    await knex.transaction(trx =>
      store.replaceHours(trx, hours[0].cluster, computed),
    );
    await store.rollUp(hours[0].cluster, async () => {});
    return computed;
  }

  async function total(level: CostLevel, since = 0, until = 2 ** 31 - 1) {
    const [sum] = await reader.totals({ level, since, until, by: [] });
    return sum && costOf(sum);
  }

  it('answers sums that are those of the rows, at every level', async () => {
    const hours = [0, 1, 2].map(index =>
      testHour({ hour: BEGIN + index * HOUR }),
    );
    const computed = await write(hours);
    const sum = computed.reduce(
      (all, { allocation }) => all + allocation.total,
      0,
    );
    expect(await total('hour')).toBe(sum);
    expect(await total('day')).toBe(sum);
    expect(await total('month')).toBe(sum);
    const byOwner = await reader.totals({
      level: 'day',
      since: 0,
      until: 2 ** 31 - 1,
      by: ['owner', 'class'],
    });
    expect(byOwner.reduce((all, row) => all + costOf(row), 0)).toBe(sum);
    expect(new Set(byOwner.map(row => row.owner))).toEqual(
      new Set(['', 'group:default/team-0', 'group:default/team-1']),
    );
    const used = await reader.totals({
      level: 'month',
      since: 0,
      until: 2 ** 31 - 1,
      by: ['at', 'cluster', 'namespace', 'kind', 'name', 'priceSource'],
      where: { namespace: ['team-0'], class: ['workload'] },
      clusters: ['east'],
    });
    expect(used[0]).toMatchObject({
      at: Date.UTC(2026, 10, 1) / 1000,
      cluster: 'east',
      namespace: 'team-0',
      kind: 'Deployment',
      priceSource: 'custom',
      incomplete: false,
    });
    expect(used.every(row => row.namespace === 'team-0')).toBe(true);
  });

  it.each([
    [{ where: { cluster: ['nowhere'] } }],
    [{ clusters: ['nowhere'] }],
    [{ where: { owner: [] } }],
    [{ where: { namespace: ["' or 1 = 1 --"] } }],
    [{ since: BEGIN + HOUR }],
  ])('answers nothing to %j', async query => {
    await write([testHour()]);
    expect(
      await reader.totals({
        level: 'hour',
        since: 0,
        until: 2 ** 31 - 1,
        by: [],
        ...query,
      }),
    ).toEqual([]);
  });

  it('replaces an hour: written twice it is the same', async () => {
    await write([testHour()]);
    const before = await contents(knex);
    await write([testHour()]);
    expect(await contents(knex)).toEqual(before);
    expect(await knex('cost_runs').pluck('attempts')).toEqual([2]);
    // What ran is something else by what is known now.
    const [computed] = await write([testHour({ podsPerNode: 1 })]);
    expect(await total('month')).toBe(computed.allocation.total);
  });

  it('keeps clusters apart', async () => {
    await write([testHour()]);
    const [west] = await write([testHour({ cluster: 'west', nodes: 5 })]);
    await write([testHour({ nodes: 0, podsPerNode: 0 })]);
    const [row] = await reader.totals({
      level: 'day',
      since: 0,
      until: 2 ** 31 - 1,
      by: ['cluster'],
      clusters: ['west'],
    });
    expect(costOf(row)).toBe(west.allocation.total);
  });

  it.each([
    ['Europe/Berlin', '2026-10-25', 25],
    ['Europe/Berlin', '2026-03-29', 23],
    ['Asia/Kathmandu', '2026-11-21', 24],
    ['America/St_Johns', '2026-11-01', 25],
    ['UTC', '2026-11-21', 24],
  ])(
    'has days of %s with all of their hours: %s',
    async (timeZone, name, hours) => {
      const noon = Date.parse(`${name}T12:00:00Z`) / 1000;
      const day = calendarPeriod(noon, 'day', timeZone);
      expect(day.name).toBe(name);
      const first = Math.ceil(day.start / HOUR) * HOUR;
      const written = Array.from({ length: hours + 10 }, (_, index) =>
        testHour({
          hour: first + (index - 5) * HOUR,
          nodes: 1,
          podsPerNode: 1,
        }),
      );
      const computed = await write(written, { timeZone });
      const within = computed.filter(
        ({ allocation: { hour } }) => hour >= day.start && hour < day.end,
      );
      expect(within).toHaveLength(hours);
      expect(await total('day', day.start, day.end)).toBe(
        within.reduce((all, { allocation }) => all + allocation.total, 0),
      );
      expect(await total('month')).toBe(await total('hour'));
      const [covered] = await reader.coverage({
        level: 'day',
        since: day.start,
        until: day.end,
      });
      expect(covered).toMatchObject({ hours, incomplete: 0 });
    },
  );

  it('leaves a day as it is whose hours are gone', async () => {
    await write([testHour(), testHour({ hour: BEGIN + HOUR })]);
    const before = await total('day');
    const day = calendarPeriod(BEGIN, 'day', 'UTC').start;
    await knex('cost_periods').where({ level: 'day' }).update({ sealed: true });
    await knex('cost_hours').where({ at: BEGIN }).delete();
    const store = storeFor();
    await knex.transaction(trx => store.markDue(trx, 'east', BEGIN, BEGIN + 1));
    await store.rollUp('east', async () => {});
    expect(await total('day')).toBe(before);
    // Neither are hours of it written, which the day would not have.
    await write([testHour({ hour: BEGIN + 2 * HOUR })]);
    expect(await knex('cost_hours').distinct('at').pluck('at')).toEqual([
      BEGIN + HOUR,
    ]);
    expect(await total('day', day, day + DAY)).toBe(before);
    expect(await knex('cost_days_due').select()).toEqual([]);
  });

  it('makes days and months anew for another time zone, and counts nothing twice', async () => {
    const hours = Array.from({ length: 60 }, (_, index) =>
      testHour({ hour: BEGIN + index * HOUR, nodes: 1, podsPerNode: 1 }),
    );
    await write(hours);
    const sum = await total('hour');
    const store = storeFor('Australia/Sydney');
    await store.rollUp('east', async () => {});
    expect(await total('day')).toBe(sum);
    expect(await total('month')).toBe(sum);
    const days = await knex('cost_days').distinct('at').pluck('at');
    for (const at of days) {
      expect(calendarPeriod(at, 'day', 'Australia/Sydney').start).toBe(at);
    }
    // Where the first day is all that is left of its hours, it stays.
    const sealed = Math.min(...days);
    await knex('cost_periods')
      .where({ level: 'day', at: sealed })
      .update({ sealed: true });
    const { end } = calendarPeriod(sealed, 'day', 'Australia/Sydney');
    await knex('cost_hours').where('at', '<', end).delete();
    await storeFor('America/New_York').rollUp('east', async () => {});
    expect(await total('day')).toBe(sum);
    expect(await total('month')).toBe(sum);
  });

  it('adds what a bill says to the cost of nodes only', async () => {
    const [computed] = await write([testHour()], { factor: 1.25 });
    const [sum] = await reader.totals({
      level: 'month',
      since: 0,
      until: 2 ** 31 - 1,
      by: [],
    });
    const nodes = computed.allocation.nodes.reduce(
      (all, { cost }) => all + cost,
      0,
    );
    expect(Math.abs(sum.adjustment - nodes / 4)).toBeLessThan(20);
  });

  it('says what is known of hours and their details', async () => {
    const coverage = {
      observedMinutes: 30,
      usage: 'partial' as const,
      reasons: ['Half of it was missed'],
    };
    const [computed] = await write([testHour({ coverage })]);
    expect(await reader.runs({ since: 0, until: 2 ** 31 - 1 })).toEqual([
      {
        cluster: 'east',
        at: BEGIN,
        status: 'incomplete',
        source: 'mirror',
        observedMinutes: 30,
        usage: 'partial',
        reasons: ['Half of it was missed'],
        attempts: 1,
        computedAt: expect.any(Number),
        total: computed.allocation.total,
      },
    ]);
    const [row] = await reader.totals({
      level: 'day',
      since: 0,
      until: 2 ** 31 - 1,
      by: ['scope', 'price'],
    });
    expect(row.incomplete).toBe(true);
    const scope = (await reader.scopes([row.scope!])).get(row.scope!);
    expect(scope).toMatchObject({ id: row.scope, cluster: 'east' });
    const price = (await reader.prices([row.price!])).get(row.price!);
    expect(price).toMatchObject({
      id: row.price,
      source: 'custom',
      version: '1',
    });
    const details = await reader.details('east', BEGIN);
    expect(details?.pods).toEqual(
      JSON.parse(JSON.stringify(computed.allocation.pods)),
    );
    expect(await reader.details('west', BEGIN)).toBeUndefined();
    expect(await reader.first('hour')).toBe(BEGIN);
  });

  it('takes names of any length and content', async () => {
    const hour = testHour({ nodes: 1, podsPerNode: 2, workloads: 2 });
    const name = '\u0000\ud83d\ude00'.repeat(300);
    const pods = hour.pods.map(pod => ({
      ...pod,
      namespace: '__proto__',
      workload: { kind: 'X'.repeat(100), name: `${name}${pod.name}` },
    }));
    const [computed] = await write([{ ...hour, pods }]);
    expect(await total('month')).toBe(computed.allocation.total);
  });
});

function costOf(row: {
  cpuCost: number;
  memoryCost: number;
  gpuCost: number;
  storageCost: number;
  loadBalancerCost: number;
  networkCost: number;
  otherCost: number;
}): number {
  return (
    row.cpuCost +
    row.memoryCost +
    row.gpuCost +
    row.storageCost +
    row.loadBalancerCost +
    row.networkCost +
    row.otherCost
  );
}

async function contents(knex: Knex) {
  const key = ['at', 'cluster', 'scope', 'attribution', 'price'];
  return {
    hours: await knex('cost_hours').orderBy(key).select(),
    days: await knex('cost_days').orderBy(key).select(),
    months: await knex('cost_months').orderBy(key).select(),
    periods: await knex('cost_periods')
      .orderBy(['level', 'at'])
      .select('cluster', 'level', 'at', 'hours', 'incomplete', 'sealed'),
  };
}
