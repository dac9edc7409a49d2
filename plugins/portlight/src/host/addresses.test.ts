import { addressOf } from './addresses';

describe('addresses of pages', () => {
  it.each([
    [{ page: 'fleet' }, '/fleet'],
    [{ page: 'fleet', search: '?cause=OOMKilled' }, '/fleet?cause=OOMKilled'],
    [{ page: 'sync' }, '/fleet/sync'],
    [
      { page: 'sources', search: 'status=failing' },
      '/fleet/sync/sources?status=failing',
    ],
    [
      { page: 'namespace', cluster: 'a', namespace: 'shop' },
      '/fleet/clusters/a/namespaces/shop',
    ],
    [
      { page: 'service', cluster: 'a', namespace: 'shop', name: 'cart' },
      '/fleet/clusters/a/namespaces/shop/services/cart',
    ],
    [
      {
        page: 'service',
        cluster: 'a',
        namespace: 'shop',
        name: 'cart',
        tab: 'metrics',
      },
      '/fleet/clusters/a/namespaces/shop/services/cart/metrics',
    ],
    [
      { page: 'node', cluster: 'a', name: 'n', tab: 'metrics' },
      '/fleet/clusters/a/nodes/n/metrics',
    ],
    [
      { page: 'cluster', cluster: 'prod eu/1' },
      '/fleet/clusters/prod%20eu%2F1',
    ],
    [
      { page: 'cluster', cluster: 'a', tab: 'pods', search: 'health=degraded' },
      '/fleet/clusters/a/pods?health=degraded',
    ],
    [{ page: 'cluster', cluster: 'a', tab: 'overview' }, '/fleet/clusters/a'],
    [
      { page: 'node', cluster: 'a', name: 'n.1' },
      '/fleet/clusters/a/nodes/n.1',
    ],
    [
      {
        page: 'workload',
        cluster: 'a',
        namespace: 'shop',
        kind: 'Deployment',
        name: 'cart',
      },
      '/fleet/clusters/a/namespaces/shop/workloads/Deployment/cart',
    ],
    [
      { page: 'pod', cluster: 'a', namespace: 'shop', name: 'cart-1' },
      '/fleet/clusters/a/namespaces/shop/pods/cart-1',
    ],
    [{ page: 'costs' }, '/fleet/costs'],
    [
      { page: 'costs', tab: 'budgets', search: 'q=a' },
      '/fleet/costs/budgets?q=a',
    ],
    [
      { page: 'namespace', cluster: 'a', namespace: 'b', tab: 'cost' },
      '/fleet/clusters/a/namespaces/b/cost',
    ],
    [
      { page: 'entity', entityRef: 'Group:default/Payments' },
      '/catalog/default/group/Payments',
    ],
    [{ page: 'entity', entityRef: 'payments' }, undefined],
    [{ page: 'entity', entityRef: '<script>:/' }, undefined],
  ] as const)('%j is %s', (target, address) => {
    expect(addressOf('/fleet', target)).toBe(address);
  });

  it('a portal that mounts the fleet at its root has no double slash', () => {
    expect(addressOf('/', { page: 'fleet' })).toBe('/');
    expect(addressOf('/', { page: 'sync' })).toBe('/sync');
  });
});
