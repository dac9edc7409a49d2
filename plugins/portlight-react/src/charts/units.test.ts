import type { MetricType } from '@portlight/plugin-portlight-common';
import { unitOfFamily, unitOfKind, type UnitKind } from './units';

it.each<[string, MetricType, string | undefined, UnitKind]>([
  ['http_requests_total', 'counter', undefined, 'requestsPerSecond'],
  ['grpc_server_handled_total', 'counter', undefined, 'requestsPerSecond'],
  ['jobs_total', 'counter', undefined, 'perSecond'],
  ['network_bytes_total', 'counter', 'bytes', 'bytesPerSecond'],
  ['process_cpu_seconds_total', 'counter', 'seconds', 'cores'],
  ['gc_seconds_total', 'counter', undefined, 'perSecond'],
  ['process_resident_memory_bytes', 'gauge', undefined, 'bytes'],
  ['pool_utilization_ratio', 'gauge', undefined, 'ratio'],
  ['process_start_time_seconds', 'gauge', 'seconds', 'timestamp'],
  ['last_run_timestamp_seconds', 'gauge', undefined, 'timestamp'],
  ['http_request_duration_seconds', 'histogram', 'seconds', 'seconds'],
  ['open_connections', 'gauge', undefined, 'connections'],
  ['cpu_celsius', 'gauge', undefined, 'celsius'],
  ['queue_length', 'gauge', 'messages', 'number'],
  ['queue_length', 'gauge', '__proto__', 'number'],
])('measures %s (%s, %p) in the right unit', (name, type, unit, kind) => {
  expect(unitOfFamily({ name, type, unit }).kind).toBe(kind);
});

it.each<[UnitKind, number | undefined, string]>([
  ['cores', 0.25, '250m'],
  ['cores', 3.39, '3.39 cores'],
  ['bytesPerSecond', 1536, '1.5 KiB/s'],
  ['requestsPerSecond', 214, '214 req/s'],
  ['perSecond', 0.5, '0.5/s'],
  ['ratio', 0.004, '0.4%'],
  ['seconds', 0.18, '180ms'],
  ['requestsPerSecond', undefined, '–'],
  ['bytesPerSecond', undefined, '–'],
])('writes %s of %p as %s', (kind, value, expected) => {
  expect(unitOfKind(kind).format(value)).toBe(expected);
});

it('tells small shares apart on an axis', () => {
  const { formatTick } = unitOfKind('ratio');
  expect([0, 0.0005, 0.005, 0.01, 0.5].map(formatTick)).toEqual([
    '0%',
    '0.05%',
    '0.5%',
    '1%',
    '50%',
  ]);
});
