import type { ContainerCost, ContainerSpan, PodSpan, Span } from '../types';
import { apportion } from '../money';
import type { AllocatedPod } from './allocateNode';
import { type PodShare, divideNode } from './divideNode';
import { HOUR, seconds } from './time';
import { plausible } from './usage';

/**
 * Splits a pod among its containers and sidecars: what an init container reserves is reserved for the pod. Quantities
 * sum to the pod's within the last digits of doubles, costs exactly.
 */
export function splitContainers(
  allocated: AllocatedPod,
  span: Span,
): ContainerCost[] {
  const { pod, costs } = allocated;
  const containers = pod.containers.filter(({ kind }) => kind !== 'init');
  if (containers.length === 0) return [];
  const [only] = containers;
  if (containers.length === 1) {
    return [wholePod(only, allocated)];
  }
  const own = ownShares(pod, containers, span);
  const split = (resource: 'cpu' | 'memory' | 'gpu') => {
    const demands = own.map(container => container[resource].demand);
    const total = demands.reduce((sum, demand) => sum + demand, 0);
    const weights = total > 0 ? demands : containers.map(() => 1);
    const whole = weights.reduce((sum, weight) => sum + weight, 0);
    return {
      hours: weights.map(
        weight => allocated[resource].allocated * (weight / whole),
      ),
      costs: apportion(costs[`${resource}Cost`], weights),
    };
  };
  const [cpu, memory, gpu] = [split('cpu'), split('memory'), split('gpu')];
  return containers.map(({ name, kind }, index) => {
    const { cpu: ownCpu, memory: ownMemory } = own[index];
    return {
      name,
      kind,
      cpuHours: cpu.hours[index],
      cpuRequestHours: ownCpu.request,
      ...(ownCpu.usage === undefined ? {} : { cpuUsageHours: ownCpu.usage }),
      memoryByteHours: memory.hours[index],
      memoryRequestByteHours: ownMemory.request,
      ...(ownMemory.usage === undefined
        ? {}
        : { memoryUsageByteHours: ownMemory.usage }),
      gpuHours: gpu.hours[index],
      cpuCost: cpu.costs[index],
      memoryCost: memory.costs[index],
      gpuCost: gpu.costs[index],
    };
  });
}

/** An only container has all of its pod, its overhead too. */
function wholePod(
  { name, kind }: ContainerSpan,
  { cpu, memory, gpu, costs }: AllocatedPod,
): ContainerCost {
  return {
    name,
    kind,
    cpuHours: cpu.allocated,
    cpuRequestHours: cpu.request,
    ...(cpu.usage === undefined ? {} : { cpuUsageHours: cpu.usage }),
    memoryByteHours: memory.allocated,
    memoryRequestByteHours: memory.request,
    ...(memory.usage === undefined
      ? {}
      : { memoryUsageByteHours: memory.usage }),
    gpuHours: gpu.allocated,
    ...costs,
  };
}

/** What each container demanded, requested and used by itself. */
function ownShares(
  pod: PodSpan,
  containers: readonly ContainerSpan[],
  span: Span,
): Record<'cpu' | 'memory' | 'gpu', Omit<PodShare, 'allocated'>>[] {
  if (containers.some(({ usage }) => usage)) {
    // Each as a pod of its own on a node where there is room for all.
    const asPods = containers.map(({ requests, usage }) => ({
      pod: { ...pod, requests, containers: [], usage },
      span,
    }));
    return divideNode({ span }, asPods, 'proportional');
  }
  const hours = seconds(span) / HOUR;
  return containers.map(container => {
    const requests = plausible(container.requests);
    const share = (request: number) => ({ demand: request, request });
    return {
      cpu: share(requests.cpu * hours),
      memory: share(requests.memory * hours),
      gpu: share(requests.gpu * hours),
    };
  });
}
