/**
 * PromQL's functions, written down once more as plainly as can be, for tests to compare with: from the documentation
 * of Prometheus and the behaviour of its engine, slow and without any thought of memory.
 */

/** One sample of a series. */
export interface Point {
  /** Seconds. */
  at: number;
  value: number;
}

/** Samples in `(end - window, end]`. */
function inWindow(points: readonly Point[], end: number, window: number) {
  return points.filter(({ at }) => at > end - window && at <= end);
}

function increase(points: readonly Point[]): number {
  let total = points[points.length - 1].value - points[0].value;
  for (let index = 1; index < points.length; index++) {
    if (points[index].value < points[index - 1].value) {
      total += points[index - 1].value;
    }
  }
  return total;
}

/** The increase over the samples' own time: `rate` without extrapolation. */
export function plainRate(
  all: readonly Point[],
  end: number,
  window: number,
): number | undefined {
  const points = inWindow(all, end, window);
  return points.length < 2
    ? undefined
    : increase(points) / (points[points.length - 1].at - points[0].at);
}

/** `rate(series[window])` at a time. */
export function rate(
  all: readonly Point[],
  end: number,
  window: number,
): number | undefined {
  const points = inWindow(all, end, window);
  if (points.length < 2) {
    return undefined;
  }
  const first = points[0];
  const last = points[points.length - 1];
  const sampled = last.at - first.at;
  const average = sampled / (points.length - 1);
  const grown = increase(points);
  const threshold = average * 1.1;
  let toStart = first.at - (end - window);
  let toEnd = end - last.at;
  if (toStart >= threshold) toStart = average / 2;
  if (grown > 0 && first.value >= 0) {
    // A counter is never below zero.
    toStart = Math.min(toStart, sampled * (first.value / grown));
  }
  if (toEnd >= threshold) toEnd = average / 2;
  return (grown * ((sampled + toStart + toEnd) / sampled)) / window;
}

/** `histogram_quantile(q, ...)` of cumulative counts by bound. */
export function histogramQuantile(
  q: number,
  buckets: readonly { bound: number; count: number }[],
): number {
  const sorted = [...buckets].sort((a, b) => (a.bound < b.bound ? -1 : 1));
  if (sorted.length < 2 || sorted[sorted.length - 1].bound !== Infinity) {
    return NaN;
  }
  for (let index = 1; index < sorted.length; index++) {
    sorted[index] = {
      ...sorted[index],
      count: Math.max(sorted[index].count, sorted[index - 1].count),
    };
  }
  const observations = sorted[sorted.length - 1].count;
  if (observations === 0) {
    return NaN;
  }
  let rank = q * observations;
  let index = 0;
  while (index < sorted.length - 1 && sorted[index].count < rank) {
    index += 1;
  }
  if (index === sorted.length - 1) {
    return sorted[sorted.length - 2].bound;
  }
  if (index === 0 && sorted[0].bound <= 0) {
    return sorted[0].bound;
  }
  let start = 0;
  let { count } = sorted[index];
  if (index > 0) {
    start = sorted[index - 1].bound;
    count -= sorted[index - 1].count;
    rank -= sorted[index - 1].count;
  }
  return start + (sorted[index].bound - start) * (rank / count);
}

/** `sum`, `avg`, `min`, `max` and `count` of one group. */
export function aggregate(values: readonly number[]) {
  const numbers = values.filter(value => !Number.isNaN(value));
  const sum = values.reduce((total, value) => total + value, 0);
  return {
    sum,
    average: sum / values.length,
    minimum: numbers.length === 0 ? NaN : Math.min(...numbers),
    maximum: numbers.length === 0 ? NaN : Math.max(...numbers),
    count: values.length,
  };
}
