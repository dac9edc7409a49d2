import type { LoggerService } from '@backstage/backend-plugin-api';
import { metrics } from '@opentelemetry/api';
import type { Knex } from 'knex';
import type { Lease } from '../leases';
import { traced } from '../traces';
import type { RetentionSettings } from './retentionSettings';
import { retentionRules, type RetentionTask } from './rules';
import { releaseSqliteSpace } from './sqliteSpace';

/** What {@link Retention} is made of. */
export interface RetentionOptions {
  knex: Knex;
  logger: LoggerService;
  /** May change while it runs. */
  settings: RetentionSettings;
  /** The right to do it, which one replica has. */
  lease: () => Lease | undefined;
  /** Besides the mirror's own rules. */
  tasks?: readonly RetentionTask[];
  /** Milliseconds since the epoch. */
  now?: () => number;
}

/** Keeps every table within its bounds, a few rows at a time so that nobody waits for it. */
export class Retention {
  readonly #options: RetentionOptions;
  readonly #tasks: RetentionTask[];
  readonly #removed;
  #timer?: NodeJS.Timeout;
  #running?: Promise<void>;
  #stopped = false;

  constructor(options: RetentionOptions) {
    const { settings, tasks = [], now = Date.now } = options;
    this.#options = options;
    this.#tasks = [...retentionRules(() => settings, now), ...tasks];
    this.#removed = metrics
      .getMeter('@portlight/plugin-portlight-backend')
      .createCounter('portlight.retention.rows', {
        description: 'Rows that were removed because of their age or number',
        unit: '{row}',
      });
  }

  start(): void {
    const { interval } = this.#options.settings;
    this.#timer = setTimeout(() => {
      this.#running = this.run().finally(() => {
        this.#running = undefined;
        if (!this.#stopped) this.start();
      });
    }, interval);
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#timer);
    await this.#running;
  }

  /** Removes all that may go, where this replica has the right to. */
  async run(): Promise<void> {
    const lease = this.#options.lease();
    if (!lease) return;
    await traced('portlight.retention', {}, async () => {
      for (const task of this.#tasks) await this.#perform(task, lease);
      await releaseSqliteSpace(this.#options.knex).catch(error =>
        this.#complain('The space of removed rows was not given back', error),
      );
    });
  }

  async #perform(task: RetentionTask, lease: Lease): Promise<void> {
    const { knex, settings } = this.#options;
    try {
      for (let last = settings.chunk; last >= settings.chunk; ) {
        if (this.#stopped) return;
        last = await knex.transaction(async trx => {
          await lease.check(trx);
          return task.remove(trx, settings.chunk);
        });
        if (last > 0) this.#removed.add(last, { table: task.name });
        // SQLite works in this thread: others get their turn between two transactions.
        await new Promise(resolve => {
          setImmediate(resolve);
        });
      }
    } catch (error) {
      this.#complain(`Old rows of ${task.name} stay for now`, error);
    }
  }

  /** Tried again at the next time. */
  #complain(what: string, error: unknown): void {
    this.#options.logger.warn(`${what}: ${(error as Error).message}`);
  }
}
