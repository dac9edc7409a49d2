import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import {
  type BudgetDefinition,
  type BudgetScope,
  ownerRef,
  readBudgetInput,
} from '@portlight/plugin-portlight-common';

const PLACE = 'portlight.cost.budgets';

/** As many as of those that are set in the portal. */
const MOST_MONTHLY = 1_000;
const FIELDS = [
  'name',
  'scope',
  'amount',
  'thresholds',
  'notifyForecast',
  'recipients',
];
const SCOPES = [
  'owner',
  'system',
  'team',
  'costCenter',
  'namespace',
  'cluster',
] as const;

/** The settings of `portlight.cost.budgets`. */
export interface BudgetSettings {
  /** Whole references of who is told besides when a budget is spent, or its forecast exceeds it. */
  escalateTo: readonly string[];
  /** Budgets of the configuration, no two of the same name. */
  monthly: readonly BudgetDefinition[];
}

function refuse(message: string): never {
  throw new InputError(message);
}

function refuseOthers(config: Config, place: string, known: string[]): void {
  const other = config.keys().find(key => !known.includes(key));
  if (other !== undefined) {
    refuse(
      `\`${place}.${other}\` in the configuration is not a setting of Portlight; the settings here are ${known
        .map(name => `${place}.${name}`)
        .join(', ')}`,
    );
  }
}

function readScope(config: Config, place: string): BudgetScope {
  refuseOthers(config, place, ['fleet', ...SCOPES]);
  const scope: BudgetScope = {};
  for (const name of SCOPES) {
    if (config.has(name)) scope[name] = config.getString(name);
  }
  if (config.has('fleet')) scope.fleet = config.getBoolean('fleet');
  return scope;
}

/** What config has as a list of numbers, which it has no method for. */
function readThresholds(config: Config, place: string): number[] | undefined {
  const value: unknown = config.getOptional('thresholds');
  if (value === undefined) return undefined;
  const isNumber = (each: unknown): each is number => typeof each === 'number';
  return Array.isArray(value) && value.every(isNumber)
    ? value
    : refuse(
        `\`${place}.thresholds\` in the configuration has to be a list of numbers, such as [0.5, 0.8, 1]`,
      );
}

function readMonthly(config: Config, place: string): BudgetDefinition {
  refuseOthers(config, place, FIELDS);
  const input = {
    name: config.getString('name'),
    scope: readScope(config.getConfig('scope'), `${place}.scope`),
    amount: config.getNumber('amount'),
    thresholds: readThresholds(config, place),
    notifyForecast: config.getOptionalBoolean('notifyForecast'),
    recipients: config.getOptionalStringArray('recipients'),
  };
  try {
    return readBudgetInput(input);
  } catch (error) {
    return refuse(
      `\`${place}\` in the configuration makes no budget: ${
        (error as Error).message
      }`,
    );
  }
}

function readAllMonthly(config: Config): BudgetDefinition[] {
  const place = `${PLACE}.monthly`;
  const sections = config.getOptionalConfigArray('monthly') ?? [];
  if (sections.length > MOST_MONTHLY) {
    refuse(
      `\`${place}\` in the configuration has ${sections.length} budgets, but may have ${MOST_MONTHLY}`,
    );
  }
  const budgets = sections.map((section, index) =>
    readMonthly(section, `${place}[${index}]`),
  );
  const names = new Set<string>();
  for (const { name } of budgets) {
    if (names.has(name)) {
      refuse(
        `\`${place}\` in the configuration has two budgets ${JSON.stringify(
          name,
        )}; give each a name of its own, by which it is known`,
      );
    }
    names.add(name);
  }
  return budgets;
}

/**
 * Reads `portlight.cost.budgets`.
 *
 * @param root - the section `portlight`
 * @throws InputError with the path of the setting at fault
 */
export function readBudgetSettings(root: Config | undefined): BudgetSettings {
  const cost = root?.getOptionalConfig('cost');
  if (!cost?.has('budgets')) return { escalateTo: [], monthly: [] };
  const value: unknown = cost.get('budgets');
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    refuse(`\`${PLACE}\` in the configuration has to be a section`);
  }
  const config = cost.getConfig('budgets');
  refuseOthers(config, PLACE, ['escalateTo', 'monthly']);
  const refs = config.getOptionalStringArray('escalateTo') ?? [];
  const escalateTo = refs.map(ref => {
    const whole = ownerRef(ref.trim());
    return /^(user|group):/.test(whole)
      ? whole
      : refuse(
          `\`${PLACE}.escalateTo\` in the configuration has ${JSON.stringify(
            ref,
          )}, but has to be references of users and groups, such as group:default/finance`,
        );
  });
  return { escalateTo, monthly: readAllMonthly(config) };
}
