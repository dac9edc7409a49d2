import { randomBytes } from 'node:crypto';
import { mockServices } from '@backstage/backend-test-utils';
import { parseAllDocuments, stringify } from 'yaml';
import { type ControlPlane, describeWith, startControlPlane } from '../parts';
import { type Database, DATABASES } from './databases';
import { type Portal, type Settings, startPortal } from './portal';
import { waitForMatch } from './waitForMatch';

/** A control plane, two tokens, and everything that can be done to a registered cluster. */
const TIMEOUT_MILLISECONDS = 300_000;
const PATIENCE_MILLISECONDS = 60_000;

/** Tables with rows of clusters. */
const TABLES = ['objects', 'records', 'problems', 'events', 'workers'];

function kubeconfig(
  { server, certificateAuthority }: ControlPlane,
  token: string,
): string {
  return stringify({
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [
      {
        name: 'shop',
        cluster: {
          server,
          'certificate-authority-data':
            Buffer.from(certificateAuthority).toString('base64'),
        },
      },
    ],
    users: [{ name: 'portlight', user: { token } }],
    contexts: [
      { name: 'shop', context: { cluster: 'shop', user: 'portlight' } },
    ],
    'current-context': 'shop',
  });
}

/** A token of a ServiceAccount that is valid until a Secret is deleted. */
async function createToken(
  plane: ControlPlane,
  account: string,
  secret: string,
): Promise<string> {
  const { client } = plane;
  await client.create('/api/v1/namespaces/ops/secrets', {
    metadata: { name: secret },
  });
  const { status } = await client.create(
    `/api/v1/namespaces/ops/serviceaccounts/${account}/token`,
    {
      apiVersion: 'authentication.k8s.io/v1',
      kind: 'TokenRequest',
      spec: {
        boundObjectRef: { apiVersion: 'v1', kind: 'Secret', name: secret },
      },
    },
  );
  return status.token;
}

