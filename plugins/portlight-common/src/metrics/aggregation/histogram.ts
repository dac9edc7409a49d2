import { fromSampleValue } from './sampleValue';
import { statisticsOf, sumOf } from './statistics';
import type { SnapshotPeer, SnapshotSample, SnapshotSeries } from './types';

/**
 * A classic histogram: counts up to and with each bound, which ascend.
 *
 * @public
 */
export interface Buckets {
  /** Upper bounds, ascending; the last one is +Inf. */
  bounds: number[];
  /** Cumulative, one per bound. */
  counts: number[];
}

/** What was counted: since the peers began, or per second in the window. */
export type Counting = 'window' | 'all';

/**
 * A quantile that was estimated from buckets.
 *
 * @public
 */
export interface QuantileEstimate {
  /** The estimate; NaN without observations. */
  value: number;
  /** The true one is at most so far away; absent where nothing bounds it. */
  error?: number;
}

/**
 * The quantile of a classic histogram, as PromQL's `histogram_quantile` has it.
 *
 * @param quantile - from 0 to 1
 *
 * @public
 */
export function estimateQuantile(
  quantile: number,
  { bounds, counts: exposed }: Buckets,
): QuantileEstimate {
  if (bounds.length < 2 || bounds[bounds.length - 1] !== Infinity) {
    return { value: NaN };
  }
  const counts = levelled(exposed);
  const last = counts.length - 1;
  const total = counts[last];
  if (!(total > 0) || !(quantile >= 0 && quantile <= 1)) {
    return { value: NaN };
  }
  const rank = quantile * total;
  const bucket = counts.findIndex(count => count >= rank);
  if (bucket === last) {
    return { value: bounds[last - 1] };
  }
  const end = bounds[bucket];
  if (bucket === 0 && end <= 0) {
    return { value: end };
  }
  const start = bucket === 0 ? 0 : bounds[bucket - 1];
  const before = bucket === 0 ? 0 : counts[bucket - 1];
  const value =
    start + (end - start) * ((rank - before) / (counts[bucket] - before));
  // 0/0: nothing below the quantile 0 of a first bucket that is empty
  return Number.isNaN(value)
    ? { value }
    : { value, error: Math.max(value - start, end - value) };
}

/** Counts that fall from bucket to bucket were scraped while they changed. */
function levelled(counts: readonly number[]): number[] {
  let highest = -Infinity;
  return counts.map(count => {
    highest = Math.max(highest, Number.isNaN(count) ? highest : count);
    return highest;
  });
}

/** What one peer has of a sample: a level, or an increase per second. */
export function cellOf(
  sample: SnapshotSample,
  column: number,
  counting: Counting,
  peers: readonly SnapshotPeer[],
): number | undefined {
  if (counting === 'all') {
    const value = sample.values[column];
    return value === null ? undefined : fromSampleValue(value);
  }
  const increase = sample.increases?.[column] ?? null;
  const seconds = sample.seconds?.[column] ?? peers[column].seconds;
  return increase === null || !seconds ? undefined : increase / seconds;
}

/** Buckets of several peers, and series, in one. */
export interface AddedBuckets extends Buckets {
  /** Histograms that were added. */
  histograms: number;
  /** Whether all of them have the same bounds. */
  exact: boolean;
}

/**
 * Adds buckets at the bounds that all histograms have.
 *
 * @param columns - of which peers
 */
export function addBuckets(
  series: readonly SnapshotSeries[],
  peers: readonly SnapshotPeer[],
  columns: readonly number[],
  counting: Counting,
): AddedBuckets {
  const cells = new Map<number, number[]>();
  let histograms = 0;
  for (const { samples } of series) {
    const buckets = samples.filter(({ part }) => part === 'bucket');
    for (const column of columns) {
      let has = false;
      for (const bucket of buckets) {
        const cell = cellOf(bucket, column, counting, peers);
        if (cell !== undefined) {
          has = true;
          const bound = fromSampleValue(bucket.bound ?? NaN);
          const known = cells.get(bound);
          if (known) known.push(cell);
          else cells.set(bound, [cell]);
        }
      }
      histograms += has ? 1 : 0;
    }
  }
  const bounds = [...cells.keys()]
    .filter(bound => cells.get(bound)?.length === histograms)
    // Infinity - Infinity is no difference, but a bound is there once
    .sort((a, b) => (a < b ? -1 : 1));
  return {
    bounds,
    counts: bounds.map(bound => sumOf(cells.get(bound) ?? [])),
    histograms,
    exact: bounds.length === cells.size,
  };
}

/** The observations of the window where there were two scrapes, else all. */
export function recentBuckets(
  series: readonly SnapshotSeries[],
  peers: readonly SnapshotPeer[],
  columns: readonly number[],
): { buckets: AddedBuckets; over: Counting } {
  const recent = addBuckets(series, peers, columns, 'window');
  return recent.histograms > 0
    ? { buckets: recent, over: 'window' }
    : { buckets: addBuckets(series, peers, columns, 'all'), over: 'all' };
}

/** The range over the peers of a summary's quantile. */
export function quantileRange(sample: SnapshotSample): {
  minimum: number;
  maximum: number;
} {
  return statisticsOf(
    sample.values.flatMap(value =>
      value === null ? [] : [fromSampleValue(value)],
    ),
  );
}
