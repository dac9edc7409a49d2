import type { LoggerService } from '@backstage/backend-plugin-api';
import type { OwnedCluster, OwnershipListener } from '../../inventory';
import type { Backfill } from './Backfill';
import type { BackfillRequests } from './BackfillRequests';

/** Milliseconds between two looks for wishes of other replicas. */
const INTERVAL = 5_000;

/** What a {@link BackfillRunner} is made of. */
export interface BackfillRunnerOptions {
  backfill: Pick<Backfill, 'offer' | 'run'>;
  requests: Pick<BackfillRequests, 'running'>;
  logger: LoggerService;
  /** Milliseconds between two looks. */
  interval?: number;
}

/** Has hours of the past computed of the clusters of this replica, one cluster after the other. */
export class BackfillRunner {
  readonly owner: OwnershipListener;
  readonly #options: Required<BackfillRunnerOptions>;
  readonly #owned = new Map<string, OwnedCluster>();
  /** Clusters of which it was looked what is lacking. */
  readonly #offered = new Set<string>();
  #current?: { name: string; controller: AbortController };
  #timer?: NodeJS.Timeout;
  #running?: Promise<void>;
  #stopped = false;
  #complained = false;

  constructor(options: BackfillRunnerOptions) {
    this.#options = { interval: INTERVAL, ...options };
    this.owner = {
      claimed: cluster => this.#owned.set(cluster.name, cluster),
      lost: name => {
        this.#owned.delete(name);
        this.#offered.delete(name);
        if (this.#current?.name === name) this.#current.controller.abort();
      },
    };
  }

  start(): void {
    this.#timer = setTimeout(() => {
      this.#running = this.run().finally(() => {
        this.#running = undefined;
        if (!this.#stopped) this.start();
      });
    }, this.#options.interval);
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#timer);
    this.#current?.controller.abort();
    await this.#running;
  }

  /** Looks once at every cluster. */
  async run(): Promise<void> {
    const { backfill, requests, logger } = this.#options;
    try {
      for (const name of this.#owned.keys()) {
        if (this.#stopped) return;
        if (this.#offered.has(name)) continue;
        await backfill.offer(name);
        this.#offered.add(name);
      }
      for (const name of await requests.running()) {
        const cluster = this.#owned.get(name);
        if (this.#stopped) return;
        if (!cluster) continue;
        const controller = new AbortController();
        this.#current = { name, controller };
        await backfill.run(cluster, controller.signal);
      }
      this.#complained = false;
    } catch (error) {
      if (!this.#complained && !this.#stopped) {
        logger.warn(
          `Hours of the past wait, and are tried again: ${
            (error as Error).message
          }`,
        );
      }
      this.#complained = true;
    } finally {
      this.#current = undefined;
    }
  }
}
