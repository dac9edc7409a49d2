import type { KubernetesObject } from '../../kubernetes';
import { DirectPortlightApi } from '..';

const START = Date.parse('2026-11-20T12:00:00Z');
const CART = { cluster: 'west', namespace: 'shop', service: 'cart' };

type Answer = string | Error | (() => Promise<string>);

function refusal(status: number, message: string) {
  return Object.assign(new Error(message), { status });
}

async function* chunks(text: string) {
  const bytes = new TextEncoder().encode(text);
  // in pieces that end anywhere
  for (let at = 0; at < bytes.length; at += 7) {
    yield bytes.subarray(at, at + 7);
  }
}

function pod(name: string, spec: object = {}): KubernetesObject {
  return {
    metadata: {
      namespace: 'shop',
      name,
      uid: `uid-${name}`,
      labels: { app: 'cart', 'app.kubernetes.io/version': '1.2' },
      creationTimestamp: '2026-11-20T11:00:00Z',
    },
    spec: {
      nodeName: 'n1',
      containers: [
        {
          name: 'main',
          image: 'cart:1',
          ports: [{ name: 'metrics', containerPort: 9100 }],
          resources: {
            requests: { cpu: '250m', memory: '64Mi' },
            limits: { cpu: '2', memory: '128Mi' },
          },
          ...spec,
        },
      ],
    },
    status: {
      phase: 'Running',
      podIP: '10.0.0.1',
      conditions: [{ type: 'Ready', status: 'True' }],
    },
  };
}

function endpoint(name: string) {
  return {
    addresses: ['10.0.0.1'],
    conditions: { ready: true },
    nodeName: 'n1',
    targetRef: { kind: 'Pod', name },
  };
}

/** A cluster with the Service `cart` and these pods behind it. */
function createCluster(pods: string[]) {
  const objects: Record<string, KubernetesObject[]> = {
    Namespace: [{ metadata: { name: 'shop' } }],
    Node: [
      {
        metadata: {
          name: 'n1',
          labels: { 'topology.kubernetes.io/zone': 'eu-1a' },
        },
        status: { allocatable: { cpu: '4', memory: '8Gi' } },
      },
    ],
    Service: [{ metadata: { namespace: 'shop', name: 'cart' } }],
  };
  const place = (names: string[]) => {
    objects.Pod = names.map(name => pod(name));
    objects.EndpointSlice = [
      {
        metadata: {
          namespace: 'shop',
          name: 'cart-x',
          labels: { 'kubernetes.io/service-name': 'cart' },
        },
        addressType: 'IPv4',
        endpoints: names.map(endpoint),
        ports: [{ name: 'http', port: 8080, protocol: 'TCP' }],
      },
    ];
  };
  place(pods);
  const clock = { now: START };
  const answers = new Map<string, Answer>();
  const asked: string[] = [];
  const api = new DirectPortlightApi({
    clusters: () => ['west'],
    now: () => clock.now,
    maximumAge: 0,
    list: async ({ kind }) => objects[kind] ?? [],
    async read(_cluster, path) {
      asked.push(path);
      const answer = answers.get(path) ?? refusal(404, 'Not Found');
      if (answer instanceof Error) {
        throw answer;
      }
      const text = typeof answer === 'string' ? answer : await answer();
      return { header: () => null, body: chunks(text) };
    },
  });
  const say = (name: string, answer: Answer) =>
    answers.set(
      `/api/v1/namespaces/shop/pods/${name}:9100/proxy/metrics`,
      answer,
    );
  return { api, clock, answers, asked, say, place, objects };
}

const requests = (ok: number, failed: number) =>
  [
    '# TYPE http_requests_total counter',
    `http_requests_total{code="200"} ${ok}`,
    `http_requests_total{code="500"} ${failed}`,
    '# TYPE queue gauge',
    `queue ${ok}`,
    '',
  ].join('\n');

