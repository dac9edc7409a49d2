export type { DirectSource } from './DirectCluster';
export type { DirectListOptions } from './DirectScope';
export { DirectPortlightApi } from './DirectPortlightApi';
