import type { KubernetesObject } from '@portlight/plugin-portlight-common';
import type { Knex } from 'knex';
import { whereTopLevelWorkload } from '../../inventory/read';

/** A pod with the workload that it is of. */
export interface ReadPod {
  record: KubernetesObject;
  /** `Kind/name`. */
  workload: string;
}

/** A workload that is there. */
export interface ReadWorkload {
  namespace: string;
  kind: string;
  name: string;
  owner?: string;
  /** Absent for controllers that the mirror does not read. */
  record?: KubernetesObject;
}

/** What the mirror knows of a cluster, as far as requests and what they cost go. */
export interface ReadCluster {
  pods: readonly ReadPod[];
  /** By `namespace/Kind/name`. */
  workloads: ReadonlyMap<string, ReadWorkload>;
  /** By `namespace/name` of a claim. */
  claimOwners: ReadonlyMap<string, string>;
  /** By `namespace/name` of a Service. */
  serviceOwners: ReadonlyMap<string, string>;
  ofKind(kind: string): readonly KubernetesObject[];
}

const KINDS = [
  'Node',
  'Deployment',
  'StatefulSet',
  'DaemonSet',
  'ReplicaSet',
  'CronJob',
  'Job',
  'HorizontalPodAutoscaler',
  'ResourceQuota',
  'LimitRange',
  'PersistentVolume',
  'PersistentVolumeClaim',
  'Service',
  'EndpointSlice',
];
/** Pods that are parsed before others get their turn. */
const CHUNK = 1_000;

/** SQLite works in this thread, and so does the parser: others get their turn. */
export function turn(): Promise<void> {
  return new Promise(resolve => {
    setImmediate(resolve);
  });
}

/** What a workload is known by in its cluster. */
export function workloadKey(namespace: string, workload: string): string {
  return `${namespace}/${workload}`;
}

async function readPods(knex: Knex, cluster: string): Promise<ReadPod[]> {
  const rows: { name: string; workload: string | null; record: string }[] =
    await knex('records')
      .join('objects', on => {
        for (const column of ['cluster', 'kind', 'namespace', 'name']) {
          on.on(`objects.${column}`, `records.${column}`);
        }
      })
      .where({ 'records.cluster': cluster, 'records.kind': 'Pod' })
      .select('records.name', 'records.record', 'objects.workload');
  const pods: ReadPod[] = [];
  for (const { name, workload, record } of rows) {
    pods.push({
      record: JSON.parse(record),
      workload: workload ?? `Pod/${name}`,
    });
    if (pods.length % CHUNK === 0) await turn();
  }
  return pods;
}

async function readOwners(
  knex: Knex,
  cluster: string,
  kind: string,
): Promise<Map<string, string>> {
  const rows: { namespace: string; name: string; owner: string }[] = await knex(
    'objects',
  )
    .where({ cluster, kind })
    .whereNotNull('owner')
    .select('namespace', 'name', 'owner');
  return new Map(
    rows.map(({ namespace, name, owner }) => [`${namespace}/${name}`, owner]),
  );
}

/** Reads what is there now. */
export async function readCluster(
  knex: Knex,
  cluster: string,
): Promise<ReadCluster> {
  const byKind = new Map<string, KubernetesObject[]>();
  for (const kind of KINDS) {
    const records: string[] = await knex('records')
      .where({ cluster, kind })
      .pluck('record');
    byKind.set(
      kind,
      records.map(record => JSON.parse(record)),
    );
    await turn();
  }
  const records = new Map<string, KubernetesObject>();
  for (const [kind, objects] of byKind) {
    for (const record of objects) {
      const { namespace = '', name = '' } = record.metadata ?? {};
      records.set(workloadKey(namespace, `${kind}/${name}`), record);
    }
  }
  const query = knex('objects').where({ cluster });
  whereTopLevelWorkload(query);
  const rows: {
    namespace: string;
    kind: string;
    name: string;
    owner: string | null;
  }[] = await query.select('namespace', 'kind', 'name', 'owner');
  const pods = await readPods(knex, cluster);
  return {
    pods,
    workloads: new Map(
      rows.map(({ namespace, kind, name, owner }) => {
        const key = workloadKey(namespace, `${kind}/${name}`);
        const record = records.get(key);
        return [
          key,
          {
            namespace,
            kind,
            name,
            ...(owner === null ? {} : { owner }),
            ...(record ? { record } : {}),
          },
        ];
      }),
    ),
    claimOwners: await readOwners(knex, cluster, 'PersistentVolumeClaim'),
    serviceOwners: await readOwners(knex, cluster, 'Service'),
    ofKind: kind => byKind.get(kind) ?? [],
  };
}
