import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import {
  AuthorizeResult,
  type PermissionEvaluator,
} from '@backstage/plugin-permission-common';
import type {
  Budget,
  BudgetInput,
  BudgetScope,
} from '@portlight/plugin-portlight-common';
import type { Knex } from 'knex';
import {
  clusterDocument,
  createTestFleet,
  testDatabases,
} from '../../__testUtils__';
import type { Lease } from '../../inventory';
import { SEES_EVERYTHING, type Visibility } from '../../permissions';
import { SqlCostReader } from '../store';
import { daysUntil, type TestDay, writeDays } from '../__testUtils__/costDays';
import { BudgetAlerts, BUDGETS_PATH } from './BudgetAlerts';
import { BudgetCostReader } from './BudgetCostReader';
import { createBudgetHandlers } from './budgetHandlers';
import { BudgetStore } from './BudgetStore';

jest.setTimeout(60_000);

const databases = testDatabases();
const TODAY = '2026-11-21';
const OWNER = 'group:default/checkout';

const CHECKOUT: Omit<TestDay, 'day' | 'cost'> = {
  cluster: 'east',
  namespace: 'shop',
  kind: 'Deployment',
  name: 'cart',
  owner: OWNER,
  system: 'system:default/shop',
  team: 'Checkout',
  costCenter: 'cc-1',
};
const OTHERS: Omit<TestDay, 'day' | 'cost'> = {
  cluster: 'west',
  namespace: 'shop',
  kind: 'Deployment',
  name: 'pay',
  owner: 'group:default/payments',
  costCenter: 'cc-1',
};
const IDLE: Omit<TestDay, 'day' | 'cost'> = { cluster: 'east', class: 'idle' };

/** 10 a day for checkout, 5 for payments, and 1 idle in the cluster east; of today a half is known. */
function costs(checkout = 10): TestDay[] {
  return daysUntil(TODAY, 30).flatMap(day => {
    const share = day === TODAY ? 0.5 : 1;
    return [
      { ...CHECKOUT, day, cost: checkout * share },
      { ...OTHERS, day, cost: 5 * share },
      { ...IDLE, day, cost: 1 * share },
    ];
  });
}

/** What owners see: what their group owns, in clusters in which it owns something. */
const OWN: Visibility = {
  clusters: { filter: { property: 'name', values: ['east'] }, negated: false },
  namespaces: 'nothing',
  workloads: { filter: { property: 'owner', values: [OWNER] }, negated: false },
};
/** Everything in one cluster. */
const EAST: Visibility = { ...SEES_EVERYTHING, clusters: OWN.clusters };

