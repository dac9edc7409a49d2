import type { ApiObject } from './objects';
import type { ResourceDefinition } from './ResourceDefinition';

/** Where an owned object is. */
export interface Dependent {
  resource: ResourceDefinition;
  key: string;
}

/** Who is owned by whom, by the owner's uid. */
export class OwnerIndex {
  private readonly byOwner = new Map<
    string,
    Map<ResourceDefinition, Set<string>>
  >();

  add(resource: ResourceDefinition, key: string, object: ApiObject): void {
    for (const { uid } of object.metadata.ownerReferences ?? []) {
      let byResource = this.byOwner.get(uid);
      if (!byResource) {
        byResource = new Map();
        this.byOwner.set(uid, byResource);
      }
      let keys = byResource.get(resource);
      if (!keys) {
        keys = new Set();
        byResource.set(resource, keys);
      }
      keys.add(key);
    }
  }

  remove(resource: ResourceDefinition, key: string, object: ApiObject): void {
    for (const { uid } of object.metadata.ownerReferences ?? []) {
      const byResource = this.byOwner.get(uid);
      const keys = byResource?.get(resource);
      keys?.delete(key);
      if (keys?.size === 0) {
        byResource!.delete(resource);
      }
      if (byResource?.size === 0) {
        this.byOwner.delete(uid);
      }
    }
  }

  clear(): void {
    this.byOwner.clear();
  }

  /** A snapshot: the caller may delete while it walks. */
  dependents(uid: string): Dependent[] {
    const found: Dependent[] = [];
    for (const [resource, keys] of this.byOwner.get(uid) ?? []) {
      for (const key of keys) {
        found.push({ resource, key });
      }
    }
    return found;
  }
}
