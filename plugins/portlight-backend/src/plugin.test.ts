import {
  createBackendModule,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { signalsServiceRef } from '@backstage/plugin-signals-node';
import { PORTLIGHT_PERMISSIONS } from '@portlight/plugin-portlight-common';
import {
  type ClusterSource,
  portlightClusterSourcesExtensionPoint,
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

async function until(check: () => Promise<boolean>): Promise<void> {
  while (!(await check())) {
    await new Promise(resolve => {
      setTimeout(resolve, 20);
    });
  }
}

describe('portlightPlugin', () => {
  const start = (publish = jest.fn(async () => {})) =>
    startTestBackend({
      features: [
        portlightPlugin,
        mockServices.rootConfig.factory({
          data: {
            backend: {
              database: { client: 'better-sqlite3', connection: ':memory:' },
            },
            portlight: { sources: { kubernetes: false } },
          },
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
});
