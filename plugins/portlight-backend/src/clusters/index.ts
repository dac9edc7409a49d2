export { AddressPolicy } from './addresses';
export { ClusterRegistry, type SourceState } from './ClusterRegistry';
export {
  createClusterSources,
  type ClusterSourcesOptions,
} from './createClusterSources';
export { readEncryptionKeys, Sealer, type ConfiguredKey } from './encryption';
export type { FleetChanges, FleetCluster } from './fleet';
export { KubeconfigSource } from './KubeconfigSource';
export { KubernetesPluginSource } from './KubernetesPluginSource';
export { flatHeaders } from './PooledConnection';
export {
  readRegistrationSettings,
  type RegistrationSettings,
} from './untrusted';
export {
  createRegistration,
  scheduleRotation,
} from './registered/createRegistration';
export { audited } from './audited';
