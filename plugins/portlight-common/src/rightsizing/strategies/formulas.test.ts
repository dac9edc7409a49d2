import {
  containerOf,
  FIRST_DAY,
  MIB,
  windowOf,
} from '../__testUtils__/windows';
import { CPU_BUCKETS, MEMORY_BUCKETS } from '../histogram';
import {
  DAY_SECONDS,
  emptyContainerDay,
  recordSlot,
  type SlotSample,
  UsageWindow,
} from '../usage';
import { outOfMemorySample } from '../usage/ContainerDay';
import type { Autoscaler } from '../types';
import {
  type ContainerFacts,
  DEFAULT_STRATEGY_SETTINGS as SETTINGS,
  sizeKrr,
  sizePortlight,
  sizeVpa,
} from '.';

/**
 * Values that were reckoned by hand (with Python's integers and floats, not with this code) from what the Vertical Pod
 * Autoscaler's recommender (model/histogram*.go, model/aggregations_config.go, logic/estimator.go, logic/recommender.go)
 * and KRR's strategies (strategies/simple.py, simple_limit.py) say: docs/rightsizing.md has the formulas.
 */

const CPU_SCALER: Autoscaler = {
  name: 'web',
  minReplicas: 2,
  maxReplicas: 8,
  targetCpu: 60,
  metrics: [],
};

function facts(changes: Partial<ContainerFacts> = {}): ContainerFacts {
  return {
    container: containerOf(),
    containersInPod: 1,
    now: (FIRST_DAY + 8) * DAY_SECONDS,
    ...changes,
  };
}

/** The samples of some five minutes of a day, the first ones of it. */
function windowOfSlots(slots: readonly (readonly SlotSample[])[]): UsageWindow {
  const day = emptyContainerDay();
  slots.forEach((samples, slot) => recordSlot(day, slot, samples));
  const window = new UsageWindow();
  window.add(FIRST_DAY, day);
  return window;
}

describe('buckets of the Vertical Pod Autoscaler: start(n) = first x (1.05^n - 1) / 0.05', () => {
  it.each([
    [0, 0, 0],
    [1, 0.01, 1e7],
    [2, 0.0205, 2.05e7],
    [3, 0.031525, 3.1525e7],
    [10, 0.1257789253554884, 125778925.355488],
    [50, 2.09347995715074, 2093479957.15074],
    [100, 26.1002515692608, 26100251569.2608],
    [175, 1021.1094089048659, 1021109408904.866],
  ])('bucket %d begins at %d cores, %d bytes', (bucket, cores, bytes) => {
    expect(CPU_BUCKETS.start(bucket)).toBeCloseTo(cores, 9);
    expect(MEMORY_BUCKETS.start(bucket) / bytes || 1).toBeCloseTo(1, 9);
  });

  // find(v) = floor(ln(v x 0.05 / first + 1) / ln 1.05), at most 175.
  it.each([
    [0, 0],
    [0.00999, 0],
    [0.1, 8],
    [0.25, 16],
    [0.3, 18],
    [0.5, 25],
    [1, 36],
    [2, 49],
    [7.3, 74],
    [64, 118],
    [900, 172],
    [5000, 175],
  ])('%d cores are in bucket %d', (cores, bucket) => {
    expect(CPU_BUCKETS.find(cores)).toBe(bucket);
  });

  it.each([
    [1e6, 0],
    [5e7, 4],
    [100 * MIB, 8],
    [400 * MIB, 23],
    [1e9, 36],
    [1200 * MIB, 40],
    [32 * 1024 * MIB, 105],
    [2e12, 175],
  ])('%d bytes are in bucket %d', (bytes, bucket) => {
    expect(MEMORY_BUCKETS.find(bytes)).toBe(bucket);
  });
});

