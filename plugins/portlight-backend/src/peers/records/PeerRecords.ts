import {
  type Health,
  type KubernetesObject,
  type LabelSelector,
  parseLabelSelector,
  type PeerPod,
} from '@portlight/plugin-portlight-common';
import type { Knex } from 'knex';
import { chunks } from '../../inventory';
import { whereLabels } from '../../inventory/read';
import {
  SEES_EVERYTHING,
  type Visibility,
  whereVisibleObjects,
} from '../../permissions';

/** A namespace in a cluster. */
export interface Place {
  cluster: string;
  namespace: string;
}

interface Row {
  cluster: string;
  namespace: string;
  name: string;
  record: string;
  summary: string;
}

/** An object with where it is. */
export interface PlacedRecord extends Place {
  name: string;
  record: KubernetesObject;
}

/** Names in one statement. */
const CHUNK = 500;
/** Pods that one selector may find; far more than are followed. */
const MAXIMUM_PODS = 5_000;
const SERVICE_NAME = 'kubernetes.io/service-name';

const DISCOVERED = ['ServiceMonitor', 'PodMonitor'];

function unique(names: Iterable<string>): readonly string[] {
  return [...new Set(names)];
}

function toPod({ record, summary }: Row): PeerPod {
  const { health } = JSON.parse(summary) as { health: Health };
  return { record: JSON.parse(record), health };
}

function toPlaced(row: Row): PlacedRecord {
  const { cluster, namespace, name } = row;
  return { cluster, namespace, name, record: JSON.parse(row.record) };
}

/** The texts have none of the characters that `like` gives a meaning. */
function whereContainsAny(
  query: Knex.QueryBuilder,
  texts: readonly string[] | undefined,
): void {
  if (!texts) return;
  query.where(any => {
    for (const text of texts) {
      any.orWhere('records.record', 'like', `%${text}%`);
    }
  });
}

/** Reads what peers are discovered from in the mirror. */
export class PeerRecords {
  constructor(private readonly knex: Knex) {}

