import { growIntegers } from './arrays';
import { ByteInterner, hashBytes, hashPair } from './ByteInterner';
import { ExposedSeries } from './ExposedSeries';
import { FamilyRecord } from './families';
import { Recording, SAMPLE, CREATED } from './Recording';
import { encodeText, escapeText, formatLabelName } from './text';
import { TupleInterner } from './TupleInterner';
import type { Labels } from './types';

/** Series that may be remembered besides twice those of the last scrape. */
const SPARE_SERIES = 1000;
/** Families need not have samples. */
const SPARE_FAMILIES = 10_000;

/** All that a table remembers, numbered. */
export class TableState {
  /** Names of samples as UTF-8. */
  readonly names = new ByteInterner();
  readonly nameTexts: string[] = [];
  /** Labels as `name="value"`, escaped the one way that there is. */
  readonly pairs = new ByteInterner();
  readonly pairTexts: (readonly [string, string])[] = [];
  /** Labels without a value, which are none. */
  readonly emptyPairs = new Set<number>();
  /** The number of the name of each label. */
  readonly pairNames: number[] = [];
  /**
   * By the number of a label: that of the one, plus 1, which the next line had in its place last time. Lines
   * follow each other in much the same way in each family.
   */
  successors = new Int32Array(64);
  readonly labelNames: string[] = [];
  private readonly labelNumbers = new Map<string, number>();
  /** The number of a name, then those of labels sorted by name. */
  readonly series = new TupleInterner();
  readonly objects: (ExposedSeries | undefined)[] = [];
  /** The number of a family, then those of labels that tell its metrics apart. */
  readonly groups = new TupleInterner();
  readonly records = new Map<string, FamilyRecord>();
  /** By their numbers. */
  readonly recordList: FamilyRecord[] = [];
  /** Number of the scrape that is read, or was read last. */
  scrape = 0;
  /** By series: the scrape in which it was seen last, and its index there. */
  seen = new Int32Array(64);
  indexes = new Int32Array(64);
  recording: Recording | undefined = undefined;

  /** Numbers a name that `names` does not have yet. */
  addName(
    bytes: Uint8Array,
    start: number,
    end: number,
    hash: number,
    text: string,
  ): number {
    this.nameTexts.push(text);
    return this.names.add(bytes, start, end, hash);
  }

  /** Numbers a label that `pairs` does not have yet. */
  addPair(
    bytes: Uint8Array,
    start: number,
    end: number,
    hash: number,
    name: string,
    value: string,
  ): number {
    if (value === '') {
      this.emptyPairs.add(this.pairTexts.length);
    }
    this.pairTexts.push([name, value]);
    this.pairNames.push(this.numberOfLabel(name));
    this.successors = growIntegers(this.successors, this.pairNames.length);
    return this.pairs.add(bytes, start, end, hash);
  }

  /** Numbers a label that was written in another way than the one that `pairs` has. */
  internPair(name: string, value: string): number {
    const written = formatLabelName(name);
    const bytes = encodeText(`${written}="${escapeText(value)}"`);
    const hash = hashPair(bytes, encodeText(written).length);
    const found = this.pairs.find(bytes, 0, bytes.length, hash);
    return found >= 0
      ? found
      : this.addPair(bytes, 0, bytes.length, hash, name, value);
  }

  internName(text: string): number {
    const bytes = encodeText(text);
    const hash = hashBytes(bytes, 0, bytes.length);
    const found = this.names.find(bytes, 0, bytes.length, hash);
    return found >= 0
      ? found
      : this.addName(bytes, 0, bytes.length, hash, text);
  }

  /** Makes room for what is kept by series. */
  reserve(): void {
    const count = Math.max(this.series.count, this.series.room);
    if (count > this.seen.length) {
      this.seen = growIntegers(this.seen, count);
      this.indexes = growIntegers(this.indexes, count);
    }
  }

  nameOf(series: number): number {
    return this.series.integers[this.series.startOf(series)];
  }

