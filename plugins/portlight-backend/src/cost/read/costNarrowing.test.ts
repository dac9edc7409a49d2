import type { CostReport } from '@portlight/plugin-portlight-common';
import { testDatabases } from '../../__testUtils__';
import { SEES_EVERYTHING } from '../../permissions';
import { FileStream, type OperationId } from '../../api/operations';
import {
  createTestReports,
  named,
  OF_CLUSTER,
  OF_TEAM,
  type TestReports,
} from './__testUtils__/testReports';

jest.setTimeout(60_000);

const databases = testDatabases();

/** PostgreSQL adds hours of cores and bytes up in the order in which rows lie, which every change of a row changes. */
function withoutLastDigits(text: string): string {
  return text.replace(/\d+\.\d{8,}/g, number =>
    String(Number(Number(number).toPrecision(10))),
  );
}

describe.each(databases.eachSupportedId())(
  'costs of who sees a part on %s',
  id => {
    let reports: TestReports;
    const ask: TestReports['ask'] = (operation, request) =>
      reports.ask(operation, request);
    const report: TestReports['report'] = (query, visibility, more) =>
      reports.report(query, visibility, more);

    beforeAll(async () => {
      reports = await createTestReports(databases, id);
    });

    afterAll(() => reports.knex.destroy());

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

    /** What is not team-0's: also idle capacity, fees and volumes of others. */
    const hidden = () =>
      reports
        .knex('cost_scopes')
        .whereNot({ namespace: 'team-0' })
        .select('id');

    /** As if others had cost other things, and been called otherwise. */
    async function change(factor: '* 3' | '/ 3', name: string) {
      const { knex } = reports;
      for (const table of ['cost_hours', 'cost_days', 'cost_months']) {
        await knex(table)
          .whereIn('scope', hidden())
          .update({
            cpu_cost: knex.raw(`cpu_cost ${factor}`),
            other_cost: knex.raw(`other_cost ${factor}`),
            adjustment: knex.raw(`adjustment ${factor}`),
            cpu_usage_hours: knex.raw(`cpu_usage_hours ${factor}`),
          });
      }
      await knex('cost_scopes')
        .where('class', 'workload')
        .whereIn('id', hidden())
        .update({ name: knex.raw(`name || '${name}'`) });
    }

    it.each<[OperationId, object, object]>([
      ['getFleetCosts', {}, { window: '4d' }],
      ['getFleetCosts', {}, { window: 'month', aggregate: ['team'] }],
      ['getFleetCosts', {}, { window: '2d', aggregate: ['namespace'] }],
      ['getFleetCosts', {}, { window: '2d', aggregate: ['label:app'] }],
      ['getFleetCosts', {}, { window: '4d', filter: 'namespace:"team-1"' }],
      ['getFleetCosts', {}, { window: '4d', filter: 'class!:"workload"' }],
      [
        'getFleetCosts',
        {},
        { window: '4d', limit: 1, aggregate: ['workload'] },
      ],
      ['getClusterCosts', { cluster: 'west' }, { window: '4d' }],
      [
        'getNamespaceCosts',
        { cluster: 'east', namespace: 'team-1' },
        { window: '4d' },
      ],
      [
        'getEntityCosts',
        { kind: 'group', namespace: 'default', name: 'team-1' },
        { window: '4d' },
      ],
      ['getCostWork', {}, { window: '4d' }],
      ['exportCosts', {}, { window: '4d' }],
      ['exportCosts', {}, { window: '4d', format: 'focus-1.2' }],
      ['exportCosts', {}, { window: '4d', format: 'focus-1.3' }],
      [
        'getAllocation',
        {},
        { window: '4d', aggregate: 'namespace', includeIdle: true },
      ],
      ['getAllocationSummary', {}, { window: '4d', aggregate: 'cluster' }],
    ])(
      '%s %j %j answers the same, to the byte, whatever is hidden',
      async (operation, path, query) => {
        const answer = async () => {
          const body = await ask(operation, {
            path,
            query,
            visibility: OF_TEAM,
          });
          if (!(body instanceof FileStream)) {
            return withoutLastDigits(JSON.stringify(body));
          }
          let text = '';
          for await (const chunk of body.file.chunks) text += chunk;
          return withoutLastDigits(text);
        };
        const before = await answer();
        await change('* 3', '-renamed');
        try {
          expect(await answer()).toBe(before);
        } finally {
          await change('/ 3', '');
          await reports.knex('cost_scopes').update({
            name: reports.knex.raw("replace(name, '-renamed', '')"),
          });
        }
        expect(before).not.toContain('team-1');
      },
    );

    it.each([
      ['a namespace that is hidden', 'team-1'],
      ['a namespace that there is not', 'nowhere'],
    ])('is told the same of %s', async (_, namespace) => {
      const body = (await ask('getNamespaceCosts', {
        path: { cluster: 'east', namespace },
        query: { window: '4d' },
        visibility: OF_TEAM,
      })) as CostReport;
      expect(body).toMatchObject({ items: [], count: 0, monthToDate: 0 });
      expect(body.notices.map(({ code }) => code)).toEqual([
        'restricted',
        'no-costs',
      ]);
    });

    it.each([
      ['that is hidden', 'east'],
      ['that there is not', 'nowhere'],
    ])('is told of a cluster %s that there is none', async (_, cluster) => {
      for (const [operation, path] of [
        ['getClusterCosts', { cluster }],
        ['getNamespaceCosts', { cluster, namespace: 'team-0' }],
        [
          'getWorkloadCosts',
          { cluster, namespace: 'team-0', kind: 'Deployment', name: 'app-0' },
        ],
      ] as const) {
        await expect(
          ask(operation, { path, visibility: OF_CLUSTER }),
        ).rejects.toMatchObject({
          status: 404,
          message: `There is no cluster \`${cluster}\``,
        });
      }
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
  },
);
