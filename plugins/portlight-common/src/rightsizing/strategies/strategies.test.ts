import {
  containerOf,
  FIRST_DAY,
  GIB,
  MIB,
  type Use,
  windowOf,
} from '../__testUtils__/windows';
import {
  CPU_BUCKETS,
  DecayingHistogram,
  Histogram,
  MEMORY_BUCKETS,
} from '../histogram';
import type { Autoscaler, SizedContainer } from '../types';
import { DAY_SECONDS, UsageWindow } from '../usage';
import {
  confidenceFactor,
  type ContainerFacts,
  DEFAULT_STRATEGY_SETTINGS as SETTINGS,
  sizeKrr,
  sizePortlight,
  sizeVpa,
  vpaConfidence,
} from '.';

const AUTOSCALER: Autoscaler = {
  name: 'cart',
  minReplicas: 2,
  maxReplicas: 10,
  targetCpu: 70,
  metrics: [],
};

function facts(
  container: Partial<SizedContainer> = {},
  more: Partial<ContainerFacts> = {},
): ContainerFacts {
  return {
    container: containerOf(container),
    containersInPod: 1,
    now: (FIRST_DAY + 14) * DAY_SECONDS,
    ...more,
  };
}

const steady =
  (cpu: number, memory: number): Use =>
  () => ({ cpu, memory });

/** The end of the bucket of a value, which is what a percentile is. */
const above = (cores: number) => CPU_BUCKETS.start(CPU_BUCKETS.find(cores) + 1);
const milli = (cores: number) => Math.ceil(cores * 1000 - 1e-9) / 1000;
const mebi = (bytes: number) => Math.ceil(bytes / MIB - 1e-9) * MIB;

describe('portlight', () => {
  it('takes the 95th percentile of all pods and 15 % more', () => {
    const window = windowOf({
      days: 2,
      pods: 2,
      // 4 % of the time a peak: not counted; of the other pod 20 %.
      use: ({ pod, slot }) => ({
        cpu: slot % 25 === 0 ? 2 : 0.2 + pod * 0.1,
        memory: 300 * MIB,
      }),
    });
    const { cpu, memory } = sizePortlight(window, facts(), SETTINGS);
    expect(cpu.request).toBe(milli(above(0.3) * 1.15));
    expect(memory.request).toBe(mebi(300 * MIB * 1.15));
    expect(cpu.limit).toBeUndefined();
  });

  it.each([
    ['of today counts in full', 14, 0, 1],
    ['of seven days ago counts in full', 14, 7, 1],
    [
      'of fourteen days ago counts half of what it was above the usual',
      21,
      14,
      0.5,
    ],
  ])('a peak of memory %s', (_, days, age, part) => {
    const window = windowOf({
      days: 1,
      use: steady(0.1, 200 * MIB),
    });
    window.peaks.push({ day: FIRST_DAY + days - age, bytes: 800 * MIB });
    window.memoryPeak = 800 * MIB;
    const usual = MEMORY_BUCKETS.start(MEMORY_BUCKETS.find(200 * MIB) + 1);
    const { memory } = sizePortlight(
      window,
      facts({}, { now: (FIRST_DAY + days) * DAY_SECONDS + 60 }),
      SETTINGS,
    );
    expect(memory.request).toBe(
      mebi((usual + (800 * MIB - usual) * part) * 1.15),
    );
  });

  it('has floors', () => {
    const window = windowOf({ use: steady(0.0001, 1 * MIB) });
    const { cpu, memory } = sizePortlight(window, facts(), SETTINGS);
    expect(cpu.request).toBe(0.01);
    expect(memory.request).toBe(32 * MIB);
    expect(memory.notes.join()).toContain('least');
    const strict = { ...SETTINGS, floors: { cpu: 0.05, memory: 64 * MIB } };
    const floored = sizePortlight(window, facts(), strict);
    expect([floored.cpu.request, floored.memory.request]).toEqual([
      0.05,
      64 * MIB,
    ]);
  });

  it('says nothing with too few samples', () => {
    const window = new UsageWindow();
    const { cpu, memory } = sizePortlight(window, facts(), SETTINGS);
    expect(cpu.request).toBeUndefined();
    expect(memory.request).toBeUndefined();
    expect(cpu.notes.join()).toContain('Only 0 samples');
  });

  it('gives a quarter more than the limit at which memory was not enough, and a limit with it', () => {
    const window = windowOf({
      days: 2,
      use: steady(0.1, 400 * MIB),
      kills: [{ day: 0, limit: 512 * MIB }],
    });
    const { memory } = sizePortlight(
      window,
      facts({ requests: { memory: 256 * MIB }, limits: { memory: 512 * MIB } }),
      SETTINGS,
    );
    expect(memory).toMatchObject({ request: 640 * MIB, limit: 640 * MIB });
    expect(memory.notes.join()).toContain('ran out of memory 1 times');
  });

  it.each([
    ['less memory soon after a kill', 1, 2 * GIB],
    [
      'less memory a week after a kill, but more than then',
      9,
      mebi(128 * MIB * 1.25),
    ],
  ])('recommends no %s', (_, daysAgo, expected) => {
    const window = windowOf({
      days: 2,
      use: steady(0.1, 100 * MIB),
      kills: [{ day: 1, limit: 128 * MIB }],
    });
    const { memory } = sizePortlight(
      window,
      facts(
        { requests: { memory: 2 * GIB } },
        { now: (FIRST_DAY + 1 + daysAgo) * DAY_SECONDS },
      ),
      SETTINGS,
    );
    expect(memory.request).toBe(expected);
  });

  it('warns where an autoscaler scales by the CPU request, and keeps a memory request that it scales by', () => {
    const window = windowOf({ days: 2, use: steady(0.1, 100 * MIB) });
    const { cpu, memory } = sizePortlight(
      window,
      facts(
        { requests: { cpu: 1, memory: 2 * GIB } },
        { autoscaler: { ...AUTOSCALER, targetMemory: 80 } },
      ),
      SETTINGS,
    );
    expect(cpu.request).toBeLessThan(1);
    expect(cpu.notes.join()).toContain('together with');
    expect(memory.request).toBe(2 * GIB);
  });

  it.each([
    ['jvm', 'MaxRAMPercentage'],
    ['go', 'GOMEMLIMIT'],
  ] as const)('has a hint for %s', (runtime, word) => {
    const window = windowOf({ use: steady(0.1, 100 * MIB) });
    const { memory } = sizePortlight(window, facts({ runtime }), SETTINGS);
    expect(memory.notes.join()).toContain(word);
  });

  it('raises a CPU limit that is below the request', () => {
    const window = windowOf({ use: steady(0.5, 100 * MIB) });
    const { cpu } = sizePortlight(
      window,
      facts({ limits: { cpu: 0.5 } }),
      SETTINGS,
    );
    expect(cpu.limit).toBe(cpu.request);
  });
});

