import type {
  AllocationPolicy,
  CostAmounts,
  NodeCost,
  NodePrice,
  NodeResourceCost,
  NodeSpan,
  Quantities,
} from '../types';
import { amount, apportion, toNanos } from '../money';
import { type DividedPod, divideNode } from './divideNode';
import type { OccupiedNode } from './placePods';
import { HOUR, seconds } from './time';
import { plausible } from './usage';

const RESOURCES = ['cpu', 'memory', 'gpu'] as const;

/** A pod's part of the price of its node. */
export interface AllocatedPod extends DividedPod {
  costs: Pick<CostAmounts, 'cpuCost' | 'memoryCost' | 'gpuCost'>;
}

/** A node, the pods on it and what they cost. */
export interface AllocatedNode {
  node: NodeCost;
  pods: AllocatedPod[];
}

/** What of a node pods can have: never more than the machine has. */
function allocatableOf(node: NodeSpan, capacity: Quantities): Quantities {
  const allocatable = plausible(node.allocatable);
  return {
    cpu: Math.min(allocatable.cpu, capacity.cpu),
    memory: Math.min(allocatable.memory, capacity.memory),
    gpu: Math.min(allocatable.gpu, capacity.gpu),
  };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

/**
 * Divides a node and its price: among the pods, what the node keeps, and what is idle. The pods of a node that nobody
 * has seen are charged what they demand.
 */
export function allocateNode(
  { node, known: isKnown, span, pods }: OccupiedNode,
  price: NodePrice,
  policy: AllocationPolicy,
): AllocatedNode {
  const hours = seconds(span) / HOUR;
  const capacity = plausible(node.capacity);
  const allocatable = allocatableOf(node, capacity);
  const divided = divideNode(
    isKnown ? { span, capacity, allocatable } : { span },
    pods,
    policy,
  );
  const resources = RESOURCES.map(resource => {
    const allocated = sum(divided.map(pod => pod[resource].allocated));
    const room = isKnown ? allocatable[resource] * hours : allocated;
    return {
      resource,
      price: amount(price[resource]),
      capacityHours: isKnown ? capacity[resource] * hours : allocated,
      overheadHours: isKnown
        ? (capacity[resource] - allocatable[resource]) * hours
        : 0,
      demandHours: sum(divided.map(pod => pod[resource].demand)),
      allocatedHours: allocated,
      // Not below 0 by the last digits of doubles.
      idleHours: Math.max(0, room - allocated),
    };
  });
  // Of each resource: the pods, the overhead, what is idle.
  const weights = resources.flatMap(
    ({ resource, price: unit, overheadHours, idleHours }) => [
      ...divided.map(pod => pod[resource].allocated * unit),
      overheadHours * unit,
      idleHours * unit,
    ],
  );
  const cost = toNanos(isKnown ? amount(price.hourly) * hours : sum(weights));
  const parts = apportion(cost, weights);
  const width = divided.length + 2;
  const resourceCost = (at: number): NodeResourceCost => {
    const { resource, ...quantities } = resources[at];
    const own = parts.slice(at * width, (at + 1) * width);
    return {
      ...quantities,
      overheadCost: own[divided.length],
      allocatedCost: sum(own.slice(0, divided.length)),
      idleCost: own[divided.length + 1],
    };
  };
  return {
    node: {
      name: node.name,
      uid: node.uid,
      ...(node.providerId ? { providerId: node.providerId } : {}),
      ...(node.instanceType ? { instanceType: node.instanceType } : {}),
      ...(node.region ? { region: node.region } : {}),
      ...(node.zone ? { zone: node.zone } : {}),
      capacityType: node.capacityType,
      price: price.id,
      hours,
      cpu: resourceCost(0),
      memory: resourceCost(1),
      gpu: resourceCost(2),
      otherCost: cost - sum(parts),
      cost,
    },
    pods: divided.map((pod, index) => ({
      ...pod,
      costs: {
        cpuCost: parts[index],
        memoryCost: parts[width + index],
        gpuCost: parts[2 * width + index],
      },
    })),
  };
}
