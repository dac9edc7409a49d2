import type { Scrape } from '../exposition/types';
import { describeSeries } from './describeSeries';

/** Seconds. As far apart may two scrapes be to make a rate; PromQL's look-back. */
export const LOOK_BACK = 300;

/** Increases of one scrape, by the index of its series; NaN where there is none. */
export interface Increases {
  increases: Float64Array;
  /** The seconds that each increase is of. */
  seconds: Float64Array;
  /** From the first to the last scrape of the window; undefined where there is one. */
  span?: number;
}

interface Point {
  at: number;
  /** By slot: the value as if there had been no reset; NaN where the scrape did not have it. */
  corrected: Float64Array;
}

interface Group {
  created?: number;
  reset: boolean;
}

/** Each slot belongs to one series that only grows. */
interface Slots {
  byKey: Map<string, number>;
  groups: Group[];
  last: Float64Array;
  offset: Float64Array;
}

function emptySlots(): Slots {
  return {
    byKey: new Map(),
    groups: [],
    last: new Float64Array(64).fill(NaN),
    offset: new Float64Array(64),
  };
}

function grown(values: Float64Array, fill: number): Float64Array {
  const larger = new Float64Array(values.length * 2).fill(fill);
  larger.set(values);
  return larger;
}

/**
 * What one peer's counters were in its last scrapes, for increases over a window of time. Arrays by slot
 * instead of objects by sample: a peer may have thousands of series, and a service hundreds of peers.
 */
export class PeerWindow {
  private slots = emptySlots();
  private groups = new Map<string, Group>();
  private points: Point[] = [];

  constructor(private readonly window: number) {}

  /**
   * @param at - seconds since the epoch
   * @param isStale - tells samples that do not count
   */
  add(
    at: number,
    scrape: Scrape,
    isStale: (index: number) => boolean,
  ): Increases {
    const newest = this.points.at(-1);
    if (newest && at <= newest.at) {
      // The clock went back: no increase can be told from what is now in the future.
      this.points = [];
    }
    const slotOf = this.findResets(scrape, isStale);
    const present = this.record(at, scrape.values, slotOf);
    this.trim(at);
    const increases = this.increases(slotOf);
    if (this.slots.byKey.size > 2 * present + 1000) {
      this.compact();
    }
    return increases;
  }

  private findResets(
    { series, values, created }: Scrape,
    isStale: (index: number) => boolean,
  ): Int32Array {
    const slotOf = new Int32Array(series.length).fill(-1);
    const seen = new Set<number>();
    for (let index = 0; index < series.length; index++) {
      const place = describeSeries(series[index]);
      if (!place.cumulative || isStale(index)) {
        continue;
      }
      const slot = this.slot(series[index].key, place.seriesKey);
      const group = this.slots.groups[slot];
      const since = created?.get(index);
      if (since !== undefined) {
        group.reset ||= group.created !== undefined && since > group.created;
        group.created = since;
      }
      const value = values[index];
      // Of a series that was exposed twice, the first one counts.
      if (Number.isFinite(value) && !seen.has(slot)) {
        seen.add(slot);
        slotOf[index] = slot;
        // A sum of negative observations falls without a reset.
        group.reset ||= place.part !== 'sum' && value < this.slots.last[slot];
      }
    }
    return slotOf;
  }

  /** @returns how many series it has */
  private record(at: number, values: Float64Array, slotOf: Int32Array): number {
    const { groups, last, offset } = this.slots;
    const corrected = new Float64Array(last.length).fill(NaN);
    let present = 0;
    for (let index = 0; index < slotOf.length; index++) {
      const slot = slotOf[index];
      if (slot < 0) {
        continue;
      }
      present += 1;
      const value = values[index];
      if (groups[slot].reset && !Number.isNaN(last[slot])) {
        offset[slot] += last[slot];
      }
      last[slot] = value;
      corrected[slot] = value + offset[slot];
    }
    for (const group of groups) {
      group.reset = false;
    }
    this.points.push({ at, corrected });
    return present;
  }

  private trim(at: number): void {
    const { points } = this;
    while (
      points.length > 1 &&
      (points[0].at < at - Math.max(LOOK_BACK, this.window) ||
        (points.length > 2 && points[0].at <= at - this.window))
    ) {
      points.shift();
    }
  }

  private increases(slotOf: Int32Array): Increases {
    const { points } = this;
    const increases = new Float64Array(slotOf.length).fill(NaN);
    const seconds = new Float64Array(slotOf.length).fill(NaN);
    const end = points[points.length - 1];
    for (let index = 0; index < slotOf.length; index++) {
      const slot = slotOf[index];
      // Not to take the first one for granted: a series may have begun within the window.
      for (let point = 0; slot >= 0 && point < points.length - 1; point++) {
        const { at, corrected } = points[point];
        const first = slot < corrected.length ? corrected[slot] : NaN;
        if (!Number.isNaN(first)) {
          increases[index] = end.corrected[slot] - first;
          seconds[index] = end.at - at;
          break;
        }
      }
    }
    return {
      increases,
      seconds,
      ...(points.length > 1 ? { span: end.at - points[0].at } : {}),
    };
  }

  private slot(key: string, groupKey: string): number {
    const { slots } = this;
    let slot = slots.byKey.get(key);
    if (slot === undefined) {
      slot = slots.byKey.size;
      slots.byKey.set(key, slot);
      if (slot === slots.last.length) {
        slots.last = grown(slots.last, NaN);
        slots.offset = grown(slots.offset, 0);
      }
      slots.groups.push(this.group(groupKey));
    }
    return slot;
  }

  private group(key: string): Group {
    let group = this.groups.get(key);
    if (!group) {
      group = { reset: false };
      this.groups.set(key, group);
    }
    return group;
  }

  /** Forgets the series that no scrape of the window has: names and labels may come and go for ever. */
  private compact(): void {
    const old = this.slots;
    const oldGroups = new Map(
      [...this.groups].map(([key, group]) => [group, key]),
    );
    const points = this.points.map(({ at, corrected }) => ({
      at,
      corrected,
      next: new Array<number>(),
    }));
    this.slots = emptySlots();
    this.groups = new Map();
    for (const [key, slot] of old.byKey) {
      const isKnown = points.some(
        ({ corrected }) =>
          slot < corrected.length && !Number.isNaN(corrected[slot]),
      );
      if (!isKnown) {
        continue;
      }
      const group = old.groups[slot];
      const groupKey = oldGroups.get(group) as string;
      this.groups.set(groupKey, group);
      const kept = this.slot(key, groupKey);
      this.slots.last[kept] = old.last[slot];
      this.slots.offset[kept] = old.offset[slot];
      for (const { corrected, next } of points) {
        next.push(slot < corrected.length ? corrected[slot] : NaN);
      }
    }
    this.points = points.map(({ at, next }) => ({
      at,
      corrected: Float64Array.from(next),
    }));
  }
}