describe('what the Vertical Pod Autoscaler recommends', () => {
  it('of 0.3 cores and 400 MiB for eight days', () => {
    // The end of bucket 18 is 0.30539 cores: 305 m + floor(45.75 m). Confidence 7.9965 days:
    // 350 x (1 + 0.001 / 7.9965)^-2 = 349.91, 350 x (1 + 1 / 7.9965) = 393.77.
    // The end of bucket 23 is 445,019,988.7 bytes: + floor(15 %) = 511,772,986.
    const window = windowOf({
      days: 8,
      use: () => ({ cpu: 0.3, memory: 400 * MIB }),
    });
    expect(sizeVpa(window, facts())).toEqual({
      cpu: { request: 0.35, lower: 0.349, upper: 0.393, notes: [] },
      memory: {
        request: 511_772_986,
        lower: 511_645_011,
        upper: 575_772_386,
        notes: [],
      },
    });
  });

  it('of an hour: bounds are wide', () => {
    // Confidence min(55 min, 60 samples) = 0.0382 days: 350 x (1 + 1 / 0.0382) = 9513.6.
    const window = windowOfSlots(
      Array.from({ length: 12 }, () => [{ pod: 1, cpu: 0.3 }]),
    );
    expect(sizeVpa(window, facts()).cpu).toMatchObject({
      request: 0.35,
      lower: 0.332,
      upper: 9.513,
    });
  });

  it('of percentiles: 90 for the target, 50 and 95 for the bounds', () => {
    // Of 100 slots 40 x 0.1, 52 x 0.5, 8 x 2: half is within 0.5, 90 % too, 95 % not.
    const window = windowOfSlots(
      Array.from({ length: 100 }, (_, slot) => {
        if (slot % 25 < 2) return [{ pod: 1, cpu: 2 }];
        return [{ pod: 1, cpu: slot % 25 < 12 ? 0.1 : 0.5 }];
      }),
    );
    const { cpu } = sizeVpa(window, facts());
    // End of bucket 25: 511 m + 76 m.
    expect(cpu.request).toBe(0.587);
    // End of bucket 49: 2093 m + 313 m, times 1 + 1 / 0.34375.
    expect(cpu.upper).toBe(9.405);
  });

  it.each([
    [1, 0.025, 250 * MIB],
    [2, 0.012, 125 * MIB],
    // The end of bucket 0 is 10 m: with 15 % more than a third of 25 m.
    [3, 0.011, 87_381_333],
  ])(
    'is at least 25 m and 250 MiB, shared by %d containers',
    (containersInPod, cpu, memory) => {
      const window = windowOf({ use: () => ({ cpu: 0.001, memory: MIB }) });
      const target = sizeVpa(window, facts({ containersInPod }));
      expect([target.cpu.request, target.memory.request]).toEqual([
        cpu,
        memory,
      ]);
    },
  );

  it.each([
    // max(used + 100 MiB, used x 1.2), used = max(request, peak).
    [256, 200, 356],
    [500, 0, 600],
    [0, 800, 960],
    [1000, 900, 1200],
  ])(
    'after a kill with a request of %d and a peak of %d MiB counts %d MiB',
    (request, peak, expected) => {
      expect(outOfMemorySample(request * MIB, peak * MIB)).toBeCloseTo(
        expected * MIB,
        3,
      );
    },
  );

  it('of one sample of memory per pod and 24 hours: its peak', () => {
    // Peaks of nine days are 100 MiB, that of the tenth is 1200 MiB: with a half-life of 24 hours it weighs as much as
    // all others together and more, so that 90 % are not reached before it.
    const window = windowOf({
      days: 10,
      use: ({ day, slot }) => ({
        memory: (day === 9 && slot === 5 ? 1200 : 100) * MIB,
      }),
    });
    // End of bucket 40: 1,278,397,629 + floor(15 %).
    expect(sizeVpa(window, facts()).memory.request).toBe(1_470_157_273);
  });
});

