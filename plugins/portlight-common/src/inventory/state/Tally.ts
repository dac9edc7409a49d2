import type { Entry } from './Entry';

interface Counts {
  workloads: number;
  failing: number;
}

/** Workloads per namespace, counted as their rows change instead of by walking over all of them. */
export class Tally {
  private readonly namespaces = new Map<string, Counts>();

  of(namespace: string): Readonly<Counts> {
    return this.namespaces.get(namespace) ?? { workloads: 0, failing: 0 };
  }

  total(): Counts {
    const total = { workloads: 0, failing: 0 };
    for (const counts of this.namespaces.values()) {
      total.workloads += counts.workloads;
      total.failing += counts.failing;
    }
    return total;
  }

  /** @returns whether the namespace's counts changed */
  count(entry: Entry, as: Entry['counted']): boolean {
    if (entry.counted === as) {
      return false;
    }
    const counts = { ...this.of(entry.namespace) };
    counts.workloads += Number(as !== 'no') - Number(entry.counted !== 'no');
    counts.failing +=
      Number(as === 'failing') - Number(entry.counted === 'failing');
    entry.counted = as;
    if (counts.workloads === 0) {
      this.namespaces.delete(entry.namespace);
    } else {
      this.namespaces.set(entry.namespace, counts);
    }
    return true;
  }
}
