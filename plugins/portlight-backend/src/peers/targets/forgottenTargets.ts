import type { RetentionTask } from '../../inventory/retention';
import { databaseNow } from '../../inventory/leases';

/** Targets that nobody has asked for go after so many milliseconds. */
const FORGET_AFTER = 24 * 60 * 60 * 1000;

/** Removes targets that nobody asks for any more, with their peers. */
export function forgottenTargets(age = FORGET_AFTER): RetentionTask {
  return {
    name: 'peer_targets',
    remove: async (trx, rows) => {
      const keys: { cluster: string; id: string }[] = await trx('peer_targets')
        .where({ by_service: false, by_entity: false })
        .whereRaw(`asked_at < ${databaseNow(trx)} - ?`, [age])
        .orderBy('asked_at')
        .limit(rows)
        .select('cluster', 'id');
      for (const { cluster, id } of keys) {
        await trx('peers').where({ cluster, target: id }).delete();
        await trx('peer_targets').where({ cluster, id }).delete();
      }
      return keys.length;
    },
  };
}
