import type { ApiObject } from './objects';

/** The key of an object in its table; its order is that of etcd's keys. */
export function objectKey(namespace: string | undefined, name: string): string {
  return namespace ? `${namespace}/${name}` : name;
}

/** The objects of one resource: found by name, listed in the order of their keys. */
export class ResourceTable {
  private readonly objects = new Map<string, ApiObject>();
  private sortedKeys: string[] | undefined;

  get size(): number {
    return this.objects.size;
  }

  get(key: string): ApiObject | undefined {
    return this.objects.get(key);
  }

  set(key: string, object: ApiObject): void {
    if (!this.objects.has(key)) {
      this.sortedKeys = undefined;
    }
    this.objects.set(key, object);
  }

  delete(key: string): void {
    if (this.objects.delete(key)) {
      this.sortedKeys = undefined;
    }
  }

  list(namespace?: string): ApiObject[] {
    const keys = this.keys();
    const result: ApiObject[] = [];
    if (!namespace) {
      for (const key of keys) {
        result.push(this.objects.get(key)!);
      }
      return result;
    }
    const prefix = `${namespace}/`;
    for (
      let index = firstNotBefore(keys, prefix);
      index < keys.length && keys[index].startsWith(prefix);
      index++
    ) {
      result.push(this.objects.get(keys[index])!);
    }
    return result;
  }

  /** Whether anything is in the namespace, without making a list. */
  hasAnyIn(namespace: string): boolean {
    const keys = this.keys();
    const prefix = `${namespace}/`;
    return keys[firstNotBefore(keys, prefix)]?.startsWith(prefix) ?? false;
  }

  entries(): IterableIterator<[string, ApiObject]> {
    return this.objects.entries();
  }

  copy(): ResourceTable {
    const table = new ResourceTable();
    for (const [key, object] of this.objects) {
      table.objects.set(key, object);
    }
    return table;
  }

  private keys(): string[] {
    // Sorted on the first list after a change of the key set, so that seeding a fleet sorts once.
    this.sortedKeys ??= [...this.objects.keys()].sort((left, right) =>
      left < right ? -1 : 1,
    );
    return this.sortedKeys;
  }
}

function firstNotBefore(sorted: readonly string[], wanted: string): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sorted[middle] < wanted) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}