describeWith(['kubernetes'], 'a cluster that is registered', () => {
  let plane: ControlPlane;
  let database: Database;
  const portals: Portal[] = [];
  /** Every answer and audit event, to be searched for secrets. */
  const said: string[] = [];
  const auditor = mockServices.auditor.mock();

  const settings: Settings = {
    addresses: { allowLoopback: true },
    encryption: {
      keys: [{ name: 'first', secret: randomBytes(32).toString('base64') }],
    },
  };

  async function start(portlight: Settings = settings): Promise<Portal> {
    const portal = await startPortal({
      knex: database.knex,
      fleet: { portlight },
      features: [auditor.factory],
    });
    portals.push(portal);
    return portal;
  }

  async function send(
    portal: Portal,
    method: string,
    path: string,
    body?: unknown,
  ): Promise<{ status: number; body: any }> {
    const response = await portal.request(path, method, body);
    const text = await response.text();
    said.push(text);
    return { status: response.status, body: text ? JSON.parse(text) : text };
  }

  beforeAll(async () => {
    auditor.createEvent.mockImplementation(async event => {
      const { request, ...rest } = event;
      const outcome = (status: string) => async (details?: object) => {
        said.push(JSON.stringify([status, rest, details]));
      };
      return { success: outcome('succeeded'), fail: outcome('failed') };
    });
    [plane, database] = await Promise.all([
      startControlPlane(),
      DATABASES[0].start(),
    ]);
  });

  afterAll(async () => {
    for (const portal of portals) await portal.stop();
    await database?.stop();
    await plane?.stop();
  });

  it(
    'is tested, given rights, registered, read, given new credentials, rested and forgotten',
    async () => {
      const { client } = plane;
      await client.create('/api/v1/namespaces', { metadata: { name: 'ops' } });
      await client.create('/api/v1/namespaces/ops/serviceaccounts', {
        metadata: { name: 'reader' },
      });
      const tokens = [
        await createToken(plane, 'reader', 'token-1'),
        await createToken(plane, 'reader', 'token-2'),
      ];
      // It may read the pods of one namespace: no right to list all.
      await client.create(
        '/apis/rbac.authorization.k8s.io/v1/namespaces/ops/rolebindings',
        {
          metadata: { name: 'reader' },
          roleRef: {
            apiGroup: 'rbac.authorization.k8s.io',
            kind: 'ClusterRole',
            name: 'view',
          },
          subjects: [
            { kind: 'ServiceAccount', namespace: 'ops', name: 'reader' },
          ],
        },
      );
      const portal = await start();
      const input = {
        kubeconfig: kubeconfig(plane, tokens[0]),
        context: 'shop',
      };

      const inspected = await send(portal, 'POST', '/clusters:inspect', {
        kubeconfig: input.kubeconfig,
      });
      expect(inspected).toEqual({
        status: 200,
        body: {
          contexts: [
            {
              name: 'shop',
              current: true,
              server: plane.server,
              credentials: 'token',
              refusals: [],
            },
          ],
        },
      });

      const before = await send(portal, 'POST', '/clusters:test', input);
      expect(before.body).toMatchObject({
        reachable: true,
        server: plane.server,
        version: expect.stringMatching(/^v1\./),
        provider: 'Kubernetes',
        latencySeconds: expect.any(Number),
      });
      expect(before.body).not.toHaveProperty('nodes');
      expect(before.body).not.toHaveProperty('error');
      const features = new Map<string, any>(
        before.body.features.map((each: any) => [each.feature, each]),
      );
      expect(features.get('inventory').missing).toContainEqual({
        apiGroup: '',
        resource: 'pods',
        verb: 'list',
      });
      // Everybody may read these.
      expect(JSON.stringify(features.get('inventory').missing)).not.toContain(
        '/version',
      );
      expect(features.get('usage')).toMatchObject({
        available: false,
        message: expect.stringContaining('metrics-server'),
      });

      // The manifest is for whom the server takes the credentials.
      await plane.kubectl(['apply', '-f', '-'], before.body.manifest);
      await waitForMatch(
        async () => {
          const { body } = await send(portal, 'POST', '/clusters:test', input);
          const missing = body.features.flatMap((each: any) => each.missing);
          return { missing, reachable: body.reachable, nodes: body.nodes };
        },
        { missing: [], reachable: true, nodes: 0 },
        {
          what: 'the rights of the manifest',
          timeoutMilliseconds: PATIENCE_MILLISECONDS,
        },
      );

      const registered = await send(portal, 'POST', '/clusters', {
        ...input,
        name: 'shop',
        title: 'The shop',
        environment: 'production',
        owner: 'platform',
        tags: ['pci'],
      });
      expect(registered).toMatchObject({
        status: 201,
        body: {
          name: 'shop',
          title: 'The shop',
          source: 'registered',
          environment: 'production',
          owner: 'group:default/platform',
          tags: ['pci'],
        },
      });
      const becomes = (expected: object, what: string) =>
        waitForMatch(() => portal.get('/clusters/shop'), expected, {
          what,
          timeoutMilliseconds: PATIENCE_MILLISECONDS,
        });
      await becomes({ status: 'active' }, 'the first data');
      const namespaces = await portal.get('/fleet/namespaces?cluster=shop');
      expect(namespaces.items.map(({ name }: any) => name)).toContain('ops');

      const again = await send(portal, 'POST', '/clusters', {
        ...input,
        name: 'shop',
      });
      expect(again).toMatchObject({
        status: 409,
        body: { code: 'name-taken', parameter: 'name' },
      });

      // The old token is withdrawn, and the new one takes over.
      await client.delete('/api/v1/namespaces/ops/secrets/token-1');
      await becomes({ status: 'error' }, 'the withdrawn token to be noticed');
      const replaced = await send(portal, 'PUT', '/clusters/shop/credentials', {
        kubeconfig: kubeconfig(plane, tokens[1]),
        context: 'shop',
      });
      expect(replaced).toMatchObject({
        status: 200,
        body: {
          name: 'shop',
          server: plane.server,
          context: 'shop',
          credentials: 'token',
          credentialsExpireAt: expect.stringMatching(/^\d{4}-/),
          encryptionKey: 'first',
          maintenance: false,
          metadata: { title: 'The shop' },
        },
      });
      await becomes({ status: 'active' }, 'the new token to be used');

      const rested = await send(portal, 'PATCH', '/clusters/shop', {
        maintenance: true,
        title: '',
      });
      expect(rested).toMatchObject({
        status: 200,
        body: { title: 'shop', environment: 'production' },
      });
      await becomes({ status: 'maintenance' }, 'the mirror to rest');
      expect(
        (await portal.get('/fleet/namespaces?cluster=shop')).total,
      ).toBeGreaterThan(0);
      await send(portal, 'PATCH', '/clusters/shop', { maintenance: false });
      await becomes({ status: 'active', title: 'shop' }, 'the mirror to go on');

      expect((await send(portal, 'DELETE', '/clusters/shop')).status).toBe(204);
      expect((await send(portal, 'GET', '/clusters/shop')).status).toBe(404);
      for (const table of TABLES) {
        expect([
          table,
          await database.knex(table).where({ cluster: 'shop' }),
        ]).toEqual([table, []]);
      }
      expect(await database.knex('registered_clusters')).toEqual([]);

      const events = said
        .filter(text => text.startsWith('["'))
        .map(text => JSON.parse(text));
      expect(
        events.map(([status, { eventId }]) => `${eventId} ${status}`),
      ).toEqual(
        expect.arrayContaining([
          'cluster-test succeeded',
          'cluster-register succeeded',
          'cluster-register failed',
          'cluster-credentials-replace succeeded',
          'cluster-update succeeded',
          'cluster-delete succeeded',
        ]),
      );
      for (const token of tokens) expect(said.join()).not.toContain(token);
    },
    TIMEOUT_MILLISECONDS,
  );

  it(
    'can be read with the ServiceAccount that its ClusterRole comes with',
    async () => {
      const portal = await start();
      const { body: refused } = await send(portal, 'POST', '/clusters:test', {
        kubeconfig: kubeconfig(plane, 'no-token-of-this-server'),
        context: 'shop',
      });
      expect(refused).toMatchObject({
        reachable: true,
        error: { cause: 'unauthorized' },
        features: [],
      });
      expect(parseAllDocuments(refused.manifest)).toHaveLength(4);
      await plane.kubectl(['apply', '-f', '-'], refused.manifest);
      const [, command] = /^# +kubectl (create token .*)$/m.exec(
        refused.manifest,
      )!;
      const token = (await plane.kubectl(command.split(' '))).trim();
      await waitForMatch(
        async () => {
          const { body } = await send(portal, 'POST', '/clusters:test', {
            kubeconfig: kubeconfig(plane, token),
            context: 'shop',
          });
          return {
            missing: body.features.flatMap((each: any) => each.missing),
          };
        },
        { missing: [] },
        {
          what: 'the rights of the ServiceAccount',
          timeoutMilliseconds: PATIENCE_MILLISECONDS,
        },
      );
    },
    TIMEOUT_MILLISECONDS,
  );

  it(
    'is not reached in another way than its server speaks',
    async () => {
      const portal = await start({
        ...settings,
        registration: { allowPlainHttp: true },
      });
      const { body } = await send(portal, 'POST', '/clusters:test', {
        kubeconfig: kubeconfig(plane, 'token').replace('https:', 'http:'),
        context: 'shop',
      });
      expect(body).toMatchObject({
        reachable: false,
        error: {
          cause: 'tls',
          message: expect.stringContaining('https://'),
        },
      });
    },
    TIMEOUT_MILLISECONDS,
  );

  it(
    'says so when its key is gone, and is read again when that is back',
    async () => {
      const { server, tokens } = plane;
      const first = await start();
      await send(first, 'POST', '/clusters', {
        name: 'locked',
        kubeconfig: kubeconfig(plane, tokens.admin),
        context: 'shop',
      });
      await first.stop();
      portals.splice(portals.indexOf(first), 1);

      const other = { name: 'second', secret: randomBytes(32).toString('hex') };
      const second = await start({
        ...settings,
        encryption: { keys: [other] },
      });
      await waitForMatch(
        () => second.get('/clusters/locked'),
        {
          status: 'unreachable',
          statusMessage: expect.stringContaining('"first"'),
        },
        {
          what: 'the missing key to be said',
          timeoutMilliseconds: PATIENCE_MILLISECONDS,
        },
      );
      expect(await second.get('/encryption')).toMatchObject({
        keys: [
          { name: 'second', known: true, newest: true, clusters: 0 },
          { name: 'first', known: false, newest: false, clusters: 1 },
        ],
      });
      await second.stop();
      portals.splice(portals.indexOf(second), 1);

      const { keys } = settings.encryption as { keys: Settings[] };
      const third = await start({
        ...settings,
        encryption: { keys: [other, ...keys] },
      });
      await send(third, 'POST', '/encryption:rotate');
      await waitForMatch(
        () => third.get('/encryption'),
        {
          keys: [
            expect.objectContaining({ name: 'second', clusters: 1 }),
            expect.objectContaining({ name: 'first', clusters: 0 }),
          ],
          rotation: expect.objectContaining({ state: 'done', done: 1 }),
        },
        {
          what: 'the rotation',
          timeoutMilliseconds: PATIENCE_MILLISECONDS,
        },
      );
      await waitForMatch(
        () => third.get('/clusters/locked'),
        { status: 'active' },
        {
          what: 'the cluster to be read again',
          timeoutMilliseconds: PATIENCE_MILLISECONDS,
        },
      );
      expect(await third.get('/clusters/locked/registration')).toMatchObject({
        server,
        encryptionKey: 'second',
      });
      // Its address would be known: the catalog's entity of it is not listed once more.
      await send(third, 'DELETE', '/clusters/locked');
    },
    TIMEOUT_MILLISECONDS,
  );

  it(
    'is not needed for a cluster of the catalog that the operator has credentials for',
    async () => {
      const { server, certificateAuthority, tokens } = plane;
      const entity = (name: string, address: string) => ({
        apiVersion: 'backstage.io/v1alpha1',
        kind: 'Resource',
        metadata: {
          name,
          annotations: {
            'kubernetes.io/api-server': address,
            'kubernetes.io/api-server-certificate-authority': 'any',
            'kubernetes.io/auth-provider': 'serviceAccount',
            'portlight.io/environment': 'production',
          },
        },
        spec: { type: 'kubernetes-cluster', owner: 'platform' },
      });
      const portal = await startPortal({
        knex: database.knex,
        fleet: {
          portlight: {
            addresses: { allowLoopback: true },
            catalog: {
              credentials: [
                {
                  server,
                  serviceAccountToken: tokens.viewer,
                  caData: Buffer.from(certificateAuthority).toString('base64'),
                },
              ],
            },
          },
        },
        entities: [
          entity('from-the-catalog', server),
          entity('elsewhere', 'https://127.0.0.1:1'),
        ],
      });
      portals.push(portal);
      for (const [name, expected] of [
        [
          'from-the-catalog',
          {
            status: 'active',
            source: 'catalog',
            environment: 'production',
            owner: 'group:default/platform',
          },
        ],
        [
          'elsewhere',
          {
            status: 'error',
            statusMessage: expect.stringContaining(
              'portlight.catalog.credentials',
            ),
          },
        ],
      ] as const) {
        await waitForMatch(() => portal.get(`/clusters/${name}`), expected, {
          what: `the cluster ${name} of the catalog`,
          timeoutMilliseconds: PATIENCE_MILLISECONDS,
        });
      }
    },
    TIMEOUT_MILLISECONDS,
  );
});
