import {
  mockServices,
  type TestDatabaseId,
  type TestDatabases,
} from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import type { InventoryRow } from '@portlight/plugin-portlight-common';
import type { TestFleet } from '../../__testUtils__';
import type { OwnedCluster, OwnershipListener } from '../../inventory';
import { SEES_EVERYTHING, type Visibility } from '../../permissions';
import {
  createRightsizing,
  type RightsizingService,
} from '../createRightsizing';
import { computeCluster } from '../job';
import { DEFAULT_RIGHTSIZING_SETTINGS } from '../settings';
import {
  HOUR,
  LEASE,
  NOW,
  pastHour,
  PRICE_BOOK,
  rightsizingFleet,
} from './fleet';

/** Sees the namespace `shop` and what its team owns. */
export const SHOP_ONLY: Visibility = {
  ...SEES_EVERYTHING,
  namespaces: {
    filter: { property: 'name', values: ['shop'] },
    negated: false,
  } as never,
  workloads: {
    filter: { property: 'owner', values: ['group:default/shop'] },
    negated: false,
  } as never,
};

/** Of metrics nothing is kept. */
const EMPTY_HISTORY = {
  range: async () => ({
    step: 3600,
    level: '1h' as const,
    times: [],
    series: [],
  }),
};

/** The cluster `east`, as its owner has it. */
export const CLUSTER: OwnedCluster = {
  name: 'east',
  lease: LEASE,
  connection: {
    request: async () => {
      throw new Error('not asked');
    },
    close: async () => {},
  },
};

/** Rightsizing on a database of its own for each test; ends after each. */
export function useRightsizing(databases: TestDatabases, id: string) {
  let fleet: TestFleet;
  let service: RightsizingService;
  let owner: OwnershipListener;

  async function start(rows: InventoryRow[]): Promise<void> {
    fleet = await rightsizingFleet(databases, id as TestDatabaseId, rows);
    service = createRightsizing({
      knex: fleet.knex,
      logger: mockServices.logger.mock(),
      mirror: {
        follow: listener => {
          owner = listener;
          return () => {};
        },
      },
      catalog: catalogServiceMock({
        entities: ['cart', 'vault'].map(name => ({
          apiVersion: 'backstage.io/v1alpha1',
          kind: 'Component',
          metadata: {
            name,
            annotations: { 'portlight.io/workload': `Deployment/${name}` },
          },
        })),
      }),
      prices: PRICE_BOOK,
      history: EMPTY_HISTORY,
      settings: DEFAULT_RIGHTSIZING_SETTINGS,
      currency: 'EUR',
      now: () => NOW * 1000,
      random: () => 0.5,
    });
    service.start();
  }

  afterEach(async () => {
    await service?.stop();
  });

  /** Days of hours before now. */
  async function past(
    days: number,
    workloads: Parameters<typeof pastHour>[1],
  ): Promise<void> {
    const hours = Array.from({ length: days * 24 }, (_, index) =>
      pastHour(NOW - (days * 24 - index) * HOUR, workloads),
    );
    await service.recordUsageHours(hours, LEASE);
  }

  const compute = (now = NOW) =>
    computeCluster({
      knex: fleet.knex,
      cluster: 'east',
      lease: LEASE,
      prices: PRICE_BOOK,
      history: EMPTY_HISTORY,
      settings: DEFAULT_RIGHTSIZING_SETTINGS,
      now: now * 1000,
    });

  const ask = <Operation extends keyof RightsizingService['handlers']>(
    operation: Operation,
    request: object = {},
  ): Promise<any> =>
    service.handlers[operation].answer({
      path: {},
      query: {},
      visibility: SEES_EVERYTHING,
      credentials: mockServices.auth.mock,
      ...request,
    } as never) as Promise<any>;

  return {
    start,
    past,
    compute,
    ask,
    get fleet() {
      return fleet;
    },
    get service() {
      return service;
    },
    /** What follows which clusters this replica has. */
    get owner() {
      return owner;
    },
  };
}
