/** The value in the middle of a list that is not empty; of two the mean. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1
    ? sorted[middle]
    : (sorted[middle - 1] + sorted[middle]) / 2;
}

/**
 * The smallest value that so many of the values do not exceed (nearest rank).
 *
 * @param share - from 0 to 1, such as 0.95
 */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const rank = Math.ceil(share * sorted.length);
  return sorted[Math.min(Math.max(rank, 1), sorted.length) - 1];
}

/**
 * The exponent of the power that fits amounts best, by least squares of the logarithms: 1 is linear growth, 0
 * none.
 *
 * @param points - sizes with their amounts, all above zero and with two sizes at least
 */
export function growthExponent(
  points: readonly (readonly [size: number, amount: number])[],
): number {
  const logarithms = points.map(([size, amount]) => [
    Math.log(size),
    Math.log(amount),
  ]);
  const mean = (index: number) =>
    logarithms.reduce((sum, point) => sum + point[index], 0) /
    logarithms.length;
  const [x, y] = [mean(0), mean(1)];
  let covariance = 0;
  let variance = 0;
  for (const [size, amount] of logarithms) {
    covariance += (size - x) * (amount - y);
    variance += (size - x) ** 2;
  }
  return covariance / variance;
}
