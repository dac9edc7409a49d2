import type {
  CostItem,
  CostReport,
  SharingOptions,
} from '@portlight/plugin-portlight-common';
import type { Knex } from 'knex';
import {
  clusterDocument,
  createTestFleet,
  testDatabases,
} from '../../__testUtils__';
import type {
  FileStream,
  OperationId,
  OperationRequest,
} from '../../api/operations';
import { SEES_EVERYTHING, type Visibility } from '../../permissions';
import {
  HOUR,
  testAttribution,
  testHour,
  testPrices,
} from '../__testUtils__/testHours';
import { subjectsOf } from '../inputs';
import { HourComputer } from '../job';
import { DEFAULT_COST_SETTINGS } from '../settings';
import { SqlCostReader, SqlCostStore } from '../store';
import { createCostReadHandlers } from './createCostReadHandlers';
import { DEFAULT_SHARING } from './readSharingSettings';

jest.setTimeout(60_000);

const databases = testDatabases();

/** Four days, the last of them until noon. */
const NOW = Date.UTC(2026, 10, 21, 12, 20);
const FIRST = Date.UTC(2026, 10, 18) / 1000;
const HOURS = 84;
const CLUSTERS = ['east', 'west'];

/** As a policy narrows team-0 to what it owns. */
const OF_TEAM: Visibility = {
  ...SEES_EVERYTHING,
  namespaces: 'nothing',
  workloads: {
    filter: { property: 'owner', values: ['group:default/team-0'] },
    negated: false,
  },
};
/** As a policy narrows somebody to the cluster that they run. */
const OF_CLUSTER: Visibility = {
  ...SEES_EVERYTHING,
  clusters: { filter: { property: 'name', values: ['west'] }, negated: false },
};

const near = (value: number) => expect.closeTo(value, 9);
const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);

