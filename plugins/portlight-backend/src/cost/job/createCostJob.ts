import type {
  AuditorService,
  LoggerService,
} from '@backstage/backend-plugin-api';
import type { CostHourSource } from '@portlight/plugin-portlight-node';
import type { Knex } from 'knex';
import type { Mirror } from '../../inventory';
import type { PrometheusSources } from '../../metrics/sources';
import type { AttributionSource } from '../attribution';
import { createObserver } from '../inputs';
import type { PriceBook } from '../prices';
import type { CostSettings } from '../settings';
import type { CostReader, CostStore } from '../store';
import { Backfill, type BackfillOptions } from './Backfill';
import { BackfillRequests } from './BackfillRequests';
import { BackfillRunner } from './BackfillRunner';
import { CostJob } from './CostJob';
import { HourComputer } from './HourComputer';
import { createJobHandlers } from './jobHandlers';
import { createJobTelemetry } from './jobTelemetry';

/** What {@link createCostJob} needs. */
export interface CreateCostJobOptions {
  knex: Knex;
  logger: LoggerService;
  auditor: AuditorService;
  mirror: Pick<Mirror, 'follow'>;
  store: CostStore;
  reader: CostReader;
  prices: PriceBook;
  attribution: AttributionSource;
  sources: Pick<PrometheusSources, 'covers' | 'evaluate'>;
  /** Of hours that Portlight did not see. */
  hourSources: readonly CostHourSource[];
  settings: CostSettings;
  /** See {@link BackfillOptions}. */
  onHours?: BackfillOptions['onHours'];
}

/** Computes the costs of the clusters of this replica, hour by hour, and those of the past as far as they are known. */
export function createCostJob(options: CreateCostJobOptions) {
  const { knex, mirror, settings, hourSources } = options;
  const requests = new BackfillRequests(knex);
  const shared = {
    ...options,
    computer: new HourComputer(options),
    telemetry: createJobTelemetry(),
    requests,
  };
  const job = new CostJob({ ...shared, observe: createObserver(options) });
  const backfill = new Backfill({ ...shared, sources: hourSources });
  const runner = new BackfillRunner({ ...shared, backfill });
  const unfollow: (() => void)[] = [];
  return {
    handlers: createJobHandlers({ ...shared, backfill }),
    start() {
      // Coverage is noted in any case, so that costs can be turned on for the hours before.
      unfollow.push(mirror.follow(job.owner));
      job.start();
      if (!settings.enabled) return;
      unfollow.push(mirror.follow(runner.owner));
      runner.start();
    },
    async stop() {
      unfollow.forEach(end => end());
      await Promise.all([job.stop(), runner.stop()]);
    },
  };
}
