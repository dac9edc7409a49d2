export { ClusterRegistry, type SourceState } from './ClusterRegistry';
export {
  createClusterSources,
  type ClusterSourcesOptions,
} from './createClusterSources';
export type { FleetChanges, FleetCluster } from './fleet';
export { KubeconfigSource } from './KubeconfigSource';
export { KubernetesPluginSource } from './KubernetesPluginSource';
