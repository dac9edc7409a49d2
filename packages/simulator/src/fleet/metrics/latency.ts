import type { Exposition } from './Exposition';

/** Upper bounds in seconds as client libraries have them by default. */
export const DEFAULT_BOUNDS = [
  0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10,
];

/** Bounds of a newer version of a program. */
export const FINE_BOUNDS = [
  0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5,
];

/** Standard deviation of the logarithm: a p99 of about five times the median. */
const SIGMA = 0.7;

/** The share of requests that take at most so many seconds, where half take `median`: a log-normal distribution. */
export function shareWithin(seconds: number, median: number): number {
  return normal(Math.log(seconds / median) / SIGMA);
}

/** The mean of such a distribution. */
export function meanOf(median: number): number {
  return median * Math.exp((SIGMA * SIGMA) / 2);
}

/** Abramowitz and Stegun 7.1.26, to seven digits. */
function normal(z: number): number {
  const x = Math.abs(z) / Math.SQRT2;
  const t = 1 / (1 + 0.3275911 * x);
  const polynomial =
    t *
    (0.254829592 +
      t *
        (-0.284496736 +
          t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))));
  const error = 1 - polynomial * Math.exp(-x * x);
  return z < 0 ? (1 - error) / 2 : (1 + error) / 2;
}

/** The series of a histogram of so many requests. */
export function histogram(
  out: Exposition,
  name: string,
  labels: Record<string, string>,
  requests: number,
  median: number,
  bounds: readonly number[],
): void {
  const count = Math.floor(requests);
  for (const bound of bounds) {
    out.sample(
      `${name}_bucket`,
      { ...labels, le: bound },
      Math.floor(requests * shareWithin(bound, median)),
    );
  }
  out.sample(`${name}_bucket`, { ...labels, le: '+Inf' }, count);
  out.sample(`${name}_sum`, labels, requests * meanOf(median));
  out.sample(`${name}_count`, labels, count);
}
