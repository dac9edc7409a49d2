import type { LoggerService } from '@backstage/backend-plugin-api';
import type { Knex } from 'knex';
import { LeaseLapsedError, LeaseLostError, WriteTurns } from '../../inventory';
import type { HistoryTarget } from './HistoryReader';
import type { HistorySettings } from './HistorySettings';
import type { DropReason, HistoryTelemetry } from './historyTelemetry';
import type {
  AppendResult,
  HistoryWriter,
  PeerSamples,
  TargetSamples,
} from './HistoryWriter';
import { insertNumbers } from './insertSamples';
import { bucketOf, LOOKBACK, ROLLUP_LEVELS } from './levels';
import {
  isMissingPartition,
  type Partitions,
  SAMPLES,
  SCRAPES,
} from './partitions';
import { type KnownPeer, SeriesCatalog } from './SeriesCatalog';

/** What a {@link SqlHistoryWriter} is made of. */
export interface SqlHistoryWriterOptions {
  knex: Knex;
  logger: LoggerService;
  /** May change while it runs. */
  settings: HistorySettings;
  partitions: Partitions;
  telemetry: HistoryTelemetry;
  /** Milliseconds since the epoch. */
  now?: () => number;
}

/** Samples of one transaction: a few milliseconds of SQLite, which works in the thread of everything else. */
const SAMPLES_PER_TRANSACTION = 2_000;

/** Peers of one transaction; each takes some statements now and then. */
const PEERS_PER_TRANSACTION = 100;

/** Samples that may wait for their turn; with a database that hangs, what comes beyond is lost. */
const WAITING = 500_000;

/** Transactions at the same time. */
const TURNS = 2;

/** Seconds by which a sample may be ahead of this machine's clock. */
const AHEAD = 60;

/** Seconds from when a sample is accepted until its rollups are made. */
const MARGIN = 120;

/** Milliseconds between two lines in the log about the same trouble. */
const QUIET = 60_000;

/** The length in bytes that the key of `metric_peers` takes. */
const LONGEST_NAME = 1_000;

const FINEST = ROLLUP_LEVELS[0].seconds;

/** Some of what one peer said: peers with many series take several transactions. */
interface Part {
  samples: PeerSamples;
  from: number;
  /** Exclusive. */
  to: number;
}

interface WrittenCluster {
  /** Of the lease under which its series are remembered. */
  token: number;
  catalog: SeriesCatalog;
}

/** Writes samples to the database. */
export class SqlHistoryWriter implements HistoryWriter {
  readonly #options: SqlHistoryWriterOptions;
  readonly #turns = new WriteTurns(TURNS);
  readonly #clusters = new Map<string, WrittenCluster>();
  /** Appends of a cluster come after each other: what is remembered of its series is of what was committed. */
  readonly #queues = new Map<string, Promise<unknown>>();
  #waiting = 0;
  #complainedAt = -Infinity;

  constructor(options: SqlHistoryWriterOptions) {
    this.#options = options;
  }

  async append(given: TargetSamples): Promise<AppendResult> {
    const result: AppendResult = { written: 0, capped: 0, dropped: 0 };
    const { settings } = this.#options;
    if (!settings.enabled || settings.keep.samples === 0) return result;
    const accepted = given.samples
      .map(each => ({ ...each, at: Math.floor(each.at) }))
      .filter(each => {
        const reason = this.#refusal(given, each);
        if (reason) this.#drop(result, each.series.length, reason);
        return !reason;
      });
    const size = accepted.reduce((sum, { series }) => sum + series.length, 0);
    if (size === 0) return result;
    if (this.#waiting + size > WAITING) {
      this.#drop(result, size, 'waiting');
      return result;
    }
    this.#waiting += size;
    const before = this.#queues.get(given.cluster);
    const turn = (async () => {
      await before;
      for (const parts of transactions(accepted)) {
        await this.#turns.run(() => this.#write(given, parts, result));
      }
    })();
    this.#queues.set(given.cluster, turn);
    try {
      await turn;
    } finally {
      this.#waiting -= size;
      if (this.#queues.get(given.cluster) === turn) {
        this.#queues.delete(given.cluster);
      }
    }
    return result;
  }

  notices({ cluster, target }: HistoryTarget): string[] {
    const { seriesPerTarget, seriesPerCluster } = this.#options.settings;
    const capped = this.#clusters.get(cluster)?.catalog.capped(target) ?? 0;
    return capped === 0
      ? []
      : [
          `${capped} series have no history: at most ${seriesPerTarget} of a service and ${seriesPerCluster} of a cluster are kept (\`portlight.metrics.history.seriesPerTarget\` and \`seriesPerCluster\` in the configuration)`,
        ];
  }

  /** Keeps nothing in memory of a cluster that another replica may write from now on. */
  forget(cluster: string): void {
    this.#clusters.delete(cluster);
  }

