import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
  type TestBackend,
} from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import notificationsPlugin from '@backstage/plugin-notifications-backend';
import {
  type NotificationService,
  notificationService,
} from '@backstage/plugin-notifications-node';
import type { Knex } from 'knex';
import request from 'supertest';
import { createTestFleet, testDatabases } from '../../__testUtils__';
import type { Lease } from '../../inventory';
import { daysUntil, writeDays } from '../__testUtils__/costDays';
import { SqlCostReader } from '../store';
import { BudgetAlerts } from './BudgetAlerts';
import { BudgetCostReader } from './BudgetCostReader';
import { BudgetStore } from './BudgetStore';

jest.setTimeout(60_000);

const databases = testDatabases();
const OWNER = 'group:default/checkout';
const JO = 'user:default/jo';

const CATALOG = [
  {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Group',
    metadata: { name: 'checkout', namespace: 'default' },
    spec: { type: 'team', children: [] },
    relations: [{ type: 'hasMember', targetRef: JO }],
  },
  {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'User',
    metadata: { name: 'jo', namespace: 'default' },
    spec: {},
    relations: [{ type: 'memberOf', targetRef: OWNER }],
  },
];

/** The service as the plugin portlight has it, in a portal with these plugins. */
async function portal(features: (typeof notificationsPlugin)[]) {
  let service: NotificationService | undefined;
  const plugin = createBackendPlugin({
    pluginId: 'portlight',
    register(env) {
      env.registerInit({
        deps: {
          notifications: notificationService,
          // What listens has an address.
          httpRouter: coreServices.httpRouter,
        },
        async init({ notifications }) {
          service = notifications;
        },
      });
    },
  });
  const backend = await startTestBackend({
    features: [
      plugin,
      ...features,
      catalogServiceMock.factory({ entities: CATALOG }),
      mockServices.rootConfig.factory({
        data: {
          app: { baseUrl: 'http://localhost:3000' },
          backend: { baseUrl: 'http://localhost:7007' },
        },
      }),
    ],
  });
  return { backend, send: service!.send.bind(service) };
}

describe('with the notifications plugin', () => {
  const backends: TestBackend[] = [];
  let knex: Knex;
  let store: BudgetStore;
  const logger = mockServices.logger.mock();

  const alerts = (send: NotificationService['send']) =>
    new BudgetAlerts({
      knex,
      logger,
      store,
      costs: new BudgetCostReader({
        knex,
        reader: new SqlCostReader(knex),
        timeZone: 'UTC',
        now: () => Date.parse('2026-11-21T12:30:00Z'),
      }),
      notifications: { send },
      currency: 'EUR',
      settings: { escalateTo: [], monthly: [] },
      taskLease: () => ({ check: async () => {} } as unknown as Lease),
    });

  beforeAll(async () => {
    ({ knex } = await createTestFleet(databases, 'SQLITE_3'));
    store = new BudgetStore(knex);
    await writeDays(
      knex,
      daysUntil('2026-11-21', 30).map(day => ({
        day,
        cluster: 'east',
        namespace: 'shop',
        kind: 'Deployment',
        name: 'cart',
        owner: OWNER,
        cost: 10,
      })),
    );
    await store.create(
      {
        name: 'Checkout',
        scope: { owner: OWNER },
        amount: 400,
        thresholds: [0.5],
        notifyForecast: true,
        recipients: [],
      },
      JO,
      1,
    );
  });

  afterEach(async () => {
    await Promise.all(backends.splice(0).map(backend => backend.stop()));
  });

  afterAll(() => knex.destroy());

  it('nobody is told where it is not installed, and once where it is: those of the owner', async () => {
    const without = await portal([]);
    backends.push(without.backend);
    await alerts(without.send).look();
    expect(logger.warn).toHaveBeenCalledTimes(1);

    const { backend, send } = await portal([notificationsPlugin]);
    backends.push(backend);
    await alerts(send).look();
    await alerts(send).look();
    // As if the replica had ended before it marked it.
    await knex('cost_budget_alerts').update({ done_at: null });
    await alerts(send).look();
    const { body } = await request(backend.server)
      .get('/api/notifications/notifications')
      .set('authorization', mockCredentials.user.header(JO))
      .expect(200);
    expect(body).toMatchObject({
      totalCount: 1,
      notifications: [
        {
          user: JO,
          origin: 'plugin:portlight',
          payload: {
            title: 'Budget "Checkout": 50 % is spent',
            link: '/fleet/costs/budgets',
            topic: 'budgets',
            severity: 'normal',
          },
        },
      ],
    });
    expect(logger.warn).toHaveBeenCalledTimes(1);
  });
});
