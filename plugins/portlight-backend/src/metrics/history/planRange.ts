import {
  HISTORY_LEVELS,
  type HistoryCoverage,
  type HistoryLevel,
  type HistoryQuery,
} from './HistoryReader';
import { bucketOf, ROLLUP_LEVELS } from './levels';

/** Where a range is read from. */
export interface RangePlan {
  level: HistoryLevel;
  /** Seconds between points. */
  step: number;
  /** A multiple of the step, in seconds since the epoch. */
  since: number;
  /** The same, exclusive. */
  until: number;
}

/** Seconds between samples that are expected, for what a step may be. */
export const SAMPLE_SECONDS = 15;

const SECONDS: Record<HistoryLevel, number> = {
  samples: SAMPLE_SECONDS,
  '1m': 0,
  '5m': 0,
  '1h': 0,
};
for (const { name, seconds } of ROLLUP_LEVELS) SECONDS[name] = seconds;

/**
 * Chooses the finest level that has the whole range, or as much of it as any, with at most twice the points that are
 * wished for.
 *
 * @param covered - since when each level has something
 */
export function planRange(
  { since, until, step }: Pick<HistoryQuery, 'since' | 'until' | 'step'>,
  covered: HistoryCoverage['since'],
): RangePlan {
  const oldest = Math.min(
    ...HISTORY_LEVELS.map(level => covered[level] ?? Infinity),
  );
  // A bucket that the oldest sample is in the middle of is all that there is of it.
  const needed = Math.max(since, oldest);
  const level =
    HISTORY_LEVELS.find(
      name =>
        SECONDS[name] * 2 >= step && (covered[name] ?? Infinity) <= needed,
    ) ?? HISTORY_LEVELS[HISTORY_LEVELS.length - 1];
  const own = SECONDS[level];
  const aligned =
    level === 'samples'
      ? Math.max(1, Math.round(step))
      : Math.max(1, Math.ceil(step / own)) * own;
  return {
    level,
    step: aligned,
    since: bucketOf(since, aligned),
    until: bucketOf(until - 1, aligned) + aligned,
  };
}
