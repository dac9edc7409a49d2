import type { LoggerService } from '@backstage/backend-plugin-api';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import { type CostHour, DAY_SECONDS } from '@portlight/plugin-portlight-common';
import type { Knex } from 'knex';
import type { PriceBook } from '../cost/prices';
import type { Lease, Mirror } from '../inventory';
import { RecordReader } from '../inventory/read';
import type { HistoryReader } from '../metrics/history';
import type { PodUsageListener } from '../metrics/usage';
import { RightsizingJob } from './job';
import { createRightsizingHandlers } from './read/rightsizingHandlers';
import { RightsizingReader } from './read/RightsizingReader';
import type { RightsizingSettings } from './settings';
import {
  ContainerUsageStore,
  type DayChange,
  QuotaUsageStore,
  usageHourChanges,
  UsageRecorder,
} from './usage';

/** What {@link createRightsizing} needs. */
export interface RightsizingOptions {
  knex: Knex;
  logger: LoggerService;
  mirror: Pick<Mirror, 'follow'>;
  catalog: CatalogService;
  prices: PriceBook;
  history: Pick<HistoryReader, 'range'>;
  settings: RightsizingSettings;
  /** ISO 4217, of the prices. */
  currency: string;
  /** Milliseconds since the epoch. */
  now?: () => number;
  /** From 0 up to 1. */
  random?: () => number;
}

/** What containers use, what they should request because of it, and what else should be different. */
export interface RightsizingService {
  handlers: ReturnType<typeof createRightsizingHandlers>;
  /** For what is measured of owned clusters. */
  onPodUsage: PodUsageListener;
  /** Adds the usage of hours of the past, as far as it is not too old and not known; may be done twice. */
  recordUsageHours(
    hours: readonly CostHour[],
    lease: Pick<Lease, 'check'>,
  ): Promise<void>;
  /** Looks at the clusters of this replica from here on. */
  start(): void;
  /** Ends after what is being written. */
  stop(): Promise<void>;
}

/** Work that is done one after the other. */
function createTurns() {
  let last: Promise<unknown> = Promise.resolve();
  return <Result>(work: () => Promise<Result>): Promise<Result> => {
    const result = last.then(work);
    last = result.catch(() => {});
    return result;
  };
}

/** Keeps what containers use and recommends what they should request. */
export function createRightsizing(
  options: RightsizingOptions,
): RightsizingService {
  const { knex, logger, mirror, settings, now = Date.now } = options;
  const store = new ContainerUsageStore(knex, logger);
  const quotas = new QuotaUsageStore(knex);
  const recorders = new Map<string, UsageRecorder>();
  const jobs = new Map<string, RightsizingJob>();
  const inTurn = createTurns();
  let unfollow = () => {};

  const end = (cluster: string) => {
    const ended = [recorders.get(cluster), jobs.get(cluster)];
    recorders.delete(cluster);
    jobs.delete(cluster);
    return Promise.all(ended.map(each => each?.stop()));
  };

  return {
    handlers: createRightsizingHandlers({
      ...options,
      reader: new RightsizingReader(knex),
      records: new RecordReader(knex),
      now,
    }),
    onPodUsage: (cluster, at, pods, find) =>
      recorders.get(cluster.name)?.add(at, pods, find),
    async recordUsageHours(hours, lease) {
      if (!settings.enabled) return;
      const oldest =
        Math.floor(now() / 1000 / DAY_SECONDS) - settings.retentionDays;
      const byDay = new Map<
        string,
        { cluster: string; day: number; changes: DayChange[] }
      >();
      for (const hour of hours) {
        const { day, changes } = usageHourChanges(hour);
        if (day <= oldest || changes.length === 0) continue;
        const key = `${day}/${hour.cluster}`;
        const known = byDay.get(key);
        if (known) known.changes.push(...changes);
        else byDay.set(key, { cluster: hour.cluster, day, changes });
      }
      for (const { cluster, day, changes } of byDay.values()) {
        const changed = await store.change(cluster, day, changes, lease);
        if (changed > 0) jobs.get(cluster)?.soon();
      }
    },
    start() {
      if (!settings.enabled) return;
      unfollow = mirror.follow({
        claimed: cluster => {
          recorders.set(
            cluster.name,
            new UsageRecorder({ knex, cluster, store, quotas, logger }),
          );
          const job = new RightsizingJob({
            ...options,
            random: options.random ?? Math.random,
            now,
            cluster,
            inTurn,
          });
          jobs.set(cluster.name, job);
          job.start();
        },
        lost: cluster => {
          end(cluster).catch(error =>
            logger.debug(`Rightsizing of ${cluster}: ${error.message}`),
          );
        },
      });
    },
    async stop() {
      unfollow();
      await Promise.all([...jobs.keys()].map(end));
    },
  };
}
