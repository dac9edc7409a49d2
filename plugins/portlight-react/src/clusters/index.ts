export { ClusterView, type ClusterViewProps } from './ClusterView';
export { FleetView, type FleetViewProps } from './FleetView';
export { SyncView, type SyncViewProps } from './SyncView';
