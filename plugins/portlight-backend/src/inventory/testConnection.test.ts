import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { CLUSTER_FEATURES } from '@portlight/plugin-portlight-common';
import type {
  ClusterConnection,
  ClusterRequest,
} from '@portlight/plugin-portlight-node';
import { parseAllDocuments } from 'yaml';
import { AddressPolicy } from '../clusters/addresses';
import { connectUntrusted } from '../clusters/untrusted';
import { testConnection } from './testConnection';

type Answer = { status?: number; body: unknown } | undefined;

const JSON_TYPE = { 'content-type': 'application/json' };

/** Answers by path; what is not there is refused. */
function server(answer: (path: string, body: any) => Answer) {
  const requests: string[] = [];
  const connection: ClusterConnection = {
    request: async ({ path, method = 'GET', body }: ClusterRequest) => {
      requests.push(`${method} ${path}`);
      const { status = 200, body: answered } = answer(
        path.split('?')[0],
        body && JSON.parse(body),
      ) ?? { status: 403, body: { kind: 'Status' } };
      const text =
        typeof answered === 'string' ? answered : JSON.stringify(answered);
      return {
        status,
        headers: JSON_TYPE,
        body: (async function* chunks() {
          yield Buffer.from(text);
        })(),
      };
    },
    close: jest.fn(async () => {}),
  };
  return { connection, requests };
}

const VERSION = { gitVersion: 'v1.36.3+k3s1' };
const EVERYTHING = {
  resourceRules: [{ verbs: ['*'], apiGroups: ['*'], resources: ['*'] }],
  nonResourceRules: [{ verbs: ['*'], nonResourceURLs: ['*'] }],
};
const RULES = '/apis/authorization.k8s.io/v1/selfsubjectrulesreviews';
const ACCESS = '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews';
const SELF = '/apis/authentication.k8s.io/v1/selfsubjectreviews';

const BASE: Record<string, Answer> = {
  '/version': { body: VERSION },
  '/readyz': { body: 'ok' },
  '/api/v1/nodes': {
    body: { items: [{}, null, {}], metadata: { remainingItemCount: 40 } },
  },
  '/apis': {
    body: {
      groups: [
        null,
        { name: 'metrics.k8s.io' },
        { name: 'monitoring.coreos.com' },
      ],
    },
  },
  [RULES]: { body: { status: EVERYTHING } },
  [SELF]: { body: { status: { userInfo: { username: 'anna' } } } },
};

