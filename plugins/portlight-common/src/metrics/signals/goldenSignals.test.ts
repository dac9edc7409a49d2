import { Aggregator } from '../aggregation';
import {
  counter,
  gauge,
  histogram,
  histogramSamples,
  scrapeOf,
  type TestFamily,
} from '../__testUtils__/scrapeOf';
import {
  family,
  requests,
  signalsOf,
  snapshotOf,
} from '../__testUtils__/signals';
import type { GoldenSignalOptions, SignalContext } from './types';

describe('Latency', () => {
  it('has quantiles of all labels and peers, and the p95 of each peer', () => {
    const said = (fast: number, slow: number) => [
      family(
        'http_request_duration_seconds',
        'histogram',
        ...histogramSamples(
          { path: '/' },
          { '0.1': fast, '1': fast, '+Inf': fast },
        ),
        ...histogramSamples(
          { path: '/buy' },
          { '0.1': 0, '1': slow, '+Inf': slow },
        ),
      ),
    ];
    const { latency } = signalsOf(
      snapshotOf({ a: said(100, 0), b: said(0, 100) }),
    );
    expect(latency).toMatchObject({
      unit: 'seconds',
      value: expect.closeTo(0.91, 9),
      quantiles: [
        { quantile: 0.5, value: expect.closeTo(0.1, 9) },
        { quantile: 0.95, value: expect.closeTo(0.91, 9) },
        { quantile: 0.99, value: expect.closeTo(0.982, 9) },
      ],
      peers: [
        { peer: 'id-a', value: expect.closeTo(0.095, 9) },
        { peer: 'id-b', value: expect.closeTo(0.955, 9) },
      ],
    });
  });

  it('is in seconds where it is exposed in milliseconds', () => {
    const { latency } = signalsOf(
      snapshotOf({
        a: [
          requests(
            'http_server_duration_milliseconds',
            {},
            { '5': 0, '10': 100, '+Inf': 100 },
          ),
        ],
      }),
    );
    expect(latency.value).toBeCloseTo(0.00975, 9);
    expect(latency.quantiles?.[1].error).toBeCloseTo(0.00475, 9);
  });

  it('is not known where no bound is common to all peers', () => {
    const said = (bound: string) => [
      requests(
        'http_request_duration_seconds',
        {},
        { [bound]: 100, '+Inf': 100 },
      ),
    ];
    const { latency } = signalsOf(snapshotOf({ a: said('1'), b: said('2') }));
    expect(latency.value).toBeUndefined();
    expect(latency.message).toMatch(/have no bound in common/);
  });

  it('is not told from what was counted before anybody looked', () => {
    const aggregator = new Aggregator();
    aggregator.add({
      peer: { id: 'a', name: 'a' },
      at: 1000,
      scrape: scrapeOf([
        histogram('http_request_duration_seconds', { '1': 5, '+Inf': 5 }),
      ]),
    });
    expect(signalsOf(aggregator.snapshot()).latency).toMatchObject({
      message: expect.stringMatching(/second one is still to come/),
    });
  });
});

describe('Saturation', () => {
  it.each<
    [
      name: string,
      families: TestFamily[],
      value: number,
      unit: string,
      context?: SignalContext,
    ]
  >([
    ['CPU as a ratio', [gauge('process_cpu_usage', [{}, 0.7])], 0.7, 'ratio'],
    [
      'CPU against GOMAXPROCS',
      [
        counter('process_cpu_seconds_total', [{}, 10]),
        gauge('go_sched_gomaxprocs_threads', [{}, 4]),
      ],
      0.25,
      'ratio',
    ],
    [
      'CPU against the limit',
      [
        counter('process_cpu_seconds_total', [{}, 10]),
        gauge('go_sched_gomaxprocs_threads', [{}, 4]),
      ],
      0.5,
      'ratio',
      { cpuLimit: 2 },
    ],
    [
      'the fullest of several',
      [
        gauge('process_cpu_usage', [{}, 0.2]),
        gauge('hikaricp_connections_active', [{ pool: 'a' }, 9]),
        gauge('hikaricp_connections_max', [{ pool: 'a' }, 10]),
      ],
      0.9,
      'ratio',
    ],
    [
      'pools with a limit only',
      [
        gauge('go_sql_in_use_connections', [{ db_name: 'a' }, 5]),
        gauge(
          'go_sql_max_open_connections',
          [{ db_name: 'a' }, 10],
          [{ db_name: 'b' }, -1],
        ),
      ],
      0.5,
      'ratio',
    ],
    [
      'the lag of an event loop',
      [gauge('nodejs_eventloop_lag_p99_seconds', [{}, 0.25])],
      0.25,
      'seconds',
    ],
    [
      'how long goroutines wait',
      [requests('go_sched_latencies_seconds', {}, { '0.1': 100, '+Inf': 100 })],
      0.099,
      'seconds',
    ],
  ])('is %s', (_name, families, value, unit, ...[context]) => {
    const { saturation } = signalsOf(
      snapshotOf({ a: families }),
      undefined,
      typeof context === 'function' ? undefined : context,
    );
    expect(saturation.value).toBeCloseTo(value, 9);
    expect(saturation.unit).toBe(unit);
  });

  it('is not known of what has no limit', () => {
    const { saturation } = signalsOf(
      snapshotOf({
        a: [
          gauge('go_sql_in_use_connections', [{}, 5]),
          gauge('go_sql_max_open_connections', [{}, 0]),
        ],
      }),
    );
    expect(saturation.value).toBeUndefined();
    expect(saturation.message).toBeDefined();
  });
});

