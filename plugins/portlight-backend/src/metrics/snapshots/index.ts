export * from './SnapshotStore';
