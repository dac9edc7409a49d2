import { HOUR } from '../allocation/time';
import type {
  CostClass,
  CostHour,
  HourAllocation,
  HourPrices,
  LoadBalancerSpan,
  NodePrice,
  NodeSpan,
  PodSpan,
  Quantities,
  ResourceSeries,
  UnitPrice,
  VolumeSpan,
} from '../types';

/** Begin of the hour of tests: 2026-11-21T12:00:00Z. */
export const BEGIN = Date.UTC(2026, 10, 21, 12) / 1000;
export const GIB = 2 ** 30;

const origin = { source: 'custom', version: '1' };

export function quantities(given: Partial<Quantities> = {}): Quantities {
  return { cpu: 0, memory: 0, gpu: 0, ...given };
}

export function nodeSpan(given: Partial<NodeSpan> = {}): NodeSpan {
  const capacity = given.capacity ?? quantities({ cpu: 4, memory: 16 * GIB });
  return {
    start: BEGIN - HOUR,
    end: BEGIN + 2 * HOUR,
    name: 'node',
    uid: `uid-of-${given.name ?? 'node'}`,
    capacityType: 'on-demand',
    labels: {},
    capacity,
    allocatable: capacity,
    ...given,
  };
}

export function podSpan(given: Partial<PodSpan> = {}): PodSpan {
  const name = given.name ?? 'pod';
  return {
    start: BEGIN - HOUR,
    end: BEGIN + 2 * HOUR,
    namespace: 'shop',
    name,
    uid: `uid-of-${name}`,
    node: 'node',
    workload: { kind: 'Deployment', name },
    labels: {},
    requests: quantities(),
    containers: [],
    ...given,
  };
}

/** The same usage in all of the hour. */
export function steady(used: Partial<Quantities>): ResourceSeries {
  const { cpu, memory } = quantities(used);
  return {
    start: BEGIN,
    step: 300,
    cpu: new Array(12).fill(cpu),
    memory: new Array(12).fill(memory),
  };
}

export function volumeSpan(given: Partial<VolumeSpan> = {}): VolumeSpan {
  return {
    start: BEGIN - HOUR,
    end: BEGIN + 2 * HOUR,
    name: 'volume',
    bytes: 100 * GIB,
    claim: { namespace: 'shop', name: 'data' },
    pods: [],
    ...given,
  };
}

export function loadBalancerSpan(
  given: Partial<LoadBalancerSpan> = {},
): LoadBalancerSpan {
  return {
    start: BEGIN - HOUR,
    end: BEGIN + 2 * HOUR,
    namespace: 'shop',
    service: 'web',
    pods: [],
    ...given,
  };
}

export function costHour(given: Partial<CostHour> = {}): CostHour {
  return {
    cluster: 'production',
    hour: BEGIN,
    nodes: [],
    pods: [],
    volumes: [],
    loadBalancers: [],
    coverage: { observedMinutes: 60, usage: 'complete', reasons: [] },
    ...given,
  };
}

export function unitPrice(id: string, price: number): UnitPrice {
  return { id, price, origin };
}

/** 0.1 per core-hour, 0.01 per GiB-hour and 1 per device-hour, whatever the node. */
export function nodePrice(
  node: NodeSpan,
  given: Partial<NodePrice> = {},
): NodePrice {
  const rates = { cpu: 0.1, memory: 0.01 / GIB, gpu: 1, ...given };
  const { cpu, memory, gpu } = node.capacity;
  return {
    id: `node ${node.capacityType}`,
    hourly: cpu * rates.cpu + memory * rates.memory + gpu * rates.gpu,
    origin,
    capacityType: node.capacityType,
    ...rates,
  };
}

export function hourPrices(given: Partial<HourPrices> = {}): HourPrices {
  return {
    node: node => nodePrice(node),
    storage: () => unitPrice('storage', 0.0001 / GIB),
    loadBalancer: () => unitPrice('load balancer', 0.025),
    network: () => undefined,
    managementFee: () => undefined,
    ...given,
  };
}

/** The rows of a class and namespace, added up. */
export function sumOf(
  { rows }: HourAllocation,
  costClass: CostClass,
  namespace?: string,
): Record<string, number> {
  const sum: Record<string, number> = {};
  for (const row of rows) {
    if (
      row.class === costClass &&
      (namespace === undefined || row.namespace === namespace)
    ) {
      for (const [key, value] of Object.entries(row)) {
        if (typeof value === 'number') sum[key] = (sum[key] ?? 0) + value;
      }
    }
  }
  return sum;
}

/** The figures of an allocation that are no amounts: negative, infinite or no numbers. */
export function wrongFigures(allocation: HourAllocation): string[] {
  const wrong: string[] = [];
  JSON.stringify(allocation, (key, value) => {
    if (typeof value === 'number' && !(value >= 0 && value < Infinity)) {
      wrong.push(`${key}: ${value}`);
    }
    // What was given is handed on as it is.
    return key === 'labels' || key === 'prices' ? undefined : value;
  });
  return wrong;
}
