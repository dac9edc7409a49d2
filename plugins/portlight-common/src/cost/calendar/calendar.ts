/**
 * A day or month of a time zone. Times are seconds since the epoch.
 *
 * @public
 */
export interface CalendarPeriod {
  /** Its first second: midnight, or the first after it that clocks show. */
  start: number;
  /** Not included; a day has 23 to 25 hours where clocks are changed. */
  end: number;
  /** Such as `2026-11-21`, or `2026-11` for a month. */
  name: string;
}

/**
 * A part of the calendar that costs are kept by.
 *
 * @public
 */
export type CalendarUnit = 'day' | 'month';

interface LocalDate {
  year: number;
  /** From 1. */
  month: number;
  day: number;
}

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(timeZone: string): Intl.DateTimeFormat {
  let format = formats.get(timeZone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone,
      calendar: 'gregory',
      numberingSystem: 'latn',
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
    formats.set(timeZone, format);
  }
  return format;
}

/**
 * Whether a name is that of a time zone, such as `Europe/Berlin` or `UTC`.
 *
 * @public
 */
export function isTimeZone(name: string): boolean {
  // An offset such as +02:00 would be one too, and is wrong for half of the year.
  if (!/^[A-Za-z]/.test(name)) return false;
  try {
    formatOf(name);
    return true;
  } catch {
    return false;
  }
}

/** What clocks show, as if it were the time in UTC: seconds since the epoch. */
function clockAt(at: number, timeZone: string): number {
  if (timeZone === 'UTC') return at;
  const parts = new Map(
    formatOf(timeZone)
      .formatToParts(at * 1000)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? 0;
  return (
    Date.UTC(
      part('year'),
      part('month') - 1,
      part('day'),
      part('hour'),
      part('minute'),
      part('second'),
    ) / 1000
  );
}

function localDate(at: number, timeZone: string): LocalDate {
  const clock = new Date(clockAt(at, timeZone) * 1000);
  return {
    year: clock.getUTCFullYear(),
    month: clock.getUTCMonth() + 1,
    day: clock.getUTCDate(),
  };
}

/** When a date begins: where midnight is left out by a change of clocks, with the first moment after it. */
function beginOf({ year, month, day }: LocalDate, timeZone: string): number {
  const midnight = Date.UTC(year, month - 1, day) / 1000;
  if (timeZone === 'UTC') return midnight;
  const offsetAt = (at: number) => clockAt(at, timeZone) - at;
  // Clocks show midnight by the offset of before or after a change that is near; offsets are under 15 hours.
  const candidates = [
    midnight - offsetAt(midnight - 86_400),
    midnight - offsetAt(midnight + 86_400),
  ].sort((a, b) => a - b);
  const exact = candidates.find(at => clockAt(at, timeZone) === midnight);
  return exact ?? firstAfter(candidates[0], candidates[1], midnight, timeZone);
}

/** The moment between two from which on clocks show more than a time. */
function firstAfter(
  before: number,
  after: number,
  clock: number,
  timeZone: string,
): number {
  let [low, high] = [before - 1, after];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (clockAt(middle, timeZone) > clock) high = middle;
    else low = middle;
  }
  return high;
}

function pad(value: number, length = 2): string {
  return String(value).padStart(length, '0');
}

/**
 * The day or month that a time is in.
 *
 * @param at - seconds since the epoch
 * @param timeZone - for which {@link isTimeZone} holds
 * @public
 */
export function calendarPeriod(
  at: number,
  unit: CalendarUnit,
  timeZone: string,
): CalendarPeriod {
  const { year, month, day } = localDate(at, timeZone);
  const name = `${pad(year, 4)}-${pad(month)}`;
  if (unit === 'month') {
    return {
      start: beginOf({ year, month, day: 1 }, timeZone),
      end: beginOf({ year, month: month + 1, day: 1 }, timeZone),
      name,
    };
  }
  return {
    start: beginOf({ year, month, day }, timeZone),
    end: beginOf({ year, month, day: day + 1 }, timeZone),
    name: `${name}-${pad(day)}`,
  };
}

/**
 * The days or months that are in a range at least in part, in order.
 *
 * @public
 */
export function calendarPeriods(
  since: number,
  until: number,
  unit: CalendarUnit,
  timeZone: string,
): CalendarPeriod[] {
  const periods: CalendarPeriod[] = [];
  for (let at = since; at < until; ) {
    const period = calendarPeriod(at, unit, timeZone);
    periods.push(period);
    at = period.end;
  }
  return periods;
}
