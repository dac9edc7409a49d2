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

/** Whether two have the same buckets, with the same parts but for what sums of floats differ by. */
function areAlike(left: [number, number][], right: [number, number][]) {
  return (
    left.length === right.length &&
    left.every(
      ([bucket, part], index) =>
        bucket === right[index][0] && Math.abs(part - right[index][1]) < 1e-9,
    )
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
        for (const histogram of [
          merged(merged(make(a), make(b)), make(c)),
          merged(make(a), merged(make(b), make(c))),
          merged(merged(make(c), make(a)), make(b)),
        ]) {
          expect(areAlike(shape(histogram), expected)).toBe(true);
        }
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
        const effective = (
          resource: 'cpu' | 'memory',
          { limit }: { limit?: number | null },
        ) =>
          limit === null ? Infinity : limit ?? limits[resource] ?? Infinity;
        for (const { cpu, memory } of Object.values(targets)) {
          expect(cpu.request ?? Infinity).toBeGreaterThanOrEqual(0.01);
          expect(effective('cpu', cpu)).toBeGreaterThanOrEqual(
            cpu.request ?? 0,
          );
          expect(effective('memory', memory)).toBeGreaterThanOrEqual(
            memory.request ?? 0,
          );
        }
        const request = targets.portlight.memory.request ?? Infinity;
        expect(request).toBeGreaterThanOrEqual(32 * MIB);
        expect(request).toBeGreaterThanOrEqual(window.memoryPeak * 1.149);
        // It was killed on that day: never less than there is.
        expect(request).toBeGreaterThanOrEqual(
          killed === undefined
            ? 0
            : Math.max(killed * MIB * 1.25, container.requests.memory ?? 0),
        );
      },
    ),
    { numRuns: 150 },
  );
});
