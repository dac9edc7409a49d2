import { invalidParameter } from '../../api/invalidParameter';
import { calendarPeriod } from '../calendar';
import { excerpt } from './excerpt';
import type { TimeSpan, TimeWindow } from './types';

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** Longer windows are typing errors, and no more is kept for long than months. */
const LONGEST_YEARS = 5;
const LONGEST = LONGEST_YEARS * 366 * DAY;
/** Seconds since the epoch in the year 5138: what is beyond is in milliseconds. */
const LATEST = 1e11;

const UNITS: Record<string, number> = {
  m: MINUTE,
  h: HOUR,
  d: DAY,
  w: 7 * DAY,
};

const DURATION = /^(\d{1,9})([mhdw])(?: offset (\d{1,9})([mhdw]))?$/;
const UNIX_PAIR = /^(\d{1,15})[,-](\d{1,15})$/;
const RFC3339 =
  /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.\d{1,9})?(Z|[+-]\d\d:\d\d)$/;

const FORMS =
  '`today`, `yesterday`, `week`, `lastweek`, `month`, `lastmonth`, a duration such as `12h` or `30d`, or two times (RFC 3339, or Unix seconds) with a comma between, such as `2026-11-01T00:00:00Z,2026-11-08T00:00:00Z`';

/** What a window is read with. @public */
export interface WindowOptions {
  /** Seconds since the epoch. */
  now: number;
  /** IANA name. */
  timeZone: string;
  /** Of the request, for errors. Default `window`. */
  parameter?: string;
}

/** The first moment of the day that is `days` after that of `at`. @public */
export function startOfDay(at: number, timeZone: string, days = 0): number {
  const { start } = calendarPeriod(at, 'day', timeZone);
  // By way of noon, which no change of clocks moves to another day.
  return calendarPeriod(start + days * DAY + DAY / 2, 'day', timeZone).start;
}

/** The first moment of the week. Weeks begin on Sunday, as OpenCost's. */
export function startOfWeek(at: number, timeZone: string): number {
  const { name } = calendarPeriod(at, 'day', timeZone);
  return startOfDay(at, timeZone, -new Date(`${name}T00:00:00Z`).getUTCDay());
}

function startOfMonth(at: number, timeZone: string): number {
  return calendarPeriod(at, 'month', timeZone).start;
}

function startOfHour(at: number): number {
  return Math.floor(at / HOUR) * HOUR;
}

function endOfHour(at: number): number {
  return Math.ceil(at / HOUR) * HOUR;
}

function namedWindow(
  text: string,
  { now, timeZone }: WindowOptions,
): TimeSpan | undefined {
  const day = startOfDay(now, timeZone);
  switch (text) {
    case 'today':
      return { since: day, until: now };
    case 'yesterday':
      return { since: startOfDay(now, timeZone, -1), until: day };
    case 'week':
      return { since: startOfWeek(now, timeZone), until: now };
    case 'lastweek': {
      const until = startOfWeek(now, timeZone);
      return { since: startOfDay(until, timeZone, -7), until };
    }
    case 'month':
      return { since: startOfMonth(now, timeZone), until: now };
    case 'lastmonth': {
      const until = startOfMonth(now, timeZone);
      return { since: startOfMonth(until - 1, timeZone), until };
    }
    default:
      return undefined;
  }
}

/** Days are whole days with today as the last one, hours whole hours with this one as the last, as OpenCost has it. */
function durationWindow(
  match: RegExpExecArray,
  { now, timeZone }: WindowOptions,
): TimeSpan {
  const [, count, unit, offsetCount, offsetUnit] = match;
  const end =
    now -
    (offsetCount === undefined ? 0 : Number(offsetCount) * UNITS[offsetUnit]);
  const length = Number(count) * UNITS[unit];
  if (length === 0) return { since: end, until: end };
  // Beyond the longest the days are not worth being counted; the window is shortened anyway.
  if (unit === 'm' || length > LONGEST || now - end > LONGEST) {
    return { since: end - length, until: end };
  }
  if (unit === 'h') {
    const until = startOfHour(end) + HOUR;
    return { since: until - length, until: Math.min(until, now) };
  }
  const days = length / DAY;
  return {
    since: startOfDay(end, timeZone, 1 - days),
    until: Math.min(startOfDay(end, timeZone, 1), now),
  };
}

