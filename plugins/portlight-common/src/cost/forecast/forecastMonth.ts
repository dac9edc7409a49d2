import type { CostForecast } from '../../api/types';
import { fromNanos } from '../money';
import { dayName, dayNumber, nextMonth, weekday } from './dates';
import { median, spread } from './robust';
import type { ForecastInput, ForecastResult, MonthForecast } from './types';

/** Days that are learnt from at most: each day of the week eight times. */
const LEARNT_DAYS = 56;
const LEAST_DAYS = 3;
/** From here on each day of the week is known twice. */
const WEEKDAY_DAYS = 14;
/** Days that say what level costs have now. */
const LEVEL_DAYS = 7;
/** The variance of a median of n values is so many times that of one of them, divided by n. */
const MEDIAN_VARIANCE = Math.PI / 2;
/** Of the normal distribution, for an interval that holds with a probability of 80 %. */
const QUANTILE = 1.2816;

interface KnownDay {
  number: number;
  cost: number;
}

/** What a day is expected to cost. */
interface DayModel {
  method: 'weekday' | 'daily';
  expected(number: number): number;
  /** The usual distance of a day from it. */
  spread: number;
  /** The variance of what is expected itself, in those of a day. */
  uncertainty: number;
}

function dailyModel(known: readonly KnownDay[]): DayModel {
  const middle = median(known.map(({ cost }) => cost));
  const deviation = spread(known.map(({ cost }) => cost - middle));
  return {
    method: 'daily',
    expected: () => middle,
    spread: deviation * Math.sqrt(known.length / (known.length - 1)),
    uncertainty: MEDIAN_VARIANCE / known.length,
  };
}

function weekdayModel(known: readonly KnownDay[]): DayModel {
  const profile = Array.from({ length: 7 }, (_, day) =>
    median(
      known
        .filter(({ number }) => weekday(number) === day)
        .map(({ cost }) => cost),
    ),
  );
  const usual = ({ number }: KnownDay) => profile[weekday(number)];
  // What costs twice as much since last week will go on doing so; one odd day changes nothing.
  const ratios = known
    .slice(-LEVEL_DAYS)
    .filter(day => usual(day) > 0)
    .map(day => day.cost / usual(day));
  const level = ratios.length > 0 ? median(ratios) : 1;
  const deviation = spread(known.map(day => day.cost - usual(day)));
  // Seven medians have been fitted to the days.
  const freedom = Math.sqrt(known.length / (known.length - 7));
  return {
    method: 'weekday',
    expected: number => profile[weekday(number)] * level,
    spread: deviation * freedom,
    // The level is the median of few days, and all of what is left hangs on it.
    uncertainty:
      MEDIAN_VARIANCE * (1 / Math.max(1, ratios.length) + 1 / known.length),
  };
}

/** Days that can be learnt from, in their order; those without costs before the first with any are none. */
function knownDays(days: ForecastInput['days'], today: number): KnownDay[] {
  const costs = new Map<number, number | undefined>();
  for (const { day, cost, incomplete } of days) {
    const number = dayNumber(day);
    if (number < today && number >= today - LEARNT_DAYS) {
      costs.set(number, incomplete ? undefined : cost);
    }
  }
  const spending = [...costs].filter(([, cost]) => (cost ?? 0) !== 0);
  const known: KnownDay[] = [];
  if (spending.length === 0) return known;
  const first = Math.min(...spending.map(([number]) => number));
  for (let number = first; number < today; number++) {
    const cost = costs.has(number) ? costs.get(number) : 0;
    if (cost !== undefined) known.push({ number, cost });
  }
  return known;
}

/**
 * What the month will have cost when it ends: what has been spent, and for each day that is left what such a day costs.
 *
 * From two weeks of history on that is the median of the same day of the week in the last eight weeks, times the level
 * of the last seven days (the median of their costs, each divided by what its day of the week usually costs); with less
 * the median of all days. The interval holds with a probability of 80 % if days differ from each other as they did
 * until now: 1.28 s √(k + k² u) to both sides, s being the spread of a day (median absolute deviation × 1.4826), k the
 * days that are left and u the error of what is expected itself: 1.57 / n for the median of n days, and 1.57 / 7 for
 * the level besides.
 *
 * @public
 */
export function forecastMonth(input: ForecastInput): ForecastResult {
  const { today } = input;
  const now = dayNumber(today);
  const month = today.slice(0, 7);
  const spent = input.days
    .filter(({ day }) => day.startsWith(month) && dayNumber(day) <= now)
    .reduce((sum, { cost }) => sum + cost, 0);
  const known = knownDays(input.days, now);
  if (known.length < LEAST_DAYS) {
    return {
      reason: `A forecast needs at least ${LEAST_DAYS} whole days of costs; ${
        known.length === 0
          ? 'there is none yet'
          : `there ${known.length === 1 ? 'is' : 'are'} ${known.length}`
      }`,
    };
  }
  const model =
    known.length >= WEEKDAY_DAYS ? weekdayModel(known) : dailyModel(known);
  const elapsed = Math.min(1, Math.max(0, input.elapsed));
  let rest = (1 - elapsed) * model.expected(now);
  let left = 1 - elapsed;
  for (let number = now + 1; number < nextMonth(today); number++) {
    rest += model.expected(number);
    left += 1;
  }
  const error =
    QUANTILE * model.spread * Math.sqrt(left + left ** 2 * model.uncertainty);
  return {
    forecast: {
      month,
      spent,
      expected: Math.round(spent + rest),
      low: Math.round(spent + Math.max(Math.min(0, rest), rest - error)),
      high: Math.round(spent + rest + error),
      method: model.method,
      days: known.length,
    },
  };
}

function describeMethod({ method, days }: MonthForecast): string {
  return method === 'weekday'
    ? `What each day of the week costs (median of ${days} days), at the level of the last ${LEVEL_DAYS} days; 80 % interval`
    : `What a day costs (median of ${days} days; from ${WEEKDAY_DAYS} on by day of the week); 80 % interval`;
}

/**
 * A forecast in units of the currency, with how it came about in a sentence.
 *
 * @public
 */
export function describeForecast(forecast: MonthForecast): CostForecast {
  return {
    month: forecast.month,
    expected: fromNanos(forecast.expected),
    low: fromNanos(forecast.low),
    high: fromNanos(forecast.high),
    method: describeMethod(forecast),
    days: forecast.days,
  };
}

/**
 * The first of the days that a forecast of a day's month is made from; the last is the day itself.
 *
 * @param today - such as `2026-11-21`
 * @public
 */
export function forecastSince(today: string): string {
  const month = dayNumber(`${today.slice(0, 7)}-01`);
  return dayName(Math.min(dayNumber(today) - LEARNT_DAYS, month));
}
