import type { AllocationPolicy, CapacityType } from '../../types';
import type { CostRecord, TimeSpan } from '../types';

/** Versions of FOCUS that costs are exported in. @public */
export type FocusVersion = '1.2' | '1.3';

/** The price that a cost was made with, in units of the currency. @public */
export interface FocusPrice {
  /** What its source calls it. */
  key: string;
  /** What it is the price of. */
  kind: 'node' | 'storage' | 'loadBalancer' | 'network' | 'managementFee';
  /** Of nodes; else empty. */
  instanceType: string;
  /** Of nodes; else empty. */
  capacityType: CapacityType | '';
  /** Empty where it is for all. */
  region: string;
  /** Of nodes, per hour. */
  hourly?: number;
  /** Per core and hour. */
  cpu?: number;
  /** Per byte and hour. */
  memory?: number;
  /** Per device and hour. */
  gpu?: number;
  /** Of nodes at list price, per hour. */
  listHourly?: number;
  /** Of what is no node, per byte-hour, hour or byte. */
  price?: number;
  /** Such as `csv`; see `PriceOrigin`. */
  source: string;
  /** Of that source. */
  version: string;
}

/** Costs of one workload, or of what is nobody's, at one price in one hour or day. @public */
export interface FocusCharge {
  /** What was charged, and to whom. */
  record: CostRecord;
  /** Its hour or day. */
  period: TimeSpan;
  /** Of the node or unit. */
  price: FocusPrice;
}

/** What all rows of an export have in common. @public */
export interface FocusOptions {
  /** Decides which columns there are. */
  version: FocusVersion;
  /** ISO 4217. */
  currency: string;
  /** IANA name, of the days that charges are for. */
  timeZone: string;
  /** Named as the method of allocation. */
  policy: AllocationPolicy;
  /** Who runs a cluster's nodes, such as `Amazon Web Services`. */
  providerOf(cluster: string): string;
  /** Whether the charges are all there are of each node, so that parts of it can be told. */
  complete: boolean;
}

/** What a charge is for, in the words of FOCUS; one for each resource that costs something. @public */
export interface FocusPart {
  /** Such as `cpu`; part of the id of the allocated resource. */
  resource: string;
  /** Nano-units, as modelled. */
  modelled: number;
  /** Nano-units, with what the bill adds. */
  effective: number;
  /** In `unit`. */
  quantity: number;
  /** Such as `vCPU-Hours`. */
  unit: string;
  /** Units of the currency per `unit`. */
  unitPrice: number;
  /** The same by the provider's list; equal where no list price is known. */
  listUnitPrice: number;
  /** Column `ServiceCategory`. */
  serviceCategory: string;
  /** Column `ServiceSubcategory`. */
  serviceSubcategory: string;
  /** Column `ServiceName`. */
  serviceName: string;
}

/** A row by the names of columns. */
export type FocusRow = Record<string, string | number | null>;
