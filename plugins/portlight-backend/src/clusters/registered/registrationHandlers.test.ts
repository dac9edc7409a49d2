import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { gzipSync } from 'node:zlib';
import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import {
  AuthorizeResult,
  type PolicyDecision,
} from '@backstage/plugin-permission-common';
import {
  clusterCreatePermission,
  clusterReadPermission,
  createPortlightClusterConditionalDecision,
  portlightClusterConditions,
} from '@portlight/plugin-portlight-node';
import express from 'express';
import request from 'supertest';
import {
  clusterDocument,
  createTestFleet,
  testDatabases,
  testKey,
  testMetrics,
  testRegistration,
  type TestFleet,
} from '../../__testUtils__';
import { createHandlers } from '../../api/createHandlers';
import { createRouter } from '../../api/createRouter';
import { AddressPolicy } from '../addresses';
import type { RegistrationOptions } from './createRegistration';

jest.setTimeout(60_000);

const databases = testDatabases();

const SECRET = 'very-secret-token-of-a-cluster';

function kubeconfig(changes: { user?: object; cluster?: object } = {}): string {
  return JSON.stringify({
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [
      {
        name: 'c',
        cluster: { server: 'https://127.0.0.1:1', ...changes.cluster },
      },
    ],
    users: [{ name: 'u', user: { token: SECRET, ...changes.user } }],
    contexts: [{ name: 'east', context: { cluster: 'c', user: 'u' } }],
    'current-context': 'east',
  });
}

const INPUT = { name: 'shop', kubeconfig: kubeconfig(), context: 'east' };

const INPUT_OF_CONTEXT = { kubeconfig: 'x', context: 'x' };

interface Audited {
  eventId: string;
  outcome: string;
  text: string;
}

async function createApp(
  fleet: TestFleet,
  settings: Partial<RegistrationOptions['settings']> = {},
  /** What the policy says, by the permission's name. Default: all is allowed. */
  policy: Record<string, PolicyDecision> = {},
) {
  const registration = testRegistration(fleet.knex, settings);
  const audit: Audited[] = [];
  const auditor = mockServices.auditor.mock({
    createEvent: jest.fn(async event => {
      const { request: _request, ...shown } = event;
      const done = (outcome: string) => async (details?: any) => {
        audit.push({
          eventId: event.eventId,
          outcome,
          text: JSON.stringify([shown, details, String(details?.error)]),
        });
      };
      return { success: done('succeeded'), fail: done('failed') };
    }),
  });
  const logger = mockServices.logger.mock();
  const decide = async (
    requests: readonly { permission: { name: string } }[],
  ): Promise<any[]> =>
    requests.map(
      ({ permission }) =>
        policy[permission.name] ?? { result: AuthorizeResult.ALLOW },
    );
  const app = express();
  app.use(
    await createRouter({
      httpAuth: mockServices.httpAuth(),
      permissions: mockServices.permissions.mock({
        authorize: jest.fn(decide),
        authorizeConditional: jest.fn(decide),
      }),
      knex: fleet.knex,
      auditor,
      logger,
      handlers: await createHandlers({
        knex: fleet.knex,
        mirror: { sync: () => false, sources: () => [] } as never,
        catalog: catalogServiceMock(),
        auditor,
        registration,
        ...(await testMetrics({
          knex: fleet.knex,
          catalog: catalogServiceMock(),
        })),
      }),
      recordOperation: () => {},
    }),
  );
  return { app, registration, audit, logger };
}

