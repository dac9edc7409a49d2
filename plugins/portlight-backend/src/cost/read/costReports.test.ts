import type { CostReport } from '@portlight/plugin-portlight-common';
import { testDatabases } from '../../__testUtils__';
import { SEES_EVERYTHING } from '../../permissions';
import type { OperationId } from '../../api/operations';
import {
  createTestReports,
  NOW,
  near,
  named,
  sum,
  type TestReports,
} from './__testUtils__/testReports';

jest.setTimeout(60_000);

const databases = testDatabases();

describe.each(databases.eachSupportedId())('reports of costs on %s', id => {
  let reports: TestReports;
  let total: number;
  const ask: TestReports['ask'] = (operation, request) =>
    reports.ask(operation, request);
  const report: TestReports['report'] = (query, visibility, more) =>
    reports.report(query, visibility, more);

  beforeAll(async () => {
    reports = await createTestReports(databases, id);
    total = reports.total;
  });

  afterAll(() => reports.knex.destroy());

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

  const DAY = 24 * 3600 * 1000;

  it.each<[string, string, number, object, RegExp]>([
    [
      'whole days where hours are kept no more',
      '2026-11-18T05:00:00Z,2026-11-19T05:00:00Z',
      100 * DAY,
      {
        step: 'day',
        window: {
          start: '2026-11-18T00:00:00.000Z',
          end: '2026-11-20T00:00:00.000Z',
        },
      },
      /by the hour are kept for \d+ days; this is answered by whole days/,
    ],
    [
      'whole months where days are kept no more',
      '2026-11-18T00:00:00Z,2026-11-20T00:00:00Z',
      1200 * DAY,
      {
        step: 'month',
        window: {
          start: '2026-11-01T00:00:00.000Z',
          end: '2026-12-01T00:00:00.000Z',
        },
      },
      /by the day are kept for \d+ days; this is answered by whole months/,
    ],
  ])('are of %s, and say so', async (_, window, later, expected, notice) => {
    const answer = await report({ window }, SEES_EVERYTHING, {
      now: NOW + later,
    });
    expect(answer).toMatchObject(expected);
    expect(answer.total.amounts.total).toBeGreaterThan(0);
    expect(answer.notices).toContainEqual({
      code: 'window-clamped',
      message: expect.stringMatching(notice),
    });
  });

  it.each<[string, object, number, RegExp]>([
    [
      'before the first hour',
      { window: '2026-01-01T00:00:00Z,2026-01-03T00:00:00Z' },
      NOW,
      /No hour of this time has been computed; the latest that is known ends at 2026-11-21T12/,
    ],
    [
      'long after the last',
      { window: '1d' },
      NOW + 90 * DAY,
      /No costs are known yet/,
    ],
    [
      'of a namespace that there is not',
      { window: '4d', filter: 'namespace:"nowhere"' },
      NOW,
      /Nothing that you may see cost anything here/,
    ],
  ])('say why there is nothing %s', async (_, query, now, message) => {
    const answer = await report(query, SEES_EVERYTHING, { now });
    expect(answer).toMatchObject({ items: [], count: 0 });
    expect(answer.notices).toContainEqual({
      code: 'no-costs',
      message: expect.stringMatching(message),
    });
  });

  it('keep what a cluster cost that is gone', async () => {
    const { knex } = reports;
    const [row] = await knex('clusters').where({ name: 'west' });
    await knex('clusters').where({ name: 'west' }).update({ name: 'gone' });
    try {
      const answer = (await ask('getClusterCosts', {
        path: { cluster: 'west' },
        query: { window: '4d' },
      })) as CostReport;
      expect(answer.total.amounts.total).toBeGreaterThan(0);
    } finally {
      await knex('clusters').where({ name: 'gone' }).update({ name: row.name });
    }
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
});