describe('Metrics without a portal', () => {
  it('are those of the pods behind the Service, through the pod proxy', async () => {
    const { api, clock, asked, say } = createCluster(['a', 'b']);
    say('a', requests(0, 0));
    say('b', requests(100, 100));
    const first = await api.getMetrics(CART);
    expect(first).toMatchObject({
      total: 2,
      answered: 2,
      scrapedAt: '2026-11-20T12:00:00.000Z',
      targets: [{ name: 'shop/cart', method: 'kubernetes', service: 'cart' }],
    });
    expect(asked).toEqual([
      '/api/v1/namespaces/shop/pods/a:9100/proxy/metrics',
      '/api/v1/namespaces/shop/pods/b:9100/proxy/metrics',
    ]);
    clock.now += 15_000;
    say('a', requests(30, 0));
    say('b', requests(100, 130));
    const { goldenSignals } = await api.getMetrics(CART);
    expect(goldenSignals.slice(0, 2)).toMatchObject([
      {
        signal: 'requestRate',
        value: 4,
        peers: [
          { peer: 'uid-a', value: 2 },
          { peer: 'uid-b', value: 2 },
        ],
      },
      { signal: 'errorRate', value: 0.5 },
    ]);
    await expect(api.getMetricFamily(CART, 'queue')).resolves.toMatchObject({
      series: [{ sum: 130, values: [30, 100] }],
    });
    await expect(api.getMetricFamily(CART, 'other')).rejects.toMatchObject({
      code: 'not-found',
    });
  });

  it('cost one scrape, however many ask', async () => {
    const { api, asked, clock, say } = createCluster(['a']);
    say('a', requests(1, 1));
    const ask = () =>
      Promise.all([
        api.getMetrics(CART),
        api.getPeers(CART),
        api.getMetricFamily(CART, 'queue'),
        api.getMetricHistory(CART, { signal: 'requestRate' }),
      ]);
    await ask();
    clock.now += 5_000;
    await ask();
    expect(asked).toHaveLength(1);
    clock.now += 10_000;
    await ask();
    expect(asked).toHaveLength(2);
  });

  it.each<[name: string, answer: Answer, message: RegExp]>([
    ['a refusal', refusal(403, 'forbidden'), /You may not reach pods/],
    ['nothing there', refusal(404, 'Not Found'), /no metrics at this path/],
    ['a redirect', refusal(0, ''), /redirects.*not followed/],
    ['a broken peer', refusal(503, 'connection refused'), /refused/],
    ['a web page', '<!DOCTYPE html><html></html>', /Line 1/],
    ['no exposition', 'what is this\n', /Line 1, column/],
  ])('say why a peer did not answer: %s', async (_name, answer, message) => {
    const { api, say } = createCluster(['a', 'b']);
    say('a', requests(1, 1));
    say('b', answer);
    const { peers, answered, total } = await api.getMetrics(CART);
    expect({ answered, total }).toEqual({ answered: 1, total: 2 });
    expect(peers[1]).toMatchObject({
      name: 'b',
      up: false,
      message: expect.stringMatching(message),
    });
    await expect(api.getPeers(CART)).resolves.toMatchObject({
      answered: 1,
      total: 2,
    });
  });

  it('do not wait for a peer that hangs, and have it later', async () => {
    jest.useFakeTimers();
    try {
      const { api, say } = createCluster(['a', 'b']);
      let answer: (text: string) => void = () => {};
      say('a', requests(1, 1));
      say('b', () => new Promise(resolve => (answer = resolve)));
      const asked = api.getMetrics(CART);
      await jest.advanceTimersByTimeAsync(5_000);
      await expect(asked).resolves.toMatchObject({ answered: 1, total: 2 });
      answer(requests(1, 1));
      await jest.advanceTimersByTimeAsync(0);
      await expect(api.getMetrics(CART)).resolves.toMatchObject({
        answered: 2,
      });
    } finally {
      jest.useRealTimers();
    }
  });

  it('give up a peer that never answers', async () => {
    jest.useFakeTimers();
    try {
      const { api, say } = createCluster(['a']);
      say('a', () => new Promise(() => {}));
      const asked = api.getMetrics(CART);
      await jest.advanceTimersByTimeAsync(11_000);
      await asked;
      const { peers } = await api.getMetrics(CART);
      expect(peers[0].message).toBe('It did not answer in full within 10 s');
    } finally {
      jest.useRealTimers();
    }
  });

  it('forget a pod that is gone', async () => {
    const { api, clock, place, say } = createCluster(['a', 'b']);
    say('a', requests(1, 1));
    say('b', requests(9, 9));
    await api.getMetrics(CART);
    place(['a']);
    clock.now += 15_000;
    await expect(api.getMetricFamily(CART, 'queue')).resolves.toMatchObject({
      peers: [{ name: 'a' }],
      series: [{ sum: 1 }],
    });
  });

  it('describe the peers', async () => {
    const { api, say } = createCluster(['a']);
    say('a', requests(1, 1));
    await expect(api.getPeers(CART)).resolves.toMatchObject({
      total: 1,
      answered: 1,
      peers: [
        {
          id: 'uid-a',
          pod: 'a',
          node: 'n1',
          zone: 'eu-1a',
          version: '1.2',
          reach: 'proxy',
          metricsUrl: 'http://10.0.0.1:9100/metrics',
          scrape: { up: true, samples: 3 },
        },
      ],
    });
  });

  it.each([
    ['cart', [], /no endpoints/],
    ['other', ['a'], /no such Service/],
  ])('say why %s has no peers', async (service, pods, message) => {
    const { api } = createCluster(pods);
    const { targets, total } = await api.getPeers({ ...CART, service });
    expect(total).toBe(0);
    expect(targets[0].message).toMatch(message);
  });

  it('are not known of entities, nor on a host that cannot ask', async () => {
    const { api } = createCluster(['a']);
    const unavailable = { code: 'not-available-in-direct-mode' };
    await expect(
      api.getMetrics({ entityRef: 'component:default/cart' }),
    ).rejects.toMatchObject(unavailable);
    const other = new DirectPortlightApi({
      clusters: () => ['west'],
      list: async () => [],
      now: () => START,
    });
    await expect(other.getMetrics(CART)).rejects.toMatchObject(unavailable);
  });
});

