import type {
  ContainerCost,
  CostQuantities,
  HourAllocation,
  NodeCost,
  NodeResourceCost,
  PodCost,
} from '../types';
import { nodeCost, zeroFigures } from './figures';
import type { CostFigures, CostKeys, CostRecord } from './types';

/** Pods and nodes of an hour, as they are kept for some days. @public */
export type HourDetails = Pick<
  HourAllocation,
  'cluster' | 'hour' | 'pods' | 'nodes'
>;

/** What pods and nodes themselves do not say. @public */
export interface DetailContext {
  /** What the bill adds to a cost of one, by the `id` of the node's price. */
  adjustmentOf(price: string): number;
  /** Whose the workload is. */
  attributionOf?(pod: PodCost): Partial<CostKeys> | undefined;
  /** One row for each container instead of each pod. */
  containers: boolean;
}

function podFigures(pod: PodCost, adjustment: number): CostFigures {
  const figures: CostFigures = {
    ...zeroFigures(),
    podHours: pod.podHours,
    cpuHours: pod.cpuHours,
    cpuRequestHours: pod.cpuRequestHours,
    memoryByteHours: pod.memoryByteHours,
    memoryRequestByteHours: pod.memoryRequestByteHours,
    gpuHours: pod.gpuHours,
    storageByteHours: pod.storageByteHours,
    loadBalancerHours: pod.loadBalancerHours,
    networkBytes: pod.networkBytes,
    cpuCost: pod.cpuCost,
    memoryCost: pod.memoryCost,
    gpuCost: pod.gpuCost,
    storageCost: pod.storageCost,
    loadBalancerCost: pod.loadBalancerCost,
    networkCost: pod.networkCost,
    otherCost: pod.otherCost,
    adjustment: nodeCost(pod) * adjustment,
  };
  addUsage(figures, pod);
  return figures;
}

function addUsage(
  figures: CostFigures,
  from: Pick<
    ContainerCost,
    | 'cpuRequestHours'
    | 'cpuUsageHours'
    | 'memoryRequestByteHours'
    | 'memoryUsageByteHours'
  > &
    Pick<
      CostQuantities,
      'cpuMeasuredRequestHours' | 'memoryMeasuredRequestByteHours'
    >,
): void {
  if (from.cpuUsageHours !== undefined) {
    figures.cpuUsageHours = from.cpuUsageHours;
    figures.cpuMeasuredRequestHours =
      from.cpuMeasuredRequestHours ?? from.cpuRequestHours;
  }
  if (from.memoryUsageByteHours !== undefined) {
    figures.memoryUsageByteHours = from.memoryUsageByteHours;
    figures.memoryMeasuredRequestByteHours =
      from.memoryMeasuredRequestByteHours ?? from.memoryRequestByteHours;
  }
}

function containerFigures(
  container: ContainerCost,
  adjustment: number,
): CostFigures {
  const figures: CostFigures = {
    ...zeroFigures(),
    cpuHours: container.cpuHours,
    cpuRequestHours: container.cpuRequestHours,
    memoryByteHours: container.memoryByteHours,
    memoryRequestByteHours: container.memoryRequestByteHours,
    gpuHours: container.gpuHours,
    cpuCost: container.cpuCost,
    memoryCost: container.memoryCost,
    gpuCost: container.gpuCost,
    adjustment: nodeCost(container) * adjustment,
  };
  addUsage(figures, container);
  return figures;
}

/** What of a pod is no container's, such as its volumes. */
function restOfPod(pod: PodCost, adjustment: number): CostFigures {
  const figures = podFigures(pod, adjustment);
  for (const container of pod.containers) {
    const part = containerFigures(container, adjustment);
    for (const name of [
      'cpuHours',
      'cpuRequestHours',
      'cpuMeasuredRequestHours',
      'memoryByteHours',
      'memoryRequestByteHours',
      'memoryMeasuredRequestByteHours',
      'gpuHours',
      'cpuCost',
      'memoryCost',
      'gpuCost',
      'adjustment',
    ] as const) {
      figures[name] -= part[name];
    }
    for (const name of ['cpuUsageHours', 'memoryUsageByteHours'] as const) {
      const used = figures[name];
      if (used !== undefined) figures[name] = used - (part[name] ?? 0);
    }
  }
  return figures;
}

function nodeFigures(
  node: NodeCost,
  part: 'idle' | 'overhead',
  adjustment: number,
): CostFigures {
  const costOf = (resource: NodeResourceCost) =>
    part === 'idle' ? resource.idleCost : resource.overheadCost;
  const hoursOf = (resource: NodeResourceCost) =>
    part === 'idle' ? resource.idleHours : resource.overheadHours;
  const figures: CostFigures = {
    ...zeroFigures(),
    cpuHours: hoursOf(node.cpu),
    memoryByteHours: hoursOf(node.memory),
    gpuHours: hoursOf(node.gpu),
    cpuCost: costOf(node.cpu),
    memoryCost: costOf(node.memory),
    gpuCost: costOf(node.gpu),
    otherCost: part === 'idle' ? node.otherCost : 0,
  };
  figures.adjustment = (nodeCost(figures) + figures.otherCost) * adjustment;
  return figures;
}

/**
 * Rows of the pods or containers of an hour, and of what is idle and overhead of its nodes. They add up to the hour's
 * rows of these classes.
 *
 * @public
 */
export function detailRecords(
  details: HourDetails,
  context: DetailContext,
): CostRecord[] {
  const { cluster, hour: at } = details;
  const records: CostRecord[] = [];
  for (const pod of details.pods) {
    const adjustment = context.adjustmentOf(pod.price);
    const keys: CostKeys = {
      cluster,
      class: 'workload',
      namespace: pod.namespace,
      kind: pod.workload.kind,
      workload: pod.workload.name,
      node: pod.node,
      pod: pod.name,
      services: pod.services,
      labels: pod.labels,
      ...context.attributionOf?.(pod),
    };
    if (!context.containers) {
      records.push({ at, keys, figures: podFigures(pod, adjustment) });
      continue;
    }
    for (const container of pod.containers) {
      records.push({
        at,
        keys: { ...keys, container: container.name },
        figures: containerFigures(container, adjustment),
      });
    }
    records.push({ at, keys, figures: restOfPod(pod, adjustment) });
  }
  for (const node of details.nodes) {
    const adjustment = context.adjustmentOf(node.price);
    for (const part of ['idle', 'overhead'] as const) {
      records.push({
        at,
        keys: { cluster, class: part, node: node.name },
        figures: nodeFigures(node, part, adjustment),
      });
    }
  }
  return records;
}
