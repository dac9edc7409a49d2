import type {
  Cluster,
  Health,
  Problem,
} from '@portlight/plugin-portlight-common';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** One cluster of the fixture. */
export interface ClusterPlan {
  name: string;
  environment: string;
  provider: string;
  region: string;
  version: string;
  nodes: number;
  status?: Cluster['status'];
}

/** The clusters of the fixture. */
export const CLUSTERS: readonly ClusterPlan[] = [
  {
    name: 'prod-eu',
    environment: 'production',
    provider: 'EKS',
    region: 'eu-central-1',
    version: 'v1.36.3-eks-3f1c2',
    nodes: 12,
  },
  {
    name: 'prod-us',
    environment: 'production',
    provider: 'GKE',
    region: 'us-east4',
    version: 'v1.35.6-gke.1200',
    nodes: 10,
  },
  {
    name: 'data-platform',
    environment: 'production',
    provider: 'AKS',
    region: 'westeurope',
    version: 'v1.33.9',
    nodes: 8,
  },
  {
    name: 'staging',
    environment: 'staging',
    provider: 'EKS',
    region: 'eu-central-1',
    version: 'v1.36.3-eks-3f1c2',
    nodes: 4,
  },
  {
    name: 'edge-warehouse',
    environment: 'production',
    provider: 'k3s',
    region: 'berlin-2',
    version: 'v1.32.4+k3s1',
    nodes: 3,
    status: 'unreachable',
  },
  {
    name: 'sandbox',
    environment: 'development',
    provider: 'kind',
    region: '',
    version: 'v1.36.3',
    nodes: 1,
  },
];

/** One workload of the fixture. */
export interface WorkloadPlan {
  namespace: string;
  kind: string;
  name: string;
  owner: string;
  image: string;
  replicas: number;
  on: readonly string[];
}

/** What runs in most of them. */
export const SERVICES: readonly WorkloadPlan[] = [
  [
    'shop',
    'Deployment',
    'cart',
    'group:default/checkout',
    'registry.acme.example/shop/cart:2.14.1',
    6,
  ],
  [
    'shop',
    'Deployment',
    'catalogue',
    'group:default/discovery',
    'registry.acme.example/shop/catalogue:5.2.0',
    4,
  ],
  [
    'shop',
    'Deployment',
    'storefront',
    'group:default/discovery',
    'registry.acme.example/shop/storefront:2026.11.18',
    8,
  ],
  [
    'shop',
    'Deployment',
    'recommendations',
    'group:default/discovery',
    'registry.acme.example/shop/recommendations:1.9.3',
    3,
  ],
  [
    'shop',
    'StatefulSet',
    'cart-redis',
    'group:default/checkout',
    'docker.io/library/redis:8.2',
    3,
  ],
  [
    'payments',
    'Deployment',
    'payments-api',
    'group:default/payments',
    'registry.acme.example/payments/api:3.4.0',
    5,
  ],
  [
    'payments',
    'Deployment',
    'fraud-scoring',
    'group:default/payments',
    'registry.acme.example/payments/fraud:0.48.2',
    4,
  ],
  [
    'payments',
    'StatefulSet',
    'ledger-db',
    'group:default/payments',
    'docker.io/library/postgres:18.1',
    3,
  ],
  [
    'payments',
    'CronJob',
    'settlement',
    'group:default/payments',
    'registry.acme.example/payments/settlement:3.4.0',
    0,
  ],
  [
    'observability',
    'DaemonSet',
    'otel-collector',
    'platform',
    'ghcr.io/open-telemetry/collector:0.140.0',
    6,
  ],
  [
    'observability',
    'StatefulSet',
    'prometheus',
    'platform',
    'quay.io/prometheus/prometheus:v3.7.2',
    2,
  ],
  [
    'kube-system',
    'Deployment',
    'coredns',
    'platform',
    'registry.k8s.io/coredns/coredns:v1.13.1',
    2,
  ],
  [
    'kube-system',
    'DaemonSet',
    'cilium',
    'platform',
    'quay.io/cilium/cilium:v1.18.3',
    6,
  ],
].map(([namespace, kind, name, owner, image, replicas]) => ({
  namespace: namespace as string,
  kind: kind as string,
  name: name as string,
  owner: owner as string,
  image: image as string,
  replicas: replicas as number,
  on:
    namespace === 'kube-system' || namespace === 'observability'
      ? CLUSTERS.map(({ name: cluster }) => cluster)
      : ['prod-eu', 'prod-us', 'staging', 'edge-warehouse'],
}));

