import { alreadyExists, expired, forbidden, notFound } from './ApiError';
import { ChangeFeed } from './ChangeFeed';
import { ChangeHistory } from './ChangeHistory';
import {
  checkPreconditions,
  checkVersion,
  finalizersFor,
  FOREGROUND,
  gracePeriod,
} from './deletion';
import { GarbageCollector } from './GarbageCollector';
import { equalFields, equalValues } from './equal';
import { checkName } from './names';
import type {
  ChangeType,
  Clock,
  CreateOptions,
  DeleteOptions,
  DeleteResult,
  ObjectStore,
  StoreBackup,
  StoreChange,
  UpdateOptions,
} from './ObjectStore';
import type { ApiObject, ApiObjectInput, ObjectMetadata } from './objects';
import { OwnerIndex } from './OwnerIndex';
import type { ResourceDefinition } from './ResourceDefinition';
import { ResourceRegistry } from './ResourceRegistry';
import { objectKey, ResourceTable } from './ResourceTable';
import { formatTime } from './timestamps';
import { createRandom, createUidSource, nameSuffix } from './uids';
import {
  asActiveNamespace,
  hasGeneration,
  isNamespaces,
  merged,
  specChanged,
  withoutNameAndNamespace,
  withType,
} from './writes';

/** @public */
export interface MemoryObjectStoreOptions {
  /** The cluster's name. */
  cluster: string;
  clock: Clock;
  /** Makes uids and generated names repeatable. */
  seed?: string | number;
  resources?: ResourceRegistry;
  /** Writes that watches and pages can go back to; default 4096. */
  historyLength?: number;
  /** The revision before the first write; default 0. */
  firstResourceVersion?: number;
}

/**
 * The object store in memory.
 *
 * @public
 */
export class MemoryObjectStore implements ObjectStore {
  readonly cluster: string;
  readonly clock: Clock;
  readonly resources: ResourceRegistry;
  private revision: number;
  private readonly tables = new Map<ResourceDefinition, ResourceTable>();
  private readonly history: ChangeHistory;
  private readonly owners = new OwnerIndex();
  private readonly collector = new GarbageCollector(this);
  private readonly feed = new ChangeFeed();
  private readonly nextUid: () => string;
  private readonly random: () => number;
  /** Pods in their grace period, by key, with the time they are due in ms since the epoch. */
  private readonly ending = new Map<string, number>();
  private readonly terminatingNamespaces = new Set<string>();

  constructor(options: MemoryObjectStoreOptions) {
    this.cluster = options.cluster;
    this.clock = options.clock;
    this.resources = options.resources ?? new ResourceRegistry();
    this.revision = options.firstResourceVersion ?? 0;
    this.history = new ChangeHistory(
      options.historyLength ?? 4096,
      this.revision,
    );
    const seed = `${options.seed ?? ''}/${options.cluster}`;
    this.nextUid = createUidSource(`${seed}/uid`);
    this.random = createRandom(`${seed}/name`);
  }

  get resourceVersion(): number {
    return this.revision;
  }

  get compactedVersion(): number {
    return this.history.compactedVersion;
  }

  create(
    resource: ResourceDefinition,
    input: ApiObjectInput,
    options: CreateOptions = {},
  ): ApiObject {
    const given = input.metadata;
    const name =
      given.name ||
      (given.generateName && given.generateName + nameSuffix(this.random));
    checkName(resource, name);
    const namespace = resource.namespaced ? given.namespace : undefined;
    this.checkNamespace(resource, namespace, name!);
    const key = objectKey(namespace, name!);
    if (this.table(resource).get(key)) {
      throw alreadyExists(resource, name!);
    }
    const {
      generateName,
      deletionTimestamp: _deletionTimestamp,
      deletionGracePeriodSeconds: _deletionGracePeriodSeconds,
      resourceVersion: _resourceVersion,
      ...rest
    } = given;
    const version = this.revision + 1;
    const metadata: ObjectMetadata = {
      name: name!,
      ...(generateName ? { generateName } : {}),
      ...(namespace ? { namespace } : {}),
      uid: this.nextUid(),
      resourceVersion: String(version),
      ...(hasGeneration(resource) ? { generation: 1 } : {}),
      creationTimestamp: formatTime(this.clock.now()),
      ...withoutNameAndNamespace(rest),
      ...(hasGeneration(resource) && rest.generation === undefined
        ? { generation: 1 }
        : {}),
    };
    let object = withType(resource, input, metadata);
    if (isNamespaces(resource)) {
      object = asActiveNamespace(object);
    }
    if (options.dryRun) {
      // What is not stored has no version; a real server leaves the field out.
      const { resourceVersion: _none, ...unstored } = object.metadata;
      return { ...object, metadata: unstored as ObjectMetadata };
    }
    this.commit('ADDED', resource, key, object, undefined);
    return object;
  }

