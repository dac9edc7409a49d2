/**
 * The domain of Portlight as pure functions, its API contract and typed client.
 *
 * A domain's index has what the domains need of each other; here is what other packages need.
 *
 * @packageDocumentation
 */
export * from './api';
export {
  DEFAULT_DIRECT_RATES,
  DirectPortlightApi,
  type DirectCostRates,
  type DirectListOptions,
  type DirectResponse,
  type DirectSource,
} from './direct';
export type {
  KubernetesObject,
  ObjectMeta,
  OwnerReference,
} from './kubernetes';
export { parseQuantity } from './kubernetes';
export {
  ClusterInventory,
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
  type EndedObject,
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
  podLimits,
  podRequests,
  type Requests,
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
export * from './peers';
export * from './metrics';
export * from './cost';
export * from './rightsizing';
export {
  describeTimeline,
  SCALING_REASONS,
  type TimelineRow,
} from './activity';
