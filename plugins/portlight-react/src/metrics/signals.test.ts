import type {
  GoldenSignal,
  MetricHistory,
  Metrics,
} from '@portlight/plugin-portlight-common';
import { describeMetrics, describeOutlier, signalChart } from './signals';

const RATE: GoldenSignal = {
  signal: 'requestRate',
  unit: 'requestsPerSecond',
  value: 214,
  peers: [],
};
const ERRORS: GoldenSignal = {
  signal: 'errorRate',
  unit: 'ratio',
  value: 0.004,
  peers: [],
};
const LATENCY: GoldenSignal = {
  signal: 'latency',
  unit: 'seconds',
  value: 0.18,
  peers: [],
  outlier: { peer: 'b', message: 'cart-7f: 4.1 times the median of 11 peers' },
};

const metrics = (
  answered: number,
  total: number,
  ...goldenSignals: GoldenSignal[]
): Metrics => ({
  targets: [],
  peers: [],
  answered,
  total,
  goldenSignals,
  families: [],
  notices: [],
});

it.each<[Metrics, string]>([
  [
    metrics(11, 12, RATE, ERRORS, LATENCY),
    '11 of 12 peers answer; 214 requests/s, 0.4% errors, p95 180ms; latency of cart-7f is 4.1 times the median of 11 peers.',
  ],
  [
    metrics(3, 3, RATE, { ...ERRORS, value: 0 }),
    'All 3 peers answer; 214 requests/s, no errors.',
  ],
  [metrics(1, 1), 'The only peer answers.'],
  [metrics(0, 1), '0 of 1 peer answers.'],
  [metrics(1, 2), '1 of 2 peers answers.'],
  [metrics(2, 2, { ...RATE, value: undefined }), 'All 2 peers answer.'],
])('answers first', (given, expected) => {
  expect(describeMetrics(given)).toBe(expected);
});

it('says of an outlier in what it is one, also where it has no name', () => {
  expect(describeOutlier('latency', 'far off')).toBe('latency: far off');
  expect(describeOutlier('requestRate', 'a-1: 0.3 times the median')).toBe(
    'the request rate of a-1 is 0.3 times the median',
  );
});

const history = (
  series: MetricHistory['series'],
  start = 0,
): MetricHistory => ({
  start: '',
  end: '',
  stepSeconds: 15,
  times: [start, start + 15],
  series,
  warnings: [],
});

it('draws quantiles, the outlier beside them, and what was before behind them', () => {
  const day = 86_400;
  const { lines } = signalChart({
    signal: LATENCY,
    names: new Map([['b', '7f']]),
    history: history(
      [
        { labels: {}, statistic: 'p50', values: [1, 1] },
        {
          labels: {},
          statistic: 'p95',
          values: [2, 2],
          peers: [
            { peer: 'a', values: [2, 2] },
            { peer: 'b', values: [8, 8] },
          ],
        },
        { labels: {}, statistic: 'p99', values: [3, 3] },
      ],
      day,
    ),
    earlier: history([{ labels: {}, statistic: 'p95', values: [5, 6] }]),
    compare: 'day',
  });
  expect(lines.map(({ label, look }) => [label, look])).toEqual([
    ['yesterday', 'compare'],
    ['p50', 'side'],
    ['p95', 'main'],
    ['p99', 'dashed'],
    ['7f', 'outlier'],
  ]);
  expect(lines[0].values).toEqual([5, 6]);
});

it('has a band around a ratio, and neither band nor outlier beside a sum', () => {
  const spread = { minimum: [0, 0], maximum: [1, 1] };
  const peers = [{ peer: 'b', values: [1, 1] }];
  const chart = (statistic: 'ratio' | 'rate') =>
    signalChart({
      signal: { ...RATE, outlier: { peer: 'b', message: 'b: far' } },
      names: new Map(),
      history: history([
        { labels: {}, statistic, values: [2, 2], peers, ...spread },
      ]),
    }).lines;
  expect(chart('ratio')).toMatchObject([
    spread,
    { look: 'outlier', label: 'b' },
  ]);
  expect(chart('rate')).toHaveLength(1);
  expect(chart('rate')[0].minimum).toBeUndefined();
});

it('has no lines without series', () => {
  const { lines } = signalChart({
    signal: RATE,
    names: new Map(),
    history: history([]),
  });
  expect(lines).toEqual([]);
});
