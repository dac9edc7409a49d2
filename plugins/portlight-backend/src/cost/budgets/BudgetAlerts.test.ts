import { mockServices } from '@backstage/backend-test-utils';
import type { BudgetDefinition } from '@portlight/plugin-portlight-common';
import type { Knex } from 'knex';
import { createTestFleet, testDatabases } from '../../__testUtils__';
import type { Lease } from '../../inventory';
import { CHECKOUT, costs, OWNER, TODAY } from '../__testUtils__/budgetCosts';
import { daysUntil, writeDays } from '../__testUtils__/costDays';
import { SqlCostReader } from '../store';
import { BudgetAlerts, BUDGETS_PATH } from './BudgetAlerts';
import { BudgetCostReader } from './BudgetCostReader';
import { BudgetStore } from './BudgetStore';

jest.setTimeout(60_000);

const databases = testDatabases();
const HOUR = 60 * 60_000;
const BUDGET: BudgetDefinition = {
  name: 'Checkout',
  scope: { owner: OWNER },
  amount: 400,
  thresholds: [0.5, 0.8, 1],
  notifyForecast: true,
  recipients: [],
};

describe.each(databases.eachSupportedId())('budgets tell people on %s', id => {
  let knex: Knex;
  let store: BudgetStore;
  let costReader: BudgetCostReader;
  let now: number;

  beforeAll(async () => {
    ({ knex } = await createTestFleet(databases, id));
    store = new BudgetStore(knex);
    costReader = new BudgetCostReader({
      knex,
      reader: new SqlCostReader(knex),
      timeZone: 'UTC',
      now: () => now,
    });
  });

  beforeEach(async () => {
    now = Date.parse(`${TODAY}T12:30:00Z`);
    await knex('cost_budget_alerts').delete();
    await knex('cost_budgets').delete();
    await knex('cost_backfills').delete();
    await writeDays(knex, costs(), 12);
  });

  afterAll(() => knex.destroy());

  const send = jest.fn();
  const logger = mockServices.logger.mock();
  let lease: (Lease & { check: jest.Mock }) | undefined;

  beforeEach(() => {
    jest.resetAllMocks();
    lease = { check: jest.fn() } as never;
    send.mockResolvedValue(undefined);
  });

  const open = (of = store) =>
    new BudgetAlerts({
      knex,
      logger,
      store: of,
      costs: costReader,
      notifications: { send },
      currency: 'EUR',
      settings: { escalateTo: ['group:default/finance'], monthly: [] },
      taskLease: () => lease,
    });
  const budget = (amount: number, more = {}) =>
    store.create({ ...BUDGET, amount, ...more }, 'user:default/jo', 10);
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
    // 348.5 of 400, and 510 expected: somebody else should know, and both are said at once.
    expect(sent().slice(1)).toEqual([
      ['high', [OWNER, 'group:default/finance']],
    ]);
    expect(send.mock.calls[1][0].payload.description).toMatch(
      /^EUR 348.50 of EUR 400.00 \(87 %\) are spent in 2026-11; by its end EUR 510.00 are expected/,
    );
    await writeDays(knex, costs(20), 12);
    await open().look();
    await writeDays(knex, costs(1), 12);
    await open().look();
    await writeDays(knex, costs(20), 12);
    await open().look();
    expect(sent().slice(2)).toEqual([
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

  it('once of each in each month, over restarts and from month to month', async () => {
    const days = daysUntil('2026-12-31', 75);
    await writeDays(
      knex,
      days.map(day => ({ ...CHECKOUT, day, cost: 17 })),
    );
    await budget(400);
    // 510 to 527 in a month.
    for (const day of days.filter(name => name >= '2026-11-01')) {
      now = Date.parse(`${day}T23:59:00Z`);
      await open().look();
    }
    const scopes = send.mock.calls.map(([{ payload }]) =>
      payload.scope.split('/').slice(2).join(' '),
    );
    expect(scopes).toEqual(
      ['2026-11', '2026-12'].flatMap(month => [
        `${month} forecast 1`,
        `${month} spent 0.5`,
        `${month} spent 0.8`,
        `${month} spent 1`,
      ]),
    );
    // What was said in months that are over is forgotten.
    expect(await knex('cost_budget_alerts').distinct('month')).toEqual([
      { month: '2026-12' },
    ]);
  });

  describe('not while hours of the month are being computed afterwards', () => {
    const backfill = (row: object) =>
      knex('cost_backfills').insert({
        cluster: 'east',
        since: 0,
        until: now / 1000,
        requested_at: now,
        total: 100,
        done: 1,
        state: 'running',
        ...row,
      });

    it('but as soon as it is done', async () => {
      await budget(400);
      await backfill({});
      await open().look();
      expect(send).not.toHaveBeenCalled();
      expect(await store.alerts('2026-11')).toEqual([]);
      await knex('cost_backfills').update({ state: 'done' });
      await open().look();
      expect(send).toHaveBeenCalledTimes(1);
    });

    it.each<[string, (at: number) => object]>([
      ['failed', () => ({ state: 'failed' })],
      [
        'is of months before',
        () => ({ until: Date.parse('2026-11-01T00:00:00Z') / 1000 }),
      ],
      ['does not end', at => ({ requested_at: at - 6.1 * HOUR })],
    ])('where one %s, nothing waits for it', async (_, row) => {
      await budget(400);
      await backfill(row(now));
      await open().look();
      expect(send).toHaveBeenCalledTimes(1);
    });
  });

  describe('also of the configuration', () => {
    const configured = (...more: Partial<BudgetDefinition>[]) =>
      new BudgetStore(
        knex,
        more.map(each => ({ ...BUDGET, ...each })),
      );

    it('once, over restarts, and when one is gone and comes back', async () => {
      for (const each of [configured({}), configured({}), configured()]) {
        await open(each).look();
      }
      await open(configured({ name: 'Other', amount: 1e6 }, {})).look();
      expect(send).toHaveBeenCalledTimes(1);
      expect(send.mock.calls[0][0]).toMatchObject({
        recipients: { entityRef: [OWNER] },
        payload: {
          title: 'Budget "Checkout": 50 % is spent',
          scope: expect.stringMatching(
            /^portlight-budget\/configured-[\w-]{22}\/2026-11\/spent\/0.5$/,
          ),
        },
      });
    });

    it('again when another amount makes it new', async () => {
      await open(configured({})).look();
      await open(configured({ amount: 2_000 })).look();
      await open(configured({ amount: 410 })).look();
      expect(send).toHaveBeenCalledTimes(2);
    });

    it('nothing of one that has gone before it could be sent', async () => {
      send.mockRejectedValueOnce(new Error('not there'));
      await open(configured({})).look();
      await open(configured()).look();
      expect(send).toHaveBeenCalledTimes(1);
      await open(configured({})).look();
      expect(send).toHaveBeenCalledTimes(2);
    });
  });
});
