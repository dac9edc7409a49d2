import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { NotFoundError } from '@backstage/errors';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import {
  AuthorizeResult,
  type DefinitivePolicyDecision,
} from '@backstage/plugin-permission-common';
import {
  LIST_COLUMNS,
  PORTLIGHT_PERMISSIONS,
} from '@portlight/plugin-portlight-common';
import express from 'express';
import request from 'supertest';
import {
  clusterDocument,
  createTestFleet,
  podRow,
  testDatabases,
  testMetrics,
  testRegistration,
  type TestFleet,
} from '../__testUtils__';
import { createHandlers } from './createHandlers';
import { createRouter } from './createRouter';
import type { OperationHandlers } from './operations';

jest.setTimeout(60_000);

const databases = testDatabases();

async function createApp(
  fleet: TestFleet,
  changes: Partial<OperationHandlers> = {},
) {
  const decide = async (requests: readonly unknown[]) =>
    requests.map(
      (): DefinitivePolicyDecision => ({
        result: AuthorizeResult.ALLOW,
      }),
    );
  const permissions = mockServices.permissions.mock({
    authorize: jest.fn(decide),
    authorizeConditional: jest.fn(decide),
  });
  const recordOperation = jest.fn();
  const logger = mockServices.logger.mock();
  const auditor = mockServices.auditor.mock();
  const handlers = await createHandlers({
    knex: fleet.knex,
    mirror: { sync: async cluster => cluster === 'east', sources: () => [] },
    catalog: catalogServiceMock(),
    auditor,
    registration: testRegistration(fleet.knex),
    ...(await testMetrics({ knex: fleet.knex, catalog: catalogServiceMock() })),
  });
  const app = express();
  app.use(
    await createRouter({
      httpAuth: mockServices.httpAuth(),
      permissions,
      knex: fleet.knex,
      auditor,
      logger,
      handlers: { ...handlers, ...changes },
      recordOperation,
    }),
  );
  return { app, permissions, recordOperation, logger, auditor };
}

