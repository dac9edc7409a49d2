import type { LoggerService } from '@backstage/backend-plugin-api';
import type { Lease } from './leases';
import type { InventoryStore } from './store/InventoryStore';

/** What {@link History} is made of. */
export interface HistoryOptions {
  store: InventoryStore;
  logger: LoggerService;
  now: () => number;
  /** Milliseconds between points. */
  interval: number;
  /** The right to do it, which one replica has. */
  lease: () => Lease | undefined;
}

/** Keeps figures of each cluster at regular times, the same for all, so that they add up to the fleet's. */
export class History {
  readonly #options: HistoryOptions;
  #timer?: NodeJS.Timeout;
  #stopped = false;

  constructor(options: HistoryOptions) {
    this.#options = options;
  }

  start(): void {
    this.#schedule();
  }

  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#timer);
  }

  #schedule(): void {
    if (this.#stopped) return;
    const { now, interval } = this.#options;
    this.#timer = setTimeout(() => {
      this.#add().finally(() => this.#schedule());
    }, interval - (now() % interval));
  }

  async #add(): Promise<void> {
    const { store, logger, now, interval } = this.#options;
    const lease = this.#options.lease();
    if (!lease) return;
    try {
      await store.addHistory(
        Math.round(now() / interval) * interval,
        lease.check,
      );
    } catch (error) {
      // A gap is a gap; the next point comes.
      logger.warn(
        `Figures of the clusters cannot be kept: ${(error as Error).message}`,
      );
    }
  }
}
