import { hourPrices } from '../../cost/prices/hourPrices';
import { DEFAULT_RATES, DEFAULT_VERSION } from '../../cost/prices/defaults';
import { PriceTable } from '../../cost/prices/PriceTable';
import { HOURS_PER_MONTH, type SourcedPrice } from '../../cost/prices/types';
import type { HourPrices } from '../../cost/types';

/**
 * What things cost where no portal tells: all in one currency.
 *
 * @public
 */
export interface DirectCostRates {
  /** ISO 4217. */
  currency: string;
  /** Per core-hour, on demand. */
  cpu: number;
  /** Per GiB-hour of memory, on demand. */
  memory: number;
  /** Per device-hour, on demand. */
  gpu: number;
  /** Per core-hour of spot nodes. */
  spotCpu: number;
  /** Per GiB-hour of memory of spot nodes. */
  spotMemory: number;
  /** Per device-hour of spot nodes. */
  spotGpu: number;
  /** Per GiB-hour of PersistentVolumes. */
  storage: number;
  /** Per hour of a load balancer. */
  loadBalancer: number;
}

/**
 * List prices of Google Cloud in us-central1, as OpenCost has them: rates of the last resort.
 *
 * @public
 */
export const DEFAULT_DIRECT_RATES: Readonly<DirectCostRates> = {
  currency: 'USD',
  cpu: DEFAULT_RATES.onDemand.cpu,
  memory: DEFAULT_RATES.onDemand.memory,
  gpu: DEFAULT_RATES.onDemand.gpu,
  spotCpu: DEFAULT_RATES.spot.cpu,
  spotMemory: DEFAULT_RATES.spot.memory,
  spotGpu: DEFAULT_RATES.spot.gpu,
  storage: 0.04 / HOURS_PER_MONTH,
  loadBalancer: 0.025,
};

/** The prices of a cluster by rates. */
export function pricesOfRates(
  rates: DirectCostRates,
  cluster: string,
): HourPrices {
  const origin =
    rates === DEFAULT_DIRECT_RATES
      ? { source: 'default', version: DEFAULT_VERSION }
      : { source: 'custom', version: 'settings' };
  const prices: SourcedPrice[] = [
    {
      origin,
      rule: {
        kind: 'node',
        capacityType: 'on-demand',
        cpu: rates.cpu,
        memory: rates.memory,
        gpu: rates.gpu,
      },
    },
    {
      origin,
      rule: {
        kind: 'node',
        capacityType: 'spot',
        cpu: rates.spotCpu,
        memory: rates.spotMemory,
        gpu: rates.spotGpu,
      },
    },
    { origin, rule: { kind: 'storage', price: rates.storage } },
    { origin, rule: { kind: 'load-balancer', price: rates.loadBalancer } },
  ];
  return hourPrices(new PriceTable(prices), cluster);
}
