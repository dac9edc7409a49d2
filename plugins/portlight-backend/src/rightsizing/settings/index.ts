export {
  DEFAULT_RIGHTSIZING_SETTINGS,
  type RightsizingSettings,
} from './RightsizingSettings';
export {
  readRightsizingSettings,
  RIGHTSIZING_SHAPE,
} from './readRightsizingSettings';
