import { PORTLIGHT_PERMISSIONS } from './constants';

/** A permission as the portal's permission API takes it. @public */
export type PermissionDescription = {
  /** As the portal's policy calls it. */
  name: string;
  /** What it is about, in the framework's words. */
  attributes: { action: 'create' | 'read' | 'update' | 'delete' };
} & ({ type: 'basic' } | { type: 'resource'; resourceType: string });

const ACTIONS: Record<
  keyof typeof PORTLIGHT_PERMISSIONS,
  PermissionDescription['attributes']['action']
> = {
  clusterRead: 'read',
  clusterCreate: 'create',
  clusterUpdate: 'update',
  clusterDelete: 'delete',
  clusterSync: 'update',
  namespaceRead: 'read',
  workloadRead: 'read',
  syncRead: 'read',
  costRead: 'read',
  costManage: 'update',
  encryptionManage: 'update',
};

const RESOURCE_TYPES: Partial<
  Record<keyof typeof PORTLIGHT_PERMISSIONS, string>
> = {
  clusterRead: 'portlight-cluster',
  clusterUpdate: 'portlight-cluster',
  clusterDelete: 'portlight-cluster',
  clusterSync: 'portlight-cluster',
  namespaceRead: 'portlight-namespace',
  workloadRead: 'portlight-workload',
};

/**
 * A permission as frontends ask for it: the same as the one that the backend registers and enforces.
 *
 * @public
 */
export function describePermission(
  permission: keyof typeof PORTLIGHT_PERMISSIONS,
): PermissionDescription {
  const described = {
    name: PORTLIGHT_PERMISSIONS[permission],
    attributes: { action: ACTIONS[permission] },
  };
  const resourceType = RESOURCE_TYPES[permission];
  return resourceType === undefined
    ? { ...described, type: 'basic' }
    : { ...described, type: 'resource', resourceType };
}