function readTime(text: string, parameter: string): number {
  const match = RFC3339.exec(text);
  const time = match ? Date.parse(text) / 1000 : NaN;
  // February 30 would be read as March 2.
  const [, year, month, day] = (match ?? []).map(Number);
  const exists =
    match !== null &&
    new Date(Date.UTC(year, month - 1, day)).getUTCDate() === day;
  if (Number.isFinite(time) && exists) return time;
  const lostPlus = / \d\d:\d\d$/.test(text)
    ? '; a `+` in an address has to be sent as `%2B`'
    : '';
  throw invalidParameter(
    parameter,
    `\`${excerpt(
      text,
    )}\` is no time; times of a window look like \`2026-11-01T00:00:00Z\` or \`2026-11-01T00:00:00+01:00\`${lostPlus}`,
  );
}

function readPair(text: string, parameter: string): TimeSpan | undefined {
  const unix = UNIX_PAIR.exec(text);
  if (unix) {
    const [since, until] = [Number(unix[1]), Number(unix[2])];
    if (Math.max(since, until) > LATEST) {
      throw invalidParameter(
        parameter,
        `The times of the window \`${excerpt(
          text,
        )}\` are too large; they are seconds since 1970, not milliseconds`,
      );
    }
    return { since, until };
  }
  const parts = text.split(',');
  if (parts.length !== 2 || !parts[0].includes('T')) return undefined;
  const [since, until] = parts.map(part => readTime(part.trim(), parameter));
  return { since, until };
}

function iso(at: number): string {
  return new Date(at * 1000).toISOString().replace('.000Z', 'Z');
}

/**
 * The window that a text stands for, in any form that OpenCost knows. It never ends after now; where that is not what
 * was asked for, a notice says so.
 *
 * @throws PortlightError `invalid-parameter`
 *
 * @public
 */
export function readCostWindow(
  text: string,
  options: WindowOptions,
): TimeWindow {
  const { now, timeZone, parameter = 'window' } = options;
  const asked = text.trim();
  const duration = DURATION.exec(asked);
  const pair = readPair(asked, parameter);
  const read =
    namedWindow(asked, options) ??
    (duration ? durationWindow(duration, options) : pair);
  if (!read) {
    throw invalidParameter(
      parameter,
      `\`${excerpt(text)}\` is no window; a window is ${FORMS}`,
    );
  }
  if (read.until < read.since) {
    throw invalidParameter(
      parameter,
      `The window \`${excerpt(
        asked,
        80,
      )}\` ends before it begins; the earlier time comes first`,
    );
  }
  // `today` in its first second has no length either, and is a question nevertheless.
  if (read.until === read.since && (pair || duration)) {
    throw invalidParameter(
      parameter,
      `The window \`${excerpt(
        asked,
        80,
      )}\` has no length; the time at which it ends is not part of it`,
    );
  }
  if (read.since >= now && pair) {
    throw invalidParameter(
      parameter,
      `The window \`${excerpt(
        asked,
        80,
      )}\` is in the future; costs are known once an hour is over`,
    );
  }
  const notices: string[] = [];
  let { since, until } = read;
  if (until > now) {
    until = now;
    notices.push(
      `The window ends in the future; it is answered until now, ${iso(
        Math.floor(now),
      )}`,
    );
  }
  if (until - since > LONGEST) {
    since = startOfDay(until - LONGEST, timeZone);
    notices.push(
      `The window is longer than ${LONGEST_YEARS} years; it is answered from ${iso(
        since,
      )}`,
    );
  }
  const inHours = pair !== undefined || duration?.[2] === 'm';
  const untilNow = until === now;
  const window = {
    since: inHours ? startOfHour(since) : since,
    until: inHours || untilNow ? endOfHour(until) : until,
    timeZone,
  };
  if (
    (window.since !== since && inHours) ||
    (!untilNow && window.until !== until)
  ) {
    notices.push(
      `Costs are kept by the hour: the window is answered from ${iso(
        window.since,
      )} to ${iso(window.until)}`,
    );
  }
  return { ...window, notices };
}
