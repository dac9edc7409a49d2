import type { LoggerService } from '@backstage/backend-plugin-api';
import type { Knex } from 'knex';
import {
  type Lease,
  LeaseLostError,
  type OwnedCluster,
  type OwnershipListener,
  traced,
} from '../../inventory';
import { CoverageWriter, type ObserveHour } from '../inputs';
import type { CostSettings } from '../settings';
import type { CostStore } from '../store';
import type { HourComputer } from './HourComputer';
import type { JobTelemetry } from './jobTelemetry';
import { catchUpSince, MIRROR, missingHours, redoAt } from './schedule';

/** What a {@link CostJob} is made of. */
export interface CostJobOptions {
  knex: Knex;
  logger: LoggerService;
  store: CostStore;
  observe: ObserveHour;
  computer: HourComputer;
  telemetry: JobTelemetry;
  /** May change while it runs. */
  settings: CostSettings;
  /** Milliseconds since the epoch. */
  now?: () => number;
  /** Milliseconds between two looks. */
  interval?: number;
}

const INTERVAL = 15_000;

/** Milliseconds between two looks for hours of a cluster where none was missing. */
const LOOK = 60_000;

/** Hours of a cluster in one go; then it is the next one's turn. */
const SLICE = 4;

/** What is remembered of a cluster of this replica. */
interface Owned {
  cluster: OwnedCluster;
  /** By the clock that nobody sets. */
  nextLook: number;
}

/**
 * Computes the costs of each hour once it has ended, of the clusters of this replica. Every hour is one transaction that
 * replaces what there was of it: done twice, by two replicas, or after a crash anywhere, it is the same.
 */
export class CostJob {
  readonly owner: OwnershipListener;
  readonly #options: Required<CostJobOptions>;
  readonly #coverage: CoverageWriter;
  readonly #owned = new Map<string, Owned>();
  readonly #complaints = new Map<string, string>();
  #timer?: NodeJS.Timeout;
  #running?: Promise<void>;
  #stopped = false;

  constructor(options: CostJobOptions) {
    this.#options = { now: Date.now, interval: INTERVAL, ...options };
    this.#coverage = new CoverageWriter(options.knex);
    this.owner = {
      claimed: cluster =>
        this.#owned.set(cluster.name, { cluster, nextLook: -Infinity }),
      lost: name => {
        this.#owned.delete(name);
        this.#coverage.forget(name);
      },
    };
  }

  start(): void {
    this.#wait(this.#options.interval);
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#timer);
    await this.#running;
  }

  /**
   * Looks once at every cluster.
   *
   * @returns whether there is more to do at once
   */
  async run(): Promise<boolean> {
    let more = false;
    for (const { cluster } of [...this.#owned.values()]) {
      if (this.#stopped) return false;
      more = (await this.#attempt(cluster)) || more;
    }
    return more;
  }

  #wait(milliseconds: number): void {
    this.#timer = setTimeout(() => {
      let pause = this.#options.interval;
      this.#running = this.run()
        .then(more => {
          if (more) pause = 0;
        })
        .finally(() => {
          this.#running = undefined;
          if (!this.#stopped) this.#wait(pause);
        });
    }, milliseconds);
  }

  #holds({ name, lease }: OwnedCluster): boolean {
    return (
      !this.#stopped &&
      this.#owned.get(name)?.cluster.lease.token === lease.token
    );
  }

  async #attempt(cluster: OwnedCluster): Promise<boolean> {
    const { name } = cluster;
    try {
      const more = await this.#work(cluster);
      this.#complaints.delete(name);
      return more;
    } catch (error) {
      if (error instanceof LeaseLostError || !this.#holds(cluster))
        return false;
      await this.#complain(cluster, error as Error);
      return false;
    }
  }

