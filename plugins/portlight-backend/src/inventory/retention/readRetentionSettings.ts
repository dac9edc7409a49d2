import { type Config, readDurationFromConfig } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { durationToMilliseconds } from '@backstage/types';
import type { RetentionOverrides } from './retentionSettings';

/** The names under `portlight.retention`, as `readPortlightConfig` checks them. */
export const RETENTION_SHAPE = {
  history: true,
  events: { age: true, perCluster: true },
  objectsPerKind: true,
} as const;

/** Less would remove what pages show of the present. */
const SHORTEST = 60 * 60 * 1000;

/**
 * Reads `portlight.retention`.
 *
 * @throws InputError with the path of the setting at fault
 */
export function readRetentionSettings(
  config: Config | undefined,
): RetentionOverrides {
  const retention = config?.getOptionalConfig('retention');
  if (!retention) return {};
  const history = duration(retention, 'history');
  const events = duration(retention, 'events.age');
  const perCluster = count(retention, 'events.perCluster');
  const objectsPerKind = count(retention, 'objectsPerKind');
  return {
    ...(history === undefined ? {} : { history: { age: history } }),
    events: {
      ...(events === undefined ? {} : { age: events }),
      ...(perCluster === undefined ? {} : { perCluster }),
    },
    ...(objectsPerKind === undefined ? {} : { objectsPerKind }),
  };
}

function duration(config: Config, key: string): number | undefined {
  if (!config.has(key)) return undefined;
  let milliseconds: number;
  try {
    milliseconds = durationToMilliseconds(
      readDurationFromConfig(config, { key }),
    );
  } catch (error) {
    throw new InputError(
      `\`portlight.retention.${key}\` in the configuration has to be a duration, such as \`24h\` or \`{ days: 7 }\``,
      error as Error,
    );
  }
  if (!(milliseconds >= SHORTEST)) {
    throw new InputError(
      `\`portlight.retention.${key}\` in the configuration has to be at least an hour`,
    );
  }
  return milliseconds;
}

function count(config: Config, key: string): number | undefined {
  const value = config.getOptionalNumber(key);
  if (value !== undefined && !(Number.isInteger(value) && value >= 1)) {
    throw new InputError(
      `\`portlight.retention.${key}\` in the configuration has to be a whole number from 1 on, not ${value}`,
    );
  }
  return value;
}