describe('History without a portal', () => {
  it('is what the page has seen, with its gaps', async () => {
    const { api, clock, say } = createCluster(['a', 'b']);
    for (const [seconds, count] of [
      [0, 0],
      [15, 30],
      [30, 60],
      [90, 120],
    ]) {
      clock.now = START + seconds * 1000;
      say('a', requests(count, 0));
      say('b', requests(count * 2, 0));
      await api.getMetrics(CART);
    }
    const history = await api.getMetricHistory(CART, {
      signal: 'requestRate',
    });
    const start = START / 1000;
    expect(history).toMatchObject({
      stepSeconds: 15,
      unit: 'requestsPerSecond',
      source: { kind: 'live' },
      times: [0, 15, 30, 45, 90].map(seconds => start + seconds),
      series: [
        {
          labels: {},
          statistic: 'rate',
          values: [null, 6, 6, null, 3],
          minimum: [null, 2, 2, null, 1],
          maximum: [null, 4, 4, null, 2],
          peers: [
            { peer: 'uid-b', name: 'b', values: [null, 4, 4, null, 2] },
            { peer: 'uid-a', name: 'a', values: [null, 2, 2, null, 1] },
          ],
        },
      ],
      warnings: [expect.stringMatching(/needs a portal/)],
    });
    await expect(
      api.getMetricHistory(CART, {
        family: 'queue',
        since: new Date(START + 20_000).toISOString(),
      }),
    ).resolves.toMatchObject({
      type: 'gauge',
      series: [{ statistic: 'average', values: [90, null, 180] }],
    });
    await expect(
      api.getMetricHistory(CART, {
        family: 'http_requests_total',
        label: ['code=200', 'code=404'],
      }),
    ).resolves.toMatchObject({
      type: 'counter',
      total: 1,
      series: [{ labels: { code: '200' }, statistic: 'rate' }],
    });
  });

  it('says that there is none of before', async () => {
    const { api, say } = createCluster(['a']);
    say('a', requests(1, 1));
    const history = await api.getMetricHistory(CART, {
      signal: 'latency',
      until: '2026-11-19T12:00:00Z',
    });
    expect(history).toMatchObject({
      times: [],
      series: [],
      message: expect.stringMatching(/History needs a portal/),
    });
  });

  it('refuses a time that is none', async () => {
    const { api } = createCluster(['a']);
    await expect(
      api.getMetricHistory(CART, { signal: 'latency', since: 'yesterday' }),
    ).rejects.toMatchObject({ code: 'invalid-parameter', parameter: 'since' });
  });
});

