import type { Knex } from 'knex';
import { isPostgres } from '../../database';
import type { Lease } from '../../inventory';
import type { HistoryLevel } from './HistoryReader';
import type { HistorySettings } from './HistorySettings';
import type { HistoryTelemetry } from './historyTelemetry';
import { bucketOf, ROLLUP_LEVELS, type RollupLevel } from './levels';
import type { Partitions } from './partitions';
import { type DueBucket, rollupStatement } from './rollupSql';

/** What {@link Rollups} are made of. */
export interface RollupsOptions {
  knex: Knex;
  /** May change while it runs. */
  settings: HistorySettings;
  partitions: Partitions;
  telemetry: HistoryTelemetry;
  /** Milliseconds since the epoch. */
  now?: () => number;
  /** Series of one transaction, so that it is short; a peer with more takes a longer one. */
  seriesPerTransaction?: number;
}

/** Seconds after a bucket's end for samples of it that are on their way. */
const GRACE = 15;

/** Buckets in one statement. */
const BUCKETS = 200;

/** Buckets that one look finds, so that what is late does not come before what is new in every look. */
const LOOK = 2_000;

/** What is rolled up next: buckets of one level, all in the same transaction. */
interface Batch {
  level: RollupLevel;
  due: DueBucket[];
}

/**
 * Makes the rollups of a cluster's metrics. Which buckets of which peers are due is written by whoever changes what
 * they are made of, in the same transaction, and taken back in the one that replaces the buckets: after a crash
 * anywhere the same buckets are made again, and nothing is counted twice.
 */
export class Rollups {
  readonly #options: RollupsOptions;

  constructor(options: RollupsOptions) {
    this.#options = options;
  }

  /** Clusters of which something is complete and not rolled up. */
  async waiting(): Promise<Set<string>> {
    const clusters: string[] = await this.#options
      .knex('metric_rollups_due')
      .whereRaw('at + level <= ?', [this.#now() - GRACE])
      .distinct('cluster')
      .pluck('cluster');
    return new Set(clusters);
  }

  /**
   * Rolls up what of a cluster is complete, level by level.
   *
   * @param going - asked before each transaction
   * @throws LeaseLostError where somebody else does it
   */
  async run(
    cluster: string,
    lease: Lease,
    going: () => boolean = () => true,
  ): Promise<void> {
    for (const level of ROLLUP_LEVELS) {
      for (;;) {
        const due = await this.#due(cluster, level);
        for (const batch of await this.#batches(level, due)) {
          if (!going()) return;
          await this.#rollUp(cluster, lease, batch);
        }
        if (due.length < LOOK) break;
      }
    }
  }

  async #due(cluster: string, level: RollupLevel): Promise<DueBucket[]> {
    return this.#options
      .knex('metric_rollups_due')
      .where({ cluster, level: level.seconds })
      .where('at', '<=', this.#now() - GRACE - level.seconds)
      .orderBy('at')
      .limit(LOOK)
      .select('peer', 'at');
  }

  async #batches(
    level: RollupLevel,
    due: readonly DueBucket[],
  ): Promise<Batch[]> {
    if (due.length === 0) return [];
    const { knex, seriesPerTransaction = 1_000 } = this.#options;
    const peers = [...new Set(due.map(({ peer }) => peer))];
    const rows: { peer: number; series: number | string }[] = await knex(
      'metric_series',
    )
      .whereIn('peer', peers)
      .groupBy('peer')
      .select('peer', knex.raw('count(*) as series'));
    const sizes = new Map(
      rows.map(({ peer, series }) => [peer, Number(series)]),
    );
    const batches: Batch[] = [];
    let size = Infinity;
    for (const bucket of due) {
      const series = sizes.get(bucket.peer) ?? 0;
      let batch = batches.at(-1);
      if (
        !batch ||
        size + series > seriesPerTransaction ||
        batch.due.length >= BUCKETS
      ) {
        batch = { level, due: [] };
        batches.push(batch);
        size = 0;
      }
      batch.due.push(bucket);
      size += series;
    }
    return batches;
  }

  async #rollUp(cluster: string, lease: Lease, batch: Batch): Promise<void> {
    const { knex, telemetry, partitions } = this.#options;
    const { level, due } = batch;
    const began = performance.now();
    // Of what is partly gone by now, what was made of the whole stays.
    const since = this.#now() - this.#keepOfSource(level);
    const made = due.filter(({ at }) => at >= since);
    for (const at of new Set(made.map(bucket => bucket.at))) {
      await partitions.ensure(level, at);
    }
    await knex.transaction(async trx => {
      await lease.check(trx);
      if (made.length > 0) {
        await planByKeys(trx);
        await trx.raw(rollupStatement(trx, level, made));
        await this.#passOn(trx, cluster, level, made);
      }
      await trx('metric_rollups_due')
        .where({ cluster, level: level.seconds })
        .whereIn(
          ['peer', 'at'],
          due.map(({ peer, at }) => [peer, at]),
        )
        .delete();
    });
    telemetry.rolledUp(
      level.name,
      made.length,
      (performance.now() - began) / 1000,
    );
    // SQLite works in this thread: others get their turn between two transactions.
    await new Promise(resolve => {
      setImmediate(resolve);
    });
  }

  /** The levels above have to be made anew. */
  async #passOn(
    trx: Knex,
    cluster: string,
    level: RollupLevel,
    made: readonly DueBucket[],
  ): Promise<void> {
    const above = ROLLUP_LEVELS[ROLLUP_LEVELS.indexOf(level) + 1];
    if (!above) return;
    const next = new Map(
      made.map(({ peer, at }) => {
        const bucket = bucketOf(at, above.seconds);
        return [`${peer} ${bucket}`, { peer, at: bucket }];
      }),
    );
    await trx('metric_rollups_due')
      .insert(
        [...next.values()].map(bucket => ({
          cluster,
          level: above.seconds,
          ...bucket,
        })),
      )
      .onConflict(['cluster', 'level', 'peer', 'at'])
      .ignore();
  }

  #keepOfSource(level: RollupLevel): number {
    const below = ROLLUP_LEVELS[ROLLUP_LEVELS.indexOf(level) - 1];
    const source: HistoryLevel = below?.name ?? 'samples';
    return this.#options.settings.keep[source];
  }

  #now(): number {
    return Math.floor((this.#options.now ?? Date.now)() / 1000);
  }
}

/**
 * Each row is found by its key, in the order of the joins. PostgreSQL has no statistics of a partition that is being
 * filled, and would read all of it instead.
 */
async function planByKeys(trx: Knex): Promise<void> {
  if (!isPostgres(trx)) return;
  await trx.raw(
    `select set_config('enable_hashjoin', 'off', true), set_config('enable_mergejoin', 'off', true),
      set_config('enable_seqscan', 'off', true), set_config('join_collapse_limit', '1', true)`,
  );
}
