import { type Config, readDurationFromConfig } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { durationToMilliseconds } from '@backstage/types';
import {
  type CurrencyOptions,
  DEFAULT_CURRENCY,
  DEFAULT_RATES,
  type DefaultRates,
  exchangeRate,
  HOURS_PER_MONTH,
  type NodePriceRule,
  PRICE_FIELDS,
  type PriceRule,
  ruleProblem,
  type UnitPriceRule,
} from '@portlight/plugin-portlight-common';
import { readCostSettings } from '../settings';
import type { PriceFileSettings, PriceSettings } from './PriceSettings';

const MINUTE = 60_000;

const SECTION = 'portlight.cost.prices';

const SETTINGS = [
  'custom',
  'csv',
  'seed',
  'defaults',
  'storage',
  'loadBalancer',
  'network',
  'managementFee',
];

const NODE_TEXTS = [
  'cluster',
  'providerId',
  'instanceType',
  'region',
  'zone',
  'os',
] as const;
const NODE_AMOUNTS = [
  'hourly',
  'listHourly',
  'cpu',
  'memory',
  'gpu',
  'attachedGpu',
] as const;
const COMMON = ['per', 'currency'];

function refuse(place: string, message: string): never {
  throw new InputError(`\`${place}\` in the configuration ${message}`);
}

function refuseUnknown(
  config: Config,
  place: string,
  known: readonly string[],
): void {
  for (const name of config.keys()) {
    if (!known.includes(name)) {
      refuse(
        `${place}.${name}`,
        `is not a setting of Portlight; the settings here are ${known.join(
          ', ',
        )}`,
      );
    }
  }
}

/** Hours that an amount is for. */
function hoursOf(config: Config, place: string): number {
  const per = config.getOptionalString('per') ?? 'hour';
  if (per === 'hour') return 1;
  if (per === 'month') return HOURS_PER_MONTH;
  return refuse(
    `${place}.per`,
    `is ${JSON.stringify(per)}, but has to be hour or month`,
  );
}

function currencyOf(
  config: Config,
  place: string,
  options: CurrencyOptions,
): string {
  const currency = config.getOptionalString('currency') ?? options.currency;
  try {
    exchangeRate(currency, options);
  } catch (error) {
    refuse(`${place}.currency`, `cannot be used. ${(error as Error).message}`);
  }
  return currency.toUpperCase();
}

function checked<Rule extends PriceRule>(rule: Rule, place: string): Rule {
  const problem = ruleProblem(rule);
  if (problem) refuse(`${place}.${problem.field}`, problem.message);
  return rule;
}

/** Label names have dots in them, which are steps into sections for the configuration: it is read as a whole. */
function readLabels(
  config: Config,
  place: string,
): Record<string, string> | undefined {
  const labels = config.getOptional('nodeSelector');
  if (labels === undefined) return undefined;
  if (
    typeof labels !== 'object' ||
    labels === null ||
    Array.isArray(labels) ||
    Object.values(labels).some(value => typeof value !== 'string')
  ) {
    return refuse(
      `${place}.nodeSelector`,
      'has to be labels with their values, which are texts',
    );
  }
  return { ...labels } as Record<string, string>;
}

function readNodeRule(config: Config, place: string): NodePriceRule {
  const known = [
    ...NODE_TEXTS,
    ...NODE_AMOUNTS,
    'nodeSelector',
    'capacityType',
    'discount',
    ...COMMON,
  ];
  refuseUnknown(config, place, known);
  const hours = hoursOf(config, place);
  const rule: NodePriceRule = { kind: 'node' };
  for (const name of NODE_TEXTS) {
    const value = config.getOptionalString(name);
    if (value !== undefined) rule[name] = value;
  }
  for (const name of NODE_AMOUNTS) {
    const value = config.getOptionalNumber(name);
    if (value !== undefined) rule[name] = value / hours;
  }
  const capacityType = config.getOptionalString('capacityType');
  if (capacityType === 'spot' || capacityType === 'on-demand') {
    rule.capacityType = capacityType;
  } else if (capacityType !== undefined) {
    refuse(`${place}.capacityType`, 'has to be spot or on-demand');
  }
  const labels = readLabels(config, place);
  if (labels) rule.nodeSelector = labels;
  const discount = config.getOptionalNumber('discount');
  if (discount !== undefined) rule.discount = discount;
  return checked(rule, place);
}

/** A price that is one number, or a list for clusters and names. */
function readUnits(
  config: Config,
  setting: string,
  kind: UnitPriceRule['kind'],
  options: CurrencyOptions,
): { rule: PriceRule; currency: string }[] {
  const place = `${SECTION}.${setting}`;
  const value = config.getOptional(setting);
  if (value === undefined) return [];
  if (typeof value === 'number') {
    return [
      {
        rule: checked({ kind, price: value }, place),
        currency: options.currency,
      },
    ];
  }
  if (!Array.isArray(value)) {
    return refuse(
      place,
      'has to be a number (per hour, storage per GiB and hour), or a list of prices',
    );
  }
  return config.getConfigArray(setting).map((entry, index) => {
    const at = `${place}[${index}]`;
    refuseUnknown(entry, at, ['cluster', 'name', 'region', 'price', ...COMMON]);
    const rule: UnitPriceRule = {
      kind,
      price: entry.getNumber('price') / hoursOf(entry, at),
    };
    for (const name of ['cluster', 'name', 'region'] as const) {
      const text = entry.getOptionalString(name);
      if (text !== undefined) rule[name] = text;
    }
    return {
      rule: checked(rule, at),
      currency: currencyOf(entry, at, options),
    };
  });
}

