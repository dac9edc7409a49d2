export {
  type Cost,
  type CostOptions,
  type CostStorage,
  createCost,
  createCostStorage,
} from './createCost';
