import { calendarPeriods } from '../calendar';
import type { TimeSpan } from './types';

/** What a flat cost per calendar month is in a part of time, by the seconds of each month. @public */
export function monthlyCostIn(
  monthlyCost: number,
  { since, until }: TimeSpan,
  timeZone: string,
): number {
  return calendarPeriods(since, until, 'month', timeZone).reduce(
    (sum, { start, end }) =>
      sum +
      (monthlyCost * (Math.min(end, until) - Math.max(start, since))) /
        (end - start),
    0,
  );
}
