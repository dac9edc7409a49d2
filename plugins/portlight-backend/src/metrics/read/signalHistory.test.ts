import {
  type GoldenSignalName,
  signalQueries,
} from '@portlight/plugin-portlight-common';
import type { RangeSeries } from '../history';
import { counter, FakeHistory, gauge } from './__testUtils__/past';
import { familyHistory, sampleNames, typeOfPast } from './familyHistory';
import { readPast } from './PastSeries';
import { signalHistory } from './signalHistory';

const QUERY = { since: 0, until: 60, step: 15 };

async function pastOf(series: RangeSeries[]) {
  const target = { cluster: 'east', id: 'cart', names: new Map() };
  return readPast(new FakeHistory({ cart: { series } }), [target], QUERY);
}

const REQUESTS = [
  counter('http_requests_total', 'a', { code: '200' }, [9, 9, null, 4]),
  counter('http_requests_total', 'a', { code: '500' }, [1, 0, null, null]),
  counter('http_requests_total', 'b', { code: '200' }, [10, null, null, 4]),
];
const bucket = (peer: string, le: string, rate: (number | null)[]) =>
  counter(
    'http_request_duration_seconds_bucket',
    peer,
    { le, path: '/' },
    rate,
    'histogram',
  );
const LATENCY = [
  bucket('a', '0.1', [10, 0, null, 5]),
  bucket('a', '0.5', [10, 10, null, 5]),
  bucket('a', '+Inf', [10, 10, null, 5]),
  bucket('b', '0.1', [0, null, null, 0]),
  bucket('b', '0.5', [10, null, null, 0]),
  bucket('b', '+Inf', [10, null, null, 0]),
];

async function signalOf(name: GoldenSignalName, series: RangeSeries[]) {
  const queries = signalQueries([
    { name: 'http_requests_total', type: 'counter', labels: ['code'] },
    {
      name: 'http_request_duration_seconds',
      type: 'histogram',
      labels: ['path'],
    },
    { name: 'nodejs_eventloop_lag_seconds', type: 'gauge', labels: [] },
    { name: 'http_server_active_requests', type: 'gauge', labels: [] },
  ]);
  const query = queries.find(({ signal }) => signal === name)!;
  return signalHistory(await pastOf(series), query);
}

describe('signalHistory', () => {
  it('adds the rates of all peers, with each of them and gaps', async () => {
    const [line, ...none] = await signalOf('requestRate', REQUESTS);
    expect(none).toEqual([]);
    expect(line).toEqual({
      labels: {},
      statistic: 'rate',
      values: [20, 9, null, 8],
      minimum: [10, 9, null, 4],
      maximum: [10, 9, null, 4],
      peers: [
        { peer: 'a', name: 'a', values: [10, 9, null, 4] },
        { peer: 'b', name: 'b', values: [10, null, null, 4] },
      ],
    });
  });

  it('divides errors by requests', async () => {
    const [line] = await signalOf('errorRate', REQUESTS);
    expect(line).toMatchObject({
      statistic: 'ratio',
      values: [0.05, 0, null, 0],
      peers: [
        { peer: 'a', values: [0.1, 0, null, 0] },
        { peer: 'b', values: [0, null, null, 0] },
      ],
    });
  });

  it('takes quantiles of the buckets of all peers', async () => {
    const lines = await signalOf('latency', LATENCY);
    expect(lines.map(({ statistic }) => statistic)).toEqual([
      'p50',
      'p95',
      'p99',
    ]);
    const [p50, p95] = lines;
    // Half of the observations are in each of the two buckets.
    expect(p50.values).toEqual([0.1, expect.closeTo(0.3), null, 0.05]);
    expect(p50.peers).toBeUndefined();
    expect(p95.values[0]).toBeCloseTo(0.46);
    expect(p95.peers).toMatchObject([
      { peer: 'a', values: [0.095, expect.closeTo(0.48), null, 0.095] },
      { peer: 'b', values: [expect.closeTo(0.48), null, null, null] },
    ]);
  });

  it('adds what is in flight', async () => {
    const [line] = await signalOf('activeConnections', [
      gauge('http_server_active_requests', 'a', {}, [1, null, null, 2]),
      gauge('http_server_active_requests', 'b', {}, [3, null, 4, 5]),
    ]);
    expect(line).toMatchObject({ statistic: 'sum', values: [4, null, 4, 7] });
  });

  it('is nothing where there is nothing', async () => {
    await expect(signalOf('requestRate', [])).resolves.toEqual([]);
    await expect(signalOf('latency', [])).resolves.toEqual([]);
  });
});

describe('familyHistory', () => {
  it('shows counters as rates per set of labels', async () => {
    const past = await pastOf(REQUESTS);
    const lines = await familyHistory(past, 'http_requests_total', 'counter');
    expect(lines).toMatchObject([
      { labels: { code: '200' }, statistic: 'rate', values: [19, 9, null, 8] },
      { labels: { code: '500' }, values: [1, 0, null, null] },
    ]);
  });

  it('shows gauges as averages with their spread', async () => {
    const past = await pastOf([
      gauge('threads', 'a', { __proto__: 'x' }, [2, 2, 2, 2]),
      gauge('threads', 'b', { __proto__: 'x' }, [4, null, null, 8]),
    ]);
    const [line] = await familyHistory(past, 'threads', 'gauge');
    expect(line).toMatchObject({
      statistic: 'average',
      values: [3, 2, 2, 5],
      minimum: [1, 1, 1, 1],
      maximum: [5, 3, 3, 9],
    });
  });

  it('shows histograms as quantiles of all their series', async () => {
    const lines = await familyHistory(
      await pastOf(LATENCY),
      'http_request_duration_seconds',
      'histogram',
    );
    expect(lines.map(({ statistic }) => statistic)).toEqual([
      'p50',
      'p95',
      'p99',
    ]);
  });

  it('never averages the quantiles of a summary', async () => {
    const past = await pastOf([
      gauge('took', 'a', { quantile: '0.9' }, [1, 1, 1, 1], 'summary'),
      gauge('took', 'b', { quantile: '0.9' }, [3, 3, 3, 3], 'summary'),
      counter('took_count', 'a', {}, [5, 5, 5, 5], 'summary'),
    ]);
    await expect(familyHistory(past, 'took', 'summary')).resolves.toMatchObject(
      [
        { labels: {}, statistic: 'rate', values: [5, 5, 5, 5] },
        {
          labels: { quantile: '0.9' },
          statistic: 'value',
          values: [3, 3, 3, 3],
          minimum: [0, 0, 0, 0],
        },
      ],
    );
  });

  it('counts peers in states', async () => {
    const past = await pastOf([
      gauge('state', 'a', { state: 'on' }, [1, 1, 0, 0], 'stateset'),
      gauge('state', 'b', { state: 'on' }, [1, 0, 0, null], 'stateset'),
    ]);
    const [line] = await familyHistory(past, 'state', 'stateset');
    expect(line).toMatchObject({ statistic: 'sum', values: [2, 1, 0, 0] });
  });

  it('finds the type of what nobody exposes any more', async () => {
    const past = await pastOf([...REQUESTS, ...LATENCY]);
    const name = 'http_request_duration_seconds';
    expect(sampleNames(name)).toContain(`${name}_bucket`);
    expect(typeOfPast(past, name)).toBe('histogram');
    expect(typeOfPast(past, 'http_requests_total')).toBe('counter');
    expect(typeOfPast(past, 'nothing')).toBeUndefined();
  });
});
