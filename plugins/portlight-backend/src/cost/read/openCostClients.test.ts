import { testDatabases } from '../../__testUtils__';
import { SEES_EVERYTHING } from '../../permissions';
import {
  BACKSTAGE,
  HEADLAMP,
  KUBECTL_COST,
  totalInGo,
  unreadable,
} from './__testUtils__/openCostClients';
import {
  createTestReports,
  near,
  sum,
  type TestReports,
} from './__testUtils__/testReports';

jest.setTimeout(60_000);

const databases = testDatabases();

describe.each(databases.eachSupportedId())(
  'costs in the shape of OpenCost on %s',
  id => {
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

    type Sets = {
      code: number;
      status: string;
      warning?: string;
      data: Record<string, Record<string, unknown>>[];
    };

    describe.each([HEADLAMP, BACKSTAGE, KUBECTL_COST])('$name', client => {
      it.each(client.requests.map(request => [request]))(
        'can read the answer to %j',
        async query => {
          // As a client gets it.
          const answer: Sets = JSON.parse(
            JSON.stringify(
              await ask('computeAllocation', {
                query: { ...query, aggregate: query.aggregate },
              }),
            ),
          );
          expect(answer).toMatchObject({ code: 200, status: 'success' });
          const allocations = answer.data.flatMap(set => Object.entries(set));
          expect(allocations.length).toBeGreaterThan(0);
          for (const [key, each] of allocations) {
            expect(unreadable(client, each)).toEqual([]);
            expect(each.name).toBe(key);
          }
        },
      );
    });

    it('has one set for each day that Headlamp draws, empty where nothing is known', async () => {
      const { data } = (await ask('getAllocation', {
        query: HEADLAMP.requests.find(
          ({ aggregate, accumulate }) =>
            aggregate === 'namespace' && accumulate === 'false',
        )!,
      })) as Sets;
      expect(data).toHaveLength(14);
      // It takes a day without keys for a day without costs.
      expect(data.map(set => Object.keys(set).length)).toEqual([
        ...Array(10).fill(0),
        ...Array(4).fill(2),
      ]);
      expect(data[13]['team-0']).toMatchObject({
        start: '2026-11-21T00:00:00Z',
      });
    });

    it('has as many parts of names as kubectl-cost asked for, or __idle__', async () => {
      const { data } = (await ask('getAllocation', {
        query: KUBECTL_COST.requests[0],
      })) as Sets;
      expect(data).toHaveLength(1);
      expect(
        Object.keys(data[0])
          .filter(name => name !== '__idle__')
          .every(name => name.split('/').length === 2),
      ).toBe(true);
      expect(Object.keys(data[0])).toContain('__idle__');
    });

    it('costs the same in Go, where volumes are added up', async () => {
      const { data } = (await ask('getAllocation', {
        query: { ...KUBECTL_COST.requests[0], aggregate: 'namespace' },
      })) as Sets;
      const all = Object.values(data[0]);
      expect(all.some(({ pvCost }) => (pvCost as number) > 0)).toBe(true);
      for (const each of all) {
        expect(totalInGo(each)).toEqual(near(each.totalCost as number));
        // A key of other than two parts is an error there.
        for (const key of Object.keys(each.pvs ?? {})) {
          expect(key).toMatch(/^cluster=[^:]*:name=[^:]+$/);
        }
      }
    });

    it('has only the namespaces that kubectl-cost names', async () => {
      const { data } = (await ask('getAllocation', {
        query: {
          window: '1d',
          aggregate: 'namespace',
          accumulate: 'true',
          filterNamespaces: 'team-1, nowhere',
        },
      })) as Sets;
      expect(Object.keys(data[0])).toEqual(['team-1']);
    });

    it('has of pods what is kept of them, and says what is not', async () => {
      const answer = (await ask('getAllocation', {
        query: { window: '4d', aggregate: 'pod', step: '1d' },
      })) as Sets;
      expect(answer.data.map(set => Object.keys(set).length > 0)).toEqual([
        false,
        false,
        false,
        true,
      ]);
      expect(answer.warning).toMatch(/^144 hours of clusters are not in this/);
    });
  },
);
