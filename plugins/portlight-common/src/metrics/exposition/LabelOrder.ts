import { growBytes, growIntegers } from './arrays';
import { Fault } from './Fault';
import type { TableState } from './SeriesTable';

/** So many are sorted without a comparison function. */
const FEW_LABELS = 32;

/** Label names whose order is looked up instead of compared. */
const ORDERED_NAMES = 64;

/** The labels of a sample, as they were written and sorted by name. */
export class LabelOrder {
  /** The number of the sample's name, then those of the labels sorted by name. */
  tuple = new Int32Array(64);
  length = 0;
  /** Its labels in the order that they were written in. */
  written = new Int32Array(64);
  writtenCount = 0;
  /** Behind the comma of each label, from where the sample began. */
  writtenEnds = new Int32Array(64);
  /** Names of the labels that were sorted last, and where each belongs in the tuple. */
  private sortedCount = -1;
  private readonly sortedNames = new Int32Array(FEW_LABELS);
  private readonly sortedPlaces = new Int32Array(FEW_LABELS);
  /** Whether the labels up to each one were sorted. */
  writtenSorted = new Uint8Array(64);
  /** 1 where the first name sorts before the second, 2 where not, 0 where nobody has compared them. */
  private readonly order = new Uint8Array(ORDERED_NAMES * ORDERED_NAMES);

  constructor(private readonly state: TableState) {}

  /**
   * Makes the tuple of the labels that were written, without those that have no value.
   *
   * @param position - where it is said that a label is there twice
   */
  arrange(count: number, isSorted: boolean, position: number): void {
    if (isSorted) {
      this.fill(count);
    } else if (!this.fillAsBefore(count)) {
      this.fill(count);
      this.sort(position);
      this.rememberOrder(count);
    }
    this.dropEmpty();
  }

  /** Whether one name of a label sorts before another one; the same does not. */
  isBefore(left: number, right: number): boolean {
    const { labelNames } = this.state;
    if (left >= ORDERED_NAMES || right >= ORDERED_NAMES) {
      return labelNames[left] < labelNames[right];
    }
    const place = left * ORDERED_NAMES + right;
    if (this.order[place] === 0) {
      this.order[place] = labelNames[left] < labelNames[right] ? 1 : 2;
    }
    return this.order[place] === 1;
  }

  /** Makes the tuple of the labels as they were written. */
  private fill(count: number): void {
    if (count >= this.tuple.length) {
      this.tuple = growIntegers(this.tuple, count + 1);
    }
    const { tuple, written } = this;
    for (let at = 0; at < count; at += 1) {
      tuple[at + 1] = written[at];
    }
    this.length = count + 1;
  }

  /** Makes the sorted tuple where labels of the same names were sorted last. */
  private fillAsBefore(count: number): boolean {
    if (count !== this.sortedCount) {
      return false;
    }
    const { tuple, written, sortedNames, sortedPlaces } = this;
    const { pairNames } = this.state;
    for (let at = 0; at < count; at += 1) {
      const pair = written[at];
      if (pairNames[pair] !== sortedNames[at]) {
        return false;
      }
      tuple[sortedPlaces[at]] = pair;
    }
    this.length = count + 1;
    return true;
  }

  private rememberOrder(count: number): void {
    this.sortedCount = -1;
    if (count > FEW_LABELS) {
      return;
    }
    const { tuple, written, sortedNames, sortedPlaces } = this;
    for (let at = 0; at < count; at += 1) {
      sortedNames[at] = this.state.pairNames[written[at]];
      sortedPlaces[at] = tuple.indexOf(written[at], 1);
    }
    this.sortedCount = count;
  }

  grow(): void {
    const length = this.written.length * 2;
    this.written = growIntegers(this.written, length);
    this.writtenEnds = growIntegers(this.writtenEnds, length);
    this.writtenSorted = growBytes(this.writtenSorted, length);
  }

  private sort(position: number): void {
    const { labelNames, pairNames } = this.state;
    const { tuple, length } = this;
    if (length > FEW_LABELS) {
      const nameOf = (pair: number) => labelNames[pairNames[pair]];
      tuple
        .subarray(1, length)
        .sort((left, right) => (nameOf(left) < nameOf(right) ? -1 : 1));
    } else {
      for (let at = 2; at < length; at += 1) {
        const pair = tuple[at];
        const name = pairNames[pair];
        let to = at - 1;
        while (to > 0 && this.isBefore(name, pairNames[tuple[to]])) {
          tuple[to + 1] = tuple[to];
          to -= 1;
        }
        tuple[to + 1] = pair;
      }
    }
    for (let at = 2; at < length; at += 1) {
      const name = pairNames[tuple[at]];
      if (name === pairNames[tuple[at - 1]]) {
        throw new Fault(
          'syntax',
          `The label ${JSON.stringify(
            labelNames[name].slice(0, 100),
          )} is there twice`,
          position,
        );
      }
    }
  }

  /** A label without a value is the same as none. */
  private dropEmpty(): void {
    const { emptyPairs } = this.state;
    if (!emptyPairs.size) {
      return;
    }
    let kept = 1;
    for (let at = 1; at < this.length; at += 1) {
      const pair = this.tuple[at];
      if (!emptyPairs.has(pair)) {
        this.tuple[kept] = pair;
        kept += 1;
      }
    }
    this.length = kept;
  }
}
