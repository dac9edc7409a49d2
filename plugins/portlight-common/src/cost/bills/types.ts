import type { CapacityType, Nanos } from '../types';

/** How a bill is written. @public */
export type BillFormat = 'csv' | 'focus-1.2' | 'focus-1.3';

/** What a bill says about one kind of machine on one day of a cluster. @public */
export interface BilledAmount {
  cluster: string;
  /** Begin of the day in the reports' time zone, seconds since the epoch. */
  day: number;
  /** Empty where the bill does not tell. */
  instanceType: string;
  capacityType: CapacityType;
  /** Amortized. */
  billed: Nanos;
}

/** What is wrong with a line of a file. @public */
export interface LineProblem {
  /** From 1. */
  line: number;
  /** Name of the column; absent where the line as a whole is meant. */
  column?: string;
  message: string;
}

/** A machine that a bill may name. @public */
export interface BilledNode {
  cluster: string;
  instanceType?: string;
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
  instanceType?: string;
  capacityType: CapacityType;
  resourceId?: string;
}
