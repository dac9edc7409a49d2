export { BackstageHost } from './BackstageHost';
export { portlightApiRef } from './portlightApiRef';
