import type {
  HistorySeries,
  MetricFamily,
  MetricHistory,
  MetricType,
} from '@portlight/plugin-portlight-common';
import {
  asShown,
  chartUnit,
  familyViews,
  labelLines,
  peerLines,
  peerSeries,
  totalLines,
  type FamilyView,
} from './familyChart';

const family = (type: MetricType, name = 'something'): MetricFamily => ({
  name,
  type,
  series: 1,
  peers: 2,
});

const series = (
  statistic: HistorySeries['statistic'],
  values: (number | null)[],
  change: Partial<HistorySeries> = {},
): HistorySeries => ({ labels: {}, statistic, values, ...change });

const history = (all: HistorySeries[]): MetricHistory => ({
  start: '',
  end: '',
  stepSeconds: 15,
  times: [0, 15],
  series: all,
  warnings: [],
});

const PEERS = [
  { peer: 'a', name: 'cart-a', values: [1, null] },
  { peer: 'b', name: 'cart-b', values: [3, 5] },
];

describe('a gauge', () => {
  const average = series('average', [2, 5], {
    minimum: [1, 5],
    maximum: [3, 5],
    peers: PEERS,
  });

  it.each<[string, HistorySeries, string, (number | null)[]]>([
    ['open_connections', average, 'sum', [4, 5]],
    ['cache_ratio', average, 'average', [2, 5]],
    ['sync_lag_seconds', average, 'maximum', [3, 5]],
    ['up', average, 'minimum', [1, 5]],
    ['open_connections', { ...average, peers: undefined }, 'average', [2, 5]],
  ])(
    'called %s is drawn by what its name asks for',
    (name, given, statistic, values) => {
      expect(asShown(family('gauge', name), given)).toMatchObject({
        statistic,
        values,
      });
    },
  );

  it('is not added where only the largest peers are there', () => {
    const many = Array.from({ length: 50 }, () => PEERS[1]);
    const given = { ...average, peers: many };
    expect(asShown(family('gauge', 'open_connections'), given)).toBe(given);
  });

  it('has a band where it is no sum, and none around a sum', () => {
    const [ratio] = totalLines(family('gauge', 'a_ratio'), history([average]));
    expect(ratio).toMatchObject({ minimum: [1, 5], maximum: [3, 5] });
    const [sum] = totalLines(family('gauge', 'a_bytes'), history([average]));
    expect(sum.minimum).toBeUndefined();
  });
});

it.each<[string, MetricType, HistorySeries[], FamilyView[]]>([
  ['one set of one peer', 'counter', [series('rate', [1])], ['total']],
  [
    'one set of two peers',
    'counter',
    [series('rate', [1], { peers: PEERS })],
    ['total', 'peers'],
  ],
  [
    'many sets that add up',
    'counter',
    [series('rate', [1]), series('rate', [2])],
    ['labels', 'total'],
  ],
  [
    'many sets that do not',
    'gauge',
    [series('average', [1]), series('average', [2])],
    ['labels'],
  ],
  [
    'an unknown type',
    'unknown',
    [series('average', [1], { peers: PEERS })],
    ['peers'],
  ],
  [
    'a histogram',
    'histogram',
    [series('p50', [1]), series('p95', [2]), series('p99', [3])],
    ['total'],
  ],
  ['nothing yet', 'counter', [], ['total']],
])('offers the views of %s', (_name, type, all, expected) => {
  expect(familyViews(family(type), history(all))).toEqual(expected);
});

it('draws seven sets at once, largest first, and adds the others', () => {
  const all = Array.from({ length: 10 }, (_, index) =>
    series('rate', [0, index], { labels: { code: `${index}` } }),
  );
  const first = labelLines(family('counter'), history(all), 0);
  expect(first.total).toBe(10);
  expect(first.lines.map(({ label }) => label)).toEqual([
    ...[9, 8, 7, 6, 5, 4, 3].map(code => `code ${code}`),
    'other (3)',
  ]);
  expect(first.lines[7].values).toEqual([0, 0 + 1 + 2]);
  const second = labelLines(family('counter'), history(all), 1);
  expect(second.lines.map(({ label }) => label).slice(0, 3)).toEqual([
    'code 2',
    'code 1',
    'code 0',
  ]);
});

it('adds no others where a sum means nothing', () => {
  const all = Array.from({ length: 9 }, (_, index) =>
    series('average', [index], { labels: { pool: `${index}` } }),
  );
  expect(
    labelLines(family('gauge', 'a_ratio'), history(all), 0).lines,
  ).toHaveLength(7);
});

it('draws peers beside their average and spread, over all sets that add up', () => {
  const all = [
    series('rate', [4, 5], { labels: { code: '200' }, peers: PEERS }),
    series('rate', [1, 1], {
      labels: { code: '500' },
      peers: [{ peer: 'b', values: [1, 1] }],
    }),
  ];
  const { lines, total } = peerLines(
    peerSeries(family('counter'), history(all), new Map([['a', 'A']])),
    0,
  );
  expect(total).toBe(2);
  expect(lines.map(({ label, values }) => [label, values])).toEqual([
    ['average of the peers', [2.5, 6]],
    ['cart-b', [4, 6]],
    ['A', [1, null]],
  ]);
  expect(lines[0]).toMatchObject({ minimum: [1, 6], maximum: [4, 6] });
});

it('draws the quantiles of a summary, and its observations only without them', () => {
  const rate = series('rate', [3]);
  const p99 = series('value', [0.2], { labels: { quantile: '0.99' } });
  const summary = family('summary', 'rpc_duration_seconds');
  expect(labelLines(summary, history([rate, p99]), 0).lines).toHaveLength(1);
  expect(chartUnit(summary, history([rate, p99])).kind).toBe('seconds');
  expect(chartUnit(summary, history([rate])).kind).toBe('perSecond');
});
