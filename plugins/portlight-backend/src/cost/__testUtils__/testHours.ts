import {
  type Attributor,
  type CostHour,
  type HourPrices,
  type NodePrice,
  type NodeSpan,
  type PodSpan,
} from '@portlight/plugin-portlight-common';
import type { Lease } from '../../inventory';
import type { AttributionSource } from '../attribution';
import type { PriceBook } from '../prices';

export const HOUR = 3_600;
const GIB = 2 ** 30;

/** Begin of the hour of tests: 2026-11-21T12:00:00Z. */
export const BEGIN = Date.UTC(2026, 10, 21, 12) / 1000;

const origin = { source: 'custom', version: '1' };

/** What differs between the hours of tests. */
export interface TestHourOptions {
  cluster?: string;
  hour?: number;
  nodes?: number;
  podsPerNode?: number;
  workloads?: number;
  coverage?: CostHour['coverage'];
}

const COMPLETE: CostHour['coverage'] = {
  observedMinutes: 60,
  usage: 'complete',
  reasons: [],
};

/** An hour in which something ran. */
export function testHour({
  cluster = 'east',
  hour = BEGIN,
  nodes = 2,
  podsPerNode = 3,
  workloads = 3,
  coverage = COMPLETE,
}: TestHourOptions = {}): CostHour {
  const span = { start: hour, end: hour + HOUR };
  const capacity = { cpu: 4, memory: 16 * GIB, gpu: 0 };
  const pods: PodSpan[] = [];
  for (let index = 0; index < nodes * podsPerNode; index++) {
    const name = `app-${index % workloads}`;
    const requests = { cpu: 0.3 + index / 7, memory: GIB, gpu: 0 };
    pods.push({
      ...span,
      namespace: `team-${index % 2}`,
      name: `${name}-${index}`,
      uid: `${name}-${index}`,
      node: `node-${index % nodes}`,
      workload: { kind: 'Deployment', name },
      labels: { app: name },
      requests,
      containers: [{ name: 'main', kind: 'container', requests }],
      usage: {
        step: 300,
        start: hour,
        cpu: Array(12).fill(0.1 + ((hour / HOUR + index) % 5) / 3),
        memory: Array(12).fill(GIB / 3),
      },
    });
  }
  return {
    cluster,
    hour,
    nodes: Array.from(
      { length: nodes },
      (_, index): NodeSpan => ({
        ...span,
        name: `node-${index}`,
        uid: `node-${index}`,
        instanceType: index % 2 ? 'm5.large' : 'm5.xlarge',
        region: 'eu-west-1',
        capacityType: index % 3 ? 'spot' : 'on-demand',
        labels: {},
        capacity,
        allocatable: { ...capacity, cpu: 3.8 },
      }),
    ),
    pods,
    volumes: [
      {
        ...span,
        name: 'pv-0',
        bytes: 10 * GIB,
        claim: { namespace: 'team-0', name: 'data' },
        pods: pods.slice(0, 1).map(({ uid }) => uid),
      },
    ],
    loadBalancers: [],
    coverage,
  };
}

/** The same prices at all times. */
export function testPrices(factor?: number): PriceBook {
  const node = (span: NodeSpan): NodePrice => ({
    id: `${span.instanceType} ${span.capacityType}`,
    hourly: 0.1 * span.capacity.cpu + (0.01 * span.capacity.memory) / GIB,
    cpu: 0.1,
    memory: 0.01 / GIB,
    gpu: 0,
    origin,
    instanceType: span.instanceType,
    region: span.region,
    capacityType: span.capacityType,
    ...(factor === undefined ? {} : { factor }),
  });
  const prices: HourPrices = {
    node,
    storage: () => ({ id: 'storage', price: 0.0001 / GIB, origin }),
    loadBalancer: () => ({ id: 'load balancer', price: 0.025, origin }),
    network: () => undefined,
    managementFee: () => ({ id: 'fee', price: 0.1, origin }),
  };
  return { forHour: async () => prices };
}

/** The namespace's team owns everything in it. */
export function testAttribution(): AttributionSource {
  const attributor: Attributor = {
    attribute: ({ namespace }) => ({
      owner: `group:default/${namespace}`,
      team: namespace,
    }),
    entities: () => [],
  };
  return { forDay: async () => attributor };
}

/** A lease that is held. */
export function testLease(): Lease {
  return { name: 'east', token: 1, check: async () => {} } as unknown as Lease;
}
