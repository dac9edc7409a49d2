export {
  HOURS_PER_MONTH,
  type NodePriceRule,
  type NodeRate,
  type NodeSelector,
  type PriceRule,
  type SourcedPrice,
  type UnitPriceRule,
} from './types';
export {
  exchangeRate,
  type CurrencyOptions,
  type ExchangeRates,
} from './currency';
export { DEFAULT_CURRENCY, DEFAULT_RATES, type DefaultRates } from './defaults';
export { PriceTable, type FoundRule } from './PriceTable';
export { hourPrices, type DayFactors } from './hourPrices';
export { convertRule, priceProblem, ruleKey, ruleProblem } from './priceRule';
export type { UnitRates } from './splitNodePrice';
export { builtInPrices, sourcedPrices, type NamedPrices } from './pricesOf';
export * from './csv';
