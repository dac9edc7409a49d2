import type { HourCoverage } from '@portlight/plugin-portlight-common';

/** Where hours come from that were watched. */
export const MIRROR = 'mirror';

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Seconds after the end of an hour for what is on its way: statuses of pods, five minutes of usage. */
export const GRACE = 2 * MINUTE;

/** Seconds until an incomplete hour is tried again first; each time after, twice as long. */
const FIRST_REDO = 10 * MINUTE;

/** Seconds after the end of an hour from which on nothing more is expected to come. */
const REDO_WITHIN = DAY;

/** Seconds that are caught up after a time without Portlight. */
const CATCH_UP = 7 * DAY;

/** The beginning of the hour that a time is in. */
export function hourOf(at: number): number {
  return Math.floor(at / HOUR) * HOUR;
}

/** The end of the last hour that is to be computed at a time: seconds since the epoch. */
export function finishedUntil(now: number): number {
  return hourOf(now - GRACE);
}

/**
 * The hours that are missing, the oldest first.
 *
 * @param first - the first hour of which anything is known; nothing before it was ever seen
 * @param done - hours that were computed
 * @param now - seconds since the epoch
 */
export function missingHours(
  first: number | undefined,
  done: ReadonlySet<number>,
  now: number,
): number[] {
  if (first === undefined) return [];
  const until = finishedUntil(now);
  const hours: number[] = [];
  for (
    let hour = Math.max(hourOf(first), catchUpSince(now));
    hour < until;
    hour += HOUR
  ) {
    if (!done.has(hour)) hours.push(hour);
  }
  return hours;
}

/** Since when missing hours are caught up. */
export function catchUpSince(now: number): number {
  return hourOf(now - CATCH_UP);
}

/** Something of the hour is not known. */
export function isIncomplete({ observedMinutes, usage }: HourCoverage) {
  return observedMinutes < HOUR / MINUTE || usage === 'partial';
}

/**
 * When an hour is tried again: seconds since the epoch, or nothing where it is complete or nothing more can come.
 *
 * @param attempts - how often it was computed, with this time
 */
export function redoAt(
  hour: number,
  coverage: HourCoverage,
  attempts: number,
  now: number,
): number | undefined {
  if (!isIncomplete(coverage)) return undefined;
  const at = now + FIRST_REDO * 2 ** Math.min(attempts - 1, 20);
  return at <= hour + HOUR + REDO_WITHIN ? at : undefined;
}