describe('vpa', () => {
  it('estimates percentiles within 5 %, as its own test has them', () => {
    const cpu = new Histogram(CPU_BUCKETS);
    const memory = new Histogram(MEMORY_BUCKETS);
    for (const value of [1, 2, 3]) {
      cpu.add(value);
      memory.add(value * 1e9);
    }
    expect(Math.abs(cpu.percentile(0.2) - 1)).toBeLessThan(0.05);
    expect(Math.abs(memory.percentile(0.5) - 2e9)).toBeLessThan(0.05 * 2e9);
  });

  it('has the confidence and the factor of its own test', () => {
    const confidence = vpaConfidence(0, 16 * 60, 9);
    expect(confidence).toBe(0.00625);
    expect(3.14 * confidenceFactor(0.1, 2, confidence)).toBeCloseTo(907.46, 9);
  });

  it.each([
    [1, 1, 0.5, 3],
    [1, 1, 1, 2],
    [1, 1, 7, 1.14],
    [1, 1, 0, Infinity],
    [0.001, -2, 5 / 1440, 0.6],
    [0.001, -2, 30 / 1440, 0.91],
    [0.001, -2, 60 / 1440, 0.95],
    [0.001, -2, 0, 0],
  ])(
    'multiplies by (1 + %d/c)^%d for %d days: %d',
    (multiplier, exponent, days, factor) => {
      const found = confidenceFactor(multiplier, exponent, days);
      expect(Math.round(found * 100) / 100).toBe(factor);
    },
  );

  it('recommends percentiles with a margin and bounds that widen where little is known', () => {
    const days = 8;
    const window = windowOf({
      days,
      use: ({ slot }) => ({
        cpu: 0.1 + (slot % 100) / 100,
        memory: 400 * MIB,
      }),
    });
    const expected = new DecayingHistogram(CPU_BUCKETS, DAY_SECONDS);
    for (let day = 0; day < days; day++) {
      for (let slot = 0; slot < 288; slot++) {
        expected.add(
          0.1 + (slot % 100) / 100,
          0.1,
          (FIRST_DAY + day) * DAY_SECONDS + slot * 300,
        );
      }
    }
    const { cpu, memory } = sizeVpa(window, facts());
    const confidence = days - 300 / DAY_SECONDS;
    // Whole thousandths at each step.
    const padded = (part: number) => {
      const base = Math.floor(expected.percentile(part) * 1000);
      return base + Math.floor(base * 0.15);
    };
    const whole = (amount: number) => Math.floor(amount) / 1000;
    expect(cpu.request).toBe(whole(padded(0.9)));
    expect(cpu.lower).toBe(whole(padded(0.5) * (1 + 0.001 / confidence) ** -2));
    expect(cpu.upper).toBe(whole(padded(0.95) * (1 + 1 / confidence)));
    const peak = MEMORY_BUCKETS.start(MEMORY_BUCKETS.find(400 * MIB) + 1);
    expect(memory.request).toBe(Math.floor(Math.floor(peak) * 1.15));
  });

  it('counts a kill as a fifth more than was requested', () => {
    const window = windowOf({
      use: steady(0.1, 900 * MIB),
      kills: [{ day: 0, limit: 1000 * MIB, request: 1000 * MIB }],
    });
    const { memory } = sizeVpa(window, facts());
    const peak = MEMORY_BUCKETS.start(MEMORY_BUCKETS.find(1200 * MIB) + 1);
    expect(memory.request).toBe(Math.floor(Math.floor(peak) * 1.15));
  });

  it.each([
    [1, 0.025, 250 * MIB],
    [2, 0.012, 125 * MIB],
  ])(
    'shares the floors of a pod by its %d containers',
    (containersInPod, cpu, memory) => {
      const window = windowOf({ use: steady(0.001, MIB) });
      const target = sizeVpa(window, facts({}, { containersInPod }));
      expect([target.cpu.request, target.memory.request]).toEqual([
        cpu,
        memory,
      ]);
    },
  );

  it('keeps limits in proportion', () => {
    const window = windowOf({ use: steady(0.5, 500 * MIB) });
    const { cpu } = sizeVpa(
      window,
      facts({ requests: { cpu: 1 }, limits: { cpu: 2 } }),
    );
    expect(cpu.limit).toBeCloseTo(cpu.request! * 2, 6);
  });

  it('says nothing without samples', () => {
    const target = sizeVpa(new UsageWindow(), facts());
    expect(target.cpu.request).toBeUndefined();
    expect(target.memory.request).toBeUndefined();
  });
});

