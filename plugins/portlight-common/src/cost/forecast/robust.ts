/** The middle of numbers; of an even count the mean of the two in the middle. 0 of none. */
export function median(values: readonly number[]): number {
  if (values.length === 0) return 0;
  const sorted = [...values].sort((left, right) => left - right);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1
    ? sorted[middle]
    : (sorted[middle - 1] + sorted[middle]) / 2;
}

/**
 * The standard deviation as deviations from the expected tell it, undisturbed by outliers as long as they are fewer
 * than half: the median of their sizes, in the measure of the normal distribution. Where most are none at all, the mean
 * of their sizes, so that what happens seldom is not taken for what never happens.
 */
export function spread(deviations: readonly number[]): number {
  const sizes = deviations.map(Math.abs);
  const middle = median(sizes);
  if (middle > 0) return 1.4826 * middle;
  const sum = sizes.reduce((total, size) => total + size, 0);
  return sizes.length === 0 ? 0 : (1.2533 * sum) / sizes.length;
}