  update(
    resource: ResourceDefinition,
    input: ApiObjectInput,
    options: UpdateOptions = {},
  ): ApiObject {
    const namespace = resource.namespaced
      ? input.metadata.namespace
      : undefined;
    const name = input.metadata.name ?? '';
    const current = this.read(resource, namespace, name);
    checkVersion(resource, current, input);
    return this.replace(resource, current, input, options);
  }

  modify(
    resource: ResourceDefinition,
    namespace: string | undefined,
    name: string,
    change: (object: ApiObject) => ApiObjectInput,
    options: UpdateOptions = {},
  ): ApiObject | undefined {
    const current = this.get(resource, namespace, name);
    if (!current) {
      return undefined;
    }
    const changed = change(current);
    return changed === current
      ? current
      : this.replace(resource, current, changed, {
          subresource: 'all',
          ...options,
        });
  }

  delete(
    resource: ResourceDefinition,
    namespace: string | undefined,
    name: string,
    options: DeleteOptions = {},
  ): DeleteResult {
    const current = this.read(resource, namespace, name);
    checkPreconditions(resource, current, options);
    const grace = gracePeriod(resource, current, options.gracePeriodSeconds);
    const finalizers = finalizersFor(resource, current, options);
    const waits = grace > 0 || finalizers.length > 0 || isNamespaces(resource);
    if (options.dryRun) {
      return { removed: !waits, object: current };
    }
    if (!waits) {
      this.remove(resource, current, options.propagationPolicy === 'Orphan');
      return { removed: true, object: current };
    }
    const marked = this.mark(resource, current, grace, finalizers);
    if (options.propagationPolicy === 'Orphan') {
      this.collector.orphan(current.metadata.uid);
    } else if (finalizers.includes(FOREGROUND)) {
      this.collector.collect(current.metadata.uid);
      this.collector.endForeground(resource, namespace, name);
    }
    if (isNamespaces(resource)) {
      this.empty(name);
    }
    const left = this.get(resource, namespace, name);
    return left
      ? { removed: false, object: left }
      : { removed: true, object: marked };
  }

  get(
    resource: ResourceDefinition,
    namespace: string | undefined,
    name: string,
  ): ApiObject | undefined {
    return this.tables
      .get(resource)
      ?.get(objectKey(resource.namespaced ? namespace : undefined, name));
  }

  read(
    resource: ResourceDefinition,
    namespace: string | undefined,
    name: string,
  ): ApiObject {
    const object = this.get(resource, namespace, name);
    if (!object) {
      throw notFound(resource, name);
    }
    return object;
  }

  list(resource: ResourceDefinition, namespace?: string): ApiObject[] {
    return this.tables.get(resource)?.list(namespace) ?? [];
  }

  count(resource: ResourceDefinition): number {
    return this.tables.get(resource)?.size ?? 0;
  }

  listAt(
    resource: ResourceDefinition,
    namespace: string | undefined,
    resourceVersion: number,
  ): ApiObject[] {
    const later = this.changesSince(resourceVersion, resource);
    if (later.length === 0) {
      return this.list(resource, namespace);
    }
    const table = this.table(resource).copy();
    for (const change of later.reverse()) {
      const { namespace: space, name } = change.object.metadata;
      const key = objectKey(space, name);
      if (change.previous) {
        table.set(key, change.previous);
      } else {
        table.delete(key);
      }
    }
    return table.list(namespace);
  }

  dependents(uid: string): ApiObject[] {
    return this.owners
      .dependents(uid)
      .map(({ resource, key }) => this.table(resource).get(key)!);
  }

  changesSince(
    resourceVersion: number,
    resource?: ResourceDefinition,
  ): StoreChange[] {
    if (resourceVersion < this.compactedVersion) {
      throw expired(
        `too old resource version: ${resourceVersion} (${this.compactedVersion})`,
      );
    }
    const changes = this.history.since(resourceVersion);
    return resource
      ? changes.filter(change => change.resource === resource)
      : changes;
  }

