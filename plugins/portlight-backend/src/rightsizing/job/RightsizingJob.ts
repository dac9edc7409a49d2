import type { LoggerService } from '@backstage/backend-plugin-api';
import type { Knex } from 'knex';
import type { PriceBook } from '../../cost/prices';
import { LeaseLostError, type OwnedCluster } from '../../inventory';
import type { HistoryReader } from '../../metrics/history';
import type { RightsizingSettings } from '../settings';
import { computeCluster } from './computeCluster';

/** What a {@link RightsizingJob} is made of. */
export interface RightsizingJobOptions {
  knex: Knex;
  cluster: OwnedCluster;
  prices: PriceBook;
  history: Pick<HistoryReader, 'range'>;
  settings: RightsizingSettings;
  logger: LoggerService;
  /** Milliseconds since the epoch. */
  now: () => number;
  /** From 0 up to 1. */
  random: () => number;
  /** One cluster at a time: looks of many would be slow together. */
  inTurn: <Result>(work: () => Promise<Result>) => Promise<Result>;
}

/** A cluster that was just claimed is looked at so many milliseconds later: its objects come first. */
const FIRST = 60_000;

/** Looks at an owned cluster again and again. */
export class RightsizingJob {
  readonly #options: RightsizingJobOptions;
  #timer?: NodeJS.Timeout;
  #running?: Promise<void>;
  #stopped = false;

  constructor(options: RightsizingJobOptions) {
    this.#options = options;
  }

  start(): void {
    const { settings, random } = this.#options;
    this.#schedule(Math.min(FIRST, settings.interval) * (0.5 + random()));
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#timer);
    await this.#running;
  }

  #schedule(milliseconds: number): void {
    if (this.#stopped) return;
    this.#timer = setTimeout(() => {
      this.#running = this.#look().finally(() => {
        this.#running = undefined;
        const { settings, random } = this.#options;
        this.#schedule(settings.interval * (0.9 + 0.2 * random()));
      });
    }, milliseconds);
    this.#timer.unref();
  }

  async #look(): Promise<void> {
    const { cluster, logger, inTurn, now } = this.#options;
    try {
      await inTurn(async () => {
        if (this.#stopped) return;
        await computeCluster({
          ...this.#options,
          cluster: cluster.name,
          lease: cluster.lease,
          now: now(),
        });
      });
    } catch (error) {
      if (this.#stopped || error instanceof LeaseLostError) return;
      logger.warn(
        `What workloads of ${
          cluster.name
        } should request could not be computed and is tried again later: ${
          (error as Error).message
        }`,
      );
    }
  }
}
