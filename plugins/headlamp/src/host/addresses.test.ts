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
      '/portlight/clusters/a/namespaces/shop/workloads/Rollout/cart/overview',
    ],
    [
      {
        page: 'workload',
        cluster: 'a',
        namespace: 'shop',
        kind: 'Deployment',
        name: 'cart',
        tab: 'metrics',
      },
      '/portlight/clusters/a/namespaces/shop/workloads/Deployment/cart/metrics',
    ],
    [
      { page: 'namespace', cluster: 'a', namespace: 'shop' },
      '/c/a/namespaces/shop',
    ],
    [
      { page: 'service', cluster: 'a', namespace: 'shop', name: 'cart' },
      '/portlight/clusters/a/namespaces/shop/services/cart/peers',
    ],
    [
      {
        page: 'service',
        cluster: 'a/b',
        namespace: 'shop',
        name: 'cart',
        tab: 'metrics',
      },
      '/portlight/clusters/a%2Fb/namespaces/shop/services/cart/metrics',
    ],
    [
      { page: 'namespace', cluster: 'a', namespace: 'shop', tab: 'cost' },
      '/portlight/clusters/a/namespaces/shop/cost',
    ],
    [{ page: 'costs' }, '/portlight/costs/overview'],
    [
      { page: 'costs', tab: 'rightsizing', search: 'q=a' },
      '/portlight/costs/rightsizing?q=a',
    ],
    [
      { page: 'sources', search: '?status=failing' },
      '/portlight/sources?status=failing',
    ],
    [{ page: 'entity', entityRef: 'group:default/a' }, undefined],
    [{ page: 'sync' }, undefined],
    [
      { page: 'node', cluster: 'portal-only', name: 'n' },
      '/portlight/clusters/portal-only/nodes/n/overview',
    ],
  ] as const)('%j is %s', (target, address) => {
    expect(addressOf(target, new Set(['a']))).toBe(address);
  });
});
