import type { KubernetesObject } from '@portlight/plugin-portlight-common';
import type { Knex } from 'knex';

/** Kinds that cost something, or say whose something is. */
const PRICED = [
  'Pod',
  'Node',
  'PersistentVolume',
  'PersistentVolumeClaim',
  'Service',
];

/** Kinds that say what a workload is and whose it is. */
const CONTROLLERS = [
  'Namespace',
  'Deployment',
  'StatefulSet',
  'DaemonSet',
  'ReplicaSet',
  'CronJob',
  'Job',
];

/** An object that is gone, with when it ended. */
export interface EndedRecord {
  record: KubernetesObject;
  /** Seconds since the epoch. */
  endedAt: number;
  /** It was gone by then; since when is not known. */
  noticed: boolean;
}

/** What is known of the objects of a cluster. */
export interface ClusterObjects {
  /** Those that are there, by kind. */
  present: ReadonlyMap<string, readonly KubernetesObject[]>;
  /** Those that ended after the given time; nodes whenever they ended. */
  ended: readonly EndedRecord[];
}

/** The objects of a cluster that say what its workloads are and whose. */
export async function readControllers(
  knex: Knex,
  cluster: string,
): Promise<KubernetesObject[]> {
  const records: string[] = await knex('records')
    .where({ cluster })
    .whereIn('kind', CONTROLLERS)
    .pluck('record');
  return records.map(record => JSON.parse(record));
}

/**
 * Reads what an hour of a cluster was made of: what is there now and what has ended since the hour began.
 *
 * @param since - seconds since the epoch
 */
export async function readObjects(
  knex: Knex,
  cluster: string,
  since: number,
): Promise<ClusterObjects> {
  const present = new Map<string, KubernetesObject[]>();
  for (const kind of [...PRICED, ...CONTROLLERS]) {
    const records: string[] = await knex('records')
      .where({ cluster, kind })
      .pluck('record');
    present.set(
      kind,
      records.map(record => JSON.parse(record)),
    );
    // SQLite works in this thread: others get their turn.
    await new Promise(resolve => {
      setImmediate(resolve);
    });
  }
  const rows: { record: string; ended_at: number; noticed: unknown }[] =
    await knex('ended_objects')
      .where({ cluster })
      // Pods outlive their node, by days where a finalizer holds them: one that is gone has to be known not to be unknown.
      .where(query =>
        query.where('ended_at', '>', since).orWhere({ kind: 'Node' }),
      )
      .select('record', 'ended_at', 'noticed');
  return {
    present,
    ended: rows.map(row => ({
      record: JSON.parse(row.record),
      endedAt: row.ended_at,
      noticed: Boolean(row.noticed),
    })),
  };
}
