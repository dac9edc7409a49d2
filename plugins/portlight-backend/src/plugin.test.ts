import {
  coreServices,
  createBackendModule,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { signalsServiceRef } from '@backstage/plugin-signals-node';
import type { JsonObject } from '@backstage/types';
import { PORTLIGHT_PERMISSIONS } from '@portlight/plugin-portlight-common';
import {
  type ClusterSource,
  type KeyWrapper,
  portlightClusterSourcesExtensionPoint,
  portlightKeyWrapperExtensionPoint,
} from '@portlight/plugin-portlight-node';
import request from 'supertest';
import portlightPlugin from './index';
import { FakeCluster } from './inventory/__testUtils__/FakeCluster';

jest.setTimeout(60_000);

const DEPLOYMENT = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: {
    name: 'cart',
    namespace: 'shop',
    uid: '1',
    generation: 1,
  },
  spec: { replicas: 1, template: { spec: { containers: [] } } },
  status: {
    observedGeneration: 1,
    replicas: 1,
    readyReplicas: 1,
    updatedReplicas: 1,
    availableReplicas: 1,
  },
};

function source(name: string): ClusterSource {
  const cluster = new FakeCluster(`${name}-cluster`, name);
  cluster.put('deployments', DEPLOYMENT);
  return { name, listClusters: async () => [cluster.source()] };
}

/** As a module of a portal would add it; its key is as good as none. */
function wrapperModule(wrapper: KeyWrapper) {
  return createBackendModule({
    pluginId: 'portlight',
    moduleId: `test-${wrapper.name}`,
    register(env) {
      env.registerInit({
        deps: { keys: portlightKeyWrapperExtensionPoint },
        async init({ keys }) {
          keys.setKeyWrapper(wrapper);
        },
      });
    },
  });
}

function testWrapper(name: string) {
  return {
    name,
    currentKey: async () => 'v1',
    wrapKey: jest.fn(async (dataKey: Uint8Array) => ({
      key: 'v1',
      wrapped: Buffer.from(dataKey).toString('base64'),
    })),
    unwrapKey: async ({ wrapped }: { wrapped: string }) =>
      Buffer.from(wrapped, 'base64'),
  };
}

async function until(check: () => Promise<boolean>): Promise<void> {
  while (!(await check())) {
    await new Promise(resolve => {
      setTimeout(resolve, 20);
    });
  }
}

function configuration(settings: JsonObject = {}): { data: JsonObject } {
  return {
    data: {
      backend: {
        database: { client: 'better-sqlite3', connection: ':memory:' },
      },
      portlight: { sources: { kubernetes: false }, ...settings },
    },
  };
}

const rootConfig = (settings?: JsonObject) =>
  mockServices.rootConfig(configuration(settings));

