export * from './KindDefinition';
export * from './InventoryRow';
export { KINDS } from './kinds';
export {
  ClusterInventory,
  type ClusterInventoryOptions,
  type StoredObject,
} from './ClusterInventory';
export type { ClusterFigures, ServerState } from './state/figures';
export { fingerprint } from './state/fingerprint';
export { claimsOf } from './state/Relations';
export { topController } from './state/topController';
export {
  DEFAULT_OWNER_KEYS,
  type OwnerOptions,
  ownerRef,
  podLimits,
  podRequests,
  resolveOwner,
  type Requests,
} from './derive';
export * from './describe';
export {
  matchesLabels,
  objectSelector,
  parseLabelSelector,
  type LabelRequirement,
  type LabelSelector,
} from './selectors';
export { LIST_COLUMNS, queryClusters } from './query';
export { podRestarts } from './derive/containers';
export { objectVersion } from './derive/version';
