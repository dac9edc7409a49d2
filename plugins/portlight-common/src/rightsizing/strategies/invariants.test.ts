import fc from 'fast-check';
import { containerOf, FIRST_DAY, MIB } from '../__testUtils__/windows';
import { CPU_BUCKETS, DecayingHistogram, Histogram } from '../histogram';
import {
  DAY_SECONDS,
  emptyContainerDay,
  recordOutOfMemory,
  recordSlot,
  UsageWindow,
} from '../usage';
import {
  DEFAULT_STRATEGY_SETTINGS as SETTINGS,
  sizeKrr,
  sizePortlight,
  sizeVpa,
} from '.';

const HOUR = 3600;
const runs = { numRuns: 60 };

const samples = fc.array(
  fc.record({
    value: fc.double({ min: 0, max: 2000, noNaN: true }),
    weight: fc.integer({ min: 1, max: 1000 }),
    at: fc.integer({ min: 0, max: 40 * DAY_SECONDS }),
  }),
  { maxLength: 20 },
);
type Samples = { value: number; weight: number; at: number }[];

function plain(of: Samples): Histogram {
  const histogram = new Histogram(CPU_BUCKETS);
  of.forEach(({ value, weight }) => histogram.add(value, weight));
  return histogram;
}

function decaying(of: Samples): DecayingHistogram {
  const histogram = new DecayingHistogram(CPU_BUCKETS, 24 * HOUR);
  of.forEach(({ value, weight, at }) => histogram.add(value, weight, at));
  return histogram;
}

function merged<H extends { merge(other: H): void }>(left: H, right: H): H {
  left.merge(right);
  return left;
}

/** Weights as parts of all, by bucket. */
function shape(histogram: Histogram | DecayingHistogram): [number, number][] {
  const buckets = [...histogram.buckets()];
  const total = buckets.reduce((sum, [, weight]) => sum + weight, 0);
  return buckets.map(([bucket, weight]) => [bucket, weight / total]);
}

function expectAlike(left: [number, number][], right: [number, number][]) {
  expect(left.map(([bucket]) => bucket)).toEqual(
    right.map(([bucket]) => bucket),
  );
  left.forEach(([, part], index) =>
    expect(part).toBeCloseTo(right[index][1], 9),
  );
}

describe.each([
  ['a histogram', plain],
  ['a decaying histogram', decaying],
] as [string, (of: Samples) => any][])('%s', (_, make) => {
  it('is merged in whatever order and grouping', () => {
    fc.assert(
      fc.property(samples, samples, samples, (a, b, c) => {
        const expected = shape(make([...a, ...b, ...c]));
        expectAlike(shape(merged(merged(make(a), make(b)), make(c))), expected);
        expectAlike(shape(merged(make(a), merged(make(b), make(c)))), expected);
        expectAlike(shape(merged(merged(make(c), make(a)), make(b))), expected);
      }),
      runs,
    );
  });

  it('has percentiles that never fall, of which none is below what it covers', () => {
    fc.assert(
      fc.property(samples, of => {
        const histogram = make(of);
        let before = 0;
        for (let part = 0; part <= 1; part += 0.05) {
          const value = histogram.percentile(part);
          expect(value).toBeGreaterThanOrEqual(before);
          before = value;
        }
      }),
      runs,
    );
  });
});

it('a percentile is at least the exact one, and at most a bucket above it', () => {
  const values = fc.array(fc.double({ min: 0, max: 900, noNaN: true }), {
    minLength: 1,
    maxLength: 50,
  });
  const parts = fc.double({ min: 0.01, max: 1, noNaN: true });
  fc.assert(
    fc.property(values, parts, (of, part) => {
      const histogram = new Histogram(CPU_BUCKETS);
      of.forEach(value => histogram.add(value));
      const sorted = [...of].sort((left, right) => left - right);
      const exact = sorted[Math.ceil(part * of.length - 1e-9) - 1];
      const found = histogram.percentile(part);
      expect(found).toBeGreaterThanOrEqual(exact * (1 - 1e-9));
      expect(found).toBeLessThanOrEqual(exact * 1.05 + 0.0101);
    }),
    runs,
  );
});

const slots = fc.array(
  fc.array(
    fc.record({
      pod: fc.integer({ min: 0, max: 3 }),
      cpu: fc.double({ min: 0, max: 64, noNaN: true }),
      memory: fc.double({ min: 0, max: 64 * 1024 * MIB, noNaN: true }),
    }),
    { maxLength: 4 },
  ),
  { maxLength: 12 },
);
const amounts = fc.record(
  {
    cpu: fc.integer({ min: 1, max: 64_000 }).map(milli => milli / 1000),
    memory: fc.integer({ min: 1, max: 65_536 }).map(mebi => mebi * MIB),
  },
  { requiredKeys: [] },
);

it('no strategy recommends less than its floors, than a kill says, or a limit below the request', () => {
  fc.assert(
    fc.property(
      slots,
      amounts,
      amounts,
      fc.option(fc.integer({ min: 1, max: 65_536 }), { nil: undefined }),
      (used, requests, more, killed) => {
        const day = emptyContainerDay();
        used.forEach((each, slot) => recordSlot(day, slot, each));
        if (killed !== undefined) {
          recordOutOfMemory(day, 7, { pod: 0, limit: killed * MIB });
        }
        const window = new UsageWindow();
        window.add(FIRST_DAY, day);
        // Kubernetes has no request above its limit.
        const limits = {
          ...(more.cpu !== undefined && {
            cpu: Math.max(more.cpu, requests.cpu ?? 0),
          }),
          ...(more.memory !== undefined && {
            memory: Math.max(more.memory, requests.memory ?? 0),
          }),
        };
        const container = containerOf({
          requests: { ...limits, ...requests },
          limits,
        });
        const facts = {
          container,
          containersInPod: 1,
          now: (FIRST_DAY + 1) * DAY_SECONDS,
        };
        const settings = { ...SETTINGS, minimumSamples: 1 };
        const targets = {
          portlight: sizePortlight(window, facts, settings),
          vpa: sizeVpa(window, facts),
          krr: sizeKrr(window, facts),
          limited: sizeKrr(window, facts, { krr: 'simple_limit' }),
        };
        for (const { cpu, memory } of Object.values(targets)) {
          if (cpu.request !== undefined) {
            expect(cpu.request).toBeGreaterThanOrEqual(0.01);
          }
          for (const [resource, target] of [
            ['cpu', cpu],
            ['memory', memory],
          ] as const) {
            const limit =
              target.limit === null
                ? undefined
                : target.limit ?? limits[resource];
            if (limit !== undefined && target.request !== undefined) {
              expect(limit).toBeGreaterThanOrEqual(target.request);
            }
          }
        }
        const { memory } = targets.portlight;
        if (memory.request !== undefined) {
          expect(memory.request).toBeGreaterThanOrEqual(32 * MIB);
          expect(memory.request).toBeGreaterThanOrEqual(
            window.memorySamples > 0 ? window.memoryPeak * 1.149 : 0,
          );
        }
        if (killed !== undefined) {
          expect(memory.request).toBeGreaterThanOrEqual(killed * MIB * 1.25);
          // It was killed on that day: never less than there is.
          expect(memory.request).toBeGreaterThanOrEqual(
            container.requests.memory ?? 0,
          );
        }
      },
    ),
    { numRuns: 150 },
  );
});
