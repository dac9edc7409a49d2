import fc from 'fast-check';
import { dayName, dayNumber, weekday } from './dates';
import { forecastMonth, forecastSince } from './forecastMonth';
import type { DailyCost, MonthForecast } from './types';

const TODAY = '2026-11-21';

/** Costs of the days before today, the last one first asked for. */
function history(
  count: number,
  cost: (number: number, ago: number) => number,
): DailyCost[] {
  const today = dayNumber(TODAY);
  return Array.from({ length: count }, (_, index) => {
    const number = today - 1 - index;
    return { day: dayName(number), cost: cost(number, index + 1) };
  });
}

function forecast(days: readonly DailyCost[], elapsed = 0): MonthForecast {
  const result = forecastMonth({ days, today: TODAY, elapsed });
  if (!result.forecast) throw new Error(result.reason);
  return result.forecast;
}

const workdays = (number: number) =>
  [0, 6].includes(weekday(number)) ? 20 : 100;

it('knows the days of the week', () => {
  expect(weekday(dayNumber('2026-11-21'))).toBe(6);
  expect(weekday(dayNumber('1969-12-28'))).toBe(0);
});

it.each([
  [0, 'there is none yet'],
  [1, 'there is 1'],
  [2, 'there are 2'],
])('says why there is none from %i days', (count, reason) => {
  expect(
    forecastMonth({ days: history(count, () => 5), today: TODAY, elapsed: 0 }),
  ).toEqual({ reason: expect.stringContaining(reason) });
});

it('learns nothing from days that are incomplete, not over, or long ago', () => {
  const days = [
    ...history(40, () => 5).map(day => ({ ...day, incomplete: true })),
    { day: TODAY, cost: 3 },
    { day: '2026-08-01', cost: 7 },
    { day: '2026-08-02', cost: 7 },
    { day: '2026-08-03', cost: 7 },
    { day: '2026-11-22', cost: 7 },
  ];
  expect(forecastMonth({ days, today: TODAY, elapsed: 0.5 })).toEqual({
    reason: expect.stringContaining('there is none yet'),
  });
});

it.each([3, 13, 14, 20, 56])(
  'of what costs the same every day is that times the days of the month: %i days',
  count => {
    // The first days of the month are unknown, so that they cost nothing.
    const spent = Math.min(20, count) * 100;
    expect(forecast(history(count, () => 100))).toEqual({
      month: '2026-11',
      spent,
      expected: spent + 1000,
      low: spent + 1000,
      high: spent + 1000,
      method: count < 14 ? 'daily' : 'weekday',
      days: count,
    });
  },
);

it('of what has never cost anything there is none, whatever is known of days', () => {
  const days = history(40, () => 0).map((day, index) => ({
    ...day,
    incomplete: index > 20,
  }));
  expect(forecastMonth({ days, today: TODAY, elapsed: 0.5 }).reason).toContain(
    'there is none yet',
  );
});

it('counts only what is left of today', () => {
  const days = [...history(20, () => 100), { day: TODAY, cost: 70 }];
  expect(forecast(days, 0.75)).toMatchObject({ spent: 2070, expected: 2995 });
  expect(forecast(days, 1)).toMatchObject({ spent: 2070, expected: 2970 });
});

it('on the last day of a month expects only what is left of it', () => {
  const days = history(30, () => 100);
  expect(
    forecastMonth({ days, today: '2026-10-31', elapsed: 0.5 }).forecast,
  ).toMatchObject({ month: '2026-10', expected: 1000 + 50 });
});

it('expects of weekends what weekends cost', () => {
  // From Saturday the 21st to Monday the 30th: six working days, four days of weekends.
  const left = 6 * 100 + 4 * 20;
  const { spent, expected, high } = forecast(history(28, workdays));
  expect(expected - spent).toBe(left);
  expect(high).toBe(expected);
});

