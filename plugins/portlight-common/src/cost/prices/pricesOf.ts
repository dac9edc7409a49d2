import {
  type CurrencyOptions,
  exchangeRate,
  UnknownCurrencyError,
} from './currency';
import {
  DEFAULT_CURRENCY,
  DEFAULT_VERSION,
  type DefaultRates,
  defaultRules,
} from './defaults';
import { convertRule } from './priceRule';
import { seedTables } from './seedRules';
import type { PriceRule, SourcedPrice } from './types';

/** Prices with a name that tell where all of them come from. @public */
export interface NamedPrices {
  /** `custom`, `csv`, `seed`, `default` or the name of a provider. */
  source: string;
  /** Of the source, such as the date of a price list. */
  version: string;
  /** ISO 8601. */
  at?: string;
  /** ISO 4217. */
  currency: string;
  /** Read once. */
  rules: Iterable<PriceRule>;
}

/** What comes with Portlight: list prices, and rates of the last resort. @public */
export function builtInPrices(options: {
  seed?: boolean;
  defaults?: { rates: DefaultRates; currency: string };
}): NamedPrices[] {
  const { seed = true, defaults } = options;
  const seeds = seed
    ? seedTables().map(({ provider, version, date, currency, rules }) => ({
        source: 'seed',
        version: `${provider} ${version}`,
        at: date,
        currency,
        rules,
      }))
    : [];
  const own = defaultRules().filter(({ kind }) => kind !== 'node');
  return [
    ...seeds,
    {
      source: 'default',
      version: defaults ? 'configuration' : DEFAULT_VERSION,
      currency: defaults?.currency ?? DEFAULT_CURRENCY,
      rules: defaultRules(defaults?.rates, []),
    },
    {
      source: 'default',
      version: DEFAULT_VERSION,
      currency: DEFAULT_CURRENCY,
      rules: own,
    },
  ];
}

/**
 * Prices in the currency of costs; those in a currency that nothing converts are left out.
 *
 * @returns why prices were left out, besides
 *
 * @public
 */
export function sourcedPrices(
  lists: Iterable<NamedPrices>,
  currency: CurrencyOptions,
): { prices: SourcedPrice[]; problems: string[] } {
  const prices: SourcedPrice[] = [];
  const problems = new Set<string>();
  for (const { source, version, at, currency: from, rules } of lists) {
    let rate: number;
    try {
      rate = exchangeRate(from, currency);
    } catch (error) {
      if (!(error instanceof UnknownCurrencyError)) throw error;
      problems.add(`Prices of ${source} ${version}: ${error.message}`);
      continue;
    }
    const origin = { source, version, ...(at === undefined ? {} : { at }) };
    for (const rule of rules) {
      prices.push({ rule: convertRule(rule, rate), origin });
    }
  }
  return { prices, problems: [...problems] };
}
