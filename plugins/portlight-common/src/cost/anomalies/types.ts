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
  /** Name of the cluster. */
  cluster: string;
  /** Of the workload; empty for what belongs to none. */
  namespace: string;
  /** Absent for volumes that nobody mounts, and for load balancers without pods. */
  workload?: WorkloadRef;
  /** Whole reference of who owned it on that day; absent for nobody. */
  owner?: string;
  /** Hours of its pods: replicas times hours. */
  podHours: number;
  /** Core-hours that are charged. */
  cpuHours: number;
  /** Core-hours that were requested. */
  cpuRequestHours: number;
  /** Byte-hours of memory that are charged. */
  memoryByteHours: number;
  /** Byte-hours of memory that were requested. */
  memoryRequestByteHours: number;
  /** Device-hours that are charged. */
  gpuHours: number;
  /** Byte-hours of its volumes. */
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
  /** What its costs were added up by. */
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
  /** What changed, such as the number of replicas or the price. */
  kind: CostCause['kind'];
  /** More than before, or less. */
  amount: Nanos;
  /** The same as a sentence, with figures of both days. */
  message: string;
}

/**
 * A day that cost much more or less than days like it.
 *
 * @public
 */
export interface DetectedAnomaly extends AnomalySubject {
  /** Such as `2026-11-21`, in the report's time zone. */
  day: string;
  /** Of that day. */
  cost: Nanos;
  /** The median of days like it. */
  expected: Nanos;
  /** The day like it whose cost is nearest to that; what `causes` are told by. */
  comparedWith: string;
  /** They sum up to the difference of the two days; largest first. */
  causes: readonly CostDifference[];
}
