export * from './types';
export { createAttributor } from './createAttributor';
export { claimWorkload } from './claimWorkload';
