export * from './readRetentionSettings';
export * from './Retention';
export * from './retentionSettings';
export type { RetentionTask } from './rules';
export * from './sqliteSpace';
