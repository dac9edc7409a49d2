import type {
  CostItem,
  CostReport,
  SharingOptions,
} from '@portlight/plugin-portlight-common';
import type {
  TestDatabaseId,
  TestDatabases,
} from '@backstage/backend-test-utils';
import { clusterDocument, createTestFleet } from '../../../__testUtils__';
import type { OperationId, OperationRequest } from '../../../api/operations';
import { SEES_EVERYTHING, type Visibility } from '../../../permissions';
import {
  HOUR,
  testAttribution,
  testHour,
  testPrices,
} from '../../__testUtils__/testHours';
import { subjectsOf } from '../../inputs';
import { HourComputer } from '../../job';
import { type CostSettings, DEFAULT_COST_SETTINGS } from '../../settings';
import { CachedCostReader, SqlCostStore } from '../../store';
import { createCostReadHandlers } from '../createCostReadHandlers';
import { DEFAULT_SHARING } from '../readSharingSettings';

/** Four days, the last of them until noon. */
export const NOW = Date.UTC(2026, 10, 21, 12, 20);
export const FIRST = Date.UTC(2026, 10, 18) / 1000;
const HOURS = 84;
const CLUSTERS = ['east', 'west'];

/** As a policy narrows team-0 to what it owns. */
export const OF_TEAM: Visibility = {
  ...SEES_EVERYTHING,
  namespaces: 'nothing',
  workloads: {
    filter: { property: 'owner', values: ['group:default/team-0'] },
    negated: false,
  },
};
/** As a policy narrows somebody to the cluster that they run. */
export const OF_CLUSTER: Visibility = {
  ...SEES_EVERYTHING,
  clusters: { filter: { property: 'name', values: ['west'] }, negated: false },
};

export const near = (value: number) => expect.closeTo(value, 9);
export const sum = (values: readonly number[]) =>
  values.reduce((a, b) => a + b, 0);
export const named = (items: readonly CostItem[], name: string) =>
  items.find(item => item.name === name)!;

/** What a request says, besides its operation. */
export interface Asked {
  query?: object;
  path?: object;
  visibility?: Visibility;
  sharing?: Partial<SharingOptions>;
  settings?: Partial<CostSettings>;
  /** Milliseconds since the epoch. */
  now?: number;
}

/** Four days of two clusters, of which the last day has its pods, as the job writes them. */
export async function createTestReports(
  databases: TestDatabases,
  id: TestDatabaseId,
) {
  const fleet = await createTestFleet(databases, id);
  const { knex } = fleet;
  const settings = DEFAULT_COST_SETTINGS;
  const store = new SqlCostStore({ knex, settings });
  const computer = new HourComputer({
    prices: testPrices(1.1),
    attribution: testAttribution(),
    settings,
  });
  for (const name of CLUSTERS) {
    await fleet.write(clusterDocument(name));
    const hours = await Promise.all(
      Array.from({ length: HOURS }, (_, index) =>
        computer.compute(
          testHour({
            cluster: name,
            hour: FIRST + index * HOUR,
            nodes: name === 'east' ? 2 : 3,
          }),
          subjectsOf([]),
          // Details of the last day only.
          { source: 'mirror', details: index >= 72 },
        ),
      ),
    );
    await knex.transaction(trx => store.replaceHours(trx, name, hours));
    await store.rollUp(name, async () => {});
  }
  const [all] = await knex('cost_hours').select(
    knex.raw(
      'sum(cpu_cost + memory_cost + gpu_cost + storage_cost + load_balancer_cost + network_cost + other_cost + adjustment) as total',
    ),
  );

  function ask<Id extends OperationId>(operation: Id, request: Asked) {
    const handlers = createCostReadHandlers({
      knex,
      reader: new CachedCostReader(knex),
      settings: {
        cost: { ...settings, ...request.settings },
        sharing: { ...DEFAULT_SHARING, ...request.sharing },
      },
      now: () => request.now ?? NOW,
    });
    const handler = handlers[operation as 'getFleetCosts'];
    return handler.answer({
      path: {},
      query: {},
      visibility: SEES_EVERYTHING,
      ...request,
    } as unknown as OperationRequest<'getFleetCosts'>) as Promise<unknown>;
  }

  return {
    knex,
    fleet,
    /** Of all hours, in units of the currency. */
    total: Number(all.total) / 1e9,
    ask,
    report: (query: object, visibility = SEES_EVERYTHING, more: Asked = {}) =>
      ask('getFleetCosts', {
        query,
        visibility,
        ...more,
      }) as Promise<CostReport>,
  };
}

/** The same as it is when the tests of a file run. */
export type TestReports = Awaited<ReturnType<typeof createTestReports>>;