  #rows(kind: string, visibility: Visibility): Knex.QueryBuilder {
    const query = this.knex('objects')
      .join('records', on => {
        for (const column of ['cluster', 'kind', 'namespace', 'name']) {
          on.on(`objects.${column}`, `records.${column}`);
        }
      })
      .where('objects.kind', kind)
      .select(
        'objects.cluster',
        'objects.namespace',
        'objects.name',
        'objects.summary',
        'records.record',
      );
    whereVisibleObjects(this.knex, query, visibility, 'objects');
    return query;
  }

  async service(
    { cluster, namespace }: Place,
    name: string,
    visibility: Visibility,
  ): Promise<KubernetesObject | undefined> {
    const row: Row | undefined = await this.#rows('Service', visibility)
      .where({
        'objects.cluster': cluster,
        'objects.namespace': namespace,
        'objects.name': name,
      })
      .first();
    return row && JSON.parse(row.record);
  }

  /** Services by place or name; all of them where nothing is said. */
  async services(
    filter: {
      clusters: readonly string[];
      namespaces?: readonly string[];
      name?: string;
      /** A text in the record. */
      containing?: readonly string[];
    },
    visibility: Visibility,
    limit: number,
  ): Promise<PlacedRecord[]> {
    const query = this.#rows('Service', visibility)
      .whereIn('objects.cluster', [...filter.clusters])
      .orderBy(['objects.cluster', 'objects.namespace', 'objects.name'])
      .limit(limit);
    if (filter.namespaces) {
      query.whereIn('objects.namespace', [...filter.namespaces]);
    }
    if (filter.name !== undefined) query.where('objects.name', filter.name);
    whereContainsAny(query, filter.containing);
    const rows: Row[] = await query;
    return rows.map(toPlaced);
  }

  /** All EndpointSlices of a Service. */
  async slices(
    { cluster, namespace }: Place,
    service: string,
  ): Promise<KubernetesObject[]> {
    const query = this.#rows('EndpointSlice', SEES_EVERYTHING).where({
      'objects.cluster': cluster,
      'objects.namespace': namespace,
    });
    const selector: LabelSelector = [
      { key: SERVICE_NAME, operator: 'In', values: [service] },
    ];
    whereLabels(this.knex, query, selector);
    const rows: Row[] = await query.orderBy('objects.name');
    return rows.map(({ record }) => JSON.parse(record));
  }

  /** All EndpointSlices of a namespace. */
  async slicesIn({ cluster, namespace }: Place): Promise<KubernetesObject[]> {
    const rows: { record: string }[] = await this.knex('records')
      .where({ cluster, kind: 'EndpointSlice', namespace })
      .orderBy('name')
      .select('record');
    return rows.map(({ record }) => JSON.parse(record));
  }

  /** Pods of a cluster; those whose records have one of the texts, where any are given. */
  async podsContaining(
    filter: {
      cluster: string;
      namespaces?: readonly string[];
      containing?: readonly string[];
    },
    visibility: Visibility,
    limit: number,
  ): Promise<PeerPod[]> {
    const query = this.#rows('Pod', visibility)
      .where('objects.cluster', filter.cluster)
      .orderBy(['objects.namespace', 'objects.name'])
      .limit(limit);
    if (filter.namespaces) {
      query.whereIn('objects.namespace', [...filter.namespaces]);
    }
    whereContainsAny(query, filter.containing);
    const rows: Row[] = await query;
    return rows.map(toPod);
  }

  /** Pods by their names. */
  async pods(
    { cluster, namespace }: Place,
    names: Iterable<string>,
    visibility = SEES_EVERYTHING,
  ): Promise<Map<string, PeerPod>> {
    const pods = new Map<string, PeerPod>();
    for (const part of chunks(unique(names), CHUNK)) {
      const rows: Row[] = await this.#rows('Pod', visibility)
        .where({ 'objects.cluster': cluster, 'objects.namespace': namespace })
        .whereIn('objects.name', [...part]);
      for (const row of rows) pods.set(row.name, toPod(row));
    }
    return pods;
  }

  /** Pods by their labels. */
  async selected(
    { cluster, namespace }: Place,
    selector: string,
  ): Promise<PeerPod[]> {
    const query = this.#rows('Pod', SEES_EVERYTHING).where({
      'objects.cluster': cluster,
      'objects.namespace': namespace,
    });
    whereLabels(this.knex, query, parseLabelSelector(selector));
    const rows: Row[] = await query.orderBy('objects.name').limit(MAXIMUM_PODS);
    return rows.map(toPod);
  }

  /** The namespaces that have visible pods with such labels. */
  async placesOfPods(
    selector: string,
    filter: { clusters: readonly string[]; namespace?: string },
    visibility: Visibility,
    limit: number,
  ): Promise<Place[]> {
    const query = this.knex('objects')
      .where('objects.kind', 'Pod')
      .whereIn('objects.cluster', [...filter.clusters])
      .distinct('objects.cluster', 'objects.namespace')
      .orderBy(['objects.cluster', 'objects.namespace'])
      .limit(limit);
    if (filter.namespace !== undefined) {
      query.where('objects.namespace', filter.namespace);
    }
    whereVisibleObjects(this.knex, query, visibility, 'workloads');
    whereLabels(this.knex, query, parseLabelSelector(selector));
    return query;
  }

  /** Which of the pods may be seen. */
  async visiblePods(
    { cluster, namespace }: Place,
    names: Iterable<string>,
    visibility: Visibility,
  ): Promise<Set<string>> {
    const visible = new Set<string>();
    for (const part of chunks(unique(names), CHUNK)) {
      const query = this.knex('objects')
        .where({
          'objects.cluster': cluster,
          'objects.namespace': namespace,
          'objects.kind': 'Pod',
        })
        .whereIn('objects.name', [...part])
        .select('objects.name');
      whereVisibleObjects(this.knex, query, visibility, 'workloads');
      const rows: { name: string }[] = await query;
      for (const { name } of rows) visible.add(name);
    }
    return visible;
  }

  /** Nodes by their names, for zones and regions. */
  async nodes(
    cluster: string,
    names: Iterable<string>,
  ): Promise<Map<string, KubernetesObject>> {
    const nodes = new Map<string, KubernetesObject>();
    for (const part of chunks(unique(names), CHUNK)) {
      const rows: { name: string; record: string }[] = await this.knex(
        'records',
      )
        .where({ cluster, kind: 'Node', namespace: '' })
        .whereIn('name', [...part])
        .select('name', 'record');
      for (const { name, record } of rows) nodes.set(name, JSON.parse(record));
    }
    return nodes;
  }

  /** ServiceMonitors and PodMonitors of a cluster. */
  async monitors(cluster: string): Promise<KubernetesObject[]> {
    const rows: { record: string }[] = await this.knex('records')
      .where({ cluster })
      .whereIn('kind', DISCOVERED)
      .select('record');
    return rows.map(({ record }) => JSON.parse(record));
  }

  /** Which of the kinds cannot be read in a cluster. */
  async unavailable(
    cluster: string,
    kinds: readonly string[],
  ): Promise<Set<string>> {
    const rows: { kind: string }[] = await this.knex('workers')
      .where({ cluster, state: 'unavailable' })
      .whereIn('kind', [...kinds])
      .select('kind');
    return new Set(rows.map(({ kind }) => kind));
  }

  /** The records of workloads. */
  async workloads(
    { cluster, namespace }: Place,
    workloads: readonly { kind: string; name: string }[],
  ): Promise<{ kind: string; name: string; record: KubernetesObject }[]> {
    const names = new Set(workloads.map(({ name }) => name));
    const wanted = new Set(
      workloads.map(({ kind, name }) => `${kind}/${name}`),
    );
    const found: { kind: string; name: string; record: KubernetesObject }[] =
      [];
    for (const part of chunks(unique(names), CHUNK)) {
      const rows: { kind: string; name: string; record: string }[] =
        await this.knex('records')
          .where({ cluster, namespace })
          .whereIn('name', [...part])
          .whereIn('kind', [...new Set(workloads.map(({ kind }) => kind))])
          .select('kind', 'name', 'record');
      for (const { kind, name, record } of rows) {
        if (wanted.has(`${kind}/${name}`)) {
          found.push({ kind, name, record: JSON.parse(record) });
        }
      }
    }
    return found;
  }
}
