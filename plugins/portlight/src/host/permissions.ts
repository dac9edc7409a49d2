import {
  AuthorizeResult,
  type Permission,
} from '@backstage/plugin-permission-common';
import type { PermissionApi } from '@backstage/plugin-permission-react';
import { describePermission } from '@portlight/plugin-portlight-common';
import type { PortlightAction } from '@portlight/plugin-portlight-react';

/**
 * Asks the portal's policy. A permission on clusters is asked for one of them; without one the answer is no, because
 * a condition cannot be judged.
 */
export async function isAllowed(
  permissions: PermissionApi,
  action: PortlightAction,
  cluster?: string,
): Promise<boolean> {
  const permission: Permission = describePermission(action);
  if ('resourceType' in permission && cluster === undefined) return false;
  const { result } = await permissions.authorize(
    'resourceType' in permission
      ? { permission, resourceRef: cluster }
      : { permission },
  );
  return result === AuthorizeResult.ALLOW;
}