  subscribe(
    listener: (change: StoreChange) => void,
    resource?: ResourceDefinition,
  ): () => void {
    return this.feed.subscribe(listener, resource);
  }

  compact(resourceVersion: number = this.revision): void {
    this.history.compact(Math.min(resourceVersion, this.revision));
  }

  backup(): StoreBackup {
    return {
      resourceVersion: this.revision,
      objects: new Map(
        [...this.tables].map(([resource, table]) => [
          resource,
          new Map(table.entries()),
        ]),
      ),
    };
  }

  restore({ resourceVersion, objects }: StoreBackup): void {
    this.revision = resourceVersion;
    this.history.restart(resourceVersion);
    this.tables.clear();
    this.owners.clear();
    this.ending.clear();
    this.terminatingNamespaces.clear();
    for (const [resource, byKey] of objects) {
      const table = this.table(resource);
      for (const [key, object] of byKey) {
        table.set(key, object);
        this.owners.add(resource, key, object);
        const { deletionTimestamp, name } = object.metadata;
        if (deletionTimestamp && resource.kind === 'Pod') {
          this.ending.set(key, Date.parse(deletionTimestamp));
        } else if (deletionTimestamp && isNamespaces(resource)) {
          this.terminatingNamespaces.add(name);
        }
      }
    }
  }

  sweep(): void {
    this.endNamespaces();
    if (this.ending.size === 0) {
      return;
    }
    const now = this.clock.now();
    const pods = this.resources.forKind('Pod', 'v1');
    for (const [key, due] of [...this.ending]) {
      const pod = this.table(pods).get(key);
      if (!pod) {
        this.ending.delete(key);
      } else if (due <= now && !this.nodeIsLost(pod)) {
        this.delete(pods, pod.metadata.namespace, pod.metadata.name, {
          gracePeriodSeconds: 0,
        });
      }
    }
  }

  private table(resource: ResourceDefinition): ResourceTable {
    let table = this.tables.get(resource);
    if (!table) {
      table = new ResourceTable();
      this.tables.set(resource, table);
    }
    return table;
  }

  private replace(
    resource: ResourceDefinition,
    current: ApiObject,
    input: ApiObjectInput,
    options: UpdateOptions,
  ): ApiObject {
    const candidate = merged(resource, current, input, options.subresource);
    const changed = !equalFields(candidate, current, ['metadata']);
    if (!changed && equalValues(candidate.metadata, current.metadata)) {
      return current;
    }
    const metadata: ObjectMetadata = {
      ...candidate.metadata,
      ...(options.dryRun ? {} : { resourceVersion: String(this.revision + 1) }),
      ...(current.metadata.generation !== undefined &&
      specChanged(resource, candidate, current)
        ? { generation: current.metadata.generation + 1 }
        : {}),
    };
    const object: ApiObject = { ...candidate, metadata };
    if (options.dryRun) {
      return object;
    }
    const { namespace, name } = metadata;
    if (
      metadata.deletionTimestamp &&
      !metadata.finalizers?.length &&
      !metadata.deletionGracePeriodSeconds &&
      current.metadata.finalizers?.length
    ) {
      this.remove(resource, current, false);
      return object;
    }
    this.commit(
      'MODIFIED',
      resource,
      objectKey(namespace, name),
      object,
      current,
    );
    return object;
  }

  /** Stores the marks of a deletion that cannot finish yet. */
  private mark(
    resource: ResourceDefinition,
    current: ApiObject,
    grace: number,
    finalizers: string[],
  ): ApiObject {
    const already = current.metadata.deletionTimestamp !== undefined;
    const before = current.metadata.deletionGracePeriodSeconds ?? 0;
    if (
      already &&
      grace >= before &&
      equalValues(finalizers, current.metadata.finalizers ?? [])
    ) {
      return current;
    }
    const due = this.clock.now() + grace * 1000;
    const { namespace, name } = current.metadata;
    const object: ApiObject = {
      ...current,
      metadata: {
        ...current.metadata,
        resourceVersion: String(this.revision + 1),
        ...(current.metadata.generation !== undefined && !already
          ? { generation: current.metadata.generation + 1 }
          : {}),
        deletionTimestamp: formatTime(due),
        ...(isNamespaces(resource)
          ? {}
          : { deletionGracePeriodSeconds: grace }),
        ...(finalizers.length > 0 ? { finalizers } : {}),
      },
    };
    const stored = isNamespaces(resource)
      ? { ...object, status: { ...object.status, phase: 'Terminating' } }
      : object;
    const key = objectKey(namespace, name);
    if (grace > 0) {
      this.ending.set(key, due);
    }
    if (isNamespaces(resource)) {
      this.terminatingNamespaces.add(name);
    }
    this.commit('MODIFIED', resource, key, stored, current);
    return stored;
  }

