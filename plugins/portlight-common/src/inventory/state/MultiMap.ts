const NONE: readonly never[] = Object.freeze([]);

/** Removes a value from a list whose order carries no meaning. */
export function removeFrom<V>(values: V[], value: V): void {
  const index = values.indexOf(value);
  if (index < 0) {
    return;
  }
  const last = values.pop()!;
  if (index < values.length) {
    values[index] = last;
  }
}

/** Several values for one key. Lists, not sets: most keys have a few values. Who adds twice, removes twice. */
export class MultiMap<V> {
  private readonly values = new Map<string, V[]>();

  get size(): number {
    return this.values.size;
  }

  get(key: string): readonly V[] {
    return this.values.get(key) ?? NONE;
  }

  add(key: string, value: V): void {
    const known = this.values.get(key);
    if (known) {
      known.push(value);
    } else {
      this.values.set(key, [value]);
    }
  }

  remove(key: string, value: V): void {
    const known = this.values.get(key);
    if (!known) {
      return;
    }
    removeFrom(known, value);
    if (known.length === 0) {
      this.values.delete(key);
    }
  }
}