function readNetwork(config: Config, options: CurrencyOptions) {
  const section = config.getOptionalConfig('network');
  if (!section) return [];
  const place = `${SECTION}.network`;
  const names = ['zone', 'region', 'internet'] as const;
  refuseUnknown(section, place, [...names, 'currency']);
  const currency = currencyOf(section, place, options);
  return names.flatMap(name => {
    const price = section.getOptionalNumber(name);
    return price === undefined
      ? []
      : [
          {
            rule: checked(
              { kind: 'network' as const, name, price },
              `${place}.${name}`,
            ),
            currency,
          },
        ];
  });
}

function readCsvFile(config: Config): PriceFileSettings | undefined {
  const section = config.getOptionalConfig('csv');
  if (!section) return undefined;
  const place = `${SECTION}.csv`;
  refuseUnknown(section, place, ['path', 'currency', 'columns', 'interval']);
  const columns = section.getOptionalConfig('columns');
  if (columns) refuseUnknown(columns, `${place}.columns`, PRICE_FIELDS);
  let interval = 5 * MINUTE;
  if (section.has('interval')) {
    try {
      interval = durationToMilliseconds(
        readDurationFromConfig(section, { key: 'interval' }),
      );
    } catch {
      interval = NaN;
    }
    if (!(interval >= MINUTE && interval <= 24 * 60 * MINUTE)) {
      refuse(
        `${place}.interval`,
        'has to be a duration from 1 minute to 1 day',
      );
    }
  }
  return {
    path: section.getString('path'),
    currency: section.getOptionalString('currency'),
    columns: Object.fromEntries(
      (columns?.keys() ?? []).map(name => [name, columns!.getString(name)]),
    ),
    interval,
  };
}

function readDefaults(
  config: Config,
  options: CurrencyOptions,
): PriceSettings['defaults'] {
  const section = config.getOptionalConfig('defaults');
  const place = `${SECTION}.defaults`;
  if (!section) return undefined;
  refuseUnknown(section, place, ['cpu', 'memory', 'gpu', 'spot', ...COMMON]);
  const hours = hoursOf(section, place);
  const currency = currencyOf(section, place, options);
  const rates = (from: Config | undefined, at: string, least: boolean) => {
    if (from && !least) refuseUnknown(from, at, ['cpu', 'memory', 'gpu']);
    const rule: NodePriceRule = { kind: 'node' };
    for (const name of ['cpu', 'memory', 'gpu'] as const) {
      const value = from?.getOptionalNumber(name);
      if (value !== undefined) rule[name] = value / hours;
    }
    return from && Object.keys(rule).length > 1 ? checked(rule, at) : rule;
  };
  const onDemand = rates(section, place, true);
  const spot = rates(section.getOptionalConfig('spot'), `${place}.spot`, false);
  const same = currency === DEFAULT_CURRENCY;
  const complete = (rule: NodePriceRule, fallback: DefaultRates['spot']) => {
    for (const name of ['cpu', 'memory', 'gpu'] as const) {
      if (rule[name] === undefined && !same) {
        refuse(
          place,
          `has to have cpu, memory and gpu, and these in spot too, because the built-in ones are in ${DEFAULT_CURRENCY} and yours in ${currency}`,
        );
      }
    }
    const { cpu, memory, gpu } = { ...fallback, ...rule };
    return { cpu, memory, gpu };
  };
  return {
    currency,
    rates: {
      onDemand: complete(onDemand, DEFAULT_RATES.onDemand),
      spot: complete(spot, DEFAULT_RATES.spot),
    },
  };
}

function readExchangeRates(config: Config | undefined) {
  const section = config?.getOptionalConfig('exchangeRates');
  return Object.fromEntries(
    (section?.keys() ?? []).map(name => {
      const place = `portlight.cost.exchangeRates.${name}`;
      const rate = section!.getOptionalNumber(name) ?? NaN;
      if (!/^[A-Z]{3}$/.test(name)) {
        refuse(place, 'has to be three capital letters, such as EUR');
      }
      if (!(rate > 0 && rate < 1e9)) {
        refuse(place, 'has to be what one of it is in the currency of costs');
      }
      return [name, rate];
    }),
  );
}

/**
 * Reads `portlight.cost.prices`, `currency` and `exchangeRates`.
 *
 * @param root - of `portlight`
 * @throws InputError with the path of the setting at fault
 */
export function readPriceSettings(root: Config | undefined): PriceSettings {
  const cost = root?.getOptionalConfig('cost');
  const currency: CurrencyOptions = {
    currency: readCostSettings(root).currency,
    exchangeRates: readExchangeRates(cost),
  };
  const config = cost?.getOptionalConfig('prices');
  if (!config) return { currency, custom: [], seed: true };
  refuseUnknown(config, SECTION, SETTINGS);
  const custom = (config.getOptionalConfigArray('custom') ?? []).map(
    (entry, index) => {
      const place = `${SECTION}.custom[${index}]`;
      return {
        rule: readNodeRule(entry, place),
        currency: currencyOf(entry, place, currency),
      };
    },
  );
  return {
    currency,
    custom: [
      ...custom,
      ...readUnits(config, 'storage', 'storage', currency),
      ...readUnits(config, 'loadBalancer', 'load-balancer', currency),
      ...readNetwork(config, currency),
      ...readUnits(config, 'managementFee', 'management-fee', currency),
    ],
    csv: readCsvFile(config),
    seed: config.getOptionalBoolean('seed') ?? true,
    defaults: readDefaults(config, currency),
  };
}