  labelsOf(series: number): Labels {
    const { integers } = this.series;
    const start = this.series.startOf(series) + 1;
    const count = this.series.endOf(series) - start;
    const labels = new Array<readonly [string, string]>(count);
    for (let at = 0; at < count; at += 1) {
      labels[at] = this.pairTexts[integers[start + at]];
    }
    return labels;
  }

  recordOf(name: string): FamilyRecord {
    let record = this.records.get(name);
    if (!record) {
      record = new FamilyRecord(this.records.size, name);
      this.records.set(name, record);
      this.recordList.push(record);
    }
    return record;
  }

  /** Whether what is gone is more than what is there. */
  isCrowded(live: number): boolean {
    return (
      this.series.count > live * 2 + SPARE_SERIES ||
      this.pairTexts.length > (live + SPARE_SERIES) * 64 ||
      this.nameTexts.length > live * 2 + SPARE_SERIES ||
      this.groups.count > live * 2 + SPARE_SERIES ||
      this.records.size > live * 2 + SPARE_FAMILIES
    );
  }

  private numberOfLabel(name: string): number {
    let number = this.labelNumbers.get(name);
    if (number === undefined) {
      number = this.labelNames.push(name) - 1;
      this.labelNumbers.set(name, number);
    }
    return number;
  }
}

/**
 * What is remembered of a peer's scrapes, one for each peer: the next scrape finds its series again and
 * reads little more than numbers.
 *
 * @public
 */
export class SeriesTable {
  /** @internal */
  state = new TableState();
  private limits = '';
  private format = '';

  /** Series that are remembered: those of the last scrape, and some that were there before. */
  get size(): number {
    return this.state.series.count;
  }

  /**
   * What was read under other limits may be beyond these.
   *
   * @internal
   */
  prepare(limits: string, format: string): TableState {
    if (this.limits !== limits) {
      this.state = new TableState();
    } else if (this.format !== format) {
      this.state.recording = undefined;
    }
    this.limits = limits;
    this.format = format;
    return this.state;
  }

  /**
   * Forgets everything, once a scrape that failed has left more than there was.
   *
   * @internal
   */
  abandon(): void {
    if (this.state.isCrowded(this.state.recording?.series.length ?? 0)) {
      this.state = new TableState();
    }
  }

  /**
   * Forgets series that are gone, once they are more than those that are there.
   *
   * @internal
   */
  settle(live: number): void {
    const { state } = this;
    if (!state.isCrowded(live)) {
      return;
    }
    const next = new TableState();
    next.scrape = state.scrape;
    for (const record of state.records.values()) {
      if (record.scrape === state.scrape) {
        next.recordOf(record.name).family = record.family;
      }
    }
    const numbers = new Int32Array(state.series.count).fill(-1);
    const tuple = new Int32Array(longestTuple(state));
    for (let old = 0; old < numbers.length; old += 1) {
      if (state.seen[old] === state.scrape) {
        tuple[0] = next.internName(state.nameTexts[state.nameOf(old)]);
        let length = 1;
        for (const [name, value] of state.labelsOf(old)) {
          tuple[length] = next.internPair(name, value);
          length += 1;
        }
        numbers[old] = next.series.intern(tuple, length);
        next.objects.push(state.objects[old]);
      }
    }
    next.reserve();
    next.recording = renumber(state.recording, numbers);
    this.state = next;
  }
}

function longestTuple({ series }: TableState): number {
  let longest = 1;
  for (let id = 0; id < series.count; id += 1) {
    longest = Math.max(longest, series.endOf(id) - series.startOf(id));
  }
  return longest;
}

function renumber(
  recording: Recording | undefined,
  numbers: Int32Array,
): Recording | undefined {
  for (let at = 0; at < (recording?.count ?? 0); at += 1) {
    if (recording!.kinds[at] === CREATED) {
      // Groups have other numbers now; the scrape after the next is quick again.
      return undefined;
    }
    if (recording!.kinds[at] === SAMPLE) {
      recording!.refs[at] = numbers[recording!.refs[at]];
    }
  }
  return recording;
}