/** What runs in one. */
export const DATA: readonly WorkloadPlan[] = [
  {
    namespace: 'streaming',
    kind: 'StatefulSet',
    name: 'kafka',
    owner: 'group:default/data',
    image: 'quay.io/strimzi/kafka:0.48.0',
    replicas: 5,
    on: ['data-platform'],
  },
  {
    namespace: 'streaming',
    kind: 'Deployment',
    name: 'clickstream-enricher',
    owner: 'group:default/data',
    image: 'registry.acme.example/data/enricher:7.1.0',
    replicas: 12,
    on: ['data-platform'],
  },
  {
    namespace: 'warehouse',
    kind: 'Job',
    name: 'nightly-aggregation-29388122',
    owner: 'group:default/data',
    image: 'registry.acme.example/data/aggregate:4.0.2',
    replicas: 1,
    on: ['data-platform'],
  },
];

/** The health of most. */
export const HEALTHY: Health = {
  status: 'healthy',
  reason: 'Available',
  message: 'All replicas are ready',
};

/** What is wrong in this fleet. */
export function faults(now: number) {
  const ago = (milliseconds: number) =>
    new Date(now - milliseconds).toISOString();
  return new Map<
    string,
    {
      health: Health;
      bad: number;
      pod: Health;
      severity: Problem['severity'];
      title: string;
    }
  >([
    [
      'prod-eu/payments/Deployment/fraud-scoring',
      {
        bad: 3,
        severity: 'critical',
        title: 'Containers keep crashing',
        health: {
          status: 'degraded',
          reason: 'CrashLoopBackOff',
          message: '3 of 4 pods: CrashLoopBackOff, exit 137 OOMKilled',
          since: ago(38 * MINUTE),
        },
        pod: {
          status: 'degraded',
          reason: 'CrashLoopBackOff',
          message:
            'Container fraud-scoring keeps crashing: exit 137 OOMKilled, 9 restarts',
          since: ago(38 * MINUTE),
        },
      },
    ],
    [
      'prod-us/shop/Deployment/recommendations',
      {
        bad: 2,
        severity: 'critical',
        title: 'Images cannot be pulled',
        health: {
          status: 'degraded',
          reason: 'ImagePullBackOff',
          message:
            '2 of 3 pods: ImagePullBackOff, registry.acme.example/shop/recommendations:1.10.0 not found',
          since: ago(3 * HOUR),
        },
        pod: {
          status: 'degraded',
          reason: 'ImagePullBackOff',
          message:
            'Image registry.acme.example/shop/recommendations:1.10.0 cannot be pulled: not found',
          since: ago(3 * HOUR),
        },
      },
    ],
    [
      'data-platform/streaming/Deployment/clickstream-enricher',
      {
        bad: 4,
        severity: 'warning',
        title: 'Pods find no node to run on',
        health: {
          status: 'degraded',
          reason: 'Unschedulable',
          message:
            '4 of 12 pods are pending: 0/8 nodes are available: 5 Insufficient memory, 3 node(s) had untolerated taint {dedicated: kafka}',
          since: ago(26 * MINUTE),
        },
        pod: {
          status: 'degraded',
          reason: 'Unschedulable',
          message:
            '0/8 nodes are available: 5 Insufficient memory, 3 node(s) had untolerated taint {dedicated: kafka}',
          since: ago(26 * MINUTE),
        },
      },
    ],
    [
      'data-platform/warehouse/Job/nightly-aggregation-29388122',
      {
        bad: 1,
        severity: 'warning',
        title: 'Jobs have failed',
        health: {
          status: 'degraded',
          reason: 'JobFailed',
          message: 'Job failed: BackoffLimitExceeded after 6 tries',
          since: ago(9 * HOUR),
        },
        pod: {
          status: 'degraded',
          reason: 'Failed',
          message: 'Container aggregate ended with exit code 1',
          since: ago(9 * HOUR),
        },
      },
    ],
    [
      'staging/shop/Deployment/cart',
      {
        bad: 2,
        severity: 'info',
        title: 'Rollouts are stuck',
        health: {
          status: 'progressing',
          reason: 'RollingOut',
          message: '4 of 6 replicas are updated to cart:2.15.0',
          since: ago(80_000),
        },
        pod: {
          status: 'progressing',
          reason: 'Starting',
          message: 'Container cart is starting',
          since: ago(40_000),
        },
      },
    ],
  ]);
}
