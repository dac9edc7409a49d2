import type { CapacityType, PriceOrigin } from '../types';

/** Hours that a month has where a price or an estimate is per month. @public */
export const HOURS_PER_MONTH = 730;

/** Bytes of the GiB that cloud providers price memory and storage by. @public */
export const GIB = 2 ** 30;

/**
 * Which nodes a price is for: those that have all that is given.
 *
 * @public
 */
export interface NodeSelector {
  /** Name of the cluster; a price without it is for all. */
  cluster?: string;
  /** Labels that the node must have. */
  nodeSelector?: Readonly<Record<string, string>>;
  /** Of the cloud provider, such as the instance's id in `providerID`; that of one machine. */
  providerId?: string;
  /** Label `node.kubernetes.io/instance-type`. */
  instanceType?: string;
  /** Label `topology.kubernetes.io/region`. */
  region?: string;
  /** Label `topology.kubernetes.io/zone`. */
  zone?: string;
  /** Nodes that do not tell are `on-demand`. */
  capacityType?: Exclude<CapacityType, 'unknown'>;
  /** `kubernetes.io/os` of the node; a price without it is for any. */
  os?: string;
}

/**
 * What a node costs, as its source says it: the whole node, or parts of it.
 *
 * @public
 */
export interface NodeRate {
  /** Currency units per node-hour. */
  hourly?: number;
  /** Currency units per core-hour. */
  cpu?: number;
  /** Currency units per GiB-hour of memory. */
  memory?: number;
  /** Currency units per device-hour, of which `hourly` has as many as the node has devices. */
  gpu?: number;
  /** Currency units per device-hour that is paid on top of `hourly`. */
  attachedGpu?: number;
  /** List price, currency units per node-hour, where `hourly` is less. */
  listHourly?: number;
  /** Part of the price of the next source that is not paid, from 0 to 1. */
  discount?: number;
}

/** One price of nodes. @public */
export interface NodePriceRule extends NodeSelector, NodeRate {
  /** Tells it from the prices of what is no node. */
  kind: 'node';
}

/**
 * One price of storage (per GiB-hour), a load balancer (per hour), network (per GiB) or the management of a cluster
 * (per hour), in currency units.
 *
 * @public
 */
export interface UnitPriceRule {
  /** What it is the price of. */
  kind: 'storage' | 'load-balancer' | 'network' | 'management-fee';
  /** Name of the cluster; a price without it is for all. */
  cluster?: string;
  /** Of the class for storage; `zone`, `region` or `internet` for network. */
  name?: string;
  /** A price without it is for all regions. */
  region?: string;
  /** Currency units. */
  price: number;
}

/** One price of a source. @public */
export type PriceRule = NodePriceRule | UnitPriceRule;

/** A price with where it comes from, in the currency of costs. @public */
export interface SourcedPrice {
  /** The price itself. */
  rule: PriceRule;
  /** Its source decides over prices of other sources. */
  origin: PriceOrigin;
}

/** Sources in the order of trust; all others are providers and stand after `csv`. @public */
export const SOURCE_ORDER = ['custom', 'csv', 'seed', 'default'] as const;
