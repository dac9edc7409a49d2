export { ClusterView, type ClusterViewProps } from './ClusterView';
export { FleetView } from './FleetView';
export { SyncView, type SyncViewProps } from './SyncView';
