export { DEFAULT_DIRECT_RATES, type DirectCostRates } from './costRates';
export { DirectCost } from './DirectCost';
