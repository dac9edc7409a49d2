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
/** After usage of the past was added, a cluster is looked at so many milliseconds later: more of it may come. */
const SOON = 60_000;

/** Looks at an owned cluster again and again. */
export class RightsizingJob {
  readonly #options: RightsizingJobOptions;
  #timer?: NodeJS.Timeout;
  /** Milliseconds since the epoch: when it is looked at without anything that hurries. */
  #due = 0;
  #running?: Promise<void>;
  #hurry = false;
  #stopped = false;

  constructor(options: RightsizingJobOptions) {
    this.#options = options;
  }

  start(): void {
    const { settings, random } = this.#options;
    this.#schedule(Math.min(FIRST, settings.interval) * (0.5 + random()));
  }

  /** There is usage that was not there: it is not waited for as long as otherwise. */
  soon(): void {
    // A look under way may have read before; the next one is not far then.
    const { now } = this.#options;
    if (this.#running) this.#hurry = true;
    else this.#wait(Math.min(SOON, this.#due - now()));
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#timer);
    await this.#running;
  }

  #schedule(milliseconds: number): void {
    this.#due = this.#options.now() + milliseconds;
    this.#wait(milliseconds);
  }

  #wait(milliseconds: number): void {
    clearTimeout(this.#timer);
    if (this.#stopped) return;
    this.#timer = setTimeout(() => {
      this.#hurry = false;
      this.#running = this.#look().finally(() => {
        this.#running = undefined;
        const { settings, random } = this.#options;
        this.#schedule(settings.interval * (0.9 + 0.2 * random()));
        if (this.#hurry) this.soon();
      });
    }, Math.max(0, milliseconds));
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
