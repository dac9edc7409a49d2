export type { DirectSource } from './DirectCluster';
export { DirectPortlightApi } from './DirectPortlightApi';
