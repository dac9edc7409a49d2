export type { AttributionSource } from './AttributionSource';
export { type Attribution, createAttribution } from './createAttribution';
export { ownershipNotices } from './ownershipNotices';
export { OwnershipStore } from './OwnershipStore';
export { readAttributionOptions } from './readAttributionOptions';
export { readOwnership } from './readOwnership';
