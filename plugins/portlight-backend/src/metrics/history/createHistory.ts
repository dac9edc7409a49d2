import type { LoggerService } from '@backstage/backend-plugin-api';
import type { Knex } from 'knex';
import type { Lease, OwnershipListener, RetentionTask } from '../../inventory';
import type { HistoryReader } from './HistoryReader';
import type { HistorySettings } from './HistorySettings';
import { createHistoryTelemetry } from './historyTelemetry';
import type { HistoryWriter } from './HistoryWriter';
import { Partitions } from './partitions';
import {
  HISTORY_TABLES,
  historyRetention,
  noteRemoved,
  oldBefore,
} from './retention';
import { Rollups } from './Rollups';
import { SqlHistoryReader } from './SqlHistoryReader';
import { SqlHistoryWriter } from './SqlHistoryWriter';

/** What a {@link MetricHistory} is made of. */
export interface MetricHistoryOptions {
  knex: Knex;
  logger: LoggerService;
  settings: HistorySettings;
  /** The right to do what one replica does for all, where this one has it; also for targets of no cluster. */
  taskLease: () => Lease | undefined;
  /** Milliseconds since the epoch. */
  now?: () => number;
  /** Milliseconds between two looks at what is to be rolled up. */
  interval?: number;
}

/** Keeps and reads the past of metrics. */
export interface MetricHistory {
  writer: HistoryWriter;
  reader: HistoryReader;
  /** To follow the mirror with: rolls up the clusters of this replica. */
  owner: OwnershipListener;
  /** For the mirror's retention. */
  retention: RetentionTask[];
  /** Begins to roll up, and to make and drop partitions. */
  start(): void;
  /** Ends after the transaction that is under way. */
  stop(): Promise<void>;
  /** Other bounds from now on: the portal's configuration has changed. */
  configure(settings: HistorySettings): void;
}

const INTERVAL = 10_000;

/** Milliseconds between two looks at partitions; they are made for at least an hour ahead. */
const PARTITIONS_INTERVAL = 10 * 60_000;

class SqlHistory implements MetricHistory {
  readonly writer: SqlHistoryWriter;
  readonly reader: HistoryReader;
  readonly retention: RetentionTask[];
  readonly owner: OwnershipListener;
  readonly #options: Required<MetricHistoryOptions>;
  readonly #settings: HistorySettings;
  readonly #partitions: Partitions;
  readonly #rollups: Rollups;
  readonly #owned = new Map<string, Lease>();
  #timer?: NodeJS.Timeout;
  #running?: Promise<void>;
  #stopped = false;
  #partitionsAt = -Infinity;
  #complained = false;

  constructor(options: MetricHistoryOptions) {
    this.#options = { now: Date.now, interval: INTERVAL, ...options };
    this.#settings = { ...options.settings };
    const { knex, now } = this.#options;
    this.#partitions = new Partitions(knex);
    const shared = {
      ...this.#options,
      settings: this.#settings,
      partitions: this.#partitions,
      telemetry: createHistoryTelemetry(),
    };
    this.writer = new SqlHistoryWriter(shared);
    this.reader = new SqlHistoryReader(shared);
    this.#rollups = new Rollups(shared);
    this.retention = historyRetention(knex, this.#settings, now);
    this.owner = {
      claimed: ({ name, lease }) => this.#owned.set(name, lease),
      lost: name => {
        this.#owned.delete(name);
        this.writer.forget(name);
      },
    };
  }

  start(): void {
    this.#timer = setTimeout(() => {
      this.#running = this.#work().finally(() => {
        this.#running = undefined;
        if (!this.#stopped) this.start();
      });
    }, this.#options.interval);
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#timer);
    await this.#running;
  }

  configure(settings: HistorySettings): void {
    Object.assign(this.#settings, settings);
  }

  async #work(): Promise<void> {
    this.writer.prune();
    const task = this.#options.taskLease();
    const leases = new Map(this.#owned);
    if (task) leases.set('', task);
    const complaints: string[] = [];
    const attempt = async (work: () => Promise<void>, valid = () => true) => {
      try {
        await work();
      } catch (error) {
        // A partition may have gone.
        this.#partitions.forget();
        if (valid()) complaints.push((error as Error).message);
      }
    };
    await attempt(async () => {
      for (const cluster of await this.#rollups.waiting()) {
        const lease = leases.get(cluster);
        if (!lease) continue;
        const going = () => !this.#stopped && this.#holds(cluster, lease);
        // What fails stays due, for whoever has the lease.
        await attempt(() => this.#rollups.run(cluster, lease, going), going);
      }
    });
    if (task) await attempt(() => this.#keepPartitions(task));
    this.#complain(complaints[0]);
  }

  #holds(cluster: string, { token }: Lease): boolean {
    const lease =
      cluster === '' ? this.#options.taskLease() : this.#owned.get(cluster);
    return lease?.token === token;
  }

  async #keepPartitions(task: Lease): Promise<void> {
    // By the clock that nobody sets.
    const now = performance.now();
    if (now - this.#partitionsAt < PARTITIONS_INTERVAL) return;
    const { knex } = this.#options;
    await this.#partitions.prepare(Math.floor(this.#options.now() / 1000));
    for (const table of HISTORY_TABLES) {
      const before = await oldBefore(
        knex,
        table.level,
        this.#settings,
        this.#options.now(),
      );
      const dropped = await this.#partitions.drop(table, before, task.check);
      if (dropped > 0) await noteRemoved(knex, table.level, before);
    }
    this.#partitionsAt = now;
  }

  /** Once for each trouble. */
  #complain(message: string | undefined): void {
    if (message && !this.#complained) {
      this.#options.logger.warn(
        `The history of metrics waits, and is worked on again every ${
          this.#options.interval / 1000
        } s: ${message}`,
      );
    }
    this.#complained = message !== undefined;
  }
}

/** The history of metrics in the database. */
export function createHistory(options: MetricHistoryOptions): MetricHistory {
  return new SqlHistory(options);
}
