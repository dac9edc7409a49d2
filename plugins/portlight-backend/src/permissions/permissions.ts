import {
  type BasicPermission,
  createPermission,
} from '@backstage/plugin-permission-common';
import { PORTLIGHT_PERMISSIONS } from '@portlight/plugin-portlight-common';
import type { OperationId } from '../api/operations';

/** Clusters, nodes and the fleet's figures. */
export const clusterReadPermission = createPermission({
  name: PORTLIGHT_PERMISSIONS.clusterRead,
  attributes: { action: 'read' },
});

/** Reading a cluster again, now. */
export const clusterSyncPermission = createPermission({
  name: PORTLIGHT_PERMISSIONS.clusterSync,
  attributes: { action: 'update' },
});

/** Namespaces, workloads, pods, other objects, their problems and events. */
export const workloadReadPermission = createPermission({
  name: PORTLIGHT_PERMISSIONS.workloadRead,
  attributes: { action: 'read' },
});

/** The state of the mirror, and the rights that it lacks. */
export const syncReadPermission = createPermission({
  name: PORTLIGHT_PERMISSIONS.syncRead,
  attributes: { action: 'read' },
});

/** What the plugin registers with the permission framework. */
export const portlightPermissions: BasicPermission[] = [
  clusterReadPermission,
  clusterSyncPermission,
  workloadReadPermission,
  syncReadPermission,
];

/**
 * The permissions that each operation asks for; all of them must be allowed. An operation without an entry
 * does not compile.
 */
export const operationPermissions: Record<
  OperationId,
  readonly BasicPermission[]
> = {
  getFleetHealth: [clusterReadPermission],
  listClusters: [clusterReadPermission],
  getCluster: [clusterReadPermission],
  getClusterHealth: [clusterReadPermission],
  listNodes: [clusterReadPermission],
  listClusterNodes: [clusterReadPermission],
  // Its answer has the pods on the node.
  getNode: [clusterReadPermission, workloadReadPermission],

  syncCluster: [clusterSyncPermission],

  listProblemGroups: [workloadReadPermission],
  listProblems: [workloadReadPermission],
  listNamespaces: [workloadReadPermission],
  listClusterNamespaces: [workloadReadPermission],
  getNamespace: [workloadReadPermission],
  listWorkloads: [workloadReadPermission],
  listClusterWorkloads: [workloadReadPermission],
  listNamespaceWorkloads: [workloadReadPermission],
  getWorkload: [workloadReadPermission],
  listWorkloadPods: [workloadReadPermission],
  listPods: [workloadReadPermission],
  listClusterPods: [workloadReadPermission],
  listNamespacePods: [workloadReadPermission],
  getPod: [workloadReadPermission],
  // Of any kind, nodes and volumes among them.
  listObjects: [clusterReadPermission, workloadReadPermission],
  listEvents: [workloadReadPermission],
  listClusterEvents: [workloadReadPermission],
  listNamespaceEvents: [workloadReadPermission],
  getEntityHealth: [workloadReadPermission],

  listWorkers: [syncReadPermission],
  getClusterRole: [syncReadPermission],
};
