export { BackstageHost } from './BackstageHost';
export { EntityHost } from './EntityHost';
export { portlightApiRef } from './portlightApiRef';
