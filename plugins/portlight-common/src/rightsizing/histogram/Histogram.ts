import type { BucketScheme } from './buckets';

/** Weights by bucket. @public */
export class Histogram {
  readonly #weights: Float64Array;
  /** Buckets before and after these have no weight. */
  #first: number;
  #last = -1;
  #total = 0;
  /** The buckets; only histograms of the same ones can be merged. */
  readonly scheme: BucketScheme;

  /** An empty one. */
  constructor(scheme: BucketScheme) {
    this.scheme = scheme;
    this.#weights = new Float64Array(scheme.count);
    this.#first = scheme.count;
  }

  /** Adds a value. */
  add(value: number, weight = 1): void {
    this.addToBucket(this.scheme.find(value), weight);
  }

  /** Adds to a bucket; nothing where there is no such bucket. */
  addToBucket(bucket: number, weight: number): void {
    if (bucket >= 0 && bucket < this.scheme.count && weight > 0) {
      this.#weights[bucket] += weight;
      this.#total += weight;
      if (bucket < this.#first) this.#first = bucket;
      if (bucket > this.#last) this.#last = bucket;
    }
  }

  /** Adds all that another one has. */
  merge(other: Histogram): void {
    if (other.scheme !== this.scheme) {
      throw new Error('Histograms with different buckets cannot be merged');
    }
    for (const [bucket, weight] of other.buckets()) {
      this.addToBucket(bucket, weight);
    }
  }

  /** Multiplies all weights. */
  scale(factor: number): void {
    for (let bucket = this.#first; bucket <= this.#last; bucket++) {
      this.#weights[bucket] *= factor;
    }
    this.#total *= factor;
  }

  /** All weights together. */
  get total(): number {
    return this.#total;
  }

  /** Whether no bucket has a weight that counts. */
  get empty(): boolean {
    return this.#range() === undefined;
  }

  /**
   * The end of the bucket in which a part of all weight is reached; the begin of the last one, which has no end. 0
   * where there is nothing.
   *
   * @param part - from 0 to 1
   */
  percentile(part: number): number {
    const range = this.#range();
    if (!range) return 0;
    const [first, last] = range;
    const threshold = part * this.total;
    let bucket = first;
    let sum = 0;
    for (; bucket < last; bucket++) {
      sum += this.#weights[bucket];
      if (sum >= threshold) break;
    }
    return this.scheme.start(Math.min(bucket + 1, this.scheme.count - 1));
  }

  /** The mean of a function of the values, each taken at the middle of its bucket; undefined where there is nothing. */
  mean(of: (value: number) => number): number | undefined {
    const { total, scheme } = this;
    if (!(total > 0)) return undefined;
    let sum = 0;
    for (let bucket = this.#first; bucket <= this.#last; bucket++) {
      const weight = this.#weights[bucket];
      if (weight === 0) continue;
      const start = scheme.start(bucket);
      const end = scheme.start(Math.min(bucket + 1, scheme.count - 1));
      sum += of((start + end) / 2) * weight;
    }
    return sum / total;
  }

  /** Buckets that have a weight, in their order. */
  *buckets(): IterableIterator<[bucket: number, weight: number]> {
    for (let bucket = this.#first; bucket <= this.#last; bucket++) {
      if (this.#weights[bucket] > 0) yield [bucket, this.#weights[bucket]];
    }
  }

  /** First and last bucket that count. */
  #range(): [number, number] | undefined {
    const { epsilon } = this.scheme;
    let first = this.#first;
    let last = this.#last;
    while (first <= last && this.#weights[first] < epsilon) first++;
    while (last >= first && this.#weights[last] < epsilon) last--;
    return first > last ? undefined : [first, last];
  }
}