describe.each(databases.eachSupportedId())('registration on %s', id => {
  let fleet: TestFleet;

  beforeEach(async () => {
    fleet = await createTestFleet(databases, id);
  });

  it('stores a cluster encrypted, tells it at once and audits it', async () => {
    const { app, registration, audit, logger } = await createApp(fleet);
    const changed = jest.fn();
    registration.source.onChange!(changed);
    const response = await request(app)
      .post('/v1/clusters')
      .send({
        ...INPUT,
        title: ' The shop ',
        description: 'Orders',
        owner: 'Platform',
        tags: ['pci', ' pci ', ''.padEnd(3, 'x')],
      });
    expect(response.status).toBe(201);
    expect(response.body).toMatchObject({
      name: 'shop',
      title: 'The shop',
      source: 'registered',
      status: 'pending',
      owner: 'group:default/platform',
      tags: ['pci', 'xxx'],
      sync: { state: 'pending', stale: false },
    });
    expect(changed).toHaveBeenCalledTimes(1);
    const rows = JSON.stringify(await fleet.knex('registered_clusters'));
    expect(rows).not.toContain(SECRET);
    const [cluster] = await registration.source.listClusters();
    expect(JSON.stringify(cluster)).not.toContain(SECRET);
    const shown = await request(app).get('/v1/clusters/shop/registration');
    expect(shown.body).toEqual({
      name: 'shop',
      server: 'https://127.0.0.1:1',
      context: 'east',
      credentials: 'token',
      credentialsChangedAt: expect.any(String),
      encryptionKey: 'first',
      registeredAt: expect.any(String),
      registeredBy: 'user:default/mock',
      maintenance: false,
      metadata: {
        title: 'The shop',
        description: 'Orders',
        owner: 'group:default/platform',
        tags: ['pci', 'xxx'],
      },
    });
    expect(audit).toMatchObject([
      { eventId: 'cluster-register', outcome: 'succeeded' },
    ]);
    expect(JSON.stringify([audit, logger.error.mock.calls])).not.toContain(
      SECRET,
    );
  });

  it('refuses a name that any source has', async () => {
    const { app, audit } = await createApp(fleet);
    await fleet.write(clusterDocument('shop', { source: 'kubernetes' }));
    const response = await request(app).post('/v1/clusters').send(INPUT);
    expect(response.status).toBe(409);
    expect(response.body).toMatchObject({
      code: 'name-taken',
      parameter: 'name',
      title: expect.stringContaining('"kubernetes"'),
    });
    const free = { ...INPUT, name: 'free' };
    await request(app).post('/v1/clusters').send(free).expect(201);
    const again = await request(app).post('/v1/clusters').send(free);
    expect(again.body).toMatchObject({ status: 409, code: 'name-taken' });
    expect(audit.map(({ outcome }) => outcome)).toEqual([
      'failed',
      'succeeded',
      'failed',
    ]);
  });

  it('says how to make a key where there is none', async () => {
    const { app } = await createApp(fleet, { encryptionKeys: [] });
    const response = await request(app).post('/v1/clusters').send(INPUT);
    expect(response.status).toBe(409);
    expect(response.body).toMatchObject({
      code: 'encryption-off',
      title: expect.stringMatching(
        /portlight\.encryption\.keys.*openssl rand -base64 32/,
      ),
    });
    const encryption = await request(app).get('/v1/encryption');
    expect(encryption.body).toEqual({ configured: false, keys: [] });
    await request(app).post('/v1/encryption:rotate').expect(409);
  });

  it('tests few clusters of one person at a time', async () => {
    const { app, audit } = await createApp(fleet);
    const sockets: Socket[] = [];
    const silent = createServer(socket => {
      sockets.push(socket.on('error', () => {}));
    }).listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const { port } = silent.address() as AddressInfo;
    const server = `https://127.0.0.1:${port}`;
    const test = (user: string) =>
      request(app)
        .post('/v1/clusters:test')
        .set('Authorization', mockCredentials.user.header(user))
        .send({
          kubeconfig: kubeconfig({ cluster: { server } }),
          context: 'east',
        })
        .then(({ status, body }) => ({ status, body }));
    const waiting = [1, 2, 3].map(() => test('user:default/scanner'));
    while (sockets.length < 3) {
      await new Promise(resolve => {
        setTimeout(resolve, 10);
      });
    }
    const refused = await test('user:default/scanner');
    expect(refused).toMatchObject({
      status: 429,
      body: { code: 'too-many-tests' },
    });
    const other = test('user:default/other');
    while (sockets.length < 4) {
      await new Promise(resolve => {
        setTimeout(resolve, 10);
      });
    }
    silent.close();
    sockets.forEach(socket => socket.destroy());
    for (const { status, body } of await Promise.all([...waiting, other])) {
      expect(status).toBe(200);
      expect(body.reachable).toBe(false);
    }
    expect((await test('user:default/scanner')).status).toBe(200);
    expect(audit.map(({ outcome }) => outcome).sort()).toEqual([
      'failed',
      ...Array(5).fill('succeeded'),
    ]);
  });

  it('changes, replaces and forgets what was registered', async () => {
    const { app, registration, audit } = await createApp(fleet);
    await request(app)
      .post('/v1/clusters')
      .send({ ...INPUT, title: 'Shop', tags: ['a'] })
      .expect(201);
    const [{ fingerprint }] = await registration.source.listClusters();
    const updated = await request(app)
      .patch('/v1/clusters/shop')
      .send({ title: '', environment: 'test', maintenance: true });
    expect(updated.body).toMatchObject({
      title: 'shop',
      environment: 'test',
      tags: ['a'],
      status: 'maintenance',
    });
    const [rested] = await registration.source.listClusters();
    expect(rested).toMatchObject({ maintenance: {}, fingerprint });

    const replaced = await request(app)
      .put('/v1/clusters/shop/credentials')
      .send({
        kubeconfig: kubeconfig({ user: { token: `${SECRET}-2` } }),
        context: 'east',
      });
    expect(replaced.body).toMatchObject({
      changedBy: 'user:default/mock',
      maintenance: true,
    });
    const [moved] = await registration.source.listClusters();
    expect(moved.fingerprint).not.toBe(fingerprint);

    await request(app).delete('/v1/clusters/shop').expect(204);
    expect(await fleet.knex('registered_clusters')).toEqual([]);
    await request(app).delete('/v1/clusters/shop').expect(404);
    expect(audit.map(each => `${each.eventId} ${each.outcome}`)).toEqual([
      'cluster-register succeeded',
      'cluster-update succeeded',
      'cluster-credentials-replace succeeded',
      'cluster-delete succeeded',
      'cluster-delete failed',
    ]);
    expect(JSON.stringify(audit)).not.toContain(SECRET);
  });

  it.each([
    ['patch', '', { title: 'x' }],
    ['delete', '', undefined],
    ['get', '/registration', undefined],
    ['put', '/credentials', { kubeconfig: kubeconfig(), context: 'east' }],
  ] as const)(
    'does not %s%s a cluster of another source',
    async (method, path, body) => {
      const { app } = await createApp(fleet);
      const other = await request(app)
        [method](`/v1/clusters/nowhere${path}`)
        .send(body);
      expect(other.status).toBe(404);
      await fleet.write(clusterDocument('prod', { source: 'kubernetes' }));
      const response = await request(app)
        [method](`/v1/clusters/prod${path}`)
        .send(body);
      expect(response.status).toBe(409);
      expect(response.body).toMatchObject({
        code: 'not-registered',
        title: expect.stringContaining('portlight.clusters'),
      });
    },
  );

  it('audits what owner, environment and tags were and are', async () => {
    const { app, audit } = await createApp(fleet);
    await request(app)
      .post('/v1/clusters')
      .send({ ...INPUT, owner: 'old', tags: ['a'] })
      .expect(201);
    await request(app)
      .patch('/v1/clusters/shop')
      .send({ owner: 'new', environment: 'test', tags: ['a', 'b'], title: 'T' })
      .expect(200);
    const { text } = audit.at(-1)!;
    expect(JSON.parse(text)[1].meta).toEqual({
      before: { owner: 'group:default/old', environment: null, tags: ['a'] },
      after: {
        owner: 'group:default/new',
        environment: 'test',
        tags: ['a', 'b'],
      },
    });
  });

  it('lets nobody who may not register clusters change what policies decide by', async () => {
    const { app: all } = await createApp(fleet);
    await request(all).post('/v1/clusters').send(INPUT).expect(201);
    const { app, audit } = await createApp(
      fleet,
      {},
      { [clusterCreatePermission.name]: { result: AuthorizeResult.DENY } },
    );
    await request(app)
      .patch('/v1/clusters/shop')
      .send({ title: 'T', description: 'D', maintenance: false })
      .expect(200);
    for (const field of ['owner', 'environment', 'tags']) {
      const { status, body } = await request(app)
        .patch('/v1/clusters/shop')
        .send({ title: 'X', [field]: field === 'tags' ? [] : '' });
      expect([status, body.code]).toEqual([403, 'not-allowed']);
      expect(body.title).toContain(`\`${field}\``);
      expect(body.title).toContain('`portlight.cluster.create`');
      expect(audit.at(-1)).toMatchObject({
        eventId: 'operation-refused',
        outcome: 'failed',
      });
    }
    const { body } = await request(app).get('/v1/clusters/shop/registration');
    expect(body.metadata.title).toBe('T');
  });

  it('answers of a cluster that is not seen what it answers of one that is not there', async () => {
    await fleet.write(
      clusterDocument('hidden', { source: 'kubernetes', owner: 'group:x/y' }),
    );
    const { app: all } = await createApp(fleet);
    await request(all).post('/v1/clusters').send(INPUT).expect(201);
    await fleet.write(clusterDocument('shop', { source: 'registered' }));
    // May do everything, and sees what it owns.
    const { app } = await createApp(
      fleet,
      {},
      {
        [clusterReadPermission.name]: createPortlightClusterConditionalDecision(
          clusterReadPermission,
          portlightClusterConditions.isOwnedBy({ claims: ['group:a/b'] }),
        ),
      },
    );
    for (const [method, path, body] of [
      ['post', '/sync', undefined],
      ['patch', '', { title: 'x' }],
      ['delete', '', undefined],
      ['get', '/registration', undefined],
      ['put', '/credentials', { kubeconfig: kubeconfig(), context: 'east' }],
    ] as const) {
      const ask = async (name: string) => {
        const { status, text } = await request(app)
          [method](`/v1/clusters/${name}${path}`)
          .send(body);
        return [status, text.replaceAll(name, 'NAME')];
      };
      const absent = await ask('absent');
      expect(absent[0]).toBe(404);
      for (const name of ['hidden', 'shop']) {
        expect(await ask(name)).toEqual(absent);
      }
    }
    expect(await fleet.knex('registered_clusters').select('name')).toEqual([
      { name: 'shop' },
    ]);
    // That a name is taken cannot be kept from who wants it, but by whom.
    for (const name of ['hidden', 'shop']) {
      const { status, text } = await request(app)
        .post('/v1/clusters')
        .send({ ...INPUT, name });
      expect(status).toBe(409);
      expect(text).not.toMatch(/kubernetes|registered/);
    }
  });

  it('registers as many clusters as it is set to', async () => {
    const { app } = await createApp(fleet, {
      registration: { maximumClusters: 2 },
    });
    const register = (name: string) =>
      request(app)
        .post('/v1/clusters')
        .send({ ...INPUT, name });
    await register('one').expect(201);
    await register('two').expect(201);
    const { status, body } = await register('three');
    expect([status, body.code]).toEqual([409, 'too-many-clusters']);
    expect(body.title).toMatch(
      /2 clusters.*portlight\.registration\.maximumClusters/,
    );
    await request(app).delete('/v1/clusters/one').expect(204);
    await register('three').expect(201);
  });

  it('rotates keys on request and tells how far it is', async () => {
    const { app: before } = await createApp(fleet);
    await request(before).post('/v1/clusters').send(INPUT).expect(201);
    const { app, registration, audit } = await createApp(fleet, {
      encryptionKeys: [testKey('second', 9), testKey('first')],
    });
    const keys = async () =>
      (await request(app).get('/v1/encryption')).body.keys;
    expect(await keys()).toEqual([
      { name: 'second', known: true, newest: true, clusters: 0 },
      { name: 'first', known: true, newest: false, clusters: 1 },
    ]);
    await request(app).post('/v1/encryption:rotate').expect(202);
    await registration.rotation.settled();
    const { body } = await request(app).get('/v1/encryption');
    expect(body).toMatchObject({
      configured: true,
      keys: [
        { name: 'second', clusters: 1 },
        { name: 'first', clusters: 0 },
      ],
      rotation: { state: 'done', done: 1, total: 1, failures: [] },
    });
    expect(audit).toMatchObject([
      { eventId: 'encryption-rotate', outcome: 'succeeded' },
    ]);
    const { app: after } = await createApp(fleet, {
      encryptionKeys: [testKey('third', 11)],
    });
    const lost = await request(after).get('/v1/encryption');
    expect(lost.body.keys).toEqual([
      { name: 'third', known: true, newest: true, clusters: 0 },
      { name: 'second', known: false, newest: false, clusters: 1 },
    ]);
  });
});

