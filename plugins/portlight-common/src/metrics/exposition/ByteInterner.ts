import { growBytes, growIntegers } from './arrays';

/** Begins a hash; each byte is mixed in by xor and multiplication. Random, so that nobody can aim at collisions. */
export const HASH_SEED = (Math.random() * 0x7fffffff) | 0;
export const HASH_PRIME = 0x01000193;

/** Numbers sequences of bytes from 0, each sequence once. */
export class ByteInterner {
  /** So many are known. */
  count = 0;
  /** Slots looked at so far: what the search costs. */
  probes = 0;
  private bytes = new Uint8Array(1024);
  private ends = new Int32Array(64);
  private hashes = new Int32Array(64);
  /** Open addressing; an entry is a number plus 1. */
  private slots = new Int32Array(128);

  /** The number of bytes that are known, or -1. */
  find(source: Uint8Array, start: number, end: number, hash: number): number {
    const { slots, hashes, ends, bytes } = this;
    const mask = slots.length - 1;
    for (let slot = spread(hash) & mask; ; slot = (slot + 1) & mask) {
      const found = slots[slot] - 1;
      this.probes += 1;
      if (found < 0) {
        return -1;
      }
      if (hashes[found] === hash) {
        let at = found === 0 ? 0 : ends[found - 1];
        const stop = ends[found];
        if (stop - at === end - start) {
          let other = start;
          while (at < stop && bytes[at] === source[other]) {
            at += 1;
            other += 1;
          }
          if (at === stop) {
            return found;
          }
        }
      }
    }
  }

  /** The end of the bytes of a number where they stand at a position, or -1. */
  matchAt(id: number, source: Uint8Array, start: number): number {
    const { bytes, ends } = this;
    let from = id === 0 ? 0 : ends[id - 1];
    const stop = ends[id];
    let at = start;
    while (from < stop && bytes[from] === source[at]) {
      from += 1;
      at += 1;
    }
    return from === stop ? at : -1;
  }

  /** Numbers bytes that are not known. */
  add(source: Uint8Array, start: number, end: number, hash: number): number {
    const id = this.count;
    const begin = id === 0 ? 0 : this.ends[id - 1];
    const stop = begin + end - start;
    this.bytes = growBytes(this.bytes, stop);
    this.bytes.set(source.subarray(start, end), begin);
    this.ends = growIntegers(this.ends, id + 1);
    this.ends[id] = stop;
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

/** The high bits of a product are the well mixed ones. */
export function spread(hash: number): number {
  const mixed = Math.imul(hash ^ (hash >>> 16), 0x45d9f3b);
  return mixed ^ (mixed >>> 16);
}

/** The hash that scanners compute on the way of `name="value"`, for bytes that come from elsewhere. */
export function hashPair(bytes: Uint8Array, nameLength: number): number {
  const start = nameLength + 2;
  const end = bytes.length - 1;
  let hash = hashBytes(bytes, 0, start);
  for (let at = start; at < end; at += 2) {
    const second = at + 1 < end ? bytes[at + 1] << 8 : 0;
    hash = Math.imul(hash ^ bytes[at] ^ second, HASH_PRIME);
  }
  return Math.imul(hash ^ bytes[end], HASH_PRIME);
}

/** The hash that scanners compute on the way of a name, for bytes that come from elsewhere. */
export function hashBytes(
  bytes: Uint8Array,
  start: number,
  end: number,
): number {
  let hash = HASH_SEED;
  for (let at = start; at < end; at += 1) {
    hash = Math.imul(hash ^ bytes[at], HASH_PRIME);
  }
  return hash;
}
