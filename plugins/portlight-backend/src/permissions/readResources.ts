import type {
  ClusterResource,
  NamespaceResource,
  WorkloadResource,
} from '@portlight/plugin-portlight-node';
import type { Knex } from 'knex';

interface ClusterRow {
  name: string;
  environment: string | null;
  tags: string;
  owner: string | null;
}

interface ObjectKey {
  cluster: string;
  namespace: string;
  kind: string;
  name: string;
}

interface ObjectRow extends ObjectKey {
  owner: string | null;
  environment: string | null;
  record: string;
}

function decodeTags(tags: string): string[] {
  return tags.split('\n').filter(Boolean).map(decodeURIComponent);
}

/** The clusters of these names as the permission framework's rules see them, in this order. */
export async function readClusterResources(
  knex: Knex,
  names: readonly string[],
): Promise<(ClusterResource | undefined)[]> {
  const rows: ClusterRow[] = await knex('clusters')
    .select('name', 'environment', 'tags', 'owner')
    .whereIn('name', names);
  const owned: { cluster: string; owner: string }[] = await knex('objects')
    .distinct('cluster', 'owner')
    .whereIn('cluster', names)
    .whereNotNull('owner');
  const resources = new Map(
    rows.map(({ name, environment, tags, owner }) => [
      name,
      {
        name,
        environment: environment ?? undefined,
        tags: decodeTags(tags),
        owner: owner ?? undefined,
        owners: owned
          .filter(({ cluster }) => cluster === name)
          .map(object => object.owner),
      },
    ]),
  );
  return names.map(name => resources.get(name));
}

/**
 * The last parts of a reference. From its end, because there may be slashes in names of clusters, such as in
 * those of EKS, and are none in names of objects.
 */
function splitReference(reference: string, parts: number): string[] {
  const all = reference.split('/');
  return [all.slice(0, -parts).join('/'), ...all.slice(-parts)];
}

async function readObject(
  knex: Knex,
  key: ObjectKey,
): Promise<ObjectRow | undefined> {
  return knex('objects')
    .join('records', on => {
      for (const column of ['cluster', 'kind', 'namespace', 'name']) {
        on.on(`objects.${column}`, `records.${column}`);
      }
    })
    .join('clusters', 'clusters.name', 'objects.cluster')
    .where({
      'objects.cluster': key.cluster,
      'objects.kind': key.kind,
      'objects.namespace': key.namespace,
      'objects.name': key.name,
    })
    .first(
      'objects.cluster',
      'objects.kind',
      'objects.namespace',
      'objects.name',
      'objects.owner',
      'clusters.environment',
      'records.record',
    );
}

function common({ cluster, name, owner, environment, record }: ObjectRow) {
  return {
    cluster,
    name,
    owner: owner ?? undefined,
    environment: environment ?? undefined,
    labels: JSON.parse(record).metadata?.labels ?? {},
  };
}

/** Namespaces by `cluster/namespace`. */
export function readNamespaceResources(
  knex: Knex,
  references: readonly string[],
): Promise<(NamespaceResource | undefined)[]> {
  return Promise.all(
    references.map(async reference => {
      const [cluster, name] = splitReference(reference, 1);
      const key = { cluster, kind: 'Namespace', namespace: '', name };
      const row = await readObject(knex, key);
      return row && common(row);
    }),
  );
}

/** Objects in namespaces by `cluster/namespace/kind/name`. */
export function readWorkloadResources(
  knex: Knex,
  references: readonly string[],
): Promise<(WorkloadResource | undefined)[]> {
  return Promise.all(
    references.map(async reference => {
      const [cluster, namespace, kind, name] = splitReference(reference, 3);
      if (!namespace) return undefined;
      const row = await readObject(knex, { cluster, namespace, kind, name });
      return row && { ...common(row), namespace, kind };
    }),
  );
}
