import type { HistoryValues, RangeSeries } from './HistoryReader';
import type { RangePlan } from './planRange';
import type { BucketRow } from './rollupSql';
import type { StoredSeries } from './SqlHistoryReader';

/** The values of one series while they are put together; NaN where there are none. */
interface Values {
  count: Float64Array;
  seconds: Float64Array;
  increase: Float64Array;
  minimum: Float64Array;
  maximum: Float64Array;
  sum: Float64Array;
  last: Float64Array;
}

function empty(points: number): Values {
  const array = () => new Float64Array(points).fill(NaN);
  return {
    count: array(),
    seconds: array(),
    increase: array(),
    minimum: array(),
    maximum: array(),
    sum: array(),
    last: array(),
  };
}

const merge = {
  add: (a: number, b: number) => a + b,
  smaller: Math.min,
  larger: Math.max,
};

function put(
  array: Float64Array,
  index: number,
  value: number | null,
  merged: (a: number, b: number) => number,
): void {
  if (value === null) return;
  array[index] = Number.isNaN(array[index])
    ? value
    : merged(array[index], value);
}

function valuesOf(array: Float64Array): HistoryValues {
  return Array.from(array, value => (Number.isNaN(value) ? null : value));
}

function quotient(a: Float64Array, b: Float64Array): HistoryValues {
  return Array.from(a, (value, index) => {
    const result = value / b[index];
    return Number.isFinite(result) ? result : null;
  });
}

/** Puts rows of several levels together into the arrays of an answer. */
export class Accumulators {
  readonly #plan: RangePlan;
  readonly #series: readonly StoredSeries[];
  readonly #values = new Map<number, Values>();
  readonly #points: number;

  constructor(plan: RangePlan, series: readonly StoredSeries[]) {
    this.#plan = plan;
    this.#series = series;
    this.#points = (plan.until - plan.since) / plan.step;
  }

  /** Adds rows; where there is something of a bucket already, that is newer. */
  add(rows: readonly BucketRow[]): void {
    const { since, step } = this.#plan;
    for (const row of rows) {
      const index = (row.bucket - since) / step;
      let values = this.#values.get(row.series);
      if (!values) {
        values = empty(this.#points);
        this.#values.set(row.series, values);
      }
      put(values.count, index, row.count, merge.add);
      put(values.seconds, index, row.seconds, merge.add);
      put(values.increase, index, row.increase, merge.add);
      put(values.minimum, index, row.minimum, merge.smaller);
      put(values.maximum, index, row.maximum, merge.larger);
      put(values.sum, index, row.sum, merge.add);
      put(values.last, index, row.last, newer => newer);
    }
  }

  /** Series with anything in the range. */
  result(): { times: number[]; series: RangeSeries[] } {
    const { since, step } = this.#plan;
    const series: RangeSeries[] = [];
    for (const stored of this.#series) {
      const values = this.#values.get(stored.id);
      if (!values) continue;
      const { name, labels, type, peer, cumulative } = stored;
      const identity = { name, labels, type, peer };
      series.push(
        cumulative
          ? {
              ...identity,
              kind: 'counter',
              rate: quotient(values.increase, values.seconds),
              increase: valuesOf(values.increase),
            }
          : {
              ...identity,
              kind: 'gauge',
              average: quotient(values.sum, values.count),
              minimum: valuesOf(values.minimum),
              maximum: valuesOf(values.maximum),
              last: valuesOf(values.last),
            },
      );
    }
    return {
      times: Array.from(
        { length: this.#points },
        (_, index) => since + index * step,
      ),
      series,
    };
  }
}
