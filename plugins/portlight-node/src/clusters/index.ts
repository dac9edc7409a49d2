export * from './ClusterSource';
