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
export type NodeAmounts = Record<(typeof NODE_AMOUNTS)[number], number>;

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
  cluster: string;
  class: CostRecordClass;
  namespace?: string;
  /** Kind of the workload. */
  kind?: string;
  /** Name of the workload. */
  workload?: string;
  owner?: string;
  system?: string;
  domain?: string;
  entity?: string;
  team?: string;
  costCenter?: string;
  node?: string;
  pod?: string;
  container?: string;
  services?: readonly string[];
  labels?: Readonly<Record<string, string>>;
  annotations?: Readonly<Record<string, string>>;
}

/** Cost of one kind in one part of time: a row as it is stored, or the sum of rows that differ in nothing asked for. @public */
export interface CostRecord {
  /** Beginning of its hour, day or month, seconds since the epoch. */
  at: number;
  keys: CostKeys;
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
  idleShares: NodeAmounts;
  /** Of shared namespaces, labels and fees. */
  sharedShare: number;
}

/** What becomes of idle cost: rows of its own, shared out to workloads, or left out. @public */
export type IdleOption = 'separate' | 'share' | 'hide';

/** What is shared out, and how. @public */
export interface SharingOptions {
  idle: IdleOption;
  /** Namespaces whose cost all others share. */
  namespaces: readonly string[];
  /** Labels whose workloads all others share. */
  labels: readonly { key: string; value: string }[];
  /** A flat cost per calendar month that all share, in nano-units. */
  monthlyCost: number;
  split: 'even' | 'weighted';
}

/** A length of time that cost is told for. @public */
export type CostStep = 'hour' | 'day' | 'week' | 'month';

/** A part of time, half open, in seconds since the epoch. @public */
export interface TimeSpan {
  since: number;
  until: number;
}

/** The window that a query asks for. @public */
export interface TimeWindow extends TimeSpan {
  /** IANA name of the time zone whose days and months these are. */
  timeZone: string;
  /** What was made of the window that was asked for, in sentences; empty where it is just that. */
  notices: readonly string[];
}

/** What cost is aggregated by, besides `label:NAME` and `annotation:NAME`. */
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

/** How a filter compares. */
export type FilterOperator = 'equals' | 'contains' | 'startsWith' | 'endsWith';

/** One comparison: true where any of the values compares so, or, negated, where none does. */
export interface FilterComparison {
  field: FilterField;
  /** Of a label or annotation; absent where the keys themselves are compared. */
  key?: string;
  operator: FilterOperator;
  negated: boolean;
  values: readonly string[];
}

/** A filter of cost: a tree of comparisons. @public */
export type CostFilter =
  | { all: readonly CostFilter[] }
  | { any: readonly CostFilter[] }
  | FilterComparison;
