export { DEFAULT_DIRECT_RATES, type DirectCostRates } from './cost';
export type { DirectResponse, DirectSource } from './DirectCluster';
export type { DirectListOptions } from './DirectScope';
export { DirectPortlightApi } from './DirectPortlightApi';