describe.each(databases.eachSupportedId())('reports of costs on %s', id => {
  let knex: Knex;
  let total: number;

  beforeAll(async () => {
    const fleet = await createTestFleet(databases, id);
    knex = fleet.knex;
    const settings = DEFAULT_COST_SETTINGS;
    const store = new SqlCostStore({ knex, settings });
    const computer = new HourComputer({
      prices: testPrices(1.1),
      attribution: testAttribution(),
      settings,
    });
    for (const name of CLUSTERS) {
      await fleet.write(clusterDocument(name));
      const hours = await Promise.all(
        Array.from({ length: HOURS }, (_, index) =>
          computer.compute(
            testHour({
              cluster: name,
              hour: FIRST + index * HOUR,
              nodes: name === 'east' ? 2 : 3,
            }),
            subjectsOf([]),
            // Details of the last day only.
            { source: 'mirror', details: index >= 72 },
          ),
        ),
      );
      await knex.transaction(trx => store.replaceHours(trx, name, hours));
      await store.rollUp(name, async () => {});
    }
    const [all] = await knex('cost_hours').select(
      knex.raw(
        'sum(cpu_cost + memory_cost + gpu_cost + storage_cost + load_balancer_cost + network_cost + other_cost + adjustment) as total',
      ),
    );
    total = Number(all.total) / 1e9;
  });

  afterAll(() => knex.destroy());

  function ask<Id extends OperationId>(
    operation: Id,
    request: {
      query?: object;
      path?: object;
      visibility?: Visibility;
      sharing?: Partial<SharingOptions>;
    },
  ) {
    const handlers = createCostReadHandlers({
      knex,
      reader: new SqlCostReader(knex),
      settings: {
        cost: DEFAULT_COST_SETTINGS,
        sharing: { ...DEFAULT_SHARING, ...request.sharing },
      },
      now: () => NOW,
    });
    const handler = handlers[operation as 'getFleetCosts'];
    return handler.answer({
      path: {},
      query: {},
      visibility: SEES_EVERYTHING,
      ...request,
    } as unknown as OperationRequest<'getFleetCosts'>) as Promise<unknown>;
  }

  const report = (query: object, visibility = SEES_EVERYTHING, more = {}) =>
    ask('getFleetCosts', {
      query,
      visibility,
      ...more,
    }) as Promise<CostReport>;

  const named = (items: readonly CostItem[], name: string) =>
    items.find(item => item.name === name)!;

  it.each([
    ['4d', ['cluster']],
    ['4d', ['all']],
    ['4d', ['namespace']],
    ['4d', ['owner', 'cluster']],
    ['4d', ['cluster', 'namespace', 'workload']],
    ['4d', ['kind']],
    ['4d', ['team']],
    ['4d', ['label:app']],
    ['4d', ['label:__proto__']],
    ['4d', ['label:app', 'namespace']],
    ['30d', ['owner']],
    ['85h', ['owner']],
    ['month', ['costCenter']],
    ['2026-11-18T00:00:00Z,2026-11-22T00:00:00Z', ['namespace']],
  ])('of %s by %j add up to what was stored', async (window, aggregate) => {
    const answer = await report({ window, aggregate });
    expect(answer.total.amounts.total).toEqual(near(total));
    expect(sum(answer.items.map(({ amounts }) => amounts.total))).toEqual(
      near(total),
    );
    expect(sum(answer.items.map(({ share }) => share))).toEqual(near(1));
    for (const item of [answer.total, ...answer.items]) {
      const { total: of, ...parts } = item.amounts;
      expect(sum(Object.values(parts))).toEqual(near(of));
      expect(sum(item.trend.map(cost => cost ?? 0))).toEqual(near(of));
      expect(item.trend).toHaveLength(answer.times.length);
    }
    expect(new Set(answer.items.map(({ name }) => name)).size).toBe(
      answer.items.length,
    );
  });

  it.each([['pod'], ['container'], ['node'], ['service'], ['namespace,pod']])(
    'by %s are those of the hours of which pods are known',
    async aggregate => {
      const [hours, pods] = await Promise.all([
        report({ window: '12h', aggregate: ['all'] }),
        report({ window: '12h', aggregate: [aggregate] }),
      ]);
      expect(pods.total.amounts.total).toBeGreaterThan(0);
      expect(pods.total.amounts.total).toEqual(near(hours.total.amounts.total));
      expect(pods.total.amounts.adjustment).toEqual(
        near(hours.total.amounts.adjustment),
      );
    },
  );

  it.each([['30d'], ['2026-11-18T00:00:00Z,2026-11-18T05:00:00Z']])(
    'by pod of %s say what to ask instead',
    async window => {
      await expect(report({ window, aggregate: ['pod'] })).rejects.toThrow(
        /known only of the last days/,
      );
    },
  );

  it('of a month have the days without any hour as gaps', async () => {
    const { total: all, times } = await report({ window: '7d' });
    expect(times).toHaveLength(7);
    expect(all.trend.map(cost => cost === null)).toEqual([
      true,
      true,
      true,
      false,
      false,
      false,
      false,
    ]);
  });

  it('share idle cost without changing the total, the same by day and by hour', async () => {
    const [separate, byDay, byHour, hidden] = await Promise.all([
      report({ window: '3d', aggregate: ['owner'] }),
      report({
        window: '3d',
        aggregate: ['owner'],
        idle: 'share',
        step: 'day',
      }),
      report({
        window: '3d',
        aggregate: ['owner'],
        idle: 'share',
        step: 'hour',
      }),
      report({ window: '3d', aggregate: ['owner'], idle: 'hide' }),
    ]);
    const idle = named(separate.items, '__idle__').amounts.total;
    expect(idle).toBeGreaterThan(0);
    expect(byDay.total.amounts.total).toEqual(
      near(separate.total.amounts.total),
    );
    expect(byDay.total.amounts.idle).toEqual(near(idle));
    expect(hidden.total.amounts.total).toEqual(
      near(separate.total.amounts.total - idle),
    );
    expect(byHour.step).toBe('hour');
    for (const item of byDay.items) {
      expect(named(byHour.items, item.name).amounts.total).toEqual(
        near(item.amounts.total),
      );
    }
  });

  it.each([
    ['owner:"group:default/team-1"', 'group:default/team-1'],
    ['namespace:"team-1"', 'group:default/team-1'],
    ['namespace!:"team-0"+class:"workload"', 'group:default/team-1'],
    ['label[app]~:"app"+owner~>:"team-1"', 'group:default/team-1'],
  ])('are filtered by %s without changing a row', async (filter, name) => {
    const query = {
      window: '4d',
      aggregate: ['owner'],
      idle: 'share',
      shareNamespaces: ['kube-system'],
      shareCost: 30,
    };
    const [all, filtered] = await Promise.all([
      report(query),
      report({ ...query, filter }),
    ]);
    const { share, ...row } = named(all.items, name);
    const { share: _, ...same } = named(filtered.items, name);
    expect(same.amounts.shared).toBeGreaterThan(0);
    expect(same.amounts.total).toEqual(near(row.amounts.total));
    expect(same.amounts.idle).toEqual(near(row.amounts.idle));
    expect(
      filtered.items.every(
        item => item.name === name || item.class !== 'workload',
      ),
    ).toBe(true);
    expect(share).toBeLessThan(1);
  });

  it('share namespaces and a flat cost', async () => {
    const query = { window: 'yesterday', aggregate: ['namespace'] };
    const [before, after] = await Promise.all([
      report(query),
      report({ ...query, shareNamespaces: ['team-0'], shareCost: 30 }),
    ]);
    expect(named(after.items, 'team-0')).toBeUndefined();
    expect(after.total.amounts.total).toEqual(
      near(before.total.amounts.total + 1),
    );
    expect(named(after.items, 'team-1').amounts.shared).toEqual(
      near(
        named(before.items, 'team-0').amounts.total +
          1 +
          (named(before.items, 'team-0/__unmounted__')?.amounts.total ?? 0),
      ),
    );
  });

  it.each<[OperationId, object, string]>([
    [
      'getNamespaceCosts',
      { cluster: 'east', namespace: 'team-0' },
      'cluster:"east"+namespace:"team-0"',
    ],
    ['getClusterCosts', { cluster: 'west' }, 'cluster:"west"'],
    [
      'getWorkloadCosts',
      {
        cluster: 'east',
        namespace: 'team-0',
        kind: 'Deployment',
        name: 'app-1',
      },
      'cluster:"east"+namespace:"team-0"+workload:"app-1"+kind:"Deployment"',
    ],
    [
      'getEntityCosts',
      { kind: 'Group', namespace: 'default', name: 'Team-0' },
      'owner:"group:default/team-0"',
    ],
  ])('of %s %j are those of the filter', async (operation, path, filter) => {
    const query = { window: '4d', idle: 'share' };
    const own = (await ask(operation, { path, query })) as CostReport;
    const fleet = await report({ ...query, aggregate: own.aggregate, filter });
    expect(own.total.amounts.total).toBeGreaterThan(0);
    expect(own.items).toEqual(fleet.items);
  });

  it('have what else a page tells', async () => {
    const answer = await report({ window: '2d', aggregate: ['owner'] });
    expect(answer).toMatchObject({
      currency: 'USD',
      timeZone: 'UTC',
      step: 'hour',
      window: {
        start: '2026-11-20T00:00:00.000Z',
        end: '2026-11-21T13:00:00.000Z',
        requested: '2d',
      },
      coverage: {
        expected: 72,
        computed: 72,
        incomplete: 0,
        computedUntil: '2026-11-21T12:00:00.000Z',
      },
      sources: [{ source: 'custom', version: '1', share: near(1) }],
      monthToDate: near(total),
      previousMonth: 0,
      notices: [],
    });
    expect(answer.forecast?.expected).toBeGreaterThan(total);
    // The two days before were as long.
    expect(answer.total.previousTotal).toBeGreaterThan(0);
    expect(named(answer.items, 'group:default/team-0')).toMatchObject({
      owner: 'group:default/team-0',
      key: [{ aggregate: 'owner', value: 'group:default/team-0' }],
      efficiency: { total: expect.any(Number) },
    });
  });

  it('cut off what is beyond the limit into one row', async () => {
    const query = {
      window: '4d',
      aggregate: ['cluster', 'namespace', 'workload'],
    };
    const [all, few] = await Promise.all([
      report(query),
      report({ ...query, limit: 2 }),
    ]);
    expect(few.items).toHaveLength(3);
    expect(few.count).toBe(all.items.length);
    expect(few.items[2]).toMatchObject({
      class: 'other',
      name: '__other__/__other__/__other__',
    });
    expect(sum(few.items.map(({ amounts }) => amounts.total))).toEqual(
      near(total),
    );
  });

  it.each([
    [{ window: 'nonsense' }, /is no window/],
    [{ window: '5d', aggregate: ['colour'] }, /not aggregated by `colour`/],
    [{ aggregate: ['annotation:team'] }, /not kept by annotations/],
    [{ filter: 'namespace:shop' }, /at character 11/],
    [{ filter: "namespace:\"x' or '1'='1\"; --" }, /at character/],
    [{ shareLabels: ['tier'] }, /name=value/],
    [
      { window: '12h', aggregate: ['pod'], shareSplit: 'even' },
      /not split evenly/,
    ],
    [{ window: '200d', step: 'hour' }, /more than 2000 steps/],
  ])('refuse %j', async (query, message) => {
    await expect(report(query)).rejects.toMatchObject({
      status: 400,
      message: expect.stringMatching(message),
    });
  });

  it('take hostile texts for what they are', async () => {
    const answer = await report({
      window: '4d',
      filter: 'namespace:"x\' or 1=1 --","__proto__"|label[__proto__]:"a"',
    });
    expect(answer.items).toEqual([]);
    expect(answer.total.amounts.total).toBe(0);
  });

  describe('of who sees a part', () => {
    it('have only that, with the same figures', async () => {
      const query = { window: '4d', aggregate: ['owner'], idle: 'share' };
      const [all, own] = await Promise.all([
        report(query),
        report(query, OF_TEAM),
      ]);
      expect(own.items.map(({ name }) => name)).toEqual([
        'group:default/team-0',
        ...(named(own.items, 'group:default/team-0/__unmounted__')
          ? ['group:default/team-0/__unmounted__']
          : []),
      ]);
      expect(named(own.items, 'group:default/team-0').amounts).toEqual(
        named(all.items, 'group:default/team-0').amounts,
      );
      expect(own.total.amounts.total).toBeLessThan(all.total.amounts.total);
      expect(own.notices).toContainEqual(
        expect.objectContaining({ code: 'restricted' }),
      );
      expect(JSON.stringify(own)).not.toContain('team-1');
    });

    it.each([['pod'], ['node'], ['label:app'], ['cluster']])(
      'by %s have nothing of others',
      async aggregate => {
        const query = { window: '12h', aggregate: [aggregate] };
        const own = await report(query, OF_TEAM);
        const filtered = await report({
          ...query,
          filter: 'owner:"group:default/team-0"',
        });
        expect(own.total.amounts).toEqual(filtered.total.amounts);
        expect(own.items.some(item => item.class === 'idle')).toBe(false);
        expect(own.sources.map(({ cost }) => cost)).toEqual(
          filtered.sources.map(({ cost }) => cost),
        );
      },
    );

    it('of one cluster has all of it', async () => {
      const own = await report(
        { window: '4d', aggregate: ['cluster'] },
        OF_CLUSTER,
      );
      const west = await report({ window: '4d', cluster: ['west'] });
      expect(own.items).toEqual(west.items);
      expect(JSON.stringify(own)).not.toContain('east');
      await expect(
        ask('getClusterCosts', {
          path: { cluster: 'east' },
          visibility: OF_CLUSTER,
        }),
      ).rejects.toMatchObject({ status: 404 });
    });

    it('cannot choose what is shared', async () => {
      await expect(
        report({ shareNamespaces: ['team-1'] }, OF_TEAM),
      ).rejects.toMatchObject({ status: 403 });
      const shared = await report({ window: '4d' }, OF_TEAM, {
        sharing: { monthlyCost: 30e9 },
      });
      expect(shared.total.amounts.shared).toBeGreaterThan(0);
    });

    it('see nothing where nothing is theirs', async () => {
      const none = await report(
        {},
        { ...SEES_EVERYTHING, workloads: 'nothing' },
      );
      expect(none.items).toEqual([]);
      const nowhere = await report(
        {},
        { ...SEES_EVERYTHING, clusters: 'nothing' },
      );
      expect(nowhere).toMatchObject({ items: [], coverage: { computed: 0 } });
    });
  });

  describe('show their work', () => {
    it.each([
      [{ window: '4d' }],
      [{ window: '4d', filter: 'namespace:"team-0"' }],
      [{ window: '12h', filter: 'namespace:"team-0"' }],
      [
        {
          window: '12h',
          aggregate: ['pod'],
          filter: 'namespace:"team-0"+class:"workload"',
        },
      ],
      [{ window: '12h', aggregate: ['node'], filter: 'class:"idle"' }],
    ])('of %j as products that add up', async query => {
      const work = (await ask('getCostWork', { query })) as {
        lines: {
          cost: number;
          modelled: number;
          quantity: number;
          unitPrice: number;
          factor?: number;
          pod?: string;
          node?: string;
        }[];
        total: { total: number };
        other: number;
        steps: string[];
      };
      expect(sum(work.lines.map(({ cost }) => cost)) + work.other).toEqual(
        expect.closeTo(work.total.total, 6),
      );
      expect(work.total.total).toBeGreaterThan(0);
      for (const line of work.lines) {
        expect(line.quantity * line.unitPrice).toEqual(
          expect.closeTo(line.modelled, 5),
        );
        expect(line.modelled * (line.factor ?? 1)).toEqual(near(line.cost));
      }
      expect(work.steps.join(' ')).toMatch(/core-hours were requested/);
      const ofPods = 'aggregate' in query && query.aggregate?.[0] === 'pod';
      expect(work.lines.every(({ pod }) => !ofPods || pod)).toBe(true);
    });

    it('only to who may see it', async () => {
      const work = (await ask('getCostWork', {
        query: { window: '4d' },
        visibility: OF_TEAM,
      })) as { lines: { namespace?: string; class: string }[] };
      expect(new Set(work.lines.map(({ namespace }) => namespace))).toEqual(
        new Set(['team-0']),
      );
    });
  });

  describe('as files', () => {
    const lines = async (query: object, visibility = SEES_EVERYTHING) => {
      const { file } = (await ask('exportCosts', {
        query,
        visibility,
      })) as FileStream;
      let text = '';
      for await (const chunk of file.chunks) text += chunk;
      return text.trimEnd().split('\r\n');
    };

    it('are the rows of the report', async () => {
      const [header, ...rows] = await lines({
        window: '4d',
        aggregate: ['namespace'],
      });
      expect(header).toMatch(/^start,end,currency,namespace,class,total,/);
      expect(sum(rows.map(row => Number(row.split(',')[5])))).toEqual(
        near(total),
      );
    });

    it.each(['focus-1.2', 'focus-1.3'])('are charges of %s', async format => {
      const [header, ...rows] = await lines({ window: '4d', format });
      const column = header.split(',').indexOf('EffectiveCost');
      // Tags are JSON with commas; costs stand before them in none but AllocatedMethodDetails.
      const costs = rows.map(row => {
        const fields = [...row.matchAll(/("(?:[^"]|"")*"|[^,]*)(?:,|$)/g)];
        return Number(fields[column][1]);
      });
      expect(sum(costs)).toEqual(expect.closeTo(total, 6));
      const own = await lines({ window: '4d', format }, OF_TEAM);
      expect(own.join()).not.toContain('team-1');
    });
  });

  describe("in OpenCost's shape", () => {
    type Answer = {
      code: number;
      data: Record<string, Record<string, number>>[];
    };
    const allocation = (query: object, visibility = SEES_EVERYTHING) =>
      ask('getAllocation', { query, visibility }) as Promise<Answer>;

    it('have one set a day', async () => {
      const { code, data } = await allocation({
        window: '4d',
        aggregate: 'namespace',
        step: '1d',
        accumulate: 'false',
      });
      expect(code).toBe(200);
      expect(data).toHaveLength(4);
      expect(Object.keys(data[0]).sort()).toEqual(['team-0', 'team-1']);
    });

    it('add up with what is idle, shared or not', async () => {
      const [
        {
          data: [separate],
        },
        {
          data: [shared],
        },
        fee,
      ] = await Promise.all([
        allocation({
          window: '4d',
          aggregate: 'namespace',
          accumulate: 'true',
          includeIdle: true,
        }),
        allocation({
          window: '4d',
          aggregate: 'namespace',
          accumulate: 'true',
          shareIdle: 'true',
        }),
        report({
          window: '4d',
          aggregate: ['all'],
          filter: 'class:"management-fee"',
        }),
      ]);
      const costs = (set: Answer['data'][0]) =>
        sum(Object.values(set).map(each => each.totalCost));
      expect(Object.keys(separate)).toContain('__idle__');
      expect(Object.keys(shared)).not.toContain('__idle__');
      expect(costs(separate)).toEqual(near(total - fee.total.amounts.total));
      expect(costs(shared)).toEqual(near(costs(separate)));
    });

    it('have a summary', async () => {
      expect(
        await ask('getAllocationSummary', {
          query: { window: '4d', aggregate: 'cluster', step: '1d' },
        }),
      ).toMatchObject({
        code: 200,
        data: {
          step: 86_400e9,
          sets: [{ allocations: { east: { name: 'east' } } }, {}, {}, {}],
        },
      });
    });

    it('are each container without an aggregate', async () => {
      const { data } = await allocation({ window: '12h' });
      expect(Object.keys(data[0])).toContain('east/node-0/team-0/app-0-0/main');
    });

    it.each([
      [{ window: '4d', idleByNode: true }, /by cluster, not by node/],
      [{ window: '4d', step: '1y' }, /is no step/],
      [{ window: '4d', shareIdle: 'even' }, /in proportion only/],
      [{ window: 'x' }, /is no window/],
    ])('refuse %j', async (query, message) => {
      await expect(allocation(query)).rejects.toThrow(message);
    });
  });
});
