import type { SampleValue } from '../../api/types';

/**
 * A number as JSON can carry it.
 *
 * @public
 */
export function toSampleValue(value: number): SampleValue {
  if (Number.isFinite(value)) {
    // JSON has no negative zero.
    return value === 0 ? 0 : value;
  }
  if (Number.isNaN(value)) {
    return 'NaN';
  }
  return value > 0 ? '+Inf' : '-Inf';
}

/**
 * The number that {@link toSampleValue} wrote.
 *
 * @public
 */
export function fromSampleValue(value: SampleValue): number {
  if (typeof value === 'number') {
    return value;
  }
  switch (value) {
    case '+Inf':
      return Infinity;
    case '-Inf':
      return -Infinity;
    default:
      return NaN;
  }
}

/** A number as a label (`le`, `quantile`) spells it; undefined where it is none. */
export function parseBound(text: string): number | undefined {
  if (/^[+-]?inf(inity)?$/i.test(text)) {
    return text.startsWith('-') ? -Infinity : Infinity;
  }
  // Number() takes '' and blanks for 0
  if (!/^[+-]?[\d.]/.test(text)) {
    return undefined;
  }
  const value = Number(text);
  return Number.isNaN(value) ? undefined : value;
}
