export { CachedCostReader } from './CachedCostReader';
export * from './CostReader';
export * from './CostStore';
export { SqlCostReader } from './SqlCostReader';
export { SqlCostStore } from './SqlCostStore';
