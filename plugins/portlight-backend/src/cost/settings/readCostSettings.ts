import { type Config, readDurationFromConfig } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { durationToMilliseconds } from '@backstage/types';
import {
  type AllocationPolicy,
  isTimeZone,
} from '@portlight/plugin-portlight-common';
import {
  type CostRetention,
  type CostSettings,
  DEFAULT_COST_SETTINGS,
} from './CostSettings';

const HOUR = 60 * 60;
const DAY = 24 * HOUR;

interface Bound {
  least: number;
  most: number;
  /** How both are said. */
  range: string;
}

const BOUNDS: { [Key in keyof CostRetention]: Bound } = {
  // A month of days has to be made of hours that are still there.
  hours: { least: 2 * DAY, most: 400 * DAY, range: 'from 2 days to 400 days' },
  days: {
    least: 62 * DAY,
    most: 3_660 * DAY,
    range: 'from 62 days to 3660 days',
  },
  details: { least: HOUR, most: 92 * DAY, range: 'from 1 hour to 92 days' },
  endedObjects: {
    least: 6 * HOUR,
    most: 31 * DAY,
    range: 'from 6 hours to 31 days',
  },
};

const POLICIES: readonly AllocationPolicy[] = [
  'proportional',
  'reserved-first',
];

function refuse(setting: string, value: unknown, expected: string): never {
  throw new InputError(
    `\`portlight.cost.${setting}\` in the configuration is ${JSON.stringify(
      value,
    )}, but has to be ${expected}`,
  );
}

/** An ISO 4217 code that this runtime knows. */
function readCurrency(config: Config): string {
  const currency = config.getOptionalString('currency');
  if (currency === undefined) return DEFAULT_COST_SETTINGS.currency;
  if (!/^[A-Z]{3}$/.test(currency)) {
    refuse('currency', currency, 'three capital letters, such as USD or EUR');
  }
  return currency;
}

function readTimeZone(config: Config): string {
  const timeZone = config.getOptionalString('timeZone');
  if (timeZone === undefined) return DEFAULT_COST_SETTINGS.timeZone;
  if (!isTimeZone(timeZone)) {
    refuse(
      'timeZone',
      timeZone,
      'a name of the time zone database, such as Europe/Berlin or UTC',
    );
  }
  return timeZone;
}

function readPolicy(config: Config): AllocationPolicy {
  const name = config.getOptionalString('policy');
  if (name === undefined) return DEFAULT_COST_SETTINGS.policy;
  return (
    POLICIES.find(policy => policy === name) ??
    refuse('policy', name, POLICIES.join(' or '))
  );
}

function readRetention(config: Config): CostRetention {
  const retention = { ...DEFAULT_COST_SETTINGS.retention };
  const section = config.getOptionalConfig('retention');
  if (!section) return retention;
  for (const key of Object.keys(BOUNDS) as (keyof CostRetention)[]) {
    const { least, most, range } = BOUNDS[key];
    if (!section.has(key)) continue;
    const place = `\`portlight.cost.retention.${key}\` in the configuration`;
    let seconds: number;
    try {
      seconds =
        durationToMilliseconds(readDurationFromConfig(section, { key })) / 1000;
    } catch (error) {
      throw new InputError(
        `${place} has to be a duration, such as \`35 days\` or \`{ days: 35 }\``,
        error as Error,
      );
    }
    if (!(seconds >= least && seconds <= most)) {
      throw new InputError(`${place} has to be ${range}`);
    }
    retention[key] = Math.floor(seconds);
  }
  if (retention.days < retention.hours) {
    throw new InputError(
      '`portlight.cost.retention.days` in the configuration has to be at least as long as `hours`, which days are made of',
    );
  }
  return retention;
}

/**
 * Reads what `portlight.cost` says about the hourly job.
 *
 * @throws InputError with the path of the setting at fault
 */
export function readCostSettings(root: Config | undefined): CostSettings {
  const config = root?.getOptionalConfig('cost');
  // A copy: some of it may change while the portal runs.
  if (!config) return { ...DEFAULT_COST_SETTINGS };
  return {
    enabled:
      config.getOptionalBoolean('enabled') ?? DEFAULT_COST_SETTINGS.enabled,
    currency: readCurrency(config),
    timeZone: readTimeZone(config),
    policy: readPolicy(config),
    retention: readRetention(config),
    backfill:
      config.getOptionalBoolean('backfill') ?? DEFAULT_COST_SETTINGS.backfill,
  };
}
