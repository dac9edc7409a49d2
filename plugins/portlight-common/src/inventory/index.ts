export * from './KindDefinition';
export * from './InventoryRow';
export * from './kinds';
export {
  ClusterInventory,
  type ClusterInventoryOptions,
  type StoredObject,
} from './ClusterInventory';
export type { ClusterFigures } from './state/figures';
export {
  DEFAULT_OWNER_KEYS,
  parseImage,
  resolveOwner,
  type ImageReference,
  type OwnerOptions,
} from './derive';
export * from './describe';
export {
  matchesLabels,
  parseLabelSelector,
  type LabelRequirement,
  type LabelSelector,
} from './selectors';
export * from './query';
export * from './direct';