describe('Resources without a portal', () => {
  const nodes = (cpu: string) =>
    JSON.stringify({
      items: [{ metadata: { name: 'n1' }, usage: { cpu, memory: '1Gi' } }],
    });
  const pods = JSON.stringify({
    items: ['a', 'b', 'other'].map(name => ({
      metadata: { name, namespace: 'shop' },
      containers: [{ usage: { cpu: '100m', memory: '10Mi' } }],
    })),
  });
  const NODES = '/apis/metrics.k8s.io/v1beta1/nodes';
  const PODS = '/apis/metrics.k8s.io/v1beta1/namespaces/shop/pods';

  it('are what metrics.k8s.io says while the page is open', async () => {
    const { api, answers, asked, clock } = createCluster(['a', 'b']);
    answers.set(NODES, nodes('1500m'));
    await api.getResourceMetrics({ cluster: 'west' });
    clock.now += 15_000;
    answers.set(NODES, nodes('2'));
    const found = await api.getResourceMetrics({ cluster: 'west' });
    await api.getResourceMetrics({ cluster: 'west', node: 'n1' });
    expect(asked).toEqual([NODES, NODES]);
    expect(found.times).toEqual([START / 1000, START / 1000 + 15]);
    expect(found.resources).toMatchObject([
      {
        resource: 'cpu',
        unit: 'cores',
        used: [1.5, 2],
        requests: 0.5,
        capacity: 4,
        source: { kind: 'metricsApi' },
      },
      { resource: 'memory', used: [2 ** 30, 2 ** 30] },
      { resource: 'networkReceive', message: expect.any(String) },
      { resource: 'networkTransmit', message: expect.any(String) },
      { resource: 'storage', message: expect.any(String) },
    ]);
  });

  it.each<[name: string, scope: { kind?: string; name?: string }, cpu: number]>(
    [
      ['a namespace', {}, 0.3],
      ['a pod', { kind: 'Pod', name: 'a' }, 0.1],
    ],
  )('are those of %s', async (_name, scope, cpu) => {
    const { api, answers } = createCluster(['a', 'b']);
    answers.set(PODS, pods);
    const { resources } = await api.getResourceMetrics({
      cluster: 'west',
      namespace: 'shop',
      ...(scope as { kind: string; name: string }),
    });
    expect(resources[0].used?.[0]).toBeCloseTo(cpu, 9);
    expect(resources[0].limits).toBe(scope.kind ? 2 : 4);
  });

  it.each<[name: string, answer: Answer, message: RegExp]>([
    ['no server', refusal(404, 'Not Found'), /install metrics-server/],
    ['no right', refusal(403, 'no'), /You may not read metrics.k8s.io/],
    ['a failure', refusal(503, 'not ready'), /did not answer: not ready/],
    ['half an answer', '{', /is no JSON/],
  ])('say why they are not known: %s', async (_name, answer, message) => {
    const { api, answers } = createCluster(['a']);
    answers.set(NODES, answer);
    const { resources } = await api.getResourceMetrics({ cluster: 'west' });
    expect(resources[0]).toMatchObject({
      capacity: 4,
      message: expect.stringMatching(message),
    });
    expect(resources[0].used).toBeUndefined();
  });
});
