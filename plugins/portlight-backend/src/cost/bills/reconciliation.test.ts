import { Readable } from 'node:stream';
import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import type {
  BillImport,
  CostAccuracy,
} from '@portlight/plugin-portlight-common';
import type { Knex } from 'knex';
import { createTestFleet, testDatabases } from '../../__testUtils__';
import { SEES_EVERYTHING } from '../../permissions';
import { HOUR, testAttribution } from '../__testUtils__/testHours';
import { subjectsOf } from '../inputs';
import { HourComputer } from '../job';
import { createPrices, readPriceSettings, type Prices } from '../prices';
import { DEFAULT_COST_SETTINGS } from '../settings';
import {
  type ComputedHour,
  type CostLevel,
  SqlCostReader,
  SqlCostStore,
} from '../store';
import {
  DAY,
  NANOS,
  MONTH,
  REPORTS,
  COST,
  CLUSTERS,
  hourOf,
  CHARGES,
  BILLED,
  focus,
  spreadsheet,
  NOW,
} from './__testUtils__/october';
import { createBills } from './createBills';

jest.setTimeout(180_000);

const databases = testDatabases();

describe.each(databases.eachSupportedId())(
  'a month of a fleet and its bill on %s',
  id => {
    let knex: Knex;
    let store: SqlCostStore;
    let reader: SqlCostReader;
    let bills: ReturnType<typeof createBills>;
    let prices: Prices;
    let computer: HourComputer;
    const settings = {
      ...DEFAULT_COST_SETTINGS,
      timeZone: REPORTS.timeZone,
    };
    /** An hour that the portal only computes later. */
    const late = MONTH + 14 * DAY + 9 * HOUR;

    beforeAll(async () => {
      ({ knex } = await createTestFleet(databases, id));
      store = new SqlCostStore({ knex, settings });
      reader = new SqlCostReader(knex);
      bills = createBills({
        knex,
        auditor: mockServices.auditor.mock({
          createEvent: async () => ({
            success: async () => {},
            fail: async () => {},
          }),
        }),
        storage: { store, reader },
        currency: { currency: 'USD' },
        settings,
        now: () => NOW * 1000,
      });
      prices = createPrices({
        knex,
        logger: mockServices.logger.mock(),
        settings: readPriceSettings(new ConfigReader({ cost: COST })),
        providers: [],
        ...bills,
        now: () => NOW * 1000,
      });
      computer = new HourComputer({
        prices: prices.book,
        attribution: testAttribution(),
        settings,
      });
      for (const cluster of CLUSTERS) {
        for (let at = REPORTS.since; at < REPORTS.until; at += DAY) {
          await compute(
            cluster,
            Array.from({ length: 24 }, (_, index) => at + index * HOUR).filter(
              hour => hour !== late && hour < REPORTS.until,
            ),
          );
        }
        await store.rollUp(cluster, async () => {});
      }
    });

    afterAll(async () => {
      await prices?.stop();
      await knex?.destroy();
    });

    async function compute(cluster: string, hours: readonly number[]) {
      const computed: ComputedHour[] = [];
      for (const hour of hours) {
        computed.push(
          await computer.compute(hourOf(cluster, hour), subjectsOf([]), {
            source: 'mirror',
            details: false,
          }),
        );
      }
      await knex.transaction(trx => store.replaceHours(trx, cluster, computed));
    }

    async function importBill(text: string, name: string) {
      return (await bills.handlers.importBill.answer({
        query: { name },
        request: Object.assign(Readable.from([Buffer.from(text)]), {
          headers: {},
        }),
        visibility: SEES_EVERYTHING,
        credentials: mockCredentials.user('user:default/ada'),
      } as any)) as BillImport;
    }

    async function accuracy() {
      return (await bills.handlers.getCostAccuracy.answer({
        query: { window: 'lastmonth' },
        visibility: SEES_EVERYTHING,
      } as any)) as CostAccuracy;
    }

    async function deleteBills() {
      const { items } = (await bills.handlers.listBills.answer({
        visibility: SEES_EVERYTHING,
      } as any)) as { items: { id: string }[] };
      for (const bill of items) {
        await bills.handlers.deleteBill.answer({
          path: bill,
          visibility: SEES_EVERYTHING,
        } as any);
      }
    }

    /** Nanos by class and by whether it is of nodes, which is what a bill corrects. */
    async function sums(level: CostLevel) {
      const rows = await reader.totals({
        level,
        since: 0,
        until: NOW,
        by: ['class', 'priceKind'],
      });
      const of = (nodes: boolean, figure: (row: any) => number) =>
        rows
          .filter(row => (row.priceKind === 'node') === nodes)
          .reduce((sum, row) => sum + figure(row), 0);
      const modelled = (row: any) =>
        row.cpuCost +
        row.memoryCost +
        row.gpuCost +
        row.storageCost +
        row.loadBalancerCost +
        row.networkCost +
        row.otherCost;
      return {
        nodes: of(true, row => modelled(row) + row.adjustment),
        modelledNodes: of(true, modelled),
        others: of(false, row => modelled(row) + row.adjustment),
        classes: new Set(rows.map(row => row.class)),
      };
    }

    /** All money that there is; of hours only what they have together, for there are many. */
    async function everything() {
      const money = [
        'cpu_cost',
        'memory_cost',
        'gpu_cost',
        'storage_cost',
        'other_cost',
        'adjustment',
      ];
      const hours = ['at', 'cluster'];
      const rows = [
        await knex('cost_hours')
          .groupBy(hours)
          .orderBy(hours)
          .select(hours)
          .sum(Object.fromEntries(money.map(name => [name, name]))),
      ];
      const key = [...hours, 'attribution', 'scope', 'price'];
      for (const table of ['cost_days', 'cost_months']) {
        rows.push(
          await knex(table)
            .orderBy(key)
            .select(...key, ...money),
        );
      }
      return rows.map(table =>
        table.map(row => Object.values(row).map(Number).join(' ')),
      );
    }

    describe.each([
      ['a spreadsheet', 'csv', spreadsheet()],
      ['FOCUS 1.2', 'focus-1.2', focus('1.2')],
      ['FOCUS 1.3', 'focus-1.3', focus('1.3')],
    ])('as %s', (_title, format, text) => {
      it('are within 5 % before it is imported, and equal to the nano afterwards', async () => {
        const before = await everything();
        const plain = await sums('hour');
        expect(plain.classes).toEqual(
          new Set(['workload', 'idle', 'overhead', 'management-fee']),
        );
        const answer = await importBill(text, 'october');
        expect(answer).toMatchObject({
          stored: true,
          refused: 0,
          matched: CHARGES.length,
          bill: { format, clusters: CLUSTERS },
        });
        expect(Math.round(answer.billed * NANOS)).toBe(BILLED);

        const { items, sources } = await accuracy();
        expect(items.map(item => [item.cluster, item.month])).toEqual(
          CLUSTERS.map(cluster => [cluster, '2026-10']),
        );
        for (const { differenceBefore, differenceAfter } of items) {
          expect(Math.abs(differenceBefore!)).toBeLessThanOrEqual(0.05);
          // Otherwise this would prove nothing.
          expect(Math.abs(differenceBefore!)).toBeGreaterThan(0.005);
          expect(Math.abs(differenceAfter!)).toBeLessThanOrEqual(0.001);
        }
        expect(sources[0].source).toBe('bill');
        expect(sources.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(
          1,
          12,
        );

        for (const level of ['hour', 'day', 'month'] as const) {
          const { nodes, modelledNodes, others, classes } = await sums(level);
          expect(nodes).toBe(BILLED);
          expect(modelledNodes).toBe(plain.nodes);
          expect(others).toBe(plain.others);
          expect(classes).toEqual(plain.classes);
        }

        await deleteBills();
        expect(await everything()).toEqual(before);
        const [{ differenceAfter }] = (await accuracy()).items;
        expect(differenceAfter).toBeUndefined();
      });
    });

    it('take hours that are computed after the import in, at its factor', async () => {
      await importBill(focus('1.2'), 'october');
      await compute('aws', [late]);
      // At once, and not only when its day is made anew.
      const rows = await knex('cost_hours')
        .join('cost_prices', 'cost_prices.id', 'cost_hours.price')
        .where({ at: late, 'cost_prices.kind': 'node' })
        .whereNot('cpu_cost', 0)
        .select('adjustment');
      expect(rows.length).toBeGreaterThan(3);
      expect(rows.every(row => Number(row.adjustment) !== 0)).toBe(true);
      await store.rollUp('aws', async () => {});
      for (const level of ['hour', 'day', 'month'] as const) {
        expect((await sums(level)).nodes).toBe(BILLED);
      }
      await deleteBills();
      const left = await everything();
      // As if there had never been a bill.
      await compute('aws', [late]);
      await store.rollUp('aws', async () => {});
      expect(await everything()).toEqual(left);
      expect((await sums('month')).nodes).toBe(
        (await sums('hour')).modelledNodes,
      );
    });
  },
);
