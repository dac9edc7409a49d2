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
export {
  databaseNow,
  type Lease,
  LeaseLapsedError,
  LeaseLostError,
} from './leases';
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
export { chunks, type TableShape, upsertRows } from './store/bulk';
export { text } from './store/values';
export { preparedStatement } from './store/preparedStatement';
export { testConnection } from './testConnection';
export { traced } from './traces';
export type { Observation } from './WatchHealth';
export { WriteTurns } from './WriteTurns';
export { isHtml, isJson, readBody } from './reflector/bodies';
export {
  classifyError,
  classifyStatus,
  notKubernetes,
  quote,
} from './reflector/classify';
export { SyncError, type SyncFailure } from './reflector/failure';
