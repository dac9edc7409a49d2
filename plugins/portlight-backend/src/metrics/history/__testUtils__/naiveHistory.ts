import { LOOKBACK } from '../levels';

/** A sample by its time in seconds. */
export type NaiveSamples = ReadonlyMap<number, number>;

/** What samples of one bucket amount to. */
export interface NaiveBucket {
  count: number;
  seconds: number | null;
  increase: number | null;
  minimum: number | null;
  maximum: number | null;
  sum: number | null;
  last: number;
}

/** Rolled up in the plainest way, from all samples at once. */
export function naiveBuckets(
  samples: NaiveSamples,
  cumulative: boolean,
  step: number,
): Map<number, NaiveBucket> {
  const buckets = new Map<number, NaiveBucket>();
  const sorted = [...samples].sort(([a], [b]) => a - b);
  sorted.forEach(([at, value], index) => {
    const bucket = Math.floor(at / step) * step;
    const known = buckets.get(bucket) ?? {
      count: 0,
      seconds: null,
      increase: null,
      minimum: null,
      maximum: null,
      sum: null,
      last: value,
    };
    buckets.set(bucket, known);
    known.count++;
    known.last = value;
    if (!cumulative) {
      known.minimum = Math.min(known.minimum ?? value, value);
      known.maximum = Math.max(known.maximum ?? value, value);
      known.sum = (known.sum ?? 0) + value;
      return;
    }
    if (index === 0) return;
    const [beforeAt, before] = sorted[index - 1];
    if (at - beforeAt > LOOKBACK) return;
    known.seconds = (known.seconds ?? 0) + at - beforeAt;
    known.increase =
      (known.increase ?? 0) + (value >= before ? value - before : value);
  });
  return buckets;
}
