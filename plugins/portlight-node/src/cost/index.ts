export type { CostHourSource } from './CostHourSource';
export type { PriceList, PricingProvider } from './PricingProvider';
