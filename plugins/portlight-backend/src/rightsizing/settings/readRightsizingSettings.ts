import { type Config, readDurationFromConfig } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { durationToMilliseconds } from '@backstage/types';
import {
  type KrrStrategy,
  parseQuantity,
  type RightsizingStrategy,
} from '@portlight/plugin-portlight-common';
import {
  DEFAULT_RIGHTSIZING_SETTINGS as DEFAULTS,
  type RightsizingSettings,
} from './RightsizingSettings';

/** The names under `portlight.rightsizing`, as `readPortlightConfig` checks them. */
export const RIGHTSIZING_SHAPE = {
  enabled: true,
  strategy: true,
  historyDays: true,
  retentionDays: true,
  interval: true,
  minimumSamples: true,
  cpuPercentile: true,
  margin: true,
  holdDays: true,
  krr: true,
  floors: { cpu: true, memory: true },
  abandoned: { days: true, cpu: true, bytesPerSecond: true },
} as const;

const STRATEGIES: readonly RightsizingStrategy[] = ['portlight', 'vpa', 'krr'];
const KRR_STRATEGIES: readonly KrrStrategy[] = ['simple', 'simple_limit'];
const MINUTE = 60_000;
const MEBIBYTE = 1024 * 1024;

function refuse(key: string, expected: string, value: unknown): never {
  throw new InputError(
    `\`portlight.rightsizing.${key}\` in the configuration has to be ${expected}, not ${JSON.stringify(
      value,
    )}`,
  );
}

function readNumber(
  config: Config,
  key: string,
  fallback: number,
  options: { from: number; to: number; whole?: boolean },
): number {
  if (!config.has(key)) return fallback;
  const { from, to, whole } = options;
  const value = config.getOptional(key);
  const number = typeof value === 'string' ? Number(value) : value;
  if (
    typeof number !== 'number' ||
    !(number >= from && number <= to) ||
    (whole && !Number.isInteger(number))
  ) {
    refuse(
      key,
      `a ${whole ? 'whole ' : ''}number from ${from} to ${to}`,
      value,
    );
  }
  return number;
}

function readQuantity(
  config: Config,
  key: string,
  fallback: number,
  { from, to, example }: { from: number; to: number; example: string },
): number {
  if (!config.has(key)) return fallback;
  const value = config.getOptional(key);
  const quantity = parseQuantity(value);
  if (quantity === undefined || !(quantity >= from && quantity <= to)) {
    refuse(key, example, value);
  }
  return quantity;
}

function readInterval(config: Config): number {
  const key = 'interval';
  if (!config.has(key)) return DEFAULTS.interval;
  let interval = NaN;
  try {
    interval = durationToMilliseconds(readDurationFromConfig(config, { key }));
  } catch {
    // Said below.
  }
  if (!(interval >= MINUTE && interval <= 24 * 60 * MINUTE)) {
    refuse(
      key,
      'a duration from 1 minute to 1 day, such as `30m`',
      config.getOptional(key),
    );
  }
  return interval;
}

/**
 * Reads `portlight.rightsizing`.
 *
 * @param root - of `portlight`
 * @throws InputError with the path of the setting at fault
 */
export function readRightsizingSettings(
  root: Config | undefined,
): RightsizingSettings {
  const config = root?.getOptionalConfig('rightsizing');
  if (!config) return DEFAULTS;
  const { portlight, abandoned } = DEFAULTS;
  const strategy = config.getOptional('strategy') ?? DEFAULTS.strategy;
  const krr = config.getOptional('krr') ?? portlight.krr;
  const days = { from: 1, to: 90, whole: true };
  const settings: RightsizingSettings = {
    enabled: config.getOptionalBoolean('enabled') ?? DEFAULTS.enabled,
    strategy:
      STRATEGIES.find(each => each === strategy) ??
      refuse('strategy', STRATEGIES.join(' or '), strategy),
    historyDays: readNumber(config, 'historyDays', DEFAULTS.historyDays, days),
    retentionDays: readNumber(config, 'retentionDays', DEFAULTS.retentionDays, {
      ...days,
      to: 400,
    }),
    interval: readInterval(config),
    portlight: {
      minimumSamples: readNumber(
        config,
        'minimumSamples',
        portlight.minimumSamples,
        { from: 1, to: 1_000_000, whole: true },
      ),
      cpuPercentile: readNumber(
        config,
        'cpuPercentile',
        portlight.cpuPercentile,
        { from: 0.5, to: 1 },
      ),
      margin: readNumber(config, 'margin', portlight.margin, {
        from: 0,
        to: 5,
      }),
      holdDays: readNumber(config, 'holdDays', portlight.holdDays, {
        from: 0,
        to: 90,
      }),
      krr:
        KRR_STRATEGIES.find(each => each === krr) ??
        refuse('krr', KRR_STRATEGIES.join(' or '), krr),
      floors: {
        cpu: readQuantity(config, 'floors.cpu', portlight.floors.cpu, {
          from: 0.001,
          to: 8,
          example: 'an amount of CPU from 1m to 8, such as 10m',
        }),
        memory: readQuantity(config, 'floors.memory', portlight.floors.memory, {
          from: MEBIBYTE,
          to: 64 * 1024 * MEBIBYTE,
          example: 'an amount of memory from 1Mi to 64Gi, such as 32Mi',
        }),
      },
    },
    abandoned: {
      days: readNumber(config, 'abandoned.days', abandoned.days, days),
      cpu: readQuantity(config, 'abandoned.cpu', abandoned.cpu, {
        from: 0.001,
        to: 1,
        example: 'an amount of CPU from 1m to 1, such as 11m',
      }),
      bytesPerSecond: readNumber(
        config,
        'abandoned.bytesPerSecond',
        abandoned.bytesPerSecond,
        { from: 0, to: 1e9 },
      ),
    },
  };
  if (settings.retentionDays < settings.historyDays) {
    refuse(
      'retentionDays',
      `at least \`historyDays\` (${settings.historyDays})`,
      settings.retentionDays,
    );
  }
  return settings;
}
