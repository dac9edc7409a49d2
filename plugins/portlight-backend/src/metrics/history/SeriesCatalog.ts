import { createHash } from 'node:crypto';
import type { Knex } from 'knex';
import { chunks } from '../../inventory';
import type { HistorySettings } from './HistorySettings';
import type { PeerSamples, SampledSeries } from './HistoryWriter';
import { isCumulative } from './isCumulative';

/** Seconds after which what is remembered of a peer is looked up again, and its series are said to be alive. */
const REMEMBERED = 30 * 60;

/** Seconds without a sample after which a series makes room for others; longer than {@link REMEMBERED}. */
const VANISHED = 2 * 60 * 60;

/** Rows in one statement. */
const ROWS = 500;

/** The id of a series that is one too many. */
const CAPPED = 0;

/** A peer as it is remembered. */
export interface KnownPeer {
  id: number;
  /** By the objects of its scrapes, which repeat; 0 for those without history. */
  ids: Map<SampledSeries, number>;
  /** Series without history. */
  capped: number;
  /** Of its newest samples; what comes before is late. */
  lastAt: number;
  /** When it is looked up again; seconds since the epoch. */
  until: number;
}

interface KnownTarget {
  /** Series in the database. */
  count: number;
  peers: Map<string, KnownPeer>;
}

/** The id of name and labels that two databases agree on. */
export function seriesHash(key: string): string {
  return createHash('sha256').update(key).digest('base64url').slice(0, 22);
}

const NUL = String.fromCharCode(0);

/** PostgreSQL has no text with a NUL in it; the hash is of the name as it was. */
function withoutNul(value: string): string {
  return value.includes(NUL) ? value.split(NUL).join('') : value;
}

/**
 * The series of one cluster: their ids, and how many there are. Only for who owns the cluster, whose memory is right
 * because nobody else adds series; to be thrown away after a transaction that failed.
 */
export class SeriesCatalog {
  readonly #cluster: string;
  readonly #settings: HistorySettings;
  readonly #targets = new Map<string, KnownTarget>();
  #total?: number;

  constructor(cluster: string, settings: HistorySettings) {
    this.#cluster = cluster;
    this.#settings = settings;
  }

  /**
   * The peer of samples with the ids of all their series, in the transaction that writes the samples.
   *
   * @param now - seconds since the epoch
   */
  async resolve(
    trx: Knex,
    target: string,
    samples: PeerSamples,
    now: number,
  ): Promise<KnownPeer> {
    const known = await this.#target(trx, target);
    let peer = known.peers.get(samples.peer);
    if (!peer || peer.until <= now) {
      peer = await this.#peer(trx, target, samples, now, peer?.lastAt);
      known.peers.set(samples.peer, peer);
    }
    const { ids } = peer;
    const strangers = samples.series.filter(series => !ids.has(series));
    if (strangers.length === 0) return peer;
    // Objects of series that are gone would stay for ever.
    if (ids.size > 2 * samples.series.length + ROWS) ids.clear();
    for (const part of chunks(
      ids.size === 0 ? samples.series : strangers,
      ROWS,
    )) {
      await this.#identify(trx, target, known, peer, part, now);
    }
    peer.capped = 0;
    for (const id of ids.values()) if (id === CAPPED) peer.capped++;
    return peer;
  }

  /** How many series of a target have no history because there are too many. */
  capped(target: string): number {
    let capped = 0;
    for (const peer of this.#targets.get(target)?.peers.values() ?? []) {
      capped += peer.capped;
    }
    return capped;
  }

  /** Peers that nobody scrapes any more are forgotten. */
  prune(now: number): void {
    for (const [name, target] of this.#targets) {
      for (const [peer, { until }] of target.peers) {
        if (until <= now) target.peers.delete(peer);
      }
      if (target.peers.size === 0) this.#targets.delete(name);
    }
  }

