import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createRemotePortlightApi } from './createRemotePortlightApi';
import type { PortlightApi } from './PortlightApi';

interface Answer {
  status?: number;
  headers?: Record<string, string>;
  body?: string;
}

describe('createRemotePortlightApi', () => {
  let server: Server;
  let baseUrl: string;
  let requests: IncomingMessage[];
  let bodies: string[];
  let answer: (request: IncomingMessage) => Answer | undefined;
  let api: PortlightApi;

  beforeAll(async () => {
    server = createServer(async (request, response) => {
      requests.push(request);
      bodies.push(Buffer.concat(await request.toArray()).toString());
      const given = answer(request);
      // No answer at all: the client has to give up.
      if (given) {
        response.writeHead(given.status ?? 200, {
          'Content-Type': 'application/json',
          ...given.headers,
        });
        response.end(given.body);
      }
    });
    await new Promise<void>(resolve => {
      server.listen(0, '127.0.0.1', resolve);
    });
    const { port } = server.address() as AddressInfo;
    baseUrl = `http://127.0.0.1:${port}/api/portlight`;
  });

  afterAll(async () => {
    server.closeAllConnections();
    await new Promise(resolve => {
      server.close(resolve);
    });
  });

  beforeEach(() => {
    requests = [];
    bodies = [];
    answer = () => ({ body: '{"items":[],"total":0}' });
    api = createRemotePortlightApi({ baseUrl });
  });

  it.each<[string, (call: PortlightApi) => Promise<unknown>, string]>([
    [
      'repeats arrays',
      call => call.listPods({ cluster: ['east', 'west'], limit: 5 }),
      '/v1/fleet/pods?cluster=east&cluster=west&limit=5',
    ],
    [
      'leaves out what is not given',
      call => call.listPods({ search: '', owner: undefined, cluster: [] }),
      '/v1/fleet/pods',
    ],
    [
      'escapes values',
      call => call.listPods({ labelSelector: 'a in (b,c)&d=e' }),
      '/v1/fleet/pods?labelSelector=a%20in%20(b%2Cc)%26d%3De',
    ],
    [
      'escapes names in paths',
      call =>
        call.getPod({ cluster: 'a/b:c', namespace: '...', name: 'x?y#z' }),
      '/v1/clusters/a%2Fb%3Ac/namespaces/.../pods/x%3Fy%23z',
    ],
    [
      'splits references of entities',
      call => call.getEntityHealth('component:shop/cart'),
      '/v1/entities/component/shop/cart/health',
    ],
    [
      'takes the default namespace of entities',
      call => call.getEntityHealth('component:cart'),
      '/v1/entities/component/default/cart/health',
    ],
    [
      'asks for the cost of the fleet',
      call => call.getCosts({ clusters: ['east'] }, { aggregate: ['owner'] }),
      '/v1/fleet/costs?aggregate=owner&cluster=east',
    ],
    [
      'asks for the cost of a cluster',
      call => call.getCosts({ cluster: 'east' }, { window: '7d' }),
      '/v1/clusters/east/costs?window=7d',
    ],
    [
      'asks for the cost of a namespace',
      call => call.getCosts({ cluster: 'east', namespace: 'shop' }),
      '/v1/clusters/east/namespaces/shop/costs',
    ],
    [
      'asks for the cost of a workload',
      call =>
        call.getCosts({
          cluster: 'east',
          namespace: 'shop',
          kind: 'Deployment',
          name: 'cart',
        }),
      '/v1/clusters/east/namespaces/shop/workloads/Deployment/cart/costs',
    ],
    [
      'asks for the cost of an entity',
      call => call.getCosts({ entityRef: 'system:shop' }),
      '/v1/entities/system/default/shop/costs',
    ],
    [
      'escapes filters, in which a plus means something',
      call => call.getCostWork({}, { filter: 'namespace:"a"+pod:"b"' }),
      '/v1/fleet/costs/work?filter=namespace%3A%22a%22%2Bpod%3A%22b%22',
    ],
  ])('%s', async (_, call, path) => {
    await call(api);
    expect(requests.map(({ url }) => url)).toEqual([
      new URL(`${baseUrl}${path}`).pathname +
        new URL(`${baseUrl}${path}`).search,
    ]);
  });

  it('asks for the address before every request', async () => {
    const addresses = [`${baseUrl}/one`, `${baseUrl}/two`];
    const moving = createRemotePortlightApi({
      baseUrl: async () => addresses.shift()!,
    });
    await moving.listClusters();
    await moving.listClusters();
    expect(requests.map(({ url }) => url)).toEqual([
      '/api/portlight/one/v1/clusters',
      '/api/portlight/two/v1/clusters',
    ]);
  });

  it('gives the same object again while nothing changed', async () => {
    let tag = 'W/"1"';
    answer = ({ headers }) =>
      headers['if-none-match'] === tag
        ? { status: 304 }
        : {
            headers: { ETag: tag },
            body: `{"items":[],"total":${tag.length}}`,
          };
    const first = await api.listPods({ cluster: ['east'] });
    const second = await api.listPods({ cluster: ['east'] });
    expect(second).toBe(first);
    expect(requests.map(({ headers }) => headers['if-none-match'])).toEqual([
      undefined,
      'W/"1"',
    ]);
    // Another question is not compared with this answer.
    await api.listPods({ cluster: ['west'] });
    expect(requests[2].headers['if-none-match']).toBeUndefined();
    tag = 'W/"22"';
    const third = await api.listPods({ cluster: ['east'] });
    expect(third).not.toBe(first);
    expect(third.total).toBe(6);
  });

  it('keeps a bounded number of answers', async () => {
    answer = () => ({ headers: { ETag: 'W/"1"' }, body: '{}' });
    await api.getCluster('first');
    for (let at = 0; at < 200; at += 1) {
      await api.getCluster(`other-${at}`);
    }
    await api.getCluster('other-199');
    await api.getCluster('first');
    expect(requests.at(-2)!.headers['if-none-match']).toBe('W/"1"');
    expect(requests.at(-1)!.headers['if-none-match']).toBeUndefined();
  });

  it.each<
    [string, (call: PortlightApi) => Promise<unknown>, string, object | string]
  >([
    [
      'inspects a kubeconfig',
      call => call.inspectKubeconfig('kind: Config'),
      'POST /v1/clusters:inspect',
      { kubeconfig: 'kind: Config' },
    ],
    [
      'tests a cluster',
      call => call.testCluster({ kubeconfig: 'k', context: 'c' }),
      'POST /v1/clusters:test',
      { kubeconfig: 'k', context: 'c' },
    ],
    [
      'registers a cluster',
      call =>
        call.registerCluster({ name: 'east', kubeconfig: 'k', context: 'c' }),
      'POST /v1/clusters',
      { name: 'east', kubeconfig: 'k', context: 'c' },
    ],
    [
      'changes a cluster',
      call => call.updateCluster('a/b', { maintenance: true }),
      'PATCH /v1/clusters/a%2Fb',
      { maintenance: true },
    ],
    [
      'replaces credentials',
      call =>
        call.replaceClusterCredentials('east', {
          kubeconfig: 'k',
          context: 'c',
        }),
      'PUT /v1/clusters/east/credentials',
      { kubeconfig: 'k', context: 'c' },
    ],
  ])('%s', async (_name, call, request, sent) => {
    answer = () => ({ status: 201, body: '{"name":"east"}' });
    await expect(call(api)).resolves.toEqual({ name: 'east' });
    const [{ method, url }] = requests;
    expect(`${method} ${url}`).toBe(
      request.replace('/v1', '/api/portlight/v1'),
    );
    expect(JSON.parse(bodies[0])).toEqual(sent);
  });

  it.each<[string, (call: PortlightApi) => Promise<void>, string, number]>([
    ['a sync', call => call.syncCluster('a'), 'POST /v1/clusters/a/sync', 202],
    [
      'a rotation',
      call => call.rotateEncryption(),
      'POST /v1/encryption:rotate',
      202,
    ],
    [
      'a deletion',
      call => call.deleteCluster('a'),
      'DELETE /v1/clusters/a',
      204,
    ],
  ])('takes the empty answer of %s', async (_name, call, request, status) => {
    answer = () => ({ status });
    await expect(call(api)).resolves.toBeUndefined();
    const [{ method, url }] = requests;
    expect(`${method} ${url}`).toBe(
      request.replace('/v1', '/api/portlight/v1'),
    );
  });

  it('fetches an export as a file', async () => {
    answer = () => ({ body: 'a,b\n1,2\n' });
    const file = await api.exportCosts({}, { format: 'focus-1.3' });
    expect(await file.text()).toBe('a,b\n1,2\n');
    expect(requests[0].url).toBe(
      '/api/portlight/v1/fleet/costs/export?format=focus-1.3',
    );
  });

  it.each([
    ['as text', 'date,cost\n'],
    ['as a file', new Blob(['date,cost\n'])],
  ])('sends a bill %s', async (_, content) => {
    answer = () => ({ body: '{"stored":false}' });
    await expect(
      api.importBill({ name: 'october', content, dryRun: true }),
    ).resolves.toEqual({ stored: false });
    const [{ method, url, headers }] = requests;
    expect([method, url, headers['content-type'], bodies[0]]).toEqual([
      'POST',
      '/api/portlight/v1/bills?name=october&dryRun=true',
      'text/csv',
      'date,cost\n',
    ]);
  });

  it("sends a body through a portal's fetch, which copies what it is given", async () => {
    answer = () => ({ body: '{"contexts":[]}' });
    const behindPortal = createRemotePortlightApi({
      baseUrl,
      fetch: (input, init) => {
        const copy = new Request(input, init);
        expect(copy.url).toMatch(/^http:/);
        return fetch(input, init);
      },
    });
    await behindPortal.inspectKubeconfig('kind: Config');
    expect(JSON.parse(bodies[0])).toEqual({ kubeconfig: 'kind: Config' });
  });

  it('says which field of a registration is refused', async () => {
    answer = () => ({
      status: 409,
      body: '{"code":"conflict","title":"There is a cluster east","parameter":"name"}',
    });
    await expect(
      api.registerCluster({ name: 'east', kubeconfig: 'k', context: 'c' }),
    ).rejects.toMatchObject({
      status: 409,
      parameter: 'name',
      message: 'There is a cluster east',
    });
  });

  it.each<[string, Answer, object]>([
    [
      'a problem document',
      {
        status: 400,
        headers: { 'Content-Type': 'application/problem+json' },
        body: JSON.stringify({
          type: 'about:blank',
          title: 'This list cannot be sorted by `x`',
          status: 400,
          code: 'unknown-column',
          parameter: 'sort',
          allowed: ['name'],
        }),
      },
      {
        code: 'unknown-column',
        status: 400,
        message: 'This list cannot be sorted by `x`',
        parameter: 'sort',
        allowed: ['name'],
      },
    ],
    [
      "the portal's own error",
      {
        status: 401,
        body: '{"error":{"name":"AuthenticationError","message":"Missing credentials"},"response":{"statusCode":401}}',
      },
      { code: 'unauthenticated', status: 401, message: 'Missing credentials' },
    ],
    [
      "a proxy's page",
      {
        status: 502,
        headers: { 'Content-Type': 'text/html' },
        body: '<html>Bad gateway</html>',
      },
      { code: 'unreachable', status: 502 },
    ],
    ['an empty error', { status: 403 }, { code: 'not-allowed', status: 403 }],
    ['nonsense', { status: 500, body: 'null' }, { code: 'internal' }],
    [
      'hostile nonsense',
      {
        status: 418,
        body: `{"code":7,"title":["x"],"allowed":[1,"a"],"error":"${'x'.repeat(
          5000,
        )}"}`,
      },
      { code: 'invalid-request', status: 418, allowed: ['a'] },
    ],
    [
      'a page in the place of data',
      { status: 200, headers: { 'Content-Type': 'text/html' }, body: '<html>' },
      { code: 'invalid-response', status: 200 },
    ],
  ])('makes an error of %s', async (_, given, expected) => {
    answer = () => given;
    await expect(api.listClusters()).rejects.toMatchObject({
      name: 'PortlightError',
      ...expected,
    });
  });

  it('makes the same errors of a sync', async () => {
    answer = () => ({
      status: 403,
      body: '{"code":"not-allowed","title":"No"}',
    });
    await expect(api.syncCluster('east')).rejects.toMatchObject({
      code: 'not-allowed',
      status: 403,
      message: 'No',
    });
  });

  it('says that nobody answers', async () => {
    const nowhere = createRemotePortlightApi({ baseUrl: 'http://127.0.0.1:9' });
    await expect(nowhere.listClusters()).rejects.toMatchObject({
      code: 'unreachable',
      status: 0,
    });
  });

  it('ends a request that is not wanted any more', async () => {
    answer = () => undefined;
    const controller = new AbortController();
    const request = api.listClusters({}, { signal: controller.signal });
    controller.abort();
    await expect(request).rejects.toMatchObject({ code: 'aborted', status: 0 });
  });

  it.each(['', '.', '..'])(
    'refuses %j, which a URL would swallow',
    async name => {
      await expect(api.getCluster(name)).rejects.toMatchObject({
        code: 'invalid-parameter',
        parameter: 'cluster',
      });
      await expect(api.syncCluster(name)).rejects.toMatchObject({
        code: 'invalid-parameter',
      });
      expect(requests).toEqual([]);
    },
  );

  it('refuses what is no reference of an entity', async () => {
    await expect(api.getEntityHealth('cart/..')).rejects.toMatchObject({
      code: 'invalid-parameter',
    });
    expect(requests).toEqual([]);
  });
});
