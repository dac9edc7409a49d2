import { gzipSync } from 'node:zlib';
import { Readable } from 'node:stream';
import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import type {
  BillImport,
  CostHour,
  CurrencyOptions,
} from '@portlight/plugin-portlight-common';
import type { Knex } from 'knex';
import { createTestFleet, testDatabases } from '../../__testUtils__';
import { SEES_EVERYTHING, type Visibility } from '../../permissions';
import {
  BEGIN,
  HOUR,
  testAttribution,
  testHour,
  testPrices,
} from '../__testUtils__/testHours';
import { subjectsOf } from '../inputs';
import { HourComputer } from '../job';
import type { PriceBook } from '../prices';
import { DEFAULT_COST_SETTINGS } from '../settings';
import { type CostLevel, SqlCostReader, SqlCostStore } from '../store';
import { createBillHandlers } from './billHandlers';
import { BillStore } from './BillStore';

jest.setTimeout(180_000);

const DAY = 24 * HOUR;
const FIRST = BEGIN - (BEGIN % DAY) - 10 * DAY;
const NOW = BEGIN + 12 * HOUR;

const HEADER =
  'ChargePeriodStart,ChargePeriodEnd,ChargeCategory,ServiceCategory,EffectiveCost,BillingCurrency,PricingCategory,ResourceId,SkuPriceDetails,Tags';

interface Line {
  day: number;
  instanceType: string;
  spot: boolean;
  cost: number;
  cluster?: string;
}

function iso(at: number): string {
  return new Date(at * 1000).toISOString();
}

function csvOf(lines: readonly Line[]): string {
  return [
    HEADER,
    ...lines.map(({ day, instanceType, spot, cost, cluster = 'east' }) =>
      [
        iso(day),
        iso(day + DAY),
        'Usage',
        'Compute',
        cost,
        'USD',
        spot ? 'Dynamic' : 'Standard',
        '',
        `"{""InstanceType"":""${instanceType}""}"`,
        `"{""aws:eks:cluster-name"":""${cluster}""}"`,
      ].join(','),
    ),
  ].join('\n');
}

const databases = testDatabases();