  /** Takes an object out, and what hung on it. */
  private remove(
    resource: ResourceDefinition,
    current: ApiObject,
    orphan: boolean,
  ): void {
    const { namespace, name, uid } = current.metadata;
    const last: ApiObject = {
      ...current,
      metadata: {
        ...current.metadata,
        resourceVersion: String(this.revision + 1),
      },
    };
    this.commit('DELETED', resource, objectKey(namespace, name), last, current);
    if (orphan) {
      this.collector.orphan(uid);
    } else {
      this.collector.collect(uid);
    }
    for (const owner of current.metadata.ownerReferences ?? []) {
      const owning = this.resources.findKind(owner.kind, owner.apiVersion);
      if (owning) {
        this.collector.endForeground(owning, namespace, owner.name);
      }
    }
    if (isNamespaces(resource)) {
      this.terminatingNamespaces.delete(name);
    }
  }

  /** Deletes everything in a namespace. */
  private empty(namespace: string): void {
    for (const [resource, table] of this.tables) {
      if (!resource.namespaced) {
        continue;
      }
      for (const { metadata } of table.list(namespace)) {
        if (this.get(resource, namespace, metadata.name)) {
          this.delete(resource, namespace, metadata.name);
        }
      }
    }
  }

  /** Lets deleted namespaces go in which nothing is left. */
  protected endNamespaces(): void {
    for (const namespace of [...this.terminatingNamespaces]) {
      this.endNamespace(namespace);
    }
  }

  private endNamespace(namespace: string): void {
    for (const [resource, table] of this.tables) {
      if (resource.namespaced && table.hasAnyIn(namespace)) {
        return;
      }
    }
    const namespaces = this.resources.forKind('Namespace', 'v1');
    const object = this.get(namespaces, undefined, namespace);
    if (object && !object.metadata.finalizers?.length) {
      this.remove(namespaces, object, false);
    }
  }

  private commit(
    type: ChangeType,
    resource: ResourceDefinition,
    key: string,
    object: ApiObject,
    previous: ApiObject | undefined,
  ): void {
    this.revision++;
    const table = this.table(resource);
    if (previous) {
      this.owners.remove(resource, key, previous);
    }
    if (type === 'DELETED') {
      table.delete(key);
      if (resource.kind === 'Pod') {
        this.ending.delete(key);
      }
    } else {
      table.set(key, object);
      this.owners.add(resource, key, object);
    }
    const change: StoreChange = {
      type,
      resource,
      object,
      ...(previous ? { previous } : {}),
      resourceVersion: this.revision,
    };
    this.history.push(change);
    this.feed.deliver(change);
  }

  private checkNamespace(
    resource: ResourceDefinition,
    namespace: string | undefined,
    name: string,
  ): void {
    if (!resource.namespaced) {
      return;
    }
    const namespaces = this.resources.forKind('Namespace', 'v1');
    this.read(namespaces, undefined, namespace ?? '');
    if (this.terminatingNamespaces.has(namespace!)) {
      throw forbidden(
        resource,
        name,
        `unable to create new content in namespace ${namespace} because it is being terminated`,
        [
          {
            reason: 'NamespaceTerminating',
            message: `namespace ${namespace} is being terminated`,
            field: 'metadata.namespace',
          },
        ],
      );
    }
  }

  /** A pod on a node whose kubelet is gone stays `Terminating`: nobody confirms its end. */
  private nodeIsLost(pod: ApiObject): boolean {
    const node = this.get(
      this.resources.forKind('Node', 'v1'),
      undefined,
      pod.spec?.nodeName ?? '',
    );
    const ready = node?.status?.conditions?.find(
      (condition: { type: string }) => condition.type === 'Ready',
    );
    return ready !== undefined && ready.status !== 'True';
  }
}
