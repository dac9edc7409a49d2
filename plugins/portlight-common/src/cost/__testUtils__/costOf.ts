import { allocateHour } from '../allocation';
import { type ObservedObject, observeHour } from '../observe';
import type { HourPrices, ResourceSeries } from '../types';
import { BEGIN, hourPrices } from './hours';

/** What an hour of objects costs, with prices of 0.1 a core-hour and 0.01 a GiB-hour. */
export function costOf(
  objects: ObservedObject[],
  options: {
    hour?: number;
    cluster?: string;
    usage?: (namespace: string, name: string) => ResourceSeries | undefined;
    prices?: HourPrices;
  } = {},
) {
  const { hour = BEGIN, cluster = 'production', usage, prices } = options;
  const observedHour = observeHour({
    cluster,
    hour,
    objects,
    ...(usage ? { measurements: { usage } } : {}),
  });
  return {
    coverage: observedHour.coverage,
    ...allocateHour(observedHour, prices ?? hourPrices()),
  };
}
