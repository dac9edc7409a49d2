import type { MetricType } from '../../api/types';
import { growBytes, growIntegers } from './arrays';
import type { Family, Series } from './types';

/** A sample; `refs` has the number of its series. */
export const SAMPLE = 0;
/** When counting began; `refs` has the number of its group. */
export const CREATED = 1;
/** A whole line without a value; `refs` has the index of its statement, or -1 for none. */
export const LINE = 2;

/** What a line has in the mean, on the small side. */
export const LINE_BYTES = 90;

/** Times what is needed that may stay. */
const SPARE = 1.25;

/** A metadata line, as it takes effect. */
export interface MetadataStatement {
  /** Name of the family. */
  name: string;
  type?: MetricType;
  help?: string;
  unit?: string;
}

/** The lines of a scrape without their values, in their order: what the next scrape will most likely look like. */
export class Recording {
  count = 0;
  raw = new Uint8Array(4096);
  private length = 0;
  private shift = 0;
  /** Where the bytes of the lines are in `raw`, without values. */
  starts = new Int32Array(64);
  ends = new Int32Array(64);
  kinds = new Uint8Array(64);
  refs = new Int32Array(64);
  readonly statements: MetadataStatement[] = [];
  /** What the scrape was published with. */
  families: readonly Family[] = [];
  series: readonly Series[] = [];
  /** By the order of their lines: the index of the series that began then, or -1. */
  createdTargets: readonly number[] = [];

  /** A line whose bytes, so far as they are compared, are those from `start` to `end` of what is taken next. */
  append(kind: number, ref: number, start: number, end: number): void {
    const { count } = this;
    if (count === this.ends.length) {
      this.starts = growIntegers(this.starts, count + 1);
      this.ends = growIntegers(this.ends, count + 1);
      this.kinds = growBytes(this.kinds, count + 1);
      this.refs = growIntegers(this.refs, count + 1);
    }
    this.starts[count] = start + this.shift;
    this.ends[count] = end + this.shift;
    this.kinds[count] = kind;
    this.refs[count] = ref;
    this.count = count + 1;
  }

  /** Says where the bytes begin that are taken next. */
  expect(start: number): void {
    this.shift = this.length - start;
  }

  /** Takes the bytes of the lines since {@link Recording.expect}: all at once is quicker than each. */
  take(bytes: Uint8Array, start: number, end: number): void {
    this.raw = growBytes(this.raw, this.length + end - start);
    this.raw.set(bytes.subarray(start, end), this.length);
    this.length += end - start;
  }

  /** Begins with the first lines of another one. */
  appendFirst(other: Recording, count: number): void {
    this.expect(0);
    for (let at = 0; at < count; at += 1) {
      const ref =
        other.kinds[at] === LINE && other.refs[at] >= 0
          ? this.statements.push(other.statements[other.refs[at]]) - 1
          : other.refs[at];
      this.append(other.kinds[at], ref, other.starts[at], other.ends[at]);
    }
    this.take(other.raw, 0, count === 0 ? 0 : other.ends[count - 1]);
  }

  /** Makes room for lines of so many bytes. */
  reserve(bytes: number): void {
    const lines = Math.ceil(bytes / LINE_BYTES);
    this.raw = growBytes(this.raw, bytes);
    this.starts = growIntegers(this.starts, lines);
    this.ends = growIntegers(this.ends, lines);
    this.kinds = growBytes(this.kinds, lines);
    this.refs = growIntegers(this.refs, lines);
  }

  /** Gives back what was taken in advance, where it is worth another copy. */
  trim(): void {
    if (this.raw.length > this.length * SPARE) {
      this.raw = this.raw.slice(0, this.length);
    }
    if (this.ends.length > this.count * SPARE) {
      this.starts = this.starts.slice(0, this.count);
      this.ends = this.ends.slice(0, this.count);
      this.kinds = this.kinds.slice(0, this.count);
      this.refs = this.refs.slice(0, this.count);
    }
  }
}
