export {
  createRightsizing,
  type RightsizingOptions,
  type RightsizingService,
} from './createRightsizing';
export { rightsizingRetention } from './retention';
export {
  DEFAULT_RIGHTSIZING_SETTINGS,
  readRightsizingSettings,
  RIGHTSIZING_SHAPE,
  type RightsizingSettings,
} from './settings';
