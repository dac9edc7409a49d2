import type { Nanos } from '../types';

/**
 * What a day cost.
 *
 * @public
 */
export interface DailyCost {
  /** Such as `2026-11-21`, in the report's time zone. */
  day: string;
  /** Of the whole day; of today, until now. */
  cost: Nanos;
  /** Whether hours of it are missing or of them something is: such days are not learnt from. Default false. */
  incomplete?: boolean;
}

/**
 * What {@link forecastMonth} makes a forecast from.
 *
 * @public
 */
export interface ForecastInput {
  /**
   * What the days cost, in any order, of this month and of some before it; those of the last eight weeks are learnt
   * from. A day that is absent between others has cost nothing.
   */
  days: readonly DailyCost[];
  /** The day that is not over yet, such as `2026-11-21`. Its month is forecast. */
  today: string;
  /** How much of today its cost is known of: a share from 0 to 1. */
  elapsed: number;
}

/**
 * What a month will have cost when it ends.
 *
 * @public
 */
export interface MonthForecast {
  /** Such as `2026-11`. */
  month: string;
  /** What has been spent in it until now. */
  spent: Nanos;
  /** What has been spent and what is expected to be. */
  expected: Nanos;
  /** With a probability of 80 % it will be no less than this and no more than `high`. Never less than `spent`. */
  low: Nanos;
  /** See `low`. */
  high: Nanos;
  /** `weekday`: by what each day of the week costs; `daily`: by what a day costs, while fewer than two weeks are known. */
  method: 'weekday' | 'daily';
  /** How many days were learnt from. */
  days: number;
}

/**
 * A forecast, or why there is none.
 *
 * @public
 */
export type ForecastResult =
  | { forecast: MonthForecast; reason?: undefined }
  | { forecast?: undefined; reason: string };
