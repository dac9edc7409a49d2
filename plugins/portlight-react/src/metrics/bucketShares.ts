import {
  estimateQuantile,
  fromSampleValue,
  toSampleValue,
  type AggregatedHistogram,
} from '@portlight/plugin-portlight-common';

/** What lies in one bucket alone. */
export interface BucketShare {
  upper: number;
  /** Not cumulative. */
  count: number;
  /** Of all observations, 0 to 1. */
  share: number;
}

/**
 * The buckets one by one. Counts that fall (a peer was read between two increments) are as if they stood still; empty
 * buckets at either end are left out.
 */
export function bucketShares(
  buckets: AggregatedHistogram['buckets'],
): BucketShare[] {
  let before = 0;
  const single = buckets.map(bucket => {
    const cumulative = fromSampleValue(bucket.count);
    const count = Math.max(0, cumulative - before) || 0;
    before = Math.max(before, cumulative || 0);
    return { upper: fromSampleValue(bucket.upperBound), count };
  });
  const total = single.reduce((sum, { count }) => sum + count, 0);
  const isFilled = ({ count }: { count: number }) => count > 0;
  const first = single.findIndex(isFilled);
  if (first < 0) return [];
  const last = single.length - [...single].reverse().findIndex(isFilled);
  return single
    .slice(first, last)
    .map(({ upper, count }) => ({ upper, count, share: count / total }));
}

const add = (values: readonly AggregatedHistogram['count'][]) =>
  toSampleValue(
    values.reduce<number>((sum, value) => sum + fromSampleValue(value), 0),
  );

/**
 * Histograms of several sets of labels in one, with quantiles of all that was counted; undefined where their bounds are
 * not the same: then there is no one picture.
 */
export function addHistograms(
  histograms: readonly AggregatedHistogram[],
): AggregatedHistogram | undefined {
  const [first] = histograms;
  if (histograms.length <= 1) return first;
  const boundsOf = ({ buckets }: AggregatedHistogram) =>
    buckets.map(({ upperBound }) => String(upperBound)).join();
  const bounds = boundsOf(first);
  if (histograms.some(one => boundsOf(one) !== bounds)) return undefined;
  const buckets = first.buckets.map(({ upperBound }, index) => ({
    upperBound,
    count: add(histograms.map(one => one.buckets[index].count)),
  }));
  const counted = {
    bounds: buckets.map(({ upperBound }) => fromSampleValue(upperBound)),
    counts: buckets.map(({ count }) => fromSampleValue(count)),
  };
  const sums = histograms.flatMap(({ sum }) => sum ?? []);
  return {
    count: add(histograms.map(({ count }) => count)),
    ...(sums.length === histograms.length && { sum: add(sums) }),
    exact: histograms.every(({ exact }) => exact),
    quantilesOver: 'all',
    buckets,
    quantiles: first.quantiles.map(({ quantile }) => {
      const { value, error } = estimateQuantile(quantile, counted);
      return { quantile, value: toSampleValue(value), error };
    }),
  };
}
