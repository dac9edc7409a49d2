/** What a table shows, as far as it is in the address of the page. */
export interface TableState {
  /** Text in the search box. */
  search: string;
  /** Column and direction; undefined for the table's own order. */
  sort?: { column: string; descending: boolean };
  /** Chosen values per filter; no empty lists. */
  filters: Record<string, string[]>;
  /** Columns shown; undefined for the usual set. */
  columns?: string[];
}

/** Names are kept short in the address: people paste it into chats. */
const SEARCH = 'q';
const SORT = 'sort';
const COLUMNS = 'columns';
const RESERVED = [SEARCH, SORT, COLUMNS];

/** So much of a pasted address is read; the rest is not ours to trust. */
const MAX_VALUES = 100;
const MAX_LENGTH = 253;

/** The parameter's name; two tables on one page differ by their prefix. */
const nameOf = (prefix: string | undefined, name: string) =>
  prefix ? `${prefix}.${name}` : name;

/**
 * Reads a table's state from a query string. Whatever stands there is possible: unknown filters are ignored,
 * values are bounded, nothing throws.
 */
export function parseTableState(
  search: string,
  filterNames: readonly string[],
  prefix?: string,
): TableState {
  const parameters = new URLSearchParams(search);
  const filters: Record<string, string[]> = {};
  for (const filter of filterNames) {
    const values = parameters
      .getAll(nameOf(prefix, filter))
      .map(value => value.slice(0, MAX_LENGTH))
      .filter(value => value !== '');
    const distinct = [...new Set(values)].slice(0, MAX_VALUES);
    if (distinct.length) filters[filter] = distinct;
  }
  const sort = parameters.get(nameOf(prefix, SORT))?.slice(0, MAX_LENGTH);
  const columns = parameters.get(nameOf(prefix, COLUMNS));
  const state: TableState = {
    search: (parameters.get(nameOf(prefix, SEARCH)) ?? '').slice(0, MAX_LENGTH),
    filters,
  };
  const column = sort?.replace(/^-/, '');
  if (column) state.sort = { column, descending: sort!.startsWith('-') };
  if (columns) {
    state.columns = columns.split(',').filter(Boolean).slice(0, MAX_VALUES);
  }
  return state;
}

/** Writes a table's state into a query string, leaving what others keep there. */
export function formatTableState(
  search: string,
  state: TableState,
  filterNames: readonly string[],
  prefix?: string,
): string {
  const parameters = new URLSearchParams(search);
  for (const name of [...RESERVED, ...filterNames]) {
    parameters.delete(nameOf(prefix, name));
  }
  if (state.search) parameters.set(nameOf(prefix, SEARCH), state.search);
  if (state.sort) {
    const { column, descending } = state.sort;
    parameters.set(nameOf(prefix, SORT), `${descending ? '-' : ''}${column}`);
  }
  if (state.columns) {
    parameters.set(nameOf(prefix, COLUMNS), state.columns.join(','));
  }
  for (const filter of filterNames) {
    for (const value of state.filters[filter] ?? []) {
      parameters.append(nameOf(prefix, filter), value);
    }
  }
  return parameters.toString();
}

/** One value of a query string, changed or (undefined) taken away. */
export function withParameter(
  search: string,
  name: string,
  value: string | undefined,
): string {
  const parameters = new URLSearchParams(search);
  if (value === undefined) parameters.delete(name);
  else parameters.set(name, value);
  return parameters.toString();
}
