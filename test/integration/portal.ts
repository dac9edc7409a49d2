import {
  type BackendFeature,
  coreServices,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
  type TestBackend,
} from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import portlightPlugin from '@portlight/plugin-portlight-backend';
import type { Knex } from 'knex';
import { readJson } from '../parts';

/** A portal whose only plugin is Portlight. */
export interface Portal {
  /** Where the API begins. */
  readonly url: string;
  /** What a machine that may see everything sends, without `Bearer `. */
  readonly serviceToken: string;
  /** The body of an answer of the API; throws for every other status than 200. */
  get(path: string): Promise<any>;
  /** Throws for every status that is not a success. */
  post(path: string): Promise<void>;
  /** The answer itself. */
  request(path: string, method?: string, body?: unknown): Promise<Response>;
  stop(): Promise<void>;
}

type Entity = NonNullable<
  NonNullable<Parameters<typeof catalogServiceMock.factory>[0]>['entities']
>[number];

/** A section of the configuration. */
export type Settings = NonNullable<
  NonNullable<Parameters<typeof mockServices.rootConfig.factory>[0]>['data']
>;

/** How a portal knows its clusters. */
export type Fleet =
  /** Contexts of a kubeconfig; all without a choice. */
  | { kubeconfig: string; contexts?: string[] }
  /** Whatever `portlight:` says; the kubernetes plugin is not there. */
  | { portlight: Settings }
  /** The portal's `kubernetes:` section, read by the kubernetes backend. */
  | {
      kubernetes: {
        name: string;
        server: string;
        token: string;
        certificateAuthority: string;
      }[];
    };

function configuration(fleet: Fleet) {
  if ('kubeconfig' in fleet) {
    const { kubeconfig: path, contexts } = fleet;
    return {
      portlight: {
        sources: { kubernetes: false },
        kubeconfig: { path, ...(contexts ? { contexts } : {}) },
      },
    };
  }
  if ('portlight' in fleet) {
    return {
      portlight: { sources: { kubernetes: false }, ...fleet.portlight },
    };
  }
  return {
    kubernetes: {
      serviceLocatorMethod: { type: 'multiTenant' },
      clusterLocatorMethods: [
        {
          type: 'config',
          clusters: fleet.kubernetes.map(cluster => ({
            name: cluster.name,
            url: cluster.server,
            authProvider: 'serviceAccount',
            serviceAccountToken: cluster.token,
            caData: Buffer.from(cluster.certificateAuthority).toString(
              'base64',
            ),
          })),
        },
      ],
    },
  };
}

/**
 * The kubernetes backend, loaded by Node itself: it imports an ES module when it is first asked for a
 * cluster, which jest's own loader does not do.
 */
function kubernetesPlugin(): BackendFeature {
  const { createRequire } = process.getBuiltinModule('node:module');
  return createRequire(__filename)('@backstage/plugin-kubernetes-backend')
    .default;
}

/** Starts the real backend plugin on a database. */
export async function startPortal(options: {
  knex: Knex;
  fleet: Fleet;
  /** Of the catalog. */
  entities?: Entity[];
  /** Other services than the test backend's own. */
  features?: BackendFeature[];
}): Promise<Portal> {
  const { knex, fleet, entities = [], features = [] } = options;
  const backend: TestBackend = await startTestBackend({
    features: [
      mockServices.rootConfig.factory({ data: configuration(fleet) }),
      createServiceFactory({
        service: coreServices.database,
        deps: {},
        factory: () => ({ getClient: async () => knex }),
      }),
      catalogServiceMock.factory({ entities }),
      portlightPlugin,
      ...('kubernetes' in fleet ? [kubernetesPlugin()] : []),
      ...features,
    ],
  });
  const address = `http://localhost:${backend.server.port()}`;
  const request = (path: string, method = 'GET', body?: unknown) =>
    fetch(`${address}/api/portlight/v1${path}`, {
      method,
      headers: {
        authorization: mockCredentials.user.header(),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
  return {
    url: `${address}/api/portlight/v1`,
    serviceToken: mockCredentials.service.token(),
    request,
    get: async path => readJson(path, await request(path)),
    post: async path => {
      const response = await request(path, 'POST');
      if (!response.ok) {
        throw new Error(
          `${path} answered ${response.status}: ${await response.text()}`,
        );
      }
    },
    stop: () => backend.stop(),
  };
}
