import { ConfigReader } from '@backstage/config';
import { mockServices } from '@backstage/backend-test-utils';
import {
  type Cluster,
  type Namespace,
  PortlightError,
  type Workload,
} from '@portlight/plugin-portlight-common';
import { cluster, namespace, workload } from './__testUtils__/fleet';
import { PortlightEntityProvider } from './PortlightEntityProvider';
import { readProviderConfig } from './readProviderConfig';

interface Fleet {
  clusters: Cluster[];
  namespaces?: Namespace[];
  workloads?: Workload[];
}

/** A catalog that keeps what it is told, and a fleet that answers two items a page. */
async function setUp(start: Fleet, settings: object = {}) {
  let fleet: Fleet | Error = start;
  const mutations: string[] = [];
  const catalog = new Map<string, any>();
  const page =
    <Item>(items: (of: Fleet) => Item[] | undefined) =>
    async ({ cursor = '0' }: { cursor?: string } = {}) => {
      if (fleet instanceof Error) throw fleet;
      const list = items(fleet) ?? [];
      const from = Number(cursor);
      return {
        items: list.slice(from, from + 2),
        total: list.length,
        nextCursor: from + 2 < list.length ? String(from + 2) : undefined,
      };
    };
  const provider = new PortlightEntityProvider({
    api: {
      listClusters: page(of => of.clusters),
      listNamespaces: page(of => of.namespaces),
      listWorkloads: page(of => of.workloads),
    },
    settings: readProviderConfig(
      new ConfigReader({ catalog: { providers: { portlight: settings } } }),
    )!,
    runner: { run: async () => {} },
    logger: mockServices.logger.mock(),
  });
  const name = (each: any) =>
    `${each.kind}/${each.metadata.name}`.toLowerCase();
  await provider.connect({
    refresh: async () => {},
    applyMutation: async mutation => {
      mutations.push(mutation.type);
      if (mutation.type === 'full') catalog.clear();
      const added =
        mutation.type === 'full' ? mutation.entities : mutation.added;
      added.forEach(({ entity }) => catalog.set(name(entity), entity));
      if (mutation.type === 'delta') {
        mutation.removed.forEach(each => {
          const ref = 'entityRef' in each ? each.entityRef : '';
          catalog.delete(ref.replace(':default', ''));
        });
      }
    },
  });
  return {
    provider,
    catalog,
    mutations,
    become: (next: Fleet | Error) => {
      fleet = next;
    },
  };
}

const SHOP = {
  clusters: [
    cluster('prod-eu', {
      title: 'Production Europe',
      environment: 'production',
      provider: 'EKS',
      owner: 'group:default/platform',
      tags: ['PCI DSS'],
      dashboardUrl: 'https://headlamp.example.com',
      version: 'v1.36.3',
    }),
    cluster('prod-us'),
    cluster('staging'),
  ],
  namespaces: [
    namespace('prod-eu', 'shop', { owner: 'group:default/storefront' }),
    namespace('prod-eu', 'kube-system'),
  ],
  workloads: [
    workload('prod-eu', 'shop', 'cart', { owner: 'group:default/checkout' }),
    workload('prod-eu', 'shop', 'catalog', { kubernetesId: 'catalog' }),
    workload('prod-eu', 'kube-system', 'coredns'),
  ],
};

