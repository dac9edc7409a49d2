export {
  createCostReadHandlers,
  type CostReadHandlers,
  type CostReadOptions,
} from './createCostReadHandlers';
export { readSharingSettings } from './readSharingSettings';
