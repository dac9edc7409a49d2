import type { Histogram } from '../histogram';
import type { ContainerTarget, SizedContainer } from '../types';
import type { UsageWindow } from '../usage';

/** Prices of what a node has. @public */
export interface UnitPrices {
  /** Currency units per core-hour. */
  cpu: number;
  /** Currency units per byte-hour. */
  memory: number;
}

/** What is charged for a container on average: the larger of request and usage at any moment. */
function demand(histogram: Histogram, request = 0): number {
  return histogram.mean(used => Math.max(request, used)) ?? request;
}

/**
 * What another request saves in a month: (what is charged now - what would be charged) x price x hours of all pods.
 * Negative where it should request more. Of a resource that nothing is recommended of, nothing.
 *
 * @param podHours - hours of all pods together in a month
 * @returns currency units
 * @public
 */
export function containerSaving(options: {
  window: UsageWindow;
  container: SizedContainer;
  target: ContainerTarget;
  prices: UnitPrices;
  podHours: number;
}): number {
  const { window, container, target, prices, podHours } = options;
  return (['cpu', 'memory'] as const).reduce((sum, resource) => {
    const { request } = target[resource];
    if (request === undefined) return sum;
    const histogram = window[resource];
    const now = demand(histogram, container.requests[resource]);
    const then = demand(histogram, request);
    return sum + (now - then) * prices[resource] * podHours;
  }, 0);
}
