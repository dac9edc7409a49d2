import { invalidParameter } from '@portlight/plugin-portlight-common';

/** A range of time, in seconds since the epoch. */
export interface MetricsTimeRange {
  since: number;
  /** Exclusive. */
  until: number;
  /** Seconds between points. */
  step: number;
}

/** What charts of an hour show and what Prometheus answers at most. */
const WISHED_POINTS = 240;
const MAXIMUM_POINTS = 11_000;
const HOUR = 3600;
const DAY = 24 * HOUR;
/** Longer ranges are typing errors. */
const LONGEST = 5 * 366 * DAY;
/** Seconds by which a browser's clock may be ahead. */
const CLOCK_SKEW = 60;
/** Steps that divide hours and days, so that points of different ranges fall together. */
const STEPS = [
  15,
  30,
  60,
  120,
  300,
  600,
  900,
  1800,
  HOUR,
  2 * HOUR,
  4 * HOUR,
  6 * HOUR,
  12 * HOUR,
  DAY,
  7 * DAY,
];

function seconds(parameter: string, value: string): number {
  const time = Date.parse(value) / 1000;
  if (Number.isFinite(time)) return time;
  throw invalidParameter(
    parameter,
    `\`${parameter}\` is no time that there is`,
  );
}

/**
 * The range of time that a request asks for.
 *
 * @param now - milliseconds since the epoch
 * @param finest - seconds; no finer step is chosen, though it may be asked for
 * @throws PortlightError for ranges that end before they begin, and those with more than 11,000 points
 */
export function readTimeRange(
  query: { since?: string; until?: string; step?: number },
  now: number,
  finest = STEPS[0],
): MetricsTimeRange {
  const latest = now / 1000;
  const until = Math.min(
    query.until === undefined ? latest : seconds('until', query.until),
    latest + CLOCK_SKEW,
  );
  const since =
    query.since === undefined ? until - HOUR : seconds('since', query.since);
  const length = until - since;
  if (!(length > 0)) {
    throw invalidParameter(
      'since',
      '`since` has to be before `until`, and in the past',
    );
  }
  if (length > LONGEST) {
    throw invalidParameter(
      'since',
      'The range of time is longer than five years',
    );
  }
  const step =
    query.step ??
    STEPS.find(each => each >= Math.max(finest, length / WISHED_POINTS)) ??
    STEPS[STEPS.length - 1];
  if (length / step > MAXIMUM_POINTS) {
    throw invalidParameter(
      'step',
      `The range has more than 11,000 points of ${step} s; ask for a step of at least ${Math.ceil(
        length / MAXIMUM_POINTS,
      )} s or for a shorter range`,
    );
  }
  return { since, until, step };
}
