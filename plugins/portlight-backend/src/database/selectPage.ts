import { PortlightError } from '@portlight/plugin-portlight-common';
import type { Knex } from 'knex';
import { decodeCursor, encodeCursor } from './cursor';
import { type OrderColumn, orderBy, whereAfter } from './keyset';

/** What a name of the `sort` parameter means in SQL. */
export interface SortColumn {
  column: string;
  /** Rows without a value come last, in either direction. */
  nullable?: boolean;
  /** What decides among equals before the key does. */
  then?: readonly OrderColumn[];
}

/** How a list is sorted and paged. */
export interface ListDefinition {
  /** Distinguishes the cursors of lists. */
  name: string;
  /** By the names that the `sort` parameter takes. */
  sortColumns: Readonly<Record<string, SortColumn>>;
  /** A name of `sortColumns`, with `-` before it for descending. */
  defaultSort: string;
  /** The columns that tell rows apart; they decide among equals, ascending. */
  key: readonly string[];
  /**
   * The table of `source`, where rows are wide: the page is then found by the columns of an index, and only
   * its rows are looked up.
   */
  wideTable?: string;
}

/** The parameters that every list takes. */
export interface PageParameters {
  sort?: string;
  limit?: number;
  cursor?: string;
}

/** Rows of one page. */
export interface SelectedPage<Row> {
  rows: Row[];
  total: number;
  nextCursor?: string;
}

const DEFAULT_LIMIT = 100;

function parseSort(
  list: ListDefinition,
  sort: string = list.defaultSort,
): OrderColumn[] {
  const descending = sort.startsWith('-');
  const name = descending ? sort.slice(1) : sort;
  // Own properties only: `constructor` is a name like any other.
  if (!Object.hasOwn(list.sortColumns, name)) {
    throw new PortlightError({
      code: 'unknown-column',
      status: 400,
      parameter: 'sort',
      allowed: Object.keys(list.sortColumns),
      message: `This list cannot be sorted by \`${name}\``,
    });
  }
  const { column, nullable, then = [] } = list.sortColumns[name];
  const order: OrderColumn[] = [{ column, nullable, descending }, ...then];
  const named = new Set(order.map(entry => entry.column));
  for (const key of list.key) {
    if (!named.has(key)) {
      order.push({ column: key });
    }
  }
  return order;
}

/** The rows of a page with columns that the query for the page did not read. */
async function lookUp(
  knex: Knex,
  query: Knex.QueryBuilder,
  order: readonly OrderColumn[],
  options: {
    table: string;
    key: readonly string[];
    columns: readonly string[];
  },
): Promise<Record<string, string | number | null>[]> {
  const { table, key, columns } = options;
  const position = order.map(({ column }) => column);
  const found = knex
    .from(query.select(position).as('page'))
    .join(table, on => {
      for (const column of key) {
        on.on(`page.${column}`, `${table}.${column}`);
      }
    })
    .select(position.map(column => `page.${column}`))
    .select(
      columns
        .filter(column => !position.includes(column))
        .map(column => `${table}.${column}`),
    );
  orderBy(
    found,
    order.map(entry => ({ ...entry, column: `page.${entry.column}` })),
  );
  return found;
}

async function countRows(source: Knex.QueryBuilder): Promise<number> {
  const [{ total }] = await source
    .clone()
    .count({ total: '*' })
    .then(rows => rows as { total: number | string }[]);
  return Number(total);
}

/**
 * Reads one page of `source`, a query with its filters but without columns, order and limit. Pages are
 * found by value and not by offset, so that rows which come and go in between shift nothing.
 *
 * @param options - `filters` is what narrows `source`; a cursor is only valid together with the same. `count`
 * knows a quicker way than to count the rows of `source`
 * @throws PortlightError `unknown-column`, `invalid-cursor`
 */
export async function selectPage<Row extends object>(options: {
  knex: Knex;
  list: ListDefinition;
  source: Knex.QueryBuilder;
  columns: readonly string[];
  filters: unknown;
  page: PageParameters;
  count?: (source: Knex.QueryBuilder) => Promise<number>;
}): Promise<SelectedPage<Row>> {
  const { knex, list, source, page } = options;
  const limit = page.limit ?? DEFAULT_LIMIT;
  const order = parseSort(list, page.sort);
  const scope = [list.name, order, options.filters];

  const query = source.clone();
  if (page.cursor !== undefined) {
    whereAfter(query, order, decodeCursor(scope, page.cursor));
  }
  orderBy(query, order);
  query.limit(limit + 1);
  const position = order.map(({ column }) => column);
  const rows: Record<string, string | number | null>[] =
    await (list.wideTable === undefined
      ? query.select([...new Set([...options.columns, ...position])])
      : lookUp(knex, query, order, {
          ...list,
          table: list.wideTable,
          columns: options.columns,
        }));

  const more = rows.length > limit;
  const items = more ? rows.slice(0, limit) : rows;
  // All rows at once need no counting.
  const total =
    page.cursor === undefined && !more
      ? rows.length
      : // Rows may have come since the page was read.
        Math.max(rows.length, await (options.count ?? countRows)(source));
  return {
    rows: items as Row[],
    total,
    nextCursor: more
      ? encodeCursor(
          scope,
          position.map(column => items[limit - 1][column]),
        )
      : undefined,
  };
}
