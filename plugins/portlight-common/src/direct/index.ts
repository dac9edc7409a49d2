export type { DirectResponse, DirectSource } from './DirectCluster';
export type { DirectListOptions } from './DirectScope';
export { DirectPortlightApi } from './DirectPortlightApi';
