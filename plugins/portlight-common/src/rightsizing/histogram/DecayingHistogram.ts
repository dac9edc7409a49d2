import type { BucketScheme } from './buckets';
import { Histogram } from './Histogram';

/** Beyond this many half-lives weights are made smaller, so that no number becomes too large. */
const MAXIMUM_EXPONENT = 100;
/** The heaviest bucket of a checkpoint. */
const MAXIMUM_CHECKPOINT_WEIGHT = 10_000;

/** How the Vertical Pod Autoscaler writes down a histogram (`HistogramCheckpoint`). @public */
export interface HistogramCheckpoint {
  /** ISO 8601; absent where nothing was added. */
  referenceTimestamp?: string;
  /** By bucket, the heaviest 10,000; what rounds to 0 is left out. */
  bucketWeights: Record<number, number>;
  /** What the weights add up to. */
  totalWeight: number;
}

/**
 * A histogram in which a value counts half as much with each half-life that it is old: what is added gets heavier, by
 * 2^((time - reference) / half-life), and what there is stays.
 *
 * @public
 */
export class DecayingHistogram {
  readonly #histogram: Histogram;
  #reference?: number;

  /** Seconds. */
  readonly halfLife: number;

  /**
   * An empty one.
   *
   * @param halfLife - seconds
   */
  constructor(scheme: BucketScheme, halfLife: number) {
    this.#histogram = new Histogram(scheme);
    this.halfLife = halfLife;
  }

  /** From when on weights grow, in seconds since the epoch: a multiple of the half-life. */
  get reference(): number | undefined {
    return this.#reference;
  }

  /**
   * Adds a value.
   *
   * @param at - seconds since the epoch
   */
  add(value: number, weight: number, at: number): void {
    this.#histogram.add(value, weight * this.#factor(at));
  }

  /**
   * Adds to a bucket.
   *
   * @param at - seconds since the epoch
   */
  addToBucket(bucket: number, weight: number, at: number): void {
    this.#histogram.addToBucket(bucket, weight * this.#factor(at));
  }

  /** Adds all that another one has, which stays as it is. */
  merge(other: DecayingHistogram): void {
    if (other.halfLife !== this.halfLife) {
      throw new Error('Histograms with different half-lives cannot be merged');
    }
    const theirs = other.#reference;
    if (theirs === undefined) return;
    if (this.#reference === undefined || this.#reference < theirs) {
      this.#shift(theirs);
    }
    const copy = new Histogram(this.#histogram.scheme);
    copy.merge(other.#histogram);
    copy.scale(2 ** ((theirs - this.#reference!) / this.halfLife));
    this.#histogram.merge(copy);
  }

  /** See {@link Histogram.percentile}. */
  percentile(part: number): number {
    return this.#histogram.percentile(part);
  }

  /** Whether there is nothing that counts. */
  get empty(): boolean {
    return this.#histogram.empty;
  }

  /** Weights by bucket, relative to the reference. */
  buckets(): IterableIterator<[bucket: number, weight: number]> {
    return this.#histogram.buckets();
  }

  /** As the Vertical Pod Autoscaler writes it down. */
  checkpoint(): HistogramCheckpoint {
    const weights = [...this.#histogram.buckets()];
    const heaviest = Math.max(0, ...weights.map(([, weight]) => weight));
    const bucketWeights: Record<number, number> = {};
    for (const [bucket, weight] of weights) {
      const rounded = Math.floor(
        (weight * MAXIMUM_CHECKPOINT_WEIGHT) / heaviest + 0.5,
      );
      if (rounded > 0) bucketWeights[bucket] = rounded;
    }
    return {
      ...(this.#reference === undefined
        ? {}
        : {
            referenceTimestamp: new Date(this.#reference * 1000).toISOString(),
          }),
      bucketWeights,
      totalWeight: this.#histogram.total,
    };
  }

  /**
   * What a checkpoint says.
   *
   * @throws Error where it is none of these buckets
   */
  static fromCheckpoint(
    scheme: BucketScheme,
    halfLife: number,
    checkpoint: HistogramCheckpoint,
  ): DecayingHistogram {
    const { bucketWeights, totalWeight, referenceTimestamp } = checkpoint;
    if (!(totalWeight >= 0)) {
      throw new Error(`A checkpoint cannot weigh ${totalWeight}`);
    }
    const weights = Object.entries(bucketWeights).map(
      ([bucket, weight]) => [Number(bucket), weight] as const,
    );
    for (const [bucket, weight] of weights) {
      if (!(Number.isInteger(bucket) && bucket >= 0 && bucket < scheme.count)) {
        throw new Error(`There is no bucket ${bucket} of ${scheme.count}`);
      }
      if (!(weight >= 0)) throw new Error(`A bucket cannot weigh ${weight}`);
    }
    const histogram = new DecayingHistogram(scheme, halfLife);
    const sum = weights.reduce((total, [, weight]) => total + weight, 0);
    if (sum === 0) return histogram;
    const at = Date.parse(referenceTimestamp ?? '') / 1000;
    if (Number.isFinite(at)) histogram.#reference = at;
    for (const [bucket, weight] of weights) {
      histogram.#histogram.addToBucket(bucket, (weight * totalWeight) / sum);
    }
    return histogram;
  }

  #factor(at: number): number {
    if (
      this.#reference === undefined ||
      at > this.#reference + MAXIMUM_EXPONENT * this.halfLife
    ) {
      this.#shift(at);
    }
    return 2 ** ((at - this.#reference!) / this.halfLife);
  }

  #shift(at: number): void {
    const reference = Math.round(at / this.halfLife) * this.halfLife;
    if (this.#reference !== undefined) {
      const exponent = Math.round(
        (this.#reference - reference) / this.halfLife,
      );
      this.#histogram.scale(2 ** exponent);
    }
    this.#reference = reference;
  }
}
