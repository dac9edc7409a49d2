import type { Cluster } from '@portlight/plugin-portlight-common';
import type { Knex } from 'knex';
import { databaseNow } from './databaseNow';

/** Milliseconds that a cluster may be without a replica: clusters move within 30 s when one is lost. */
const MOVING = 20_000;

/** What is said of a cluster that no replica reads. */
export const UNREAD =
  "No replica of the portal's backend has been able to keep this cluster up to date lately; what is shown may be old. Look at the backend's log and its database.";

/**
 * Cluster documents (JSON) as they are to be shown: those of clusters that no replica reads say so. Nobody else
 * can: the replica that wrote them is gone, or cannot write.
 */
export async function markUnread(
  knex: Knex,
  documents: readonly string[],
): Promise<readonly string[]> {
  const rows: { name: string; expires_at: number | string }[] = await knex(
    'leases',
  )
    .where({ type: 'cluster' })
    .whereRaw(`expires_at < ${databaseNow(knex)} - ?`, [MOVING])
    .select('name', 'expires_at');
  if (rows.length === 0) return documents;
  const since = new Map(
    rows.map(row => [row.name, new Date(Number(row.expires_at)).toISOString()]),
  );
  return documents.map(text => {
    const cluster: Cluster = JSON.parse(text);
    const at = since.get(cluster.name);
    const resting =
      cluster.status === 'maintenance' || cluster.status === 'signInRequired';
    return at === undefined || resting
      ? text
      : JSON.stringify(unread(cluster, at));
  });
}

function unread(cluster: Cluster, at: string): Cluster {
  return {
    ...cluster,
    statusMessage: UNREAD,
    sync: {
      ...cluster.sync,
      state: 'waiting',
      stale: cluster.sync.firstSyncAt !== undefined,
      lastError: { cause: 'serverError', message: UNREAD, at },
    },
  };
}
