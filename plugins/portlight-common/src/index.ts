/**
 * The domain of Portlight as pure functions, its API contract and typed client.
 *
 * A domain's index has what the domains need of each other; here is what other packages need.
 *
 * @packageDocumentation
 */
export * from './api';
export type {
  KubernetesObject,
  ObjectMeta,
  OwnerReference,
} from './kubernetes';
export { parseQuantity } from './kubernetes';
export {
  ClusterInventory,
  DirectPortlightApi,
  KINDS,
  LIST_COLUMNS,
  queryClusters,
  describeEntity,
  describeNode,
  describePod,
  describeWorkload,
  matchesLabels,
  parseLabelSelector,
  type ClusterFigures,
  type ClusterInventoryOptions,
  type DirectListOptions,
  type DirectSource,
  type EntityParts,
  type InventoryChanges,
  type InventoryColumns,
  type InventoryRow,
  type KindDefinition,
  type LabelRequirement,
  type LabelSelector,
  type NodeParts,
  type OwnerOptions,
  ownerRef,
  type PodParts,
  type ServerState,
  type StoredObject,
  type WorkloadParts,
} from './inventory';
export {
  CLUSTER_HEALTH_RANK,
  HEALTH_RANK,
  HEALTH_STATUSES,
  PROBLEM_CAUSES,
  assessClusterHealth,
  assessHealth,
  compareHealth,
  describeCluster,
  describeFleet,
  type ClusterHealthInput,
  type ClusterWorkload,
  type HealthContext,
} from './health';
export {
  CLUSTER_FEATURES,
  describeClusterRole,
  detectProvider,
  missingPermissions,
  type ClusterFeature,
  type ClusterFeatureName,
  type ClusterRoleOptions,
  type ResourcePermission,
  type RoleSubject,
  type RulesReviewStatus,
} from './clusters';
