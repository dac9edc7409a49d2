import type { ReactNode } from 'react';

/** One column of a table. */
export interface Column<T> {
  /** For lists of the server: the name that it sorts by. */
  id: string;
  header: string;
  cell(row: T): ReactNode;
  /** What rows are ordered by here (data that is wholly in the browser); unknown values come last. */
  sortValue?(row: T): string | number | undefined;
  /** The server can order by `id`. */
  isServerSortable?: boolean;
  /** The first click orders descending: for numbers and times, where the largest matters. */
  sortsDescendingFirst?: boolean;
  align?: 'right';
  /** Pixels; exactly one column of a table leaves it out and takes the rest. */
  width?: number;
  /** The header is for screen readers only: what is below explains itself. */
  isHeaderHidden?: boolean;
  /** Not shown until chosen. */
  isHidden?: boolean;
}

/** A way to narrow a table. */
export interface Filter<T> {
  id: string;
  label: string;
  /** Values to choose from; a filter without options takes text. */
  options?: readonly { value: string; label: string }[];
  /** Shown in the empty text field, such as `app=cart,tier in (web,api)`. */
  placeholder?: string;
  /** For data that is wholly in the browser. */
  matches?(row: T, values: readonly string[]): boolean;
}

/** Narrowest a column without a width becomes; below that the table scrolls. */
export const FLEXIBLE_WIDTH = 200;

/** Making one costs more than a thousand comparisons with it. */
const collator = new Intl.Collator(undefined, { numeric: true });

/** Orders numbers as numbers and names as people count (`pod-2` before `pod-10`). */
export function compareValues(
  a: string | number | undefined,
  b: string | number | undefined,
): number {
  return typeof a === 'number' && typeof b === 'number'
    ? a - b
    : collator.compare(String(a), String(b));
}
