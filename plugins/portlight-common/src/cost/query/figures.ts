import type { CostAmounts, Nanos } from '../types';
import {
  COST_AMOUNTS,
  COST_QUANTITIES,
  type CostFigures,
  NODE_AMOUNTS,
  type NodeAmounts,
} from './types';

/** No share of idle cost. */
export const NOTHING_IDLE: NodeAmounts = Object.freeze({
  cpuCost: 0,
  memoryCost: 0,
  gpuCost: 0,
});

/** What is paid for resources of nodes. */
export function nodeCost(amounts: NodeAmounts): number {
  let sum = 0;
  for (const name of NODE_AMOUNTS) sum += amounts[name];
  return sum;
}

/** Nothing at all. */
export function zeroFigures(): CostFigures {
  return {
    podHours: 0,
    cpuHours: 0,
    cpuRequestHours: 0,
    cpuMeasuredRequestHours: 0,
    memoryByteHours: 0,
    memoryRequestByteHours: 0,
    memoryMeasuredRequestByteHours: 0,
    gpuHours: 0,
    storageByteHours: 0,
    loadBalancerHours: 0,
    networkBytes: 0,
    cpuCost: 0,
    memoryCost: 0,
    gpuCost: 0,
    storageCost: 0,
    networkCost: 0,
    loadBalancerCost: 0,
    otherCost: 0,
    adjustment: 0,
  };
}

/** Adds figures to others, in place. Usage that nobody measured stays unknown. */
export function addFigures(to: CostFigures, figures: CostFigures): void {
  for (const name of COST_AMOUNTS) to[name] += figures[name];
  for (const name of COST_QUANTITIES) to[name] += figures[name];
  to.adjustment += figures.adjustment;
  if (figures.cpuUsageHours !== undefined) {
    to.cpuUsageHours = (to.cpuUsageHours ?? 0) + figures.cpuUsageHours;
  }
  if (figures.memoryUsageByteHours !== undefined) {
    to.memoryUsageByteHours =
      (to.memoryUsageByteHours ?? 0) + figures.memoryUsageByteHours;
  }
}

/** What the modelled costs add up to. */
export function modelledCost(amounts: CostAmounts): Nanos {
  let sum = 0;
  for (const name of COST_AMOUNTS) sum += amounts[name];
  return sum;
}

/** What it costs by itself: as modelled, corrected by the bill. @public */
export function directCost(figures: CostFigures): Nanos {
  return modelledCost(figures) + figures.adjustment;
}

/**
 * What was used of what was requested. Of what requests nothing everything used is too much, which counts as 1.
 */
function efficiencyOf(
  used: number | undefined,
  requested: number,
  cost: number,
): number | undefined {
  if (used === undefined) return undefined;
  if (requested > 0) return used / requested;
  return used > 0 && cost > 0 ? 1 : 0;
}

/** Efficiencies as fractions; absent where nothing was measured. */
export interface CostEfficiencies {
  cpu?: number;
  memory?: number;
  /** Weighted by what CPU and memory cost. */
  total?: number;
}

/**
 * Efficiencies of summed figures. They are computed after everything is added up, because a sum of efficiencies is none.
 */
export function efficiencies(figures: CostFigures): CostEfficiencies {
  const { cpuCost, memoryCost } = figures;
  const cpu = efficiencyOf(
    figures.cpuUsageHours,
    figures.cpuMeasuredRequestHours,
    cpuCost,
  );
  const memory = efficiencyOf(
    figures.memoryUsageByteHours,
    figures.memoryMeasuredRequestByteHours,
    memoryCost,
  );
  const weights =
    (cpu === undefined ? 0 : cpuCost) + (memory === undefined ? 0 : memoryCost);
  const known = cpu !== undefined || memory !== undefined;
  return {
    ...(cpu === undefined ? {} : { cpu }),
    ...(memory === undefined ? {} : { memory }),
    ...(known
      ? {
          total:
            weights > 0
              ? ((cpu ?? 0) * cpuCost + (memory ?? 0) * memoryCost) / weights
              : 0,
        }
      : {}),
  };
}
