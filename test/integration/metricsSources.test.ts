import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  type ControlPlane,
  describeWith,
  type Prometheus,
  startControlPlane,
  startPrometheus,
  waitFor,
} from '../parts';
import { type Database, DATABASES } from './databases';
import { type Portal, startPortal } from './portal';

const HOUR = 3600;
const DAYS = 8;
/** Seconds between samples of the past. */
const STEP = 300;
const PATIENCE = 60_000;

const labels = { 'app.kubernetes.io/name': 'cart' };

const node = {
  metadata: { name: 'node-1', labels: { 'kubernetes.io/hostname': 'node-1' } },
  status: {
    capacity: { cpu: '4', memory: '16Gi', pods: '110' },
    allocatable: { cpu: '4', memory: '16Gi', pods: '110' },
  },
};

const deployment = {
  metadata: { name: 'cart', labels },
  spec: {
    replicas: 2,
    selector: { matchLabels: labels },
    template: {
      metadata: { labels },
      spec: {
        containers: [
          {
            name: 'cart',
            image: 'registry.example/cart:1',
            ports: [{ name: 'metrics', containerPort: 8080 }],
            resources: {
              requests: { cpu: '250m', memory: '128Mi' },
              limits: { memory: '256Mi' },
            },
          },
        ],
      },
    },
  },
};

const service = {
  metadata: { name: 'cart', labels },
  spec: {
    clusterIP: 'None',
    selector: labels,
    ports: [{ name: 'metrics', port: 8080 }],
  },
};

/** Ten requests and a twentieth of a core per second and pod, for days, in two clusters of one Prometheus. */
function pastOf(pods: readonly string[], now: number): string {
  const counters: Record<string, number> = {
    http_requests_total: 10,
    container_cpu_usage_seconds_total: 0.05,
  };
  const up = ['prod', 'other'].flatMap(cluster =>
    [STEP, 0].map(
      before => `up{cluster="${cluster}",job="kubelet"} 1 ${now - before}`,
    ),
  );
  const families = Object.entries(counters).map(([name, perSecond]) => {
    const lines = ['prod', 'other'].flatMap(cluster =>
      pods.flatMap(pod =>
        Array.from({ length: (DAYS * 24 * HOUR) / STEP }, (_, index) => {
          const at = now - DAYS * 24 * HOUR + index * STEP;
          const factor = cluster === 'other' ? 1000 : 1;
          return `${name}{cluster="${cluster}",namespace="shop",pod="${pod}",container="cart"} ${
            index * STEP * perSecond * factor
          } ${at}`;
        }),
      ),
    );
    return `# TYPE ${name.replace(/_total$/, '')} counter\n${lines.join('\n')}`;
  });
  return `# TYPE up gauge\n${up.join('\n')}\n${families.join('\n')}\n# EOF\n`;
}

/** Servers that are no good Prometheus, by how they fail. */
const FAILURES: Record<
  string,
  { status: number; type: string; body: string; headers?: object }
> = {
  '/tenant': { status: 401, type: 'text/plain', body: 'no org id' },
  '/html': { status: 200, type: 'text/html', body: '<html>Sign in</html>' },
  '/redirect': {
    status: 302,
    type: 'text/plain',
    body: '',
    headers: { location: 'http://elsewhere.example/' },
  },
};

