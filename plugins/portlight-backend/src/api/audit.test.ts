import { mockServices } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import express from 'express';
import request from 'supertest';
import {
  clusterDocument,
  createTestFleet,
  testDatabases,
  testMetrics,
  testRegistration,
  type TestFleet,
} from '../__testUtils__';
import { OPERATIONS } from './contract';
import { createHandlers } from './createHandlers';
import { createRouter } from './createRouter';
import type { OperationId } from './operations';

jest.setTimeout(60_000);

const databases = testDatabases();

const CHOSEN = {
  kubeconfig: JSON.stringify({
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{ name: 'c', cluster: { server: 'https://127.0.0.1:1' } }],
    users: [{ name: 'u', user: { token: 'token-of-a-cluster' } }],
    contexts: [{ name: 'east', context: { cluster: 'c', user: 'u' } }],
  }),
  context: 'east',
};

const BUDGET = { name: 'shop', scope: { fleet: true }, amount: 100 };

const BILL = 'date,cluster,instanceType,cost\n2026-10-01,shop,m5.large,2.30\n';

/** What operations with a body are sent; a new one without a row here fails. */
const BODIES: Partial<Record<OperationId, object>> = {
  registerCluster: { name: 'new', ...CHOSEN },
  inspectKubeconfig: { kubeconfig: CHOSEN.kubeconfig },
  testCluster: CHOSEN,
  updateCluster: { title: 'Shop' },
  replaceClusterCredentials: CHOSEN,
  startCostBackfill: {
    since: '2026-11-20T00:00:00Z',
    until: '2026-11-20T02:00:00Z',
  },
  createBudget: BUDGET,
  updateBudget: BUDGET,
};

/** What is asked besides. */
const QUERIES: Partial<Record<OperationId, object>> = {
  testMetricsSource: { cluster: 'shop' },
  importBill: { name: 'november' },
};

/** An estimate reads and stores nothing; its manifests are only too long for an address. */
const WRITING = OPERATIONS.filter(
  ({ method, id }) => method !== 'get' && id !== 'estimateCosts',
);

async function createApp(fleet: TestFleet) {
  let result: AuthorizeResult.ALLOW | AuthorizeResult.DENY =
    AuthorizeResult.ALLOW;
  const decide = async (requests: readonly unknown[]) =>
    requests.map(() => ({ result }));
  const audit: { eventId: string; outcome: string }[] = [];
  const auditor = mockServices.auditor.mock({
    createEvent: jest.fn(async ({ eventId }) => ({
      success: async () => {
        audit.push({ eventId, outcome: 'succeeded' });
      },
      fail: async () => {
        audit.push({ eventId, outcome: 'failed' });
      },
    })),
  });
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
      logger: mockServices.logger.mock(),
      handlers: await createHandlers({
        knex: fleet.knex,
        mirror: { sync: async () => true, sources: () => [] },
        catalog: catalogServiceMock(),
        auditor,
        registration: testRegistration(fleet.knex),
        ...(await testMetrics({
          knex: fleet.knex,
          catalog: catalogServiceMock(),
          auditor,
        })),
      }),
      recordOperation: () => {},
    }),
  );
  await request(app)
    .post('/v1/clusters')
    .send({ name: 'shop', ...CHOSEN })
    .expect(201);
  await fleet.write({ ...clusterDocument('shop'), source: 'registered' });
  const budget = await request(app)
    .post('/v1/budgets')
    .send(BUDGET)
    .expect(201);
  const ids: Partial<Record<OperationId, string>> = {
    updateBudget: budget.body.id,
    deleteBudget: budget.body.id,
  };
  audit.length = 0;
  return {
    app,
    ids,
    audit,
    auditor,
    deny: () => {
      result = AuthorizeResult.DENY;
    },
  };
}

describe.each(databases.eachSupportedId())('the audit log on %s', id => {
  let own: Awaited<ReturnType<typeof createApp>>;

  beforeEach(async () => {
    own = await createApp(await createTestFleet(databases, id));
  });

  const send = (
    operation: (typeof WRITING)[number],
    cluster = 'shop',
  ): request.Test =>
    request(own.app)
      [operation.method](
        operation.path
          .replace('{cluster}', cluster)
          .replace('{source}', 'kubelet')
          .replace('{id}', own.ids[operation.id] ?? 'none'),
      )
      .query(QUERIES[operation.id] ?? {})
      .type(operation.id === 'importBill' ? 'text/csv' : 'application/json')
      .send(operation.id === 'importBill' ? BILL : BODIES[operation.id]);

  it('is about operations that write, reading again among them', () => {
    expect(WRITING.map(operation => operation.id)).toContain('syncCluster');
  });

  // A bill needs nodes with a past to be of: what is done to bills is tested beside them.
  it.each(WRITING.filter(({ id: name }) => name !== 'deleteBill'))(
    'has what was done by $id',
    async operation => {
      const response = await send(operation);
      expect(response.status).toBe(operation.status);
      expect(own.audit).toEqual([
        { eventId: expect.any(String), outcome: 'succeeded' },
      ]);
      expect(own.audit[0].eventId).not.toBe('operation-refused');
    },
  );

  it.each(WRITING.filter(({ path }) => path.includes('{cluster}')))(
    'has what failed of $id',
    async operation => {
      await send(operation, 'nowhere').expect(404);
      expect(own.audit).toEqual([
        { eventId: expect.any(String), outcome: 'failed' },
      ]);
    },
  );

  it.each(WRITING)('has who was refused $id', async operation => {
    own.deny();
    await send(operation).expect(403);
    expect(own.audit).toEqual([
      { eventId: 'operation-refused', outcome: 'failed' },
    ]);
    expect(own.auditor.createEvent).toHaveBeenLastCalledWith(
      expect.objectContaining({
        meta: expect.objectContaining({ operation: operation.id }),
      }),
    );
  });
});
