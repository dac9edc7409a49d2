import { testDatabases } from '../../__testUtils__';
import { SEES_EVERYTHING } from '../../permissions';
import type { FileStream } from '../../api/operations';
import {
  createTestReports,
  near,
  OF_TEAM,
  sum,
  type TestReports,
} from './__testUtils__/testReports';

jest.setTimeout(60_000);

const databases = testDatabases();

describe.each(databases.eachSupportedId())('costs on %s', id => {
  let reports: TestReports;
  let total: number;
  const ask: TestReports['ask'] = (operation, request) =>
    reports.ask(operation, request);

  beforeAll(async () => {
    reports = await createTestReports(databases, id);
    total = reports.total;
  });

  afterAll(() => reports.knex.destroy());

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
});
