import { HOURS_PER_MONTH, type PriceRule } from './types';
import type { UnitRates } from './splitNodePrice';

/** Rates of the last resort, per core-hour, GiB-hour and device-hour. @public */
export interface DefaultRates {
  /** Also of nodes that do not tell how they were bought. */
  onDemand: UnitRates;
  /** Of nodes whose labels say so. */
  spot: UnitRates;
}

/** The currency of {@link DEFAULT_RATES} and of the unit prices that come with them. @public */
export const DEFAULT_CURRENCY = 'USD';

/** Names the origin of the defaults. @public */
export const DEFAULT_VERSION = 'opencost-2024-10';

/**
 * List prices of Google Cloud in us-central1, as OpenCost's `configs/default.json` has them (October 2024); GPUs on spot
 * as in OpenCost's built-in fallback.
 *
 * @public
 */
export const DEFAULT_RATES: DefaultRates = {
  onDemand: { cpu: 0.031611, memory: 0.004237, gpu: 0.95 },
  spot: { cpu: 0.006655, memory: 0.000892, gpu: 0.308 },
};

/** Of the same file: per GiB-hour of storage, hour of a load balancer, GiB of network. */
export const DEFAULT_UNIT_PRICES: readonly PriceRule[] = [
  { kind: 'storage', price: 0.04 / HOURS_PER_MONTH },
  { kind: 'load-balancer', price: 0.025 },
  { kind: 'network', name: 'zone', price: 0.01 },
  { kind: 'network', name: 'region', price: 0.01 },
  { kind: 'network', name: 'internet', price: 0.12 },
];

/** The rates of the last resort as rules. */
export function defaultRules(
  rates: DefaultRates = DEFAULT_RATES,
  units: readonly PriceRule[] = DEFAULT_UNIT_PRICES,
): PriceRule[] {
  return [
    { kind: 'node', capacityType: 'on-demand', ...rates.onDemand },
    { kind: 'node', capacityType: 'spot', ...rates.spot },
    ...units,
  ];
}
