export { pendingDocument } from './clusterDocument';
export { createMirror, type Mirror, type MirrorOptions } from './Mirror';
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
