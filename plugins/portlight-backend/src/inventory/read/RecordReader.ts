import type {
  KubernetesObject,
  Node,
} from '@portlight/plugin-portlight-common';
import type { Knex } from 'knex';
import {
  seesParts,
  type Visibility,
  whereVisibleObjects,
} from '../../permissions';
import { narrowNodes } from './visibleFigures';

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

/** Reads the pruned Kubernetes objects themselves, those that are visible. */
export class RecordReader {
  constructor(private readonly knex: Knex) {}

  #joined(visibility: Visibility): Knex.QueryBuilder {
    const query = this.knex('objects')
      .join('records', on => {
        for (const column of ['cluster', 'kind', 'namespace', 'name']) {
          on.on(`objects.${column}`, `records.${column}`);
        }
      })
      .select('records.record', 'objects.summary');
    whereVisibleObjects(this.knex, query, visibility, 'objects');
    return query;
  }

  /** One object. */
  async get<Item>(
    key: Place & { kind: string; name: string },
    visibility: Visibility,
  ): Promise<StoredRecord<Item> | undefined> {
    const row: Row | undefined = await this.#joined(visibility)
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
    visibility: Visibility,
  ): Promise<StoredRecord<Item>[]> {
    const rows: Row[] = await this.#joined(visibility)
      .where('objects.cluster', place.cluster)
      .where('objects.namespace', place.namespace)
      .where('objects.workload', workload)
      .whereIn('objects.kind', kinds)
      .orderBy([{ column: 'objects.health_rank' }, { column: 'objects.name' }])
      .limit(limit);
    return rows.map(row => parse<Item>(row));
  }

  /** How many visible pods a workload controls. */
  async countPods(
    place: Place,
    workload: string,
    visibility: Visibility,
  ): Promise<number> {
    const query = this.knex('objects');
    whereVisibleObjects(this.knex, query, visibility, 'workloads');
    const [{ count }] = await query
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
    visibility: Visibility,
  ): Promise<
    { workload: string; cluster: string; record: KubernetesObject }[]
  > {
    const unique = (values: string[]) => [...new Set(values)];
    const rows: { cluster: string; workload: string; record: string }[] =
      await this.#joined(visibility)
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
    visibility: Visibility,
  ): Promise<StoredRecord<Item>[]> {
    const rows: Row[] = await this.#joined(visibility)
      .where('objects.cluster', place.cluster)
      .where('objects.namespace', place.namespace)
      .whereIn('objects.kind', kinds)
      .orderBy([{ column: 'objects.kind' }, { column: 'objects.name' }])
      .limit(limit);
    return rows.map(row => parse<Item>(row));
  }

  /** A node's item with figures of the visible pods only. */
  async visibleNode(node: Node, visibility: Visibility): Promise<Node> {
    if (!seesParts(visibility)) return node;
    const [narrowed] = await narrowNodes(this.knex, visibility, [node]);
    return narrowed;
  }

  /** The items of visible pods on a node. */
  async podsOnNode<Item>(
    cluster: string,
    node: string,
    limit: number,
    visibility: Visibility,
  ): Promise<Item[]> {
    const query = this.knex('objects');
    whereVisibleObjects(this.knex, query, visibility, 'workloads');
    const rows: { summary: string }[] = await query
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