describe.each(databases.eachSupportedId())('createRouter on %s', id => {
  let fleet: TestFleet;
  let app: express.Express;

  beforeAll(async () => {
    fleet = await createTestFleet(databases, id);
    await fleet.write(clusterDocument('east'), [
      podRow('east', { namespace: 'shop', name: 'cart-a' }),
      podRow('east', { namespace: 'shop', name: 'cart-b' }),
      podRow('east', { namespace: 'other', name: 'cart-c' }),
    ]);
    await fleet.write(clusterDocument('west'), [
      podRow('west', { namespace: 'shop', name: 'cart-d' }),
    ]);
    await fleet.write(clusterDocument('a/b:c', { title: 'Odd name' }), []);
    ({ app } = await createApp(fleet));
  });

  it('lists with total and cursor', async () => {
    const first = await request(app).get('/v1/fleet/pods?sort=name&limit=3');
    expect(first.status).toBe(200);
    expect(first.body).toEqual({
      items: [
        expect.objectContaining({ name: 'cart-a', cluster: 'east' }),
        expect.objectContaining({ name: 'cart-b' }),
        expect.objectContaining({ name: 'cart-c' }),
      ],
      total: 4,
      nextCursor: expect.any(String),
    });
    const second = await request(app).get('/v1/fleet/pods').query({
      sort: 'name',
      limit: 3,
      cursor: first.body.nextCursor,
    });
    expect(second.body).toEqual({
      items: [expect.objectContaining({ name: 'cart-d' })],
      total: 4,
    });
  });

  it.each([
    ['/v1/clusters/east/pods?sort=name', ['cart-a', 'cart-b', 'cart-c']],
    ['/v1/clusters/east/pods?namespace=other', ['cart-c']],
    ['/v1/clusters/east/namespaces/shop/pods', ['cart-a', 'cart-b']],
    ['/v1/clusters/a%2Fb%3Ac/pods', []],
    ['/v1/fleet/pods?cluster=west&cluster=nowhere', ['cart-d']],
    // Characters that browsers and people do not escape.
    ['/v1/fleet/pods?search=c?rt-*d', ['cart-d']],
    ['/v1/fleet/pods?labelSelector=app+in+(a,b),!c', []],
    ['/v1/fleet/pods?workload=Deployment/cart', []],
    ['/v1/fleet/pods?createdSince=2026-01-01T00:00:00Z', []],
    ['/v1/clusters/east/namespaces/shop/workloads/Pod/cart-b/pods', ['cart-b']],
  ])('scopes %s', async (path, names) => {
    const response = await request(app).get(path);
    expect(response.status).toBe(200);
    expect(
      response.body.items.map(({ name }: { name: string }) => name),
    ).toEqual(names);
    expect(response.body.total).toBe(names.length);
  });

  it('takes hundreds of values of one parameter', async () => {
    const names = Array.from({ length: 300 }, (_, at) => `name=p${at}`);
    const response = await request(app).get(
      `/v1/fleet/pods?${names.join('&')}&name=cart-a`,
    );
    expect(response.body).toMatchObject({ total: 1 });
  });

  it.each([
    [
      '/v1/fleet/pods?colour=red',
      'unknown-parameter',
      'colour',
      'labelSelector',
    ],
    [
      '/v1/clusters/east/pods?cluster=west',
      'unknown-parameter',
      'cluster',
      'node',
    ],
    ['/v1/fleet/pods?sort=-colour', 'unknown-column', 'sort', 'restarts'],
    ['/v1/clusters?sort=colour', 'unknown-column', 'sort', 'title'],
    ['/v1/fleet/pods?health=bad', 'invalid-parameter', 'health', 'degraded'],
  ])(
    'names what it takes instead of %s',
    async (path, code, parameter, allowed) => {
      const response = await request(app).get(path);
      expect(response.status).toBe(400);
      expect(response.headers['content-type']).toMatch(
        /^application\/problem\+json/,
      );
      expect(response.body).toMatchObject({
        type: 'about:blank',
        status: 400,
        code,
        parameter,
      });
      expect(response.body.allowed).toContain(allowed);
    },
  );

  // Its clients in Go read `code` as a number, and nothing of another type.
  it.each([
    ['/v1/allocation?window=tomorrow', 400, /`tomorrow` is no window/],
    ['/v1/allocation/compute', 400, /required property 'window'/],
    ['/v1/allocation?window=1d&colour=red', 400, /no query parameter `colour`/],
    ['/v1/allocation/summary?window=1d&filter=x', 400, /cannot be read/],
    ['/v1/allocation/nonsense', 404, /no such page/],
  ])('answers %s as OpenCost would', async (path, status, message) => {
    const response = await request(app).get(path);
    expect(response.status).toBe(status);
    expect(response.headers['content-type']).toMatch(/^application\/json/);
    expect(response.body).toEqual({
      code: status,
      message: expect.stringMatching(message),
    });
  });

  it.each<[keyof typeof LIST_COLUMNS, string]>([
    ['namespaces', '/v1/fleet/namespaces'],
    ['nodes', '/v1/fleet/nodes'],
    ['workloads', '/v1/fleet/workloads'],
    ['pods', '/v1/fleet/pods'],
    ['objects', '/v1/fleet/objects'],
    ['events', '/v1/fleet/events'],
    ['problems', '/v1/fleet/problems'],
    ['problemGroups', '/v1/fleet/problem-groups'],
    ['clusters', '/v1/clusters'],
    ['workers', '/v1/workers'],
  ])('sorts %s by the columns that views offer', async (list, path) => {
    const refused = await request(app).get(`${path}?sort=colour`);
    expect(refused.body.allowed).toEqual(LIST_COLUMNS[list]);
    for (const column of LIST_COLUMNS[list]) {
      for (const sort of [column, `-${column}`]) {
        const response = await request(app).get(path).query({ sort, limit: 1 });
        expect(response.status).toBe(200);
        const next = await request(app)
          .get(path)
          .query({ sort, limit: 1, cursor: response.body.nextCursor });
        expect(next.status).toBe(200);
      }
    }
  });

  it.each([
    ['/v1/fleet/pods?limit=501', 'limit'],
    ['/v1/fleet/pods?limit=0', 'limit'],
    ['/v1/fleet/pods?limit=ten', 'limit'],
    ['/v1/fleet/pods?limit=1&limit=2', 'limit'],
    ['/v1/fleet/pods?createdSince=yesterday', 'createdSince'],
    [`/v1/fleet/pods?search=${'a'.repeat(254)}`, 'search'],
    ['/v1/fleet/pods?cluster[0]=east', 'cluster[0]'],
    ['/v1/fleet/pods?cluster[__proto__][x]=east', 'cluster[__proto__][x]'],
    ['/v1/fleet/pods?search=%00', undefined],
    ['/v1/clusters/%00/pods', undefined],
    [`/v1/clusters/${'a'.repeat(254)}`, 'cluster'],
  ])('refuses %s', async (path, parameter) => {
    const response = await request(app).get(path);
    expect(response.status).toBe(400);
    expect(response.body).toMatchObject({ code: 'invalid-parameter' });
    expect(response.body.parameter).toBe(parameter);
  });

  it('does not take __proto__ for a parameter', async () => {
    const response = await request(app).get('/v1/fleet/pods?__proto__=x');
    expect(response.status).toBe(400);
    expect(response.body).toMatchObject({ code: 'unknown-parameter' });
  });

  it.each([
    'cursor=nothing',
    'cursor=W10',
    `cursor=${Buffer.from('[null]').toString('base64url')}`,
  ])('refuses a cursor that it did not make: %s', async query => {
    const response = await request(app).get(`/v1/fleet/pods?${query}`);
    expect(response.status).toBe(400);
    expect(response.body).toMatchObject({ code: 'invalid-cursor' });
  });

  it("refuses another list's cursor", async () => {
    const { body } = await request(app).get('/v1/fleet/pods?limit=1');
    const response = await request(app)
      .get('/v1/fleet/workloads')
      .query({ limit: 1, cursor: body.nextCursor });
    expect(response.body).toMatchObject({ code: 'invalid-cursor' });
  });

  it.each([
    '/v1/clusters/nowhere',
    '/v1/clusters/nowhere/health',
    '/v1/clusters/nowhere/pods',
    '/v1/clusters/nowhere/events',
    '/v1/clusters/nowhere/namespaces/shop/workloads',
    '/v1/clusters/nowhere/namespaces/shop',
    '/v1/clusters/east/namespaces/gone',
    '/v1/clusters/east/namespaces/shop/pods/gone',
    '/v1/clusters/east/namespaces/shop/workloads/Deployment/gone',
    '/v1/clusters/east/nodes/gone',
    '/v1/nothing',
    '/v1',
  ])('answers 404 to %s', async path => {
    const response = await request(app).get(path);
    expect(response.status).toBe(404);
    expect(response.body).toMatchObject({ code: 'not-found', status: 404 });
  });

  it('answers 405 to HEAD, which would pass by the validator', async () => {
    const response = await request(app).head('/v1/clusters?colour=red');
    expect(response.status).toBe(405);
  });

  it('serves the contract', async () => {
    const response = await request(app).get('/openapi.json');
    expect(Object.keys(response.body.paths)).toContain('/v1/clusters');
  });

  it('answers 304 until something changes', async () => {
    const get = (tag = '', path = '/v1/fleet/pods?cluster=west') =>
      request(app).get(path).set('If-None-Match', tag);
    const first = await get();
    const tag = first.headers.etag;
    expect(tag).toMatch(/^W\/"[\w-]+"$/);
    expect(first.headers['cache-control']).toBe('private, no-cache');
    const second = await get(tag);
    expect(second.status).toBe(304);
    expect(second.text).toBe('');
    // Another question has another answer.
    const other = await get(tag, '/v1/fleet/pods?cluster=west&limit=1');
    expect(other.status).toBe(200);
    // A change elsewhere is none here.
    await fleet.write(clusterDocument('east'));
    expect((await get(tag)).status).toBe(304);
    await fleet.write(clusterDocument('west'));
    expect((await get(tag)).status).toBe(200);
  });

  it('compares answers without a revision by what they say', async () => {
    const first = await request(app).get('/v1/clusters/east');
    await fleet.write(clusterDocument('east'));
    const same = await request(app)
      .get('/v1/clusters/east')
      .set('If-None-Match', first.headers.etag);
    expect(same.status).toBe(304);
    await fleet.write(clusterDocument('east', { version: 'v1.36.3' }));
    const changed = await request(app)
      .get('/v1/clusters/east')
      .set('If-None-Match', first.headers.etag);
    expect(changed.status).toBe(200);
    await fleet.write(clusterDocument('east'));
  });

  it('begins a sync', async () => {
    const response = await request(app).post('/v1/clusters/east/sync');
    expect(response.status).toBe(202);
    const unknown = await request(app).post('/v1/clusters/west/sync');
    expect(unknown.status).toBe(404);
  });

  it('asks nobody without credentials', async () => {
    const { app: own, permissions } = await createApp(fleet);
    const response = await request(own)
      .get('/v1/fleet/pods?colour=red')
      .set('Authorization', mockCredentials.none.header());
    expect(response.status).toBe(401);
    expect(response.body).toMatchObject({ code: 'unauthenticated' });
    expect(permissions.authorizeConditional).not.toHaveBeenCalled();
  });

  it.each([
    ['post', '/v1/clusters/east/sync', 'syncCluster', 'east'],
    ['delete', '/v1/clusters/east', 'deleteCluster', 'east'],
    ['post', '/v1/encryption:rotate', 'rotateEncryption', undefined],
    ['get', '/v1/encryption', undefined, undefined],
  ] as const)(
    'audits that a person was refused to %s %s',
    async (method, path, operation, cluster) => {
      const { app: own, permissions, auditor } = await createApp(fleet);
      const fail = jest.fn(async () => {});
      auditor.createEvent.mockImplementation(async () => ({
        success: async () => {},
        fail,
      }));
      permissions.authorize.mockImplementation(async requests =>
        requests.map(() => ({ result: AuthorizeResult.DENY })),
      );
      await request(own)[method](path).expect(403);
      // What is only read is no operation on a cluster.
      expect(fail).toHaveBeenCalledTimes(operation ? 1 : 0);
      if (!operation) return;
      expect(auditor.createEvent).toHaveBeenCalledWith(
        expect.objectContaining({
          eventId: 'operation-refused',
          severityLevel: 'medium',
          meta: { operation, ...(cluster && { cluster }) },
        }),
      );
    },
  );

  it('names the permission that is missing', async () => {
    const { app: own, permissions } = await createApp(fleet);
    permissions.authorizeConditional.mockImplementation(async requests =>
      requests.map(() => ({ result: AuthorizeResult.DENY })),
    );
    const response = await request(own).get('/v1/clusters');
    expect(response.status).toBe(403);
    expect(response.body).toMatchObject({ code: 'not-allowed' });
    expect(response.body.title).toContain(PORTLIGHT_PERMISSIONS.clusterRead);
  });

  it('measures operations', async () => {
    const { app: own, recordOperation } = await createApp(fleet);
    await request(own).get('/v1/clusters/nowhere');
    expect(recordOperation).toHaveBeenCalledWith({
      operation: 'getCluster',
      status: 404,
      seconds: expect.any(Number),
    });
  });

  it.each<[string, Error, number, string]>([
    ['a missing thing', new NotFoundError('gone'), 404, 'not-found'],
    [
      'a lost connection',
      Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' }),
      503,
      'database-unavailable',
    ],
    [
      'a database that shuts down',
      Object.assign(new Error('terminating'), { code: '57P01' }),
      503,
      'database-unavailable',
    ],
    [
      'a full disk',
      Object.assign(new Error('full'), { code: 'SQLITE_FULL' }),
      503,
      'database-unavailable',
    ],
    ['anything else', new Error('password=secret'), 500, 'internal'],
  ])('answers %s as a problem document', async (_, error, status, code) => {
    const { app: own, logger } = await createApp(fleet, {
      getCluster: {
        answer: async () => {
          throw error;
        },
      },
    });
    const response = await request(own).get('/v1/clusters/east');
    expect(response.status).toBe(status);
    expect(response.body).toMatchObject({ code, status });
    expect(response.text).not.toContain('secret');
    expect(logger.error).toHaveBeenCalledTimes(status >= 500 ? 1 : 0);
  });

  it('answers 503 while the database is gone', async () => {
    const lost = await createTestFleet(databases, id);
    const { app: own } = await createApp(lost);
    await lost.knex.destroy();
    const response = await request(own).get('/v1/fleet/pods');
    expect(response.status).toBe(503);
    expect(response.body).toMatchObject({ code: 'database-unavailable' });
  });
});
