import { mockServices } from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import type { ClusterSource } from '@portlight/plugin-portlight-node';
import { AddressPolicy } from './addresses';
import { createClusterSources } from './createClusterSources';
import { mergeSources } from './fleet';
import { KubernetesPluginSource } from './KubernetesPluginSource';

const ENTITY = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Resource',
  metadata: {
    name: 'prod',
    title: 'From the catalog',
    description: 'From the catalog',
    tags: ['catalog'],
    annotations: {
      'kubernetes.io/api-server': 'https://prod.example',
      'kubernetes.io/api-server-certificate-authority': 'abc',
      'kubernetes.io/auth-provider': 'aws',
      'portlight.io/environment': 'production',
    },
  },
  spec: { type: 'kubernetes-cluster', owner: 'platform' },
};

function cluster(name: string) {
  return {
    name,
    title: name,
    fingerprint: name,
    connect: () => {
      throw new Error('The test connects to nothing');
    },
  };
}

function createSources(
  options: {
    sources?: { kubernetes: boolean; catalog: boolean };
    registered?: string[];
    portlight?: object;
  } = {},
): ClusterSource[] {
  const { sources = { kubernetes: true, catalog: true } } = options;
  return createClusterSources({
    config: new ConfigReader({ portlight: options.portlight ?? {} } as never),
    settings: { sources, addresses: new AddressPolicy() },
    logger: mockServices.logger.mock(),
    auth: mockServices.auth(),
    discovery: mockServices.discovery(),
    catalog: catalogServiceMock({
      entities: [
        ENTITY,
        { ...ENTITY, metadata: { ...ENTITY.metadata, name: 'other' } },
      ],
    }),
    registration: {
      source: {
        name: 'registered',
        listClusters: async () => (options.registered ?? []).map(cluster),
      },
      store: { list: async () => [] } as never,
    },
  });
}

async function fleet(sources: ClusterSource[]) {
  return mergeSources(
    await Promise.all(
      sources.map(async source => ({
        source: source.name,
        clusters: await source.listClusters(),
      })),
    ),
  );
}

describe('the sources of clusters', () => {
  beforeEach(() => {
    jest
      .spyOn(KubernetesPluginSource.prototype, 'listClusters')
      .mockImplementation(async () => [cluster('prod')]);
  });

  afterEach(() => {
    jest.restoreAllMocks();
  });

  it("list a cluster once: the kubernetes plugin's, as its entity describes it", async () => {
    const clusters = await fleet(createSources());
    expect([...clusters.values()]).toMatchObject([
      {
        name: 'prod',
        source: 'kubernetes',
        title: 'From the catalog',
        environment: 'production',
        owner: 'group:default/platform',
        fingerprint: 'prod',
      },
      { name: 'other', source: 'catalog' },
    ]);
  });

  it("take the administrator's word first", async () => {
    const clusters = await fleet(
      createSources({
        portlight: { clusters: [{ name: 'prod', title: 'Configured' }] },
      }),
    );
    expect(clusters.get('prod')).toMatchObject({
      title: 'Configured',
      description: 'From the catalog',
    });
  });

  it.each([
    ['prod', 'kubernetes'],
    ['other', 'catalog'],
  ])(
    'take what policies decide by from the administrator alone once there is an entry: %s',
    async (name, source) => {
      const clusters = await fleet(
        createSources({
          portlight: { clusters: [{ name, environment: 'staging' }] },
        }),
      );
      expect(clusters.get(name)).toMatchObject({
        source,
        environment: 'staging',
        description: 'From the catalog',
        owner: undefined,
        tags: undefined,
      });
    },
  );

  it('do not let a registered cluster take the place of a configured one', async () => {
    const clusters = await fleet(
      createSources({ registered: ['prod', 'other', 'mine'] }),
    );
    expect([...clusters.values()]).toMatchObject([
      { name: 'prod', source: 'kubernetes' },
      { name: 'other', source: 'registered' },
      { name: 'mine', source: 'registered' },
    ]);
  });

  it.each([
    [{ kubernetes: false, catalog: true }, ['registered', 'catalog']],
    [{ kubernetes: true, catalog: false }, ['kubernetes', 'registered']],
    [{ kubernetes: false, catalog: false }, ['registered']],
  ])('are left out as %j says', async (sources, names) => {
    const created = createSources({ sources });
    expect(created.map(({ name }) => name)).toEqual(names);
  });

  it('do not describe clusters by entities where the catalog is left out', async () => {
    const sources = { kubernetes: true, catalog: false };
    expect((await fleet(createSources({ sources }))).get('prod')).toEqual(
      expect.objectContaining({ source: 'kubernetes', title: 'prod' }),
    );
  });
});
