import type { KubernetesObject } from '../kubernetes';
import { DirectPortlightApi } from './DirectPortlightApi';
import { clusterLists, onDemandLists } from './DirectScope';

const NOW = Date.parse('2026-11-20T12:00:00Z');

type Answer = KubernetesObject[] | Error;

function httpError(status: number) {
  return Object.assign(new Error(`status ${status}`), { status });
}

/** Clusters by name; a kind without an answer has no objects, `*` answers for all. */
function createApi(
  clusters: Record<string, Record<string, Answer>>,
  clock = { now: NOW },
) {
  const asked: string[] = [];
  const api = new DirectPortlightApi({
    clusters: () => Object.keys(clusters),
    now: () => clock.now,
    version: async () => 'v1.34.1+k3s1',
    async list({ kind }, cluster, { namespace, fieldSelector }) {
      asked.push(
        [cluster, namespace, kind, fieldSelector].filter(Boolean).join('/'),
      );
      const answer = clusters[cluster][kind] ?? clusters[cluster]['*'] ?? [];
      if (!Array.isArray(answer)) {
        throw answer;
      }
      return answer;
    },
  });
  return { api, asked, clock };
}

function pod(name: string, waiting?: string): KubernetesObject {
  return {
    metadata: {
      namespace: 'shop',
      name,
      creationTimestamp: '2026-11-20T11:00:00Z',
      ownerReferences: [
        {
          apiVersion: 'apps/v1',
          kind: 'StatefulSet',
          name: 'cart',
          controller: true,
        },
      ],
    },
    spec: { nodeName: 'n1', containers: [{ name: 'main', image: 'cart:1' }] },
    status: {
      phase: 'Running',
      conditions: [{ type: 'Ready', status: waiting ? 'False' : 'True' }],
      containerStatuses: [
        {
          name: 'main',
          ready: !waiting,
          restartCount: waiting ? 9 : 0,
          state: waiting
            ? { waiting: { reason: waiting } }
            : { running: { startedAt: '2026-11-20T11:00:00Z' } },
        },
      ],
    },
  };
}

const SHOP: Record<string, Answer> = {
  Namespace: [{ metadata: { name: 'shop' }, status: { phase: 'Active' } }],
  Node: [
    {
      metadata: { name: 'n1', creationTimestamp: '2026-11-20T10:00:00Z' },
      status: {
        allocatable: { cpu: '4', memory: '8Gi' },
        conditions: [{ type: 'Ready', status: 'True' }],
      },
    },
  ],
  StatefulSet: [
    {
      metadata: {
        namespace: 'shop',
        name: 'cart',
        generation: 1,
        creationTimestamp: '2026-11-20T10:00:00Z',
        labels: { team: 'red' },
      },
      spec: { replicas: 2, template: { spec: {} } },
      status: {
        observedGeneration: 1,
        replicas: 2,
        readyReplicas: 1,
        currentRevision: 'a',
        updateRevision: 'a',
      },
    },
  ],
  Pod: [pod('cart-0'), pod('cart-1', 'CrashLoopBackOff')],
  Event: [
    {
      metadata: { namespace: 'shop', name: 'e1' },
      type: 'Warning',
      reason: 'BackOff',
      message: 'Back-off restarting failed container',
      involvedObject: { kind: 'Pod', namespace: 'shop', name: 'cart-1' },
      lastTimestamp: '2026-11-20T11:59:00Z',
      count: 3,
    },
  ],
};

