import { Aggregator } from '../aggregation';
import {
  counter,
  gauge,
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

describe('Request rate and errors', () => {
  it.each<[name: string, families: TestFamily[], rate: number, errors: number]>(
    [
      [
        'Micrometer',
        [
          family(
            'http_server_requests_seconds',
            'summary',
            {
              suffix: '_count',
              labels: { status: '200', outcome: 'SUCCESS' },
              value: 90,
            },
            {
              suffix: '_count',
              labels: { status: '503', outcome: 'SERVER_ERROR' },
              value: 10,
            },
          ),
        ],
        10,
        0.1,
      ],
      [
        'Micrometer by the outcome alone',
        [
          family(
            'http_server_requests_seconds',
            'summary',
            { suffix: '_count', labels: { outcome: 'SUCCESS' }, value: 90 },
            {
              suffix: '_count',
              labels: { outcome: 'SERVER_ERROR' },
              value: 10,
            },
          ),
        ],
        10,
        0.1,
      ],
      [
        'OpenTelemetry with underscores',
        [
          family(
            'http_server_request_duration_seconds',
            'histogram',
            ...histogramSamples(
              { http_response_status_code: '200' },
              { '1': 60, '+Inf': 60 },
            ),
            ...histogramSamples(
              { http_response_status_code: '500' },
              { '1': 20, '+Inf': 20 },
            ),
          ),
        ],
        8,
        0.25,
      ],
      [
        'OpenTelemetry with UTF-8 names',
        [
          family(
            'http.server.request.duration',
            'histogram',
            ...histogramSamples(
              { 'http.response.status_code': '200' },
              { '1': 60, '+Inf': 60 },
            ),
            ...histogramSamples(
              { 'http.response.status_code': '500' },
              { '1': 20, '+Inf': 20 },
            ),
          ),
        ],
        8,
        0.25,
      ],
      [
        'classes of statuses',
        [
          counter(
            'http_requests_total',
            [{ status: '2xx' }, 30],
            [{ status: '4xx' }, 10],
            [{ status: '5xx' }, 10],
          ),
        ],
        5,
        0.2,
      ],
      [
        'gRPC',
        [
          counter(
            'grpc_server_handled_total',
            [{ grpc_code: 'OK' }, 30],
            [{ grpc_code: 'NotFound' }, 10],
          ),
        ],
        4,
        0.25,
      ],
      [
        'HTTP and gRPC of one service',
        [
          counter('http_requests_total', [{ code: '200' }, 60]),
          counter('grpc_server_handled_total', [{ grpc_code: 'Internal' }, 20]),
        ],
        8,
        0.25,
      ],
      [
        'a service rather than its proxy',
        [
          counter('http_requests_total', [{ code: '200' }, 60]),
          counter('istio_requests_total', [
            { reporter: 'destination', response_code: '500' },
            99,
          ]),
        ],
        6,
        0,
      ],
      [
        'the serving end of a mesh',
        [
          counter(
            'istio_requests_total',
            [{ reporter: 'destination', response_code: '500' }, 20],
            [{ reporter: 'source', response_code: '200' }, 1000],
          ),
        ],
        2,
        1,
      ],
      [
        'Envoy',
        [
          counter(
            'envoy_http_downstream_rq_xx',
            [{ envoy_response_code_class: '2' }, 30],
            [{ envoy_response_code_class: '5' }, 10],
            [
              {
                envoy_response_code_class: '5',
                envoy_http_conn_manager_prefix: 'admin',
              },
              500,
            ],
          ),
        ],
        4,
        0.25,
      ],
      [
        'a family with a status rather than one without',
        [
          counter('http_requests_total', [{}, 40]),
          requests(
            'http_request_duration_seconds',
            { code: '500' },
            { '1': 10, '+Inf': 10 },
          ),
        ],
        4,
        1,
      ],
    ],
  )('are told of %s', (_name, families, rate, errors) => {
    const { requestRate, errorRate } = signalsOf(snapshotOf({ a: families }));
    expect(requestRate.value).toBeCloseTo(rate, 9);
    expect(requestRate.peers).toEqual([
      { peer: 'id-a', value: requestRate.value },
    ]);
    expect(errorRate.value).toBeCloseTo(errors, 9);
  });

  it('are over all peers, not the average of theirs', () => {
    const said = (good: number, bad: number) => [
      counter(
        'http_requests_total',
        [{ code: '200' }, good],
        [{ code: '500' }, bad],
      ),
    ];
    const { requestRate, errorRate } = signalsOf(
      snapshotOf({ a: said(90, 0), b: said(0, 10) }),
    );
    expect(requestRate.value).toBe(10);
    expect(errorRate).toMatchObject({
      value: 0.1,
      unit: 'ratio',
      families: ['http_requests_total'],
      peers: [
        { peer: 'id-a', value: 0 },
        { peer: 'id-b', value: 1 },
      ],
    });
  });

  it.each<[name: string, families: TestFamily[], signal: string, why: RegExp]>([
    [
      'nothing known is exposed',
      [gauge('y', [{}, 1])],
      'requestRate',
      /No family that is known.*`http_requests_total`.*goldenSignals\.requestRate/,
    ],
    [
      'no label tells errors',
      [counter('http_requests_total', [{ path: '/' }, 5])],
      'errorRate',
      /no label that tells errors/,
    ],
    [
      'nobody asked anything',
      [counter('http_requests_total', [{ code: '200' }, 0])],
      'errorRate',
      /no requests in the last minute/,
    ],
    [
      'a summary has no buckets',
      [
        family('http_server_requests_seconds', 'summary', {
          suffix: '_count',
          value: 3,
        }),
      ],
      'latency',
      /`http_server_requests_seconds` has no buckets.*percentiles-histogram/,
    ],
  ])('say why where %s', (_name, families, signal, why) => {
    const found = signalsOf(snapshotOf({ a: families }))[signal];
    expect(found.value).toBeUndefined();
    expect(found.message).toMatch(why);
  });

  it('say that the second scrape is to come, that none answered, that there is none', () => {
    const aggregator = new Aggregator();
    const why = () =>
      signalsOf(aggregator.snapshot()).requestRate.message ?? '';
    const peer = { id: 'a', name: 'a' };
    expect(why()).toBe('There are no peers.');
    aggregator.fail({ peer, at: 990, message: 'refused' });
    expect(why()).toBe('None of the 1 peers answered the last scrape.');
    aggregator.add({
      peer,
      at: 1000,
      scrape: scrapeOf([counter('http_requests_total', [{ code: '200' }, 1])]),
    });
    expect(why()).toMatch(/the second one is still to come/);
  });
});
