import fc from 'fast-check';
import type { InventoryRow } from '../InventoryRow';
import { matchesSearch } from './wildcard';
import { queryRows } from './queryRows';

const STATUSES = [
  'degraded',
  'unknown',
  'progressing',
  'suspended',
  'healthy',
] as const;

function row(options: {
  cluster?: string;
  kind?: string;
  namespace?: string;
  name: string;
  status?: (typeof STATUSES)[number];
  columns?: Partial<InventoryRow['columns']>;
}): InventoryRow {
  const { cluster = 'c1', kind = 'Deployment', name } = options;
  const health = {
    status: options.status ?? ('healthy' as const),
    reason: 'Test',
    message: '',
  };
  return {
    kind,
    namespace: options.namespace ?? 'shop',
    name,
    record: {},
    health,
    summary: { cluster, kind, name, health },
    columns: { labels: {}, images: [], ...options.columns },
    problems: [],
  };
}

const names = (page: { items: InventoryRow[] }) =>
  page.items.map(({ name }) => name);

it('sorts worst first, then by cluster, namespace and name', () => {
  const rows = STATUSES.map(status => row({ name: status, status }));
  expect(
    names(
      queryRows('workloads', [
        row({ name: 'b', cluster: 'c2' }),
        row({ name: 'a', cluster: 'c2' }),
        ...rows.reverse(),
      ]),
    ),
  ).toEqual([...STATUSES.slice(0, 4), 'healthy', 'a', 'b']);
});

it.each(['restarts', '-restarts'])(
  'puts rows without a value last when sorting by %s',
  sort => {
    const rows = [
      row({ name: 'none' }),
      row({ name: 'one', columns: { restarts: 1 } }),
      row({ name: 'two', columns: { restarts: 2 } }),
    ];
    const expected = sort.startsWith('-') ? ['two', 'one'] : ['one', 'two'];
    expect(names(queryRows('workloads', rows, { sort }))).toEqual([
      ...expected,
      'none',
    ]);
  },
);

it('lists what nothing controls as workloads', () => {
  const rows = [
    row({ kind: 'Deployment', name: 'deployment' }),
    row({ kind: 'ReplicaSet', name: 'alone' }),
    row({
      kind: 'ReplicaSet',
      name: 'controlled',
      columns: { workload: 'Deployment/deployment' },
    }),
    row({ kind: 'Pod', name: 'bare' }),
    row({ kind: 'CloneSet', name: 'custom' }),
    row({ kind: 'Service', name: 'service' }),
  ];
  expect(names(queryRows('workloads', rows))).toEqual([
    'alone',
    'bare',
    'custom',
    'deployment',
  ]);
});

it.each([
  [{ namespace: ['data'] }, ['b']],
  [{ name: ['a', 'c'] }, ['a']],
  [{ namePrefix: 'b' }, ['b']],
  [{ search: 'B' }, ['b']],
  [{ owner: ['red'] }, ['a']],
  [{ labelSelector: 'app=a' }, ['a']],
  [{ image: 'cart:1' }, ['a']],
  [{ createdSince: '2026-11-20T12:00:00.5Z' }, ['b']],
  [{ createdBefore: '2026-11-20T12:00:00.5Z' }, ['a']],
  [{ health: ['degraded' as const] }, []],
  [{ kind: ['Job'] }, []],
  [{ cluster: ['c2'] }, []],
])('filters by %j', (query, expected) => {
  const rows = [
    row({
      name: 'a',
      columns: {
        owner: 'group:default/red',
        labels: { app: 'a' },
        images: ['shop/cart:1'],
        createdAt: '2026-11-20T12:00:00Z',
      },
    }),
    row({
      name: 'b',
      namespace: 'data',
      columns: { createdAt: '2026-11-20T12:00:01Z' },
    }),
  ];
  expect(names(queryRows('workloads', rows, query))).toEqual(expected);
});

it('takes the namespace filter of namespaces for their names', () => {
  const rows = ['shop', 'data'].map(name =>
    row({ kind: 'Namespace', namespace: '', name }),
  );
  expect(names(queryRows('namespaces', rows, { namespace: ['shop'] }))).toEqual(
    ['shop'],
  );
});

it.each([
  [{ sort: 'color' }, 'unknown-column'],
  [{ sort: 'constructor' }, 'unknown-column'],
  [{ cursor: 'x' }, 'invalid-cursor'],
  [{ cursor: btoa('[1]') }, 'invalid-cursor'],
  [{ createdSince: 'soon' }, 'invalid-parameter'],
  [{ labelSelector: '((' }, 'invalid-parameter'],
])('refuses %j with %s', (query, code) => {
  expect(() => queryRows('pods', [], query)).toThrow(
    expect.objectContaining({ code, status: 400 }),
  );
});

it('refuses the cursor of another order', () => {
  const rows = ['a', 'b'].map(name => row({ name }));
  const { nextCursor: cursor } = queryRows('workloads', rows, { limit: 1 });
  expect(() =>
    queryRows('workloads', rows, { limit: 1, cursor, sort: 'name' }),
  ).toThrow(expect.objectContaining({ code: 'invalid-cursor' }));
});

it('shows each item once, page by page, in the order of the whole', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(
        fc.record({
          cluster: fc.constantFrom('c1', 'c2'),
          name: fc.string({ minLength: 1, maxLength: 3 }),
          status: fc.constantFrom(...STATUSES),
          restarts: fc.option(fc.nat(3), { nil: undefined }),
        }),
        { selector: ({ cluster, name }) => `${cluster}/${name}` },
      ),
      fc.constantFrom('health', '-health', 'restarts', '-restarts', '-name'),
      fc.integer({ min: 1, max: 4 }),
      (items, sort, limit) => {
        const rows = items.map(({ restarts, ...item }) =>
          row({ ...item, columns: { restarts } }),
        );
        const whole = queryRows('workloads', rows, { sort, limit: 500 });
        const paged: InventoryRow[] = [];
        let cursor: string | undefined;
        do {
          const page = queryRows('workloads', rows, { sort, limit, cursor });
          expect(page.total).toBe(rows.length);
          paged.push(...page.items);
          cursor = page.nextCursor;
        } while (cursor);
        expect(paged).toEqual(whole.items);
      },
    ),
  );
});

it.each([
  ['cart', 'ART', true],
  ['cart', 'c?rt', true],
  ['cart', 'c*t', true],
  ['cart', 'c?t', false],
  ['cart', '', true],
  ['c.rt', 'c.r', true],
  ['cart', 'c.r', false],
  ['a%b', '%', true],
  ['a'.repeat(253), `${'*a'.repeat(120)}b`, false],
])('%p has %p: %p', (text, search, expected) => {
  expect(matchesSearch(text, search)).toBe(expected);
});
