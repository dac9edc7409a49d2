import type { KubernetesObject } from '../../kubernetes';
import { DirectPortlightApi, type DirectSource } from '..';
import type { DirectCostRates } from '.';

const NOW = Date.parse('2026-11-21T12:34:56Z');

const RATES: DirectCostRates = {
  currency: 'EUR',
  cpu: 0.1,
  memory: 0.01,
  gpu: 1,
  spotCpu: 0.02,
  spotMemory: 0.002,
  spotGpu: 0.2,
  storage: 0.001,
  loadBalancer: 0.025,
};

const node = (name: string, labels = {}): KubernetesObject => ({
  metadata: {
    name,
    uid: name,
    labels,
    creationTimestamp: '2026-11-01T00:00:00Z',
  },
  status: {
    capacity: { cpu: '4', memory: '16Gi' },
    allocatable: { cpu: '3', memory: '16Gi' },
  },
});

const pod = (
  namespace: string,
  name: string,
  given: { cpu?: string; node?: string; phase?: string; claim?: string } = {},
): KubernetesObject => ({
  metadata: {
    namespace,
    name,
    uid: name,
    labels: { app: name, team: namespace },
    creationTimestamp: '2026-11-21T12:30:00Z',
  },
  spec: {
    nodeName: given.node ?? 'n1',
    containers: [
      { name: 'main', resources: { requests: { cpu: given.cpu ?? '1' } } },
    ],
    volumes: given.claim
      ? [{ name: 'v', persistentVolumeClaim: { claimName: given.claim } }]
      : [],
  },
  status: { phase: given.phase ?? 'Running' },
});

const volume = (name: string, claim: string): KubernetesObject => ({
  metadata: { name, uid: name, creationTimestamp: '2026-11-01T00:00:00Z' },
  spec: {
    capacity: { storage: '10Gi' },
    claimRef: { namespace: 'shop', name: claim },
  },
  status: { phase: 'Bound' },
});

const OBJECTS: Record<string, KubernetesObject[]> = {
  Node: [node('n1'), node('n2', { 'karpenter.sh/capacity-type': 'spot' })],
  Pod: [
    pod('shop', 'cart', { claim: 'data' }),
    pod('shop', 'done', { phase: 'Succeeded' }),
    pod('billing', 'invoices', { node: 'n2', cpu: '2' }),
  ],
  PersistentVolume: [volume('v1', 'data'), volume('v2', 'old')],
  PersistentVolumeClaim: [
    {
      metadata: {
        namespace: 'shop',
        name: 'data',
        uid: 'claim',
        creationTimestamp: '2026-11-01T00:00:00Z',
      },
      spec: { volumeName: 'v1' },
      status: { phase: 'Bound', capacity: { storage: '10Gi' } },
    },
  ],
  Service: [
    {
      metadata: {
        namespace: 'shop',
        name: 'web',
        uid: 'web',
        creationTimestamp: '2026-11-01T00:00:00Z',
      },
      spec: { type: 'LoadBalancer', selector: { app: 'cart' } },
      status: { loadBalancer: { ingress: [{ ip: '192.0.2.1' }] } },
    },
  ],
};

const USAGE = {
  items: [
    {
      metadata: { namespace: 'shop', name: 'cart' },
      containers: [{ name: 'main', usage: { cpu: '1500m', memory: '1Gi' } }],
    },
  ],
};

async function* body(answer: unknown) {
  yield new TextEncoder().encode(JSON.stringify(answer));
}

function createApi(given: Partial<DirectSource> = {}) {
  const asked: string[] = [];
  const api = new DirectPortlightApi({
    clusters: () => ['west'],
    now: () => NOW,
    costRates: () => RATES,
    list: async ({ kind }, _cluster, { namespace }) => {
      asked.push(namespace ? `${namespace}/${kind}` : kind);
      return (OBJECTS[kind] ?? []).filter(
        ({ metadata }) => !namespace || metadata?.namespace === namespace,
      );
    },
    read: async (_cluster, path) => {
      asked.push(path);
      return { header: () => null, body: body(USAGE) };
    },
    ...given,
  });
  return { api, asked };
}

const costs = (report: {
  items: { name: string; amounts: { total: number } }[];
}) =>
  Object.fromEntries(
    report.items.map(({ name, amounts }) => [
      name,
      Number(amounts.total.toFixed(6)),
    ]),
  );

