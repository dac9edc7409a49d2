import { totalCost } from '../money';
import type { CostDifference, WorkloadDay } from './types';

type Kind = CostDifference['kind'];

const GIB = 2 ** 30;

/** What of a workload was compared, and how. */
interface Part {
  kind: Kind;
  amount: number;
  message: string;
}

/** The name that people know it by. */
function nameOf({ workload, namespace }: WorkloadDay): string {
  return workload
    ? `${workload.kind}/${workload.name}`
    : `volumes and load balancers of ${namespace}`;
}

export function costOf(day: WorkloadDay | undefined): number {
  return day ? totalCost(day) + day.adjustment : 0;
}

function number(value: number): string {
  return String(Number(value.toPrecision(3)));
}

function change(before: number, after: number, unit = ''): string {
  return `${number(before)} → ${number(after)}${unit}`;
}

/**
 * The logarithmic mean: differences of a product, told by the logarithms of its factors and this weight, sum up to the
 * whole difference, whichever factor is looked at first.
 */
function logarithmicMean(left: number, right: number): number {
  return left === right ? left : (left - right) / Math.log(left / right);
}

interface Resource {
  /** What is charged, such as core-hours. */
  charged: (day: WorkloadDay) => number;
  requested: (day: WorkloadDay) => number;
  cost: (day: WorkloadDay) => number;
  unit: string;
  /** How many of what is charged are one of `unit`. */
  size: number;
}

const RESOURCES: readonly Resource[] = [
  {
    charged: day => day.cpuHours,
    requested: day => day.cpuRequestHours,
    cost: day => day.cpuCost,
    unit: ' cores',
    size: 1,
  },
  {
    charged: day => day.memoryByteHours,
    requested: day => day.memoryRequestByteHours,
    cost: day => day.memoryCost,
    unit: ' GiB',
    size: GIB,
  },
  {
    charged: day => day.gpuHours,
    requested: day => day.gpuHours,
    cost: day => day.gpuCost,
    unit: ' GPUs',
    size: 1,
  },
];

/** The difference in what one resource costs: pods x amount of a pod x price of a unit. */
function compareResource(
  { charged, requested, cost, unit, size }: Resource,
  before: WorkloadDay,
  after: WorkloadDay,
): Part[] {
  const difference = cost(after) - cost(before);
  if (cost(before) === 0 && cost(after) === 0) return [];
  const pods = [before.podHours, after.podHours];
  const perPod = [before, after].map((day, at) => charged(day) / pods[at]);
  const requestPerPod = [before, after].map(
    (day, at) => requested(day) / pods[at],
  );
  const prices = [before, after].map(day => cost(day) / charged(day));
  const factors = [...pods, ...perPod, ...prices];
  if (!factors.every(factor => factor > 0 && factor < Infinity)) {
    // It was not there at all before or is not any more, such as a first GPU.
    return [
      {
        kind: requested(before) === requested(after) ? 'usage' : 'requests',
        amount: difference,
        message: `${change(
          charged(before) / size / 24,
          charged(after) / size / 24,
          unit,
        )} on average`,
      },
    ];
  }
  const weight = logarithmicMean(cost(after), cost(before));
  const of = ([was, is]: number[]) => weight * Math.log(is / was);
  const amount = of(perPod);
  const grown = perPod[1] - perPod[0];
  const requests =
    grown === 0
      ? 0
      : Math.min(1, Math.max(0, (requestPerPod[1] - requestPerPod[0]) / grown));
  const inUnit = (values: number[]) =>
    change(values[0] / size, values[1] / size, unit);
  return [
    {
      kind: 'replicas',
      amount: of(pods),
      message: `${change(pods[0] / 24, pods[1] / 24)} pods on average`,
    },
    {
      kind: 'requests',
      amount: requests * amount,
      message: `${inUnit(requestPerPod)} requested by a pod`,
    },
    {
      kind: 'usage',
      amount: (1 - requests) * amount,
      message: `${inUnit(perPod)} taken by a pod`,
    },
    {
      kind: 'price',
      amount: of(prices),
      message: `${change(
        (prices[0] * size) / 1e9,
        (prices[1] * size) / 1e9,
      )} an hour for${unit === ' GiB' ? ' a GiB' : ` one of${unit}`}`,
    },
  ];
}

