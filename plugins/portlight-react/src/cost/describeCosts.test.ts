import type { CostReport } from '@portlight/plugin-portlight-common';
import {
  compared,
  describeCosts,
  describeEfficiency,
  describeForecast,
  monthName,
} from './describeCosts';

const NOW = Date.UTC(2026, 10, 21);

function report(change: Partial<CostReport>, previousTotal?: number) {
  return {
    currency: 'EUR',
    window: { requested: '30d', start: '', end: '' },
    total: { amounts: { total: 4310 }, previousTotal },
    ...change,
  } as CostReport;
}

const forecast = {
  month: '2026-11',
  expected: 4400,
  low: 4100,
  high: 4700,
  method: '',
  days: 40,
};

it.each<[string, CostReport, string]>([
  [
    'the month',
    report({ monthToDate: 2900, previousMonth: 4000, forecast }),
    '€2,900 so far in November; forecast €4,400, 10% more than October.',
  ],
  [
    'a month without one before',
    report({ monthToDate: 2900, forecast }),
    '€2,900 so far in November; forecast €4,400.',
  ],
  [
    'the window',
    report({}, 8620),
    '€4,310 in the last 30 days, 50% less than the 30 days before.',
  ],
  [
    'days',
    report({
      window: {
        requested: '2026-11-01T00:00:00Z,2026-11-08T00:00:00Z',
        start: '',
        end: '',
      },
    }),
    '€4,310 in the days 2026-11-01 to 2026-11-07.',
  ],
  [
    'one day',
    report({
      window: {
        requested: '2026-11-01T00:00:00Z,2026-11-02T00:00:00Z',
        start: '',
        end: '',
      },
    }),
    '€4,310 in 2026-11-01.',
  ],
  [
    'counted hours',
    report({ window: { requested: '24h', start: '', end: '' } }, 4310),
    '€4,310 in the last 24 hours, as much as the same time before.',
  ],
  [
    'now',
    report({ hourly: true }),
    '€4,310 an hour now, about €3.1M in a month like this hour.',
  ],
])('tells of %s', (_name, given, expected) => {
  expect(describeCosts(given, NOW)).toBe(expected);
});

it.each([
  [1, 1, 'as much as x'],
  [1.08, 1, '8% more than x'],
  [0.5, 1, '50% less than x'],
  [40, 1, '40 times x'],
  [1, undefined, undefined],
  [1, 0, undefined],
])('compares %p with %p', (now, before, expected) => {
  expect(compared(now, before, 'x')).toBe(expected);
});

it('names the year of another year', () => {
  expect(monthName('2025-12', NOW)).toBe('December 2025');
  expect(monthName('nonsense', NOW)).toBe('nonsense');
});

it('says how sure it is, and how well it is used', () => {
  expect(describeForecast(report({ forecast }))).toBe(
    'between €4,100 and €4,700',
  );
  expect(describeForecast(report({}))).toBeUndefined();
  expect(describeEfficiency({ cpu: 0.4, memory: 0.6, total: 0.5 })).toBe(
    '50% of what was requested was used (CPU 40%, memory 60%)',
  );
  expect(describeEfficiency({})).toBeUndefined();
});