describe('a test of a cluster', () => {
  it('tells version, provider, nodes and that nothing is missing', async () => {
    const { connection, requests } = server(path => BASE[path]);
    const test = await testConnection(connection);
    expect(test).toEqual({
      reachable: true,
      version: 'v1.36.3+k3s1',
      provider: 'k3s',
      nodes: 42,
      latencySeconds: expect.any(Number),
      features: CLUSTER_FEATURES.map(({ feature, title }) => ({
        feature,
        title,
        available: true,
        missing: [],
      })),
      manifest: expect.any(String),
    });
    const [, binding] = parseAllDocuments(test.manifest).map(each =>
      each.toJS(),
    );
    expect(binding.subjects).toMatchObject([{ kind: 'User', name: 'anna' }]);
    expect(requests).not.toContain(`POST ${ACCESS}`);
    expect(connection.close).toHaveBeenCalled();
  });

  it('asks one by one where not all authorizers list their rules', async () => {
    const { connection, requests } = server((path, body) => {
      if (path === RULES) {
        return {
          body: {
            status: {
              incomplete: true,
              resourceRules: [
                { verbs: ['*'], apiGroups: ['apps'], resources: ['*'] },
              ],
            },
          },
        };
      }
      if (path === ACCESS) {
        const { resourceAttributes, nonResourceAttributes } = body.spec;
        return {
          body: {
            status: {
              allowed: nonResourceAttributes
                ? nonResourceAttributes.path !== '/readyz'
                : resourceAttributes.group !== '' ||
                  resourceAttributes.resource !== 'pods',
            },
          },
        };
      }
      return BASE[path];
    });
    const test = await testConnection(connection);
    expect(test.features.flatMap(({ missing }) => missing)).toEqual([
      { apiGroup: '', resource: 'pods', verb: 'list' },
      { apiGroup: '', resource: 'pods', verb: 'watch' },
      { apiGroup: '', resource: '/readyz', verb: 'get' },
      { apiGroup: '', resource: 'pods/proxy', verb: 'get' },
    ]);
    expect(test).not.toHaveProperty('error');
    const asked = requests.filter(each => each === `POST ${ACCESS}`).length;
    const known = CLUSTER_FEATURES.flatMap(({ permissions }) =>
      permissions.filter(({ apiGroup }) => apiGroup === 'apps'),
    ).length;
    expect(asked).toBe(
      CLUSTER_FEATURES.flatMap(({ permissions }) => permissions).length - known,
    );
  });

  it('calls everything missing for credentials that may not ask, and says why', async () => {
    const { connection } = server(path =>
      path === '/version' ? BASE[path] : undefined,
    );
    const test = await testConnection(connection);
    expect(test).toMatchObject({
      reachable: true,
      error: {
        cause: 'forbidden',
        message: expect.stringContaining('selfsubjectaccessreviews'),
      },
      provider: 'k3s',
    });
    expect(test).not.toHaveProperty('nodes');
    for (const { available, missing, feature } of test.features) {
      expect([feature, available, missing.length > 0]).toEqual([
        feature,
        false,
        true,
      ]);
    }
  });

  it('says what is not installed', async () => {
    const { connection } = server(path =>
      path === '/apis' ? { body: { groups: [] } } : BASE[path],
    );
    const { features } = await testConnection(connection);
    expect(features.filter(({ available }) => !available)).toEqual([
      expect.objectContaining({
        feature: 'usage',
        missing: [],
        message: expect.stringContaining('metrics-server'),
      }),
      expect.objectContaining({ feature: 'monitors', missing: [] }),
    ]);
  });

  it.each<[string, Answer, object]>([
    [
      'that refuses the credentials',
      { status: 401, body: {} },
      { reachable: true, error: { cause: 'unauthorized' } },
    ],
    [
      'that is none',
      { status: 404, body: '' },
      { reachable: false, error: { cause: 'invalidResponse' } },
    ],
    [
      'that sends something else',
      { body: 'welcome' },
      { reachable: false, error: { cause: 'invalidResponse' } },
    ],
    [
      'that wants TLS',
      {
        status: 400,
        body: 'Client sent an HTTP request to an HTTPS server.\n',
      },
      {
        reachable: false,
        error: { cause: 'tls', message: expect.stringContaining('https://') },
      },
    ],
    [
      'that is overloaded',
      { status: 429, body: {} },
      { reachable: true, error: { cause: 'throttled' } },
    ],
  ])('tells a server %s', async (_, answer, expected) => {
    const { connection } = server(path =>
      path === '/version' ? answer : BASE[path],
    );
    const test = await testConnection(connection);
    expect(test).toMatchObject(expected);
    expect(test.features).toEqual([]);
    expect(connection.close).toHaveBeenCalled();
  });

  it.each<[string, any]>([
    ['null', null],
    ['a list', []],
    ['numbers', { items: 7, groups: 7, status: 7, gitVersion: 7 }],
    [
      'wrong shapes',
      {
        items: [7],
        groups: [7],
        metadata: { remainingItemCount: 'many' },
        status: {
          resourceRules: 'x',
          allowed: 'yes',
          userInfo: { username: 'x'.repeat(2000) },
        },
      },
    ],
  ])('is not confused by a server that sends %s', async (_, body) => {
    const { connection } = server(path =>
      path === '/version' ? BASE[path] : { body },
    );
    const test = await testConnection(connection);
    expect(test.reachable).toBe(true);
    expect(parseAllDocuments(test.manifest)).toHaveLength(4);
  });

  it.each<[unknown, number]>([
    [40, 43],
    [0, 3],
    [-5, 3],
    [1.5, 3],
    ['40', 3],
    [1e308, 3],
    [Number.MAX_SAFE_INTEGER, 3],
    [[40], 3],
    [true, 3],
  ])('takes %j more nodes for %s', async (remainingItemCount, nodes) => {
    const { connection } = server(path =>
      path.startsWith('/api/v1/nodes')
        ? { body: { items: [{}, {}, {}], metadata: { remainingItemCount } } }
        : BASE[path],
    );
    expect((await testConnection(connection)).nodes).toBe(nodes);
  });

  it('ends in time with a server that does not answer', async () => {
    const connection: ClusterConnection = {
      request: ({ signal }) =>
        new Promise((_, reject) => {
          signal!.addEventListener('abort', () => reject(signal!.reason));
        }),
      close: jest.fn(async () => {}),
    };
    expect(await testConnection(connection, 20)).toMatchObject({
      reachable: false,
      error: {
        cause: 'timeout',
        message: expect.stringContaining('does not answer within 0.02 s'),
      },
    });
    expect(connection.close).toHaveBeenCalled();
  });

  it.each([
    [
      'a server without TLS',
      'https',
      { cause: 'tls', message: expect.stringContaining('not speak TLS') },
    ],
    [
      'a server that redirects',
      'http',
      {
        cause: 'invalidResponse',
        message: expect.stringContaining('redirects'),
      },
    ],
  ])('says what is wrong with %s', async (_, protocol, error) => {
    const real = http.createServer((_request, response) => {
      response.writeHead(302, { location: 'http://169.254.169.254/' }).end();
    });
    await new Promise<void>(resolve => {
      real.listen(0, '127.0.0.1', resolve);
    });
    try {
      const { port } = real.address() as AddressInfo;
      const test = await testConnection(
        connectUntrusted(
          { server: `${protocol}://127.0.0.1:${port}` },
          {
            allowPlainHttp: true,
            addresses: new AddressPolicy({ allowLoopback: true }),
          },
        ),
      );
      expect(test).toMatchObject({ reachable: false, error });
    } finally {
      real.close();
    }
  });
});