  /** Keeps nothing in memory of peers that are gone. */
  prune(): void {
    for (const { catalog } of this.#clusters.values()) {
      catalog.prune(this.#now());
    }
  }

  #now(): number {
    return Math.floor((this.#options.now ?? Date.now)() / 1000);
  }

  #refusal(
    { target }: TargetSamples,
    { at, peer }: PeerSamples,
  ): DropReason | undefined {
    const now = this.#now();
    if (!(at <= now + AHEAD)) return 'future';
    if (at < now - this.#options.settings.keep.samples + MARGIN) return 'late';
    const long = [target, peer].some(
      name => Buffer.byteLength(name) > LONGEST_NAME,
    );
    return long ? 'database' : undefined;
  }

  #drop(result: AppendResult, samples: number, reason: DropReason): void {
    result.dropped += samples;
    this.#options.telemetry.dropped(samples, reason);
  }

  async #write(
    given: TargetSamples,
    parts: readonly Part[],
    result: AppendResult,
  ): Promise<void> {
    const { telemetry } = this.#options;
    const began = performance.now();
    try {
      const { written, capped } = await this.#insist(given, parts);
      result.written += written;
      result.capped += capped;
      telemetry.written(written, (performance.now() - began) / 1000);
      if (capped > 0) telemetry.capped(capped);
    } catch (error) {
      const samples = parts.reduce((sum, { from, to }) => sum + to - from, 0);
      const lost =
        error instanceof LeaseLostError || error instanceof LeaseLapsedError;
      this.#drop(result, samples, lost ? 'lease' : 'database');
      // What was learnt in the transaction is not in the database.
      this.forget(given.cluster);
      if (!lost) this.#complain(error as Error);
    }
    // SQLite works in this thread: others get their turn between two transactions.
    await new Promise(resolve => {
      setImmediate(resolve);
    });
  }

  /** Again where a partition is gone that was there. */
  async #insist(given: TargetSamples, parts: readonly Part[]) {
    const { partitions } = this.#options;
    try {
      return await this.#transaction(given, parts);
    } catch (error) {
      if (!isMissingPartition(error)) throw error;
      partitions.forget();
      this.forget(given.cluster);
      return this.#transaction(given, parts);
    }
  }

  async #transaction(
    { cluster, target, lease }: TargetSamples,
    parts: readonly Part[],
  ): Promise<{ written: number; capped: number }> {
    const { settings, knex, partitions } = this.#options;
    for (const { samples } of parts) {
      await partitions.ensure(SAMPLES, samples.at);
      await partitions.ensure(SCRAPES, samples.at);
    }
    let known = this.#clusters.get(cluster);
    if (known?.token !== lease.token) {
      known = {
        token: lease.token,
        catalog: new SeriesCatalog(cluster, settings),
      };
      this.#clusters.set(cluster, known);
    }
    const { catalog } = known;
    return knex.transaction(async trx => {
      await lease.check(trx);
      const scrapes: [number[], number[]] = [[], []];
      const rows: [number[], number[], number[]] = [[], [], []];
      const due = new Map<string, [peer: number, at: number]>();
      let capped = 0;
      for (const part of parts) {
        const { samples } = part;
        const peer = await catalog.resolve(trx, target, samples, this.#now());
        scrapes[0].push(peer.id);
        scrapes[1].push(samples.at);
        capped += collect(part, peer, rows);
        for (const at of await changedBuckets(trx, peer, samples.at)) {
          due.set(`${peer.id} ${at}`, [peer.id, at]);
        }
        peer.lastAt = Math.max(peer.lastAt, samples.at);
      }
      await insertNumbers(
        trx,
        SCRAPES.table,
        [
          ['peer', 'integer'],
          ['at', 'integer'],
        ],
        scrapes,
      );
      await insertNumbers(
        trx,
        SAMPLES.table,
        [
          ['at', 'integer'],
          ['series', 'integer'],
          ['value', 'double precision'],
        ],
        rows,
      );
      await trx('metric_rollups_due')
        .insert(
          [...due.values()].map(([peer, at]) => ({
            cluster,
            level: FINEST,
            peer,
            at,
          })),
        )
        .onConflict(['cluster', 'level', 'peer', 'at'])
        .ignore();
      return { written: rows[0].length, capped };
    });
  }

  #complain(error: Error): void {
    const now = performance.now();
    if (now - this.#complainedAt < QUIET) return;
    this.#complainedAt = now;
    this.#options.logger.warn(
      `Samples of metrics cannot be kept, and history has a gap until they can: ${error.message}`,
    );
  }
}

/** The samples in pieces that are written together. */
function* transactions(samples: readonly PeerSamples[]): Generator<Part[]> {
  let parts: Part[] = [];
  let size = 0;
  for (const each of samples) {
    for (let from = 0; from < each.series.length; ) {
      const room = SAMPLES_PER_TRANSACTION - size;
      const to = Math.min(each.series.length, from + room);
      parts.push({ samples: each, from, to });
      size += to - from;
      from = to;
      if (
        size >= SAMPLES_PER_TRANSACTION ||
        parts.length >= PEERS_PER_TRANSACTION
      ) {
        yield parts;
        parts = [];
        size = 0;
      }
    }
  }
  if (parts.length > 0) yield parts;
}

/** Adds rows; answers how many samples are of series without history. */
function collect(
  { samples, from, to }: Part,
  { ids }: KnownPeer,
  [ats, series, values]: [number[], number[], number[]],
): number {
  let capped = 0;
  for (let index = from; index < to; index++) {
    const id = ids.get(samples.series[index])!;
    const value = samples.values[index];
    if (id === 0) capped++;
    else if (Number.isFinite(value)) {
      ats.push(samples.at);
      series.push(id);
      values.push(value);
    }
  }
  return capped;
}

/** The finest buckets that samples of a time are part of: their own, and those that saw a counter grow from them. */
async function changedBuckets(
  trx: Knex,
  peer: KnownPeer,
  at: number,
): Promise<number[]> {
  const own = bucketOf(at, FINEST);
  if (at >= peer.lastAt) return [own];
  const later: { at: number }[] = await trx('metric_scrapes')
    .where({ peer: peer.id })
    .where('at', '>', at)
    .where('at', '<=', at + LOOKBACK)
    .select('at');
  return [own, ...later.map(scrape => bucketOf(scrape.at, FINEST))];
}
