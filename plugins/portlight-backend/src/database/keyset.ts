import type { Knex } from 'knex';
import type { CursorValues } from './cursor';

/** One column of an order. */
export interface OrderColumn {
  column: string;
  descending?: boolean;
  /** Rows without a value come last, in either direction. */
  nullable?: boolean;
}

/** Sorts alike on both databases, which by themselves disagree on where NULL belongs. */
export function orderBy(
  query: Knex.QueryBuilder,
  order: readonly OrderColumn[],
): void {
  for (const { column, descending, nullable } of order) {
    if (nullable) {
      query.orderByRaw('(?? is null) asc', [column]);
    }
    query.orderBy(column, descending ? 'desc' : 'asc');
  }
}

/**
 * Narrows to the rows that come after a position. Ascending columns without NULL are compared as one row
 * value, with which both databases enter an index on them at the position instead of at its beginning.
 */
export function whereAfter(
  query: Knex.QueryBuilder,
  order: readonly OrderColumn[],
  values: CursorValues,
): void {
  if (order.every(({ descending, nullable }) => !descending && !nullable)) {
    const marks = (mark: string) => order.map(() => mark).join(', ');
    query.whereRaw(`(${marks('??')}) > (${marks('?')})`, [
      ...order.map(({ column }) => column),
      ...(values as Knex.RawBinding[]),
    ]);
    return;
  }
  const [{ column, descending, nullable }, ...rest] = order;
  const [value, ...restValues] = values;
  if (value === null) {
    query.whereNull(column);
    whereAfter(query, rest, restValues);
    return;
  }
  query.where(after => {
    after.where(column, descending ? '<' : '>', value);
    // Where nothing decides among equals there are none.
    if (rest.length > 0) {
      after.orWhere(equal => {
        equal.where(column, value);
        whereAfter(equal, rest, restValues);
      });
    }
    if (nullable) {
      after.orWhereNull(column);
    }
  });
}
