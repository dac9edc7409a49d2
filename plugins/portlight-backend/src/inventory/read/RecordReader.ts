import type { KubernetesObject } from '@portlight/plugin-portlight-common';
import type { Knex } from 'knex';

/** The place of objects in the mirror. */
export interface Place {
  cluster: string;
  namespace: string;
}

/** A record with the item that lists answer for it. */
export interface StoredRecord<Item = unknown> {
  record: KubernetesObject;
  summary: Item;
}

interface Row {
  record: string;
  summary: string;
}

function parse<Item>(row: Row): StoredRecord<Item> {
  return { record: JSON.parse(row.record), summary: JSON.parse(row.summary) };
}

/** Reads the pruned Kubernetes objects themselves. */
export class RecordReader {
  constructor(private readonly knex: Knex) {}

  #joined(): Knex.QueryBuilder {
    return this.knex('objects')
      .join('records', on => {
        for (const column of ['cluster', 'kind', 'namespace', 'name']) {
          on.on(`objects.${column}`, `records.${column}`);
        }
      })
      .select('records.record', 'objects.summary');
  }

  /** One object. */
  async get<Item>(
    key: Place & { kind: string; name: string },
  ): Promise<StoredRecord<Item> | undefined> {
    const row: Row | undefined = await this.#joined()
      .where('objects.cluster', key.cluster)
      .where('objects.kind', key.kind)
      .where('objects.namespace', key.namespace)
      .where('objects.name', key.name)
      .first();
    return row && parse(row);
  }

  /** The objects of some kinds that a workload controls, also through others; the worst of them first. */
  async ofWorkload<Item>(
    place: Place,
    workload: string,
    kinds: readonly string[],
    limit: number,
  ): Promise<StoredRecord<Item>[]> {
    const rows: Row[] = await this.#joined()
      .where('objects.cluster', place.cluster)
      .where('objects.namespace', place.namespace)
      .where('objects.workload', workload)
      .whereIn('objects.kind', kinds)
      .orderBy([{ column: 'objects.health_rank' }, { column: 'objects.name' }])
      .limit(limit);
    return rows.map(row => parse<Item>(row));
  }

  /** How many pods a workload controls. */
  async countPods(place: Place, workload: string): Promise<number> {
    const [{ count }] = await this.knex('objects')
      .where({
        cluster: place.cluster,
        namespace: place.namespace,
        workload,
        kind: 'Pod',
      })
      .select(this.knex.raw('cast(count(*) as integer) as count'));
    return count;
  }

  /** The ReplicaSets of some workloads, which tell what was rolled out when. */
  async replicaSetsOf(
    workloads: readonly (Place & { kind: string; name: string })[],
    limit: number,
  ): Promise<
    { workload: string; cluster: string; record: KubernetesObject }[]
  > {
    const unique = (values: string[]) => [...new Set(values)];
    const rows: { cluster: string; workload: string; record: string }[] =
      await this.#joined()
        .select('objects.cluster', 'objects.workload')
        .whereIn('objects.cluster', unique(workloads.map(of => of.cluster)))
        .whereIn('objects.namespace', unique(workloads.map(of => of.namespace)))
        .whereIn(
          'objects.workload',
          unique(workloads.map(({ kind, name }) => `${kind}/${name}`)),
        )
        .where('objects.kind', 'ReplicaSet')
        .orderBy('objects.created_at', 'desc')
        .limit(limit);
    return rows.map(row => ({ ...row, record: JSON.parse(row.record) }));
  }

  /** The objects of some kinds in a namespace. */
  async inNamespace<Item>(
    place: Place,
    kinds: readonly string[],
    limit: number,
  ): Promise<StoredRecord<Item>[]> {
    const rows: Row[] = await this.#joined()
      .where('objects.cluster', place.cluster)
      .where('objects.namespace', place.namespace)
      .whereIn('objects.kind', kinds)
      .orderBy([{ column: 'objects.kind' }, { column: 'objects.name' }])
      .limit(limit);
    return rows.map(row => parse<Item>(row));
  }

  /** The items of pods on a node. */
  async podsOnNode<Item>(
    cluster: string,
    node: string,
    limit: number,
  ): Promise<Item[]> {
    const rows: { summary: string }[] = await this.knex('objects')
      .select('summary')
      .where({ cluster, node, kind: 'Pod' })
      .orderBy([
        { column: 'health_rank' },
        { column: 'namespace' },
        { column: 'name' },
      ])
      .limit(limit);
    return rows.map(({ summary }) => JSON.parse(summary));
  }
}
