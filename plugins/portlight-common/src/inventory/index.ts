export * from './KindDefinition';
export * from './InventoryRow';
export { KINDS } from './kinds';
export {
  ClusterInventory,
  type ClusterInventoryOptions,
  type StoredObject,
} from './ClusterInventory';
export type { ClusterFigures, ServerState } from './state/figures';
export { type OwnerOptions, ownerRef } from './derive';
export * from './describe';
export {
  matchesLabels,
  parseLabelSelector,
  type LabelRequirement,
  type LabelSelector,
} from './selectors';
export { LIST_COLUMNS, queryClusters } from './query';
export * from './direct';
