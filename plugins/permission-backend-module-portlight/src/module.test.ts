import {
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import type { PermissionPolicy } from '@backstage/plugin-permission-node';
import { policyExtensionPoint } from '@backstage/plugin-permission-node/alpha';
import { clusterCreatePermission } from '@portlight/plugin-portlight-node';
import portlightPolicy from './index';

describe('permissionModulePortlightPolicy', () => {
  it('sets the policy with the administrators of the configuration', async () => {
    const setPolicy = jest.fn<void, [PermissionPolicy]>();
    const backend = await startTestBackend({
      extensionPoints: [[policyExtensionPoint, { setPolicy }]],
      features: [
        portlightPolicy,
        mockServices.rootConfig.factory({
          data: {
            permission: { portlight: { administrators: ['platform'] } },
          },
        }),
      ],
    });
    const [[policy]] = setPolicy.mock.calls;
    await expect(
      policy.handle(
        { permission: clusterCreatePermission },
        {
          credentials: mockCredentials.user(),
          info: {
            userEntityRef: 'user:default/hannah',
            ownershipEntityRefs: ['group:default/platform'],
          },
        },
      ),
    ).resolves.toEqual({ result: AuthorizeResult.ALLOW });
    await backend.stop();
  });

  it('does not start with administrators that it cannot read', async () => {
    await expect(
      startTestBackend({
        extensionPoints: [[policyExtensionPoint, { setPolicy: () => {} }]],
        features: [
          portlightPolicy,
          mockServices.rootConfig.factory({
            data: { permission: { portlight: { administrators: ['%'] } } },
          }),
        ],
      }),
    ).rejects.toThrow(/administrators/);
  });
});
