import { FOREGROUND } from './deletion';
import type { ObjectStore } from './ObjectStore';
import type { ApiObject } from './objects';
import type { ResourceDefinition } from './ResourceDefinition';

/** Deals with what a deleted object owned. A real cluster's controller does it a moment later. */
export class GarbageCollector {
  private readonly store: ObjectStore;

  constructor(store: ObjectStore) {
    this.store = store;
  }

  /** Deletes what only this owner kept, as the garbage collector does. */
  collect(uid: string): void {
    for (const dependent of this.store.dependents(uid)) {
      const resource = this.resourceOf(dependent);
      const { namespace, name } = dependent.metadata;
      // Read again: one may have gone, or changed, with another.
      const object = this.store.get(resource, namespace, name);
      if (
        !object ||
        object.metadata.deletionTimestamp ||
        this.hasOtherOwner(object, uid)
      ) {
        continue;
      }
      this.store.delete(resource, namespace, name);
    }
  }

  private resourceOf({ kind, apiVersion }: ApiObject): ResourceDefinition {
    return this.store.resources.forKind(kind, apiVersion);
  }

  private hasOtherOwner(object: ApiObject, uid: string): boolean {
    return (object.metadata.ownerReferences ?? []).some(owner => {
      if (owner.uid === uid) {
        return false;
      }
      const resource = this.store.resources.findKind(
        owner.kind,
        owner.apiVersion,
      );
      return (
        resource !== undefined &&
        this.store.get(resource, object.metadata.namespace, owner.name)
          ?.metadata.uid === owner.uid
      );
    });
  }

  /** Lets everything live on without this owner. */
  orphan(uid: string): void {
    for (const dependent of this.store.dependents(uid)) {
      const resource = this.resourceOf(dependent);
      const { namespace, name } = dependent.metadata;
      this.store.modify(resource, namespace, name, object => {
        const left = object.metadata.ownerReferences?.filter(
          owner => owner.uid !== uid,
        );
        const { ownerReferences: _ownerReferences, ...metadata } =
          object.metadata;
        return {
          ...object,
          metadata: left?.length
            ? { ...metadata, ownerReferences: left }
            : metadata,
        };
      });
    }
  }

  /** Lets go of an owner that only waited for what it owned. */
  endForeground(
    resource: ResourceDefinition,
    namespace: string | undefined,
    name: string,
  ): void {
    const owner = this.store.get(resource, namespace, name);
    if (
      owner?.metadata.finalizers?.includes(FOREGROUND) &&
      this.store.dependents(owner.metadata.uid).length === 0
    ) {
      this.store.modify(resource, namespace, name, object => ({
        ...object,
        metadata: {
          ...object.metadata,
          finalizers: object.metadata.finalizers?.filter(
            finalizer => finalizer !== FOREGROUND,
          ),
        },
      }));
    }
  }
}
