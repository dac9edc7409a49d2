import { createPermission } from '@backstage/plugin-permission-common';
import { PORTLIGHT_PERMISSIONS } from '@portlight/plugin-portlight-common';
import {
  portlightClusterResourceRef,
  portlightNamespaceResourceRef,
  portlightWorkloadResourceRef,
} from './resources';

const CLUSTER = portlightClusterResourceRef.resourceType;

/** Clusters, their nodes and what else stands in no namespace, and the figures of the fleet. @public */
export const clusterReadPermission = createPermission({
  name: PORTLIGHT_PERMISSIONS.clusterRead,
  attributes: { action: 'read' },
  resourceType: CLUSTER,
});

/** Registering a cluster, and testing one before that. @public */
export const clusterCreatePermission = createPermission({
  name: PORTLIGHT_PERMISSIONS.clusterCreate,
  attributes: { action: 'create' },
});

/** Changing a registered cluster, its credentials and its maintenance. @public */
export const clusterUpdatePermission = createPermission({
  name: PORTLIGHT_PERMISSIONS.clusterUpdate,
  attributes: { action: 'update' },
  resourceType: CLUSTER,
});

/** Forgetting a registered cluster. @public */
export const clusterDeletePermission = createPermission({
  name: PORTLIGHT_PERMISSIONS.clusterDelete,
  attributes: { action: 'delete' },
  resourceType: CLUSTER,
});

/** Reading a cluster again, now. @public */
export const clusterSyncPermission = createPermission({
  name: PORTLIGHT_PERMISSIONS.clusterSync,
  attributes: { action: 'update' },
  resourceType: CLUSTER,
});

/** Namespaces. @public */
export const namespaceReadPermission = createPermission({
  name: PORTLIGHT_PERMISSIONS.namespaceRead,
  attributes: { action: 'read' },
  resourceType: portlightNamespaceResourceRef.resourceType,
});

/** Workloads, pods and other objects in namespaces, their problems and events. @public */
export const workloadReadPermission = createPermission({
  name: PORTLIGHT_PERMISSIONS.workloadRead,
  attributes: { action: 'read' },
  resourceType: portlightWorkloadResourceRef.resourceType,
});

/** The state of the mirror: workers, replicas, and the rights that it lacks. @public */
export const syncReadPermission = createPermission({
  name: PORTLIGHT_PERMISSIONS.syncRead,
  attributes: { action: 'read' },
});

/** What things cost and should request; rows are those of what may be seen besides. @public */
export const costReadPermission = createPermission({
  name: PORTLIGHT_PERMISSIONS.costRead,
  attributes: { action: 'read' },
});

/** Bills, budgets, the accuracy of costs and the job that computes them. @public */
export const costManagePermission = createPermission({
  name: PORTLIGHT_PERMISSIONS.costManage,
  attributes: { action: 'update' },
});

/** The keys that protect stored credentials. @public */
export const encryptionManagePermission = createPermission({
  name: PORTLIGHT_PERMISSIONS.encryptionManage,
  attributes: { action: 'update' },
});

/** The permissions on one kind of resource. @public */
export const portlightClusterPermissions = [
  clusterReadPermission,
  clusterUpdatePermission,
  clusterDeletePermission,
  clusterSyncPermission,
];

/** The permissions that a policy allows or denies as a whole. @public */
export const portlightBasicPermissions = [
  clusterCreatePermission,
  syncReadPermission,
  costReadPermission,
  costManagePermission,
  encryptionManagePermission,
];

/** All permissions of the Portlight backend plugin. @public */
export const portlightPermissions = [
  ...portlightClusterPermissions,
  namespaceReadPermission,
  workloadReadPermission,
  ...portlightBasicPermissions,
];
