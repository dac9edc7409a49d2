import { labelName, PromQl, type RangeSelector } from './PromQl';

/** Which labels an aggregation keeps: some, all but some, or none. */
export type Grouping =
  | { by?: readonly string[]; without?: undefined }
  | { without: readonly string[]; by?: undefined };

function call(name: string, argument: string): PromQl {
  return PromQl.of(`${name}(${argument})`);
}

function number(value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? '+Inf' : '-Inf';
  return String(value);
}

function aggregate(
  operator: string,
  expression: PromQl,
  { by = [], without }: Grouping = {},
  parameter?: number,
): PromQl {
  const labels = (without ?? by).map(labelName).join(', ');
  const grouping =
    without || by.length > 0
      ? ` ${without ? 'without' : 'by'} (${labels}) `
      : '';
  const first = parameter === undefined ? '' : `${number(parameter)}, `;
  return PromQl.of(`${operator}${grouping}(${first}${expression.text})`);
}

/** `rate`: the increase per second, corrected for resets. */
export const rate = (series: RangeSelector) => call('rate', series.text);
/** `increase`: corrected for resets. */
export const increase = (series: RangeSelector) =>
  call('increase', series.text);
/** `avg_over_time`. */
export const averageOverTime = (series: RangeSelector) =>
  call('avg_over_time', series.text);
/** `min_over_time`. */
export const minimumOverTime = (series: RangeSelector) =>
  call('min_over_time', series.text);
/** `max_over_time`. */
export const maximumOverTime = (series: RangeSelector) =>
  call('max_over_time', series.text);
/** `sum`. */
export const sum = (expression: PromQl, grouping?: Grouping) =>
  aggregate('sum', expression, grouping);
/** `avg`. */
export const average = (expression: PromQl, grouping?: Grouping) =>
  aggregate('avg', expression, grouping);
/** `min`. */
export const minimum = (expression: PromQl, grouping?: Grouping) =>
  aggregate('min', expression, grouping);
/** `max`. */
export const maximum = (expression: PromQl, grouping?: Grouping) =>
  aggregate('max', expression, grouping);
/** `count`. */
export const count = (expression: PromQl, grouping?: Grouping) =>
  aggregate('count', expression, grouping);

/**
 * `topk`: the largest series.
 *
 * @throws RangeError where `limit` is no number of series
 */
export function topk(
  limit: number,
  expression: PromQl,
  grouping?: Grouping,
): PromQl {
  if (!Number.isSafeInteger(limit) || limit < 1) {
    throw new RangeError(`${limit} is no number of series`);
  }
  return aggregate('topk', expression, grouping, limit);
}

/** `histogram_quantile` of classic buckets (kept by `le`) or native histograms. */
export const histogramQuantile = (quantile: number, buckets: PromQl) =>
  call('histogram_quantile', `${number(quantile)}, ${buckets.text}`);

/** One by the other, where their labels are the same. */
export const divide = (dividend: PromQl, divisor: PromQl) =>
  PromQl.of(`(${dividend.text} / ${divisor.text})`);

/** An expression, multiplied by a number. */
export const scale = (expression: PromQl, factor: number) =>
  PromQl.of(`(${expression.text} * ${number(factor)})`);

/** The first, and where it has nothing the second. */
export const either = (first: PromQl, second: PromQl) =>
  PromQl.of(`(${first.text} or ${second.text})`);

/** A number at every time; `or vector(0)` is zero where there are no series. */
export const vector = (value: number) => call('vector', number(value));
