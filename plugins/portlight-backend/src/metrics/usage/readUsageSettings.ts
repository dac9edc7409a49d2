import { type Config, readDurationFromConfig } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { durationToMilliseconds } from '@backstage/types';
import { DEFAULT_USAGE_SETTINGS, type UsageSettings } from './usageSettings';

/** The names under `portlight.metrics.usage`, as `readPortlightConfig` checks them. */
export const USAGE_SHAPE = {
  enabled: true,
  podsPerCluster: true,
  kubelet: { enabled: true, interval: true, concurrency: true },
} as const;

const SECOND = 1000;

function place(key: string): string {
  return `\`portlight.metrics.usage.${key}\` in the configuration`;
}

function readInterval(config: Config | undefined): number {
  const key = 'kubelet.interval';
  if (!config?.has(key)) return DEFAULT_USAGE_SETTINGS.kubelet.interval;
  let interval = NaN;
  try {
    interval = durationToMilliseconds(readDurationFromConfig(config, { key }));
  } catch {
    // Said below.
  }
  if (!(interval >= 15 * SECOND && interval <= 600 * SECOND)) {
    throw new InputError(
      `${place(key)} has to be a duration from 15 s to 10 minutes`,
    );
  }
  return interval;
}

function readCount(
  config: Config | undefined,
  key: string,
  fallback: number,
  [least, most]: readonly [number, number],
): number {
  const value = config?.getOptionalNumber(key) ?? fallback;
  if (!(Number.isInteger(value) && value >= least && value <= most)) {
    throw new InputError(
      `${place(
        key,
      )} has to be a whole number from ${least} to ${most}, not ${value}`,
    );
  }
  return value;
}

/**
 * Reads `portlight.metrics.usage`.
 *
 * @param root - of `portlight`
 * @throws InputError with the path of the setting at fault
 */
export function readUsageSettings(root: Config | undefined): UsageSettings {
  const defaults = DEFAULT_USAGE_SETTINGS;
  const config = root?.getOptionalConfig('metrics.usage');
  return {
    ...defaults,
    enabled: config?.getOptionalBoolean('enabled') ?? defaults.enabled,
    podsPerCluster: readCount(
      config,
      'podsPerCluster',
      defaults.podsPerCluster,
      [0, 100_000],
    ),
    kubelet: {
      enabled:
        config?.getOptionalBoolean('kubelet.enabled') ??
        defaults.kubelet.enabled,
      interval: readInterval(config),
      concurrency: readCount(
        config,
        'kubelet.concurrency',
        defaults.kubelet.concurrency,
        [1, 50],
      ),
    },
  };
}
