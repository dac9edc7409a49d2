export { pendingDocument } from './clusterDocument';
export type { NodeUsageFeed } from './ClusterContact';
export {
  type ClusterAddress,
  createMirror,
  type Mirror,
  type MirrorOptions,
  type OwnedCluster,
  type OwnershipListener,
} from './Mirror';
export { type Lease, LeaseLostError } from './leases';
export { migrationsDirectory, openDatabase } from './migrations';
export { markUnread, UNREAD } from './leases/markUnread';
export { createReplicaHandlers } from './leases/replicaHandlers';
export { readOwnerOptions } from './readOwnerOptions';
export {
  readRetentionSettings,
  RETENTION_SHAPE,
  type RetentionOverrides,
  type RetentionTask,
} from './retention';
export type { SettingsOverrides } from './settings';
export { testConnection } from './testConnection';
