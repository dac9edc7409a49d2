import type { CostAmounts, CostClass, CostQuantities, Nanos } from '../types';

/** Costs by resource, in the order in which answers show them. */
export const COST_AMOUNTS = [
  'cpuCost',
  'memoryCost',
  'gpuCost',
  'storageCost',
  'networkCost',
  'loadBalancerCost',
  'otherCost',
] as const satisfies readonly (keyof CostAmounts)[];

/** Costs of what nodes have, which is what can be idle. */
export const NODE_AMOUNTS = ['cpuCost', 'memoryCost', 'gpuCost'] as const;

/** Quantities beside costs; those of usage are absent where nothing was measured. */
export const COST_QUANTITIES = [
  'podHours',
  'cpuHours',
  'cpuRequestHours',
  'cpuMeasuredRequestHours',
  'memoryByteHours',
  'memoryRequestByteHours',
  'memoryMeasuredRequestByteHours',
  'gpuHours',
  'storageByteHours',
  'loadBalancerHours',
  'networkBytes',
] as const;

/** Costs by resources that nodes have. */
export type NodeAmounts = Pick<CostAmounts, (typeof NODE_AMOUNTS)[number]>;

/** What is added up of cost, in nano-units of the currency and in quantities. @public */
export interface CostFigures extends CostAmounts, CostQuantities {
  /** Core-hours requested where usage was measured, so that usage has something to be compared with. */
  cpuMeasuredRequestHours: number;
  /** Byte-hours requested where usage was measured. */
  memoryMeasuredRequestByteHours: number;
  /** What bills add to the modelled costs of nodes, or take from them. */
  adjustment: Nanos;
}

/** What a cost is for; `shared` is what was to be shared where there was nobody to share it. @public */
export type CostRecordClass = CostClass | 'shared';

/** Where cost belongs: what it is filtered and aggregated by. What there is none of is absent. @public */
export interface CostKeys {
  /** Name of the cluster. */
  cluster: string;
  /** What the cost is for. */
  class: CostRecordClass;
  /** Absent for what belongs to none, such as idle cost. */
  namespace?: string;
  /** Kind of the workload. */
  kind?: string;
  /** Name of the workload. */
  workload?: string;
  /** Whole entity reference of who owned it on that day. */
  owner?: string;
  /** Whole reference of the entity's system. */
  system?: string;
  /** Whole reference of the system's domain. */
  domain?: string;
  /** Whole reference of the entity that selects the workload. */
  entity?: string;
  /** As labels and annotations say it. */
  team?: string;
  /** As labels and annotations say it. */
  costCenter?: string;
  /** Name of the node; only in detailed records, as are pod, container and services. */
  node?: string;
  /** Name of the pod. */
  pod?: string;
  /** Name of the container. */
  container?: string;
  /** Names of the Services that select the pod. */
  services?: readonly string[];
  /** Of the pod, or those of its workload that are kept. */
  labels?: Readonly<Record<string, string>>;
  /** Of the workload; absent where costs are not kept by them. */
  annotations?: Readonly<Record<string, string>>;
}

/** Cost of one kind in one part of time: a row as it is stored, or the sum of rows that differ in nothing asked for. @public */
export interface CostRecord {
  /** Beginning of its hour, day or month, seconds since the epoch. */
  at: number;
  /** Where it belongs. */
  keys: CostKeys;
  /** What it adds up to. */
  figures: CostFigures;
  /** Whether an hour of it is incomplete. */
  incomplete?: boolean;
}

/**
 * A record with what is shared out to it, in nano-units. Shares are not rounded: they are in proportion to figures that
 * add up, and so add up themselves, however they are grouped.
 *
 * @public
 */
export interface SharedCostRecord extends CostRecord {
  /** Of what is idle in its cluster, by resource. */
  idleShares: Pick<CostAmounts, 'cpuCost' | 'memoryCost' | 'gpuCost'>;
  /** Of shared namespaces, labels and fees. */
  sharedShare: number;
}

/** What becomes of idle cost: rows of its own, shared out to workloads, or left out. @public */
export type IdleOption = 'separate' | 'share' | 'hide';

/** What is shared out, and how. @public */
export interface SharingOptions {
  /** What becomes of idle cost. */
  idle: IdleOption;
  /** Namespaces whose cost all others share. */
  namespaces: readonly string[];
  /** Labels whose workloads all others share. */
  labels: readonly { key: string; value: string }[];
  /** A flat cost per calendar month that all share, in nano-units. */
  monthlyCost: number;
  /** Among those that share: the same for each, or in proportion to their own cost. */
  split: 'even' | 'weighted';
}

/** A length of time that cost is told for. @public */
export type CostStep = 'hour' | 'day' | 'week' | 'month';

/** A part of time, half open, in seconds since the epoch. @public */
export interface TimeSpan {
  /** Its first second. */
  since: number;
  /** Not included. */
  until: number;
}

/** The window that a query asks for. @public */
export interface TimeWindow extends TimeSpan {
  /** IANA name of the time zone whose days and months these are. */
  timeZone: string;
  /** What was made of the window that was asked for, in sentences; empty where it is just that. */
  notices: readonly string[];
}

/**
 * What cost is aggregated by, besides `label:NAME` and `annotation:NAME`; `controller` and `controllerKind` are what
 * OpenCost calls `workload` and `kind`.
 *
 * @public
 */
export const COST_DIMENSIONS = [
  'cluster',
  'node',
  'namespace',
  'controllerKind',
  'controller',
  'workload',
  'kind',
  'owner',
  'system',
  'domain',
  'entity',
  'team',
  'costCenter',
  'service',
  'pod',
  'container',
] as const;

/** One of what cost is aggregated by. @public */
export type CostDimension =
  | {
      name: (typeof COST_DIMENSIONS)[number];
      /** As it was asked for. */
      text: string;
      /** Only workloads of this kind count, as `deployment` of OpenCost; others are unallocated. */
      kind?: string;
    }
  | { name: 'label' | 'annotation'; text: string; key: string };

/** What a filter compares. @public */
export type FilterField =
  | Exclude<(typeof COST_DIMENSIONS)[number], 'controllerKind' | 'controller'>
  | 'class'
  | 'label'
  | 'annotation';

/** How a filter compares, upper and lower case being different. @public */
export type FilterOperator = 'equals' | 'contains' | 'startsWith' | 'endsWith';

/** One comparison: true where any of the values compares so, or, negated, where none does. @public */
export interface FilterComparison {
  /** What is compared. */
  field: FilterField;
  /** Of a label or annotation; absent where the keys themselves are compared. */
  key?: string;
  /** How each value is compared. */
  operator: FilterOperator;
  /** Whether none of the values may compare so. */
  negated: boolean;
  /** At least one. */
  values: readonly string[];
}

/** A filter of cost: a tree of comparisons. @public */
export type CostFilter =
  | { all: readonly CostFilter[] }
  | { any: readonly CostFilter[] }
  | FilterComparison;
