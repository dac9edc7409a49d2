import type { Knex } from 'knex';
import { isPostgres } from '../../database';
import { databaseNow } from '../leases';
import type { RetentionSettings } from './retentionSettings';

/** What may go from the database. */
export interface RetentionTask {
  /** The table, for metrics and the log. */
  name: string;
  /**
   * Removes at most `rows` rows, within the transaction that it is given.
   *
   * @returns how many it removed; it is called again until these are fewer than `rows`
   */
  remove(trx: Knex, rows: number): Promise<number>;
}

/** The mirror's own rules. Objects, records and problems follow the clusters and need none. */
export function retentionRules(
  settings: () => RetentionSettings,
  now: () => number,
): RetentionTask[] {
  const before = (age: number) => new Date(now() - age).toISOString();
  return [
    {
      name: 'cluster_history',
      remove: async (trx, rows) => {
        const old = trx('cluster_history')
          .where('at', '<', before(settings().history.age))
          .orderBy('at')
          .limit(rows)
          .select('cluster', 'at');
        return trx('cluster_history').whereIn(['cluster', 'at'], old).delete();
      },
    },
    {
      name: 'events',
      remove: (trx, rows) =>
        removeEvents(
          trx,
          trx('events')
            .where('last_seen_at', '<', before(settings().events.age))
            .orderBy('last_seen_at')
            .limit(rows),
        ),
    },
    {
      name: 'events',
      remove: async (trx, rows) => {
        const { perCluster } = settings().events;
        const [crowded]: { cluster: string; events: number | string }[] =
          await trx('events')
            .groupBy('cluster')
            .havingRaw('count(*) > ?', [perCluster])
            .limit(1)
            .select('cluster', trx.raw('count(*) as events'));
        if (!crowded) return 0;
        const { cluster, events } = crowded;
        const removed = await removeEvents(
          trx,
          trx('events')
            .where({ cluster })
            .orderBy('last_seen_at')
            .limit(Math.min(rows, Number(events) - perCluster)),
        );
        // Another cluster may have too many as well.
        return removed > 0 ? rows : 0;
      },
    },
    {
      name: 'replicas',
      remove: async trx =>
        trx('replicas')
          .whereRaw(`seen_at < ${databaseNow(trx)} - ?`, [
            settings().replicas.age,
          ])
          .delete(),
    },
    {
      name: 'leases',
      remove: async trx =>
        trx('leases')
          .where({ type: 'cluster' })
          .whereRaw(`expires_at < ${databaseNow(trx)} - ?`, [
            settings().replicas.age,
          ])
          .whereNotIn('name', trx('clusters').select('name'))
          .delete(),
    },
  ];
}

/**
 * In the order in which the mirror writes, and leaving out what it is writing just now, so that they do not
 * wait for each other.
 */
async function removeEvents(
  trx: Knex,
  old: Knex.QueryBuilder,
): Promise<number> {
  const keys: { cluster: string; namespace: string; name: string }[] =
    await old.select('cluster', 'namespace', 'name');
  if (keys.length === 0) return 0;
  const columns = ['cluster', 'namespace', 'name'];
  const values = keys.map(key => [key.cluster, key.namespace, key.name]);
  const records = trx('records')
    .where({ kind: 'Event' })
    .whereIn(columns, values)
    .select(...columns);
  if (isPostgres(trx)) records.forUpdate().skipLocked();
  const free: typeof keys = await records;
  const known = new Set(free.map(keyOf));
  // An event without its record has nobody who writes it.
  const removable = isPostgres(trx)
    ? values.filter((_, index) => known.has(keyOf(keys[index])))
    : values;
  if (removable.length === 0) return 0;
  await trx('records')
    .where({ kind: 'Event' })
    .whereIn(columns, removable)
    .delete();
  const removed = await trx('events').whereIn(columns, removable).delete();
  // As the mirror does, last: what replicas remember of a cluster, and tags of their answers, go by its revision.
  await trx('clusters')
    .whereIn('name', [...new Set(removable.map(([cluster]) => cluster))])
    .increment('revision', 1);
  return removed;
}

function keyOf(key: { cluster: string; namespace: string; name: string }) {
  return JSON.stringify([key.cluster, key.namespace, key.name]);
}
