import type { LoggerService } from '@backstage/backend-plugin-api';
import { keyOf, type Sealer } from './Sealer';

/** A sealed text of the store. */
export interface SealedCluster {
  cluster: string;
  sealed: string;
}

/** How far a rotation is; kept in the store, so that every replica tells the same. */
export interface RotationProgress {
  state: 'running' | 'done' | 'failed';
  /** The key that wraps. */
  key: string;
  /** Clusters that are wrapped with it. */
  done: number;
  /** All clusters. */
  total: number;
  /** ISO 8601. */
  startedAt: string;
  /** ISO 8601; of the last step. */
  updatedAt: string;
  /** ISO 8601. */
  finishedAt?: string;
  /** Those that could not be wrapped again, with what to do. */
  failures: { cluster: string; message: string }[];
}

/** Where sealed texts are; what a rotation needs of the registered clusters. */
export interface SealedStore {
  /** How many clusters each key wraps, by the key's name. */
  countByKey(): Promise<{ key: string; clusters: number }[]>;
  /** Clusters wrapped with another key than this one, in order of their names, after `after`. */
  listOthers(options: {
    key: string;
    after?: string;
    limit: number;
  }): Promise<SealedCluster[]>;
  /**
   * Replaces a sealed text and its key's name, only where it still is `before`.
   *
   * @returns false where it is another by now
   */
  replace(options: {
    cluster: string;
    before: string;
    after: string;
    key: string;
  }): Promise<boolean>;
  /** The last rotation's progress. */
  readProgress(): Promise<RotationProgress | undefined>;
  writeProgress(progress: RotationProgress): Promise<void>;
}

/** Options of {@link RotationTask}. */
export interface RotationTaskOptions {
  sealer: Sealer;
  store: SealedStore;
  logger: LoggerService;
  /** Milliseconds since 1970. */
  now?: () => number;
}

const PAGE = 20;
/** What is registered or replaced behind the first pass is found by the next. */
const PASSES = 3;
/** Milliseconds without a step after which a rotation has been left by its replica. */
const ABANDONED = 60_000;

/**
 * Wraps the data keys of all registered clusters with the newest key.
 *
 * Every step stands for itself and is written only where the text still is what was read, so that it may be
 * run again, be broken off, and run on several replicas at once. A cluster that cannot be wrapped again
 * keeps what it has and is named; the others go on.
 */
export class RotationTask {
  readonly #options: RotationTaskOptions;
  readonly #now: () => number;
  #running?: { progress: RotationProgress; ended: Promise<void> };
  #stopped = false;

  constructor(options: RotationTaskOptions) {
    this.#options = options;
    this.#now = options.now ?? Date.now;
  }

  /** Begins, unless this replica is at it already, and answers how far it is; it goes on by itself. */
  async start(): Promise<RotationProgress> {
    const key = await this.#options.sealer.newestKey();
    const counts = await this.#count(key);
    if (!this.#running) {
      const startedAt = this.#time();
      const progress: RotationProgress = {
        state: 'running',
        key,
        ...counts,
        startedAt,
        updatedAt: startedAt,
        failures: [],
      };
      const ended = this.#run(progress).finally(() => {
        this.#running = undefined;
      });
      this.#running = { progress, ended };
    }
    return structuredClone(this.#running.progress);
  }

  /** The last rotation, of whichever replica. */
  progress(): Promise<RotationProgress | undefined> {
    return this.#options.store.readProgress();
  }

  /** Takes up a rotation that another replica, or this one before a restart, has not ended. */
  async resume(): Promise<void> {
    const last = await this.progress();
    if (last?.state !== 'running' || this.#running) return;
    if (this.#now() - Date.parse(last.updatedAt) < ABANDONED) return;
    this.#options.logger.info(
      'Goes on with the rotation of encryption keys that was broken off',
    );
    await this.start();
  }

  /** Waits for the end of what this replica has begun. */
  async settled(): Promise<void> {
    await this.#running?.ended;
  }

  /** Breaks off after the cluster at hand; another replica takes it up. */
  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#running?.ended;
  }

  async #run(progress: RotationProgress): Promise<void> {
    const { store, logger } = this.#options;
    try {
      await store.writeProgress(progress);
      for (let pass = 1; pass <= PASSES; pass++) {
        await this.#pass(progress);
        if (this.#stopped) return;
        if (progress.done + progress.failures.length >= progress.total) break;
      }
      // Fewer than all without a failure: a replica with an older configuration goes on encrypting with its key.
      progress.state = progress.done === progress.total ? 'done' : 'failed';
      progress.finishedAt = this.#time();
      await this.#report(progress);
      logger.info(
        `Rotation of encryption keys: ${progress.done} of ${progress.total} clusters are encrypted with the key "${progress.key}"`,
      );
    } catch (error) {
      // The progress stays "running": it is taken up again once the database answers.
      logger.warn(
        `The rotation of encryption keys was broken off: ${
          (error as Error).message
        }`,
      );
    }
  }

  async #pass(progress: RotationProgress): Promise<void> {
    const { store } = this.#options;
    const failed = new Set(progress.failures.map(({ cluster }) => cluster));
    let after: string | undefined;
    for (;;) {
      const clusters = await store.listOthers({
        key: progress.key,
        after,
        limit: PAGE,
      });
      if (clusters.length === 0) break;
      for (const each of clusters) {
        if (this.#stopped) return;
        if (!failed.has(each.cluster)) await this.#wrapAgain(each, progress);
      }
      after = clusters[clusters.length - 1].cluster;
      await this.#report(progress);
    }
    await this.#report(progress);
  }

  async #wrapAgain(
    { cluster, sealed }: SealedCluster,
    progress: RotationProgress,
  ): Promise<void> {
    const { sealer, store, logger } = this.#options;
    let after: string | undefined;
    try {
      after = await sealer.rewrap(cluster, sealed);
    } catch (error) {
      const { message } = error as Error;
      progress.failures.push({ cluster, message });
      logger.warn(
        `The encryption key of the cluster ${JSON.stringify(
          cluster,
        )} cannot be rotated: ${message}`,
      );
      return;
    }
    if (after === undefined) return;
    // Where it is another text by now, somebody else wrapped it again, or its credentials are new.
    await store.replace({
      cluster,
      before: sealed,
      after,
      key: keyOf(after),
    });
  }

  async #report(progress: RotationProgress): Promise<void> {
    Object.assign(progress, await this.#count(progress.key));
    progress.updatedAt = this.#time();
    await this.#options.store.writeProgress(progress);
  }

  async #count(key: string): Promise<{ done: number; total: number }> {
    const counts = await this.#options.store.countByKey();
    const sum = (rows: typeof counts) =>
      rows.reduce((total, { clusters }) => total + clusters, 0);
    return {
      done: sum(counts.filter(each => each.key === key)),
      total: sum(counts),
    };
  }

  #time(): string {
    return new Date(this.#now()).toISOString();
  }
}