describe('PortlightEntityProvider', () => {
  it('tells clusters with what is known of them, of all pages', async () => {
    const { provider, catalog } = await setUp(SHOP);
    await provider.refresh();
    expect([...catalog.keys()]).toEqual([
      'resource/prod-eu',
      'resource/prod-us',
      'resource/staging',
    ]);
    expect(catalog.get('resource/prod-eu')).toEqual({
      apiVersion: 'backstage.io/v1alpha1',
      kind: 'Resource',
      metadata: {
        name: 'prod-eu',
        title: 'Production Europe',
        tags: ['pci-dss', 'production', 'eks'],
        links: [
          {
            url: 'https://headlamp.example.com',
            title: 'Dashboard',
            icon: 'dashboard',
          },
        ],
        annotations: {
          'backstage.io/managed-by-location': 'portlight:fleet',
          'backstage.io/managed-by-origin-location': 'portlight:fleet',
          'portlight.io/cluster': 'prod-eu',
          'portlight.io/environment': 'production',
          'portlight.io/kubernetes-version': 'v1.36.3',
        },
      },
      spec: { type: 'kubernetes-cluster', owner: 'group:default/platform' },
    });
    expect(catalog.get('resource/staging').spec.owner).toBe(
      'group:default/unowned',
    );
  });

  it('tells namespaces and workloads where wanted, but not what the catalog has by itself', async () => {
    const { provider, catalog } = await setUp(SHOP, {
      namespaces: true,
      workloads: true,
      defaultOwner: 'group:default/platform',
    });
    await provider.refresh();
    expect([...catalog.keys()].slice(3)).toEqual([
      'resource/shop.prod-eu',
      'component/deployment.cart.shop.prod-eu',
    ]);
    expect(catalog.get('resource/shop.prod-eu').spec).toEqual({
      type: 'kubernetes-namespace',
      owner: 'group:default/storefront',
      dependsOn: ['resource:default/prod-eu'],
    });
    expect(catalog.get('component/deployment.cart.shop.prod-eu')).toMatchObject(
      {
        metadata: {
          annotations: {
            'backstage.io/kubernetes-cluster': 'prod-eu',
            'backstage.io/kubernetes-namespace': 'shop',
            'portlight.io/workload': 'Deployment/cart',
          },
        },
        spec: {
          lifecycle: 'production',
          owner: 'group:default/checkout',
          dependsOn: ['resource:default/shop.prod-eu'],
        },
      },
    );
  });

  it('tells only what is different, and nothing where nothing is', async () => {
    const { provider, catalog, mutations, become } = await setUp(SHOP);
    await provider.refresh();
    await provider.refresh();
    expect(mutations).toEqual(['full']);
    const [first, second] = SHOP.clusters;
    become({
      clusters: [
        // status and counts move all the time and are nothing to the catalog
        { ...first, status: 'unreachable', counts: { pods: 7 } },
        { ...second, owner: 'group:default/stores' },
      ],
    });
    await provider.refresh();
    expect(mutations).toEqual(['full', 'delta']);
    expect([...catalog.keys()]).toEqual([
      'resource/prod-eu',
      'resource/prod-us',
    ]);
    expect(catalog.get('resource/prod-us').spec.owner).toBe(
      'group:default/stores',
    );
    become({ clusters: [] });
    await provider.refresh();
    expect(catalog.size).toBe(0);
  });

  it('takes nothing away while the fleet cannot be read', async () => {
    const { provider, catalog, mutations, become } = await setUp(SHOP);
    await provider.refresh();
    become(
      new PortlightError({
        code: 'clusters-unknown',
        status: 503,
        message: 'Not yet',
      }),
    );
    await expect(provider.refresh()).rejects.toThrow('Not yet');
    expect(catalog.size).toBe(3);
    become({ clusters: SHOP.clusters.slice(0, 1) });
    await provider.refresh();
    expect(mutations).toEqual(['full', 'delta']);
    expect(catalog.size).toBe(1);
  });
});

describe('readProviderConfig', () => {
  const read = (portlight: any) =>
    readProviderConfig(
      new ConfigReader({ catalog: { providers: { portlight } } }),
    );

  it('provides nothing without a section, and clusters with an empty one', () => {
    expect(readProviderConfig(new ConfigReader({}))).toBeUndefined();
    expect(read(true)).toMatchObject({ namespaces: false, workloads: false });
    expect(read({})).toMatchObject({ namespaces: false, workloads: false });
  });

  it.each([
    [{ namespace: true }, /portlight\.namespace` in the configuration/],
    [{ defaultOwner: 'a:b:c' }, /defaultOwner/],
    [{ workloads: 'perhaps' }, /workloads/],
  ])('refuses %j', (section, message) => {
    expect(() => read(section)).toThrow(message);
  });
});
