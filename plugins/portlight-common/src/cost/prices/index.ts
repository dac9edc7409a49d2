export * from './types';
export {
  exchangeRate,
  UnknownCurrencyError,
  type CurrencyOptions,
  type ExchangeRates,
} from './currency';
export {
  DEFAULT_RATES,
  DEFAULT_CURRENCY,
  DEFAULT_VERSION,
  type DefaultRates,
} from './defaults';
export { PriceTable, isProviderId, type FoundRule } from './PriceTable';
export { priceNode } from './priceNode';
export { hourPrices, type DayFactors } from './hourPrices';
export { convertRule, priceProblem, ruleKey, ruleProblem } from './priceRule';
export {
  splitNodePrice,
  type SplitPrice,
  type UnitRates,
} from './splitNodePrice';
export { seedTables, type SeedTable } from './seedRules';
export { builtInPrices, sourcedPrices, type NamedPrices } from './pricesOf';
export * from './csv';
