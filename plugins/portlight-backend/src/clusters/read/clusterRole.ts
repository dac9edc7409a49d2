import {
  type ClusterRole,
  describeClusterRole,
  KINDS,
} from '@portlight/plugin-portlight-common';
import type { Knex } from 'knex';

/**
 * The least ClusterRole that Portlight needs in a cluster, and which of its kinds the cluster refuses it now.
 */
export async function readClusterRole(
  knex: Knex,
  cluster: string,
): Promise<ClusterRole> {
  const workers: { kind: string; error: string | null }[] = await knex(
    'workers',
  )
    .select('kind', 'error')
    .where({ cluster })
    .whereNotNull('error')
    .orderBy('kind');
  const forbidden = new Set(
    workers
      .filter(({ error }) => JSON.parse(error!).cause === 'forbidden')
      .map(({ kind }) => kind),
  );
  const missing = KINDS.filter(({ kind }) => forbidden.has(kind)).flatMap(
    ({ kind, group, resource }) =>
      // A mirror needs both, and the server only says which it refused first.
      ['list', 'watch'].map(verb => ({
        kind,
        apiGroup: group,
        resource,
        verb,
      })),
  );
  const refused: unknown = await knex('metric_sources')
    .where({ cluster, source: 'kubelet', status: 'failing' })
    .where('message', 'like', '%(403)%')
    .first('source');
  if (refused) {
    const verb = 'get';
    missing.push({ kind: 'Node', apiGroup: '', resource: 'nodes/proxy', verb });
  }
  return { manifest: describeClusterRole({ missing }), missing };
}
