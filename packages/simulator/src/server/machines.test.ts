import { type StartedCluster, startCluster } from '../testing/startCluster';
import type { ProxyRequest } from './providers';

const PROXIED = '/api/v1/namespaces/default';
const METRICS = '/apis/metrics.k8s.io/v1beta1';
const AGGREGATED =
  'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList,application/json';

describe('what stands behind the API server', () => {
  let one: StartedCluster;
  const asked: ProxyRequest[] = [];

  beforeEach(async () => {
    asked.length = 0;
    one = await startCluster({
      proxy: request => {
        asked.push(request);
        return request.port === '9'
          ? undefined
          : {
              status: 203,
              headers: { 'content-type': 'text/plain', 'x-from': 'pod' },
              body: `${request.method} ${request.path} ${request.body}`,
            };
      },
      usage: {
        node: ({ metadata }) =>
          metadata.name === 'n' ? { cpu: 1.5, memory: 3 * 2 ** 30 } : undefined,
        pod: ({ metadata }) =>
          metadata.name === 'p'
            ? [
                { name: 'app', cpu: 0.25, memory: 2 ** 20 },
                { name: 'proxy', cpu: 0.05, memory: 2 ** 19 },
              ]
            : undefined,
        nodeTraffic: () => ({
          receivedBytes: 7,
          sentBytes: 8,
          filesystem: { capacityBytes: 100, usedBytes: 30 },
        }),
        cpuTime: (_, container) => (container ? 12 : 34),
      },
    });
    one.create('Node', 'n', {
      status: { conditions: [{ type: 'Ready', status: 'True' }] },
    });
    one.create('Node', 'lost', {
      status: {
        addresses: [{ type: 'InternalIP', address: '10.1.2.3' }],
        conditions: [{ type: 'Ready', status: 'Unknown' }],
      },
    });
    for (const name of ['p', 'new']) {
      one.create('Pod', name, {
        spec: { nodeName: 'n', containers: [{ name: 'app' }] },
        status: {
          phase: 'Running',
          podIP: name === 'p' ? '10.0.0.7' : undefined,
        },
      });
    }
    one.create('Service', 's', { spec: { ports: [{ port: 80 }] } });
  });

  afterEach(() => one.stop());

  describe('proxy', () => {
    it.each([
      ['pods/p/proxy/metrics?x=1', 'GET', '/metrics?x=1', undefined, 'http'],
      ['pods/p:8080/proxy/', 'GET', '/', '8080', 'http'],
      ['services/https:s:web/proxy/a/b', 'POST', '/a/b', 'web', 'https'],
      ['services/s/proxy', 'DELETE', '/', undefined, 'http'],
    ])('hands %s on', async (path, method, target, port, scheme) => {
      const response = await one.call(`${PROXIED}/${path}`, {
        method,
        headers: { authorization: 'Bearer secret', 'x-own': 'yes' },
        ...(method === 'POST' ? { body: 'text' } : {}),
      });
      expect(response.status).toBe(203);
      expect(response.headers.get('x-from')).toBe('pod');
      expect(await response.text()).toBe(
        `${method} ${target} ${method === 'POST' ? 'text' : ''}`,
      );
      const [{ headers, ...request }] = asked;
      expect(request).toMatchObject({ port, scheme, path: target });
      expect(headers).toMatchObject({ 'x-own': 'yes' });
      // The token is for the API server and nobody behind it.
      expect(headers).not.toHaveProperty('authorization');
    });

    it.each([
      ['pods/none/proxy/', 404, 'pods "none" not found'],
      [
        'pods/p:9/proxy/',
        503,
        'error trying to reach service: dial tcp 10.0.0.7:9: connect: connection refused',
      ],
      ['pods/new:9/proxy/', 400, 'address not allowed'],
      ['services/s:9/proxy/', 503, 'no endpoints available for service "s"'],
      ['pods/ftp:p:1/proxy/', 400, 'invalid proxy target "ftp:p:1"'],
    ])('answers for %s, which it cannot reach', async (path, code, message) => {
      expect(await one.json(`${PROXIED}/${path}`)).toMatchObject({
        kind: 'Status',
        code,
        message,
      });
    });
  });

  describe('metrics.k8s.io', () => {
    const NODE = { cpu: '1500000000n', memory: '3145728Ki' };

    it('lists what is known to be used', async () => {
      expect(await one.json(`${METRICS}/nodes`)).toMatchObject({
        kind: 'NodeMetricsList',
        items: [{ metadata: { name: 'n' }, window: '15s', usage: NODE }],
      });
      expect(await one.json(`${METRICS}/pods`)).toMatchObject({
        kind: 'PodMetricsList',
        items: [
          {
            metadata: { name: 'p', namespace: 'default' },
            containers: [
              { name: 'app', usage: { cpu: '250000000n', memory: '1024Ki' } },
              { name: 'proxy', usage: { cpu: '50000000n', memory: '512Ki' } },
            ],
          },
        ],
      });
    });

    it.each([
      ['nodes/n', { kind: 'NodeMetrics', usage: NODE }],
      [
        'nodes/lost',
        { code: 404, message: 'nodes.metrics.k8s.io "lost" not found' },
      ],
      [
        'namespaces/default/pods/new',
        { code: 404, message: 'pods.metrics.k8s.io "default/new" not found' },
      ],
      ['namespaces/other/pods', { kind: 'PodMetricsList', items: [] }],
    ])('answers %s', async (path, answer) => {
      expect(await one.json(`${METRICS}/${path}`)).toMatchObject(answer);
    });

    it('is not there without a metrics-server', async () => {
      one.cluster.metricsApi = false;
      expect((await one.call(`${METRICS}/nodes`)).status).toBe(404);
      expect(JSON.stringify(await one.json('/apis'))).not.toContain('metrics');
    });
  });

  describe('kubelets', () => {
    it('sum up what their pods use', async () => {
      const summary = await one.json('/api/v1/nodes/n/proxy/stats/summary');
      expect(summary.node).toMatchObject({
        nodeName: 'n',
        cpu: { usageNanoCores: 1.5e9, usageCoreNanoSeconds: 34e9 },
        memory: { workingSetBytes: 3 * 2 ** 30 },
        network: { rxBytes: 7, txBytes: 8 },
        fs: { capacityBytes: 100, usedBytes: 30, availableBytes: 70 },
      });
      // Of the other pod nothing is known.
      expect(summary.pods).toMatchObject([
        {
          podRef: { name: 'p', namespace: 'default' },
          cpu: { usageNanoCores: 3e8 },
          memory: { workingSetBytes: 2 ** 20 + 2 ** 19 },
          containers: [
            { name: 'app', cpu: { usageCoreNanoSeconds: 12e9 } },
            { name: 'proxy' },
          ],
        },
      ]);
    });

    it.each([
      ['n/proxy/healthz', 200, 'ok'],
      ['n/proxy/nothing', 404, ''],
      [
        'lost/proxy/stats/summary',
        503,
        'error trying to reach service: dial tcp 10.1.2.3:10250: i/o timeout',
      ],
      ['none/proxy/healthz', 404, 'nodes \\"none\\" not found'],
    ])('answer %s', async (path, code, text) => {
      const response = await one.call(`/api/v1/nodes/${path}`);
      expect(response.status).toBe(code);
      expect(await response.text()).toContain(text);
    });
  });

  describe('aggregated discovery', () => {
    const read = async (path: string) => {
      const response = await one.call(path, {
        headers: { accept: AGGREGATED },
      });
      expect(response.headers.get('content-type')).toBe(
        'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList',
      );
      return (await response.json()) as any;
    };

    it('has the core group in one document, with subresources', async () => {
      const { kind, apiVersion, items } = await read('/api');
      expect({ kind, apiVersion }).toEqual({
        kind: 'APIGroupDiscoveryList',
        apiVersion: 'apidiscovery.k8s.io/v2',
      });
      expect(items).toHaveLength(1);
      const [{ version, freshness, resources }] = items[0].versions;
      expect([version, freshness]).toEqual(['v1', 'Current']);
      const pods = resources.find((each: any) => each.resource === 'pods');
      expect(pods).toMatchObject({
        responseKind: { group: '', version: '', kind: 'Pod' },
        scope: 'Namespaced',
        singularResource: 'pod',
        verbs: expect.arrayContaining(['list', 'watch']),
      });
      expect(
        pods.subresources.map((sub: any) => sub.subresource).sort(),
      ).toEqual(['binding', 'eviction', 'log', 'proxy', 'status']);
    });

    it('says of the other groups what their own lists say', async () => {
      const { items } = await read('/apis');
      expect(items.length).toBeGreaterThan(5);
      for (const { metadata, versions } of items) {
        for (const { version, resources } of versions) {
          const list = await one.json(`/apis/${metadata.name}/${version}`);
          expect(resources.map((each: any) => each.resource)).toEqual(
            list.resources
              .map(({ name }: any) => name)
              .filter((name: string) => !name.includes('/')),
          );
        }
      }
    });

    it('is not forced upon a client that does not know it', async () => {
      expect((await one.json('/apis')).kind).toBe('APIGroupList');
    });
  });
});
