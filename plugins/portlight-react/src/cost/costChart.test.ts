import type { CostItem, CostReport } from '@portlight/plugin-portlight-common';
import fc from 'fast-check';
import { calendarDay, costChart } from './costChart';

const DAY = 24 * 60 * 60_000;
const START = Date.UTC(2026, 10, 1);

const item = (
  name: string,
  trend: (number | null)[],
  kind: CostItem['class'] = 'workload',
) =>
  ({
    name,
    class: kind,
    key: [{ aggregate: 'owner', value: name }],
    trend,
  } as CostItem);

function report(
  items: CostItem[],
  change: { start?: number; end?: number; days?: number } = {},
): CostReport {
  const days = change.days ?? items[0]?.trend.length ?? 0;
  const end = change.end ?? START + days * DAY;
  const times = Array.from({ length: days }, (_, index) =>
    new Date(START + index * DAY).toISOString(),
  );
  return {
    currency: 'EUR',
    timeZone: 'UTC',
    step: 'day',
    times,
    window: {
      start: new Date(change.start ?? START).toISOString(),
      end: new Date(end).toISOString(),
      requested: '30d',
    },
    coverage: { expected: 1, computed: 1, incomplete: 0 },
    total: item(
      'total',
      times.map((_, at) =>
        items.reduce((sum, { trend }) => sum + (trend[at] ?? 0), 0),
      ),
    ),
    items,
  } as CostReport;
}

it('draws at most seven areas, which add up to the total', () => {
  const amounts = fc.array(
    fc.tuple(
      fc.constantFrom<CostItem['class']>('workload', 'idle', 'overhead'),
      fc.array(fc.double({ min: 0, max: 1e5, noNaN: true }), {
        minLength: 4,
        maxLength: 4,
      }),
    ),
    { minLength: 1, maxLength: 30 },
  );
  fc.assert(
    fc.property(amounts, rows => {
      const given = report(
        rows.map(([kind, trend], index) => item(`r${index}`, trend, kind)),
      );
      const { data, lineOf } = costChart(given);
      expect(data.lines.length).toBeLessThanOrEqual(7);
      expect(lineOf.size).toBe(rows.length);
      given.total.trend.forEach((total, at) => {
        const sum = data.lines.reduce(
          (all, { values }) => all + (values[at] ?? 0),
          0,
        );
        expect(sum).toBeCloseTo(total!, 4);
      });
    }),
  );
});

it('keeps idle and what is beyond the seven apart', () => {
  const rows = Array.from({ length: 9 }, (_, index) =>
    item(`r${index}`, [1, 1]),
  );
  const { data } = costChart(
    report([
      ...rows,
      item('i1', [5, 5], 'idle'),
      item('o', [2, 2], 'overhead'),
    ]),
  );
  expect(data.lines.map(({ label, look }) => [label, look])).toEqual([
    ['r0', 'series'],
    ['r1', 'series'],
    ['r2', 'series'],
    ['r3', 'series'],
    ['r4', 'series'],
    ['Other', 'series'],
    ['Idle', 'rest'],
  ]);
  expect(data.lines[5].values).toEqual([6, 6]);
});

it('names what belongs to clusters themselves', () => {
  const own = [
    item('o', [2, 2], 'overhead'),
    item('f', [1, 1], 'managementFee'),
  ];
  const labels = (items: CostItem[]) =>
    costChart(report(items)).data.lines.map(({ label }) => label);
  expect(labels([item('a', [1, 1]), ...own])).toEqual([
    'a',
    'Overhead and fees',
  ]);
  expect(labels([item('a', [1, 1]), own[0]])[1]).toMatch(/^System overhead/);
});

it('leaves out parts of days at both ends, and says what the last one is so far', () => {
  const { data, soFar } = costChart(
    report([item('a', [1, 10, 10, 4])], {
      start: START + DAY / 2,
      end: START + 3.4 * DAY,
    }),
  );
  expect(data.lines[0].values).toEqual([10, 10]);
  expect(soFar).toEqual({ name: 'Wed, Nov 4, 2026', amount: 4 });
});

it('leaves out days that are not computed yet', () => {
  const given = report([item('a', [1, 2, 3, null])]);
  given.coverage.computedUntil = new Date(START + 3 * DAY).toISOString();
  expect(costChart(given).data.lines[0].values).toEqual([1, 2, 3]);
});

it('has a gap where no hour was computed', () => {
  const { data } = costChart(report([item('a', [1, null, 3])]));
  expect(data.lines[0].values).toEqual([1, null, 3]);
});

it('draws nothing of nothing', () => {
  expect(costChart(report([])).data).toMatchObject({ times: [], lines: [] });
});

it.each([
  ['2026-11-20T23:30:00Z', 'Europe/Berlin', 21],
  ['2026-11-21T00:00:00Z', 'UTC', 21],
  ['2026-11-21T03:00:00Z', 'America/New_York', 20],
])('draws %s in %s as the day %p', (at, timeZone, day) => {
  expect(new Date(calendarDay(Date.parse(at), timeZone)).getDate()).toBe(day);
});
