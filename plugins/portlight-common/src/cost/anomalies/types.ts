import type { CostCause } from '../../api/types';
import type { CostAmounts, Nanos, WorkloadRef } from '../types';

/**
 * What a workload, or what of a namespace is no workload's, cost on a day.
 *
 * @public
 */
export interface WorkloadDay extends CostAmounts {
  /** Such as `2026-11-21`, in the report's time zone. */
  day: string;
  cluster: string;
  namespace: string;
  /** Absent for volumes that nobody mounts, and for load balancers without pods. */
  workload?: WorkloadRef;
  owner?: string;
  podHours: number;
  /** Core-hours that are charged. */
  cpuHours: number;
  cpuRequestHours: number;
  /** Byte-hours of memory that are charged. */
  memoryByteHours: number;
  memoryRequestByteHours: number;
  gpuHours: number;
  storageByteHours: number;
  /** By which a bill makes it more or less. */
  adjustment: Nanos;
}

/**
 * When a day is an anomaly.
 *
 * @public
 */
export interface AnomalyOptions {
  /** Smaller differences are none, in nano-units a day. */
  minimumCost: Nanos;
  /** Smaller differences are none, as a share of what was to be expected. */
  minimumChange: number;
}

/** What costs are added up by before they are looked at. @public */
export type AnomalyLevel = 'workload' | 'namespace' | 'owner';

/** What costs are those of. @public */
export interface AnomalySubject {
  level: AnomalyLevel;
  /** Absent for owners. */
  cluster?: string;
  /** Absent for owners. */
  namespace?: string;
  /** Only of workloads. */
  workload?: WorkloadRef;
  /** Of owners, and of workloads that have one. */
  owner?: string;
}

/**
 * A part of the difference between two days, and what made it.
 *
 * @public
 */
export interface CostDifference {
  kind: CostCause['kind'];
  /** More than before, or less. */
  amount: Nanos;
  message: string;
}

/**
 * A day that cost much more or less than days like it.
 *
 * @public
 */
export interface DetectedAnomaly extends AnomalySubject {
  day: string;
  cost: Nanos;
  /** The median of days like it. */
  expected: Nanos;
  /** The day like it whose cost is nearest to that; what `causes` are told by. */
  comparedWith: string;
  /** They sum up to the difference of the two days; largest first. */
  causes: readonly CostDifference[];
}
