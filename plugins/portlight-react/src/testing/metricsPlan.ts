import type { MetricFamily } from '@portlight/plugin-portlight-common';

const DAY = 24 * 3_600_000;

/** Traffic by time of day: more in the afternoon than at night (UTC), 0.4 to 1.6. */
export const byTimeOfDay = (at: number) =>
  1 + 0.6 * Math.sin(((at % DAY) / DAY) * 2 * Math.PI - Math.PI / 2);

/** The same number for the same place and time, between -1 and 1. */
export function noise(seed: number, at: number): number {
  const value = Math.sin(seed * 12.9898 + Math.floor(at / 15_000) * 78.233);
  return (value * 43_758.5453 - Math.floor(value * 43_758.5453)) * 2 - 1;
}

/** A family and what one peer says of one set of labels at one time: of counters the rate. */
export interface FamilyPlan {
  family: Omit<MetricFamily, 'series' | 'peers'>;
  labels: Record<string, string>[];
  valueAt(at: number, peer: number, labels: number): number;
}

/** The peer that is slow, by its index in the peers' fixture. */
export const SLOW_PEER = 2;
/** The peers of the older version, whose buckets are others. */
export const OLD_PEERS = [1, 9];
/** Seconds. */
export const BOUNDS = [
  0.005,
  0.01,
  0.025,
  0.05,
  0.1,
  0.25,
  0.5,
  1,
  2.5,
  Infinity,
];

const ROUTES = ['/cart', '/cart/items', '/checkout', '/health'];
const CODES = ['200', '201', '404', '500'];

/** Seconds of the given quantile of one peer. */
export function latencyOf(at: number, peer: number, quantile: number): number {
  let base = 0.012;
  if (quantile > 0.98) base = 0.16;
  else if (quantile > 0.9) base = 0.044;
  const slow = peer === SLOW_PEER ? 4.1 : 1;
  return (
    base * slow * (0.8 + 0.2 * byTimeOfDay(at)) * (1 + 0.08 * noise(peer, at))
  );
}

/** Requests per second of one peer. */
export const requestsOf = (at: number, peer: number) =>
  18 * byTimeOfDay(at) * (1 + 0.06 * noise(peer + 20, at));

const MIB = 1024 * 1024;

/** What a cart exposes, one family of each type. */
export const FAMILY_PLANS: readonly FamilyPlan[] = [
  {
    family: {
      name: 'cart_build_info',
      type: 'info',
      help: 'Version and commit that the binary was built from.',
    },
    labels: [
      { version: '2.14.1', commit: '8f31c0d' },
      { version: '2.13.7', commit: '51be99a' },
    ],
    valueAt: () => 1,
  },
  {
    family: {
      name: 'cart_redis_breaker',
      type: 'stateset',
      help: 'State of the circuit breaker of redis.',
    },
    labels: [{}],
    valueAt: () => 1,
  },
  {
    family: {
      name: 'cart_rpc_duration_seconds',
      type: 'summary',
      unit: 'seconds',
      help: 'Duration of calls to inventory and pricing.',
    },
    labels: [{ service: 'inventory' }, { service: 'pricing' }],
    valueAt: (at, peer, labels) => 40 * (labels + 1) * byTimeOfDay(at) + peer,
  },
  {
    family: {
      name: 'http_request_duration_seconds',
      type: 'histogram',
      unit: 'seconds',
      help: 'Duration of HTTP requests.',
      conflict:
        '2 of 11 peers have other buckets (le 0.075, 0.75): only the bounds that all have are added.',
    },
    labels: ROUTES.map(route => ({ route })),
    valueAt: (at, peer) => latencyOf(at, peer, 0.95),
  },
  {
    family: {
      name: 'http_requests_total',
      type: 'counter',
      help: 'HTTP requests by route and status.',
    },
    labels: ROUTES.flatMap(route => CODES.map(code => ({ route, code }))),
    valueAt: (at, peer, labels) => {
      const share = [0.93, 0.05, 0.016, 0.004][labels % CODES.length];
      const route = [0.5, 0.3, 0.15, 0.05][Math.floor(labels / CODES.length)];
      return requestsOf(at, peer) * share * route;
    },
  },
  {
    family: {
      name: 'http_server_active_connections',
      type: 'gauge',
      help: 'Open connections.',
    },
    labels: [{}],
    valueAt: (at, peer) => Math.round(11 * byTimeOfDay(at) + noise(peer, at)),
  },
  {
    family: {
      name: 'legacy_cache_items',
      type: 'unknown',
    },
    labels: [{}],
    valueAt: (at, peer) =>
      Math.round(12_000 + peer * 330 + 90 * noise(peer, at)),
  },
  {
    family: {
      name: 'nodejs_eventloop_lag_p99_seconds',
      type: 'gauge',
      unit: 'seconds',
      help: 'The 99th percentile of the recorded event loop delays.',
    },
    labels: [{}],
    valueAt: (at, peer) =>
      (peer === SLOW_PEER ? 0.061 : 0.012) * (1 + 0.1 * noise(peer, at)),
  },
  {
    family: {
      name: 'process_cpu_seconds_total',
      type: 'counter',
      unit: 'seconds',
      help: 'Total user and system CPU time spent in seconds.',
    },
    labels: [{}],
    valueAt: (at, peer) =>
      (peer === SLOW_PEER ? 0.41 : 0.19) *
      byTimeOfDay(at) *
      (1 + 0.05 * noise(peer, at)),
  },
  {
    family: {
      name: 'process_resident_memory_bytes',
      type: 'gauge',
      unit: 'bytes',
      help: 'Resident memory size in bytes.',
    },
    labels: [{}],
    valueAt: (at, peer) =>
      (210 + peer * 4 + 30 * byTimeOfDay(at) + 3 * noise(peer, at)) * MIB,
  },
  {
    family: {
      name: 'process_start_time_seconds',
      type: 'gauge',
      unit: 'seconds',
      help: 'Start time of the process since the epoch in seconds.',
    },
    labels: [{}],
    valueAt: (_at, peer) => 1_794_900_000 + peer * 60,
  },
];