describe('Outliers', () => {
  const slow = (p95: number) => {
    const bound = String(p95);
    return [
      requests(
        'http_request_duration_seconds',
        { code: '200' },
        { '0': 0, [bound]: 100, '+Inf': 100 },
      ),
    ];
  };

  it('is the peer that is slow', () => {
    const { latency } = signalsOf(
      snapshotOf({ a: slow(1), b: slow(1), c: slow(1), 'cart-7f': slow(4) }),
    );
    expect(latency.outlier).toEqual({
      peer: 'id-cart-7f',
      message: 'cart-7f: 4 times the median of 4 peers',
    });
  });

  it.each([
    ['two peers', { a: slow(1), b: slow(4) }],
    ['peers that are alike', { a: slow(1), b: slow(1.1), c: slow(1.2) }],
    ['peers that all differ', { a: slow(1), b: slow(2), c: slow(4) }],
  ])('is none among %s', (_name, peers) => {
    expect(signalsOf(snapshotOf(peers)).latency.outlier).toBeUndefined();
  });
});

describe('Golden signals as configured', () => {
  it('replace the well-known ones', () => {
    const options: GoldenSignalOptions = {
      requestRate: [{ family: 'jobs_total' }],
      errorRate: {
        errors: [
          {
            family: 'jobs_total',
            matchers: [{ name: 'state', operator: '=', value: 'failed' }],
          },
        ],
      },
      latency: [{ family: 'job_milliseconds', unitsPerSecond: 1000 }],
      saturation: [{ used: { family: 'job_slots_used' }, capacity: 8 }],
      activeConnections: [{ family: 'sockets' }, { family: 'web_sockets' }],
    };
    const signals = signalsOf(
      snapshotOf({
        a: [
          counter(
            'jobs_total',
            [{ state: 'done' }, 30],
            [{ state: 'failed' }, 10],
          ),
          counter('http_requests_total', [{ code: '200' }, 1000]),
          requests('job_milliseconds', {}, { '1000': 40, '+Inf': 40 }),
          gauge('job_slots_used', [{}, 2]),
          gauge('sockets', [{}, 3]),
          gauge('web_sockets', [{}, 4]),
        ],
      }),
      options,
    );
    expect(
      Object.values(signals).map(({ signal, value }) => [signal, value]),
    ).toEqual([
      ['requestRate', 4],
      ['errorRate', 0.25],
      ['latency', expect.closeTo(0.95, 9)],
      ['saturation', 0.25],
      ['activeConnections', 7],
    ]);
  });

  it('say which setting names what is not there', () => {
    const { requestRate } = signalsOf(
      snapshotOf({ a: [gauge('jobs_total', [{}, 1])] }),
      { requestRate: [{ family: 'jobs_total' }] },
    );
    expect(requestRate.message).toBe(
      'No peer exposes `jobs_total` with a fitting type, which `portlight.metrics.goldenSignals.requestRate` names.',
    );
  });

  it('are not told from a family that was cut', () => {
    const snapshot = snapshotOf({
      a: [counter('http_requests_total', [{ code: '200' }, 5])],
    });
    snapshot.families[0].cut = 3;
    expect(signalsOf(snapshot).requestRate).toMatchObject({
      peers: [],
      message: expect.stringMatching(/too many series/),
    });
  });
});
