import fc from 'fast-check';
import {
  compactContainerDay,
  type ContainerDay,
  DAY_SECONDS,
  decodeContainerDay,
  emptyContainerDay,
  encodeContainerDay,
  podKey,
  recordOutOfMemory,
  recordSlot,
  type SlotSample,
  UsageWindow,
} from '.';
import { outOfMemorySample } from './ContainerDay';

const MIB = 1024 * 1024;

/** A deterministic source of numbers from 0 to 1. */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

/** A day of so many pods whose usage varies by several times. */
function busyDay(pods: number, spread: number): ContainerDay {
  const random = randomOf(pods);
  const day = emptyContainerDay();
  for (let slot = 0; slot < 288; slot++) {
    const samples: SlotSample[] = [];
    for (let pod = 0; pod < pods; pod++) {
      const factor = Math.exp(spread * (random() + random() + random() - 1.5));
      samples.push({
        pod: podKey(`cart-${pod}`),
        cpu: 0.3 * factor,
        memory: 4e8 * (0.9 + 0.2 * random()),
      });
    }
    recordSlot(day, slot, samples);
  }
  return day;
}

const slotSample = fc.record({
  pod: fc.integer({ min: 0, max: 5 }),
  cpu: fc.option(fc.double({ min: 0, max: 2000, noNaN: true }), {
    nil: undefined,
  }),
  memory: fc.option(fc.double({ min: 0, max: 2e12, noNaN: true }), {
    nil: undefined,
  }),
});
const slots = fc.uniqueArray(
  fc.tuple(
    fc.integer({ min: 0, max: 287 }),
    fc.array(slotSample, { maxLength: 6 }),
  ),
  { selector: ([slot]) => slot, maxLength: 20 },
);

