import type { ApiObject, ApiObjectInput } from './objects';
import type { ResourceDefinition } from './ResourceDefinition';
import type { ResourceRegistry } from './ResourceRegistry';

/**
 * Where the time of a cluster comes from. Nothing in the store reads the machine's clock, so that a
 * scenario can run faster than life and a test can stand still.
 *
 * @public
 */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
}

/** What happened to an object. @public */
export type ChangeType = 'ADDED' | 'MODIFIED' | 'DELETED';

/**
 * One write, as subscribers and watches see it. Holds references, never copies.
 *
 * @public
 */
export interface StoreChange {
  readonly type: ChangeType;
  readonly resource: ResourceDefinition;
  /** The object after the write; for `DELETED` its last state with the resourceVersion of the deletion. */
  readonly object: ApiObject;
  /** The object before the write; absent for `ADDED`. */
  readonly previous?: ApiObject;
  /** The revision that this write made. */
  readonly resourceVersion: number;
}

/** @public */
export interface CreateOptions {
  /** Runs every check and answers the object that would be stored, but stores nothing. */
  dryRun?: boolean;
}

/** @public */
export interface UpdateOptions {
  dryRun?: boolean;
  /**
   * `status`: only `status` is taken from the object. Absent: `status` stays as it is for kinds with a
   * status subresource. `all`: everything is taken (what controllers inside the simulator use to save a
   * second write).
   */
  subresource?: 'status' | 'all';
}

/** @public */
export interface DeleteOptions {
  dryRun?: boolean;
  /** Seconds; for pods the default is the pod's own, for everything else 0. 0 removes at once. */
  gracePeriodSeconds?: number;
  /** What becomes of the objects that this one owns; default `Background`. */
  propagationPolicy?: 'Background' | 'Foreground' | 'Orphan';
  /** The deletion is refused with a conflict when the object is another one by now. */
  preconditions?: { uid?: string; resourceVersion?: string };
}

/** @public */
export interface DeleteResult {
  /** Whether the object is gone; otherwise it waits for its grace period or its finalizers. */
  removed: boolean;
  object: ApiObject;
}

/**
 * One cluster's objects: what etcd and the API server's storage layer are to a real cluster.
 *
 * All calls are synchronous and total: they do what they say or throw an `ApiError` with the status that
 * the real API server answers. Admission (defaults, validation of specs, quotas) is not the store's
 * business; names, namespaces, versions, deletion and ownership are.
 *
 * @example
 * ```ts
 * const pods = store.resources.forKind('Pod');
 * store.modify(pods, 'shop', 'cart-0', pod => ({
 *   ...pod,
 *   status: { ...pod.status, phase: 'Running' },
 * }));
 * ```
 *
 * @public
 */
export interface ObjectStore {
  /** The cluster's name; seeds uids. */
  readonly cluster: string;
  readonly clock: Clock;
  /** The resources that this cluster serves; CRDs add to it. */
  readonly resources: ResourceRegistry;
  /** The revision of the last write. */
  readonly resourceVersion: number;
  /** Watches and continue tokens older than this revision are expired. */
  readonly compactedVersion: number;

  /**
   * Adds an object. Sets uid, resourceVersion, creationTimestamp, generation, and the name where only
   * `generateName` is given. A `creationTimestamp` in the input is kept (a fleet that already ran
   * for weeks is made of such objects).
   */
  create(
    resource: ResourceDefinition,
    object: ApiObjectInput,
    options?: CreateOptions,
  ): ApiObject;

  /**
   * Replaces an object. A `metadata.resourceVersion` in the input must be the current one, else conflict. Server-set
   * metadata stays. Bumps `generation` when the spec changes. A write that changes nothing makes no
   * revision and no event. Removes the object when it was waiting for its last finalizer.
   */
  update(
    resource: ResourceDefinition,
    object: ApiObjectInput,
    options?: UpdateOptions,
  ): ApiObject;

  /**
   * Read, change, write in one step, which cannot conflict. The function returns a new object that shares
   * what stays, or its argument to change nothing. `subresource` is `all` by default here: this is the
   * way in for controllers of the simulator.
   *
   * @returns the stored object, or undefined when there is none of that name
   */
  modify(
    resource: ResourceDefinition,
    namespace: string | undefined,
    name: string,
    change: (object: ApiObject) => ApiObjectInput,
    options?: UpdateOptions,
  ): ApiObject | undefined;

  /**
   * Deletes an object, or marks it for deletion: pods with a node wait for their grace period (end it with
   * `gracePeriodSeconds: 0` as a kubelet does, or let `sweep` do it), objects with finalizers wait
   * for those. What it owned goes with it. A namespace takes its content
   * along, and is gone with the sweep that finds it empty.
   */
  delete(
    resource: ResourceDefinition,
    namespace: string | undefined,
    name: string,
    options?: DeleteOptions,
  ): DeleteResult;

  get(
    resource: ResourceDefinition,
    namespace: string | undefined,
    name: string,
  ): ApiObject | undefined;

  /** As `get`, but throws the API server's `NotFound`. */
  read(
    resource: ResourceDefinition,
    namespace: string | undefined,
    name: string,
  ): ApiObject;

  /** By namespace and name in the order of etcd's keys. The array is the caller's. */
  list(resource: ResourceDefinition, namespace?: string): ApiObject[];

  count(resource: ResourceDefinition): number;

  /**
   * The list as it was at an earlier revision, for the pages that follow a first one.
   *
   * @throws ApiError `Expired` when that revision is compacted
   */
  listAt(
    resource: ResourceDefinition,
    namespace: string | undefined,
    resourceVersion: number,
  ): ApiObject[];

  /** The objects that name this uid as an owner. */
  dependents(uid: string): ApiObject[];

  /**
   * The writes after a revision, oldest first.
   *
   * @throws ApiError `Expired` when that revision is compacted
   */
  changesSince(
    resourceVersion: number,
    resource?: ResourceDefinition,
  ): StoreChange[];

  /**
   * Calls the listener on every write, after it is stored, in order. A listener may write; what it writes is
   * delivered after the current change has reached everybody.
   *
   * @param resource - only this resource's changes; absent: all
   * @returns the function that ends the subscription
   */
  subscribe(
    listener: (change: StoreChange) => void,
    resource?: ResourceDefinition,
  ): () => void;

  /** Forgets history up to a revision (default: all), as etcd's compaction does. */
  compact(resourceVersion?: number): void;

  /** Everything as it is now, for {@link ObjectStore.restore}; as `etcdctl snapshot save`. */
  backup(): StoreBackup;

  /**
   * Puts a backup in the place of everything, as `etcdctl snapshot restore` does: objects come back, newer ones
   * are gone, and revisions are those of the past again. Subscribers are told nothing, as nobody tells the
   * clients of a real server.
   */
  restore(backup: StoreBackup): void;

  /**
   * Removes pods whose grace period is over at the clock's time (not those of lost nodes: nobody confirms
   * their end), and deleted namespaces that are empty by now. Cheap when there are none. Call it
   * now and then; the server does each second.
   */
  sweep(): void;
}

/**
 * What a store was at a revision.
 *
 * @public
 */
export interface StoreBackup {
  /** The revision. */
  readonly resourceVersion: number;
  /** The objects by their key in etcd, of each resource that has any. */
  readonly objects: ReadonlyMap<
    ResourceDefinition,
    ReadonlyMap<string, ApiObject>
  >;
}
