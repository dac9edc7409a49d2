import type {
  TestDatabaseId,
  TestDatabases,
} from '@backstage/backend-test-utils';
import {
  type CostHour,
  type HourPrices,
  type InventoryRow,
  type KubernetesObject,
  type NodeSpan,
  type ResourceSeries,
} from '@portlight/plugin-portlight-common';
import {
  clusterDocument,
  createTestFleet,
  namespaceRow,
  nodeRow,
  objectRow,
  podRow,
  type TestFleet,
  workloadRow,
} from '../../__testUtils__';
import type { PriceBook } from '../../cost/prices';
import type { OwnedCluster } from '../../inventory';

export const HOUR = 3600;
export const DAY = 24 * HOUR;
export const MIB = 1024 * 1024;
/** 2026-11-21T10:00:00Z, in seconds. */
export const NOW = Date.UTC(2026, 10, 21, 10) / 1000;

const origin = { source: 'custom', version: '1' };

/** Prices that are easy to reckon with: 0.1 per core-hour, 1e-11 per byte-hour. */
export const PRICES: HourPrices = {
  node: (node: NodeSpan) => ({
    id: 'node',
    hourly: node.capacity.cpu * 0.1 + node.capacity.memory * 1e-11,
    cpu: 0.1,
    memory: 1e-11,
    gpu: 0,
    origin,
    capacityType: 'on-demand',
  }),
  storage: () => ({ id: 'storage', price: 1e-13, origin }),
  loadBalancer: () => ({ id: 'lb', price: 0.025, origin }),
  network: () => undefined,
  managementFee: () => undefined,
};

export const PRICE_BOOK: PriceBook = { forHour: async () => PRICES };

export const LEASE: OwnedCluster['lease'] = {
  type: 'cluster',
  name: 'east',
  token: 1,
  check: async () => {},
};

/** A workload with its pods on a node. */
export interface TestWorkload {
  namespace?: string;
  kind?: string;
  name: string;
  pods?: number;
  node?: string;
  owner?: string;
  labels?: Record<string, string>;
  resources?: object;
  /** Of each pod. */
  status?: object;
  spec?: object;
}

/** The rows of a workload. */
export function workloadRows(
  cluster: string,
  {
    namespace = 'shop',
    kind = 'Deployment',
    name,
    pods = 2,
    node = 'node-1',
    owner,
    labels,
    resources = { requests: { cpu: '1', memory: '1Gi' } },
    status = {},
    spec: more = {},
  }: TestWorkload,
): InventoryRow[] {
  const spec = {
    containers: [{ name: 'app', image: 'app', resources }],
    ...more,
  };
  const record: KubernetesObject = {
    kind,
    metadata: { creationTimestamp: '2026-10-01T00:00:00Z' },
    spec: { replicas: pods, template: { spec } },
  };
  return [
    workloadRow(cluster, { namespace, kind, name, owner, labels, record }),
    ...Array.from({ length: pods }, (_, index) =>
      podRow(cluster, {
        namespace,
        name: `${name}-${index}`,
        node,
        workload: `${kind}/${name}`,
        record: {
          kind: 'Pod',
          metadata: {
            uid: `${namespace}-${name}-${index}`,
            creationTimestamp: '2026-10-01T00:00:00Z',
            ownerReferences: [
              {
                apiVersion: 'apps/v1',
                kind,
                name,
                uid: name,
                controller: true,
              },
            ],
          },
          spec: { ...spec, nodeName: node },
          status: {
            phase: 'Running',
            startTime: '2026-10-01T00:00:00Z',
            conditions: [
              {
                type: 'PodScheduled',
                status: 'True',
                lastTransitionTime: '2026-10-01T00:00:00Z',
              },
            ],
            ...status,
          },
        },
      }),
    ),
  ];
}

/** A node of four cores and 16 GiB. */
export function testNode(cluster: string, name: string): InventoryRow {
  const amounts = { cpu: '4', memory: '16Gi', pods: '110' };
  return nodeRow(cluster, {
    name,
    record: {
      metadata: { uid: name, creationTimestamp: '2026-10-01T00:00:00Z' },
      spec: {},
      status: { capacity: amounts, allocatable: amounts },
    },
  });
}

/** The rows of something else. */
export function otherRow(
  cluster: string,
  kind: string,
  namespace: string,
  name: string,
  record: object,
): InventoryRow {
  return objectRow(kind, cluster, {
    namespace,
    name,
    record: record as KubernetesObject,
  });
}

/** A fleet with the cluster `east` in which there are these things. */
export async function rightsizingFleet(
  databases: TestDatabases,
  id: TestDatabaseId,
  rows: InventoryRow[],
): Promise<TestFleet> {
  const fleet = await createTestFleet(databases, id);
  await fleet.write(clusterDocument('east'), [
    namespaceRow('east', { name: 'shop' }),
    testNode('east', 'node-1'),
    testNode('east', 'node-2'),
    ...rows,
  ]);
  return fleet;
}

/** An hour of the past in which pods of workloads used the same all the time. */
export function pastHour(
  hour: number,
  workloads: readonly {
    namespace?: string;
    name: string;
    pods?: number;
    cpu: number;
    memory: number;
  }[],
  cluster = 'east',
): CostHour {
  const times = { start: hour, end: hour + HOUR };
  return {
    cluster,
    hour,
    nodes: [],
    volumes: [],
    loadBalancers: [],
    coverage: { observedMinutes: 60, usage: 'complete', reasons: [] },
    pods: workloads.flatMap(
      ({ namespace = 'shop', name, pods = 2, cpu, memory }) =>
        Array.from({ length: pods }, (_, index) => {
          const usage: ResourceSeries = {
            start: hour,
            step: 300,
            cpu: Array(12).fill(cpu),
            memory: Array(12).fill(memory),
          };
          const requests = { cpu: 1, memory: 1024 * MIB, gpu: 0 };
          return {
            ...times,
            namespace,
            name: `${name}-${index}`,
            uid: `${name}-${index}`,
            node: 'node-1',
            workload: { kind: 'Deployment', name },
            labels: {},
            requests,
            containers: [
              { name: 'app', kind: 'container' as const, requests, usage },
            ],
          };
        }),
    ),
  };
}
