import type { Knex } from 'knex';
import { preparedStatement } from './preparedStatement';

/** A value as both databases take it. */
export type Value = string | number | boolean | Buffer | null;

/** A table with its key and its other columns. */
export interface TableShape {
  name: string;
  key: readonly string[];
  columns: readonly string[];
}

/**
 * Values in one statement. SQLite takes 32,766 and PostgreSQL 65,535; far below both, parsing the statement
 * costs less than what larger ones save.
 */
const VALUES_PER_STATEMENT = 4_000;

/**
 * Inserts rows or replaces what has the same key. Each row has the values of the key, then of the other
 * columns. Written as text because the query builder takes several times as long for rows of this width.
 *
 * @param rowOf - makes the row of an item when it is its turn: all rows of a batch at once would be garbage that
 *   has become old before it is collected
 * @param replaceWhere - what has the same key stays where this condition on `excluded` does not hold
 */
export async function upsertRows<Item>(
  knex: Knex,
  table: TableShape,
  items: readonly Item[],
  rowOf: (item: Item, index: number) => readonly Value[],
  replaceWhere?: string,
): Promise<void> {
  if (items.length === 0) return;
  const names = [...table.key, ...table.columns];
  const row = `(${names.map(() => '?').join(',')})`;
  const action =
    table.columns.length > 0
      ? `do update set ${table.columns
          .map(column => `${column} = excluded.${column}`)
          .join(', ')}${replaceWhere ? ` where ${replaceWhere}` : ''}`
      : 'do nothing';
  const statement = (count: number) =>
    `insert into ${table.name} (${names.join(', ')}) values ${Array(count)
      .fill(row)
      .join(',')} on conflict (${table.key.join(', ')}) ${action}`;
  const prepared = await preparedStatement(knex, statement(1));
  if (prepared) {
    items.forEach((item, index) => prepared(rowOf(item, index)));
    return;
  }
  const size = Math.max(1, Math.floor(VALUES_PER_STATEMENT / names.length));
  let start = 0;
  for (const chunk of chunks(items, size)) {
    const first = start;
    start += chunk.length;
    await knex.raw(
      statement(chunk.length),
      chunk.flatMap((item, index) => rowOf(item, first + index)),
    );
  }
}

/** Deletes the rows with these values in these columns, of one cluster. */
export async function deleteRows(
  knex: Knex,
  table: string,
  cluster: string,
  columns: readonly string[],
  keys: readonly Value[][],
): Promise<void> {
  const size = Math.max(1, Math.floor(VALUES_PER_STATEMENT / columns.length));
  const row = `(${columns.map(() => '?').join(',')})`;
  for (const chunk of chunks(keys, size)) {
    await knex.raw(
      `delete from ${table} where cluster = ? and (${columns.join(
        ', ',
      )}) in (values ${chunk.map(() => row).join(',')})`,
      [cluster, ...chunk.flat()],
    );
  }
}

/** The list in pieces of at most the given size. */
export function* chunks<T>(
  list: readonly T[],
  size: number,
): Generator<readonly T[]> {
  for (let start = 0; start < list.length; start += size) {
    yield start === 0 && list.length <= size
      ? list
      : list.slice(start, start + size);
  }
}