describe('what things cost per hour now', () => {
  it('of a cluster, by namespace: sums to its nodes, volumes and load balancers', async () => {
    const { api } = createApi();
    const report = await api.getCosts({ cluster: 'west' });
    expect(report).toMatchObject({
      currency: 'EUR',
      hourly: true,
      times: [],
      aggregate: ['namespace'],
      window: { requested: 'now' },
      sources: [{ source: 'custom', version: 'settings', share: 1 }],
      coverage: { expected: 1, computed: 1, incomplete: 0 },
      notices: [],
    });
    expect(costs(report)).toEqual({
      // 1.5 cores and 1 GiB used, a volume of 10 GiB, a load balancer
      shop: 0.15 + 0.01 + 0.01 + 0.025,
      // 2 cores of a spot node
      billing: 0.04,
      'shop/__unmounted__': 0.01,
      __overhead__: 0.12,
      __idle__: 0.15 + 0.15 + 0.02 + 0.032,
    });
    const nodes = 0.4 + 0.16 + 0.08 + 0.032;
    expect(report.total.amounts.total).toBeCloseTo(nodes + 0.02 + 0.025, 9);
  });

  it('of the fleet, by cluster', async () => {
    const { api } = createApi({ clusters: () => ['east', 'west'] });
    const report = await api.getCosts({}, { aggregate: ['cluster'] });
    expect(report.items.map(({ cluster }) => cluster)).toEqual(
      expect.arrayContaining(['east', 'west']),
    );
    const only = await api.getCosts({ clusters: ['west'] });
    expect(report.total.amounts.total).toBeCloseTo(
      2 * only.total.amounts.total,
      9,
    );
  });

  it('of a namespace: reads no more than it, and has no idle', async () => {
    const { api, asked } = createApi();
    const report = await api.getCosts({ cluster: 'west', namespace: 'shop' });
    expect(costs(report)).toEqual({ cart: 0.195 });
    expect(asked).toContain('shop/Pod');
    expect(asked).not.toContain('Pod');
    expect(asked).toContain(
      '/apis/metrics.k8s.io/v1beta1/namespaces/shop/pods',
    );
  });

  it('of a workload, by container', async () => {
    const { api } = createApi();
    const report = await api.getCosts(
      { cluster: 'west', namespace: 'shop', kind: 'Pod', name: 'cart' },
      { aggregate: ['container'] },
    );
    expect(costs(report)).toEqual({ main: 0.16, __unallocated__: 0.035 });
  });

  it('with a part of what is idle: reads all of the cluster for it', async () => {
    const { api, asked } = createApi();
    const { total } = await api.getCosts(
      { cluster: 'west', namespace: 'billing' },
      { idle: 'share' },
    );
    expect(asked).toContain('Pod');
    expect(total.amounts.idle).toBeGreaterThan(0);
  });

  it('does not depend on whether the clock of the browser is right', async () => {
    const right = await createApi().api.getCosts({ cluster: 'west' });
    const wrong = createApi({ now: () => NOW - 10 * 24 * 3_600_000 });
    expect(costs(await wrong.api.getCosts({ cluster: 'west' }))).toEqual(
      costs(right),
    );
  });

  it('filters without changing what a row costs', async () => {
    const { api } = createApi();
    const report = await api.getCosts(
      { cluster: 'west' },
      { filter: 'namespace:"billing"' },
    );
    expect(costs(report)).toEqual({ billing: 0.04 });
  });

  it('by requests alone where no usage is measured, and says so', async () => {
    const { api } = createApi({
      read: async () => {
        throw Object.assign(new Error('Not Found'), { status: 404 });
      },
    });
    const report = await api.getCosts({ cluster: 'west' });
    expect(costs(report).shop).toBe(0.1 + 0.01 + 0.025);
    expect(report.coverage.incomplete).toBe(1);
    expect(report.notices).toMatchObject([
      { code: 'requests-only', clusters: ['west'] },
    ]);
  });

  it('by default rates until there are others, and says so', async () => {
    const { api } = createApi({ costRates: undefined });
    const report = await api.getCosts({ cluster: 'west' });
    expect(report.currency).toBe('USD');
    expect(report.sources).toMatchObject([{ source: 'default' }]);
    expect(report.notices).toMatchObject([{ code: 'default-prices' }]);
  });

  it('names the clusters that cannot be read', async () => {
    const { api } = createApi({
      clusters: () => ['down', 'west'],
      list: async ({ kind }, cluster) => {
        if (cluster === 'down') throw new TypeError('Failed to fetch');
        return OBJECTS[kind] ?? [];
      },
    });
    const report = await api.getCosts({});
    expect(report.coverage).toMatchObject({ expected: 2, computed: 1 });
    expect(report.notices).toMatchObject([
      { code: 'unreadable-clusters', clusters: ['down'] },
    ]);
  });
});

it.each<[string, Parameters<DirectPortlightApi['getCosts']>, string]>([
  [
    'an entity',
    [{ entityRef: 'component:default/cart' }],
    'not-available-in-direct-mode',
  ],
  ['a cluster that is not there', [{ cluster: 'x' }], 'not-found'],
  [
    'a filter that is none',
    [{ cluster: 'west' }, { filter: 'namespace' }],
    'invalid-parameter',
  ],
  [
    'what is no aggregate',
    [{ cluster: 'west' }, { aggregate: ['moon'] }],
    'invalid-parameter',
  ],
  [
    'a label without its value',
    [{ cluster: 'west' }, { shareLabels: ['tier'] }],
    'invalid-parameter',
  ],
])('refuses %s', async (_, [scope, query], code) => {
  await expect(createApi().api.getCosts(scope, query)).rejects.toMatchObject({
    code,
  });
});

it('refuses where nothing can be read', async () => {
  const { api } = createApi({
    list: async () => {
      throw new TypeError('Failed to fetch');
    },
  });
  await expect(api.getCosts({})).rejects.toMatchObject({ code: 'unreachable' });
});
