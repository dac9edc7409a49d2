import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { PORTLIGHT_PERMISSIONS } from '@portlight/plugin-portlight-common';
import express from 'express';
import request from 'supertest';
import {
  createHandlers,
  createRouter,
  type OperationId,
  OPERATIONS,
} from '../api';
import {
  clusterDocument,
  createTestFleet,
  namespaceRow,
  nodeRow,
  podRow,
  testDatabases,
  workloadRow,
} from '../__testUtils__';
import { operationPermissions, portlightPermissions } from './permissions';

jest.setTimeout(60_000);

const { clusterRead, clusterSync, workloadRead, syncRead } =
  PORTLIGHT_PERMISSIONS;

/** What each route needs, and what it answers to those who have it. */
const MATRIX: Record<
  OperationId,
  { path: string; needs: string[]; answers?: number }
> = {
  getFleetHealth: { path: '/fleet/health', needs: [clusterRead] },
  listClusters: { path: '/clusters', needs: [clusterRead] },
  getCluster: { path: '/clusters/east', needs: [clusterRead] },
  getClusterHealth: { path: '/clusters/east/health', needs: [clusterRead] },
  syncCluster: {
    path: '/clusters/east/sync',
    needs: [clusterSync],
    answers: 202,
  },
  getClusterRole: { path: '/clusters/east/cluster-role', needs: [syncRead] },
  listWorkers: { path: '/workers', needs: [syncRead] },
  listNodes: { path: '/fleet/nodes', needs: [clusterRead] },
  listClusterNodes: { path: '/clusters/east/nodes', needs: [clusterRead] },
  getNode: {
    path: '/clusters/east/nodes/node-1',
    needs: [clusterRead, workloadRead],
  },
  listObjects: {
    path: '/fleet/objects',
    needs: [clusterRead, workloadRead],
  },
  listProblemGroups: { path: '/fleet/problem-groups', needs: [workloadRead] },
  listProblems: { path: '/fleet/problems', needs: [workloadRead] },
  listNamespaces: { path: '/fleet/namespaces', needs: [workloadRead] },
  listClusterNamespaces: {
    path: '/clusters/east/namespaces',
    needs: [workloadRead],
  },
  getNamespace: {
    path: '/clusters/east/namespaces/shop',
    needs: [workloadRead],
  },
  listWorkloads: { path: '/fleet/workloads', needs: [workloadRead] },
  listClusterWorkloads: {
    path: '/clusters/east/workloads',
    needs: [workloadRead],
  },
  listNamespaceWorkloads: {
    path: '/clusters/east/namespaces/shop/workloads',
    needs: [workloadRead],
  },
  getWorkload: {
    path: '/clusters/east/namespaces/shop/workloads/Deployment/cart',
    needs: [workloadRead],
  },
  listWorkloadPods: {
    path: '/clusters/east/namespaces/shop/workloads/Deployment/cart/pods',
    needs: [workloadRead],
  },
  listPods: { path: '/fleet/pods', needs: [workloadRead] },
  listClusterPods: { path: '/clusters/east/pods', needs: [workloadRead] },
  listNamespacePods: {
    path: '/clusters/east/namespaces/shop/pods',
    needs: [workloadRead],
  },
  getPod: {
    path: '/clusters/east/namespaces/shop/pods/cart-a',
    needs: [workloadRead],
  },
  listEvents: { path: '/fleet/events', needs: [workloadRead] },
  listClusterEvents: { path: '/clusters/east/events', needs: [workloadRead] },
  listNamespaceEvents: {
    path: '/clusters/east/namespaces/shop/events',
    needs: [workloadRead],
  },
  getEntityHealth: {
    path: '/entities/component/default/cart/health',
    needs: [workloadRead],
  },
};

describe('permissions of the routes', () => {
  const databases = testDatabases();
  let app: express.Express;
  /** Names of the permissions that the policy allows. */
  let allowed: Set<string>;

  beforeAll(async () => {
    const fleet = await createTestFleet(databases, 'SQLITE_3');
    await fleet.write(clusterDocument('east'), [
      namespaceRow('east', { name: 'shop' }),
      nodeRow('east', { name: 'node-1' }),
      workloadRow('east', {
        namespace: 'shop',
        name: 'cart',
        kubernetesId: 'cart',
      }),
      podRow('east', {
        namespace: 'shop',
        name: 'cart-a',
        node: 'node-1',
        workload: 'Deployment/cart',
      }),
    ]);
    app = express();
    app.use(
      await createRouter({
        httpAuth: mockServices.httpAuth(),
        permissions: mockServices.permissions.mock({
          authorize: async requests =>
            requests.map(({ permission }) => ({
              result: allowed.has(permission.name)
                ? AuthorizeResult.ALLOW
                : AuthorizeResult.DENY,
            })),
        }),
        logger: mockServices.logger.mock(),
        handlers: await createHandlers({
          knex: fleet.knex,
          mirror: { sync: () => true, sources: () => [] },
          catalog: catalogServiceMock({
            entities: [
              {
                apiVersion: 'backstage.io/v1alpha1',
                kind: 'Component',
                metadata: {
                  name: 'cart',
                  namespace: 'default',
                  annotations: { 'backstage.io/kubernetes-id': 'cart' },
                },
              },
            ],
          }),
          auditor: mockServices.auditor.mock({
            createEvent: async () => ({
              success: async () => {},
              fail: async () => {},
            }),
          }),
        }),
        recordOperation: () => {},
      }),
    );
  });

  const everything = portlightPermissions.map(({ name }) => name);

  it('knows every route of the contract', () => {
    expect(OPERATIONS.map(({ id }) => id).sort()).toEqual(
      Object.keys(MATRIX).sort(),
    );
  });

  it('registers every permission that a route asks for', () => {
    for (const permissions of Object.values(operationPermissions)) {
      expect(permissions.length).toBeGreaterThan(0);
      for (const { name } of permissions) {
        expect(everything).toContain(name);
      }
    }
  });

  describe.each(OPERATIONS)(
    '$method $path',
    ({ id, method, path: template }) => {
      const { path, needs, answers = 200 } = MATRIX[id];
      const send = () => request(app)[method](`/v1${path}`);

      it('is where the contract says', () => {
        const pattern = template.replace(/\{\w+\}/g, '[^/]+');
        expect(`/v1${path}`).toMatch(new RegExp(`^${pattern}$`));
      });

      it('refuses a request without credentials', async () => {
        allowed = new Set(everything);
        const response = await send().set(
          'Authorization',
          mockCredentials.none.header(),
        );
        expect(response.status).toBe(401);
        expect(response.body.code).toBe('unauthenticated');
      });

      it.each(needs)('refuses a user without %s', async name => {
        allowed = new Set(everything.filter(other => other !== name));
        const response = await send();
        expect(response.status).toBe(403);
        expect(response.body.code).toBe('not-allowed');
        expect(response.body.title).toContain(name);
      });

      it(`answers a user with ${needs.join(' and ')}`, async () => {
        allowed = new Set(needs);
        const response = await send();
        expect(response.body).not.toHaveProperty('code');
        expect(response.status).toBe(answers);
      });
    },
  );
});
