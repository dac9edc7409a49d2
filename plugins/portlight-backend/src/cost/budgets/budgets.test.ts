import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import {
  AuthorizeResult,
  type PermissionEvaluator,
} from '@backstage/plugin-permission-common';
import type {
  Budget,
  BudgetDefinition,
  BudgetInput,
  BudgetScope,
} from '@portlight/plugin-portlight-common';
import type { Knex } from 'knex';
import {
  clusterDocument,
  createTestFleet,
  testDatabases,
} from '../../__testUtils__';
import { SEES_EVERYTHING, type Visibility } from '../../permissions';
import { SqlCostReader } from '../store';
import { costs, OWNER, TODAY } from '../__testUtils__/budgetCosts';
import { writeDays } from '../__testUtils__/costDays';
import { BudgetCostReader } from './BudgetCostReader';
import { createBudgetHandlers } from './budgetHandlers';
import { BudgetStore } from './BudgetStore';

jest.setTimeout(60_000);

const databases = testDatabases();
const CONFIGURED: BudgetDefinition = {
  name: 'Configured',
  scope: { owner: OWNER },
  amount: 200,
  thresholds: [0.5, 1],
  notifyForecast: false,
  recipients: ['user:default/jo'],
};
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

  describe('of the configuration', () => {
    let before: BudgetStore;

    beforeEach(() => {
      before = store;
      store = new BudgetStore(knex, [CONFIGURED]);
    });

    afterEach(() => {
      store = before;
    });

    it('are read as others are, but not changed', async () => {
      await create({ name: 'Other', scope: { fleet: true }, amount: 1e6 });
      const [configured, other] = (await list()).items;
      expect(configured).toMatchObject({
        ...CONFIGURED,
        id: expect.stringMatching(/^configured-[\w-]{22}$/),
        source: 'configuration',
        editable: false,
        spent: 205,
        state: 'exceeded',
      });
      expect(configured).not.toHaveProperty('createdAt');
      expect(configured).not.toHaveProperty('createdBy');
      expect(other).toMatchObject({ source: 'portal', editable: true });
      const path = { id: configured.id };
      expect(
        await handlers().getBudget.answer(asking(SEES_EVERYTHING, { path })),
      ).toEqual(configured);
      const body = { name: 'Mine', scope: { owner: OWNER }, amount: 1 };
      for (const attempt of [
        () =>
          handlers().updateBudget.answer(
            asking(SEES_EVERYTHING, { path, body }),
          ),
        () => handlers().deleteBudget.answer(asking(SEES_EVERYTHING, { path })),
      ]) {
        await expect((async () => attempt())()).rejects.toMatchObject({
          code: 'not-editable',
          status: 409,
          message: expect.stringContaining('portlight.cost.budgets.monthly'),
        });
      }
      expect((await list()).items).toEqual([configured, other]);
    });

    it('have the same id in every replica and after a restart', async () => {
      const ids = async (...names: string[]) =>
        (
          await new BudgetStore(
            knex,
            names.map(name => ({ ...CONFIGURED, name })),
          ).list()
        ).map(({ id: of }) => of);
      const [a, b] = await ids('a', 'b');
      expect(await ids('b', 'c', 'a')).toEqual([b, expect.any(String), a]);
    });

    it('are seen by who sees all they are for', async () => {
      expect((await list(OWN)).total).toBe(1);
      expect((await list({ ...OWN, workloads: 'nothing' })).total).toBe(0);
    });
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

    it.each<[string, (path: { id: string }) => unknown]>([
      ['read', path => handlers().getBudget.answer(asking(OWN, { path }))],
      [
        'changed',
        path =>
          handlers().updateBudget.answer(
            asking(OWN, {
              path,
              body: { name: 'Mine', scope: { owner: OWNER }, amount: 1 },
            }),
          ),
      ],
      [
        'deleted',
        path => handlers().deleteBudget.answer(asking(OWN, { path })),
      ],
    ])('and %s by nobody else who knows its id', async (_, attempt) => {
      const answer = async (of: string) =>
        Promise.resolve(attempt({ id: of })).then(
          () => 'done',
          ({ code, message }) => [code, message.replace(of, 'ID')],
        );
      const { id: other } = await create({
        scope: { owner: 'group:default/payments' },
      });
      const [hidden] = (
        await new BudgetStore(knex, [
          { ...CONFIGURED, scope: { fleet: true } },
        ]).list()
      ).map(({ id: of }) => of);
      // The same words for one that is not there: nobody learns which there are.
      const none = await answer('00000000-0000-0000-0000-000000000000');
      expect(none).toEqual(['not-found', expect.any(String)]);
      expect(await answer(other)).toEqual(none);
      expect(await answer(hidden)).toEqual(none);
      expect(await store.get(other)).toMatchObject({ name: 'Budget' });
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
});
