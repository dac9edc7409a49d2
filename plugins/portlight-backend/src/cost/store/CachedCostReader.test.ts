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
import { CachedCostReader } from './CachedCostReader';
import type { CostTotals, CostTotalsQuery } from './CostReader';
import { SqlCostReader } from './SqlCostReader';
import { SqlCostStore } from './SqlCostStore';

jest.setTimeout(60_000);

const databases = testDatabases();
const DAY = 24 * HOUR;
const TODAY = Math.floor(BEGIN / DAY) * DAY;
const ALL = { since: 0, until: 2 ** 31 - 1 };

const QUERIES: CostTotalsQuery[] = [
  { level: 'day', ...ALL, by: [] },
  { level: 'day', ...ALL, by: ['owner'] },
  { level: 'day', ...ALL, by: ['at', 'owner', 'cluster'] },
  { level: 'day', ...ALL, by: ['price'], measures: 'cost' },
  { level: 'day', ...ALL, by: ['at', 'class'], measures: 'costs' },
  { level: 'day', ...ALL, by: ['owner'], where: { namespace: ['team-1'] } },
  { level: 'day', ...ALL, by: ['owner'], clusters: ['east'] },
  { level: 'day', ...ALL, by: ['at'], clusters: ['nowhere'] },
  { level: 'day', since: TODAY, until: TODAY + DAY, by: ['owner'] },
  { level: 'month', ...ALL, by: ['at', 'system'] },
  { level: 'month', ...ALL, by: ['namespace', 'name'] },
  { level: 'hour', ...ALL, by: ['at', 'owner'] },
];

/** In one order, and without the last digits of sums that were added in another one. */
function comparable(rows: readonly CostTotals[]) {
  return rows
    .map(row =>
      JSON.stringify(
        Object.fromEntries(
          Object.entries(row)
            .filter(([, value]) => value !== undefined)
            .map(([name, value]) => [
              name,
              typeof value === 'number' ? Number(value.toPrecision(12)) : value,
            ])
            .sort(([a], [b]) => String(a).localeCompare(String(b))),
        ),
      ),
    )
    .sort();
}

describe.each(databases.eachSupportedId())('remembered costs on %s', id => {
  let knex: Knex;
  let reader: CachedCostReader;
  const statements: string[] = [];

  beforeAll(async () => {
    ({ knex } = await createTestFleet(databases, id));
    knex.on('query', ({ sql }) => statements.push(sql));
  });

  beforeEach(async () => {
    await forgetAll(knex);
    reader = new CachedCostReader(knex);
    await write('east', TODAY - 2 * DAY);
    await write('east', TODAY);
    await write('west', TODAY);
  });

  afterAll(async () => {
    await knex.destroy();
  });

  async function write(
    cluster: string,
    hour: number,
    { factor, timeZone = 'UTC' }: { factor?: number; timeZone?: string } = {},
  ) {
    const settings = { ...DEFAULT_COST_SETTINGS, timeZone };
    const store = new SqlCostStore({ knex, settings });
    const computer = new HourComputer({
      prices: testPrices(factor),
      attribution: testAttribution(),
      settings,
    });
    const computed = await computer.compute(
      testHour({ cluster, hour }),
      subjectsOf([]),
      { source: 'mirror', details: false },
    );
    await knex.transaction(trx => store.replaceHours(trx, cluster, [computed]));
    await store.rollUp(cluster, async () => {});
  }

  /** What both readers answer to all questions. */
  async function answers() {
    const direct = new SqlCostReader(knex);
    const both = [];
    for (const query of QUERIES) {
      both.push({
        query,
        remembered: comparable(await reader.totals(query)),
        read: comparable(await direct.totals(query)),
      });
    }
    return both;
  }

  const different = async () =>
    (await answers()).filter(
      ({ remembered, read }) =>
        JSON.stringify(remembered) !== JSON.stringify(read),
    );

  it.each<[string, () => Promise<unknown>]>([
    ['nothing', async () => {}],
    ['an hour was added', () => write('east', TODAY + HOUR)],
    ['an hour was computed again', () => write('west', TODAY, { factor: 3 })],
    ['a day was added in between', () => write('west', TODAY - DAY)],
    ['a cluster was added', () => write('north', TODAY - 2 * DAY)],
    [
      'days became those of another time zone',
      () => write('east', TODAY, { timeZone: 'Asia/Tokyo' }),
    ],
    [
      'a day that stays as it is was adjusted by a bill',
      async () => {
        await knex('cost_periods').update({ sealed: true });
        const [{ id: cluster }] = await knex('cost_clusters').where({
          name: 'east',
        });
        const price = await knex('cost_prices').where({ kind: 'node' }).first();
        await knex('bill_amounts').insert({
          bill: 'october',
          cluster: 'east',
          day: TODAY,
          instance_type: price.instance_type,
          capacity_type: price.capacity_type,
          billed: 5_000_000_000,
        });
        await knex('cost_days_due').insert({
          cluster,
          level: 'day',
          at: TODAY,
        });
        const settings = DEFAULT_COST_SETTINGS;
        await new SqlCostStore({ knex, settings }).rollUp(
          'east',
          async () => {},
        );
      },
    ],
  ])('are those that are there, whatever happened: %s', async (_, change) => {
    expect(await different()).toEqual([]);
    await change();
    expect(await different()).toEqual([]);
    expect(await different()).toEqual([]);
  });

  it('are not read again, but for days that have changed', async () => {
    const query = QUERIES[2];
    const reads = async () => {
      statements.length = 0;
      await reader.totals(query);
      return statements.filter(sql => sql.includes('from cost_days'));
    };
    expect(await reads()).toHaveLength(1);
    expect(await reads()).toEqual([]);
    await write('east', TODAY + HOUR);
    expect(await reads()).toHaveLength(1);
    expect(await reads()).toEqual([]);
  });

  it('change for nobody who got them', async () => {
    const [row] = await reader.totals(QUERIES[2]);
    expect(() => Object.assign(row, { cpuCost: 0 })).toThrow(TypeError);
  });
});
