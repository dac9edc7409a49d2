import { act, render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { axe } from 'jest-axe';
import type { ApiAnswer, ApiListAnswer } from '../../host/useApiQuery';
import { FakePortlightApi } from '../../testing/FakePortlightApi';
import { fleetFixture } from '../../testing/fleetFixture';
import { TestFrame } from '../../testing/TestFrame';
import { useTableState } from '../useTableState';
import type { Column, Filter } from './columns';
import { ObjectTable, type TableAnswer } from './ObjectTable';

interface Fruit {
  name: string;
  weight?: number;
  color: string;
}

const FRUITS: Fruit[] = [
  { name: 'pear-10', weight: 178, color: 'green' },
  { name: 'pear-2', weight: 150, color: 'green' },
  { name: 'apple', weight: 200, color: 'red' },
  { name: 'unweighed', color: 'red' },
];

const COLUMNS: Column<Fruit>[] = [
  {
    id: 'name',
    header: 'Name',
    sortValue: fruit => fruit.name,
    isServerSortable: true,
    cell: fruit => fruit.name,
  },
  {
    id: 'weight',
    header: 'Weight',
    align: 'right',
    width: 80,
    sortsDescendingFirst: true,
    sortValue: fruit => fruit.weight,
    cell: fruit => fruit.weight ?? '–',
  },
  {
    id: 'color',
    header: 'Color',
    width: 80,
    isHidden: true,
    cell: fruit => fruit.color,
  },
];

const FILTERS: Filter<Fruit>[] = [
  {
    id: 'color',
    label: 'Color',
    options: [
      { value: 'red', label: 'Red' },
      { value: 'green', label: 'Green' },
    ],
    matches: (fruit, values) => values.includes(fruit.color),
  },
  { id: 'taste', label: 'Taste', placeholder: 'sweet' },
];

function Fruits(props: { answer: TableAnswer<Fruit>; maxHeight?: string }) {
  const [state, setState] = useTableState(['color', 'taste']);
  return (
    <ObjectTable
      label="fruits"
      what="the fruits"
      columns={COLUMNS}
      answer={props.answer}
      rowKey={fruit => fruit.name}
      rowTarget={fruit => ({ page: 'cluster', cluster: fruit.name })}
      searchText={fruit => fruit.name}
      state={state}
      onStateChange={setState}
      filters={FILTERS}
      maxHeight={props.maxHeight}
      empty={<p>No fruits grow here.</p>}
    />
  );
}

const answerOf = (data: Fruit[]): ApiAnswer<Fruit[]> => ({
  data,
  isLoading: false,
  retry: () => {},
});

function setUp(options: { answer?: TableAnswer<Fruit>; search?: string } = {}) {
  const api = new FakePortlightApi(fleetFixture());
  const onNavigate = jest.fn();
  const onSearch = jest.fn();
  const user = userEvent.setup();
  const view = render(
    <TestFrame
      api={api}
      search={options.search}
      onNavigate={onNavigate}
      onSearch={onSearch}
    >
      <Fruits answer={options.answer ?? answerOf(FRUITS)} />
    </TestFrame>,
  );
  return { user, onNavigate, onSearch, ...view };
}

const names = () =>
  screen
    .getAllByRole('row')
    .slice(1)
    .map(row => within(row).getAllByRole('cell')[0].textContent);

it('sorts as people count, says so to screen readers, and keeps it in the address', async () => {
  const { user, onSearch } = setUp();
  await user.click(screen.getByRole('button', { name: 'Name' }));
  expect(names()).toEqual(['apple', 'pear-2', 'pear-10', 'unweighed']);
  expect(screen.getByRole('columnheader', { name: 'Name' })).toHaveAttribute(
    'aria-sort',
    'ascending',
  );
  await user.click(screen.getByRole('button', { name: 'Name' }));
  expect(names()).toEqual(['unweighed', 'pear-10', 'pear-2', 'apple']);
  expect(onSearch).toHaveBeenLastCalledWith('sort=-name');
});

it('orders numbers largest first and leaves the unknown for the end', async () => {
  const { user } = setUp();
  await user.click(screen.getByRole('button', { name: 'Weight' }));
  expect(names()).toEqual(['apple', 'pear-10', 'pear-2', 'unweighed']);
  await user.click(screen.getByRole('button', { name: 'Weight' }));
  expect(names()).toEqual(['pear-2', 'pear-10', 'apple', 'unweighed']);
});

it('shows what a pasted address says', () => {
  setUp({ search: 'sort=-weight&color=green&columns=name,color' });
  expect(names()).toEqual(['pear-10', 'pear-2']);
  expect(screen.getByText('Color:')).toBeInTheDocument();
  expect(screen.queryByRole('columnheader', { name: 'Weight' })).toBeNull();
  expect(screen.getByRole('columnheader', { name: 'Color' })).toBeVisible();
});

it('ignores an order by a column that it has not', () => {
  setUp({ search: 'sort=nonsense' });
  expect(names()).toHaveLength(4);
});

it('searches from the keyboard: slash, text, escape', async () => {
  const { user, onSearch } = setUp();
  await user.keyboard('/');
  const box = screen.getByRole('searchbox', { name: 'Search fruits' });
  expect(box).toHaveFocus();
  await user.keyboard('PEAR');
  await waitFor(() => expect(names()).toEqual(['pear-10', 'pear-2']));
  expect(onSearch).toHaveBeenLastCalledWith('q=PEAR');
  await user.keyboard('{Escape}');
  await waitFor(() => expect(names()).toHaveLength(4));
  expect(box).toHaveFocus();
  await user.keyboard('{Escape}');
  expect(box).not.toHaveFocus();
});

it('says that nothing matches and takes the reader back', async () => {
  const { user } = setUp({ search: 'q=banana&color=red' });
  expect(screen.getByText(/None of 4 fruits match/)).toBeVisible();
  await user.click(
    screen.getByRole('button', { name: 'Clear search and filters' }),
  );
  expect(names()).toHaveLength(4);
});

it('filters by chosen values and by text, and takes a filter away', async () => {
  const { user, onSearch } = setUp();
  await user.click(screen.getByRole('button', { name: 'Color' }));
  await user.click(screen.getByRole('menuitemcheckbox', { name: 'Red' }));
  expect(screen.getByRole('menuitemcheckbox', { name: 'Red' })).toHaveAttribute(
    'aria-checked',
    'true',
  );
  await user.keyboard('{Escape}');
  await waitFor(() => expect(names()).toEqual(['apple', 'unweighed']));
  await user.click(screen.getByRole('button', { name: 'Taste' }));
  await user.type(
    screen.getByRole('textbox', { name: 'Taste' }),
    'sweet{Enter}',
  );
  expect(onSearch).toHaveBeenLastCalledWith('color=red&taste=sweet');
  await user.click(screen.getByRole('button', { name: 'Remove filter Color' }));
  expect(onSearch).toHaveBeenLastCalledWith('taste=sweet');
});

it('chooses columns; the usual set leaves the address clean', async () => {
  const { user, onSearch } = setUp();
  await user.click(screen.getByRole('button', { name: 'Columns' }));
  await user.click(screen.getByRole('menuitemcheckbox', { name: 'Color' }));
  expect(onSearch).toHaveBeenLastCalledWith('columns=name%2Cweight%2Ccolor');
  await user.click(screen.getByRole('menuitemcheckbox', { name: 'Color' }));
  expect(onSearch).toHaveBeenLastCalledWith('');
});

it('opens rows with arrow keys and Enter, and with a click', async () => {
  const { user, onNavigate } = setUp();
  const rows = screen.getAllByRole('row').slice(1);
  act(() => rows[0].focus());
  await user.keyboard('{ArrowDown}');
  await waitFor(() => expect(rows[1]).toHaveFocus());
  await user.keyboard('{Enter}');
  expect(onNavigate).toHaveBeenLastCalledWith('/clusters/pear-2');
  await user.keyboard('{End}');
  await waitFor(() => expect(rows[3]).toHaveFocus());
  expect(rows[3]).toHaveAttribute('tabindex', '0');
  expect(rows[0]).toHaveAttribute('tabindex', '-1');
  await user.click(screen.getByText('apple'));
  expect(onNavigate).toHaveBeenLastCalledWith('/clusters/apple');
});

it('keeps the filters in reach when the server refuses them', async () => {
  const { user, onSearch } = setUp({
    search: 'taste=((',
    answer: {
      error: new Error('The filter ends too early'),
      isLoading: false,
      retry: () => {},
    },
  });
  expect(screen.getByRole('alert')).toHaveTextContent('ends too early');
  await user.click(screen.getByRole('button', { name: 'Remove filter Taste' }));
  expect(onSearch).toHaveBeenLastCalledWith('');
});

it('says what would be here when it is empty', () => {
  setUp({ answer: answerOf([]) });
  expect(screen.getByText('No fruits grow here.')).toBeVisible();
});

it('has no accessibility violations', async () => {
  const { container } = setUp({ search: 'color=red' });
  expect(await axe(container)).toHaveNoViolations();
});

describe('with thousands of rows', () => {
  const many: Fruit[] = Array.from({ length: 5_000 }, (_, index) => ({
    name: `fruit-${index}`,
    color: 'red',
  }));

  beforeEach(() => {
    // jsdom has no layout: say how large the window of the table is.
    jest.spyOn(Element.prototype, 'clientHeight', 'get').mockReturnValue(600);
    jest.spyOn(Element.prototype, 'clientWidth', 'get').mockReturnValue(1000);
  });
  afterEach(() => jest.restoreAllMocks());

  it('draws only those in sight, and tells how many there are', async () => {
    setUp({ answer: answerOf(many) });
    await waitFor(() =>
      expect(screen.getAllByRole('row').length).toBeGreaterThan(10),
    );
    const drawn = screen.getAllByRole('row').length;
    expect(drawn).toBeLessThan(100);
    expect(screen.getByRole('table')).toHaveAttribute('aria-rowcount', '5001');
    expect(screen.getByText('5,000 fruits')).toBeVisible();
  });

  it('asks for the next page near the end, and by button', async () => {
    const server: ApiListAnswer<Fruit> = {
      data: many.slice(0, 20),
      isLoading: false,
      retry: jest.fn(),
      total: 5_000,
      hasMore: true,
      isLoadingMore: false,
      loadMore: jest.fn(),
      isPlaceholder: false,
      isPaused: true,
    };
    const { user } = setUp({ answer: server });
    expect(screen.getByText('20 of 5,000 fruits')).toBeVisible();
    await user.click(screen.getByRole('button', { name: 'Load more' }));
    expect(server.loadMore).toHaveBeenCalledTimes(1);
    await user.click(screen.getByRole('button', { name: 'Refresh' }));
    expect(server.retry).toHaveBeenCalledTimes(1);
  });
});

it('does not render again and again by itself', async () => {
  const cell = jest.fn((fruit: Fruit) => fruit.name);
  const columns: Column<Fruit>[] = [
    { ...COLUMNS[0], cell },
    ...COLUMNS.slice(1),
  ];
  function Counted() {
    const [state, setState] = useTableState([]);
    return (
      <ObjectTable
        label="fruits"
        what="the fruits"
        columns={columns}
        answer={answerOf(FRUITS)}
        rowKey={fruit => fruit.name}
        state={state}
        onStateChange={setState}
        defaultSort={{ column: 'name', descending: false }}
        empty={null}
      />
    );
  }
  render(
    <TestFrame api={new FakePortlightApi(fleetFixture())}>
      <Counted />
    </TestFrame>,
  );
  const settle = () => new Promise(resolve => setTimeout(resolve, 50));
  await act(settle);
  const settled = cell.mock.calls.length;
  await act(settle);
  expect(cell).toHaveBeenCalledTimes(settled);
});

it('draws only the row that changed, not those around it', async () => {
  const cell = jest.fn((fruit: Fruit) => fruit.name);
  const columns: Column<Fruit>[] = [{ ...COLUMNS[0], cell }];
  function Counted(props: { fruits: Fruit[] }) {
    const [state, setState] = useTableState([]);
    return (
      <ObjectTable
        label="fruits"
        what="the fruits"
        columns={columns}
        answer={answerOf(props.fruits)}
        rowKey={fruit => fruit.name}
        state={state}
        onStateChange={setState}
        empty={null}
      />
    );
  }
  const api = new FakePortlightApi(fleetFixture());
  const frame = (fruits: Fruit[]) => (
    <TestFrame api={api}>
      <Counted fruits={fruits} />
    </TestFrame>
  );
  const { rerender } = render(frame(FRUITS));
  cell.mockClear();
  const heavier = { ...FRUITS[1], weight: 151 };
  rerender(frame([FRUITS[0], heavier, ...FRUITS.slice(2)]));
  expect(new Set(cell.mock.calls.map(([fruit]) => fruit))).toEqual(
    new Set([heavier]),
  );
});
