export * from './ClusterReader';
export * from './clusterHandlers';