function compareWorkload(
  before: WorkloadDay | undefined,
  after: WorkloadDay | undefined,
): Part[] {
  if (!before || costOf(before) === 0) {
    return after
      ? [{ kind: 'newWorkload', amount: costOf(after), message: 'is new' }]
      : [];
  }
  if (!after || costOf(after) === 0) {
    return [
      { kind: 'goneWorkload', amount: -costOf(before), message: 'is gone' },
    ];
  }
  const rest = (day: WorkloadDay) =>
    day.loadBalancerCost + day.networkCost + day.otherCost;
  return [
    ...RESOURCES.flatMap(resource => compareResource(resource, before, after)),
    {
      kind: 'storage',
      amount: after.storageCost - before.storageCost,
      message: `${change(
        before.storageByteHours / GIB / 24,
        after.storageByteHours / GIB / 24,
        ' GiB',
      )} of volumes on average`,
    },
    {
      kind: 'price',
      amount: after.adjustment - before.adjustment,
      message: 'the bill differs more from list prices, or less',
    },
    {
      kind: 'other',
      amount: rest(after) - rest(before),
      message: 'load balancers, network or fees',
    },
  ];
}

/** Whole amounts that still sum up to a whole one: what rounding leaves over goes to the largest. */
function inWholes(parts: CostDifference[], total: number): CostDifference[] {
  const whole = parts.map(part => ({
    ...part,
    amount: Math.round(part.amount),
  }));
  whole.sort(
    (left, right) =>
      Math.abs(right.amount) - Math.abs(left.amount) ||
      (left.kind < right.kind ? -1 : 1),
  );
  const left = total - whole.reduce((sum, { amount }) => sum + amount, 0);
  if (whole.length > 0) whole[0].amount += left;
  return whole.filter(({ amount }) => amount !== 0);
}

const keyOf = ({ cluster, namespace, workload }: WorkloadDay) =>
  JSON.stringify([cluster, namespace, workload?.kind, workload?.name]);

/**
 * Why a day cost other than another one: the differences of all workloads, told by what made them. They sum up to the
 * whole difference, and do not depend on the order of workloads.
 */
export function compareDays(
  before: readonly WorkloadDay[],
  after: readonly WorkloadDay[],
): CostDifference[] {
  const sums = new Map<
    Kind,
    { amount: number; workloads: Map<string, { name: string; parts: Part[] }> }
  >();
  const was = new Map(before.map(day => [keyOf(day), day]));
  const is = new Map(after.map(day => [keyOf(day), day]));
  let total = 0;
  for (const key of [...new Set([...was.keys(), ...is.keys()])].sort()) {
    const pair = [was.get(key), is.get(key)];
    const name = nameOf((pair[1] ?? pair[0])!);
    total += costOf(pair[1]) - costOf(pair[0]);
    for (const part of compareWorkload(pair[0], pair[1])) {
      if (part.amount === 0) continue;
      const sum = sums.get(part.kind) ?? { amount: 0, workloads: new Map() };
      sums.set(part.kind, sum);
      sum.amount += part.amount;
      const workload = sum.workloads.get(key) ?? { name, parts: [] };
      sum.workloads.set(key, workload);
      workload.parts.push(part);
    }
  }
  const parts = [...sums].map(([kind, { amount, workloads }]) => {
    const size = ({ parts: of }: { parts: Part[] }) =>
      Math.abs(of.reduce((sum, part) => sum + part.amount, 0));
    // The workload that made most of it speaks, with what moved it most.
    const [first, ...others] = [...workloads.values()].sort(
      (left, right) => size(right) - size(left),
    );
    const [most] = [...first.parts].sort(
      (left, right) => Math.abs(right.amount) - Math.abs(left.amount),
    );
    const more =
      others.length > 0
        ? `; and ${others.length} more workload${others.length > 1 ? 's' : ''}`
        : '';
    return { kind, amount, message: `${first.name}: ${most.message}${more}` };
  });
  return inWholes(parts, total);
}
