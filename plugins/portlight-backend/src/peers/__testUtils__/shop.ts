import type {
  InventoryRow,
  KubernetesObject,
} from '@portlight/plugin-portlight-common';
import { nodeRow, objectRow, podRow, workloadRow } from '../../__testUtils__';

type Labels = Record<string, string>;

/** A pod that runs, with a port `http` at 8080 and `metrics` at 9090. */
export function runningPod(
  cluster: string,
  name: string,
  options: {
    namespace?: string;
    ip?: string;
    labels?: Labels;
    annotations?: Labels;
    node?: string;
    image?: string;
    owner?: string;
    status?: 'healthy' | 'degraded';
  } = {},
): InventoryRow {
  const {
    namespace = 'shop',
    ip = '10.0.0.1',
    labels = { app: 'cart' },
    annotations,
    node = 'node-1',
    image = 'registry/cart:1.4.0',
    owner,
    status,
  } = options;
  return podRow(cluster, {
    namespace,
    name,
    labels,
    node,
    owner,
    status,
    workload: 'Deployment/cart',
    record: {
      apiVersion: 'v1',
      metadata: { name, namespace, uid: `uid-${name}`, labels, annotations },
      spec: {
        nodeName: node,
        containers: [
          {
            name: 'main',
            image,
            ports: [
              { name: 'http', containerPort: 8080 },
              { name: 'metrics', containerPort: 9090 },
            ],
          },
        ],
      },
      status: {
        phase: 'Running',
        podIP: ip,
        startTime: '2026-11-21T08:00:00Z',
        conditions: [{ type: 'Ready', status: 'True' }],
      },
    },
  });
}

/** A Service. */
export function service(
  cluster: string,
  name: string,
  options: {
    namespace?: string;
    selector?: Labels;
    headless?: boolean;
    ports?: object[];
    annotations?: Labels;
    labels?: Labels;
    owner?: string;
  } = {},
): InventoryRow {
  const {
    namespace = 'shop',
    selector = { app: 'cart' },
    headless = false,
    ports = [{ name: 'http', port: 80, targetPort: 8080 }],
    annotations,
    labels,
    owner,
  } = options;
  return objectRow('Service', cluster, {
    namespace,
    name,
    labels,
    owner,
    record: {
      apiVersion: 'v1',
      metadata: { name, namespace, annotations, labels },
      spec: { selector, ports, clusterIP: headless ? 'None' : '10.9.9.9' },
    },
  });
}

/** An EndpointSlice of a Service with these endpoints. */
export function slice(
  cluster: string,
  name: string,
  of: string,
  endpoints: object[],
  options: { namespace?: string; ports?: object[]; addressType?: string } = {},
): InventoryRow {
  const {
    namespace = 'shop',
    ports = [{ name: 'http', port: 8080 }],
    addressType = 'IPv4',
  } = options;
  const record: KubernetesObject = {
    apiVersion: 'discovery.k8s.io/v1',
    metadata: { name, namespace },
    addressType,
    endpoints,
    ports,
  };
  return objectRow('EndpointSlice', cluster, {
    namespace,
    name,
    labels: { 'kubernetes.io/service-name': of },
    record,
  });
}

/** An endpoint that is a pod. */
export function endpoint(pod: string, ip: string, more: object = {}): object {
  return {
    addresses: [ip],
    conditions: { ready: true },
    targetRef: { kind: 'Pod', name: pod },
    nodeName: 'node-1',
    ...more,
  };
}

/** A node in a zone. */
export function zonedNode(
  cluster: string,
  name: string,
  zone: string,
): InventoryRow {
  const labels = {
    'topology.kubernetes.io/zone': zone,
    'topology.kubernetes.io/region': zone.replace(/[a-z]$/, ''),
  };
  return nodeRow(cluster, { name, labels });
}

/** The Deployment `cart`, with the Service and two pods behind it. */
export function cartRows(cluster: string): InventoryRow[] {
  const labels = { app: 'cart' };
  return [
    workloadRow(cluster, {
      namespace: 'shop',
      name: 'cart',
      kubernetesId: 'cart',
      labels,
      record: {
        apiVersion: 'apps/v1',
        metadata: { name: 'cart', namespace: 'shop' },
        spec: {
          selector: { matchLabels: labels },
          template: { metadata: { labels } },
        },
      },
    }),
    zonedNode(cluster, 'node-1', 'eu-1b'),
    service(cluster, 'cart'),
    slice(cluster, 'cart-1', 'cart', [
      endpoint('cart-a', '10.0.0.1'),
      endpoint('cart-b', '10.0.0.2'),
    ]),
    runningPod(cluster, 'cart-a', { ip: '10.0.0.1' }),
    runningPod(cluster, 'cart-b', { ip: '10.0.0.2' }),
  ];
}
