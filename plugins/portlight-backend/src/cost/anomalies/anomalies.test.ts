import { mockCredentials } from '@backstage/backend-test-utils';
import type { CostAnomalyList } from '@portlight/plugin-portlight-common';
import type { Knex } from 'knex';
import {
  clusterDocument,
  createTestFleet,
  testDatabases,
} from '../../__testUtils__';
import { SEES_EVERYTHING, type Visibility } from '../../permissions';
import { daysUntil, type TestDay, writeDays } from '../__testUtils__/costDays';
import { SqlCostReader } from '../store';
import { createAnomalyHandlers } from './anomalyHandlers';

jest.setTimeout(60_000);

const databases = testDatabases();
const TODAY = '2026-11-21';
const YESTERDAY = '2026-11-20';
const HOUR = 60 * 60_000;

const CART = {
  cluster: 'east',
  namespace: 'shop',
  kind: 'Deployment',
  name: 'cart',
  owner: 'group:default/checkout',
};
const PAY = {
  cluster: 'west',
  namespace: 'bank',
  kind: 'Deployment',
  name: 'pay',
  owner: 'group:default/payments',
};
/** Too small to be looked at by itself, and one of 20 of an owner in both clusters. */
const small = (index: number) => ({
  cluster: index % 2 ? 'east' : 'west',
  namespace: `batch-${index}`,
  kind: 'CronJob',
  name: `job-${index}`,
  owner: 'group:default/batch',
});

/** Forty days and today, with what cost something else yesterday. */
function costs(): TestDay[] {
  return daysUntil(TODAY, 41).flatMap(day => {
    const isYesterday = day === YESTERDAY;
    return [
      { ...CART, day, cost: isYesterday ? 30 : 10 },
      { ...PAY, day, cost: 10 },
      ...(isYesterday ? [{ ...PAY, name: 'new', day, cost: 4 }] : []),
      ...Array.from({ length: 20 }, (_, index) => ({
        ...small(index),
        day,
        cost: isYesterday ? 0.9 : 0.5,
      })),
      {
        cluster: 'east',
        class: 'idle' as const,
        day,
        cost: isYesterday ? 99 : 1,
      },
    ];
  });
}

const EAST = {
  filter: { property: 'name' as const, values: ['east'] },
  negated: false,
};
const owned = (...values: string[]): Visibility['workloads'] => ({
  filter: { property: 'owner', values },
  negated: false,
});

