import type { Knex } from 'knex';
import type { RetentionTask } from '../../inventory';
import type { HistorySettings } from './HistorySettings';
import { bucketOf, ROLLUP_LEVELS, SLACK } from './levels';
import { SAMPLES, SCRAPES } from './partitions';

/** A peer of a cluster that is gone: it has neither cluster nor target. */
interface RemovedPeer {
  id: number;
  first_at: number;
  last_at: number;
}

/** How far the rollups of a peer are removed. */
interface Progress {
  level: number;
  at: number;
}

/** Seconds within which the end of a peer is noted. */
const NOTED = 3_600;

async function removeSamples(
  trx: Knex,
  peer: number,
  scrapes: number,
): Promise<boolean> {
  const ats: number[] = await trx(SCRAPES.table)
    .where({ peer })
    .orderBy('at')
    .limit(scrapes)
    .pluck('at');
  if (ats.length === 0) return false;
  await trx(SAMPLES.table)
    .whereIn('at', ats)
    .whereIn('series', seriesOf(trx, peer))
    .delete();
  await trx(SCRAPES.table).where({ peer }).whereIn('at', ats).delete();
  return true;
}

function seriesOf(trx: Knex, peer: number): Knex.QueryBuilder {
  return trx('metric_series').where({ peer }).select('id');
}

/**
 * Removes the history of clusters that are gone, which nobody can read any more: a few buckets of a peer at a time, by
 * their keys.
 *
 * @param settings - may change while it runs
 * @param now - milliseconds since the epoch
 */
export function removedPeers(
  settings: HistorySettings,
  now: () => number,
): RetentionTask {
  // Lost at a restart, after which what is gone is looked for again.
  const progress = new Map<number, Progress>();

  async function removeRollups(
    trx: Knex,
    peer: RemovedPeer,
    buckets: number,
  ): Promise<boolean> {
    const done = progress.get(peer.id) ?? { level: 0, at: 0 };
    progress.set(peer.id, done);
    const level = ROLLUP_LEVELS[done.level];
    if (!level) return false;
    const { seconds, table, name } = level;
    const kept = Math.floor(now() / 1000) - settings.keep[name] - SLACK;
    const from = bucketOf(Math.max(done.at, peer.first_at, kept), seconds);
    if (from > peer.last_at + NOTED) {
      progress.set(peer.id, { level: done.level + 1, at: 0 });
      return true;
    }
    const ats = Array.from(
      { length: buckets },
      (_, index) => from + index * seconds,
    );
    await trx(table)
      .whereIn('at', ats)
      .whereIn('series', seriesOf(trx, peer.id))
      .delete();
    done.at = from + buckets * seconds;
    return true;
  }

  return {
    name: 'metric_peers',
    remove: async (trx, rows) => {
      const peer: RemovedPeer | undefined = await trx('metric_peers')
        .where({ cluster: '', target: '' })
        .first('id', 'first_at', 'last_at');
      if (!peer) return 0;
      const [{ series }]: { series: number | string }[] = await trx(
        'metric_series',
      )
        .where({ peer: peer.id })
        .count({ series: '*' });
      const times = Math.max(1, Math.floor(rows / Math.max(1, Number(series))));
      if (
        !(await removeSamples(trx, peer.id, times)) &&
        !(await removeRollups(trx, peer, times))
      ) {
        await trx('metric_series').where({ peer: peer.id }).delete();
        await trx('metric_peers').where({ id: peer.id }).delete();
        progress.delete(peer.id);
      }
      // There may be more.
      return rows;
    },
  };
}
