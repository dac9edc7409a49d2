import fc from 'fast-check';
import { linePath, nearestPoint, placePoints, usualGap } from './sparklinePath';

const BOX = { width: 100, height: 30, from: 0, to: 100 };

it('begins the axis at zero', () => {
  const [low, high] = placePoints(
    [
      { at: 0, value: 0 },
      { at: 100, value: 8 },
    ],
    BOX,
  );
  expect([low.x, low.y]).toEqual([0, 29]);
  expect([high.x, high.y]).toEqual([100, 1]);
});

it('draws no line over a time in which nothing was measured', () => {
  const placed = placePoints(
    [0, 10, 20, 70, 80].map(at => ({ at, value: 1 })),
    BOX,
  );
  const path = linePath(placed, usualGap(placed));
  expect(path.match(/M/g)).toHaveLength(2);
  expect(path.match(/L/g)).toHaveLength(3);
});

it('leaves out what is no number or outside of the range', () => {
  expect(
    placePoints(
      [
        { at: -1, value: 1 },
        { at: 5, value: Number.NaN },
        { at: 101, value: 1 },
      ],
      BOX,
    ),
  ).toEqual([]);
});

it('stays inside of the picture', () => {
  const points = fc.array(
    fc.record({
      at: fc.integer({ min: 0, max: 100 }),
      value: fc.integer({ min: -5, max: 1e9 }),
    }),
  );
  fc.assert(
    fc.property(points, some => {
      for (const { x, y } of placePoints(some, BOX)) {
        expect(x).toBeGreaterThanOrEqual(0);
        expect(x).toBeLessThanOrEqual(100);
        expect(y).toBeGreaterThanOrEqual(1);
        expect(y).toBeLessThanOrEqual(29);
      }
    }),
  );
});

it('finds the point nearest to the pointer', () => {
  const placed = placePoints(
    [0, 50, 100].map(at => ({ at, value: at })),
    BOX,
  );
  expect(nearestPoint(placed, 60)?.at).toBe(50);
  expect(nearestPoint([], 60)).toBeUndefined();
});
