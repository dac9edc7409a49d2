import type {
  BackstageCredentials,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { PortlightError } from '@portlight/plugin-portlight-common';
import type { OperationId } from '../api/operations';
import { operationPermissions } from './permissions';

/**
 * Asks the portal's policy whether the credentials may do the operation.
 *
 * @returns what of the fleet the permissions cover, as a text that goes into ETags so that an answer for
 * other rights is never taken for unchanged
 * @throws PortlightError `not-allowed`
 */
export async function authorizeOperation(options: {
  permissions: PermissionsService;
  operation: OperationId;
  credentials: BackstageCredentials;
}): Promise<string> {
  const wanted = operationPermissions[options.operation];
  const decisions = await options.permissions.authorize(
    wanted.map(permission => ({ permission })),
    { credentials: options.credentials },
  );
  wanted.forEach((permission, index) => {
    if (decisions[index].result !== AuthorizeResult.ALLOW) {
      throw new PortlightError({
        code: 'not-allowed',
        status: 403,
        message: `This needs the permission \`${permission.name}\`, which the portal's policy does not grant you`,
      });
    }
  });
  return 'everything';
}