describe('the usage of a day', () => {
  it('is the same in whatever order and how often it is recorded', () => {
    fc.assert(
      fc.property(slots, slots, (recorded, again) => {
        const forward = emptyContainerDay();
        recorded.forEach(([slot, samples]) =>
          recordSlot(forward, slot, samples),
        );
        const backward = emptyContainerDay();
        for (const [slot, samples] of [...recorded].reverse()) {
          recordSlot(backward, slot, samples);
        }
        for (const [slot, samples] of again) {
          if (forward.slots[slot] === 1) recordSlot(backward, slot, samples);
        }
        const sorted = (day: ContainerDay) => ({
          ...day,
          pods: new Map([...day.pods].sort(([a], [b]) => a - b)),
        });
        expect(encodeContainerDay(sorted(backward))).toEqual(
          encodeContainerDay(sorted(forward)),
        );
      }),
    );
  });

  it('is read as it was written', () => {
    fc.assert(
      fc.property(slots, recorded => {
        const day = emptyContainerDay();
        recorded.forEach(([slot, samples]) => recordSlot(day, slot, samples));
        recordOutOfMemory(day, 4242, { pod: 1, limit: 512 * MIB });
        expect(decodeContainerDay(encodeContainerDay(day))).toEqual(day);
      }),
    );
  });

  it.each([
    [[], 'damaged'],
    [[7], 'version 7'],
    // An empty day, and a byte more.
    [[...encodeContainerDay(emptyContainerDay()), 0], 'damaged'],
    [[1, 2, 255], 'damaged'],
    [[1, 0, 200, 200, 200, 200, 200, 200, 200, 200, 200, 200], 'damaged'],
  ])('is refused where it is none: %j', (bytes, message) => {
    expect(() => decodeContainerDay(Uint8Array.from(bytes))).toThrow(message);
  });

  it.each([
    [-1, [{ pod: 1, cpu: 1 }]],
    [288, [{ pod: 1, cpu: 1 }]],
    [0.5, [{ pod: 1, cpu: 1 }]],
    [3, []],
    [3, [{ pod: 1, cpu: -1 }]],
    [3, [{ pod: 1, cpu: NaN, memory: Infinity }]],
    [3, [{ pod: 1, cpu: 1e9, memory: 1e30 }]],
  ])('has no slot %d with %j', (slot, samples) => {
    const day = emptyContainerDay();
    expect(recordSlot(day, slot, samples)).toBe(false);
    expect(day).toEqual(emptyContainerDay());
  });

  it.each([
    [1, 0.3],
    [3, 1],
    [12, 1],
    [100, 1],
    [500, 0.7],
  ])('is under a kibibyte with %d pods that vary by %d', (pods, spread) => {
    const day = busyDay(pods, spread);
    compactContainerDay(day);
    const bytes = encodeContainerDay(day).length;
    expect(bytes).toBeLessThanOrEqual(1024);
    const window = new UsageWindow();
    window.add(20000, day);
    expect(window.samples).toBe(288 * pods);
  });

  it('is under a kibibyte wherever usage is, and not below what it was', () => {
    const day = emptyContainerDay();
    for (let slot = 0; slot < 288; slot += 2) {
      recordSlot(
        day,
        slot,
        Array.from({ length: 60 }, (_, pod) => ({
          pod: podKey(`cart-${pod}`),
          cpu: 0.01 * 1.07 ** ((slot * 60 + pod * 7) % 170),
          memory: 1e7 * 1.06 ** ((slot * 31 + pod * 11) % 190),
        })),
      );
    }
    for (let kill = 0; kill < 48; kill++) {
      recordOutOfMemory(day, kill * 1700, { pod: 1, limit: 2 ** 40 + kill });
    }
    const before = new UsageWindow();
    before.add(20000, day);
    compactContainerDay(day);
    const bytes = encodeContainerDay(day);
    expect(bytes.length).toBeLessThanOrEqual(1024);
    const after = new UsageWindow();
    after.add(20000, decodeContainerDay(bytes));
    expect([after.samples, after.memorySamples, after.cpuPeak]).toEqual([
      before.samples,
      before.memorySamples,
      before.cpuPeak,
    ]);
    for (const part of [0.5, 0.9, 0.99]) {
      expect(after.cpu.percentile(part)).toBeGreaterThanOrEqual(
        before.cpu.percentile(part),
      );
    }
  });

  it('is refused or read, whatever the bytes are', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), bytes => {
        let outcome: string;
        try {
          const day = decodeContainerDay(Uint8Array.from([1, ...bytes]));
          outcome = day.slots.length === 288 ? 'read' : 'wrong';
        } catch (error) {
          outcome = (error as Error).message;
        }
        expect(outcome).toMatch(/^read$|damaged/);
      }),
    );
  });

  it('keeps what strategies need of all pods when it is made smaller', () => {
    const whole = busyDay(60, 1);
    const small = decodeContainerDay(encodeContainerDay(whole));
    expect(compactContainerDay(small)).toBe(true);
    const [before, after] = [whole, small].map(day => {
      const window = new UsageWindow();
      window.add(20000, day);
      return window;
    });
    for (const part of [0.5, 0.9, 0.95, 0.99]) {
      expect(after.cpu.percentile(part)).toBe(before.cpu.percentile(part));
      expect(after.memoryPeaks.percentile(part)).toBe(
        before.memoryPeaks.percentile(part),
      );
    }
    expect(after.memoryPeak).toBe(before.memoryPeak);
    expect(after.pods.size).toBeLessThan(before.pods.size);
  });

  it('counts a kill once', () => {
    const day = emptyContainerDay();
    recordSlot(day, 0, [{ pod: 1, memory: 100 * MIB }]);
    const kill = { pod: 1, limit: 128 * MIB, request: 64 * MIB };
    expect(recordOutOfMemory(day, 60, kill)).toBe(true);
    expect(recordOutOfMemory(day, 60, kill)).toBe(false);
    expect(day.outOfMemory).toEqual(new Map([[60, 128 * MIB]]));
  });
});

describe("the Vertical Pod Autoscaler's sample of a kill", () => {
  it.each([
    ['20 % more', 1000, 0, 1200],
    ['at least 100 MiB more', 1, 0, 101],
    ['of the usage where that is more than the request', 1000, 3000, 3600],
    ['of a larger kill', 2000, 1000, 2400],
  ])('is %s', (_, request, peak, expected) => {
    expect(outOfMemorySample(request * MIB, peak * MIB) / MIB).toBeCloseTo(
      expected,
      9,
    );
  });
});

describe('the usage of some days', () => {
  it('is the same in whatever order days are added', () => {
    const days = [busyDay(2, 0.5), busyDay(3, 1), busyDay(1, 0.2)];
    const sum = (order: number[]) => {
      const window = new UsageWindow();
      order.forEach(index => window.add(20000 + index, days[index]));
      return [
        ...[0.1, 0.5, 0.9, 0.95, 1].flatMap(part => [
          window.cpu.percentile(part),
          window.cpuDecayed.percentile(part),
          window.memoryPeaks.percentile(part),
        ]),
        window.samples,
        window.firstAt,
        window.lastAt,
        window.days,
      ];
    };
    const expected = sum([0, 1, 2]);
    expect(sum([2, 0, 1])).toEqual(expected);
    expect(sum([1, 2, 0])).toEqual(expected);
    expect(expected.slice(-4)).toEqual([
      6 * 288,
      20000 * DAY_SECONDS,
      20003 * DAY_SECONDS - 300,
      3,
    ]);
  });
});