  async #target(trx: Knex, target: string): Promise<KnownTarget> {
    this.#total ??= await count(
      this.#series(trx).where({ 'metric_peers.cluster': this.#cluster }),
    );
    let known = this.#targets.get(target);
    if (!known) {
      const size = await count(this.#series(trx, target));
      known = { count: size, peers: new Map() };
      this.#targets.set(target, known);
    }
    return known;
  }

  #series(trx: Knex, target?: string): Knex.QueryBuilder {
    const query = trx('metric_series')
      .join('metric_peers', 'metric_peers.id', 'metric_series.peer')
      .where({ 'metric_peers.cluster': this.#cluster });
    if (target !== undefined) query.where({ 'metric_peers.target': target });
    return query;
  }

  async #peer(
    trx: Knex,
    target: string,
    { peer, at }: PeerSamples,
    now: number,
    lastAt?: number,
  ): Promise<KnownPeer> {
    const [{ id }]: { id: number }[] = await trx('metric_peers')
      .insert({
        cluster: this.#cluster,
        target,
        peer,
        first_at: at,
        last_at: at,
      })
      .onConflict(['cluster', 'target', 'peer'])
      .merge({
        last_at: trx.raw(
          'case when metric_peers.last_at > excluded.last_at then metric_peers.last_at else excluded.last_at end',
        ),
        first_at: trx.raw(
          'case when metric_peers.first_at < excluded.first_at then metric_peers.first_at else excluded.first_at end',
        ),
      })
      .returning('id');
    return {
      id,
      ids: new Map(),
      capped: 0,
      lastAt: lastAt ?? (await newestScrape(trx, id)),
      // Not all at once.
      until: now + REMEMBERED - (id % (REMEMBERED / 4)),
    };
  }

  async #identify(
    trx: Knex,
    target: string,
    known: KnownTarget,
    { id: peer, ids }: KnownPeer,
    list: readonly SampledSeries[],
    now: number,
  ): Promise<void> {
    const byHash = new Map<string, SampledSeries>();
    const hashes = list.map(series => {
      const hash = seriesHash(series.key);
      byHash.set(hash, series);
      return hash;
    });
    const found = new Map<string, number>();
    const learn = (rows: { id: number; hash: string }[]) =>
      rows.forEach(({ id, hash }) => found.set(hash, id));
    learn(
      await trx('metric_series')
        .where({ peer })
        .whereIn('hash', [...byHash.keys()])
        .update({ last_at: now })
        .returning(['id', 'hash']),
    );
    const missing = [...byHash].filter(([hash]) => !found.has(hash));
    const room =
      missing.length === 0
        ? 0
        : await this.#makeRoom(trx, target, known, missing.length, now);
    const added = missing.slice(0, room);
    if (added.length > 0) {
      learn(
        await trx('metric_series')
          .insert(
            added.map(([hash, series]) => ({
              peer,
              hash,
              name: withoutNul(series.name),
              labels: JSON.stringify(series.labels),
              type: series.family.type,
              cumulative: isCumulative(series),
              last_at: now,
            })),
          )
          .returning(['id', 'hash']),
      );
      known.count += added.length;
      this.#total! += added.length;
    }
    list.forEach((series, index) =>
      ids.set(series, found.get(hashes[index]) ?? CAPPED),
    );
  }

  /** How many of the wanted series may be added, after those have gone that were not seen for long. */
  async #makeRoom(
    trx: Knex,
    target: string,
    known: KnownTarget,
    wanted: number,
    now: number,
  ): Promise<number> {
    const { seriesPerTarget, seriesPerCluster } = this.#settings;
    const tooMany = known.count + wanted - seriesPerTarget;
    if (tooMany > 0) await this.#evict(trx, now, tooMany, target);
    const tooManyAll = this.#total! + wanted - seriesPerCluster;
    if (tooManyAll > 0) await this.#evict(trx, now, tooManyAll);
    return Math.max(
      0,
      Math.min(
        wanted,
        seriesPerTarget - known.count,
        seriesPerCluster - this.#total!,
      ),
    );
  }

  async #evict(
    trx: Knex,
    now: number,
    rows: number,
    target?: string,
  ): Promise<void> {
    const old: { id: number; target: string }[] = await this.#series(
      trx,
      target,
    )
      .where('metric_series.last_at', '<', now - VANISHED)
      .orderBy('metric_series.last_at')
      .limit(rows)
      .select('metric_series.id', 'metric_peers.target');
    for (const part of chunks(old, ROWS)) {
      await trx('metric_series')
        .whereIn(
          'id',
          part.map(({ id }) => id),
        )
        .delete();
    }
    for (const series of old) {
      const known = this.#targets.get(series.target);
      if (known) known.count--;
    }
    this.#total! -= old.length;
  }
}

/** Another replica may have been the writer until now. */
async function newestScrape(trx: Knex, peer: number): Promise<number> {
  const [{ newest }]: { newest: number | null }[] = await trx('metric_scrapes')
    .where({ peer })
    .max({ newest: 'at' });
  return newest ?? 0;
}

async function count(query: Knex.QueryBuilder): Promise<number> {
  const [row]: { count: number | string }[] = await query.count({
    count: '*',
  });
  return Number(row.count);
}
