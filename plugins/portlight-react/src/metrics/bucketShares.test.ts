import type { AggregatedHistogram } from '@portlight/plugin-portlight-common';
import { addHistograms, bucketShares } from './bucketShares';

const histogram = (
  bounds: (number | '+Inf')[],
  counts: number[],
  change: Partial<AggregatedHistogram> = {},
): AggregatedHistogram => ({
  count: counts[counts.length - 1],
  exact: true,
  buckets: bounds.map((upperBound, index) => ({
    upperBound,
    count: counts[index],
  })),
  quantiles: [{ quantile: 0.5, value: 0 }],
  ...change,
});

it.each<[string, number[], [number, number][]]>([
  [
    'one by one',
    [10, 30, 40],
    [
      [1, 10],
      [2, 20],
      [Infinity, 10],
    ],
  ],
  ['without empty ends', [0, 30, 30], [[2, 30]]],
  [
    'standing still where counts fall',
    [10, 8, 20],
    [
      [1, 10],
      [2, 0],
      [Infinity, 10],
    ],
  ],
  ['nothing counted', [0, 0, 0], []],
])('has buckets %s', (_name, counts, expected) => {
  const { buckets } = histogram([1, 2, '+Inf'], counts);
  const rows = bucketShares(buckets);
  expect(rows.map(({ upper, count }) => [upper, count])).toEqual(expected);
  const whole = rows.reduce((sum, { share }) => sum + share, 0);
  expect(whole).toBeCloseTo(rows.length > 0 ? 1 : 0);
});

it('adds histograms of the same bounds, with quantiles of the whole', () => {
  const added = addHistograms([
    histogram([1, 2, '+Inf'], [5, 5, 5], { sum: 3 }),
    histogram([1, 2, '+Inf'], [0, 15, 15], { sum: 20, exact: false }),
  ]);
  expect(added).toMatchObject({
    count: 20,
    sum: 23,
    exact: false,
    quantilesOver: 'all',
    buckets: [{ count: 5 }, { count: 20 }, { count: 20 }],
  });
  expect(added?.quantiles[0].value).toBeCloseTo(4 / 3);
  expect(added?.quantiles[0].error).toBeGreaterThan(0);
});

it('has no one picture of different bounds, and leaves one alone as it is', () => {
  const one = histogram([1, '+Inf'], [1, 2]);
  expect(addHistograms([one])).toBe(one);
  expect(addHistograms([])).toBeUndefined();
  expect(addHistograms([one, histogram([3, '+Inf'], [1, 2])])).toBeUndefined();
});
