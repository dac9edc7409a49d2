import { once } from 'node:events';
import { connect } from 'node:http2';
import { request as requestTls } from 'node:https';
import type { ObjectStore } from '../store';
import type { Simulator } from './Simulator';
import { startSimulator } from './Simulator';

const ADMIN = { token: 'admin', name: 'admin', groups: ['system:masters'] };
const VIEWER = {
  token: 'viewer',
  name: 'viewer',
  groups: ['viewers'],
  rules: [{ verbs: ['list'], apiGroups: [''], resources: ['pods'] }],
};
const LIST = '/api/v1/namespaces/default/configmaps';
const DEPLOYMENTS = '/apis/apps/v1/namespaces/default/deployments';
const TABLE = 'application/json;as=Table;g=meta.k8s.io;v=v1';

describe('Simulator', () => {
  let simulator: Simulator;
  let store: ObjectStore;

  beforeEach(async () => {
    simulator = await startSimulator({
      seed: 1,
      clusters: [{ name: 'one', users: [ADMIN, VIEWER] }],
    });
    store = simulator.cluster('one').store;
  });

  afterEach(() => simulator.stop());

  function call(
    path: string,
    options: {
      method?: string;
      body?: unknown;
      type?: string;
      token?: string;
      accept?: string;
    } = {},
  ) {
    const {
      method,
      body,
      type = 'application/json',
      token = 'admin',
    } = options;
    return fetch(`${simulator.clusterUrl('one')}${path}`, {
      method: method ?? (body === undefined ? 'GET' : 'POST'),
      body: body === undefined ? undefined : JSON.stringify(body),
      headers: {
        authorization: `Bearer ${token}`,
        ...(body === undefined ? {} : { 'content-type': type }),
        ...(options.accept ? { accept: options.accept } : {}),
      },
    });
  }

  async function json(...parameters: Parameters<typeof call>): Promise<any> {
    return (await call(...parameters)).json();
  }

  async function events(path: string, accept?: string): Promise<any[]> {
    const text = await (await call(path, { accept })).text();
    return text
      .split('\n')
      .filter(line => line)
      .map(line => JSON.parse(line));
  }

  function addConfigs(...names: string[]) {
    for (const name of names) {
      store.create(store.resources.forKind('ConfigMap'), {
        metadata: { name, namespace: 'default', labels: { name } },
      });
    }
  }

  const deployment = (image: string) => ({
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'cart' },
    spec: {
      selector: { matchLabels: { app: 'cart' } },
      template: {
        metadata: { labels: { app: 'cart' } },
        spec: { containers: [{ name: 'app', image }] },
      },
    },
  });

  describe('list', () => {
    it('pages through one revision, whatever is written meanwhile', async () => {
      addConfigs('a', 'b', 'c', 'd', 'e');
      const first = await json(`${LIST}?limit=2`);
      expect(first).toMatchObject({
        kind: 'ConfigMapList',
        metadata: { resourceVersion: '9', remainingItemCount: 3 },
        items: [{ metadata: { name: 'a' } }, { metadata: { name: 'b' } }],
      });
      expect(first.items[0]).not.toHaveProperty('kind');
      store.delete(store.resources.forKind('ConfigMap'), 'default', 'c');
      addConfigs('bb');
      const rest = await json(`${LIST}?continue=${first.metadata.continue}`);
      expect(rest.items.map((item: any) => item.metadata.name)).toEqual([
        'c',
        'd',
        'e',
      ]);
      expect(rest.metadata).toEqual({ resourceVersion: '9' });
    });

    it('answers 410 for a page whose revision is compacted, with a token that goes on', async () => {
      addConfigs('a', 'b', 'c');
      const first = await json(`${LIST}?limit=1`);
      addConfigs('bb');
      store.compact();
      const response = await call(
        `${LIST}?limit=1&continue=${first.metadata.continue}`,
      );
      expect(response.status).toBe(410);
      const status = (await response.json()) as any;
      expect(status).toMatchObject({
        kind: 'Status',
        reason: 'Expired',
        code: 410,
      });
      const next = await json(`${LIST}?continue=${status.metadata.continue}`);
      expect(next.items.map((item: any) => item.metadata.name)).toEqual([
        'b',
        'bb',
        'c',
      ]);
    });

    it('answers tables and metadata where they are asked for', async () => {
      addConfigs('a');
      expect(await json(LIST, { accept: TABLE })).toMatchObject({
        kind: 'Table',
        columnDefinitions: [
          { name: 'Name' },
          { name: 'Data' },
          { name: 'Age' },
        ],
        rows: [
          {
            cells: ['a', 0, expect.any(String)],
            object: { kind: 'PartialObjectMetadata' },
          },
        ],
      });
      expect(
        await json(LIST, {
          accept:
            'application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1',
        }),
      ).toMatchObject({
        kind: 'PartialObjectMetadataList',
        items: [{ kind: 'PartialObjectMetadata', metadata: { name: 'a' } }],
      });
    });

    it('sends a long list whole, compressed or not', async () => {
      const configs = store.resources.forKind('ConfigMap');
      for (let index = 0; index < 300; index++) {
        store.create(configs, {
          metadata: { name: `c${index}`, namespace: 'default' },
          data: { text: 'x'.repeat(2000) },
        });
      }
      const url = `${simulator.clusterUrl('one')}${LIST}`;
      for (const encoding of ['identity', 'gzip']) {
        const response = await fetch(url, {
          headers: {
            authorization: 'Bearer admin',
            'accept-encoding': encoding,
          },
        });
        expect(response.headers.get('content-encoding')).toBe(
          encoding === 'gzip' ? 'gzip' : null,
        );
        expect(((await response.json()) as any).items).toHaveLength(300);
      }
    });
  });

  describe('watch', () => {
    it('streams a list and marks its end', async () => {
      addConfigs('a', 'b');
      const seen = await events(
        `${LIST}?watch=1&timeoutSeconds=1&sendInitialEvents=true&allowWatchBookmarks=true&resourceVersionMatch=NotOlderThan`,
      );
      expect(
        seen.map(({ type, object }) => [type, object.metadata.name]),
      ).toEqual([
        ['ADDED', 'a'],
        ['ADDED', 'b'],
        ['BOOKMARK', undefined],
      ]);
      expect(seen[2].object).toEqual({
        kind: 'ConfigMap',
        apiVersion: 'v1',
        metadata: {
          resourceVersion: '6',
          annotations: { 'k8s.io/initial-events-end': 'true' },
        },
      });
    });

    it('streams a state larger than it writes ahead, and then what changed meanwhile', async () => {
      const configs = store.resources.forKind('ConfigMap');
      const data = { text: 'x'.repeat(600_000) };
      for (let i = 10; i < 40; i++) {
        store.create(configs, {
          metadata: { name: `large-${i}`, namespace: 'default' },
          data,
        });
      }
      const { resourceVersion } = store;
      const reading = events(
        `${LIST}?watch=1&timeoutSeconds=3&sendInitialEvents=true&allowWatchBookmarks=true&resourceVersionMatch=NotOlderThan`,
      );
      setTimeout(() => store.delete(configs, 'default', 'large-39'), 50);
      const seen = await reading;
      expect(seen.map(({ type }) => type)).toEqual([
        ...Array(30).fill('ADDED'),
        'BOOKMARK',
        'DELETED',
      ]);
      expect(seen[30].object.metadata.resourceVersion).toBe(
        String(resourceVersion),
      );
    });

    it('goes on after a revision, and shows only what a selector selects', async () => {
      addConfigs('a');
      const from = store.resourceVersion;
      const configs = store.resources.forKind('ConfigMap');
      const label = (value: string) =>
        store.modify(configs, 'default', 'a', object => ({
          ...object,
          metadata: { ...object.metadata, labels: { name: value } },
        }));
      label('x');
      label('a');
      store.delete(configs, 'default', 'a');
      const seen = await events(
        `${LIST}?watch=1&timeoutSeconds=1&resourceVersion=${from}&labelSelector=name%3Da`,
      );
      expect(
        seen.map(({ type, object }) => [
          type,
          object.metadata.resourceVersion,
          object.metadata.labels.name,
        ]),
      ).toEqual([
        ['DELETED', '6', 'a'],
        ['ADDED', '7', 'a'],
        ['DELETED', '8', 'a'],
      ]);
    });

    it('reports a compacted revision inside of the stream', async () => {
      addConfigs('a', 'b');
      store.compact();
      expect(await events(`${LIST}?watch=1&resourceVersion=3`)).toEqual([
        {
          type: 'ERROR',
          object: expect.objectContaining({
            code: 410,
            reason: 'Expired',
            message: 'too old resource version: 3 (6)',
          }),
        },
      ]);
    });

    it('says what a table is in the first event only', async () => {
      addConfigs('a', 'b');
      const seen = await events(`${LIST}?watch=1&timeoutSeconds=1`, TABLE);
      expect(
        seen.map(({ object }) => object.columnDefinitions?.length),
      ).toEqual([3, undefined]);
    });

    it.each([
      [
        'sendInitialEvents=true',
        'sendInitialEvents requires setting resourceVersionMatch to NotOlderThan',
      ],
      [
        'resourceVersionMatch=NotOlderThan',
        'resourceVersionMatch is forbidden for watch unless sendInitialEvents is provided',
      ],
    ])('refuses %s alone', async (query, message) => {
      const response = await call(`${LIST}?watch=1&${query}`);
      expect(response.status).toBe(422);
      expect(await response.json()).toMatchObject({
        reason: 'Invalid',
        message: `ListOptions.meta.k8s.io "" is invalid: resourceVersionMatch: Forbidden: ${message}`,
      });
    });
  });

  describe('access', () => {
    it.each([
      ['nobody', '/api/v1/pods', 401, 'Unauthorized'],
      ['viewer', '/api/v1/pods', 200, undefined],
      [
        'viewer',
        '/api/v1/namespaces/default/pods/x',
        403,
        'pods "x" is forbidden: User "viewer" cannot get resource "pods" in API group "" in the namespace "default"',
      ],
      [
        'viewer',
        '/apis/apps/v1/deployments',
        403,
        'deployments.apps is forbidden: User "viewer" cannot list resource "deployments" in API group "apps" at the cluster scope',
      ],
      [
        'viewer',
        '/metrics',
        403,
        'forbidden: User "viewer" cannot get path "/metrics"',
      ],
      ['viewer', '/apis', 200, undefined],
    ])('%s at %s: %d', async (token, path, code, message) => {
      const response = await call(path, { token });
      expect(response.status).toBe(code);
      expect(((await response.json()) as any).message).toBe(message);
    });

    it('follows role bindings in the cluster', async () => {
      const create = (kind: string, object: object) =>
        store.create(store.resources.forKind(kind), {
          metadata: { name: 'r' },
          ...object,
        });
      create('ClusterRole', {
        rules: [{ verbs: ['list'], apiGroups: ['apps'], resources: ['*'] }],
      });
      create('ClusterRoleBinding', {
        subjects: [{ kind: 'Group', name: 'viewers' }],
        roleRef: { kind: 'ClusterRole', name: 'r' },
      });
      expect(
        (await call('/apis/apps/v1/deployments', { token: 'viewer' })).status,
      ).toBe(200);
      const review = await json(
        '/apis/authorization.k8s.io/v1/selfsubjectrulesreviews',
        {
          token: 'viewer',
          body: { spec: { namespace: 'default' } },
        },
      );
      expect(review.status.resourceRules).toContainEqual({
        verbs: ['list'],
        apiGroups: ['apps'],
        resources: ['*'],
      });
    });
  });

  describe('writes', () => {
    it('fills in defaults and checks what it is given', async () => {
      expect(
        await json(DEPLOYMENTS, { body: deployment('nginx') }),
      ).toMatchObject({
        spec: {
          replicas: 1,
          strategy: { rollingUpdate: { maxSurge: '25%' } },
          template: { spec: { containers: [{ imagePullPolicy: 'Always' }] } },
        },
      });
      const refused = await json(DEPLOYMENTS, {
        body: { ...deployment('x'), metadata: { name: 'e' }, spec: {} },
      });
      expect(refused.message).toBe(
        'Deployment.apps "e" is invalid: [spec.selector: Required value, spec.template.metadata.labels: Invalid value: null: `selector` does not match template `labels`, spec.template.spec.containers: Required value]',
      );
    });

    it.each([
      ['application/merge-patch+json', { spec: { replicas: 4 } }],
      [
        'application/json-patch+json',
        [{ op: 'replace', path: '/spec/replicas', value: 4 }],
      ],
      ['application/strategic-merge-patch+json', { spec: { replicas: 4 } }],
    ])('patches by %s, and stores nothing in a dry run', async (type, body) => {
      await call(DEPLOYMENTS, { body: deployment('nginx') });
      const path = `${DEPLOYMENTS}/cart`;
      const dry = await json(`${path}?dryRun=All`, {
        method: 'PATCH',
        type,
        body,
      });
      expect(dry.spec.replicas).toBe(4);
      expect((await json(path)).spec.replicas).toBe(1);
      await call(path, { method: 'PATCH', type, body });
      expect(await json(path)).toMatchObject({
        metadata: { generation: 2 },
        spec: { replicas: 4 },
      });
    });

    it('applies for several managers: conflicts, force, and what is given up', async () => {
      const apply = (manager: string, spec: object, force = false) =>
        call(`${DEPLOYMENTS}/cart?fieldManager=${manager}&force=${force}`, {
          method: 'PATCH',
          type: 'application/apply-patch+yaml',
          body: {
            apiVersion: 'apps/v1',
            kind: 'Deployment',
            metadata: { name: 'cart' },
            spec,
          },
        });
      const { spec } = deployment('nginx:1');
      expect((await apply('ci', { ...spec, replicas: 2 })).status).toBe(201);
      const conflict = await apply('ops', { replicas: 5 });
      expect(conflict.status).toBe(409);
      expect(((await conflict.json()) as any).message).toBe(
        'Apply failed with 1 conflict: conflict with "ci": .spec.replicas',
      );
      expect(
        (await apply('ops', { replicas: 5, minReadySeconds: 7 }, true)).status,
      ).toBe(200);
      await apply('ops', { replicas: 5 });
      const now = await json(`${DEPLOYMENTS}/cart`);
      expect(now.spec).toMatchObject({ replicas: 5, selector: spec.selector });
      expect(now.spec).not.toHaveProperty('minReadySeconds');
    });

    it('spends a disruption budget once', async () => {
      const pods = store.resources.forKind('Pod');
      for (const name of ['p1', 'p2']) {
        store.create(pods, {
          metadata: { name, namespace: 'default', labels: { app: 'cart' } },
          spec: { nodeName: 'n' },
          status: {
            phase: 'Running',
            conditions: [{ type: 'Ready', status: 'True' }],
          },
        });
      }
      store.create(store.resources.forKind('PodDisruptionBudget'), {
        metadata: { name: 'cart', namespace: 'default' },
        spec: { minAvailable: 1, selector: { matchLabels: { app: 'cart' } } },
        status: {
          observedGeneration: 1,
          disruptionsAllowed: 1,
          desiredHealthy: 1,
          currentHealthy: 2,
        },
      });
      const evict = (name: string) =>
        call(`/api/v1/namespaces/default/pods/${name}/eviction`, {
          body: {
            apiVersion: 'policy/v1',
            kind: 'Eviction',
            metadata: { name },
          },
        });
      expect((await evict('p1')).status).toBe(201);
      expect(
        store.read(pods, 'default', 'p1').metadata.deletionTimestamp,
      ).toBeDefined();
      const refused = await evict('p2');
      expect(refused.status).toBe(429);
      expect(await refused.json()).toMatchObject({
        reason: 'TooManyRequests',
        message:
          "Cannot evict pod as it would violate the pod's disruption budget.",
        details: { causes: [{ reason: 'DisruptionBudget' }] },
      });
    });

    it('serves custom resources as long as their definition is there', async () => {
      const path = '/apis/monitoring.coreos.com/v1/servicemonitors';
      expect((await call(path)).status).toBe(404);
      await call('/apis/apiextensions.k8s.io/v1/customresourcedefinitions', {
        body: {
          metadata: { name: 'servicemonitors.monitoring.coreos.com' },
          spec: {
            group: 'monitoring.coreos.com',
            scope: 'Namespaced',
            names: { kind: 'ServiceMonitor', plural: 'servicemonitors' },
            versions: [{ name: 'v1', served: true, storage: true }],
          },
        },
      });
      expect(await json(path)).toMatchObject({
        kind: 'ServiceMonitorList',
        items: [],
      });
      await call(
        '/apis/apiextensions.k8s.io/v1/customresourcedefinitions/servicemonitors.monitoring.coreos.com',
        { method: 'DELETE' },
      );
      expect((await call(path)).status).toBe(404);
    });
  });

  describe('logs', () => {
    const PATH = '/api/v1/namespaces/default/pods/p/log';

    beforeEach(() => {
      const now = Date.now();
      store.create(store.resources.forKind('Pod'), {
        metadata: { name: 'p', namespace: 'default' },
        spec: { nodeName: 'n', containers: [{ name: 'app' }] },
      });
      simulator.cluster('one').logs = {
        read: () =>
          [1, 2, 3].map(number => ({
            time: now - (3 - number) * 60_000,
            text: `line ${number}`,
          })),
        follow: (_, onLine, onEnd) => {
          onLine({ time: now, text: 'line 4' });
          onEnd();
          return () => {};
        },
      };
    });

    it.each([
      ['', 'line 1\nline 2\nline 3\n'],
      ['tailLines=1', 'line 3\n'],
      ['tailLines=0', ''],
      ['sinceSeconds=70', 'line 2\nline 3\n'],
      ['limitBytes=9', 'line 1\nli'],
      ['follow=true&tailLines=1', 'line 3\nline 4\n'],
    ])('?%s', async (query, text) => {
      expect(await (await call(`${PATH}?${query}`)).text()).toBe(text);
    });

    it.each([
      ['container=nope', 400, 'container nope is not valid for pod p'],
      [
        'tailLines=-1',
        422,
        'PodLogOptions "p" is invalid: tailLines: Invalid value: -1: must be greater than or equal to 0',
      ],
      [
        'previous=true',
        400,
        'previous terminated container "app" in pod "p" not found',
      ],
    ])('refuses ?%s', async (query, code, message) => {
      expect(await json(`${PATH}?${query}`)).toMatchObject({ code, message });
    });
  });

  describe('faults', () => {
    const control = (method: string, path: string, body?: unknown) =>
      fetch(`${simulator.url}/control${path}`, {
        method,
        body: body === undefined ? undefined : JSON.stringify(body),
      });

    it.each([
      [
        { type: 'status', code: 429, retryAfterSeconds: 7 },
        429,
        'application/json',
      ],
      [{ type: 'status', code: 401 }, 401, 'application/json'],
      [{ type: 'status', code: 500 }, 500, 'application/json'],
      [{ type: 'html' }, 200, 'text/html'],
    ])('%j answers that until it is taken away', async (fault, code, type) => {
      const added = (await (
        await control('POST', '/clusters/one/faults', fault)
      ).json()) as any;
      const response = await call(LIST);
      expect(response.status).toBe(code);
      expect(response.headers.get('content-type')).toBe(type);
      expect(response.headers.get('retry-after')).toBe(
        code === 429 ? '7' : null,
      );
      await control('DELETE', `/clusters/one/faults/${added.id}`);
      expect((await call(LIST)).status).toBe(200);
    });

    it('hits only what it is for, and no more often than it says', async () => {
      await control('PUT', '/clusters/one/faults', [
        {
          type: 'status',
          code: 503,
          count: 1,
          match: { resources: ['configmaps'], verbs: ['list'] },
        },
      ]);
      const codes = [];
      for (const path of ['/version', '/api/v1/pods', LIST, LIST]) {
        codes.push((await call(path)).status);
      }
      expect(codes).toEqual([200, 200, 503, 200]);
    });

    it('cuts a watch inside of a line', async () => {
      addConfigs('a', 'b');
      simulator.cluster('one').faults.add({ type: 'truncated', afterLines: 1 });
      const response = await call(`${LIST}?watch=1`);
      const decoder = new TextDecoder();
      let text = '';
      await expect(
        (async () => {
          for await (const chunk of response.body!) {
            text += decoder.decode(chunk as Uint8Array, { stream: true });
          }
        })(),
      ).rejects.toThrow();
      const [whole, half] = text.split('\n');
      expect(JSON.parse(whole).object.metadata.name).toBe('a');
      expect(half.length).toBeGreaterThan(10);
      expect(() => JSON.parse(half)).toThrow();
    });

    it('sends a line of 20 MB', async () => {
      addConfigs('a');
      simulator.cluster('one').faults.add({ type: 'huge-line', count: 1 });
      const [huge, next] = await events(`${LIST}?watch=1&timeoutSeconds=1`);
      expect(JSON.stringify(huge).length).toBeGreaterThan(20_000_000);
      expect(next.object.metadata.name).toBe('a');
    });

    it('tears connections down', async () => {
      simulator.cluster('one').faults.add({ type: 'disconnected' });
      await expect(call(LIST)).rejects.toThrow();
    });

    it.each([
      ['POST', '/clusters/one/faults', { type: 'nonsense' }, 400],
      ['POST', '/clusters/one/faults', { type: 'latency' }, 400],
      ['POST', '/clusters/none/faults', { type: 'hang' }, 404],
      ['DELETE', '/clusters/one/faults/none', undefined, 404],
    ])('refuses %s %s %j', async (method, path, body, code) => {
      const response = await control(method, path, body);
      expect(response.status).toBe(code);
      expect(((await response.json()) as any).error).toEqual(
        expect.any(String),
      );
    });
  });

  it('presents the certificate that a fault asks for, and its own one again', async () => {
    const cluster = await simulator.addCluster({
      name: 'tls',
      port: 0,
      tls: true,
    });
    const failure = () =>
      new Promise<string | undefined>(resolve => {
        requestTls(
          `${simulator.clusterUrl('tls')}/version`,
          { ca: simulator.certificateAuthority, agent: false },
          response => {
            response.resume();
            resolve(undefined);
          },
        )
          .on('error', (error: NodeJS.ErrnoException) => resolve(error.code))
          .end();
      });
    expect(await failure()).toBeUndefined();
    cluster.faults.add({ type: 'certificate', certificate: 'self-signed' });
    expect(await failure()).toMatch(/SELF_SIGNED|UNABLE_TO_VERIFY/);
    cluster.faults.clear();
    expect(await failure()).toBeUndefined();
    // Signing a certificate takes seconds inside of jest on a busy machine.
  }, 60_000);

  it('speaks HTTP/2 on a port that shall, and HTTP/1.1 with those that know nothing else', async () => {
    await simulator.addCluster({
      name: 'modern',
      port: 0,
      tls: true,
      http2: true,
    });
    const url = simulator.clusterUrl('modern');
    const ca = simulator.certificateAuthority;
    const session = connect(url, { ca });
    try {
      const stream = session.request({ ':path': LIST });
      let text = '';
      stream.setEncoding('utf8');
      stream.on('data', chunk => {
        text += chunk;
      });
      await once(stream, 'end');
      expect(session.alpnProtocol).toBe('h2');
      expect(JSON.parse(text)).toMatchObject({ kind: 'ConfigMapList' });
    } finally {
      session.close();
    }
    const status = await new Promise(resolve => {
      requestTls(`${url}/version`, { ca, agent: false }, response => {
        response.resume();
        resolve(response.statusCode);
      }).end();
    });
    expect(status).toBe(200);
  }, 60_000);
});
