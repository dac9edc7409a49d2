import type { Entry } from './Entry';

/** The entries whose verdict time alone may change. In a quiet cluster there are none. */
export class DueTimes {
  private readonly entries = new Set<Entry>();
  private earliest = Infinity;

  /** @param due - milliseconds since the epoch; undefined for never */
  set(entry: Entry, due: number | undefined): void {
    if (due === undefined) {
      this.delete(entry);
      return;
    }
    entry.due = due;
    this.entries.add(entry);
    this.earliest = Math.min(this.earliest, due);
  }

  delete(entry: Entry): void {
    if (entry.due !== 0) {
      entry.due = 0;
      this.entries.delete(entry);
    }
  }

  next(): number | undefined {
    return this.entries.size > 0 ? this.earliest : undefined;
  }

  /** Those that are due by then. Each is given once, until it is set again. */
  takeUntil(now: number): Entry[] {
    if (now < this.earliest) {
      return [];
    }
    const taken: Entry[] = [];
    this.earliest = Infinity;
    for (const entry of this.entries) {
      if (entry.due <= now) {
        taken.push(entry);
      } else {
        this.earliest = Math.min(this.earliest, entry.due);
      }
    }
    for (const entry of taken) {
      this.delete(entry);
    }
    return taken;
  }
}
