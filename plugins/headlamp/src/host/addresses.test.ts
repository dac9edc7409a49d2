import { addressOf } from './addresses';

describe('addresses in Headlamp', () => {
  it.each([
    [{ page: 'fleet' }, '/portlight'],
    [
      {
        page: 'cluster',
        cluster: 'a/b',
        tab: 'pods',
        search: '?health=degraded',
      },
      '/portlight/clusters/a%2Fb/pods?health=degraded',
    ],
    [{ page: 'cluster', cluster: 'a' }, '/portlight/clusters/a/overview'],
    [{ page: 'node', cluster: 'a', name: 'n' }, '/c/a/nodes/n'],
    [
      { page: 'pod', cluster: 'a', namespace: 'shop', name: 'cart-1' },
      '/c/a/pods/shop/cart-1',
    ],
    [
      {
        page: 'workload',
        cluster: 'a',
        namespace: 'shop',
        kind: 'StatefulSet',
        name: 'db',
      },
      '/c/a/statefulsets/shop/db',
    ],
    [
      {
        page: 'workload',
        cluster: 'a',
        namespace: 'shop',
        kind: 'Rollout',
        name: 'cart',
      },
      undefined,
    ],
    [{ page: 'entity', entityRef: 'group:default/a' }, undefined],
    [{ page: 'sync' }, undefined],
    [{ page: 'node', cluster: 'portal-only', name: 'n' }, undefined],
  ] as const)('%j is %s', (target, address) => {
    expect(addressOf(target, new Set(['a']))).toBe(address);
  });
});