describe.each(databases.eachSupportedId())('budgets on %s', id => {
  let knex: Knex;
  let store: BudgetStore;
  let costReader: BudgetCostReader;
  let reader: SqlCostReader;
  let now: number;
  let manages: boolean;

  beforeAll(async () => {
    const fleet = await createTestFleet(databases, id);
    knex = fleet.knex;
    await fleet.write(clusterDocument('east'));
    await fleet.write(clusterDocument('west'));
    store = new BudgetStore(knex);
    reader = new SqlCostReader(knex);
    costReader = new BudgetCostReader({
      knex,
      reader,
      timeZone: 'UTC',
      now: () => now,
    });
  });

  beforeEach(async () => {
    now = Date.parse(`${TODAY}T12:30:00Z`);
    manages = true;
    await knex('cost_budget_alerts').delete();
    await knex('cost_budgets').delete();
    await writeDays(knex, costs(), 12);
  });

  afterAll(() => knex.destroy());

  const auditor = mockServices.auditor.mock();
  const permissions = {
    authorize: async () => [
      { result: manages ? AuthorizeResult.ALLOW : AuthorizeResult.DENY },
    ],
  } as unknown as PermissionEvaluator & { authorize: any };

  const handlers = () => {
    auditor.createEvent.mockResolvedValue({
      success: jest.fn(),
      fail: jest.fn(),
    });
    return createBudgetHandlers({
      knex,
      auditor,
      permissions,
      store,
      costs: costReader,
      reader,
      currency: 'EUR',
      timeZone: 'UTC',
      now: () => now,
    });
  };

  const asking = (visibility: Visibility, more: object = {}) => ({
    path: {} as never,
    query: {} as never,
    body: undefined as never,
    credentials: mockCredentials.user('user:default/jo'),
    visibility,
    request: undefined as never,
    ...more,
  });

  const create = (
    input: Partial<BudgetInput> & { scope: BudgetScope },
    visibility = SEES_EVERYTHING,
  ) =>
    handlers().createBudget.answer(
      asking(visibility, { body: { name: 'Budget', amount: 1000, ...input } }),
    ) as Promise<Budget>;

  const list = async (visibility = SEES_EVERYTHING, query = {}) =>
    (await handlers().listBudgets.answer(asking(visibility, { query }))) as {
      items: Budget[];
      total: number;
      currency: string;
    };

  it('are kept, changed and forgotten', async () => {
    const created = await create({
      name: ' Checkout ',
      scope: { owner: 'Checkout' },
      amount: 400,
      recipients: ['user:default/Jo'],
    });
    expect(created).toMatchObject({
      name: 'Checkout',
      scope: { owner: OWNER },
      thresholds: [0.5, 0.8, 1],
      recipients: ['user:default/jo'],
      createdBy: 'user:default/jo',
      currency: 'EUR',
      editable: true,
    });
    const path = { id: created.id };
    expect(
      await handlers().getBudget.answer(asking(SEES_EVERYTHING, { path })),
    ).toEqual(created);
    const changed = (await handlers().updateBudget.answer(
      asking(SEES_EVERYTHING, {
        path,
        body: {
          name: 'Shop',
          scope: { namespace: 'shop' },
          amount: 500.5,
          thresholds: [],
          notifyForecast: false,
        },
      }),
    )) as Budget;
    expect(changed).toMatchObject({
      id: created.id,
      createdAt: created.createdAt,
      name: 'Shop',
      amount: 500.5,
      thresholds: [],
      notifyForecast: false,
      recipients: [],
    });
    expect((await list()).items).toEqual([changed]);
    await handlers().deleteBudget.answer(asking(SEES_EVERYTHING, { path }));
    expect((await list()).items).toEqual([]);
    await expect(
      handlers().deleteBudget.answer(asking(SEES_EVERYTHING, { path })),
    ).rejects.toMatchObject({ status: 404, code: 'not-found' });
    expect(
      auditor.createEvent.mock.calls.map(([{ eventId }]) => eventId),
    ).toEqual(['budget-create', 'budget-update', 'budget-delete']);
  });

  it('refuse what makes no budget', async () => {
    await expect(
      create({ scope: { owner: 'a', fleet: true } }),
    ).rejects.toMatchObject({ code: 'invalid-parameter', parameter: 'scope' });
    expect(await store.list()).toEqual([]);
  });

  it.each<[BudgetScope]>([
    [{ owner: '__proto__' }],
    [{ team: `x' or '1' = '1` }],
  ])('for %j: nothing, and no forecast', async scope => {
    const budget = await create({ scope });
    expect(budget).toMatchObject({
      spent: 0,
      state: 'ok',
      noForecast: expect.stringContaining('at least 3 whole days'),
    });
    expect(budget.forecast).toBeUndefined();
  });

  it.each<[BudgetScope, number]>([
    [{ owner: OWNER }, 10],
    [{ system: 'system:default/shop' }, 10],
    [{ team: 'Checkout' }, 10],
    [{ costCenter: 'cc-1' }, 15],
    [{ namespace: 'shop' }, 15],
    [{ namespace: 'shop', cluster: 'west' }, 5],
    [{ cluster: 'east' }, 11],
    [{ fleet: true }, 16],
  ])('for %j: %d a day', async (scope, daily) => {
    const budget = await create({ scope });
    // Twenty whole days and a half.
    expect(budget.spent).toBeCloseTo(20.5 * daily, 6);
    expect(budget.trend).toHaveLength(21);
    expect(budget.ratio).toBeCloseTo((20.5 * daily) / 1000, 9);
    expect(budget.forecast).toMatchObject({ month: '2026-11', days: 29 });
    expect(budget.forecast?.expected).toBeCloseTo(30 * daily, 6);
    expect(budget.forecast?.method).toContain('day of the week');
  });

  it('learn nothing from days of which hours are missing', async () => {
    await knex('cost_periods').update({ hours: 20 });
    const budget = await create({ scope: { owner: OWNER } });
    expect(budget.spent).toBeCloseTo(205, 6);
    expect(budget.forecast).toBeUndefined();
    expect(budget.noForecast).toContain('whole days');
  });

  it('are listed from the worst to the best', async () => {
    await create({ name: 'ok', scope: { owner: OWNER }, amount: 1000 });
    await create({ name: 'exceeded', scope: { owner: OWNER }, amount: 200 });
    await create({ name: 'forecast', scope: { owner: OWNER }, amount: 290 });
    await create({ name: 'warning', scope: { owner: OWNER }, amount: 310 });
    const { items, total, currency } = await list();
    expect(items.map(({ name, state }) => [name, state])).toEqual([
      ['exceeded', 'exceeded'],
      ['forecast', 'forecast'],
      ['warning', 'warning'],
      ['ok', 'ok'],
    ]);
    expect({ total, currency }).toEqual({ total: 4, currency: 'EUR' });
    expect((await list(SEES_EVERYTHING, { owner: ['checkout'] })).total).toBe(
      4,
    );
    expect((await list(SEES_EVERYTHING, { owner: ['payments'] })).total).toBe(
      0,
    );
  });

  describe('are visible to who sees all they are for', () => {
    const SCOPES: BudgetScope[] = [
      { owner: OWNER },
      { owner: 'group:default/payments' },
      { owner: 'group:default/unheard-of' },
      { system: 'system:default/shop' },
      { system: 'system:default/unheard-of' },
      { costCenter: 'cc-1' },
      { namespace: 'shop' },
      { namespace: 'shop', cluster: 'east' },
      { cluster: 'east' },
      { cluster: 'west' },
      { fleet: true },
    ];

    it.each<[string, Visibility, number[]]>([
      ['administrators', SEES_EVERYTHING, SCOPES.map((_, index) => index)],
      ['an owner', OWN, [0, 3, 7]],
      ['who sees one cluster', EAST, [0, 3, 7, 8]],
      ['nobody', { ...OWN, workloads: 'nothing' }, []],
    ])('%s', async (_, visibility, expected) => {
      for (const [index, scope] of SCOPES.entries()) {
        await create({ name: String(index), scope });
      }
      const seen = (await list(visibility)).items.map(({ name }) => name);
      expect(seen.map(Number).sort((a, b) => a - b)).toEqual(expected);
      const answers = await Promise.all(
        (
          await store.list()
        ).map(async ({ id: budget, name }) => {
          const answer = handlers().getBudget.answer(
            asking(visibility, { path: { id: budget } }),
          );
          return [
            Number(name),
            await Promise.resolve(answer).then(
              () => 'seen',
              error => error.code,
            ),
          ];
        }),
      );
      expect(new Map(answers as [number, string][])).toEqual(
        new Map(
          SCOPES.map((_scope, index) => [
            index,
            expected.includes(index) ? 'seen' : 'not-found',
          ]),
        ),
      );
    });

    it('and set by nobody else', async () => {
      await expect(
        create({ scope: { costCenter: 'cc-1' } }, OWN),
      ).rejects.toMatchObject({ status: 403, code: 'not-allowed' });
      const { id: own } = await create({ scope: { owner: OWNER } }, OWN);
      await expect(
        handlers().updateBudget.answer(
          asking(OWN, {
            path: { id: own },
            body: { name: 'All', scope: { fleet: true }, amount: 1 },
          }),
        ),
      ).rejects.toMatchObject({ status: 403 });
    });

    it('and say whether who asks may change them', async () => {
      await create({ scope: { owner: OWNER } });
      manages = false;
      expect((await list(OWN)).items).toMatchObject([{ editable: false }]);
    });
  });

  describe('tell people', () => {
    const send = jest.fn();
    const logger = mockServices.logger.mock();
    let lease: (Lease & { check: jest.Mock }) | undefined;

    beforeEach(() => {
      jest.resetAllMocks();
      lease = { check: jest.fn() } as never;
      send.mockResolvedValue(undefined);
    });

    const open = () =>
      new BudgetAlerts({
        knex,
        logger,
        store,
        costs: costReader,
        notifications: { send },
        currency: 'EUR',
        settings: { escalateTo: ['group:default/finance'] },
        taskLease: () => lease,
      });
    const budget = (amount: number, more = {}) =>
      store.create(
        {
          name: 'Checkout',
          scope: { owner: OWNER },
          amount,
          thresholds: [0.5, 0.8, 1],
          notifyForecast: true,
          recipients: [],
          ...more,
        },
        'user:default/jo',
        10,
      );
    const sent = () =>
      send.mock.calls.map(([{ recipients, payload }]) => [
        payload.severity,
        recipients.entityRef,
      ]);

    it('once about a threshold, whoever looks and however often', async () => {
      const made = await budget(400);
      const alerts = open();
      await alerts.look();
      await alerts.look();
      await open().look();
      // 205 of 400, and 300 expected.
      expect(send).toHaveBeenCalledTimes(1);
      expect(send).toHaveBeenCalledWith({
        recipients: { type: 'entity', entityRef: [OWNER] },
        payload: {
          title: 'Budget "Checkout": 50 % is spent',
          description: expect.stringContaining('EUR 205.00 of EUR 400.00'),
          severity: 'normal',
          link: BUDGETS_PATH,
          topic: 'budgets',
          scope: `portlight-budget/${made?.id}/2026-11/spent/0.5`,
        },
      });
      await writeDays(knex, costs(17), 12);
      await open().look();
      await open().look();
      // 348.5 of 400, and 510 expected: somebody else should know.
      expect(sent().slice(1)).toEqual([
        ['normal', [OWNER]],
        ['high', [OWNER, 'group:default/finance']],
      ]);
      await writeDays(knex, costs(20), 12);
      await open().look();
      await writeDays(knex, costs(1), 12);
      await open().look();
      await writeDays(knex, costs(20), 12);
      await open().look();
      expect(sent().slice(3)).toEqual([
        ['critical', [OWNER, 'group:default/finance']],
      ]);
    });

    it('about the highest of several thresholds that are reached together', async () => {
      await budget(200, { recipients: ['user:default/jo'] });
      await open().look();
      await open().look();
      expect(sent()).toEqual([
        ['critical', ['user:default/jo', 'group:default/finance']],
      ]);
    });

    it('again in another month, and when another amount makes it new', async () => {
      const made = await budget(400);
      await open().look();
      const [kept] = await store.list();
      await store.update(kept.id, { ...kept, amount: 2_000 });
      await open().look();
      await store.update(kept.id, { ...kept, amount: 410 });
      await open().look();
      expect(send).toHaveBeenCalledTimes(2);
      now = Date.parse('2026-12-21T12:30:00Z');
      await writeDays(
        knex,
        daysUntil('2026-12-21', 30).map(day => ({
          ...CHECKOUT,
          day,
          cost: 10.5,
        })),
      );
      await open().look();
      expect(send).toHaveBeenCalledTimes(3);
      expect(send.mock.calls[2][0].payload.scope).toBe(
        `portlight-budget/${made?.id}/2026-12/spent/0.5`,
      );
    });

    it('later what could not be sent, saying so once', async () => {
      await budget(400);
      send.mockRejectedValue(new Error('Request failed with status 404'));
      const alerts = open();
      await alerts.look();
      await alerts.look();
      expect(logger.warn).toHaveBeenCalledTimes(1);
      expect(logger.warn).toHaveBeenCalledWith(
        expect.stringContaining('is the notifications plugin installed?'),
      );
      send.mockClear();
      send.mockResolvedValue(undefined);
      await open().look();
      await open().look();
      expect(send).toHaveBeenCalledTimes(1);
    });

    it('nothing where the task is another replica’s, or has become it meanwhile', async () => {
      await budget(400);
      lease = undefined;
      await open().look();
      lease = {
        check: jest.fn().mockRejectedValue(new Error('lost')),
      } as never;
      await expect(open().look()).rejects.toThrow('lost');
      expect(send).not.toHaveBeenCalled();
      expect(await store.alerts('2026-11')).toEqual([]);
    });

    it('once where two replicas look at the same time', async () => {
      await budget(400);
      await Promise.all([open().look(), open().look()]);
      // Both may send what is not marked yet, and then with the same scope, which makes it one notification.
      const scopes = send.mock.calls.map(([{ payload }]) => payload.scope);
      expect(new Set(scopes).size).toBe(1);
      expect(await store.alerts('2026-11')).toEqual([
        expect.objectContaining({ kind: 'spent', threshold: 0.5, done: true }),
      ]);
    });

    it('nothing more about a budget that is gone', async () => {
      const made = await budget(400);
      send.mockRejectedValue(new Error('not there'));
      await open().look();
      await store.delete(made?.id ?? '');
      expect(await store.alerts('2026-11')).toEqual([]);
      send.mockClear();
      await open().look();
      expect(send).not.toHaveBeenCalled();
    });

    it('nobody where there is nobody to tell', async () => {
      await budget(400, { scope: { namespace: 'shop' }, thresholds: [0.5] });
      await open().look();
      expect(
        send.mock.calls.map(([{ recipients }]) => recipients.entityRef),
      ).toEqual([['group:default/finance']]);
      await knex('cost_budget_alerts').delete();
      send.mockClear();
      await knex('cost_budgets').update({ notify_forecast: false });
      await open().look();
      expect(send).not.toHaveBeenCalled();
      expect(await store.alerts('2026-11')).toMatchObject([{ done: true }]);
    });
  });
});
