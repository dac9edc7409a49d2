import { UNKNOWN } from './numbers';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const YEAR = 365 * DAY;

const UNITS = [
  ['day', DAY],
  ['hour', HOUR],
  ['minute', MINUTE],
  ['second', SECOND],
] as const;

const unitFormatters = new Map<string, Intl.NumberFormat>();

function formatUnit(value: number, unit: string, locale?: string) {
  const key = `${locale}|${unit}`;
  let formatter = unitFormatters.get(key);
  if (!formatter) {
    formatter = new Intl.NumberFormat(locale, {
      style: 'unit',
      unit,
      unitDisplay: 'narrow',
    });
    unitFormatters.set(key, formatter);
  }
  return formatter.format(value);
}

/**
 * How long something took.
 *
 * @param milliseconds - negative counts as nothing
 * @returns the two largest units: `3m 12s`, `2d 4h`, `850ms`
 */
export function formatDuration(
  milliseconds: number | undefined,
  locale?: string,
) {
  if (milliseconds === undefined || !Number.isFinite(milliseconds)) {
    return UNKNOWN;
  }
  const duration = Math.max(0, milliseconds);
  if (duration < SECOND) {
    return formatUnit(Math.round(duration), 'millisecond', locale);
  }
  const first = UNITS.findIndex(([, length]) => duration >= length);
  const [unit, length] = UNITS[first];
  const parts = [formatUnit(Math.floor(duration / length), unit, locale)];
  const next = UNITS[first + 1];
  if (next) {
    const rest = Math.floor((duration % length) / next[1]);
    if (rest > 0) parts.push(formatUnit(rest, next[0], locale));
  }
  return parts.join(' ');
}

/**
 * How long ago something was, in one unit: `12s`, `5m`, `7h`, `4d`, `2y`.
 *
 * @param time - ISO 8601 or milliseconds since the epoch
 * @param now - milliseconds since the epoch
 * @returns what lies in the future (another clock) as `in 5m`; a dash when there is no such time
 */
export function formatAge(
  time: string | number | undefined,
  now: number,
  locale?: string,
): string {
  const at = toMilliseconds(time);
  if (at === undefined) return UNKNOWN;
  const age = now - at;
  if (age < -MINUTE) return `in ${formatAge(now, at, locale)}`;
  if (age < MINUTE) {
    return formatUnit(Math.max(0, Math.floor(age / SECOND)), 'second', locale);
  }
  if (age < HOUR) return formatUnit(Math.floor(age / MINUTE), 'minute', locale);
  if (age < 2 * DAY) return formatUnit(Math.floor(age / HOUR), 'hour', locale);
  if (age < 2 * YEAR) return formatUnit(Math.floor(age / DAY), 'day', locale);
  return formatUnit(Math.floor(age / YEAR), 'year', locale);
}

/** Milliseconds since the epoch; undefined for what is no time. */
export function toMilliseconds(
  time: string | number | undefined,
): number | undefined {
  if (time === undefined || time === '') return undefined;
  const value = typeof time === 'number' ? time : Date.parse(time);
  return Number.isFinite(value) ? value : undefined;
}

const timeFormatters = new Map<string, Intl.DateTimeFormat>();

function timeFormat(key: string, make: () => Intl.DateTimeFormat) {
  let formatter = timeFormatters.get(key);
  if (!formatter) {
    formatter = make();
    timeFormatters.set(key, formatter);
  }
  return formatter;
}

/** The exact time with its zone: `Nov 21, 2026, 12:04:09 UTC`. */
export function formatTimestamp(
  time: string | number | undefined,
  options: { locale?: string; timeZone?: string } = {},
): string {
  const at = toMilliseconds(time);
  if (at === undefined) return UNKNOWN;
  const { locale, timeZone } = options;
  return timeFormat(
    `full|${locale}|${timeZone}`,
    () =>
      new Intl.DateTimeFormat(locale, {
        year: 'numeric',
        month: 'short',
        day: 'numeric',
        hour: '2-digit',
        minute: '2-digit',
        second: '2-digit',
        timeZoneName: 'short',
        timeZone,
      }),
  ).format(at);
}

/** The time of day with its zone, for charts of one day: `12:04 UTC`. */
export function formatTimeOfDay(
  time: string | number | undefined,
  options: { locale?: string; timeZone?: string } = {},
): string {
  const at = toMilliseconds(time);
  if (at === undefined) return UNKNOWN;
  const { locale, timeZone } = options;
  return timeFormat(
    `day|${locale}|${timeZone}`,
    () =>
      new Intl.DateTimeFormat(locale, {
        hour: '2-digit',
        minute: '2-digit',
        timeZoneName: 'short',
        timeZone,
      }),
  ).format(at);
}
