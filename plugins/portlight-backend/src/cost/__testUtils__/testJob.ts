import { mockServices } from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import type { Lease, Observation, OwnedCluster } from '../../inventory';
import { createObserver, type ObserverOptions } from '../inputs';
import { CostJob, HourComputer } from '../job';
import { type CostSettings, DEFAULT_COST_SETTINGS } from '../settings';
import { SqlCostStore } from '../store';
import { testAttribution, testPrices } from './testHours';

/** What differs between the jobs of tests. */
export interface TestJobOptions {
  knex: Knex;
  /** Milliseconds since the epoch. */
  now: () => number;
  settings?: Partial<CostSettings>;
  sources?: ObserverOptions['sources'];
}

/** No Prometheus. */
export const NO_SOURCES: ObserverOptions['sources'] = {
  covers: () => false,
  evaluate: async () => undefined,
};

/** The hourly job of one replica, as the plugin makes it. */
export function testJob(options: TestJobOptions) {
  const { knex, now, sources = NO_SOURCES } = options;
  const settings = {
    ...DEFAULT_COST_SETTINGS,
    // Two zones, so that days are not those of the database's clock.
    timeZone: 'Europe/Berlin',
    ...options.settings,
  };
  const logger = mockServices.logger.mock();
  const store = new SqlCostStore({ knex, settings, now });
  const computer = new HourComputer({
    prices: testPrices(1.1),
    attribution: testAttribution(),
    settings,
  });
  const telemetry = { computed: jest.fn(), failed: jest.fn() };
  const shared = { knex, logger, store, computer, telemetry, settings, now };
  const job = new CostJob({
    ...shared,
    observe: createObserver({ knex, sources }),
  });
  return { ...shared, job };
}

/** A cluster that this replica reads. */
export function ownedCluster(
  name: string,
  lease: Lease,
  observation?: () => Observation,
): OwnedCluster {
  return { name, lease, observation } as OwnedCluster;
}

/** Does all that is due, whatever the slices. */
export async function runAll(job: CostJob): Promise<void> {
  while (await job.run());
}