describeWith(['kubernetes', 'prometheus'], 'sources of metrics', () => {
  let plane: ControlPlane;
  let database: Database;
  let prometheus: Prometheus;
  let bad: Server;
  let portal: Portal;
  const now = Math.floor(Date.now() / 1000);

  beforeAll(async () => {
    [plane, database] = await Promise.all([
      startControlPlane(),
      DATABASES[0].start(),
    ]);
    const { client } = plane;
    await client.create('/api/v1/nodes', node);
    await client.create('/api/v1/namespaces', { metadata: { name: 'shop' } });
    await client.create(
      '/apis/apps/v1/namespaces/shop/deployments',
      deployment,
    );
    await client.create('/api/v1/namespaces/shop/services', service);
    const pods = await waitFor(
      async () => {
        const { items } = await client.get('/api/v1/namespaces/shop/pods');
        return (
          items.length === 2 &&
          items.every(({ status }: any) => status.phase === 'Running') &&
          items.map(({ metadata }: any) => metadata.name as string)
        );
      },
      { what: 'two pods' },
    );
    prometheus = await startPrometheus({
      config: { global: { scrape_interval: '15s' } },
      past: pastOf(pods, now),
    });
    bad = createServer((request, response) => {
      const failure = Object.entries(FAILURES).find(([path]) =>
        request.url!.startsWith(path),
      );
      // What is not in the table never answers.
      if (!failure) return;
      const [, { status, type, body, headers }] = failure;
      response
        .writeHead(status, { 'content-type': type, ...headers })
        .end(body);
    });
    await new Promise<void>(resolve => {
      bad.listen(0, '127.0.0.1', resolve);
    });
    const badUrl = `http://127.0.0.1:${(bad.address() as AddressInfo).port}`;
    portal = await startPortal({
      knex: database.knex,
      fleet: {
        portlight: {
          kubeconfig: { path: plane.kubeconfig, contexts: [plane.name] },
          metrics: {
            sources: [
              {
                name: 'central',
                url: prometheus.url,
                clusters: [plane.name],
                matchers: { cluster: 'prod' },
              },
              ...['tenant', 'html', 'redirect', 'silent'].map(name => ({
                name,
                url: `${badUrl}/${name}`,
                clusters: [plane.name],
                timeout: '1s',
              })),
            ],
          },
        },
      },
    });
  }, 180_000);

  afterAll(async () => {
    await portal?.stop();
    bad?.closeAllConnections();
    await Promise.all([
      database?.stop(),
      plane?.stop(),
      prometheus?.stop(),
      new Promise(resolve => {
        bad.close(resolve);
      }),
    ]);
  });

  const until = (path: string, expected: object): Promise<any> =>
    waitFor(
      async () => {
        const answer = await portal.get(path);
        expect(answer).toMatchObject(expected);
        return answer;
      },
      { what: `${path} to match`, timeoutMilliseconds: PATIENCE },
    );

  const range = (days: number) =>
    `since=${new Date(
      (now - days * 24 * HOUR) * 1000,
    ).toISOString()}&until=${new Date(now * 1000).toISOString()}`;

  const known = (values: (number | null)[]) =>
    values.filter((value): value is number => value !== null);

  it('answer for times before anything was scraped, of this cluster only', async () => {
    const cluster = `/clusters/${plane.name}/namespaces/shop`;
    await until(`${cluster}/services/cart/peers`, { total: 2 });
    const history = await until(
      `${cluster}/services/cart/metrics/history?family=http_requests_total&${range(
        7,
      )}`,
      {
        source: {
          kind: 'prometheus',
          name: expect.stringContaining('central'),
        },
      },
    );
    expect(history.series).toHaveLength(1);
    const [{ statistic, values, peers }] = history.series;
    expect(statistic).toBe('rate');
    expect(known(values).length).toBeGreaterThan(100);
    // The last sample is of some minutes ago.
    for (const value of known(values).slice(0, -2)) {
      expect(value).toBeCloseTo(20, 0);
    }
    expect(peers).toHaveLength(2);
    expect(history.times.length).toBeLessThan(400);
  }, 120_000);

  it('answer what a workload used', async () => {
    const { resources } = await until(
      `/clusters/${
        plane.name
      }/namespaces/shop/workloads/Deployment/cart/metrics?${range(7)}`,
      {
        resources: expect.arrayContaining([
          expect.objectContaining({
            resource: 'cpu',
            source: expect.objectContaining({ kind: 'prometheus' }),
          }),
        ]),
      },
    );
    const cpu = resources.find(({ resource }: any) => resource === 'cpu');
    expect(cpu).toMatchObject({ unit: 'cores', requests: 0.5 });
    for (const value of known(cpu.used)) expect(value).toBeCloseTo(0.1, 2);
    const memory = resources.find(({ resource }: any) => resource === 'memory');
    // This Prometheus knows nothing of memory.
    expect(memory.message).toEqual(expect.any(String));
    expect(memory).toMatchObject({
      requests: 256 * 2 ** 20,
      limits: 512 * 2 ** 20,
    });
  }, 120_000);

  it('are never asked for more points than they give', async () => {
    const path = `/clusters/${
      plane.name
    }/namespaces/shop/services/cart/metrics/history?family=http_requests_total&${range(
      8,
    )}&step=1`;
    const response = await portal.request(path);
    const answer = await response.json();
    expect([response.status, answer.title]).toEqual([
      400,
      expect.stringMatching(/11,000/),
    ]);
  });

  it('are listed with what was detected', async () => {
    const { items } = await portal.get('/metrics/sources');
    expect(items).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ name: 'central', kind: 'prometheus' }),
        expect.objectContaining({
          kind: 'metricsApi',
          cluster: plane.name,
          status: 'absent',
        }),
      ]),
    );
    expect(JSON.stringify(items)).not.toContain(plane.tokens.admin);
  });

  it.each([
    ['central', true, /./],
    ['tenant', false, /401|tenant|credentials/i],
    ['html', false, /HTML|JSON/i],
    ['redirect', false, /redirect/i],
    ['silent', false, /1 s|time|answer/i],
  ])(
    'are tested: %s',
    async (name, success, message) => {
      const response = await portal.request(
        `/metrics/sources/${name}/test?cluster=${plane.name}`,
        'POST',
      );
      const answer = await response.json();
      expect([response.status, answer]).toEqual([
        200,
        expect.objectContaining({ success }),
      ]);
      expect(
        answer.checks.map((check: any) => check.message).join(' '),
      ).toMatch(message);
    },
    60_000,
  );
});
