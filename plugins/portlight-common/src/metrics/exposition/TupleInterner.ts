import { growIntegers } from './arrays';
import { spread } from './ByteInterner';

/** Integers that a sequence has in the mean. */
const MEAN_LENGTH = 6;

/** Numbers sequences of integers from 0, each sequence once. */
export class TupleInterner {
  count = 0;
  /** Slots looked at so far: what the search costs. */
  probes = 0;
  private values = new Int32Array(256);
  private ends = new Int32Array(64);
  private hashes = new Int32Array(64);
  private slots = new Int32Array(128);

  /** The number of the first `length` integers. */
  intern(tuple: Int32Array, length: number): number {
    let hash = length;
    for (let at = 0; at < length; at += 1) {
      hash = Math.imul(spread(hash ^ tuple[at]), 0x01000193) + at;
    }
    hash |= 0;
    const { slots, hashes, ends, values } = this;
    const mask = slots.length - 1;
    for (let slot = spread(hash) & mask; ; slot = (slot + 1) & mask) {
      const found = slots[slot] - 1;
      this.probes += 1;
      if (found < 0) {
        return this.add(tuple, length, hash);
      }
      if (hashes[found] === hash) {
        const start = found === 0 ? 0 : ends[found - 1];
        if (ends[found] - start === length) {
          let at = 0;
          while (at < length && values[start + at] === tuple[at]) {
            at += 1;
          }
          if (at === length) {
            return found;
          }
        }
      }
    }
  }

  /** Makes room in an empty table: growing later sorts all in again several times. */
  reserve(count: number): void {
    if (this.count > 0) {
      return;
    }
    let slots = this.slots.length;
    while (slots < count * 2) {
      slots *= 2;
    }
    if (slots > this.slots.length) {
      this.slots = new Int32Array(slots);
      this.values = new Int32Array(count * MEAN_LENGTH);
      this.ends = new Int32Array(count);
      this.hashes = new Int32Array(count);
    }
  }

  /** Where the integers of a number begin in {@link TupleInterner.integers}. */
  startOf(id: number): number {
    return id === 0 ? 0 : this.ends[id - 1];
  }

  /** Where they end. */
  endOf(id: number): number {
    return this.ends[id];
  }

  /** So many fit in without growing. */
  get room(): number {
    return this.ends.length;
  }

  get integers(): Int32Array {
    return this.values;
  }

  private add(tuple: Int32Array, length: number, hash: number): number {
    const id = this.count;
    const start = this.startOf(id);
    this.values = growIntegers(this.values, start + length);
    for (let at = 0; at < length; at += 1) {
      this.values[start + at] = tuple[at];
    }
    this.ends = growIntegers(this.ends, id + 1);
    this.ends[id] = start + length;
    this.hashes = growIntegers(this.hashes, id + 1);
    this.hashes[id] = hash;
    this.count = id + 1;
    if (this.count * 2 > this.slots.length) {
      this.slots = new Int32Array(this.slots.length * 2);
      for (let known = 0; known < this.count; known += 1) {
        this.place(known);
      }
    } else {
      this.place(id);
    }
    return id;
  }

  private place(id: number): void {
    const mask = this.slots.length - 1;
    let slot = spread(this.hashes[id]) & mask;
    while (this.slots[slot] !== 0) {
      slot = (slot + 1) & mask;
    }
    this.slots[slot] = id + 1;
  }
}
