import type { Span } from '../types';

/** Seconds of an hour. */
export const HOUR = 3600;

/** The part of a span within another; nothing (begin and end alike) where they do not meet, or one is no time. */
export function within({ start, end }: Span, outer: Span): Span {
  const from = Math.max(start, outer.start);
  const to = Math.min(end, outer.end);
  return from < to ? { start: from, end: to } : { start: 0, end: 0 };
}

/** Seconds of a span. */
export function seconds({ start, end }: Span): number {
  return end - start;
}

/** Distinct moments in order. */
export function inOrder(moments: Iterable<number>): Float64Array {
  return Float64Array.from(new Set(moments)).sort();
}

/** Where a moment stands among those in order that contain it. */
export function indexOf(moments: Float64Array, moment: number): number {
  let low = 0;
  let high = moments.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (moments[middle] < moment) low = middle + 1;
    else high = middle;
  }
  return low;
}
