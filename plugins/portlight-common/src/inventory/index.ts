export * from './kubernetes';
export * from './KindDefinition';
export * from './InventoryRow';
export * from './kinds';
export * from './quantity';
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
