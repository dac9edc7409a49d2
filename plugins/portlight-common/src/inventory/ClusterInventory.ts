import type { OwnerOptions } from './derive';
import { resolveOwner } from './derive';
import type { KindDefinition } from './KindDefinition';
import type {
  EndedObject,
  InventoryChanges,
  InventoryRow,
} from './InventoryRow';
import { kindDefinition } from './kinds';
import type { KubernetesObject } from '../kubernetes';
import { isRemembered } from './state/isRemembered';
import { Dependents } from './state/Dependents';
import { deriveRow, derivedText, isWorkload } from './state/deriveRow';
import { DueTimes } from './state/DueTimes';
import { Entry } from './state/Entry';
import { isEqual, shareStructure } from './state/equal';
import {
  type ClusterFigures,
  type ServerState,
  clusterFigures,
} from './state/figures';
import { fingerprint } from './state/fingerprint';
import { inferController } from './state/inferred';
import { objectKey } from './state/keys';
import { Relations } from './state/Relations';
import { Tally } from './state/Tally';

/** Options of {@link ClusterInventory}. @public */
export interface ClusterInventoryOptions {
  /** The cluster's name, which every row carries. */
  cluster: string;
  /** Where owners are read from. */
  owner?: OwnerOptions;
  /** Milliseconds since the epoch, by the cluster's clock where it is known. */
  now(): number;
}

/**
 * What was stored of an object, with the item as it was answered.
 *
 * @public
 */
export interface StoredObject {
  /** The pruned object. */
  record: KubernetesObject;
  /** The JSON text of the item that lists answer; without it the item counts as up to date. */
  summary?: string;
}

/**
 * The objects of one cluster, and the rows that are derived from them. Pure state: no I/O, no timers. Changes
 * go in, {@link ClusterInventory.flush} says which rows became different.
 *
 * @public
 */
export class ClusterInventory {
  /** The cluster's name. */
  readonly cluster: string;
  private readonly now: () => number;
  private readonly owner?: OwnerOptions;
  private readonly relations = new Relations();
  private readonly tally = new Tally();
  private readonly due = new DueTimes();
  private readonly listed = new Set<string>();
  private readonly dirty = new Set<Entry>();
  /** Rows that were flushed and whose objects are gone since. */
  private readonly gone = new Map<string, Entry>();
  private ended: EndedObject[] = [];
  private readonly dependents: Dependents;

  constructor(options: ClusterInventoryOptions) {
    this.cluster = options.cluster;
    this.now = options.now;
    this.owner = options.owner;
    this.dependents = new Dependents(
      this.relations,
      entry => this.dirty.add(entry),
      record => resolveOwner([record], this.owner),
    );
  }

  /**
   * Puts a complete list in the place of all objects of a kind. The list's items need not say their kind.
   *
   * @param options - `pruned`: the objects are what the kind's `prune` has made, which need not be done twice
   */
  replace(
    kind: string,
    objects: Iterable<KubernetesObject>,
    options: { pruned?: boolean } = {},
  ): void {
    const definition = kindDefinition(kind);
    if (!definition) {
      return;
    }
    this.listed.add(kind);
    const kept = new Set<Entry>();
    for (const object of objects) {
      const entry = this.put(
        definition,
        options.pruned ? object : definition.prune(object),
        true,
      );
      if (entry) {
        kept.add(entry);
      }
    }
    for (const entry of [...this.relations.ofKind(kind)]) {
      if (!kept.has(entry)) {
        this.end(entry.record, true);
        this.remove(entry);
      }
    }
  }

  /**
   * One event of a watch.
   *
   * @param kind - for objects that do not say it themselves, as PartialObjectMetadata do
   * @param options - `late`: it happened some time ago, while nobody watched
   */
  apply(
    type: 'ADDED' | 'MODIFIED' | 'DELETED',
    object: KubernetesObject,
    kind: string | undefined = object?.kind,
    { late = false }: { late?: boolean } = {},
  ): void {
    const definition = kind === undefined ? undefined : kindDefinition(kind);
    if (!definition) {
      return;
    }
    if (type !== 'DELETED') {
      this.put(definition, definition.prune(object), late);
      return;
    }
    const last = definition.prune(object);
    const { name = '', namespace = '', uid } = last.metadata ?? {};
    const entry = this.relations.get(definition.kind, namespace, name);
    if (entry) {
      // What it was in the end, such as when its containers finished, comes with the deletion.
      const same = uid !== undefined && uid === entry.record.metadata?.uid;
      this.end(same && last.status ? last : entry.record, late);
      this.remove(entry);
    }
  }

