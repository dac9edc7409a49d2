/**
 * Into which buckets values go. A bucket ends where the next one begins; the last has no end.
 *
 * @public
 */
export interface BucketScheme {
  /** How many there are. */
  readonly count: number;
  /** Weights below this are none. */
  readonly epsilon: number;
  /** Where a bucket begins. */
  start(bucket: number): number;
  /** The bucket of a value. */
  find(value: number): number;
}

/**
 * Buckets each of which is larger than the one before by the same ratio, the first beginning at 0: the scheme of the
 * Vertical Pod Autoscaler, with its formulas.
 *
 * @public
 */
export function exponentialBuckets(options: {
  /** The largest value that is told apart. */
  maximum: number;
  /** Size of the first bucket. */
  first: number;
  /** More than 1. */
  ratio: number;
  /** Weights below this are none. */
  epsilon: number;
}): BucketScheme {
  const { maximum, first, ratio, epsilon } = options;
  const logarithm = Math.log(ratio);
  const growth = ratio - 1;
  const count =
    Math.ceil(Math.log((maximum * growth) / first + 1) / logarithm) + 1;
  // Powers take their time, and percentiles are asked for again and again.
  const starts = Float64Array.from(
    { length: count + 1 },
    (_, bucket) => (first * (ratio ** bucket - 1)) / growth,
  );
  return {
    count,
    epsilon,
    start: bucket => starts[bucket],
    find: value =>
      value < first
        ? 0
        : Math.min(
            count - 1,
            Math.floor(Math.log((value * growth) / first + 1) / logarithm),
          ),
  };
}

const RATIO = 1.05;
/** A thousandth of the least weight of a sample. */
const EPSILON = 0.001 * 0.1;

/** Cores: 176 buckets, from 0.01 to 1000. @public */
export const CPU_BUCKETS: BucketScheme = exponentialBuckets({
  maximum: 1000,
  first: 0.01,
  ratio: RATIO,
  epsilon: EPSILON,
});

/** Bytes: 176 buckets, from 10 MB to 1 TB. @public */
export const MEMORY_BUCKETS: BucketScheme = exponentialBuckets({
  maximum: 1e12,
  first: 1e7,
  ratio: RATIO,
  epsilon: EPSILON,
});

/** Whatever quotas count: cores, bytes or objects. @public */
export const QUOTA_BUCKETS: BucketScheme = exponentialBuckets({
  maximum: 1e15,
  first: 0.01,
  ratio: RATIO,
  epsilon: EPSILON,
});
