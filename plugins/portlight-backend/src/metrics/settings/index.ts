import { HISTORY_SHAPE } from '../history/readHistorySettings';
import { USAGE_SHAPE } from '../usage/readUsageSettings';
import { SCRAPE_SHAPE } from './readMetricsSettings';

export * from './MetricsSettings';
export { readMetricsSettings } from './readMetricsSettings';

/** The names under `portlight.metrics`, as `readPortlightConfig` checks them. */
export const METRICS_SHAPE = {
  ...SCRAPE_SHAPE,
  history: HISTORY_SHAPE,
  usage: USAGE_SHAPE,
  sources: true,
} as const;
