import type {
  AggregatedSeries,
  MetricType,
} from '@portlight/plugin-portlight-common';
import {
  formatSample,
  gaugeStatistic,
  headline,
  type GaugeStatistic,
} from './sampleValues';

it.each<[string, GaugeStatistic]>([
  ['process_resident_memory_bytes', 'sum'],
  ['http_server_active_connections', 'sum'],
  ['go_goroutines', 'sum'],
  ['requests_in_flight', 'sum'],
  ['queue_length', 'sum'],
  ['cache_hit_ratio', 'average'],
  ['cpu_temperature_celsius', 'average'],
  ['pool_max_connections', 'average'],
  ['node_load1', 'average'],
  ['something_odd', 'average'],
  ['last_success_timestamp_seconds', 'maximum'],
  ['nodejs_eventloop_lag_seconds', 'maximum'],
  ['replication_delay_seconds', 'maximum'],
  ['up', 'minimum'],
  ['database_up', 'minimum'],
])('draws the gauge %s as its %s', (name, expected) => {
  expect(gaugeStatistic({ name })).toBe(expected);
});

it('adds what is declared in bytes, whatever it is called', () => {
  expect(gaugeStatistic({ name: 'heap', unit: 'bytes' })).toBe('sum');
});

const SERIES: AggregatedSeries = {
  labels: {},
  count: 3,
  sum: 30,
  average: 10,
  rate: 2,
  values: [],
  summary: { count: 77, quantiles: [] },
  histogram: {
    count: 5,
    buckets: [],
    exact: true,
    quantiles: [{ quantile: 0.95, value: 'NaN' }],
  },
};

it.each<[MetricType, unknown]>([
  ['counter', 2],
  ['gauge', 10],
  ['histogram', 'NaN'],
  ['summary', 77],
  ['info', 3],
  ['stateset', 3],
  ['unknown', undefined],
])('has one number of a %s, or none', (type, expected) => {
  expect(headline({ name: 'a', type }, SERIES)).toBe(expected);
});

it.each([
  [undefined, '–'],
  [null, '–'],
  ['NaN', 'NaN'],
  ['+Inf', '+Inf'],
  [2, '2!'],
] as const)('writes the sample %p as %p', (value, expected) => {
  expect(formatSample(value, number => `${number}!`)).toBe(expected);
});
