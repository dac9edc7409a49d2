import { mockCredentials } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import type {
  Metrics,
  MetricFamilyDetail,
  MetricHistory,
} from '@portlight/plugin-portlight-common';
import type {
  ClusterConnection,
  ClusterResponse,
} from '@portlight/plugin-portlight-node';
import {
  clusterDocument,
  createTestFleet,
  objectRow,
  podRow,
  testDatabases,
  type TestFleet,
  testMetrics,
} from '../__testUtils__';
import type { OperationHandler } from '../api/operations';
import { SEES_EVERYTHING } from '../permissions';

jest.setTimeout(60_000);

const PODS = ['cart-a', 'cart-b', 'cart-c'];
const LABELS = { app: 'cart' };

/** A Service with its pods, as the mirror writes them. */
function cartRows(cluster: string) {
  const namespace = 'shop';
  return [
    objectRow('Service', cluster, {
      namespace,
      name: 'cart',
      record: {
        spec: {
          clusterIP: 'None',
          selector: LABELS,
          ports: [{ name: 'http-metrics', port: 8080 }],
        },
      } as object,
    }),
    objectRow('EndpointSlice', cluster, {
      namespace,
      name: 'cart-1',
      labels: { 'kubernetes.io/service-name': 'cart' },
      record: {
        addressType: 'IPv4',
        ports: [{ name: 'http-metrics', port: 8080 }],
        endpoints: PODS.map((name, index) => ({
          addresses: [`10.0.0.${index + 1}`],
          conditions: { ready: true },
          targetRef: { kind: 'Pod', namespace, name, uid: `uid-${name}` },
        })),
      } as object,
    }),
    ...PODS.map((name, index) =>
      podRow(cluster, {
        namespace,
        name,
        labels: LABELS,
        record: {
          metadata: { uid: `uid-${name}`, labels: LABELS },
          spec: {
            containers: [
              {
                name: 'cart',
                ports: [{ name: 'http-metrics', containerPort: 8080 }],
              },
            ],
          },
          status: { phase: 'Running', podIP: `10.0.0.${index + 1}` },
        } as object,
      }),
    ),
  ];
}

async function* bytes(text: string) {
  yield Buffer.from(text);
}

/** An API server whose pod proxy answers for each pod. */
function podProxy(answer: (pod: string, count: number) => string) {
  const scrapes = new Map<string, number>();
  const connection: ClusterConnection = {
    request: async ({ path }): Promise<ClusterResponse> => {
      const [, pod] =
        /\/pods\/(?:\w+:)?([a-z-]+):8080\/proxy\/metrics$/.exec(path) ?? [];
      if (!pod) return { status: 404, headers: {}, body: bytes('') };
      const count = (scrapes.get(pod) ?? 0) + 1;
      scrapes.set(pod, count);
      return {
        status: 200,
        headers: { 'content-type': 'text/plain; version=0.0.4' },
        body: bytes(answer(pod, count)),
      };
    },
    close: async () => {},
  };
  return { connection, scrapes };
}

/** Waits, for what real timers bring about. */
async function eventually<Value>(
  read: () => Promise<Value>,
  check: (value: Value) => void,
): Promise<Value> {
  const until = Date.now() + 20_000;
  for (;;) {
    const value = await read();
    try {
      check(value);
      return value;
    } catch (error) {
      if (Date.now() > until) throw error;
      await new Promise(resolve => setTimeout(resolve, 50));
    }
  }
}

const databases = testDatabases();

describe.each(databases.eachSupportedId())('createMetrics on %s', id => {
  let fleet: TestFleet;
  const stops: (() => Promise<void>)[] = [];

  beforeEach(async () => {
    fleet = await createTestFleet(databases, id);
    await fleet.write(clusterDocument('east'), cartRows('east'));
  });

  afterEach(async () => {
    await Promise.all(stops.splice(0).map(stop => stop()));
    await fleet.knex.destroy();
  });

  const create = async (
    connections: Record<string, ClusterConnection>,
    topics: string[] = [],
    scrapeInterval = 1000,
  ) => {
    const created = await testMetrics({
      knex: fleet.knex,
      catalog: catalogServiceMock(),
      connections,
      settings: { scrapeInterval, scrapeTimeout: 1000 },
      onTargetChanged: topic => topics.push(topic),
    });
    stops.push(created.stop);
    created.start();
    return created;
  };

  const ask = <Answer>(
    handler: Pick<OperationHandler<any>, 'answer'>,
    path: Record<string, string> = {},
    query: object = {},
  ): Promise<Answer> =>
    handler.answer({
      path: { cluster: 'east', namespace: 'shop', name: 'cart', ...path },
      query,
      visibility: SEES_EVERYTHING,
      credentials: mockCredentials.user(),
    } as never) as Promise<Answer>;

  const counters = (pod: string, count: number) =>
    `# TYPE http_requests_total counter\nhttp_requests_total{code="200"} ${
      count * 10
    }\nhttp_requests_total{code="500"} 1\n# TYPE up_since gauge\nup_since{pod="${pod}"} 5\n`;

  it('answers the first question with the first scrape, and goes on', async () => {
    const { connection, scrapes } = podProxy(counters);
    const topics: string[] = [];
    const { metrics } = await create({ east: connection }, topics);
    const { getServiceMetrics } = metrics.handlers;

    const first = await ask<Metrics>(getServiceMetrics);
    expect(first).toMatchObject({
      total: 3,
      answered: 3,
      intervalSeconds: 1,
      notices: [],
    });
    expect(first.scrapedAt).toBeDefined();
    expect(first.families.map(({ name }) => name)).toEqual([
      'http_requests_total',
      'up_since',
    ]);
    expect(topics).toContain(first.targets[0].topic);

    const later = await eventually(
      () => ask<Metrics>(getServiceMetrics),
      answer =>
        expect(
          answer.goldenSignals.find(({ signal }) => signal === 'requestRate')
            ?.value,
        ).toBeGreaterThan(0),
    );
    expect(
      later.goldenSignals.find(({ signal }) => signal === 'errorRate')?.value,
    ).toBe(0);
    expect([...scrapes.keys()].sort()).toEqual(PODS);

    const detail = await ask<MetricFamilyDetail>(
      metrics.handlers.getServiceMetricFamily,
      { family: 'http_requests_total' },
    );
    expect(detail.series.map(({ labels }) => labels)).toEqual([
      { code: '200' },
      { code: '500' },
    ]);
    await expect(
      ask(metrics.handlers.getServiceMetricFamily, { family: 'nothing' }),
    ).rejects.toMatchObject({ status: 404 });

    const history = await eventually(
      () =>
        ask<MetricHistory>(
          metrics.handlers.getServiceMetricHistory,
          {},
          { signal: 'requestRate', step: 15 },
        ),
      answer => expect(answer.series[0]?.peers).toHaveLength(3),
    );
    expect(history).toMatchObject({
      unit: 'requestsPerSecond',
      source: { kind: 'history' },
      stepSeconds: 15,
    });
    expect(history.series).toHaveLength(1);
  });

  it('costs one scrape however many ask', async () => {
    const { connection, scrapes } = podProxy(counters);
    // Longer than the test: a second round would have another reason than the questions.
    const { metrics } = await create({ east: connection }, [], 600_000);
    const { getServiceMetrics } = metrics.handlers;
    const answers = await Promise.all(
      Array.from({ length: 100 }, () => ask<Metrics>(getServiceMetrics)),
    );
    expect(answers.every(({ answered }) => answered === 3)).toBe(true);
    expect([...scrapes].sort()).toEqual(PODS.map(pod => [pod, 1]));
  });
});
