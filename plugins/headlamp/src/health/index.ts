export {
  HealthSection,
  hasHealthSection,
  type ShownResource,
} from './HealthSection';
export { HEALTH_SECTION_ID, withHealthSection } from './withHealthSection';
export { HealthTile } from './HealthTile';
