import { arrangeRows, isSortable, nextSort } from './arrangeRows';
import type { Column, Filter } from './columns';

interface Fruit {
  name: string;
  weight?: number;
}

const fruits: Fruit[] = [
  { name: 'pear-10', weight: 2 },
  { name: 'unweighed' },
  { name: 'pear-2', weight: 10 },
];

const columns: Column<Fruit>[] = [
  {
    id: 'name',
    header: 'Name',
    isServerSortable: true,
    sortValue: fruit => fruit.name,
    cell: fruit => fruit.name,
  },
  {
    id: 'weight',
    header: 'Weight',
    sortsDescendingFirst: true,
    sortValue: fruit => fruit.weight,
    cell: fruit => fruit.weight,
  },
  { id: 'actions', header: 'Actions', cell: () => null },
];

const filters: Filter<Fruit>[] = [
  {
    id: 'heavy',
    label: 'Heavy',
    matches: (fruit, values) => values.includes(String(fruit.weight)),
  },
  { id: 'taste', label: 'Taste' },
];

const names = (
  state: { search?: string; filters?: Record<string, string[]> },
  sort?: { column: string; descending: boolean },
) =>
  arrangeRows(fruits, {
    columns,
    filters,
    searchText: fruit => fruit.name,
    state: { search: '', filters: {}, ...state },
    sort,
  }).map(({ name }) => name);

it.each([
  ['name', false, ['pear-2', 'pear-10', 'unweighed']],
  ['name', true, ['unweighed', 'pear-10', 'pear-2']],
  ['weight', false, ['pear-10', 'pear-2', 'unweighed']],
  ['weight', true, ['pear-2', 'pear-10', 'unweighed']],
  ['actions', true, ['pear-10', 'unweighed', 'pear-2']],
  ['nonsense', false, ['pear-10', 'unweighed', 'pear-2']],
] as const)(
  'orders by %s, descending: %s, with the unknown last',
  (column, descending, expected) => {
    expect(names({}, { column, descending })).toEqual(expected);
  },
);

it.each([
  [{ search: ' PEAR ' }, ['pear-10', 'pear-2']],
  [{ filters: { heavy: ['10'] } }, ['pear-2']],
  [{ search: '10', filters: { heavy: ['10'] } }, []],
  // A filter that only the server knows how to apply takes nothing away here.
  [{ filters: { taste: ['sweet'] } }, ['pear-10', 'unweighed', 'pear-2']],
  [{ filters: { nonsense: ['x'] } }, ['pear-10', 'unweighed', 'pear-2']],
])('keeps what matches %j', (state, expected) => {
  expect(names(state)).toEqual(expected);
});

it('gives the rows themselves where nothing narrows or orders them', () => {
  expect(
    arrangeRows(fruits, {
      columns,
      filters,
      state: { search: '', filters: {} },
      sort: undefined,
    }),
  ).toBe(fruits);
});

it.each([
  [0, undefined, false],
  [0, { column: 'name', descending: false }, true],
  [0, { column: 'name', descending: true }, false],
  [1, { column: 'name', descending: true }, true],
])(
  'a click on column %i with %j orders descending: %s',
  (index, sort, descending) => {
    expect(nextSort(columns[index], sort)).toEqual({
      column: columns[index].id,
      descending,
    });
  },
);

it.each([
  [0, true, true],
  [1, true, false],
  [1, false, true],
  [2, false, false],
])(
  'column %i of rows of the server (%s) can be ordered: %s',
  (index, server, can) => {
    expect(isSortable(columns[index], server)).toBe(can);
  },
);
