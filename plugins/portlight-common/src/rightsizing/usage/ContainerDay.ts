import { CPU_BUCKETS, MEMORY_BUCKETS } from '../histogram';

/** Seconds of which usage is averaged before it counts as one sample. @public */
export const SLOT_SECONDS = 300;
/** Samples that a pod has on a day at most. @public */
export const SLOTS_PER_DAY = 288;
/** Seconds. @public */
export const DAY_SECONDS = 86_400;

/** What one pod's container used in five minutes. @public */
export interface SlotSample {
  /** See {@link podKey}. */
  pod: number;
  /** Cores, the average. */
  cpu?: number;
  /** Bytes, the most. */
  memory?: number;
}

/** A container that was killed because it needed more memory than it may have. @public */
export interface OutOfMemory {
  /** See {@link podKey}. */
  pod: number;
  /** Seconds since the epoch. */
  at: number;
  /** Bytes that it might have: its limit. */
  limit?: number;
  /** Bytes that it requested. */
  request?: number;
}

/** What the container of one pod used on one day. @public */
export interface PodDay {
  /** Samples by bucket. */
  cpu: Map<number, number>;
  /** Most bytes. */
  peak: number;
  /** Bytes that the Vertical Pod Autoscaler counts where memory was not enough; 0 where it was. */
  outOfMemory: number;
}

/**
 * What one container of a workload used on one day (UTC), of all pods. All numbers are integers, so that the order in
 * which something is added makes no difference.
 *
 * @public
 */
export interface ContainerDay {
  /** Which five minutes are in here: 1 for those that are. */
  slots: Uint8Array;
  /** Samples by bucket. */
  cpu: Map<number, number>;
  /** The same, each sample weighing 256 at the begin of the day and twice as much at its end. */
  cpuDecayed: Map<number, number>;
  /** Samples by bucket. */
  memory: Map<number, number>;
  /** Most thousandths of a core. */
  cpuPeak: number;
  /** Most bytes. */
  memoryPeak: number;
  /** Each pod by its key. */
  pods: Map<number, PodDay>;
  /** The memory peaks of pods that are not in `pods` any more, by bucket. */
  peaks: Map<number, number>;
  /** Kills for lack of memory: by second of the day, the bytes that were allowed. */
  outOfMemory: Map<number, number>;
}

/** Kills of a day beyond these are not counted. */
const MAXIMUM_KILLS = 48;
const DECAY_UNIT = 256;
/** What a sum of binary fractions is more than it should be. */
const NOISE = 1e-6;
const MEBIBYTE = 1024 * 1024;
/** What nothing has: such figures are no usage. */
const MOST_CORES = 100_000;
const MOST_BYTES = 2 ** 50;

/** A day with nothing. @public */
export function emptyContainerDay(): ContainerDay {
  return {
    slots: new Uint8Array(SLOTS_PER_DAY),
    cpu: new Map(),
    cpuDecayed: new Map(),
    memory: new Map(),
    cpuPeak: 0,
    memoryPeak: 0,
    pods: new Map(),
    peaks: new Map(),
    outOfMemory: new Map(),
  };
}

const FNV_OFFSET = 0x811c9dc5;
const FNV_PRIME = 0x01000193;

/** What a pod is known by within its workload: 32 bits of its name (FNV-1a). @public */
export function podKey(name: string): number {
  let hash = FNV_OFFSET;
  for (let index = 0; index < name.length; index++) {
    hash = Math.imul(hash ^ name.charCodeAt(index), FNV_PRIME);
  }
  return hash >>> 0;
}

/**
 * How much more later samples of a day count, with a half-life of a day: 2^(part of the day), in 256ths.
 */
function decayWeight(slot: number): number {
  return Math.round(DECAY_UNIT * 2 ** (slot / SLOTS_PER_DAY));
}

/** A weight of {@link decayWeight} as a number from 1 to 2. @public */
export function fromDecayWeight(weight: number): number {
  return weight / DECAY_UNIT;
}

function count(map: Map<number, number>, key: number, by: number): void {
  map.set(key, (map.get(key) ?? 0) + by);
}

function within(value: number | undefined, most: number): value is number {
  return value !== undefined && value >= 0 && value <= most;
}

function podOf(day: ContainerDay, key: number): PodDay {
  let pod = day.pods.get(key);
  if (!pod) {
    pod = { cpu: new Map(), peak: 0, outOfMemory: 0 };
    day.pods.set(key, pod);
  }
  return pod;
}

/**
 * Adds what all pods of a workload used in five minutes. Five minutes that are in the day already stay as they are, so
 * that whoever is not sure whether something was added adds it again.
 *
 * @param slot - from 0 to 287
 * @returns whether it was added
 * @public
 */
export function recordSlot(
  day: ContainerDay,
  slot: number,
  samples: readonly SlotSample[],
): boolean {
  if (!(slot in day.slots) || day.slots[slot] === 1) return false;
  const weight = decayWeight(slot);
  let added = false;
  for (const { pod: key, cpu, memory } of samples) {
    if (within(cpu, MOST_CORES)) {
      const bucket = CPU_BUCKETS.find(cpu);
      count(day.cpu, bucket, 1);
      count(day.cpuDecayed, bucket, weight);
      count(podOf(day, key).cpu, bucket, 1);
      day.cpuPeak = Math.max(day.cpuPeak, Math.ceil(cpu * 1000 - NOISE));
      added = true;
    }
    if (within(memory, MOST_BYTES)) {
      const pod = podOf(day, key);
      count(day.memory, MEMORY_BUCKETS.find(memory), 1);
      pod.peak = Math.max(pod.peak, Math.ceil(memory));
      day.memoryPeak = Math.max(day.memoryPeak, Math.ceil(memory));
      added = true;
    }
  }
  if (added) day.slots[slot] = 1;
  return added;
}

/**
 * Bytes that the Vertical Pod Autoscaler takes as used where memory was not enough.
 *
 * @public
 */
export function outOfMemorySample(request: number, peak: number): number {
  const used = Math.max(request, peak);
  return Math.max(used + 100 * MEBIBYTE, used * 1.2);
}

/**
 * Notes that a container was killed; once for each time.
 *
 * @param second - of the day
 * @returns whether that was not known
 * @public
 */
export function recordOutOfMemory(
  day: ContainerDay,
  second: number,
  { pod: key, limit, request = 0 }: Omit<OutOfMemory, 'at'>,
): boolean {
  if (day.outOfMemory.has(second) || day.outOfMemory.size >= MAXIMUM_KILLS) {
    return false;
  }
  const pod = podOf(day, key);
  const allowed = Math.max(0, limit ?? Math.max(request, pod.peak));
  day.outOfMemory.set(second, Math.min(Math.ceil(allowed), MOST_BYTES));
  pod.outOfMemory = Math.max(
    pod.outOfMemory,
    Math.ceil(outOfMemorySample(Math.min(request, MOST_BYTES), pod.peak)),
  );
  return true;
}