  /**
   * What is stored of the whole cluster, after a restart and before anything else. Only rows whose item is no
   * longer what was stored (time has passed, Portlight judges otherwise) are flushed.
   */
  load(rows: Iterable<KubernetesObject | StoredObject>): void {
    const summaries = new Map<string, string>();
    const unknown = new Map<string, KubernetesObject>();
    for (const row of rows) {
      const stored = isStored(row) ? row : { record: row };
      const { kind = '', metadata } = stored.record;
      const { namespace = '', name = '' } = metadata ?? {};
      const key = objectKey(kind, namespace, name);
      if (stored.summary !== undefined) {
        summaries.set(key, stored.summary);
      }
      const definition = kindDefinition(kind);
      if (!definition) {
        unknown.set(key, stored.record);
      } else if (this.put(definition, definition.prune(stored.record))) {
        this.listed.add(kind);
      }
    }
    const stale: Entry[] = [];
    const derived = this.derive();
    for (const { entry, row } of derived) {
      const key = objectKey(row.kind, row.namespace, row.name);
      unknown.delete(key);
      const summary = summaries.get(key);
      if (summary !== undefined && summary !== row.summaryText) {
        // Anything but what it is: the next flush sees a difference.
        entry.fingerprint = -1;
        stale.push(entry);
      }
    }
    for (const entry of stale) {
      this.dirty.add(entry);
    }
    // Stored once as controllers that only their pods told of, and those are gone.
    for (const [key, record] of unknown) {
      const entry = new Entry(record);
      entry.fingerprint = -1;
      this.gone.set(key, entry);
    }
  }

  /** Rows that are different from what was flushed last. */
  flush(): InventoryChanges {
    const upserts = this.derive().map(({ row }) => row);
    const deletes = [...this.gone.values()].map(
      ({ kind, namespace, name }) => ({ kind, namespace, name }),
    );
    this.gone.clear();
    const { ended } = this;
    this.ended = [];
    return { upserts, deletes, ...(ended.length > 0 ? { ended } : {}) };
  }

  /** Marks the rows whose verdict may have changed because time has passed. */
  reassess(): void {
    for (const entry of this.due.takeUntil(this.now())) {
      this.dirty.add(entry);
    }
  }

  /** When {@link ClusterInventory.reassess} next has something to do: milliseconds since the epoch. */
  nextReassessAt(): number | undefined {
    return this.due.next();
  }

  /** The records of a kind that is mirrored, in no particular order. */
  *records(kind: string): Generator<KubernetesObject> {
    for (const entry of this.relations.ofKind(kind)) {
      yield entry.record;
    }
  }

  /** How many objects of a kind there are. */
  count(kind: string): number {
    return this.relations.count(kind);
  }

  /**
   * The cluster's figures as of the last flush.
   *
   * @param server - what its API server says of itself
   */
  figures(server: ServerState = {}): ClusterFigures {
    return clusterFigures(
      {
        relations: this.relations,
        total: this.tally.total(),
        listed: this.listed,
      },
      server,
    );
  }

  private put(
    definition: KindDefinition,
    record: KubernetesObject,
    late = false,
  ): Entry | undefined {
    const { name, namespace = '' } = record.metadata ?? {};
    if (!name) {
      return undefined;
    }
    const known = this.relations.get(definition.kind, namespace, name);
    if (known) {
      if (known.record.metadata?.uid !== record.metadata?.uid) {
        this.end(known.record, late);
      }
      this.change(known, record);
      return known;
    }
    const entry = new Entry(record);
    const key = objectKey(definition.kind, namespace, name);
    const before = this.gone.get(key);
    if (before) {
      entry.fingerprint = before.fingerprint;
      entry.flushed = before.flushed;
      this.gone.delete(key);
    }
    this.relations.add(entry);
    const sibling = entry.parent?.members.find(other => other !== entry);
    if (sibling) {
      shareStructure(record, sibling.record);
    }
    this.dependents.touch(entry);
    this.dependents.touchFollowers(entry);
    this.touchNamespace(entry);
    return entry;
  }

