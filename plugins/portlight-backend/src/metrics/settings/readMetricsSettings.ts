import { type Config, readDurationFromConfig } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { durationToMilliseconds } from '@backstage/types';
import {
  type GoldenSignalOptions,
  readGoldenSignalOptions,
} from '@portlight/plugin-portlight-common';
import {
  DEFAULT_METRICS_SETTINGS,
  type MetricsSettings,
} from './MetricsSettings';

/** The names under `portlight.metrics` that are about scraping, as `readPortlightConfig` checks them. */
export const SCRAPE_SHAPE = {
  scrapeInterval: true,
  scrapeTimeout: true,
  idleAfter: true,
  goldenSignals: true,
  limits: {
    bodyBytes: true,
    samples: true,
    labels: true,
    labelNameLength: true,
    labelValueLength: true,
    metricNameLength: true,
    lineLength: true,
    series: true,
    snapshotBytes: true,
  },
} as const;

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const KIBIBYTE = 1024;
const GIBIBYTE = 1024 * 1024 * KIBIBYTE;

/** Two scrapes that are further apart than five minutes make no rate. */
const LONGEST_INTERVAL = 4 * MINUTE;

function place(key: string): string {
  return `\`portlight.metrics.${key}\` in the configuration`;
}

function readDuration(
  config: Config,
  key: string,
  [least, most]: readonly [milliseconds: number, milliseconds: number],
): number | undefined {
  if (!config.has(key)) return undefined;
  let milliseconds: number;
  try {
    milliseconds = durationToMilliseconds(
      readDurationFromConfig(config, { key }),
    );
  } catch (error) {
    throw new InputError(
      `${place(
        key,
      )} has to be a duration, such as \`15s\` or \`{ minutes: 1 }\``,
      error as Error,
    );
  }
  if (!(milliseconds >= least && milliseconds <= most)) {
    throw new InputError(
      `${place(key)} has to be from ${least / SECOND} to ${
        most / SECOND
      } seconds, not ${milliseconds / SECOND}`,
    );
  }
  return milliseconds;
}

function readCount(
  config: Config | undefined,
  key: string,
  fallback: number,
  [least, most]: readonly [number, number] = [1, 100_000_000],
): number {
  const value = config?.getOptionalNumber(key);
  if (value === undefined) return fallback;
  if (!(Number.isInteger(value) && value >= least && value <= most)) {
    throw new InputError(
      `${place(
        `limits.${key}`,
      )} has to be a whole number from ${least} to ${most}, not ${value}`,
    );
  }
  return value;
}

function readGoldenSignals(config: Config): GoldenSignalOptions {
  const value = config.getOptional('goldenSignals');
  if (value === undefined) return {};
  try {
    return readGoldenSignalOptions(value);
  } catch (error) {
    throw new InputError(`In the configuration, ${(error as Error).message}`);
  }
}

/**
 * Reads how peers are scraped from `portlight.metrics`.
 *
 * @throws InputError with the path of the setting at fault
 */
export function readMetricsSettings(root: Config | undefined): MetricsSettings {
  const defaults = DEFAULT_METRICS_SETTINGS;
  const config = root?.getOptionalConfig('metrics');
  if (!config) return defaults;
  const scrapeInterval =
    readDuration(config, 'scrapeInterval', [SECOND, LONGEST_INTERVAL]) ??
    defaults.scrapeInterval;
  const timeout = readDuration(config, 'scrapeTimeout', [
    100,
    LONGEST_INTERVAL,
  ]);
  if (timeout !== undefined && timeout > scrapeInterval) {
    throw new InputError(
      `${place('scrapeTimeout')} is ${
        timeout / SECOND
      } s and has to be at most \`scrapeInterval\`, ${
        scrapeInterval / SECOND
      } s`,
    );
  }
  const limits = config.getOptionalConfig('limits');
  const bytes = [KIBIBYTE, GIBIBYTE] as const;
  const { exposition } = defaults.limits;
  return {
    scrapeInterval,
    scrapeTimeout: timeout ?? Math.min(defaults.scrapeTimeout, scrapeInterval),
    idleAfter:
      readDuration(config, 'idleAfter', [30 * SECOND, 24 * HOUR]) ??
      defaults.idleAfter,
    limits: {
      exposition: {
        bodySize: readCount(limits, 'bodyBytes', exposition.bodySize, bytes),
        samples: readCount(limits, 'samples', exposition.samples),
        labels: readCount(limits, 'labels', exposition.labels),
        labelNameLength: readCount(
          limits,
          'labelNameLength',
          exposition.labelNameLength,
        ),
        labelValueLength: readCount(
          limits,
          'labelValueLength',
          exposition.labelValueLength,
        ),
        metricNameLength: readCount(
          limits,
          'metricNameLength',
          exposition.metricNameLength,
        ),
        lineLength: readCount(limits, 'lineLength', exposition.lineLength),
      },
      series: readCount(limits, 'series', defaults.limits.series),
      snapshotBytes: readCount(
        limits,
        'snapshotBytes',
        defaults.limits.snapshotBytes,
        bytes,
      ),
    },
    goldenSignals: readGoldenSignals(config),
  };
}
