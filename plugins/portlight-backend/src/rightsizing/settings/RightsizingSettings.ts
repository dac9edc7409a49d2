import {
  type AbandonedSettings,
  DEFAULT_ABANDONED_SETTINGS,
  DEFAULT_STRATEGY_SETTINGS,
  type RightsizingStrategy,
  type StrategySettings,
} from '@portlight/plugin-portlight-common';

/** What is done about requests. */
export interface RightsizingSettings {
  /** Whether usage of containers is kept and anything recommended. */
  enabled: boolean;
  /** The one that is answered where none is asked for. */
  strategy: RightsizingStrategy;
  /** Days of usage that recommendations go by. */
  historyDays: number;
  /** Days of usage that are kept. */
  retentionDays: number;
  /** Milliseconds between two looks at all of a cluster. */
  interval: number;
  /** Of the strategy `portlight`, and which one of KRR's `krr` is; else the others have their own. */
  portlight: StrategySettings;
  abandoned: AbandonedSettings;
}

/** Unless the configuration says otherwise. */
export const DEFAULT_RIGHTSIZING_SETTINGS: RightsizingSettings = {
  enabled: true,
  strategy: 'portlight',
  historyDays: 14,
  retentionDays: 30,
  interval: 30 * 60_000,
  portlight: DEFAULT_STRATEGY_SETTINGS,
  abandoned: DEFAULT_ABANDONED_SETTINGS,
};
