import fc from 'fast-check';
import * as promql from '../__testUtils__/promql';
import {
  counter,
  gauge,
  histogramSamples,
  scrapeOf,
} from '../__testUtils__/scrapeOf';
import { Aggregator } from './Aggregator';
import { describeFamily } from './describeFamily';
import { estimateQuantile } from './histogram';
import { fromSampleValue } from './sampleValue';

const WINDOW = 60;

/** How far two numbers are apart, as a part of the larger one. */
function apart(actual: number, expected: number): number {
  if (Object.is(actual, expected)) {
    return 0;
  }
  const scale = Math.max(Math.abs(actual), Math.abs(expected), 1e-9);
  const distance = Math.abs(actual - expected) / scale;
  return Number.isNaN(distance) ? Infinity : distance;
}

const PRECISION = 1e-9;

const number = fc.oneof(
  fc.double({ min: -1e6, max: 1e6, noNaN: true }),
  fc.constantFrom(NaN, Infinity, -Infinity),
);

describe('As in PromQL', () => {
  it('are sum, avg, min, max and count by labels', () => {
    const peers = fc.array(
      fc.array(fc.tuple(fc.constantFrom('a', 'b', 'c'), number), {
        maxLength: 4,
      }),
      { minLength: 1, maxLength: 6 },
    );
    fc.assert(
      fc.property(peers, exposed => {
        const aggregator = new Aggregator();
        const groups = new Map<string, number[]>();
        exposed.forEach((samples, index) => {
          const unique = [...new Map([...samples].reverse())];
          aggregator.add({
            peer: { id: `${index}`, name: `${index}` },
            at: 1000,
            scrape: scrapeOf([
              gauge(
                'y',
                ...unique.map(
                  ([zone, value]): [Record<string, string>, number] => [
                    { zone },
                    value,
                  ],
                ),
              ),
            ]),
          });
          for (const [zone, value] of unique) {
            groups.set(zone, [...(groups.get(zone) ?? []), value]);
          }
        });
        const series = describeFamily(aggregator.snapshot(), 'y')?.series ?? [];
        expect(series.map(({ labels }) => labels.zone)).toEqual(
          [...groups.keys()].sort(),
        );
        for (const { labels, count, ...rest } of series) {
          const expected = promql.aggregate(groups.get(labels.zone) ?? []);
          expect(count).toBe(expected.count);
          expect(
            apart(fromSampleValue(rest.minimum!), expected.minimum),
          ).toBeLessThan(PRECISION);
          expect(
            apart(fromSampleValue(rest.maximum!), expected.maximum),
          ).toBeLessThan(PRECISION);
          // sums of numbers that take each other away are only as good as the largest of them
          const slack = Number.isFinite(expected.sum) ? 1e6 : 0;
          expect(
            apart(fromSampleValue(rest.sum!) + slack, expected.sum + slack),
          ).toBeLessThan(PRECISION);
          expect(
            apart(
              fromSampleValue(rest.average!) + slack,
              expected.average + slack,
            ),
          ).toBeLessThan(PRECISION);
        }
      }),
    );
  });

  /** Growth between scrapes; a reset begins at 0 again. */
  const counters = fc.array(
    fc.record({
      after: fc.integer({ min: 5, max: 25 }),
      growth: fc.integer({ min: 0, max: 100 }),
      reset: fc.boolean(),
      missing: fc.boolean(),
    }),
    { minLength: 2, maxLength: 12 },
  );

  function run(steps: { after: number; value?: number }[]) {
    const aggregator = new Aggregator({ window: WINDOW });
    const points: promql.Point[] = [];
    let at = 1000;
    for (const { after, value } of steps) {
      at += after;
      if (value !== undefined) {
        points.push({ at, value });
      }
      aggregator.add({
        peer: { id: 'a', name: 'a' },
        at,
        scrape: scrapeOf(
          value === undefined ? [] : [counter('x_total', [{}, value])],
        ),
      });
    }
    const series = describeFamily(aggregator.snapshot(), 'x_total')?.series[0];
    return { rate: series?.rate, points, at };
  }

  it('is rate, over the samples that there are', () => {
    fc.assert(
      fc.property(counters, steps => {
        let level = 0;
        const { rate, points, at } = run(
          steps.map(({ after, growth, reset, missing }, index) => {
            level = reset ? growth : level + growth;
            // the last one is there: what is stale has no rate
            const isGone = missing && index < steps.length - 1;
            return { after, value: isGone ? undefined : level };
          }),
        );
        const expected = promql.plainRate(points, at, WINDOW);
        // Two scrapes are enough, also where one of them is before the window.
        fc.pre(expected !== undefined);
        expect(apart(rate ?? NaN, expected)).toBeLessThan(PRECISION);
      }),
    );
  });

  it('is rate with its extrapolation, where the series is in the whole window', () => {
    fc.assert(
      fc.property(counters, steps => {
        let level = 1e6;
        const { rate, points, at } = run(
          // every 15 s for more than the window
          Array.from({ length: 6 }, (_, index) => {
            level += steps[index % steps.length].growth;
            return { after: 15, value: level };
          }),
        );
        expect(
          apart(rate ?? NaN, promql.rate(points, at, WINDOW) ?? NaN),
        ).toBeLessThan(PRECISION);
      }),
    );
  });

  const histogram = fc.uniqueArray(
    fc.record({
      bound: fc.oneof(
        fc.double({ min: -10, max: 100, noNaN: true }),
        fc.integer({ min: -3, max: 20 }),
      ),
      count: fc.nat(100),
    }),
    { selector: ({ bound }) => bound + 0, maxLength: 8 },
  );

  it('is histogram_quantile', () => {
    fc.assert(
      fc.property(
        histogram,
        fc.nat(100),
        fc.constantFrom(0.01, 0.5, 0.95, 0.99, 1),
        (some, rest, quantile) => {
          const buckets = [...some, { bound: Infinity, count: rest }].sort(
            (a, b) => (a.bound < b.bound ? -1 : 1),
          );
          const { value, error } = estimateQuantile(quantile, {
            bounds: buckets.map(({ bound }) => bound),
            counts: buckets.map(({ count }) => count),
          });
          expect(
            apart(value, promql.histogramQuantile(quantile, buckets)),
          ).toBeLessThan(PRECISION);
          expect(error ?? 0).toBeGreaterThanOrEqual(0);
        },
      ),
    );
  });

  it('is histogram_quantile of the sum of rates by bound', () => {
    const observations = fc.array(fc.nat(20), { minLength: 4, maxLength: 4 });
    const peers = fc.array(fc.tuple(observations, observations), {
      minLength: 1,
      maxLength: 4,
    });
    const bounds = [0.1, 1, 10, Infinity];
    const levels = (counts: number[]) => {
      let total = 0;
      return counts.map(count => (total += count));
    };
    fc.assert(
      fc.property(peers, exposed => {
        const aggregator = new Aggregator();
        const rates = bounds.map(() => 0);
        exposed.forEach(([first, grown], index) => {
          const before = levels(first);
          const after = levels(grown).map((more, at) => before[at] + more);
          [before, after].forEach((counts, round) => {
            aggregator.add({
              peer: { id: `${index}`, name: `${index}` },
              // each peer in its own time
              at: 1000 + round * (10 + index),
              scrape: scrapeOf([
                {
                  name: 'h',
                  type: 'histogram',
                  samples: histogramSamples(
                    {},
                    Object.fromEntries(
                      bounds.map((bound, at) => [
                        bound === Infinity ? '+Inf' : String(bound),
                        counts[at],
                      ]),
                    ),
                  ),
                },
              ]),
            });
          });
          after.forEach((count, at) => {
            rates[at] += (count - before[at]) / (10 + index);
          });
        });
        const found = describeFamily(aggregator.snapshot(), 'h')!.series[0];
        for (const { quantile, value } of found.histogram!.quantiles) {
          expect(
            apart(
              fromSampleValue(value),
              promql.histogramQuantile(
                quantile,
                bounds.map((bound, at) => ({ bound, count: rates[at] })),
              ),
            ),
          ).toBeLessThan(PRECISION);
        }
      }),
    );
  });

  it('errs by no more than it says', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0.001, max: 20, noNaN: true }), {
          minLength: 1,
          maxLength: 60,
        }),
        fc.constantFrom(0.5, 0.95, 0.99),
        (observed, quantile) => {
          const sorted = [...observed].sort((a, b) => a - b);
          const bounds = [0.1, 0.5, 1, 2, 5, 10, Infinity];
          const { value, error } = estimateQuantile(quantile, {
            bounds,
            counts: bounds.map(
              bound => sorted.filter(one => one <= bound).length,
            ),
          });
          const exact =
            sorted[Math.max(0, Math.ceil(quantile * sorted.length) - 1)];
          // Beyond the highest bound nothing is known but that it is beyond.
          const distance =
            error === undefined ? value - exact : Math.abs(exact - value);
          expect(distance).toBeLessThanOrEqual((error ?? 0) + PRECISION);
        },
      ),
    );
  });
});