  async #work(cluster: OwnedCluster): Promise<boolean> {
    const { settings, store } = this.#options;
    const { name, lease, observation } = cluster;
    const now = this.#now();
    if (observation) await this.#coverage.note(name, lease, observation(), now);
    const owned = this.#owned.get(name);
    if (!settings.enabled || !owned || performance.now() < owned.nextLook) {
      return false;
    }
    const due = await this.#due(name, now);
    for (const hour of due.slice(0, SLICE)) {
      if (!this.#holds(cluster)) return false;
      await traced('portlight.cost.hour', { cluster: name }, () =>
        this.#compute(name, lease, hour),
      );
    }
    await store.rollUp(name, lease.check, () => this.#holds(cluster));
    const more = due.length > SLICE;
    owned.nextLook = more ? -Infinity : performance.now() + LOOK;
    return more;
  }

  /** Hours that are missing, the oldest first, and then those that are to be done again. */
  async #due(cluster: string, now: number): Promise<number[]> {
    const { knex } = this.#options;
    const since = catchUpSince(now);
    const runs: { at: number; redo_at: number | null }[] = await knex(
      'cost_runs',
    )
      .join('cost_clusters', 'cost_clusters.id', 'cost_runs.cluster')
      .where({ 'cost_clusters.name': cluster })
      .where('cost_runs.at', '>=', since)
      .select('cost_runs.at', 'cost_runs.redo_at');
    const done = new Set(runs.map(({ at }) => at));
    const missing = missingHours(await this.#first(cluster), done, now);
    const again = runs
      .filter(({ redo_at: at }) => at !== null && at <= now)
      .map(({ at }) => at)
      .sort((a, b) => a - b);
    return [...missing, ...again];
  }

  /** Since when Portlight sees the cluster, as far as that is kept. */
  async #first(cluster: string): Promise<number | undefined> {
    const { knex } = this.#options;
    const [seen]: { at: number | null }[] = await knex('cost_coverage')
      .where({ cluster })
      .min({ at: 'at' });
    const [computed]: { at: number | null }[] = await knex('cost_runs')
      .join('cost_clusters', 'cost_clusters.id', 'cost_runs.cluster')
      .where({ 'cost_clusters.name': cluster, 'cost_runs.source': MIRROR })
      .min({ at: 'cost_runs.at' });
    const times = [seen.at, computed.at].filter(at => at !== null);
    return times.length > 0 ? Math.min(...times) : undefined;
  }

  async #compute(cluster: string, lease: Lease, hour: number): Promise<void> {
    const { knex, store, observe, computer, telemetry, settings } =
      this.#options;
    const began = performance.now();
    const observed = await observe(cluster, hour);
    const now = this.#now();
    const computed = await computer.compute(observed.hour, observed.subjects, {
      source: MIRROR,
      redoAt: redoAt(
        hour,
        observed.hour.coverage,
        1 + (await this.#attempts(cluster, hour)),
        now,
      ),
      details: hour >= now - settings.retention.details,
    });
    await knex.transaction(async trx => {
      await lease.check(trx);
      await store.replaceHours(trx, cluster, [computed]);
      await trx('cost_clusters')
        .where({ name: cluster })
        .update({
          last_seconds: (performance.now() - began) / 1000,
          error: null,
        });
    });
    telemetry.computed(
      MIRROR,
      observed.hour.pods.length,
      (performance.now() - began) / 1000,
    );
  }

  async #attempts(cluster: string, hour: number): Promise<number> {
    const row: { attempts: number } | undefined = await this.#options
      .knex('cost_runs')
      .join('cost_clusters', 'cost_clusters.id', 'cost_runs.cluster')
      .where({ 'cost_clusters.name': cluster, 'cost_runs.at': hour })
      .first('cost_runs.attempts');
    return row?.attempts ?? 0;
  }

  /** Once for each trouble in the log, and where the state of the job is shown. */
  async #complain({ name, lease }: OwnedCluster, error: Error): Promise<void> {
    const { knex, logger, telemetry } = this.#options;
    telemetry.failed(MIRROR);
    if (this.#complaints.get(name) === error.message) return;
    this.#complaints.set(name, error.message);
    logger.warn(
      `The costs of the cluster ${name} wait, and are tried again: ${error.message}`,
    );
    await knex
      .transaction(async trx => {
        await lease.check(trx);
        await trx('cost_clusters')
          .where({ name })
          .update({ error: error.message.slice(0, 1_000) });
      })
      .catch(() => {
        // The database is what fails; the log has it.
      });
  }

  #now(): number {
    return Math.floor(this.#options.now() / 1000);
  }
}