describe('direct mode', () => {
  it('judges as the backend does, from what the browser reads', async () => {
    const { api } = createApi({ local: SHOP });
    await expect(api.listWorkloads()).resolves.toMatchObject({
      total: 1,
      items: [
        {
          cluster: 'local',
          kind: 'StatefulSet',
          name: 'cart',
          health: { status: 'degraded' },
          owner: 'group:default/red',
          restarts: 9,
        },
      ],
    });
    const groups = await api.listProblemGroups();
    expect(groups.items).toContainEqual(
      expect.objectContaining({
        cause: 'CrashLoopBackOff',
        clusters: ['local'],
        owners: ['group:default/red'],
      }),
    );
    await expect(api.getFleetHealth()).resolves.toMatchObject({
      clusters: { total: 1, byStatus: { active: 1 }, withoutData: 0 },
      workloads: { total: 1, byHealth: { degraded: 1 } },
      nodes: { total: 1, ready: 1 },
      pods: { total: 2, byPhase: { Running: 2 } },
      history: [],
    });
  });

  it('answers the pages of single objects', async () => {
    const { api } = createApi({ local: SHOP });
    const key = { cluster: 'local', namespace: 'shop' };
    const workload = await api.getWorkload({
      ...key,
      kind: 'StatefulSet',
      name: 'cart',
    });
    expect(workload.pods.map(({ name }) => name)).toEqual(['cart-0', 'cart-1']);
    expect(workload.events).toHaveLength(1);
    expect(workload.problems.length).toBeGreaterThan(0);
    const found = await api.getPod({ ...key, name: 'cart-1' });
    expect(found.containers[0].state).toEqual({
      state: 'waiting',
      reason: 'CrashLoopBackOff',
    });
    expect(found.ownerChain).toEqual([
      { kind: 'StatefulSet', namespace: 'shop', name: 'cart' },
    ]);
    const node = await api.getNode('local', 'n1');
    expect(node.pods).toHaveLength(2);
  });

  it('reads again only when what it knows is old', async () => {
    const { api, asked, clock } = createApi({ local: SHOP });
    const lists = clusterLists().length;
    await Promise.all([api.listPods(), api.listNodes()]);
    expect(asked).toHaveLength(lists);
    clock.now += 60_000;
    await api.listPods();
    expect(asked).toHaveLength(2 * lists);
    await api.syncCluster('local');
    expect(asked).toHaveLength(3 * lists);
  });

  it('reads what nothing rests on, such as Secrets, only when it is asked for', async () => {
    const { api, asked } = createApi({ local: SHOP });
    await api.listWorkloads();
    expect(asked.filter(list => list.includes('Secret'))).toEqual([]);
    await api.listObjects();
    expect(asked).toContain('local/Secret/type=helm.sh/release.v1');
    expect(asked).toHaveLength(
      2 * clusterLists().length + onDemandLists().length,
    );
  });

  it.each<[string, (api: DirectPortlightApi) => Promise<unknown>]>([
    [
      'workload',
      api =>
        api.getWorkload({
          cluster: 'local',
          namespace: 'shop',
          kind: 'StatefulSet',
          name: 'cart',
        }),
    ],
    [
      'pod',
      api =>
        api.getPod({ cluster: 'local', namespace: 'shop', name: 'cart-0' }),
    ],
    ['namespace', api => api.getNamespace('local', 'shop')],
    [
      'namespace problem',
      api => api.listProblems({ cluster: ['local'], namespace: ['shop'] }),
    ],
  ])(
    'a %s needs its namespace only, and one reading serves all that a page asks',
    async (_, ask) => {
      const { api, asked } = createApi({ local: SHOP });
      await Promise.all([ask(api), ask(api)]);
      expect(new Set(asked).size).toBe(asked.length);
      expect(asked).toContain('local/shop/Pod');
      expect(asked).toContain('local/Namespace/metadata.name=shop');
      expect(asked).not.toContain('local/Pod');
    },
  );

  it('a node needs itself and what is on it', async () => {
    const { api, asked } = createApi({ local: SHOP });
    await api.getNode('local', 'n1');
    expect(asked.sort()).toEqual([
      'local/Event/involvedObject.kind=Node,involvedObject.name=n1',
      'local/Node/metadata.name=n1',
      'local/Pod/spec.nodeName=n1',
    ]);
  });

  it('a whole cluster that was just read serves the pages in it', async () => {
    const { api, asked } = createApi({ local: SHOP });
    await api.listPods();
    await api.getNamespace('local', 'shop');
    await api.getNode('local', 'n1');
    expect(asked).toHaveLength(clusterLists().length);
  });

  it('access to one namespace is enough for its pages', async () => {
    const { api } = createApi({
      local: {
        ...SHOP,
        Node: httpError(403),
        StorageClass: httpError(403),
        Namespace: httpError(403),
      },
    });
    await expect(
      api.getPod({ cluster: 'local', namespace: 'shop', name: 'cart-1' }),
    ).resolves.toMatchObject({ pod: { health: { status: 'degraded' } } });
  });

  it('a page that cannot be read again fails, so that its view can say since when', async () => {
    const clusters: Record<string, Record<string, Answer>> = { local: SHOP };
    const { api, clock } = createApi(clusters);
    await api.getNamespace('local', 'shop');
    clusters.local = { '*': new TypeError('Failed to fetch') };
    clock.now += 60_000;
    await expect(api.getNamespace('local', 'shop')).rejects.toMatchObject({
      code: 'unreachable',
    });
  });

  it('hostile names stay values of the selector', async () => {
    const { api, asked } = createApi({ local: SHOP });
    await expect(
      api.getNode('local', 'n1,metadata.name!=x'),
    ).rejects.toMatchObject({ code: 'not-found' });
    expect(asked).toContain('local/Node/metadata.name=n1\\,metadata.name!\\=x');
  });

  it('shows what it may not read, and all the rest', async () => {
    const { api } = createApi({
      local: {
        ...SHOP,
        Node: httpError(403),
        PrometheusRule: httpError(404),
        Ingress: httpError(500),
      },
    });
    await api.listObjects();
    const cluster = await api.getCluster('local');
    expect(cluster.status).toBe('active');
    expect(
      cluster.sync.unavailableKinds.map(({ kind, cause }) => [kind, cause]),
    ).toEqual(
      expect.arrayContaining([
        ['Node', 'forbidden'],
        ['Ingress', 'serverError'],
      ]),
    );
    expect(cluster.sync.unavailableKinds).toHaveLength(2);
    expect(cluster.cpu).toBeUndefined();
    await expect(api.listPods()).resolves.toMatchObject({ total: 2 });
    await expect(api.getClusterRole('local')).resolves.toMatchObject({
      missing: [{ kind: 'Node', resource: 'nodes', verb: 'list' }],
    });
  });

  it.each<[string, Error, string, string]>([
    [
      'does not answer',
      new TypeError('Failed to fetch'),
      'unreachable',
      'unreachable',
    ],
    ['refuses the credentials', httpError(401), 'error', 'unauthorized'],
    ['allows nothing', httpError(403), 'error', 'forbidden'],
    [
      'answers no JSON',
      new SyntaxError('Unexpected token <'),
      'error',
      'invalidResponse',
    ],
  ])(
    'is a state and no empty list when a cluster %s',
    async (_, error, status, cause) => {
      const { api } = createApi({ down: { '*': error }, up: SHOP });
      const { items } = await api.listClusters({ search: 'down' });
      expect(items).toMatchObject([
        {
          status,
          statusMessage: error.message,
          health: { status: 'unknown' },
          sync: { state: 'failed', stale: true, lastError: { cause } },
        },
      ]);
      expect(items[0].counts).toBeUndefined();
      await expect(api.listPods({ cluster: ['down'] })).rejects.toMatchObject({
        code: cause,
      });
      await expect(api.getNode('down', 'n1')).rejects.toMatchObject({
        code: cause,
      });
      // The others are not affected.
      await expect(api.listPods()).resolves.toMatchObject({ total: 2 });
    },
  );

  it('keeps showing what it knew when a cluster goes away', async () => {
    const clusters: Record<string, Record<string, Answer>> = { local: SHOP };
    const { api, clock } = createApi(clusters);
    await api.listPods();
    clusters.local = { '*': new TypeError('Failed to fetch') };
    clock.now += 60_000;
    await expect(api.listPods()).resolves.toMatchObject({ total: 2 });
    await expect(api.getCluster('local')).resolves.toMatchObject({
      status: 'unreachable',
      counts: { pods: 2 },
      sync: { stale: true, lastSyncAt: '2026-11-20T12:00:00.000Z' },
    });
  });

  it('asks a server that is down once and not for each kind', async () => {
    const { api, asked } = createApi({
      down: { '*': new TypeError('Failed to fetch') },
    });
    await api.listClusters();
    expect(asked.length).toBeLessThan(6);
  });

  it('a cluster that hangs after it was down does not make the others wait', async () => {
    const clusters: Record<string, Record<string, Answer>> = {
      down: { '*': new TypeError('Failed to fetch') },
      up: SHOP,
    };
    const clock = { now: NOW };
    let isHanging = false;
    const api = new DirectPortlightApi({
      clusters: () => Object.keys(clusters),
      now: () => clock.now,
      async list({ kind }, cluster) {
        if (cluster === 'down') {
          if (isHanging) await new Promise(() => {});
          throw new TypeError('Failed to fetch');
        }
        return (SHOP[kind] as KubernetesObject[]) ?? [];
      },
    });
    await api.listClusters();
    isHanging = true;
    clock.now += 60_000;
    await expect(api.listClusters()).resolves.toMatchObject({ total: 2 });
  });

  it.each([
    'getEntityHealth',
    'listWorkers',
    'listReplicas',
    'inspectKubeconfig',
    'testCluster',
    'registerCluster',
    'updateCluster',
    'deleteCluster',
    'getClusterRegistration',
    'replaceClusterCredentials',
    'getEncryption',
    'rotateEncryption',
  ] as const)('says that %s needs a portal', async method => {
    const { api } = createApi({ local: SHOP });
    await expect(api[method]()).rejects.toMatchObject({
      code: 'not-available-in-direct-mode',
    });
  });

  it.each([
    ['cluster', (api: DirectPortlightApi) => api.getCluster('nowhere')],
    ['namespace', (api: DirectPortlightApi) => api.getNamespace('local', 'x')],
    ['node', (api: DirectPortlightApi) => api.getNode('local', 'x')],
  ])('says that a %s is not there', async (_, ask) => {
    const { api } = createApi({ local: SHOP });
    await expect(ask(api)).rejects.toMatchObject({
      code: 'not-found',
      status: 404,
    });
  });

  it('filters problems and events', async () => {
    const { api } = createApi({ local: SHOP });
    await expect(
      api.listEvents({ type: ['Warning'], search: 'BACK-OFF' }),
    ).resolves.toMatchObject({ total: 1 });
    await expect(
      api.listEvents({ involvedName: 'cart-0' }),
    ).resolves.toMatchObject({ total: 0 });
    await expect(api.listProblems({ owner: ['blue'] })).resolves.toMatchObject({
      total: 0,
    });
    // however the owner is written
    await expect(api.listProblems({ owner: ['red'] })).resolves.toMatchObject({
      total: 1,
    });
    await expect(
      api.listProblems({ cause: ['CrashLoopBackOff'] }),
    ).resolves.toMatchObject({ total: 1 });
  });
});
