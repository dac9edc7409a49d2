/**
 * The sum, compensated (Neumaier), as PromQL adds.
 */
export function sumOf(values: readonly number[]): number {
  let sum = 0;
  let lost = 0;
  for (const value of values) {
    const next = sum + value;
    if (Number.isFinite(next)) {
      lost +=
        Math.abs(sum) >= Math.abs(value)
          ? sum - next + value
          : value - next + sum;
    }
    sum = next;
  }
  return sum + lost;
}

/** The sum, average, minimum and maximum of the peers that have a value. */
export interface Statistics {
  count: number;
  sum: number;
  average: number;
  minimum: number;
  maximum: number;
}

/** As PromQL's aggregations: a NaN makes sum and average NaN, and is no minimum or maximum beside a number. */
export function statisticsOf(values: readonly number[]): Statistics {
  let minimum = NaN;
  let maximum = NaN;
  for (const value of values) {
    minimum = Number.isNaN(minimum) || value < minimum ? value : minimum;
    maximum = Number.isNaN(maximum) || value > maximum ? value : maximum;
  }
  const sum = sumOf(values);
  return {
    count: values.length,
    sum,
    average: sum / values.length,
    minimum,
    maximum,
  };
}
