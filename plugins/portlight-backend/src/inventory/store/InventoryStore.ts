import { randomUUID } from 'node:crypto';
import {
  type Cluster,
  type ClusterCounts,
  type InventoryChanges,
  type InventoryRow,
  ownerRef,
  type StoredObject,
  type Worker,
} from '@portlight/plugin-portlight-common';
import type { Knex } from 'knex';
import { chunks, deleteRows, upsertRows } from './bulk';
import { type LabelSetChanges, LabelSets } from './labelSets';
import {
  CLUSTER_HEALTH_RANK,
  EVENTS,
  OBJECTS,
  OBJECT_KEY,
  PROBLEMS,
  RECORDS,
  WORKERS,
  eventRow,
  objectRow,
  problemRow,
  recordRow,
  workerRow,
} from './tables';
import { addEnded } from './endedObjects';
import { encodeTags, integer, json, text } from './values';

/** What one transaction writes. */
export interface InventoryBatch {
  changes: InventoryChanges;
  /** The cluster's document; absent where only objects change. */
  cluster?: Cluster;
  /** Whether readers will see something different; otherwise the revision stays. */
  visible: boolean;
  /** States of the reflectors with the points that the changes reach up to. */
  workers: Worker[];
}

/** What a restart finds. */
export interface StoredInventory {
  objects: StoredObject[];
  /** Resume points by kind. */
  resourceVersions: Map<string, string>;
  cluster?: Cluster;
}

/**
 * Called first in a transaction: throws where another replica of the backend writes this cluster now. Without
 * one, nobody else can.
 */
export type Fence = (trx: Knex) => Promise<void>;

const OWN: Fence = async () => {};

const CLUSTER_TABLES = [
  'objects',
  'label_sets',
  'records',
  'problems',
  'events',
  'workers',
  'cluster_history',
  'metric_rollups_due',
  'peer_targets',
  'peers',
  'ended_objects',
  'cost_coverage',
  'container_specs',
  'quota_usage',
  'rightsizings',
  'rightsizing_advice',
  'rightsizing_clusters',
];

