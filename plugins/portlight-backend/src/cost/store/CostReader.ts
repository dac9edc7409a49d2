import type {
  CapacityType,
  CostAmounts,
  CostClass,
  HourAllocation,
  HourCoverage,
  Nanos,
} from '@portlight/plugin-portlight-common';

/** Hours are kept for weeks, days for years, months for good. Days and months are those of the report's time zone. */
export type CostLevel = 'hour' | 'day' | 'month';

/**
 * What costs are grouped by. `at` is the beginning of the hour, day or month; `scope`, `attribution` and `price` are
 * numbers of their own, the cheapest to group by; see {@link CostReader.scopes} and {@link CostReader.prices}.
 */
export const COST_COLUMNS = [
  'at',
  'cluster',
  'class',
  'namespace',
  'kind',
  'name',
  'owner',
  'system',
  'domain',
  'entity',
  'team',
  'costCenter',
  'instanceType',
  'capacityType',
  'region',
  'priceKind',
  'priceSource',
  'scope',
  'attribution',
  'price',
] as const;

/** One of {@link COST_COLUMNS}. */
export type CostColumn = (typeof COST_COLUMNS)[number];

/** Names of a group; only those that were asked for are there. Texts are empty for what there is none of. */
export interface CostGroup {
  at?: number;
  cluster?: string;
  class?: CostClass;
  namespace?: string;
  /** Of the workload. */
  kind?: string;
  /** Of the workload. */
  name?: string;
  owner?: string;
  system?: string;
  domain?: string;
  entity?: string;
  team?: string;
  costCenter?: string;
  instanceType?: string;
  capacityType?: CapacityType | '';
  region?: string;
  priceKind?: PriceKind;
  priceSource?: string;
  scope?: number;
  attribution?: number;
  price?: number;
}

/** What a price is the price of. */
export type PriceKind =
  | 'node'
  | 'storage'
  | 'loadBalancer'
  | 'network'
  | 'managementFee';

/** The sums of a group. */
export interface CostTotals extends CostGroup, CostAmounts {
  podHours: number;
  cpuHours: number;
  cpuRequestHours: number;
  /** Absent where none of it was measured. */
  cpuUsageHours?: number;
  /** Core-hours requested where usage was measured, so that usage has something to be compared with. */
  cpuMeasuredRequestHours: number;
  memoryByteHours: number;
  memoryRequestByteHours: number;
  /** Absent where none of it was measured. */
  memoryUsageByteHours?: number;
  /** Byte-hours requested where usage was measured. */
  memoryMeasuredRequestByteHours: number;
  gpuHours: number;
  storageByteHours: number;
  loadBalancerHours: number;
  networkBytes: number;
  /** What bills add to the costs of nodes (cpu, memory, gpu, other) or take from them. */
  adjustment: Nanos;
  /** Whether an hour of it is incomplete. */
  incomplete: boolean;
}

/** A question to the stored costs. */
export interface CostTotalsQuery {
  level: CostLevel;
  /** Seconds since the epoch: hours, days or months that begin from here on ... */
  since: number;
  /** ... and before this. */
  until: number;
  /** Nothing: one sum. */
  by: readonly CostColumn[];
  /** All when absent. */
  clusters?: readonly string[];
  /** Hours, days or months that are left out. */
  except?: readonly number[];
  /** Only what has one of these values. */
  where?: {
    [Column in Exclude<CostColumn, 'at'>]?: readonly CostGroup[Column][];
  };
  /**
   * What is looked at: the rest is 0, and so much less is added up. `costs` are those of each resource, `cost` is their
   * sum, as `otherCost`, with the adjustment beside it. Everything when absent.
   */
  measures?: 'costs' | 'cost';
}

/** What costs are of. */
export interface CostScope {
  id: number;
  cluster: string;
  class: CostClass;
  namespace: string;
  kind: string;
  name: string;
  /** Of the workload's pods when they were seen last. */
  labels: Readonly<Record<string, string>>;
}

/** A price that costs were made with. */
export interface StoredPrice {
  id: number;
  /** What the source calls it: `NodePrice.id`, `UnitPrice.id`. */
  key: string;
  kind: PriceKind;
  instanceType: string;
  capacityType: CapacityType | '';
  region: string;
  /** Of nodes: units of the currency per hour, and of what is in them. */
  hourly?: number;
  cpu?: number;
  memory?: number;
  gpu?: number;
  listHourly?: number;
  /** Of what is no node. */
  price?: number;
  source: string;
  version: string;
  publishedAt?: string;
  note?: string;
}

/** What is known of an hour of a cluster. */
export interface CostRun {
  cluster: string;
  /** Seconds since the epoch. */
  at: number;
  status: 'complete' | 'incomplete';
  /** `mirror`, or the name of a source of hours. */
  source: string;
  observedMinutes: number;
  usage: HourCoverage['usage'];
  /** Why it is incomplete, in sentences. */
  reasons: readonly string[];
  attempts: number;
  /** Seconds since the epoch. */
  computedAt: number;
  /** When it is done again. */
  redoAt?: number;
  total: Nanos;
}

/** How much of a range has costs. */
export interface CostCoverage {
  cluster: string;
  /** Beginning of the first hour, day or month with costs in the range, and of the last one. */
  since: number;
  until: number;
  /** Hours with costs. */
  hours: number;
  /** Of these, hours of which something is not known. */
  incomplete: number;
}

/** Pods and nodes of one hour, with all that their costs were made of. */
export type CostDetails = Pick<
  HourAllocation,
  'cluster' | 'hour' | 'policy' | 'pods' | 'nodes' | 'prices' | 'total'
> & { coverage: HourCoverage };

/** Reads what the hourly job of all replicas wrote. */
export interface CostReader {
  /** Sums by the given columns, in no particular order; groups without anything are absent. */
  totals(query: CostTotalsQuery): Promise<CostTotals[]>;
  /** What costs are of; ids that are not known are absent. */
  scopes(ids: readonly number[]): Promise<Map<number, CostScope>>;
  prices(ids: readonly number[]): Promise<Map<number, StoredPrice>>;
  /** Details of an hour; nothing once they are too old to be kept. */
  details(cluster: string, hour: number): Promise<CostDetails | undefined>;
  /** Details of the hours from `since` and before `until`, the oldest first, one at a time. */
  eachDetails(query: {
    clusters?: readonly string[];
    since: number;
    until: number;
  }): AsyncIterable<CostDetails>;
  /** Hours with costs that begin from `since` and before `until`. */
  runs(query: {
    clusters?: readonly string[];
    since: number;
    until: number;
  }): Promise<CostRun[]>;
  /** How much of a range has costs, by cluster; clusters without any are absent. */
  coverage(query: {
    level: CostLevel;
    clusters?: readonly string[];
    since: number;
    until: number;
  }): Promise<CostCoverage[]>;
  /** When the first hour, day or month with costs begins; nothing where there is none. */
  first(level: CostLevel): Promise<number | undefined>;
}
