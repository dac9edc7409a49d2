import { PortlightError } from '../../api/PortlightApi';
import type { Page } from '../../api/types';
import { fingerprint } from '../state/fingerprint';

/** What a list can be sorted by. Rows without a value come last, in either direction. */
export type SortValue = string | number | undefined;

/** How a list of items is sorted and paged: as the SQL of the backend does it. */
export interface ListDefinition<Item> {
  /** Distinguishes the cursors of lists. */
  name: string;
  columns: Readonly<Record<string, (item: Item) => SortValue>>;
  /** What decides among equals before the key does; `-` before a column for descending. */
  then?: Readonly<Record<string, readonly string[]>>;
  /** A column, with `-` before it for descending. */
  defaultSort: string;
  /** What tells items apart; decides among equals, ascending. */
  key(item: Item): readonly string[];
}

const DEFAULT_LIMIT = 100;
const MAX_LIMIT = 500;

type Position = (string | number | null)[];

interface OrderColumn<Item> {
  value(item: Item): SortValue;
  descending: boolean;
}

function parseSort<Item>(
  list: ListDefinition<Item>,
  sort: string,
): OrderColumn<Item>[] {
  const column = (name: string): OrderColumn<Item> => {
    const descending = name.startsWith('-');
    const bare = descending ? name.slice(1) : name;
    if (!Object.hasOwn(list.columns, bare)) {
      throw new PortlightError({
        code: 'unknown-column',
        status: 400,
        parameter: 'sort',
        allowed: Object.keys(list.columns),
        message: `This list cannot be sorted by \`${bare}\``,
      });
    }
    return { value: list.columns[bare], descending };
  };
  const first = column(sort);
  const then = list.then?.[sort.replace(/^-/, '')] ?? [];
  return [first, ...then.map(column)];
}

function compareValues(
  left: string | number | null,
  right: string | number | null,
  descending: boolean,
): number {
  if (left === right) {
    return 0;
  }
  if (left === null || right === null) {
    return left === null ? 1 : -1;
  }
  return left < right === descending ? 1 : -1;
}

function decodeCursor(scope: number, cursor: string, size: number): Position {
  try {
    const [at, ...position] = JSON.parse(decodeURIComponent(atob(cursor)));
    if (at === scope && position.length === size) {
      return position;
    }
  } catch {
    // Falls through: whatever it is, it is no cursor of this list.
  }
  throw new PortlightError({
    code: 'invalid-cursor',
    status: 400,
    parameter: 'cursor',
    message: 'The cursor is not of this list with these filters and this order',
  });
}

/**
 * One page of items that are in memory, in the order and with the cursors that SQL would give: pages are
 * found by value, so that items which come and go in between shift nothing.
 *
 * @throws PortlightError `unknown-column`, `invalid-cursor`
 */
export function pageOf<Item>(
  list: ListDefinition<Item>,
  items: readonly Item[],
  query: { sort?: string; limit?: number; cursor?: string },
): Page<Item> {
  const { sort = list.defaultSort, limit = DEFAULT_LIMIT, cursor } = query;
  const { cursor: _cursor, limit: _limit, ...scoped } = query;
  const scope = fingerprint(JSON.stringify([list.name, sort, scoped]));
  const order = parseSort(list, sort);
  const compare = (left: Position, right: Position) => {
    for (let index = 0; index < left.length; index += 1) {
      const result = compareValues(
        left[index],
        right[index],
        order[index]?.descending ?? false,
      );
      if (result !== 0) {
        return result;
      }
    }
    return 0;
  };
  const positioned = items
    .map(item => ({
      item,
      position: [
        ...order.map(({ value }) => value(item) ?? null),
        ...list.key(item),
      ] as Position,
    }))
    .sort((left, right) => compare(left.position, right.position));
  let start = 0;
  if (cursor !== undefined) {
    const size = positioned[0]?.position.length ?? 0;
    const after = decodeCursor(scope, cursor, size);
    start = positioned.findIndex(
      ({ position }) => compare(position, after) > 0,
    );
    start = start < 0 ? positioned.length : start;
  }
  const end = start + Math.min(Math.max(1, Math.trunc(limit)), MAX_LIMIT);
  const page = positioned.slice(start, end);
  const last = page.at(-1);
  return {
    items: page.map(({ item }) => item),
    total: items.length,
    ...(last && end < positioned.length
      ? {
          nextCursor: btoa(
            encodeURIComponent(JSON.stringify([scope, ...last.position])),
          ),
        }
      : {}),
  };
}