/** The mirror's side of the database: the only writer of the inventory's tables. */
export class InventoryStore {
  readonly #knex: Knex;
  /** Objects that have problem rows, by cluster: spares a delete for every object that never had any. */
  readonly #withProblems = new Map<string, Set<string>>();
  readonly #labelSets = new LabelSets();

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  /** What is known of a cluster from before; kinds that are not read any more are forgotten. */
  async load(
    cluster: string,
    kinds: readonly string[],
    fence = OWN,
  ): Promise<StoredInventory> {
    // Another replica may have been the writer until now.
    this.forget(cluster);
    await this.#knex.transaction(async trx => {
      await fence(trx);
      let removed = 0;
      for (const table of ['objects', 'records', 'problems', 'workers']) {
        removed += await trx(table)
          .where({ cluster })
          .whereNotIn('kind', [...kinds])
          .delete();
      }
      // What replicas remember of the cluster, and tags of their answers, go by its revision.
      if (removed > 0) {
        await trx('clusters').where({ name: cluster }).increment('revision', 1);
      }
    });
    const records: { record: string; summary: string | null }[] =
      await this.#knex('records')
        .leftJoin('objects', join => {
          for (const column of ['cluster', ...OBJECT_KEY]) {
            join.on(`records.${column}`, `objects.${column}`);
          }
        })
        .where({ 'records.cluster': cluster })
        .select('records.record', 'objects.summary');
    const workers: { kind: string; resource_version: string | null }[] =
      await this.#knex('workers')
        .where({ cluster })
        .select('kind', 'resource_version');
    const problems: { kind: string; namespace: string; name: string }[] =
      await this.#knex('problems')
        .where({ cluster })
        .distinct(...OBJECT_KEY);
    this.#withProblems.set(cluster, new Set(problems.map(objectKey)));
    const row: { document: string } | undefined = await this.#knex('clusters')
      .where({ name: cluster })
      .first('document');
    return {
      objects: records.map(({ record, summary }) => ({
        record: JSON.parse(record),
        ...(summary === null ? {} : { summary }),
      })),
      resourceVersions: new Map(
        workers
          .filter(worker => worker.resource_version)
          .map(worker => [worker.kind, worker.resource_version!]),
      ),
      cluster: row && JSON.parse(row.document),
    };
  }

  /** Writes a batch: all of it or nothing. */
  async write(
    cluster: string,
    batch: InventoryBatch,
    fence = OWN,
  ): Promise<void> {
    const { changes } = batch;
    const problems = this.#problemChanges(cluster, changes);
    const labelSets = this.#labelSets.changes(
      cluster,
      changes.upserts.filter(isObject),
    );
    await this.#knex.transaction(async trx => {
      await fence(trx);
      await this.#writeObjects(trx, cluster, changes, labelSets);
      await deleteRows(trx, 'problems', cluster, OBJECT_KEY, problems.cleared);
      await upsertRows(
        trx,
        PROBLEMS,
        changes.upserts.flatMap(row =>
          unique(row).map(problem => ({ row, problem })),
        ),
        ({ row, problem }) => problemRow(cluster, row, problem),
      );
      await upsertRows(trx, WORKERS, batch.workers, workerRow);
      if (batch.cluster) await writeCluster(trx, batch.cluster);
      if (batch.visible) {
        await trx('clusters').where({ name: cluster }).increment('revision', 1);
      }
    });
    // Only what was committed; a document alone may be written beside a batch, and knows nothing newer.
    if (changes.upserts.length + changes.deletes.length > 0) {
      this.#withProblems.set(cluster, problems.after);
      labelSets.committed();
    }
  }

  async #writeObjects(
    trx: Knex,
    cluster: string,
    { upserts, deletes, ended = [] }: InventoryChanges,
    labelSets: LabelSetChanges,
  ): Promise<void> {
    await addEnded(trx, cluster, ended);
    // Deletes first: an object may have been deleted and made again.
    const keys = deletes.map(({ kind, namespace, name }) => [
      kind,
      namespace,
      name,
    ]);
    await deleteRows(trx, 'objects', cluster, OBJECT_KEY, keys);
    await deleteRows(trx, 'records', cluster, OBJECT_KEY, keys);
    const eventKeys = deletes
      .filter(({ kind }) => kind === 'Event')
      .map(({ namespace, name }) => [namespace, name]);
    await deleteRows(trx, 'events', cluster, ['namespace', 'name'], eventKeys);
    const objects = upserts.filter(isObject);
    const events = upserts.filter(row => !isObject(row));
    await labelSets.write(trx);
    await upsertRows(trx, OBJECTS, objects, (row, index) =>
      objectRow(cluster, row, labelSets.ids[index]),
    );
    await labelSets.sweep(trx);
    await upsertRows(trx, RECORDS, upserts, row => recordRow(cluster, row));
    await upsertRows(trx, EVENTS, events, row => eventRow(cluster, row));
  }

  #problemChanges(cluster: string, { upserts, deletes }: InventoryChanges) {
    const before = this.#withProblems.get(cluster) ?? new Set<string>();
    const after = new Set(before);
    const cleared: string[][] = [];
    const clear = (object: {
      kind: string;
      namespace: string;
      name: string;
    }) => {
      const key = objectKey(object);
      if (!before.has(key)) return;
      cleared.push([object.kind, object.namespace, object.name]);
      after.delete(key);
    };
    deletes.forEach(clear);
    upserts.forEach(clear);
    for (const row of upserts) {
      if (row.problems.length > 0) after.add(objectKey(row));
    }
    return { cleared, after };
  }

  /**
   * Adds the figures of all clusters that are being read.
   *
   * @param at - milliseconds since the epoch
   */
  async addHistory(at: number, fence = OWN): Promise<void> {
    const rows: { document: string }[] = await this.#knex('clusters')
      .where({ status: 'active' })
      .select('document');
    const points = rows
      .map(({ document }) => JSON.parse(document) as Cluster)
      // A gap is a gap: what is not known now is not what was known last.
      .filter(({ counts, sync }) => counts && !sync.stale)
      .map(cluster => historyRow(cluster, cluster.counts!, at));
    await this.#knex.transaction(async trx => {
      await fence(trx);
      for (const chunk of chunks(points, 100)) {
        await trx('cluster_history')
          .insert([...chunk])
          .onConflict(['cluster', 'at'])
          .ignore();
      }
    });
  }

  /**
   * Makes a row for a cluster that has none, so that it is listed before a replica reads it.
   *
   * @returns whether there was none
   */
  async introduce(cluster: Cluster): Promise<boolean> {
    const known = await this.#knex('clusters')
      .where({ name: cluster.name })
      .first('name');
    if (known) return false;
    await insertCluster(this.#knex, cluster).ignore();
    return true;
  }

  /** Names and sources of all clusters with rows. */
  async clusters(): Promise<{ name: string; source: string }[]> {
    return this.#knex('clusters').select('name', 'source');
  }

  /** Removes a cluster with all its rows. */
  async remove(cluster: string, fence = OWN): Promise<void> {
    await this.#knex.transaction(async trx => {
      await fence(trx);
      for (const table of CLUSTER_TABLES) {
        await trx(table).where({ cluster }).delete();
      }
      // Nobody's from now on; its many rows go with the retention, some at a time.
      await trx('metric_peers')
        .where({ cluster })
        .update({ cluster: '', target: '', peer: trx.raw("'' || id") });
      await trx('clusters').where({ name: cluster }).delete();
    });
    this.forget(cluster);
  }

  /** Keeps nothing in memory of a cluster that another replica may write from now on. */
  forget(cluster: string): void {
    this.#withProblems.delete(cluster);
    this.#labelSets.forget(cluster);
  }
}

