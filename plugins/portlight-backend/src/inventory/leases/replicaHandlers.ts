import type { Knex } from 'knex';
import type { OperationHandlers } from '../../api/operations';
import { databaseNow } from './databaseNow';

/** How long (milliseconds) a replica that is not heard any more is listed. */
const LISTED = 60_000;

/** Answers which replicas of the backend share the clusters. */
export function createReplicaHandlers({
  knex,
}: {
  knex: Knex;
}): Pick<OperationHandlers, 'listReplicas'> {
  return {
    listReplicas: {
      answer: async () => {
        const rows: {
          name: string;
          started_at: number | string;
          seen_at: number | string;
          clusters: number | string;
        }[] = await knex('replicas')
          .leftJoin('leases', on => {
            on.on('leases.owner', 'replicas.name').andOnVal(
              'leases.type',
              'cluster',
            );
          })
          .whereRaw(`replicas.seen_at > ${databaseNow(knex)} - ?`, [LISTED])
          .groupBy('replicas.name', 'replicas.started_at', 'replicas.seen_at')
          .orderBy('replicas.started_at')
          .orderBy('replicas.name')
          .select('replicas.name', 'replicas.started_at', 'replicas.seen_at')
          .count({ clusters: 'leases.name' });
        const items = rows.map(row => ({
          name: row.name,
          startedAt: new Date(Number(row.started_at)).toISOString(),
          lastSeenAt: new Date(Number(row.seen_at)).toISOString(),
          clusters: Number(row.clusters),
        }));
        return { items, total: items.length };
      },
    },
  };
}
