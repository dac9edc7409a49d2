import type { TableState } from '../urlState';
import { compareValues, type Column, type Filter } from './columns';

/** What narrows and orders rows that are wholly in the browser. */
export interface Arrangement<T> {
  columns: readonly Column<T>[];
  filters: readonly Filter<T>[];
  searchText?(row: T): string;
  state: Pick<TableState, 'search' | 'filters'>;
  sort: TableState['sort'];
}

/** The rows that match search and filters, in order; rows without a value come last in both directions. */
export function arrangeRows<T>(
  rows: readonly T[],
  arrangement: Arrangement<T>,
): readonly T[] {
  const { columns, filters, searchText, state, sort } = arrangement;
  const text = state.search.trim().toLowerCase();
  const set = filters.filter(filter => state.filters[filter.id] !== undefined);
  const matching =
    text || set.length > 0
      ? rows.filter(
          row =>
            (!text || searchText?.(row).toLowerCase().includes(text)) &&
            set.every(
              ({ id, matches }) => matches?.(row, state.filters[id]) ?? true,
            ),
        )
      : rows;
  // What a pasted address names but this table has not, must not break it.
  const sortValue = columns.find(({ id }) => id === sort?.column)?.sortValue;
  if (!sortValue) return matching;
  const sign = sort?.descending ? -1 : 1;
  return matching
    .map(row => ({ row, value: sortValue(row) }))
    .sort((a, b) => {
      if (a.value === undefined || b.value === undefined) {
        return Number(a.value === undefined) - Number(b.value === undefined);
      }
      return sign * compareValues(a.value, b.value);
    })
    .map(({ row }) => row);
}

/** Whether a click on the head of a column orders by it. */
export const isSortable = <T>(column: Column<T>, isServerSide: boolean) =>
  isServerSide
    ? Boolean(column.isServerSortable)
    : column.sortValue !== undefined;

/** The order after a click on the head of a column: the other direction where it is the column's already. */
export function nextSort<T>(
  column: Column<T>,
  sort: TableState['sort'],
): NonNullable<TableState['sort']> {
  return {
    column: column.id,
    descending:
      sort?.column === column.id
        ? !sort.descending
        : column.sortsDescendingFirst ?? false,
  };
}