it('follows a new level within days, and not a single odd day', () => {
  const doubled = history(28, (number, ago) =>
    ago <= 5 ? 2 * workdays(number) : workdays(number),
  );
  const changed = forecast(doubled);
  expect(changed.expected - changed.spent).toBe(2 * 680);
  const odd = forecast(
    history(28, (number, ago) => (ago === 3 ? 5_000 : workdays(number))),
  );
  expect(odd.expected - odd.spent).toBe(680);
});

it('begins with the first day that cost something, and counts days without costs after it', () => {
  const young = history(40, (_, ago) => (ago <= 5 ? 100 : 0));
  expect(forecast(young)).toMatchObject({ days: 5, expected: 500 + 1000 });
  const sparse = history(40, () => 100).filter(
    ({ day }) => ![0, 6].includes(weekday(dayNumber(day))),
  );
  const { spent, expected } = forecast(sparse);
  expect(expected - spent).toBe(600);
});

it('has an interval that holds in about 80 of 100 months of days that differ by chance', () => {
  let seed = 7;
  const random = () => {
    seed = (seed * 16_807) % 2_147_483_647;
    return seed / 2_147_483_647;
  };
  const normal = () =>
    Math.sqrt(-2 * Math.log(random())) * Math.cos(2 * Math.PI * random());
  const runs = 2_000;
  let held = 0;
  for (let run = 0; run < runs; run++) {
    const day = () => 1e6 * (100 + 10 * normal());
    const { spent, low, high } = forecast(history(56, day));
    const rest = Array.from({ length: 10 }, day).reduce((a, b) => a + b, 0);
    if (spent + rest >= low && spent + rest <= high) held += 1;
  }
  expect(held / runs).toBeGreaterThan(0.7);
  expect(held / runs).toBeLessThan(0.9);
});

describe('whatever the costs are', () => {
  const costs = fc.array(fc.integer({ min: 0, max: 1e12 }), {
    minLength: 3,
    maxLength: 70,
  });
  const daysOf = (values: readonly number[]) =>
    history(values.length, (_, ago) => values[ago - 1]);

  it('is within its interval, and never less than what is spent', () => {
    fc.assert(
      fc.property(
        costs,
        fc.double({ min: -1, max: 2, noNaN: true }),
        (values, elapsed) => {
          const result = forecastMonth({
            days: daysOf(values),
            today: TODAY,
            elapsed,
          });
          if (!result.forecast) return;
          const { spent, low, expected, high } = result.forecast;
          for (const value of [spent, low, expected, high]) {
            expect(Number.isSafeInteger(value)).toBe(true);
          }
          expect(low).toBeGreaterThanOrEqual(spent);
          expect(expected).toBeGreaterThanOrEqual(low);
          expect(high).toBeGreaterThanOrEqual(expected);
        },
      ),
    );
  });

  it('does not depend on the order of the days, nor on days before those it learns from', () => {
    fc.assert(
      fc.property(
        costs.chain(values =>
          fc.tuple(
            fc.constant(daysOf(values)),
            fc.shuffledSubarray(daysOf(values), { minLength: values.length }),
          ),
        ),
        ([days, shuffled]) => {
          const ask = (asked: readonly DailyCost[]) =>
            forecastMonth({ days: asked, today: TODAY, elapsed: 0.3 });
          expect(ask(shuffled)).toEqual(ask(days));
          const since = forecastSince(TODAY);
          expect(ask(days.filter(({ day }) => day >= since))).toEqual(
            ask(days),
          );
        },
      ),
    );
  });

  it('is ten times as much of ten times the costs', () => {
    fc.assert(
      fc.property(costs, values => {
        const once = forecastMonth({
          days: daysOf(values),
          today: TODAY,
          elapsed: 0,
        }).forecast;
        const tenfold = forecastMonth({
          days: daysOf(values.map(value => 10 * value)),
          today: TODAY,
          elapsed: 0,
        }).forecast;
        for (const key of ['expected', 'low', 'high'] as const) {
          expect(
            Math.abs((tenfold?.[key] ?? 0) - 10 * (once?.[key] ?? 0)),
          ).toBeLessThanOrEqual(10);
        }
      }),
    );
  });
});
