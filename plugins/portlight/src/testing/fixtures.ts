import type { Entity } from '@backstage/catalog-model';
import type {
  Cluster,
  CostItem,
  CostReport,
  EntityHealth,
  Metrics,
  Peers,
  PeerTarget,
} from '@portlight/plugin-portlight-common';

/** A cluster that is read and healthy. */
export const oneCluster: Cluster = {
  name: 'prod-eu',
  title: 'Production Europe',
  source: 'kubernetes',
  status: 'active',
  health: { status: 'healthy', reasons: [] },
  version: 'v1.36.3',
  provider: 'EKS',
  regions: ['eu-west-1'],
  tags: [],
  sync: {
    state: 'watching',
    stale: false,
    lastSyncAt: new Date().toISOString(),
    unavailableKinds: [],
  },
  counts: {
    nodes: 3,
    nodesReady: 3,
    namespaces: 4,
    workloads: 12,
    workloadsFailing: 0,
    pods: 40,
  },
};

/** A component that says where it runs. */
export const cartEntity: Entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: {
    name: 'cart',
    namespace: 'default',
    annotations: { 'backstage.io/kubernetes-id': 'cart' },
  },
  spec: { type: 'service', owner: 'shop', lifecycle: 'production' },
};

/** The component's workload in one cluster. */
export const cartHealth: EntityHealth = {
  entityRef: 'component:default/cart',
  selector: { kubernetesId: 'cart' },
  clusters: [
    {
      name: 'prod-eu',
      title: 'Production Europe',
      status: 'active',
      stale: false,
      workloads: 1,
    },
  ],
  workloads: [
    {
      cluster: 'prod-eu',
      namespace: 'shop',
      kind: 'Deployment',
      name: 'cart',
      health: {
        status: 'degraded',
        reason: 'CrashLoopBackOff',
        message: '1 of 3 pods: CrashLoopBackOff',
      },
      replicas: { desired: 3, ready: 2 },
      images: ['registry.example.com/shop/cart:2.14.1'],
      version: '2.14.1',
      restarts: 7,
    },
  ],
  total: 1,
  problems: [],
  differences: [],
  changes: [],
};

const cartTarget: PeerTarget = {
  topic: 'a-topic',
  name: 'shop/cart',
  cluster: 'prod-eu',
  namespace: 'shop',
  service: 'cart',
  method: 'kubernetes',
};

/** The component's one instance. */
export const cartPeers: Peers = {
  targets: [cartTarget],
  peers: [
    {
      id: 'a-uid',
      name: 'cart-6f9c4d8b6-q8w2n',
      cluster: 'prod-eu',
      namespace: 'shop',
      pod: 'cart-6f9c4d8b6-q8w2n',
      node: 'node-1',
      zone: 'eu-west-1a',
      address: '10.0.0.7:8080',
      labels: {},
      healthy: true,
      health: { status: 'healthy', reason: 'Ready', message: 'It is ready' },
      lastSeenAt: new Date().toISOString(),
      probe: {
        at: new Date().toISOString(),
        success: true,
        latencySeconds: 0.02,
      },
    },
  ],
  total: 1,
  answered: 1,
};

/** What it says. */
export const cartMetrics: Metrics = {
  targets: [cartTarget],
  scrapedAt: new Date().toISOString(),
  intervalSeconds: 15,
  peers: [
    {
      id: 'a-uid',
      name: 'cart-6f9c4d8b6-q8w2n',
      cluster: 'prod-eu',
      up: true,
      scrapedAt: new Date().toISOString(),
    },
  ],
  total: 1,
  answered: 1,
  goldenSignals: [],
  families: [
    { name: 'http_requests_total', type: 'counter', series: 3, peers: 1 },
  ],
  notices: [],
};

const amounts = {
  cpu: 3,
  memory: 1,
  gpu: 0,
  storage: 0,
  network: 0,
  loadBalancer: 0,
  other: 0,
  adjustment: 0,
  shared: 0,
  idle: 0,
  total: 4,
};

const costOfCart: CostItem = {
  name: 'prod-eu',
  key: [{ aggregate: 'cluster', value: 'prod-eu' }],
  class: 'workload',
  amounts,
  quantities: {
    podHours: 1,
    cpuHours: 1,
    cpuRequestHours: 1,
    memoryByteHours: 1,
    memoryRequestByteHours: 1,
    gpuHours: 0,
    storageByteHours: 0,
    loadBalancerHours: 0,
    networkBytes: 0,
  },
  efficiency: {},
  share: 1,
  trend: [1, 3],
  cluster: 'prod-eu',
};

/** What the cart cost in two days. */
export const cartCosts: CostReport = {
  currency: 'EUR',
  timeZone: 'UTC',
  window: {
    start: '2026-11-19T00:00:00Z',
    end: '2026-11-21T00:00:00Z',
    requested: '30d',
  },
  step: 'day',
  aggregate: ['cluster'],
  idle: 'separate',
  policy: 'proportional',
  times: ['2026-11-19T00:00:00Z', '2026-11-20T00:00:00Z'],
  total: costOfCart,
  items: [costOfCart],
  count: 1,
  sources: [],
  coverage: {
    expected: 48,
    computed: 48,
    incomplete: 0,
    computedUntil: '2026-11-21T00:00:00Z',
  },
  notices: [],
};
