import type { HealthContext } from './HealthContext';

/** Milliseconds of a second, minute and hour. */
export const SECOND = 1000;
/** Milliseconds. */
export const MINUTE = 60 * SECOND;
/** Milliseconds. */
export const HOUR = 60 * MINUTE;

const TIMESTAMP =
  /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:\d\d)$/;

/** Times that were read: pods are judged with their controllers again and again, by the same few texts. */
const known = new Map<string, number>();
const MAX_KNOWN = 10_000;
/** Longer texts are no times that anybody writes. */
const MAX_LENGTH = 40;

/**
 * Milliseconds since the epoch of an RFC 3339 timestamp. Other texts are not times: `Date.parse` would
 * read some of them in the time zone of this machine.
 */
export function parseTime(value: unknown): number | undefined {
  if (typeof value !== 'string' || value.length > MAX_LENGTH) {
    return undefined;
  }
  const before = known.get(value);
  if (before !== undefined) {
    return before;
  }
  const time = TIMESTAMP.test(value) ? Date.parse(value) : NaN;
  if (Number.isNaN(time)) {
    return undefined;
  }
  if (known.size >= MAX_KNOWN) {
    known.clear();
  }
  known.set(value, time);
  return time;
}

/** ISO 8601 in UTC without milliseconds, as Kubernetes writes times. */
export function formatTime(time: number | undefined): string | undefined {
  if (time === undefined || Math.abs(time) > 8.64e15) {
    return undefined;
  }
  return new Date(time).toISOString().replace(/\.\d{3}Z$/, 'Z');
}

/** The earliest of those that are known. */
export function earliest(...times: (number | undefined)[]): number | undefined {
  return earliestOf(times);
}

/** The earliest of many: a call takes only so many arguments. */
export function earliestOf(
  times: readonly (number | undefined)[],
): number | undefined {
  return times.reduce<number | undefined>(
    (found, time) =>
      time !== undefined && (found === undefined || time < found)
        ? time
        : found,
    undefined,
  );
}

/** The latest of those that are known. */
export function latest(...times: (number | undefined)[]): number | undefined {
  return times.reduce<number | undefined>(
    (found, time) =>
      time !== undefined && (found === undefined || time > found)
        ? time
        : found,
    undefined,
  );
}

/** Whether a grace period is over, and when to ask again if not. */
export interface Grace {
  over: boolean;
  /** Milliseconds since the epoch. */
  recheckAfter?: number;
}

/**
 * Whether something has lasted for a grace period. Where it began in the future the clocks disagree and its
 * age cannot be measured; `unmeasured` then decides, so that a clock that is off does not hide a fault for
 * as long as it is off.
 */
export function graceOf(
  context: HealthContext,
  began: number | undefined,
  period: number,
  unmeasured = true,
): Grace {
  if (began === undefined) {
    return { over: unmeasured };
  }
  const end = began + period;
  if (end <= context.now) {
    return { over: true };
  }
  if (began > context.now + 5 * SECOND) {
    return unmeasured ? { over: true } : { over: false, recheckAfter: end };
  }
  return { over: false, recheckAfter: end };
}

/** Whether something happened within the last `period`; what the future holds has just happened. */
export function isRecent(
  context: HealthContext,
  at: number | undefined,
  period: number,
): boolean {
  return at !== undefined && context.now - at < period;
}