/** Events have a table of their own. */
function isObject({ kind }: InventoryRow): boolean {
  return kind !== 'Event';
}

function objectKey(object: {
  kind: string;
  namespace: string;
  name: string;
}): string {
  return `${object.kind}/${object.namespace}/${object.name}`;
}

/** One row per cause: two in one statement would meet the same conflict twice. */
function unique(row: InventoryRow): InventoryRow['problems'] {
  const { problems } = row;
  if (problems.length < 2) return problems;
  return [
    ...new Map(problems.map(problem => [problem.cause, problem])).values(),
  ];
}

function historyRow(cluster: Cluster, counts: ClusterCounts, at: number) {
  return {
    cluster: cluster.name,
    at: new Date(at).toISOString(),
    healthy: cluster.health.status === 'healthy',
    // Not known is null and not zero.
    nodes: counts.nodes ?? null,
    nodes_ready: counts.nodesReady ?? null,
    workloads: counts.workloads ?? null,
    workloads_failing: counts.workloadsFailing ?? null,
    pods: counts.pods ?? null,
  };
}

async function writeCluster(trx: Knex, cluster: Cluster): Promise<void> {
  await insertCluster(trx, cluster).merge(clusterColumns(cluster));
}

function insertCluster(trx: Knex, cluster: Cluster) {
  return (
    trx('clusters')
      // A cluster that was removed and comes back counts on from now: no reader has seen these revisions of it.
      .insert({
        name: cluster.name,
        revision: Date.now(),
        topic: randomUUID(),
        ...clusterColumns(cluster),
      })
      .onConflict('name')
  );
}

function clusterColumns(cluster: Cluster) {
  const { counts } = cluster;
  return {
    source: text(cluster.source, 63) ?? '',
    title: text(cluster.title, 1000) ?? cluster.name,
    status: cluster.status,
    health_rank: CLUSTER_HEALTH_RANK[cluster.health.status],
    provider: text(cluster.provider, 63),
    environment: text(cluster.environment, 253),
    owner: text(cluster.owner && ownerRef(cluster.owner), 253),
    tags: encodeTags(cluster.tags),
    version: text(cluster.version, 253),
    nodes: integer(counts?.nodes),
    workloads: integer(counts?.workloads),
    workloads_failing: integer(counts?.workloadsFailing),
    pods: integer(counts?.pods),
    last_sync_at: text(cluster.sync.lastSyncAt, 30),
    document: json(cluster),
  };
}
