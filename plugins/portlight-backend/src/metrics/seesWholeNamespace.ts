import type { Knex } from 'knex';
import {
  type Visibility,
  whereNamespaceOfFormer,
  whereVisibleObjects,
} from '../permissions';

/**
 * Whether what is kept of a namespace as a whole may be told: every object in it is visible, and so would be one of
 * which only the namespace is known, because those that are gone are in the figures of the past.
 */
export async function seesWholeNamespace(
  knex: Knex,
  { cluster, namespace }: { cluster: string; namespace: string },
  visibility: Visibility,
): Promise<boolean> {
  if (visibility.workloads === 'everything') return true;
  const former = knex('objects').where({
    cluster,
    kind: 'Namespace',
    namespace: '',
    name: namespace,
  });
  whereNamespaceOfFormer(knex, former, visibility);
  if ((await former.first('name')) === undefined) return false;
  const all = knex('objects').where({ cluster, namespace });
  const visible = all.clone();
  whereVisibleObjects(knex, visible, visibility, 'workloads');
  const count = async (query: Knex.QueryBuilder) =>
    Number((await query.count({ count: '*' }))[0].count);
  return (await count(visible)) === (await count(all));
}
