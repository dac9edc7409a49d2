import type { SampledSeries } from './HistoryWriter';

/**
 * Whether a series only grows until its peer starts anew. A metric of unknown type is taken as it is: whether it counts
 * nobody said.
 */
export function isCumulative({ name, family }: SampledSeries): boolean {
  switch (family.type) {
    case 'counter':
      return true;
    case 'histogram':
      return /_(bucket|sum|count)$/.test(name);
    case 'summary':
      return /_(sum|count)$/.test(name);
    default:
      return false;
  }
}
