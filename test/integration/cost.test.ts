import type { CostReport, CostWork } from '@portlight/plugin-portlight-common';
import { describeWith, type Part } from '../parts';
import { viewerHeader } from './cost/access';
import {
  comparable,
  inNanos,
  nanos,
  shortName,
  sum,
  totals,
} from './cost/amounts';
import { CostRun } from './cost/CostRun';
import { parseCsv } from './cost/csv';
import {
  type ExpectedRow,
  LATER,
  NAMESPACES,
  OTHER_ROWS,
  TOTAL,
  WORKLOAD_ROWS,
} from './cost/expected';
import { HOUR } from './cost/scenario';
import { DATABASES } from './databases';

const GIB = 2 ** 30;
/** What is nobody's, or somebody else's than the viewer's. */
const HIDDEN =
  /lake|system\/|agent|saver|reader|analytics|cc-2|__idle__|__overhead__|fee/i;

const others = Object.fromEntries(
  OTHER_ROWS.map(({ name, total }) => [name, total]),
);
const { 'lake/__unmounted__': unmounted, ...ofTheCluster } = others;

const PARTS: Part[] = [
  'kubernetes',
  'prometheus',
  ...DATABASES.flatMap(({ parts }) => parts),
];

describeWith(PARTS, 'an hour of a real cluster, from pods to euros', () => {
  const run = new CostRun();

  beforeAll(() => run.begin(), 180_000);
  afterAll(() => run.end(), 60_000);

  const windowOf = (since: number, until: number) => `window=${since},${until}`;
  const hourWindow = () => windowOf(run.hour, run.hour + HOUR);

  describe.each(DATABASES.map(({ name }) => name))('on %s', database => {
    const get = (path: string) => run.portal(database).get(path);
    const report = (parameters: string): Promise<CostReport> =>
      get(`/fleet/costs?${hourWindow()}&${parameters}`);
    const file = async (parameters: string) =>
      parseCsv(
        await (
          await run
            .portal(database)
            .request(`/fleet/costs/export?${hourWindow()}&${parameters}`)
        ).text(),
      );

    it('is complete', async () => {
      const { items } = await get('/fleet/costs/jobs');
      expect(items).toEqual([
        expect.objectContaining({
          cluster: run.cluster,
          complete: 1,
          incomplete: 0,
          missing: 0,
          usage: 'complete',
          reasons: [],
        }),
      ]);
    });

    it('costs what its nodes, volumes, load balancer and fee cost', async () => {
      const { currency, total, items, coverage, sources } = await report('');
      expect(currency).toBe('EUR');
      expect(nanos(total.amounts.total)).toBe(nanos(TOTAL));
      expect(sum(items.map(({ amounts }) => nanos(amounts.total)))).toBe(
        nanos(TOTAL),
      );
      expect(coverage).toMatchObject({
        expected: 1,
        computed: 1,
        incomplete: 0,
      });
      expect(sources).toMatchObject([{ source: 'custom', share: 1 }]);
    });

    it('is divided among workloads as reckoned by hand', async () => {
      const { items } = await report('aggregate=namespace,workload');
      const rows = new Map(
        items.map(({ name, amounts }) => [shortName(name), amounts]),
      );
      const expected = [...WORKLOAD_ROWS, ...OTHER_ROWS];
      expect([...rows.keys()].sort()).toEqual(
        expected.map(({ name }) => name).sort(),
      );
      const amountsOf = (row: ExpectedRow) => {
        const { cpu, memory, storage, loadBalancer, other, total } = {
          ...{ cpu: 0, memory: 0, storage: 0, loadBalancer: 0, other: 0 },
          ...row,
        };
        return [cpu, memory, storage, loadBalancer, other, total].map(nanos);
      };
      for (const row of expected) {
        const { gpu, network, shared, idle, adjustment, ...amounts } = rows.get(
          row.name,
        )!;
        expect([row.name, ...amountsOf({ ...amounts, name: '' })]).toEqual([
          row.name,
          ...amountsOf(row),
        ]);
        expect([gpu, network, shared, idle, adjustment]).toEqual(
          Array(5).fill(0),
        );
      }
    });

    const { shop, lake, system } = NAMESPACES;
    const web = WORKLOAD_ROWS[0].total;

    it.each<[string, Record<string, number>]>([
      [
        'namespace',
        { ...NAMESPACES, 'lake/__unmounted__': unmounted, ...ofTheCluster },
      ],
      [
        'owner',
        {
          'group:default/commerce': web,
          'group:default/storefront': shop - web,
          'group:default/analytics': lake,
          'group:default/analytics/__unmounted__': unmounted,
          __unallocated__: system,
          ...ofTheCluster,
        },
      ],
      [
        'system',
        {
          'system:default/shop': web,
          __unallocated__: shop - web + lake + system,
          __unmounted__: unmounted,
          ...ofTheCluster,
        },
      ],
      [
        'costCenter',
        {
          'cc-1': shop,
          'cc-2': lake,
          'cc-2/__unmounted__': unmounted,
          __unallocated__: system,
          ...ofTheCluster,
        },
      ],
    ])('is divided by %s', async (aggregate, expected) => {
      const { items } = await report(`aggregate=${aggregate}`);
      expect(totals(items)).toEqual(inNanos(expected));
    });

    it('shares idle cost without losing any', async () => {
      const { items, total } = await report('aggregate=namespace&idle=share');
      expect(nanos(total.amounts.total)).toBe(nanos(TOTAL));
      expect(sum(items.map(({ amounts }) => nanos(amounts.total)))).toBe(
        nanos(TOTAL),
      );
      expect(sum(items.map(({ amounts }) => nanos(amounts.idle)))).toBe(
        nanos(others.__idle__),
      );
    });

    it('shows its work', async () => {
      const work: CostWork = await get(`/fleet/costs/work?${hourWindow()}`);
      for (const { quantity, unitPrice, cost } of work.lines) {
        expect(quantity * unitPrice).toBeCloseTo(cost, 8);
      }
      expect(sum(work.lines.map(({ cost }) => nanos(cost)))).toBe(nanos(TOTAL));
      const line = (workload: string, resource: string) =>
        work.lines.find(
          each => each.workload === workload && each.resource === resource,
        );
      const near = (value: number) => expect.closeTo(value, 12);
      expect(line('web', 'cpu')).toMatchObject({
        quantity: near(1.5),
        unit: 'core-hour',
        unitPrice: near(0.05),
        nodeHourly: 0.3,
        instanceType: 'm.large',
        capacityType: 'on-demand',
        priceSource: 'custom',
      });
      expect(line('web', 'loadBalancer')).toMatchObject({
        quantity: 1,
        unit: 'hour',
        unitPrice: 0.03,
      });
      expect(line('report', 'memory')).toMatchObject({
        quantity: near(0.5 * GIB),
        unit: 'byte-hour',
        unitPrice: near(0.005 / GIB),
        nodeHourly: 0.12,
        capacityType: 'spot',
      });
      expect(line('reader', 'storage')).toMatchObject({
        quantity: near(7.5 * GIB),
        unitPrice: near(0.0002 / GIB),
      });
    });

    it('shows the work of a pod that is gone', async () => {
      const { lines }: CostWork = await get(
        `/fleet/costs/work?${hourWindow()}&aggregate=pod`,
      );
      const own = lines.filter(({ pod }) => pod === 'adhoc');
      expect(
        Object.fromEntries(own.map(({ resource, cost }) => [resource, cost])),
      ).toEqual({ cpu: 0.003125, memory: 0.003125, storage: 0.0005 });
    });

    it('is written as CSV', async () => {
      const rows = await file('format=csv&aggregate=namespace');
      expect(
        Object.fromEntries(
          rows
            .filter(({ class: name }) => name === 'workload')
            .map(({ namespace, total }) => [namespace, nanos(Number(total))]),
        ),
      ).toEqual(inNanos(NAMESPACES));
      expect(sum(rows.map(({ total }) => nanos(Number(total))))).toBe(
        nanos(TOTAL),
      );
      expect(new Set(rows.map(({ currency }) => currency))).toEqual(
        new Set(['EUR']),
      );
    });

    it.each(['1.2', '1.3'])('is written as FOCUS %s', async version => {
      const rows = await file(`format=focus-${version}`);
      expect(sum(rows.map(row => nanos(Number(row.EffectiveCost))))).toBe(
        nanos(TOTAL),
      );
      const iso = (at: number) =>
        new Date(at * 1000).toISOString().replace('.000Z', 'Z');
      for (const row of rows) {
        expect(row).toMatchObject({
          BillingCurrency: 'EUR',
          ChargePeriodStart: iso(run.hour),
          ChargePeriodEnd: iso(run.hour + HOUR),
        });
      }
      const resource = version === '1.3' ? 'AllocatedResourceId' : 'ResourceId';
      const ofWeb = rows.filter(row =>
        row[resource].endsWith('/shop/Deployment/web'),
      );
      expect(
        Object.fromEntries(
          ofWeb.map(row => [row.SkuMeter, nanos(Number(row.EffectiveCost))]),
        ),
      ).toEqual(inNanos({ cpu: 0.075, memory: 0.0375, loadBalancer: 0.03 }));
    });

    it("is answered in OpenCost's shape", async () => {
      const { data: sets } = await get(
        `/allocation?${hourWindow()}&aggregate=namespace&includeIdle=true&accumulate=true`,
      );
      const amounts = Object.fromEntries(
        Object.values<any>(sets[0]).map(({ name, totalCost }) => [
          name,
          totalCost,
        ]),
      );
      // As there: what nodes keep is idle, volumes that nothing mounts are their namespace's, and fees are no allocation.
      expect(inNanos(amounts)).toEqual(
        inNanos({
          ...NAMESPACES,
          lake: lake + unmounted,
          __idle__: others.__idle__ + others.__overhead__,
        }),
      );
    });

    it('shows a viewer of one namespace that one and nothing else', async () => {
      const ask = async (path: string) =>
        (
          await fetch(`${run.portal(database).url}${path}`, {
            headers: { authorization: viewerHeader() },
          })
        ).text();
      const costs: CostReport = JSON.parse(
        await ask(`/fleet/costs?${hourWindow()}&aggregate=namespace`),
      );
      expect(totals(costs.items)).toEqual(inNanos({ shop }));
      expect(nanos(costs.total.amounts.total)).toBe(nanos(shop));
      expect(costs.notices.map(({ code }) => code)).toContain('restricted');
      const paths = [
        ...['namespace', 'namespace,workload', 'owner', 'pod', 'node'].map(
          aggregate => `/fleet/costs?${hourWindow()}&aggregate=${aggregate}`,
        ),
        `/fleet/costs/work?${hourWindow()}`,
        `/fleet/costs/work?${hourWindow()}&aggregate=pod`,
        `/fleet/costs/export?${hourWindow()}&format=csv&aggregate=namespace`,
        `/fleet/costs/export?${hourWindow()}&format=focus-1.3`,
        `/allocation?${hourWindow()}&aggregate=namespace&includeIdle=true`,
      ];
      for (const path of paths) {
        const answer = await ask(path);
        expect([path, answer.includes('shop') || path]).toEqual([path, true]);
        expect([path, answer.match(HIDDEN)?.[0]]).toEqual([path, undefined]);
      }
    });
  });

  describe('after six hours without a portal', () => {
    const DOWN = 6;
    /** What does not depend on the time at which it is asked. */
    const PATHS = () => [
      ...['workload', 'owner', 'pod', 'container', 'node'].map(
        aggregate => `/fleet/costs?${hourWindow()}&aggregate=${aggregate}`,
      ),
      `/fleet/costs/work?${hourWindow()}`,
      `/allocation?${hourWindow()}&aggregate=pod&includeIdle=true`,
    ];
    const ask = (database: string) =>
      Promise.all(
        PATHS().map(async path => {
          const answer = await run.portal(database).get(path);
          const { forecast, monthToDate, previousMonth, ...rest } = answer;
          delete rest.coverage?.computedUntil;
          return comparable(rest);
        }),
      );
    const before = new Map<string, unknown[]>();

    beforeAll(async () => {
      for (const { name } of DATABASES) before.set(name, await ask(name));
      await run.leave();
      await run.comeBack(run.hour + HOUR + DOWN * HOUR);
    }, 120_000);

    describe.each(DATABASES.map(({ name }) => name))('on %s', database => {
      it('the hour was computed again and is the same', async () => {
        const { computed_at: at } = await run
          .knex(database)('cost_runs')
          .where({ at: run.hour })
          .first('computed_at');
        expect(at).toBeGreaterThan(run.hour + (1 + DOWN) * HOUR);
        expect(await ask(database)).toEqual(before.get(database));
      });

      it('the hours since were caught up, by requests, and say so', async () => {
        const portal = run.portal(database);
        const window = windowOf(run.hour + HOUR, run.hour + HOUR + DOWN * HOUR);
        const costs: CostReport = await portal.get(
          `/fleet/costs?${window}&aggregate=namespace,workload`,
        );
        expect(totals(costs.items)).toEqual(
          inNanos(
            Object.fromEntries(
              Object.entries(LATER).map(([name, cost]) => [name, DOWN * cost]),
            ),
          ),
        );
        expect(costs.coverage).toMatchObject({
          expected: DOWN,
          computed: DOWN,
          incomplete: 0,
        });
        expect(costs.notices).toEqual([
          {
            code: 'requests-only',
            message: expect.stringMatching(/^No usage was measured/),
          },
        ]);
        const { items } = await portal.get('/fleet/costs/jobs');
        expect(items).toMatchObject([
          { complete: 1 + DOWN, missing: 0, usage: 'requests-only' },
        ]);
      });
    });
  });
});
