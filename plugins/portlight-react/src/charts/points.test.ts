import fc from 'fast-check';
import type { ChartMark } from './model';
import {
  alignEarlier,
  byLatest,
  describeLine,
  groupMarks,
  latest,
  nearestIndex,
  placeLabels,
  sumLines,
} from './points';

it('finds the nearest time as looking at all of them does', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.integer({ min: 0, max: 1000 }), { minLength: 1 }),
      fc.integer({ min: -100, max: 1100 }),
      (list, at) => {
        const times = list.sort((a, b) => a - b);
        const index = nearestIndex(times, at)!;
        const best = Math.min(...times.map(time => Math.abs(time - at)));
        expect(Math.abs(times[index] - at)).toBe(best);
      },
    ),
  );
  expect(nearestIndex([], 5)).toBeUndefined();
});

it.each<[string, (number | null)[], number | undefined]>([
  ['the last value', [1, 2, 3], 3],
  ['one just before a gap', [1, 2, null], 2],
  ['none of long ago', [1, null, null, null], undefined],
  ['no infinity', [1, Infinity], 1],
])('takes for now %s', (_name, values, expected) => {
  expect(latest(values)?.value).toBe(expected);
});

it('lays an earlier time over the one shown, with gaps where nothing was', () => {
  const times = [1000, 1010, 1020, 1030];
  const earlier = { times: [903, 913, 933], values: [1, null, 3] };
  expect(alignEarlier(times, earlier, 100)).toEqual([1, null, null, 3]);
});

it('adds what is there, and has a gap only where nothing is', () => {
  expect(sumLines([[1, null, null], [2, 3, null], [NaN]])).toEqual([
    3,
    3,
    null,
  ]);
});

it('orders by what is now, what is gone by what it was, the empty last', () => {
  const lines = { a: [5, null], b: [1, 9], c: [null, null] };
  expect(byLatest(['c', 'a', 'b'] as const, name => lines[name])).toEqual([
    'b',
    'a',
    'c',
  ]);
});

it('puts marks that would lie on each other together, and leaves out others', () => {
  const mark = (at: number): ChartMark => ({ at, kind: 'restart', title: '' });
  const groups = groupMarks([900, 3, 1, 1500, -4].map(mark), {
    start: 0,
    end: 1000,
  });
  expect(groups.map(({ at, marks }) => [at, marks.length])).toEqual([
    [1, 2],
    [900, 1],
  ]);
});

it('moves labels apart and keeps them inside', () => {
  const labels = [{ y: 50 }, { y: 52 }, { y: 95 }, { y: 99 }];
  const placed = placeLabels(labels, 10, { top: 0, bottom: 100 });
  const places = placed.map(({ y }) => y);
  for (let i = 1; i < places.length; i++) {
    expect(places[i] - places[i - 1]).toBeGreaterThanOrEqual(10);
  }
  expect(places[0]).toBeGreaterThanOrEqual(0);
  expect(places[3]).toBeLessThanOrEqual(100);
});

it.each([
  [[1, 4, null], 'p95: now 4, lowest 1, highest 4.'],
  [[null], 'p95: no values.'],
])('says a line in words', (values, expected) => {
  const line = { id: 'a', label: 'p95', look: 'main', values } as const;
  expect(describeLine(line, String)).toBe(expected);
});
