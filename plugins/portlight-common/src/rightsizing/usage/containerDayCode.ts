import { CPU_BUCKETS, MEMORY_BUCKETS } from '../histogram';
import {
  type ContainerDay,
  emptyContainerDay,
  type PodDay,
  SLOTS_PER_DAY,
} from './ContainerDay';

/** The first byte; other ones are from another version of this code. */
const VERSION = 1;
/** Bytes of a day that is over. */
const COMPACT = 1000;
/** Bytes of another bucket of peaks, at most. */
const PEAK = 4;
/** All buckets are one then. */
const WIDEST = 256;

/** Writes non-negative integers, small ones in a byte. */
class Writer {
  readonly #bytes: number[] = [];

  /** Seven bits a byte, the lowest first; the highest bit says that more follow. */
  integer(value: number): this {
    let rest = value;
    while (rest > 127) {
      this.#bytes.push(128 + (rest % 128));
      rest = Math.floor(rest / 128);
    }
    this.#bytes.push(rest);
    return this;
  }

  /** By ascending key, each as its distance from the one before. */
  map(entries: ReadonlyMap<number, number>): this {
    this.integer(entries.size);
    let before = 0;
    for (const [key, value] of [...entries].sort(([a], [b]) => a - b)) {
      this.integer(key - before).integer(value);
      before = key;
    }
    return this;
  }

  bytes(): Uint8Array {
    return Uint8Array.from(this.#bytes);
  }
}

class Reader {
  #at = 0;

  constructor(private readonly bytes: Uint8Array) {}

  integer(): number {
    let value = 0;
    for (let factor = 1; ; factor *= 128) {
      const byte = this.bytes[this.#at++];
      if (byte === undefined || factor > 2 ** 49) {
        throw new Error('The stored usage of a container is damaged');
      }
      value += (byte % 128) * factor;
      if (byte < 128) return value;
    }
  }

  /** Nothing may follow. */
  end(): void {
    if (this.#at !== this.bytes.length) {
      throw new Error('The stored usage of a container is damaged');
    }
  }

  map(limit = Infinity): Map<number, number> {
    const entries = new Map<number, number>();
    let key = 0;
    for (let left = this.integer(); left > 0; left--) {
      key += this.integer();
      const value = this.integer();
      if (key < limit) entries.set(key, value);
    }
    return entries;
  }
}

function writeSlots(writer: Writer, slots: Uint8Array): void {
  const runs: number[] = [];
  let before = 0;
  for (let slot = 0; slot < SLOTS_PER_DAY; slot++) {
    if (slots[slot] === (runs.length % 2 === 0 ? 0 : 1)) continue;
    runs.push(slot - before);
    before = slot;
  }
  if (runs.length % 2 === 1) runs.push(SLOTS_PER_DAY - before);
  writer.integer(runs.length);
  runs.forEach(run => writer.integer(run));
}

function readSlots(reader: Reader, slots: Uint8Array): void {
  let at = 0;
  const runs = reader.integer();
  for (let index = 0; index < runs; index++) {
    const end = at + reader.integer();
    if (index % 2 === 1) slots.fill(1, at, end);
    at = end;
  }
}

function writePod(
  writer: Writer,
  key: number,
  { cpu, peak, outOfMemory }: PodDay,
): Writer {
  return writer.integer(key).integer(peak).integer(outOfMemory).map(cpu);
}

/**
 * A day in as few bytes as it takes: typically 100 to 400.
 *
 * @public
 */
export function encodeContainerDay(day: ContainerDay): Uint8Array {
  const writer = new Writer().integer(VERSION);
  writeSlots(writer, day.slots);
  writer
    .map(day.cpu)
    .map(day.cpuDecayed)
    .map(day.memory)
    .integer(day.cpuPeak)
    .integer(day.memoryPeak)
    .map(day.peaks)
    .map(day.outOfMemory)
    .integer(day.pods.size);
  for (const [key, pod] of day.pods) writePod(writer, key, pod);
  return writer.bytes();
}

/**
 * What {@link encodeContainerDay} wrote.
 *
 * @throws Error for what it did not write
 * @public
 */
export function decodeContainerDay(bytes: Uint8Array): ContainerDay {
  const reader = new Reader(bytes);
  const version = reader.integer();
  if (version !== VERSION) {
    throw new Error(
      `The stored usage of a container has version ${version}, which this version of Portlight does not know`,
    );
  }
  const day = emptyContainerDay();
  readSlots(reader, day.slots);
  day.cpu = reader.map(CPU_BUCKETS.count);
  day.cpuDecayed = reader.map(CPU_BUCKETS.count);
  day.memory = reader.map(MEMORY_BUCKETS.count);
  day.cpuPeak = reader.integer();
  day.memoryPeak = reader.integer();
  day.peaks = reader.map(MEMORY_BUCKETS.count);
  day.outOfMemory = reader.map();
  for (let left = reader.integer(); left > 0; left--) {
    day.pods.set(reader.integer(), {
      peak: reader.integer(),
      outOfMemory: reader.integer(),
      cpu: reader.map(CPU_BUCKETS.count),
    });
  }
  reader.end();
  return day;
}

/** CPU samples of a pod times their value: which pods a day is about most. */
function heaviness({ cpu }: PodDay): number {
  let sum = 0;
  for (const [bucket, samples] of cpu) {
    sum += CPU_BUCKETS.start(bucket + 1) * samples;
  }
  return sum;
}

/** The bytes that the Vertical Pod Autoscaler takes as a pod's of a day. @public */
export function podPeak({ peak, outOfMemory }: PodDay): number {
  return Math.max(peak, outOfMemory);
}

/**
 * Makes a day that is over smaller than a kibibyte, if it is not: pods that used least CPU are not told apart any more.
 * What is known of all pods together stays; only where usage is spread over more buckets than fit, several become one,
 * the highest of them.
 *
 * @returns whether anything was changed
 * @public
 */
export function compactContainerDay(day: ContainerDay): boolean {
  let size = encodeContainerDay(day).length;
  if (size <= COMPACT) return false;
  const lightest = [...day.pods].sort(
    ([, left], [, right]) => heaviness(left) - heaviness(right),
  );
  let changed = false;
  for (const [key, pod] of lightest) {
    if (size <= COMPACT) break;
    const peak = podPeak(pod);
    if (peak > 0) {
      const bucket = MEMORY_BUCKETS.find(peak);
      day.peaks.set(bucket, (day.peaks.get(bucket) ?? 0) + 1);
    }
    day.pods.delete(key);
    size -= writePod(new Writer(), key, pod).bytes().length - PEAK;
    changed = true;
  }
  size = encodeContainerDay(day).length;
  for (let width = 2; size > COMPACT && width <= WIDEST; width *= 2) {
    for (const field of ['cpu', 'cpuDecayed', 'memory', 'peaks'] as const) {
      day[field] = coarser(day[field], width);
    }
    size = encodeContainerDay(day).length;
    changed = true;
  }
  return changed;
}

/** The highest of each so many buckets has what all of them had; of CPU and memory there are as many. */
function coarser(
  buckets: ReadonlyMap<number, number>,
  width: number,
): Map<number, number> {
  const merged = new Map<number, number>();
  for (const [bucket, weight] of buckets) {
    const last = Math.min(
      bucket - (bucket % width) + width - 1,
      CPU_BUCKETS.count - 1,
    );
    merged.set(last, (merged.get(last) ?? 0) + weight);
  }
  return merged;
}