describe.each(databases.eachSupportedId())('anomalies on %s', id => {
  let knex: Knex;
  let now: number;

  beforeAll(async () => {
    const fleet = await createTestFleet(databases, id);
    knex = fleet.knex;
    await fleet.write(clusterDocument('east'));
    await fleet.write(clusterDocument('west'));
    await writeDays(knex, costs());
  });

  beforeEach(() => {
    now = Date.parse(`${TODAY}T12:30:00Z`);
  });

  afterAll(() => knex.destroy());

  const open = (minimumCost = 1) => {
    const { listCostAnomalies } = createAnomalyHandlers({
      knex,
      reader: new SqlCostReader(knex),
      settings: {
        cost: { currency: 'EUR', timeZone: 'UTC' },
        anomalies: { minimumCost, minimumChange: 0.25 },
      },
      now: () => now,
    });
    return async (query: object = {}, visibility = SEES_EVERYTHING) =>
      (await listCostAnomalies.answer({
        path: {},
        query,
        body: undefined,
        credentials: mockCredentials.user(),
        visibility,
        request: undefined as never,
      })) as CostAnomalyList;
  };

  const subjects = ({ items }: CostAnomalyList) =>
    items.map(
      ({ cluster, workload, owner }) =>
        `${cluster ?? 'everywhere'} ${workload ?? owner}`,
    );
  const ALL = ['east cart', 'everywhere group:default/batch', 'west new'];

  it('are told with what changed', async () => {
    const list = await open()();
    expect(subjects(list)).toEqual(ALL);
    expect(list).toMatchObject({ total: 3, currency: 'EUR', notices: [] });
    expect(list.method).toContain('25 % and 1 EUR');
    expect(list.items[0]).toEqual({
      id: expect.stringMatching(/^[\w-]{22}$/),
      day: YESTERDAY,
      cluster: 'east',
      namespace: 'shop',
      kind: 'Deployment',
      workload: 'cart',
      owner: 'group:default/checkout',
      cost: 30,
      expected: 10,
      comparedWith: '2026-11-19',
      change: 20,
      ratio: 3,
      causes: [
        {
          kind: 'replicas',
          amount: 20,
          message: 'Deployment/cart: 10 → 30 pods on average',
        },
      ],
    });
    expect(list.items[1]).toMatchObject({
      owner: 'group:default/batch',
      cost: 18,
      expected: 10,
      causes: [
        {
          kind: 'replicas',
          amount: 8,
          message: expect.stringContaining('and 19 more workloads'),
        },
      ],
    });
    expect(list.items[2]).toMatchObject({
      ratio: 0,
      causes: [{ kind: 'newWorkload', amount: 4 }],
    });
  });

  it('are nobody’s where nobody owns what they are of', async () => {
    const unowned = { ...PAY, owner: undefined };
    await writeDays(
      knex,
      daysUntil(TODAY, 41).flatMap(day => [
        { ...PAY, day, cost: 10 },
        // Each too small, and together much more than before.
        ...Array.from({ length: 20 }, (_, index) => ({
          ...small(index),
          owner: undefined,
          day,
          cost: day === YESTERDAY ? 0.9 : 0.5,
        })),
        ...(day === YESTERDAY
          ? [{ ...unowned, name: 'new', day, cost: 4 }]
          : []),
      ]),
    );
    const { items } = await open()();
    expect(items).toMatchObject([{ cluster: 'west', workload: 'new' }]);
    expect(items[0]).not.toHaveProperty('owner');
    await writeDays(knex, costs());
  });

  it.each<[object, string[]]>([
    [{ cluster: ['east'] }, ['east cart']],
    [{ namespace: ['bank'] }, ['west new']],
    [{ owner: ['checkout'] }, ['east cart']],
    [{ owner: ['batch'] }, ['everywhere group:default/batch']],
    [{ cluster: ['nowhere'] }, []],
    [{ window: 'today' }, []],
    [{ window: 'yesterday' }, ALL],
    [{ window: 'lastmonth' }, []],
    [{ limit: 1 }, ['east cart']],
  ])('are those that are asked for: %j', async (query, expected) => {
    expect(subjects(await open()(query))).toEqual(expected);
  });

  it('are compared for a month, which a longer window is told', async () => {
    const { notices } = await open()({ window: '60d' });
    expect(notices).toMatchObject([{ code: 'window-clamped' }]);
    expect((await open()({ window: '30d' })).notices).toEqual([]);
  });

  it.each<[string, Visibility, string[]]>([
    [
      'of one owner',
      {
        clusters: EAST,
        namespaces: 'nothing',
        workloads: owned('group:default/checkout'),
      },
      ['east cart'],
    ],
    [
      'of one cluster, but not of who has something elsewhere too',
      { ...SEES_EVERYTHING, clusters: EAST },
      ['east cart'],
    ],
    [
      'of an owner everywhere',
      { ...SEES_EVERYTHING, workloads: owned('group:default/batch') },
      ['everywhere group:default/batch'],
    ],
    ['nothing', { ...SEES_EVERYTHING, workloads: 'nothing' }, []],
  ])('are those that may be seen: %s', async (_, visibility, expected) => {
    const list = await open()({}, visibility);
    expect(subjects(list)).toEqual(expected);
    expect(list.total).toBe(expected.length);
    expect(list.notices).toMatchObject([{ code: 'restricted' }]);
  });

  it('are looked for once an hour', async () => {
    const list = open();
    await list();
    await writeDays(
      knex,
      costs().map(day => ({ ...day, cost: 10 })),
    );
    expect(subjects(await list())).toEqual(ALL);
    now += HOUR;
    expect(subjects(await list())).toEqual(['west new']);
    await writeDays(knex, costs());
  });

  it('are looked for again as soon as more days are known', async () => {
    await writeDays(
      knex,
      costs().filter(({ day }) => day === TODAY),
    );
    const list = open();
    expect(subjects(await list())).toEqual([]);
    await writeDays(knex, costs());
    // Not for each who asks while days are coming.
    expect(subjects(await list())).toEqual([]);
    now += 61_000;
    expect(subjects(await list())).toEqual(ALL);
  });

  it('are none below the least amount, and none of days of which hours are missing', async () => {
    expect(subjects(await open(15)())).toEqual(['east cart']);
    await knex('cost_periods')
      .where({ at: Date.parse(`${YESTERDAY}T00:00:00Z`) / 1000 })
      .update({ hours: 12 });
    expect(subjects(await open()())).toEqual([]);
    await writeDays(knex, costs());
  });
});
