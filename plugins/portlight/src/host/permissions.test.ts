import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { isAllowed } from './permissions';

const answering = (result: AuthorizeResult) => ({
  authorize: jest.fn(async () => ({ result } as any)),
});

it.each([
  [AuthorizeResult.ALLOW, true],
  [AuthorizeResult.DENY, false],
  [AuthorizeResult.CONDITIONAL, false],
])('%s permits: %s', async (result, expected) => {
  await expect(isAllowed(answering(result), 'clusterCreate')).resolves.toBe(
    expected,
  );
});

it('asks for a cluster by its name', async () => {
  const api = answering(AuthorizeResult.ALLOW);
  await isAllowed(api, 'clusterUpdate', 'prod-eu');
  expect(api.authorize).toHaveBeenCalledWith({
    permission: {
      type: 'resource',
      name: 'portlight.cluster.update',
      attributes: { action: 'update' },
      resourceType: 'portlight-cluster',
    },
    resourceRef: 'prod-eu',
  });
});

it('asks nothing about clusters without one', async () => {
  const api = answering(AuthorizeResult.ALLOW);
  await expect(isAllowed(api, 'clusterDelete')).resolves.toBe(false);
  expect(api.authorize).not.toHaveBeenCalled();
});
