import {
  CPU_BUCKETS,
  DecayingHistogram,
  Histogram,
  MEMORY_BUCKETS,
} from '../histogram';
import {
  type ContainerDay,
  DAY_SECONDS,
  fromDecayWeight,
  SLOT_SECONDS,
  SLOTS_PER_DAY,
} from './ContainerDay';
import { podPeak } from './containerDayCode';

/** What one container of a workload used over some days. @public */
export class UsageWindow {
  /** Cores of all samples of five minutes. */
  readonly cpu = new Histogram(CPU_BUCKETS);
  /** Bytes of all samples of five minutes. */
  readonly memory = new Histogram(MEMORY_BUCKETS);
  /** The same cores as the Vertical Pod Autoscaler weighs them. */
  readonly cpuDecayed = new DecayingHistogram(CPU_BUCKETS, DAY_SECONDS);
  /** One sample per pod and day, its peak, as the Vertical Pod Autoscaler weighs them. */
  readonly memoryPeaks = new DecayingHistogram(MEMORY_BUCKETS, DAY_SECONDS);
  /** Cores of each pod by its key. */
  readonly pods = new Map<number, Histogram>();
  /** The highest memory of each day. */
  readonly peaks: { day: number; bytes: number }[] = [];
  /** Kills for lack of memory, with the bytes that were allowed. */
  readonly outOfMemory: { at: number; bytes: number }[] = [];
  /** Cores. */
  cpuPeak = 0;
  /** Bytes. */
  memoryPeak = 0;
  /** Of CPU. */
  samples = 0;
  /** Of memory. */
  memorySamples = 0;
  /** Five minutes of which something is known. */
  slots = 0;
  /** Seconds since the epoch, where there are samples. */
  firstAt = Infinity;
  /** Seconds since the epoch, where there are samples. */
  lastAt = -Infinity;

  /**
   * Adds a day; in any order, each once.
   *
   * @param day - days since the epoch
   */
  add(day: number, usage: ContainerDay): void {
    const start = day * DAY_SECONDS;
    for (const [bucket, samples] of usage.cpu) {
      this.cpu.addToBucket(bucket, samples);
      this.samples += samples;
    }
    for (const [bucket, weight] of usage.cpuDecayed) {
      this.cpuDecayed.addToBucket(bucket, fromDecayWeight(weight), start);
    }
    for (const [bucket, samples] of usage.memory) {
      this.memory.addToBucket(bucket, samples);
      this.memorySamples += samples;
    }
    const end = start + DAY_SECONDS;
    for (const [bucket, pods] of usage.peaks) {
      this.memoryPeaks.addToBucket(bucket, pods, end);
    }
    for (const [key, pod] of usage.pods) {
      const peak = podPeak(pod);
      if (peak > 0) this.memoryPeaks.add(peak, 1, end);
      this.#addPod(key, pod.cpu);
    }
    for (const [second, bytes] of usage.outOfMemory) {
      this.outOfMemory.push({ at: start + second, bytes });
    }
    if (usage.memoryPeak > 0) {
      this.peaks.push({ day, bytes: usage.memoryPeak });
    }
    this.cpuPeak = Math.max(this.cpuPeak, usage.cpuPeak / 1000);
    this.memoryPeak = Math.max(this.memoryPeak, usage.memoryPeak);
    this.#addSlots(start, usage.slots);
  }

  /** Days of which something is known, such as 0.5 for twelve hours. */
  get days(): number {
    return this.slots / SLOTS_PER_DAY;
  }

  #addPod(key: number, cpu: ReadonlyMap<number, number>): void {
    if (cpu.size === 0) return;
    let histogram = this.pods.get(key);
    if (!histogram)
      this.pods.set(key, (histogram = new Histogram(CPU_BUCKETS)));
    for (const [bucket, samples] of cpu) histogram.addToBucket(bucket, samples);
  }

  #addSlots(start: number, slots: Uint8Array): void {
    const first = slots.indexOf(1);
    if (first < 0) return;
    const last = slots.lastIndexOf(1);
    this.firstAt = Math.min(this.firstAt, start + first * SLOT_SECONDS);
    this.lastAt = Math.max(this.lastAt, start + last * SLOT_SECONDS);
    for (let slot = first; slot <= last; slot++) this.slots += slots[slot];
  }
}
