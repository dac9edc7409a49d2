export {
  type CostRetention,
  type CostSettings,
  DEFAULT_COST_SETTINGS,
} from './CostSettings';
export { COST_SHAPE } from './costShape';
export { readCostSettings } from './readCostSettings';
