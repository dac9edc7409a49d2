import type { StoreChange } from './ObjectStore';

/**
 * The last writes of a cluster, oldest first. What falls out at the old end counts as compacted.
 */
export class ChangeHistory {
  private changes: StoreChange[] = [];
  private start = 0;
  private compacted: number;
  private readonly maximum: number;

  /**
   * @param maximum - changes kept
   * @param firstVersion - the revision before the first change
   */
  constructor(maximum: number, firstVersion: number) {
    this.maximum = maximum;
    this.compacted = firstVersion;
  }

  /** Revisions before this one are expired. */
  get compactedVersion(): number {
    return this.compacted;
  }

  push(change: StoreChange): void {
    this.changes.push(change);
    if (this.changes.length - this.start > this.maximum) {
      this.compacted = this.changes[this.start].resourceVersion;
      this.start++;
      // Cut in big steps: each shift of the array would cost its whole length.
      if (this.start >= this.maximum) {
        this.cut();
      }
    }
  }

  compact(resourceVersion: number): void {
    if (resourceVersion <= this.compacted) {
      return;
    }
    this.start = this.indexAfter(resourceVersion);
    this.compacted = resourceVersion;
    this.cut();
  }

  /** Begins anew at a revision, which may be one of the past. */
  restart(resourceVersion: number): void {
    this.changes = [];
    this.start = 0;
    this.compacted = resourceVersion;
  }

  /** The changes after a revision; the caller has checked that it is not compacted. */
  since(resourceVersion: number): StoreChange[] {
    return this.changes.slice(this.indexAfter(resourceVersion));
  }

  private indexAfter(resourceVersion: number): number {
    let low = this.start;
    let high = this.changes.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.changes[middle].resourceVersion <= resourceVersion) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private cut(): void {
    this.changes = this.changes.slice(this.start);
    this.start = 0;
  }
}
