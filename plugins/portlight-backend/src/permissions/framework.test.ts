import { permissionsServiceFactory } from '@backstage/backend-defaults/permissions';
import {
  coreServices,
  createBackendModule,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
  type TestBackend,
} from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import permissionPlugin from '@backstage/plugin-permission-backend';
import { policyExtensionPoint } from '@backstage/plugin-permission-node/alpha';
import {
  clusterSyncPermission,
  portlightClusterSourcesExtensionPoint,
  workloadReadPermission,
} from '@portlight/plugin-portlight-node';
import request from 'supertest';
import portlightPlugin from '../index';
import { FakeCluster } from '../inventory/__testUtils__/FakeCluster';
import {
  authorization,
  type Role,
  rolePolicy,
  TEAMS,
} from './__testUtils__/roles';

jest.setTimeout(60_000);

/** As names in EKS kubeconfigs are: with a slash. */
const CLUSTER = 'arn:aws:eks:eu-west-1:1:cluster/aardvark';

function deployment(team: string) {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: {
      name: team,
      namespace: 'shop',
      uid: team,
      generation: 1,
      annotations: { 'portlight.io/owner': `group:default/${team}` },
    },
    spec: { replicas: 0, template: { spec: { containers: [] } } },
    status: { observedGeneration: 1 },
  };
}

/** Two clusters with a deployment of each team; the first cluster is aardvark's. */
const clusters = createBackendModule({
  pluginId: 'portlight',
  moduleId: 'test-sources',
  register(env) {
    env.registerInit({
      deps: { sources: portlightClusterSourcesExtensionPoint },
      async init({ sources }) {
        sources.addClusterSource({
          name: 'test',
          listClusters: async () =>
            [CLUSTER, 'other'].map(name => {
              const cluster = new FakeCluster(name, name);
              TEAMS.forEach(team =>
                cluster.put('deployments', deployment(team)),
              );
              return {
                ...cluster.source(),
                owner: name === CLUSTER ? 'aardvark' : 'platform',
              };
            }),
        });
      },
    });
  },
});

const policy = createBackendModule({
  pluginId: 'permission',
  moduleId: 'test-policy',
  register(env) {
    env.registerInit({
      deps: { point: policyExtensionPoint },
      async init({ point }) {
        point.setPolicy(rolePolicy);
      },
    });
  },
});

/** Its tokens say which plugin asks on a user's behalf, as the portal's do and the test backend's do not. */
const auth = createServiceFactory({
  service: coreServices.auth,
  deps: { plugin: coreServices.pluginMetadata },
  factory: ({ plugin }) => {
    const pluginId = plugin.getId();
    const service = mockServices.auth({ pluginId });
    const issue = service.getPluginRequestToken.bind(service);
    service.getPluginRequestToken = async options => {
      const principal = options.onBehalfOf.principal as {
        userEntityRef?: string;
      };
      return principal.userEntityRef
        ? {
            token: mockCredentials.user.token(principal.userEntityRef, {
              actor: { subject: `plugin:${pluginId}` },
            }),
          }
        : issue(options);
    };
    return service;
  },
});

describe("Portlight's permissions in the permission framework", () => {
  let backend: TestBackend;

  const get = (role: Role, path: string) =>
    request(backend.server)
      .get(`/api/portlight/v1${path}`)
      .set('Authorization', authorization(role));

  beforeAll(async () => {
    backend = await startTestBackend({
      features: [
        portlightPlugin,
        clusters,
        permissionPlugin,
        policy,
        permissionsServiceFactory,
        auth,
        catalogServiceMock.factory(),
        mockServices.rootConfig.factory({
          data: {
            permission: { enabled: true },
            portlight: { sources: { kubernetes: false } },
          },
        }),
      ],
    });
    for (;;) {
      const { body } = await get('administrator', '/fleet/workloads');
      if (body.total === 4) break;
      await new Promise(resolve => {
        setTimeout(resolve, 50);
      });
    }
  });

  afterAll(() => backend.stop());

  it.each<[Role, string[]]>([
    ['aardvark', ['aardvark', 'aardvark']],
    ['bison', ['bison', 'bison']],
    ['userWithoutTeam', []],
    ['service', ['aardvark', 'aardvark', 'bison', 'bison']],
  ])('narrow what %s reads', async (role, expected) => {
    const { body } = await get(role, '/fleet/workloads');
    expect(body.items.map(({ name }: { name: string }) => name).sort()).toEqual(
      expected,
    );
    expect(body.total).toBe(expected.length);
  });

  it.each<[Role, string, number]>([
    ['aardvarkOperator', CLUSTER, 202],
    ['aardvarkOperator', 'other', 403],
    ['aardvarkOperator', 'nothing', 403],
    ['aardvark', CLUSTER, 403],
    ['administrator', 'other', 202],
    ['administrator', 'nothing', 404],
  ])('let %s read %s again: %s', async (role, cluster, status) => {
    const response = await request(backend.server)
      .post(`/api/portlight/v1/clusters/${encodeURIComponent(cluster)}/sync`)
      .set('Authorization', authorization(role));
    expect(response.status).toBe(status);
  });

  it('answer pages about single resources', async () => {
    const items = [
      { permission: clusterSyncPermission, resourceRef: CLUSTER },
      { permission: clusterSyncPermission, resourceRef: 'other' },
      {
        permission: workloadReadPermission,
        resourceRef: `${CLUSTER}/shop/Deployment/aardvark`,
      },
      {
        permission: workloadReadPermission,
        resourceRef: `${CLUSTER}/shop/Deployment/bison`,
      },
      {
        permission: workloadReadPermission,
        resourceRef: `${CLUSTER}/shop/Deployment/nothing`,
      },
    ].map((item, id) => ({ id: String(id), ...item }));
    const { body } = await request(backend.server)
      .post('/api/permission/authorize')
      .set('Authorization', authorization('aardvarkOperator'))
      .send({ items })
      .expect(200);
    expect(body.items.map(({ result }: { result: string }) => result)).toEqual([
      'ALLOW',
      'DENY',
      'ALLOW',
      'DENY',
      'DENY',
    ]);
  });
});
