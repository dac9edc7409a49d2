import type { FindPod, PodPlacement } from '@portlight/plugin-portlight-common';
import type { Knex } from 'knex';

/** Pods of a cluster beyond these are not looked up; the mirror bounds its objects at as many. */
const MAXIMUM_PODS = 100_000;
const MAXIMUM_NODES = 10_000;

interface PodRow {
  namespace: string;
  name: string;
  workload: string | null;
}

function keyOf(namespace: string, name: string): string {
  return `${namespace}/${name}`;
}

/** Reads of the mirror what usage is rolled up by. */
export class PlacementReader {
  constructor(private readonly knex: Knex) {}

  /** The workloads of a cluster's pods. */
  async pods(cluster: string): Promise<FindPod> {
    return this.#read(cluster, new Set());
  }

  /** The same, with which pods use the network of their node. */
  async podsWithNetwork(cluster: string): Promise<FindPod> {
    const rows: Pick<PodRow, 'namespace' | 'name'>[] = await this.knex(
      'records',
    )
      .where({ cluster, kind: 'Pod' })
      // The records are JSON as we write it, without spaces; in a text of a pod the quotes would be escaped.
      .where('record', 'like', '%"hostNetwork":true%')
      .select('namespace', 'name')
      .limit(MAXIMUM_PODS);
    return this.#read(
      cluster,
      new Set(rows.map(({ namespace, name }) => keyOf(namespace, name))),
    );
  }

  async #read(
    cluster: string,
    hostNetwork: ReadonlySet<string>,
  ): Promise<FindPod> {
    const rows: PodRow[] = await this.knex('objects')
      .where({ cluster, kind: 'Pod' })
      .select('namespace', 'name', 'workload')
      .limit(MAXIMUM_PODS);
    const pods = new Map<string, PodPlacement>();
    for (const { namespace, name, workload } of rows) {
      const key = keyOf(namespace, name);
      pods.set(key, {
        ...(workload === null ? {} : { workload }),
        ...(hostNetwork.has(key) ? { hostNetwork: true } : {}),
      });
    }
    return (namespace, name) => pods.get(keyOf(namespace, name));
  }

  /** The names of a cluster's nodes. */
  async nodes(cluster: string): Promise<string[]> {
    return this.knex('objects')
      .where({ cluster, kind: 'Node' })
      .orderBy('name')
      .limit(MAXIMUM_NODES)
      .pluck('name');
  }
}
