import type { HistoryLevel } from './HistoryReader';

/** How much history is kept. */
export interface HistorySettings {
  /** Whether any is written. */
  enabled: boolean;
  /** Seconds, by level. */
  keep: Record<HistoryLevel, number>;
  /** Series with history of one target; those that were not seen for longest make room. */
  seriesPerTarget: number;
  /** The same of one cluster. */
  seriesPerCluster: number;
}

const HOUR = 60 * 60;
const DAY = 24 * HOUR;

/** What is kept unless the configuration says otherwise. */
export const DEFAULT_HISTORY_SETTINGS: HistorySettings = {
  enabled: true,
  keep: { samples: 2 * HOUR, '1m': DAY, '5m': 7 * DAY, '1h': 90 * DAY },
  seriesPerTarget: 5_000,
  seriesPerCluster: 20_000,
};