describe('portlightPlugin', () => {
  const start = (
    publish = jest.fn(async () => {}),
    modules: ReturnType<typeof createBackendModule>[] = [],
    config = rootConfig(),
    logger = mockServices.logger.mock(),
  ) =>
    startTestBackend({
      features: [
        portlightPlugin,
        createServiceFactory({
          service: coreServices.rootConfig,
          deps: {},
          factory: () => config,
        }),
        createServiceFactory({
          service: coreServices.logger,
          deps: {},
          factory: () => logger,
        }),
        catalogServiceMock.factory(),
        createServiceFactory({
          service: signalsServiceRef,
          deps: {},
          factory: () => ({ publish }),
        }),
        createBackendModule({
          pluginId: 'portlight',
          moduleId: 'test-sources',
          register(env) {
            env.registerInit({
              deps: { sources: portlightClusterSourcesExtensionPoint },
              async init({ sources }) {
                sources.addClusterSource(source('one'));
                sources.addClusterSource(source('two'));
              },
            });
          },
        }),
        ...modules,
      ],
    });

  it('mirrors the clusters of all sources and answers under /api/portlight', async () => {
    const publish = jest.fn(async () => {});
    const backend = await start(publish);
    const { server } = backend;
    try {
      let body: { items: object[]; total: number } = { items: [], total: 0 };
      await until(async () => {
        ({ body } = await request(server).get(
          '/api/portlight/v1/fleet/workloads',
        ));
        return body.total === 2;
      });
      expect(body.items).toEqual([
        expect.objectContaining({
          cluster: 'one-cluster',
          kind: 'Deployment',
          namespace: 'shop',
          name: 'cart',
          health: expect.objectContaining({ status: 'healthy' }),
        }),
        expect.objectContaining({ cluster: 'two-cluster' }),
      ]);
      const clusters = await request(server).get('/api/portlight/v1/clusters');
      expect(clusters.body).toMatchObject({
        items: [
          { name: 'one-cluster', source: 'one' },
          { name: 'two-cluster', source: 'two' },
        ],
        total: 2,
      });
      expect(publish).toHaveBeenCalledWith(
        expect.objectContaining({ channel: 'portlight:changes' }),
      );
    } finally {
      await backend.stop();
    }
  });

  it('answers a request without credentials with a problem document', async () => {
    const backend = await start();
    const { server } = backend;
    try {
      const response = await request(server)
        .get('/api/portlight/v1/clusters')
        .set('Authorization', 'Bearer nonsense');
      expect(response.status).toBe(401);
      expect(response.headers['content-type']).toMatch(/problem\+json/);
      expect(response.body).toMatchObject({ code: 'unauthenticated' });
      const permissions = await request(server).get(
        '/api/portlight/.well-known/backstage/permissions/metadata',
      );
      expect(
        permissions.body.permissions.map(({ name }: { name: string }) => name),
      ).toEqual(expect.arrayContaining(Object.values(PORTLIGHT_PERMISSIONS)));
      expect(
        new Set(
          permissions.body.rules.map(
            ({ resourceType }: { resourceType: string }) => resourceType,
          ),
        ),
      ).toEqual(
        new Set([
          'portlight-cluster',
          'portlight-namespace',
          'portlight-workload',
        ]),
      );
    } finally {
      await backend.stop();
    }
  });

  it("wraps the credentials of a registered cluster with a module's key", async () => {
    const wrapper = testWrapper('test-kms');
    const backend = await start(
      undefined,
      [wrapperModule(wrapper)],
      // Nothing answers there, and nothing has to.
      rootConfig({ addresses: { allowLoopback: true } }),
    );
    const { server } = backend;
    try {
      const kubeconfig = JSON.stringify({
        clusters: [{ name: 'c', cluster: { server: 'https://127.0.0.1:1' } }],
        users: [{ name: 'u', user: { token: 'token-of-a-cluster' } }],
        contexts: [{ name: 'east', context: { cluster: 'c', user: 'u' } }],
      });
      const response = await request(server)
        .post('/api/portlight/v1/clusters')
        .send({ name: 'shop', kubeconfig, context: 'east' });
      expect(response.status).toBe(201);
      expect(wrapper.wrapKey).toHaveBeenCalledTimes(1);
      expect(wrapper.wrapKey).toHaveBeenCalledWith(expect.anything(), {
        cluster: 'shop',
      });
      const { body } = await request(server).get(
        '/api/portlight/v1/encryption',
      );
      expect(JSON.stringify(body)).toContain('test-kms/v1');
    } finally {
      await backend.stop();
    }
  });

  it('refuses to start with two modules that wrap keys', async () => {
    await expect(
      start(undefined, [
        wrapperModule(testWrapper('one-kms')),
        wrapperModule(testWrapper('other-kms')),
      ]),
    ).rejects.toThrow(/wrap Portlight's keys, "one-kms" and "other-kms"/);
  });

  it('takes up changed retention without a restart and keeps it when a later change is wrong', async () => {
    const cluster = new FakeCluster('growing', 'growing');
    const deploy = (name: string) =>
      cluster.put('deployments', {
        ...DEPLOYMENT,
        metadata: { ...DEPLOYMENT.metadata, name, uid: name },
      });
    deploy('cart');
    const config = rootConfig();
    const logger = mockServices.logger.mock();
    const backend = await start(
      undefined,
      [
        createBackendModule({
          pluginId: 'portlight',
          moduleId: 'test-growing',
          register(env) {
            env.registerInit({
              deps: { sources: portlightClusterSourcesExtensionPoint },
              async init({ sources }) {
                sources.addClusterSource({
                  name: 'growing',
                  listClusters: async () => [cluster.source()],
                });
              },
            });
          },
        }),
      ],
      config,
      logger,
    );
    const { server } = backend;
    const workloads = async (): Promise<number> =>
      (
        await request(server).get(
          '/api/portlight/v1/clusters/growing/workloads',
        )
      ).body.total;
    try {
      await until(async () => (await workloads()) === 1);
      config.update(configuration({ retention: { objectsPerKind: 2 } }));
      expect(logger.warn).not.toHaveBeenCalledWith(
        expect.stringContaining('changed configuration'),
      );
      config.update(
        configuration({
          retention: { objectsPerKind: 1_000, history: 'always' },
        }),
      );
      expect(logger.warn).toHaveBeenCalledWith(
        expect.stringMatching(
          /changed configuration is not used.*portlight\.retention\.history/,
        ),
      );
      deploy('orders');
      await until(async () => (await workloads()) === 2);
      deploy('search');
      let unavailable: object[] | undefined;
      await until(async () => {
        const { body } = await request(server).get(
          '/api/portlight/v1/clusters/growing',
        );
        unavailable = body.sync.unavailableKinds;
        return Boolean(unavailable?.length);
      });
      expect(unavailable).toEqual([
        expect.objectContaining({
          kind: 'Deployment',
          message: expect.stringContaining('more than 2 deployments'),
        }),
      ]);
    } finally {
      await backend.stop();
    }
  });
});