describe.each(databases.eachSupportedId())('bills on %s', id => {
  let knex: Knex;
  let store: SqlCostStore;
  let reader: SqlCostReader;
  let bills: BillStore;

  beforeEach(async () => {
    ({ knex } = await createTestFleet(databases, id));
    store = new SqlCostStore({ knex, settings: DEFAULT_COST_SETTINGS });
    reader = new SqlCostReader(knex);
    bills = new BillStore({
      knex,
      store,
      settings: DEFAULT_COST_SETTINGS,
      now: () => NOW * 1000,
    });
  });

  afterEach(() => knex.destroy());

  async function compute(
    hours: readonly CostHour[],
    prices: PriceBook = testPrices(),
  ) {
    const computer = new HourComputer({
      prices: {
        // As the price book of the database does.
        forHour: async (cluster, hour, nodes) => {
          const plain = await prices.forHour(cluster, hour, nodes);
          const factors = await bills.factorsOf(cluster, hour);
          return {
            ...plain,
            node: node => {
              const price = plain.node(node);
              const factor = factors?.node(
                node.instanceType,
                node.capacityType,
              );
              return factor === undefined ? price : { ...price, factor };
            },
          };
        },
      },
      attribution: testAttribution(),
      settings: DEFAULT_COST_SETTINGS,
    });
    const writer = store;
    for (const hour of hours) {
      const computed = await computer.compute(hour, subjectsOf([]), {
        source: 'mirror',
        details: false,
      });
      await knex.transaction(trx =>
        writer.replaceHours(trx, hour.cluster, [computed]),
      );
    }
    await store.rollUp(hours[0].cluster, async () => {});
  }

  /** Some days of a cluster whose nodes are of two types and ways to buy. */
  function daysOf(days: number, cluster = 'east', nodes = 4): CostHour[] {
    return Array.from({ length: days * 24 }, (_, index) =>
      testHour({ cluster, hour: FIRST + index * HOUR, nodes, podsPerNode: 2 }),
    );
  }

  async function kinds(level: CostLevel = 'day') {
    const rows = await reader.totals({
      level,
      since: 0,
      until: 2 ** 31 - 1,
      by: ['at', 'cluster', 'instanceType', 'capacityType'],
      where: { priceKind: ['node'] },
    });
    return rows.map(row => ({
      ...row,
      modelled:
        (row.cpuCost + row.memoryCost + row.gpuCost + row.otherCost) / 1e9,
      reconciled:
        (row.cpuCost +
          row.memoryCost +
          row.gpuCost +
          row.otherCost +
          row.adjustment) /
        1e9,
    }));
  }

  /** A bill of what ran, whose prices are off by up to 5 % from those that were modelled, other for each kind and day. */
  async function trueBill(): Promise<Line[]> {
    return (await kinds()).map((row, index) => ({
      day: row.at!,
      cluster: row.cluster,
      instanceType: row.instanceType!,
      spot: row.capacityType === 'spot',
      cost: row.modelled * (0.95 + (index % 11) / 100),
    }));
  }

  async function everything(level: CostLevel) {
    const rows = await knex(
      { hour: 'cost_hours', day: 'cost_days', month: 'cost_months' }[level],
    ).orderBy(['at', 'cluster', 'attribution', 'scope', 'price']);
    return rows.map(row => ({ ...row, adjustment: Number(row.adjustment) }));
  }

  function handlers(currency: CurrencyOptions = { currency: 'USD' }) {
    return createBillHandlers({
      knex,
      auditor: mockServices.auditor.mock({
        createEvent: async () => ({
          success: async () => {},
          fail: async () => {},
        }),
      }),
      store: bills,
      reader,
      currency,
      settings: DEFAULT_COST_SETTINGS,
      now: () => NOW * 1000,
    });
  }

  async function importBill(
    text: string | Buffer,
    query: { name?: string; dryRun?: boolean; column?: string[] } = {},
    {
      visibility = SEES_EVERYTHING,
      headers = {},
      currency,
    }: {
      visibility?: Visibility;
      headers?: Record<string, string>;
      currency?: CurrencyOptions;
    } = {},
  ): Promise<BillImport> {
    const request = Object.assign(Readable.from([Buffer.from(text)]), {
      headers,
    });
    return (await handlers(currency).importBill.answer({
      query,
      request,
      visibility,
      credentials: mockCredentials.user('user:default/ada'),
    } as any)) as BillImport;
  }

  const listBills = async (visibility = SEES_EVERYTHING) =>
    (
      (await handlers().listBills.answer({ visibility } as any)) as {
        items: { id: string; name: string; clusters: string[] }[];
      }
    ).items;

  const deleteBill = (billId: string, visibility = SEES_EVERYTHING) =>
    handlers().deleteBill.answer({
      path: { id: billId },
      visibility,
    } as any);

  it('bring costs that are within 5 % of them to within 0.1 %, at all levels', async () => {
    await compute(daysOf(3));
    const lines = await trueBill();
    const answer = await importBill(csvOf(lines), { name: 'november' });
    expect(answer).toMatchObject({
      stored: true,
      refused: 0,
      matched: lines.length,
      errors: [],
      notices: [],
      bill: {
        name: 'november',
        format: 'focus-1.2',
        clusters: ['east'],
        importedBy: 'user:default/ada',
      },
    });
    expect(Math.abs(answer.differenceBefore!)).toBeLessThan(0.05);
    const billed = lines.reduce((sum, { cost }) => sum + cost, 0);
    for (const level of ['hour', 'day', 'month'] as const) {
      const reconciled = (await kinds(level)).reduce(
        (sum, row) => sum + row.reconciled,
        0,
      );
      expect(Math.abs(reconciled / billed - 1)).toBeLessThan(1e-6);
    }
    for (const row of await kinds()) {
      const line = lines.find(
        each =>
          each.day === row.at &&
          each.instanceType === row.instanceType &&
          each.spot === (row.capacityType === 'spot'),
      )!;
      expect(Math.abs(row.reconciled / line.cost - 1)).toBeLessThan(1e-6);
    }
    const accuracy: any = await handlers().getCostAccuracy.answer({
      query: { window: '30d' },
      visibility: SEES_EVERYTHING,
    } as any);
    expect(accuracy.items).toEqual([
      expect.objectContaining({
        cluster: 'east',
        month: '2026-11',
        computedHours: 72,
      }),
    ]);
    const [{ differenceBefore, differenceAfter }] = accuracy.items;
    expect(Math.abs(differenceBefore)).toBeLessThanOrEqual(0.05);
    expect(Math.abs(differenceBefore)).toBeGreaterThan(0.001);
    expect(Math.abs(differenceAfter)).toBeLessThan(0.001);
    expect(accuracy.factors[0]).toMatchObject({ bill: 'november' });
    const shares = accuracy.sources.map(
      ({ source, share }: { source: string; share: number }) => [source, share],
    );
    expect(shares.map(([source]: [string]) => source).sort()).toEqual([
      'bill',
      'custom',
    ]);
    expect(
      shares.reduce(
        (sum: number, [, share]: [string, number]) => sum + share,
        0,
      ),
    ).toBeCloseTo(1, 9);
  });

  it('are the same imported twice, and leave nothing behind when they are deleted', async () => {
    await compute(daysOf(2));
    const before = await everything('month');
    const text = csvOf(await trueBill());
    await importBill(text, { name: 'a' });
    const once = [await everything('hour'), await everything('month')];
    await importBill(text, { name: 'a' });
    expect([await everything('hour'), await everything('month')]).toEqual(once);
    expect(once[1]).not.toEqual(before);
    const [bill] = await listBills();
    await deleteBill(bill.id);
    expect(await everything('month')).toEqual(before);
    expect(await listBills()).toEqual([]);
    expect(await knex('bill_factors')).toEqual([]);
    await expect(deleteBill(bill.id)).rejects.toMatchObject({ status: 404 });
  });

  it('hold for hours that are computed again, with more or less than before', async () => {
    const hours = daysOf(2);
    await compute(hours);
    const lines = await trueBill();
    await importBill(csvOf(lines), { name: 'a' });
    await compute([
      testHour({ hour: FIRST + 5 * HOUR, nodes: 2, podsPerNode: 1 }),
    ]);
    for (const row of await kinds()) {
      const line = lines.find(
        each =>
          each.day === row.at &&
          each.instanceType === row.instanceType &&
          each.spot === (row.capacityType === 'spot'),
      )!;
      expect(Math.abs(row.reconciled / line.cost - 1)).toBeLessThan(1e-6);
    }
  });

  it('correct days whose hours are gone by now', async () => {
    await compute(daysOf(1));
    const lines = await trueBill();
    await knex('cost_periods').where({ level: 'day' }).update({ sealed: true });
    await knex('cost_hours').delete();
    await importBill(csvOf(lines), { name: 'late' });
    const billed = lines.reduce((sum, { cost }) => sum + cost, 0);
    for (const level of ['day', 'month'] as const) {
      const sum = (await kinds(level)).reduce(
        (all, row) => all + row.reconciled,
        0,
      );
      expect(Math.abs(sum / billed - 1)).toBeLessThan(1e-6);
    }
  });

  it('are applied by whoever makes the days, where the import was cut short', async () => {
    await compute(daysOf(1));
    const lines = await trueBill();
    jest.spyOn(store, 'rollUp').mockRejectedValueOnce(new Error('killed'));
    await expect(importBill(csvOf(lines), { name: 'a' })).rejects.toThrow();
    await store.rollUp('east', async () => {});
    const billed = lines.reduce((sum, { cost }) => sum + cost, 0);
    const sum = (await kinds()).reduce((all, row) => all + row.reconciled, 0);
    expect(Math.abs(sum / billed - 1)).toBeLessThan(1e-6);
  });

  it('that are only tried do nothing, and say what they would do', async () => {
    await compute(daysOf(1));
    const before = await everything('month');
    const answer = await importBill(csvOf(await trueBill()), { dryRun: true });
    expect(answer.stored).toBe(false);
    expect(answer.factors.length).toBeGreaterThan(1);
    expect(Math.abs(answer.differenceAfter!)).toBeLessThan(1e-6);
    expect(await everything('month')).toEqual(before);
    expect(await listBills()).toEqual([]);
  });

  it('with a wrong line do nothing, and say which', async () => {
    await compute(daysOf(1));
    const lines = csvOf(await trueBill()).split('\n');
    lines[2] = lines[2].replace('USD', 'EUR');
    const answer = await importBill(lines.join('\n'));
    expect(answer).toMatchObject({
      stored: false,
      refused: 1,
      errors: [
        {
          line: 3,
          column: 'BillingCurrency',
          code: 'invalid-line',
          message: expect.stringContaining('portlight.cost.exchangeRates.EUR'),
        },
      ],
    });
    expect(await listBills()).toEqual([]);
    const converted = await importBill(
      lines.join('\n'),
      {},
      { currency: { currency: 'USD', exchangeRates: { EUR: 1 } } },
    );
    expect(converted).toMatchObject({
      stored: true,
      bill: { name: 'focus-1.2 2026-11' },
    });
  });

  it('of other months, clusters and things are left out, with a notice each', async () => {
    await compute(daysOf(1));
    const [line] = await trueBill();
    const answer = await importBill(
      `${csvOf([
        line,
        { ...line, day: line.day - 100 * DAY },
        { ...line, cluster: 'nowhere' },
        { ...line, instanceType: 'x9.huge' },
      ])}\n${iso(FIRST)},${iso(FIRST + DAY)},Tax,,5,USD,,,,\n`,
    );
    expect(answer).toMatchObject({ lines: 5, matched: 2, otherMonths: 1 });
    expect(answer.notices.map(({ code }) => code)).toEqual([
      'not-nodes',
      'unknown-machines',
      'other-months',
      'not-modelled',
    ]);
    expect(answer.notices[1].message).toContain('nowhere');
  });

  it('find nodes by their machines, weeks later', async () => {
    await compute(daysOf(1));
    const [node] = testHour().nodes;
    await bills.note('east', FIRST, [
      { ...node, providerId: 'aws:///a/i-0123456789abcdef0' },
    ]);
    const answer = await importBill(
      `date,cost,resource id\n${iso(FIRST).slice(
        0,
        10,
      )},7.5,i-0123456789abcdef0\n`,
      { name: 'aws' },
    );
    expect(answer).toMatchObject({ matched: 1, billed: 7.5 });
    expect(answer.factors).toMatchObject([
      { instanceType: 'm5.xlarge', capacityType: 'on-demand', billed: 7.5 },
    ]);
  });

  it('that overlap with another one are refused, not added', async () => {
    await compute(daysOf(1));
    const text = csvOf(await trueBill());
    await importBill(text, { name: 'a' });
    await expect(importBill(text, { name: 'b' })).rejects.toMatchObject({
      status: 409,
      code: 'bill-overlaps',
      message: expect.stringContaining('«a»'),
    });
  });

  it('take columns that the caller names, semicolons and gzip', async () => {
    await compute(daysOf(1));
    const day = iso(FIRST).slice(0, 10);
    const text = `Tag;Betrag;Cluster;Typ\n${day};12,5;east;m5.large\n`;
    await expect(importBill(text, { column: ['Tag'] })).rejects.toMatchObject({
      status: 400,
    });
    expect((await importBill(text, {})).errors.map(({ line }) => line)).toEqual(
      [1, 1],
    );
    const column = ['start=Tag', 'cost=Betrag', 'instanceType=Typ'];
    expect(
      await importBill(
        gzipSync(text),
        { column },
        { headers: { 'content-encoding': 'gzip' } },
      ),
    ).toMatchObject({ stored: true, billed: 12.5 });
  });

  it('of clusters that are not all visible are nobody else’s', async () => {
    await compute(daysOf(1));
    await compute(daysOf(1, 'west'));
    const text = csvOf(await trueBill());
    await importBill(text, { name: 'a' });
    const onlyEast: Visibility = {
      ...SEES_EVERYTHING,
      clusters: {
        filter: { property: 'name', values: ['east'] },
        negated: false,
      } as any,
    };
    const [bill] = await listBills();
    expect(bill.clusters).toEqual(['east', 'west']);
    expect(await listBills(onlyEast)).toEqual([]);
    await expect(deleteBill(bill.id, onlyEast)).rejects.toMatchObject({
      status: 404,
    });
    await expect(
      importBill(text, { name: 'a' }, { visibility: onlyEast }),
    ).rejects.toMatchObject({ status: 409 });
  });
});
