import type {
  BasicPermission,
  ResourcePermission,
} from '@backstage/plugin-permission-common';
import {
  clusterCreatePermission,
  clusterDeletePermission,
  clusterReadPermission,
  clusterSyncPermission,
  clusterUpdatePermission,
  costManagePermission,
  costReadPermission,
  encryptionManagePermission,
  namespaceReadPermission,
  syncReadPermission,
  workloadReadPermission,
} from '@portlight/plugin-portlight-node';
import type { OperationId } from '../api/operations';

/** What an operation asks for; all that is named here must be granted. */
export interface OperationPermissions {
  /** Granted as a whole or narrowed: what the answer consists of. */
  reads?: readonly ResourcePermission[];
  /** Granted for the cluster of the path. */
  onCluster?: ResourcePermission<'portlight-cluster'>;
  /** Granted as a whole. */
  basic?: BasicPermission;
  /** Granted as a whole besides, where the body has any of these fields. */
  fields?: { names: readonly string[]; basic: BasicPermission };
  /** One of these, of which the second need only be granted for some cluster that is there. */
  either?: readonly [BasicPermission, ResourcePermission<'portlight-cluster'>];
}

const CLUSTERS: OperationPermissions = { reads: [clusterReadPermission] };
const NAMESPACES: OperationPermissions = {
  reads: [clusterReadPermission, namespaceReadPermission],
};
const WORKLOADS: OperationPermissions = {
  reads: [clusterReadPermission, workloadReadPermission],
};
const MIRROR: OperationPermissions = {
  reads: [clusterReadPermission],
  basic: syncReadPermission,
};
/** Also for who replaces the credentials of a cluster, and wants to know first whether they work. */
const TRY_CREDENTIALS: OperationPermissions = {
  either: [clusterCreatePermission, clusterUpdatePermission],
};
const UPDATE: OperationPermissions = { onCluster: clusterUpdatePermission };
/** Policies decide by owner, environment and tags who sees a cluster: who sets them sets that, as when registering. */
const UPDATE_METADATA: OperationPermissions = {
  ...UPDATE,
  fields: {
    names: ['owner', 'environment', 'tags'],
    basic: clusterCreatePermission,
  },
};
/** What something costs; rows are narrowed as the workloads, nodes and clusters that they are of. */
const COST: OperationPermissions = {
  reads: [clusterReadPermission, workloadReadPermission],
  basic: costReadPermission,
};
const COST_MANAGEMENT: OperationPermissions = {
  ...COST,
  basic: costManagePermission,
};
const ENCRYPTION: OperationPermissions = { basic: encryptionManagePermission };

/** What each operation asks for. An operation without an entry does not compile. */
export const operationPermissions: Record<OperationId, OperationPermissions> = {
  getFleetHealth: CLUSTERS,
  listClusters: CLUSTERS,
  getCluster: CLUSTERS,
  getClusterHealth: CLUSTERS,
  listNodes: CLUSTERS,
  listClusterNodes: CLUSTERS,
  getNode: CLUSTERS,

  listNamespaces: NAMESPACES,
  listClusterNamespaces: NAMESPACES,
  getNamespace: NAMESPACES,

  listProblemGroups: WORKLOADS,
  listProblems: WORKLOADS,
  listWorkloads: WORKLOADS,
  listClusterWorkloads: WORKLOADS,
  listNamespaceWorkloads: WORKLOADS,
  getWorkload: WORKLOADS,
  listWorkloadPods: WORKLOADS,
  listPods: WORKLOADS,
  listClusterPods: WORKLOADS,
  listNamespacePods: WORKLOADS,
  getPod: WORKLOADS,
  listObjects: WORKLOADS,
  listEvents: WORKLOADS,
  listClusterEvents: WORKLOADS,
  listNamespaceEvents: WORKLOADS,
  getEntityHealth: WORKLOADS,

  getEntityPeers: WORKLOADS,
  getEntityHttpSd: WORKLOADS,
  getEntityMetrics: WORKLOADS,
  getEntityMetricFamily: WORKLOADS,
  getEntityMetricHistory: WORKLOADS,
  getEntityTimeline: WORKLOADS,
  getServicePeers: WORKLOADS,
  getServiceHttpSd: WORKLOADS,
  getServiceMetrics: WORKLOADS,
  getServiceMetricFamily: WORKLOADS,
  getServiceMetricHistory: WORKLOADS,
  getHttpSd: WORKLOADS,
  getTimeline: WORKLOADS,
  getWorkloadMetrics: WORKLOADS,
  getPodMetrics: WORKLOADS,
  getNamespaceMetrics: NAMESPACES,
  getClusterMetrics: CLUSTERS,
  getNodeMetrics: CLUSTERS,
  listMetricsSources: MIRROR,
  testMetricsSource: MIRROR,

  listWorkers: MIRROR,
  getClusterRole: MIRROR,
  listReplicas: { basic: syncReadPermission },

  inspectKubeconfig: TRY_CREDENTIALS,
  testCluster: TRY_CREDENTIALS,
  registerCluster: { basic: clusterCreatePermission },
  getClusterRegistration: UPDATE,
  updateCluster: UPDATE_METADATA,
  replaceClusterCredentials: UPDATE,
  deleteCluster: { onCluster: clusterDeletePermission },
  syncCluster: { onCluster: clusterSyncPermission },

  getFleetCosts: COST,
  getClusterCosts: COST,
  getNamespaceCosts: COST,
  getWorkloadCosts: COST,
  getEntityCosts: COST,
  getCostWork: COST,
  exportCosts: COST,
  listUnownedCosts: COST,
  listCostAnomalies: COST,
  estimateCosts: COST,
  getAllocation: COST,
  computeAllocation: COST,
  getAllocationSummary: COST,
  listPrices: COST,
  listBudgets: COST,
  getBudget: COST,
  listRightsizing: COST,
  getEntityRightsizing: COST,
  getWorkloadRightsizing: COST,
  listRightsizingAdvice: COST,

  getCostAccuracy: COST_MANAGEMENT,
  getCostJobs: COST_MANAGEMENT,
  startCostBackfill: COST_MANAGEMENT,
  listBills: COST_MANAGEMENT,
  importBill: COST_MANAGEMENT,
  deleteBill: COST_MANAGEMENT,
  createBudget: COST_MANAGEMENT,
  updateBudget: COST_MANAGEMENT,
  deleteBudget: COST_MANAGEMENT,

  getEncryption: ENCRYPTION,
  rotateEncryption: ENCRYPTION,
};
