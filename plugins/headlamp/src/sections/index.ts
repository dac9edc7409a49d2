export { DETAILS_SECTIONS } from './detailsSections';
export type { ShownResource } from './resource';
export { withSection } from './withSection';
