import type { ExpositionLimits } from './types';

/**
 * What a scrape may have where nothing else is said. Prometheus has no bounds unless some are configured;
 * these are above what honest exporters send and keep a hostile one from filling the memory.
 *
 * @public
 */
export const DEFAULT_EXPOSITION_LIMITS: Readonly<Required<ExpositionLimits>> =
  Object.freeze({
    bodySize: 64 * 1024 * 1024,
    samples: 500_000,
    labels: 128,
    labelNameLength: 1024,
    labelValueLength: 64 * 1024,
    metricNameLength: 1024,
    lineLength: 1024 * 1024,
  });

/** All limits, with the defaults where none is given. */
export function completeLimits(
  limits: ExpositionLimits = {},
): Required<ExpositionLimits> {
  const complete = { ...DEFAULT_EXPOSITION_LIMITS };
  for (const name of Object.keys(complete) as (keyof ExpositionLimits)[]) {
    const limit = limits[name];
    if (limit !== undefined) {
      if (!(limit >= 0)) {
        throw new RangeError(
          `The limit ${name} must be a number from 0 on, not ${limit}`,
        );
      }
      complete[name] = limit;
    }
  }
  return complete;
}
