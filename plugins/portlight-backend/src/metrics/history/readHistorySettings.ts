import { type Config, readDurationFromConfig } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { durationToMilliseconds } from '@backstage/types';
import type { HistoryLevel } from './HistoryReader';
import {
  DEFAULT_HISTORY_SETTINGS,
  type HistorySettings,
} from './HistorySettings';

/** The names under `portlight.metrics.history`, as `readPortlightConfig` checks them. */
export const HISTORY_SHAPE = {
  enabled: true,
  samples: true,
  oneMinute: true,
  fiveMinutes: true,
  oneHour: true,
  seriesPerTarget: true,
  seriesPerCluster: true,
} as const;

const HOUR = 60 * 60;
const DAY = 24 * HOUR;

interface Bound {
  key: keyof typeof HISTORY_SHAPE;
  level: HistoryLevel;
  least: number;
  most: number;
  /** How both are said. */
  range: string;
}

/** Finest first. Each level is made of the one before, so that less than this could not be made of anything. */
const BOUNDS: readonly Bound[] = [
  {
    key: 'samples',
    level: 'samples',
    least: HOUR,
    most: DAY,
    range: 'from 1 hour to 1 day',
  },
  {
    key: 'oneMinute',
    level: '1m',
    least: 3 * HOUR,
    most: 31 * DAY,
    range: 'from 3 hours to 31 days',
  },
  {
    key: 'fiveMinutes',
    level: '5m',
    least: DAY,
    most: 92 * DAY,
    range: 'from 1 day to 92 days',
  },
  {
    key: 'oneHour',
    level: '1h',
    least: DAY,
    most: 800 * DAY,
    range: 'from 1 day to 800 days',
  },
];

const MOST_SERIES = 1_000_000;

function place(key: string): string {
  return `\`portlight.metrics.history.${key}\` in the configuration`;
}

function readSeconds(
  config: Config,
  { key, level, least, most, range }: Bound,
): number {
  if (!config.has(key)) return DEFAULT_HISTORY_SETTINGS.keep[level];
  let seconds: number;
  try {
    seconds =
      durationToMilliseconds(readDurationFromConfig(config, { key })) / 1000;
  } catch (error) {
    throw new InputError(
      `${place(key)} has to be a duration, such as \`2h\` or \`{ days: 7 }\``,
      error as Error,
    );
  }
  if (!(seconds >= least && seconds <= most)) {
    throw new InputError(`${place(key)} has to be ${range}`);
  }
  return Math.floor(seconds);
}

function readSeries(
  config: Config,
  key: 'seriesPerTarget' | 'seriesPerCluster',
): number {
  const value = config.getOptionalNumber(key) ?? DEFAULT_HISTORY_SETTINGS[key];
  if (!(Number.isInteger(value) && value >= 1 && value <= MOST_SERIES)) {
    throw new InputError(
      `${place(
        key,
      )} has to be a whole number from 1 to ${MOST_SERIES}, not ${value}`,
    );
  }
  return value;
}

/**
 * Reads `portlight.metrics.history`.
 *
 * @throws InputError with the path of the setting at fault
 */
export function readHistorySettings(root: Config | undefined): HistorySettings {
  const config = root?.getOptionalConfig('metrics.history');
  if (!config) return DEFAULT_HISTORY_SETTINGS;
  const keep = { ...DEFAULT_HISTORY_SETTINGS.keep };
  BOUNDS.forEach((bound, index) => {
    keep[bound.level] = readSeconds(config, bound);
    const finer = BOUNDS[index - 1];
    if (finer && keep[finer.level] > keep[bound.level]) {
      throw new InputError(
        `${place(bound.key)} has to be at least as long as \`${
          finer.key
        }\`, which it is made of`,
      );
    }
  });
  return {
    enabled:
      config.getOptionalBoolean('enabled') ?? DEFAULT_HISTORY_SETTINGS.enabled,
    keep,
    seriesPerTarget: readSeries(config, 'seriesPerTarget'),
    seriesPerCluster: readSeries(config, 'seriesPerCluster'),
  };
}
