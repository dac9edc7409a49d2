import type { CapacityType, Nanos } from '../types';

/** How a bill is written. @public */
export type BillFormat = 'csv' | 'focus-1.2' | 'focus-1.3';

/** What a bill says about one kind of machine. @public */
export interface BilledKind {
  /** Empty where the bill does not tell. */
  instanceType: string;
  /** `unknown` where the bill does not tell. */
  capacityType: CapacityType;
  /** Amortized. */
  billed: Nanos;
}

/** What a bill says about one kind of machine on one day of a cluster. @public */
export interface BilledAmount extends BilledKind {
  /** Name of the cluster. */
  cluster: string;
  /** Begin of the day of reports with the date of the bill, seconds since the epoch. */
  day: number;
}

/** What is wrong with a line of a file. @public */
export interface LineProblem {
  /** From 1. */
  line: number;
  /** Name of the column; absent where the line as a whole is meant. */
  column?: string;
  /** What is wrong, to be read after the name of the column. */
  message: string;
}

/** A machine that a bill may name. @public */
export interface BilledNode {
  /** The cluster that it is, or was, a node of. */
  cluster: string;
  /** Absent where the node has no such label. */
  instanceType?: string;
  /** How it was bought. */
  capacityType: CapacityType;
}

/** What a line of a bill says, as far as costs need it. @public */
export interface BillLine {
  /** Seconds since the epoch. */
  start: number;
  /** Seconds since the epoch, not included. */
  end: number;
  /** Amortized cost in the currency of costs; credits are negative. */
  cost: Nanos;
  /** Whether it may be for a node at all. */
  isCompute: boolean;
  /** Of a column or tag. */
  cluster?: string;
  /** Absent where no column tells. */
  instanceType?: string;
  /** `unknown` where no column tells. */
  capacityType: CapacityType;
  /** The machine as its cloud names it. */
  resourceId?: string;
}