describe('what KRR recommends', () => {
  const pods = [0.1, 0.2, 0.4];
  const window = windowOf({
    pods: 3,
    use: ({ pod, slot }) => ({
      // 4 % of the samples are higher: the 95th percentile is below, the 96th of all is not.
      cpu: slot % 24 === 0 ? 1 : pods[pod],
      memory: (300 + pod * 50) * MIB,
    }),
  });

  it('simple: the highest 95th percentile of a pod, its peak of memory and 15 %', () => {
    const target = sizeKrr(window, facts());
    // 0.4 is in bucket 22, which ends at 0.414305.
    expect(target.cpu).toEqual({ request: 0.415, limit: null, notes: [] });
    // 400 MiB x 1.15.
    expect(target.memory).toEqual({
      request: 460 * MIB,
      limit: 460 * MIB,
      notes: [],
    });
  });

  it('simple_limit: the 66th percentile of all pods together, and the 96th as the limit', () => {
    const { cpu, memory } = sizeKrr(window, facts(), { krr: 'simple_limit' });
    // A third is 0.1, a third 0.2 (95.8 % of each): 63.9 % are below 0.4. 95.8 % are below 1, the peak.
    expect(cpu).toEqual({ request: 0.415, limit: 1, notes: [] });
    expect(memory.limit).toBe(460 * MIB);
  });

  it.each([
    [99, undefined],
    [100, 0.2],
  ])('of %d points: %s', (points, request) => {
    const few = windowOfSlots(
      Array.from({ length: points }, () => [{ pod: 1, cpu: 0.2 }]),
    );
    expect(sizeKrr(few, facts()).cpu.request).toBe(request);
  });

  it.each([
    [undefined, 200, 230],
    [512, 200, 640],
    [160, 200, 230],
    [undefined, 10, 100],
  ])(
    'with a kill at %s MiB and a peak of %d MiB: %d MiB',
    (limit, peak, expected) => {
      const killed = windowOf({
        use: () => ({ cpu: 0.1, memory: peak * MIB }),
        kills: limit === undefined ? [] : [{ day: 0, limit: limit * MIB }],
      });
      expect(sizeKrr(killed, facts()).memory.request).toBe(expected * MIB);
    },
  );

  it('nothing for what an autoscaler scales by', () => {
    const { cpu, memory } = sizeKrr(window, facts({ autoscaler: CPU_SCALER }));
    expect(cpu.request).toBeUndefined();
    expect(memory.request).toBe(460 * MIB);
  });
});

describe('what Portlight recommends', () => {
  it.each([
    // P95 x 1.15, no more than the peak x 1.15, up to the next thousandth; at least 10 m.
    [0.3, 0.345],
    [0.1, 0.115],
    [2, 2.3],
    [0.0051, 0.01],
  ])('of %d cores all the time: %d', (cpu, request) => {
    const window = windowOf({ use: () => ({ cpu, memory: MIB }) });
    expect(sizePortlight(window, facts(), SETTINGS).cpu.request).toBe(request);
  });

  it.each([
    // The larger of peak and P99, x 1.15, up to the next MiB; at least 32 MiB.
    [200, 230],
    [333, 383],
    [10, 32],
  ])('of %d MiB all the time: %d MiB', (used, request) => {
    const window = windowOf({ use: () => ({ cpu: 1, memory: used * MIB }) });
    expect(sizePortlight(window, facts(), SETTINGS).memory.request).toBe(
      request * MIB,
    );
  });

  it.each([
    [1, 287, 'that takes 1 hour more'],
    [3, 12, 'that takes 7 hours more'],
    [1, 12, 'that takes 23 hours more'],
  ])(
    'with %d pods and %d five minutes says when it is enough',
    (pods, slots, words) => {
      const window = windowOfSlots(
        Array.from({ length: slots }, () =>
          Array.from({ length: pods }, (_, pod) => ({
            pod,
            cpu: 1,
            memory: 1,
          })),
        ),
      );
      const settings = { ...SETTINGS, minimumSamples: 288 };
      const { cpu, memory } = sizePortlight(window, facts(), settings);
      expect([cpu.request, memory.request]).toEqual([undefined, undefined]);
      expect(cpu.notes.join()).toContain(words);
      expect(memory.notes.join()).toContain(words);
    },
  );
});
