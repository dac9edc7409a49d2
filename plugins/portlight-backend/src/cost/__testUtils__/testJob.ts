import { mockServices } from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import type { Lease, Observation, OwnedCluster } from '../../inventory';
import { createObserver, type ObserverOptions } from '../inputs';
import { CostJob, HourComputer } from '../job';
import { type CostSettings, DEFAULT_COST_SETTINGS } from '../settings';
import { SqlCostReader, SqlCostStore } from '../store';
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

/** All that is known of costs, by names: numbers of rows are others after a crash. */
export async function costContents(knex: Knex) {
  const reader = new SqlCostReader(knex);
  const range = { since: 0, until: 2 ** 31 - 1 };
  const levels = ['hour', 'day', 'month'] as const;
  const totals = await Promise.all(
    levels.map(level =>
      reader.totals({
        ...range,
        level,
        by: [
          'at',
          'cluster',
          'class',
          'namespace',
          'kind',
          'name',
          'owner',
          'team',
          'priceKind',
          'instanceType',
        ],
      }),
    ),
  );
  const runs = await reader.runs(range);
  const periods = await knex('cost_periods')
    .join('cost_clusters', 'cost_clusters.id', 'cost_periods.cluster')
    .orderBy(['level', 'at', 'cost_clusters.name'])
    .select('cost_clusters.name', 'level', 'at', 'hours', 'incomplete');
  const details: unknown[] = [];
  for await (const each of reader.eachDetails(range)) details.push(each);
  return {
    totals: totals.map(rows => rows.map(exact).map(asText).sort()),
    runs: runs.map(({ attempts, computedAt, redoAt, ...run }) => run),
    periods,
    due: await knex('cost_days_due').select('level', 'at'),
    details,
  };
}

function asText(row: object): string {
  return JSON.stringify(row, Object.keys(row).sort());
}

/** Money as it is; doubles to as many digits as the order of additions leaves. */
function exact<Row extends object>(row: Row): Row {
  return Object.fromEntries(
    Object.entries(row).map(([name, value]) => [
      name,
      typeof value === 'number' && !/Cost$|^adjustment$|^at$/.test(name)
        ? Number(value.toPrecision(9))
        : value,
    ]),
  ) as Row;
}

/** Tables that the job writes. */
const WRITTEN = [
  'cost_hours',
  'cost_days',
  'cost_months',
  'cost_runs',
  'cost_days_due',
  'cost_periods',
  'cost_details',
  'cost_backfills',
  'cost_scopes',
  'cost_attributions',
  'cost_prices',
  'cost_clusters',
];

/** As before the first hour. */
export async function forgetCosts(knex: Knex): Promise<void> {
  for (const table of WRITTEN) await knex(table).delete();
}

/** Counts the statements of some work. */
export async function countStatements(
  knex: Knex,
  work: () => Promise<unknown>,
): Promise<number> {
  let statements = 0;
  const count = () => statements++;
  knex.on('query', count);
  await work();
  knex.off('query', count);
  return statements;
}

/** Does some work that sends so many statements and then nothing more, as a process that is killed. */
export async function killedAfter(
  knex: Knex,
  statements: number,
  work: () => Promise<unknown>,
): Promise<void> {
  let left = statements;
  const fail = ({ sql }: { sql: string }) => {
    // A transaction ends with its process; the connection of this one goes on and has to be told. One whose commit was
    // sent may be committed, and then it is gone after it.
    if (left-- <= 0 && !/^(rollback|commit)/i.test(sql)) {
      throw new Error('killed');
    }
  };
  knex.on('query', fail);
  await work();
  knex.off('query', fail);
}
