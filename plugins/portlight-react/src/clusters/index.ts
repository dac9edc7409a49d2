export * from './ClusterView';
export * from './FleetView';
export * from './SyncView';