describe('what is sent to registration', () => {
  let fleet: TestFleet;
  let app: express.Express;
  let audit: Audited[];
  let logger: ReturnType<typeof mockServices.logger.mock>;

  beforeAll(async () => {
    fleet = await createTestFleet(databases, 'SQLITE_3');
    ({ app, audit, logger } = await createApp(fleet, {
      addresses: new AddressPolicy(),
    }));
  });

  it('is inspected without being stored or any server being asked', async () => {
    const { status, body } = await request(app)
      .post('/v1/clusters:inspect')
      .send({ kubeconfig: kubeconfig({ user: { exec: { command: 'rm' } } }) });
    expect(status).toBe(200);
    expect(body.contexts).toMatchObject([
      { name: 'east', current: true, server: 'https://127.0.0.1:1' },
    ]);
    expect(
      body.contexts[0].refusals.map(({ code }: { code: string }) => code),
    ).toEqual(expect.arrayContaining(['exec', 'address']));
    expect(await fleet.knex('registered_clusters')).toEqual([]);
  });

  it('is inspected for one person a few at a time, and audited', async () => {
    audit.splice(0);
    const answers = await Promise.all(
      Array.from({ length: 12 }, () =>
        request(app)
          .post('/v1/clusters:inspect')
          .send({ kubeconfig: kubeconfig() })
          .then(({ status, body }) => `${status} ${body.code ?? 'done'}`),
      ),
    );
    const refused = answers.filter(each => each === '429 too-many-tests');
    const done = answers.filter(each => each === '200 done');
    expect(refused.length).toBeGreaterThan(0);
    expect(done.length).toBeGreaterThan(0);
    expect(refused.length + done.length).toBe(12);
    expect(audit).toHaveLength(12);
    expect(audit.map(({ eventId }) => eventId)).toEqual(
      Array(12).fill('kubeconfig-inspect'),
    );
    expect(audit[0].text).toContain('"severityLevel":"low"');
    expect(JSON.stringify(audit)).not.toContain(SECRET);
  });

  it.each<[string, object, object]>([
    [
      'no kubeconfig',
      { ...INPUT, kubeconfig: 'hello' },
      { status: 422, code: 'kubeconfig-refused', parameter: 'kubeconfig' },
    ],
    [
      'a context that is not there',
      { ...INPUT, context: 'west' },
      { status: 422, code: 'unknown-context', allowed: ['east'] },
    ],
    [
      'a server that is not allowed',
      INPUT,
      {
        status: 422,
        code: 'kubeconfig-refused',
        title: expect.stringContaining('server'),
      },
    ],
    [
      'a title of two lines',
      { ...INPUT, title: `a\n${SECRET}` },
      { status: 400, parameter: 'title' },
    ],
    [
      'a name that is none',
      { ...INPUT, name: `A ${SECRET}` },
      { status: 400, code: 'invalid-parameter', parameter: 'name' },
    ],
    [
      'another type',
      { ...INPUT, tags: [SECRET, { [SECRET]: 1 }] },
      { status: 400, code: 'invalid-parameter', parameter: 'tags' },
    ],
    [
      'a kubeconfig that is too long',
      { ...INPUT, kubeconfig: SECRET.repeat(40_000) },
      { status: 400, parameter: 'kubeconfig' },
    ],
    [
      'nothing of what is needed',
      { name: 'a' },
      {
        status: 400,
        parameter: 'kubeconfig',
        title: expect.stringContaining('missing'),
      },
    ],
    [
      'an unknown field',
      { ...INPUT, token: SECRET },
      {
        status: 400,
        code: 'unknown-field',
        parameter: 'token',
        title: expect.stringContaining('`token`'),
        allowed: expect.arrayContaining(['name', 'title', 'kubeconfig']),
      },
    ],
    [
      'the character NUL',
      { ...INPUT, title: `\0${SECRET}` },
      { status: 400, code: 'invalid-body' },
    ],
    ['a list', [SECRET], { status: 400, code: 'invalid-parameter' }],
  ])('is refused with the field: %s', async (_, body, expected) => {
    const response = await request(app).post('/v1/clusters').send(body);
    expect(response.headers['content-type']).toMatch(/problem\+json/);
    expect(response.body).toMatchObject(expected);
    expect(response.text + JSON.stringify(audit)).not.toContain(SECRET);
  });

  it.each([
    ['patch', '/v1/clusters/shop', 'context', {}],
    ['put', '/v1/clusters/shop/credentials', 'name', INPUT_OF_CONTEXT],
    ['post', '/v1/clusters:inspect', 'context', { kubeconfig: 'x' }],
    ['post', '/v1/clusters:test', 'title', INPUT_OF_CONTEXT],
  ] as const)(
    'names the unknown field of %s %s',
    async (method, path, field, body) => {
      const response = await request(app)
        [method](path)
        .send({
          ...body,
          [field]: SECRET,
        });
      expect(response.body).toMatchObject({
        status: 400,
        code: 'unknown-field',
        parameter: field,
      });
      expect(response.text).not.toContain(SECRET);
    },
  );

  it.each<[string, Record<string, string>, string | Buffer, number, string]>([
    [
      'is no JSON',
      { 'content-type': 'application/json' },
      `{"token": ${SECRET}}`,
      400,
      'invalid-body',
    ],
    [
      'is one text',
      { 'content-type': 'application/json' },
      JSON.stringify(SECRET),
      400,
      'invalid-body',
    ],
    [
      'is YAML',
      { 'content-type': 'application/yaml' },
      `token: ${SECRET}`,
      415,
      'unsupported-media-type',
    ],
    [
      'has an unknown encoding',
      { 'content-type': 'application/json', 'content-encoding': SECRET },
      '{}',
      415,
      'unsupported-media-type',
    ],
    [
      'has ten megabytes',
      { 'content-type': 'application/json' },
      JSON.stringify({ kubeconfig: SECRET.repeat(350_000) }),
      413,
      'body-too-large',
    ],
    [
      'unfolds to ten megabytes',
      { 'content-type': 'application/json', 'content-encoding': 'gzip' },
      gzipSync(JSON.stringify({ kubeconfig: SECRET.repeat(350_000) })),
      413,
      'body-too-large',
    ],
  ])(
    'that %s is a problem document',
    async (_, headers, body, status, code) => {
      const sent = request(app).post('/v1/clusters:inspect').set(headers);
      // supertest would make JSON of a buffer
      sent.write(body);
      const response = await sent;
      expect(response.status).toBe(status);
      expect(response.headers['content-type']).toMatch(/problem\+json/);
      expect(response.body).toMatchObject({ status, code });
      expect(response.text).not.toContain(SECRET);
      expect(response.text).not.toContain('node_modules');
      expect(logger.error).not.toHaveBeenCalled();
    },
  );

  it('is needed where the operation reads it', async () => {
    const response = await request(app).post('/v1/clusters:inspect');
    expect(response.body).toMatchObject({ status: 400, code: 'invalid-body' });
  });
});