describe('krr', () => {
  it('takes the highest 95th percentile of any pod, no CPU limit, and the peak of memory and 15 % as both', () => {
    const window = windowOf({
      pods: 3,
      use: ({ pod, slot }) => ({
        cpu: 0.1 * (pod + 1),
        memory: slot === 7 && pod === 1 ? 700 * MIB : 200 * MIB,
      }),
    });
    const { cpu, memory } = sizeKrr(window, facts());
    expect(cpu).toEqual({
      request: 0.3,
      limit: null,
      notes: [],
    });
    expect(memory.request).toBe(mebi(700 * MIB * 1.15));
    expect(memory.limit).toBe(memory.request);
  });

  it('is never more than a bucket above the exact percentile', () => {
    const window = windowOf({
      days: 2,
      pods: 2,
      use: ({ pod, slot }) => ({
        cpu: 0.05 + ((slot * 7919) % 1000) / (1000 + pod * 500),
        memory: MIB,
      }),
    });
    const exact = Array.from(
      { length: 288 },
      (_, slot) => 0.05 + ((slot * 7919) % 1000) / 1000,
    ).sort((a, b) => a - b)[Math.floor(0.95 * 287)];
    const { request } = sizeKrr(window, facts()).cpu;
    expect(request!).toBeGreaterThanOrEqual(exact);
    expect(request!).toBeLessThanOrEqual(exact * 1.06 + 0.001);
  });

  it('has floors, rounds up, and knows kills', () => {
    const low = sizeKrr(windowOf({ use: steady(0.0001, MIB) }), facts());
    expect([low.cpu.request, low.memory.request]).toEqual([0.01, 100 * MIB]);
    const killed = sizeKrr(
      windowOf({
        use: steady(0.1, 300 * MIB),
        kills: [{ day: 0, limit: 512 * MIB }],
      }),
      facts(),
    );
    expect(killed.memory.request).toBe(640 * MIB);
  });

  it('says nothing where an autoscaler scales by the resource, or of fewer than 100 points', () => {
    const window = windowOf({ use: steady(0.1, 300 * MIB) });
    const scaled = sizeKrr(window, facts({}, { autoscaler: AUTOSCALER }));
    expect(scaled.cpu.request).toBeUndefined();
    expect(scaled.memory.request).toBeDefined();
    const few = sizeKrr(new UsageWindow(), facts());
    expect(few.cpu.notes.join()).toContain('Not enough data: 0 points');
  });
});
