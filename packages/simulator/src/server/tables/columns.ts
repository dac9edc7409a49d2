import type { Column } from './table';

/** The columns of each kind that has its own, by `group/Kind`. */
export const COLUMNS: Record<string, readonly Column[]> = {};
