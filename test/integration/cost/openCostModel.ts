import {
  type Amounts,
  HOUR,
  LOAD_BALANCER,
  NODES,
  type PlannedContainer,
  type PlannedWorkload,
  RATIO,
  UNIT_PRICES,
  VOLUMES,
  WORKLOADS,
} from './scenario';

/**
 * What OpenCost would say of the hour of {@link ./scenario}, by its published rules: its specification
 * (https://github.com/opencost/opencost/blob/develop/spec/opencost-specv01.md) and what its issues and documentation say of
 * how it does it. OpenCost itself is not run here. Only what the scenario has is modelled: one hour, one cluster, no GPUs
 * and no network costs. Where versions differ, what is kinder to OpenCost is taken.
 *
 * This is for the comparison in docs/comparison.md; nothing of Portlight is made with it.
 */

/** Seconds between samples of Prometheus, and the resolution of OpenCost's queries. */
const RESOLUTION = 60;

/** EUR. */
export interface OpenCostRow {
  name: string;
  total: number;
}

/** Seconds; the first and the last sample in which something was seen. */
interface Samples {
  first: number;
  last: number;
}

/**
 * Something is from the first to the last sample in the hour in which it was seen. Seen once, it is half a resolution
 * before and after; between two samples, it is not.
 */
function sampled(from: number, until: number): Samples | undefined {
  const first = Math.ceil(from / RESOLUTION) * RESOLUTION;
  // At the moment of its end it is no more.
  const last =
    until >= HOUR ? HOUR : Math.ceil(until / RESOLUTION - 1) * RESOLUTION;
  if (last < first) return undefined;
  return first === last
    ? {
        first: Math.max(0, first - RESOLUTION / 2),
        last: Math.min(HOUR, last + RESOLUTION / 2),
      }
    : { first, last };
}

const hoursOf = ({ first, last }: Samples) => (last - first) / HOUR;

/** kube-state-metrics says of running containers that they run: not of those whose image cannot be pulled. */
function runningTime(workload: PlannedWorkload, node: string) {
  if (workload.behaviour) return undefined;
  const end = Math.min(
    workload.until ?? HOUR,
    NODES.find(({ name }) => name === node)?.until ?? HOUR,
  );
  return sampled(workload.from ?? 0, end);
}

/** Init containers have metrics of their own, which it does not read; native sidecars are init containers. */
function containersOf({ containers }: PlannedWorkload): PlannedContainer[] {
  return containers.filter(({ type }) => type === undefined);
}

/** The allocation of a container is the larger of what it requests and uses, whatever the node has. */
function allocationOf({ requests, usage }: PlannedContainer): Amounts {
  return {
    cpu: Math.max(requests?.cpu ?? 0, usage?.cpu ?? 0),
    memory: Math.max(requests?.memory ?? 0, usage?.memory ?? 0),
  };
}

/** The price of a node is split by the ratio of the default prices, over what the kubelet calls its capacity. */
function ratesOf(name: string): Amounts {
  const { capacity, price } = NODES.find(node => node.name === name)!;
  const memory =
    price / (capacity.cpu * (RATIO.cpu / RATIO.memory) + capacity.memory);
  return { cpu: memory * (RATIO.cpu / RATIO.memory), memory };
}

/** What of its node the pods of a workload on it cost. */
function computeCost(workload: PlannedWorkload, node: string): number {
  const time = runningTime(workload, node);
  if (!time) return 0;
  const rates = ratesOf(node);
  return containersOf(workload).reduce((sum, container) => {
    const { cpu, memory } = allocationOf(container);
    return sum + (cpu * rates.cpu + memory * rates.memory) * hoursOf(time);
  }, 0);
}

/**
 * A volume that pods mount costs what its claim requests, for the time of the pod times the pod's part of the time of the
 * claim: at each moment, pods that are there share evenly.
 */
function storageCost(workload: PlannedWorkload): number {
  const volume = VOLUMES.find(({ claim }) => claim === workload.claim);
  const time = volume && runningTime(workload, workload.nodes[0]);
  if (!time) return 0;
  const sharers = WORKLOADS.filter(({ claim }) => claim === volume.claim)
    .map(each => runningTime(each, each.nodes[0]))
    .filter(each => each !== undefined);
  let part = 0;
  for (let at = time.first; at < time.last; at += RESOLUTION / 2) {
    const present = sharers.filter(
      ({ first, last }) => first <= at && at < last,
    );
    part += RESOLUTION / 2 / present.length;
  }
  return UNIT_PRICES.storage * volume.requested * hoursOf(time) * (part / HOUR);
}

/** A load balancer is divided among the pods of its Service by their hours; here they all have the whole hour. */
function loadBalancerCost({ namespace, name }: PlannedWorkload): number {
  return namespace === LOAD_BALANCER.namespace && name === LOAD_BALANCER.name
    ? UNIT_PRICES.loadBalancer
    : 0;
}

/** Price of a node times the hours in which samples have it. */
function nodeCost(name: string): number {
  const { price, until = HOUR } = NODES.find(node => node.name === name)!;
  const time = sampled(0, until);
  return time ? price * hoursOf(time) : 0;
}

/** A volume that nothing mounts is its namespace's, by its capacity. */
function unmountedRows(): OpenCostRow[] {
  return VOLUMES.filter(
    ({ claim }) => !WORKLOADS.some(workload => workload.claim === claim),
  ).map(({ namespace, size }) => ({
    name: `${namespace}/__unmounted__`,
    total: UNIT_PRICES.storage * size,
  }));
}

/** All rows, and what is idle: what nodes cost less what is allocated of them, also where that is less than nothing. */
export function openCostRows(): OpenCostRow[] {
  const computed = NODES.map(({ name }) => ({
    name,
    allocated: WORKLOADS.reduce(
      (sum, workload) =>
        sum +
        workload.nodes.filter(node => node === name).length *
          computeCost(workload, name),
      0,
    ),
  }));
  return [
    ...WORKLOADS.map(workload => ({
      name: `${workload.namespace}/${workload.name}`,
      total:
        workload.nodes.reduce(
          (sum, node) => sum + computeCost(workload, node),
          0,
        ) +
        storageCost(workload) +
        loadBalancerCost(workload),
    })),
    ...unmountedRows(),
    ...computed.map(({ name, allocated }) => ({
      name: `__idle__ of ${name}`,
      total: nodeCost(name) - allocated,
    })),
    // An asset of its own, which no allocation has.
    { name: '__management_fee__', total: UNIT_PRICES.managementFee },
  ];
}