  private change(entry: Entry, record: KubernetesObject): void {
    if (isEqual(entry.record, record)) {
      return;
    }
    shareStructure(record, entry.record);
    const facet = this.dependents.facet(entry.record);
    this.dependents.touch(entry);
    this.relations.update(entry, record);
    this.dependents.touch(entry);
    if (facet !== this.dependents.facet(record)) {
      this.dependents.touchFollowers(entry);
    }
  }

  /** The object is gone; its row may stay, for another one of its name. */
  private end(record: KubernetesObject, noticed: boolean): void {
    if (isRemembered(record)) {
      this.ended.push({ record, endedAt: this.now(), noticed });
    }
  }

  private remove(entry: Entry): void {
    this.dependents.touch(entry);
    this.relations.remove(entry);
    this.dependents.touchFollowers(entry);
    this.forget(entry);
  }

  /** Everything but the relations. */
  private forget(entry: Entry): void {
    this.dirty.delete(entry);
    this.due.delete(entry);
    this.tally.count(entry, 'no');
    this.touchNamespace(entry);
    if (entry.fingerprint !== 0) {
      const { kind, namespace, name } = entry;
      this.gone.set(objectKey(kind, namespace, name), entry);
    }
  }

  private touchNamespace(entry: Entry): void {
    const namespace = this.relations.get('Namespace', '', entry.namespace);
    if (namespace) {
      this.dirty.add(namespace);
    }
  }

  private derive(): { entry: Entry; row: InventoryRow }[] {
    this.inferControllers();
    const changed: { entry: Entry; row: InventoryRow }[] = [];
    const surroundings = {
      cluster: this.cluster,
      owner: this.owner,
      relations: this.relations,
      moment: { now: this.now(), podFindings: new Map() },
      countsOf: (namespace: string) => {
        const { workloads, failing } = this.tally.of(namespace);
        return {
          workloads,
          workloadsFailing: failing,
          pods: this.relations.count('Pod', namespace),
        };
      },
    };
    const deriveOne = (entry: Entry) => {
      const { row, recheckAfter } = deriveRow(entry, surroundings);
      this.due.set(entry, recheckAfter);
      this.remember(entry, row);
      const print = fingerprint(derivedText(row));
      if (print !== entry.fingerprint || !isEqual(row.record, entry.flushed)) {
        changed.push({ entry, row });
      }
      entry.fingerprint = print;
      entry.flushed = row.record;
    };
    // Namespaces last: they count what the others turn out to be.
    for (const entry of this.dirty) {
      if (entry.kind !== 'Namespace') {
        deriveOne(entry);
      }
    }
    for (const entry of this.dirty) {
      if (entry.kind === 'Namespace') {
        deriveOne(entry);
      }
    }
    this.dirty.clear();
    return changed;
  }

  private remember(entry: Entry, row: InventoryRow): void {
    const workload = isWorkload(entry);
    entry.health = workload || entry.kind === 'Node' ? row.health : undefined;
    const as = row.health.status === 'degraded' ? 'failing' : 'workload';
    if (this.tally.count(entry, workload ? as : 'no')) {
      this.touchNamespace(entry);
    }
  }

  private inferControllers(): void {
    for (const entry of [...this.dirty]) {
      if (!entry.inferred) {
        continue;
      }
      const family = this.relations.familyOf(entry);
      const members = (family?.members ?? []).filter(
        ({ kind }) => kind !== 'Job',
      );
      if (!family || (members.length === 0 && family.pods.length === 0)) {
        this.relations.removeInferred(entry);
        this.forget(entry);
        continue;
      }
      const facet = this.dependents.facet(entry.record);
      const key = objectKey(entry.kind, entry.namespace, entry.name);
      const before = this.gone.get(key);
      if (before) {
        entry.fingerprint = before.fingerprint;
        entry.flushed = before.flushed;
        this.gone.delete(key);
      }
      const all = [...members, ...family.pods];
      entry.record = inferController(
        family.key,
        all.map(({ record }) => record),
      );
      if (facet !== this.dependents.facet(entry.record)) {
        for (const follower of all) {
          this.dirty.add(follower);
        }
      }
    }
  }
}

function isStored(row: KubernetesObject | StoredObject): row is StoredObject {
  return typeof row.record === 'object' && !('metadata' in row);
}
