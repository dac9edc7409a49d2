import fc from 'fast-check';
import { apportion, fromNanos, toNanos } from '.';

describe('apportion', () => {
  it.each<[string, number, number[], number[]]>([
    ['evenly where it divides', 9, [1, 1, 1], [3, 3, 3]],
    ['the rest to the first of equals', 10, [1, 1, 1], [4, 3, 3]],
    ['the rest to the largest fraction', 10, [1, 2, 4], [1, 3, 6]],
    ['nothing to what has no weight', 5, [0, 1, 0], [0, 5, 0]],
    ['nothing where nothing has weight', 5, [0, 0], [0, 0]],
    ['nothing among nobody', 5, [], []],
    ['what is no weight as none', 4, [NaN, -1, Infinity, 1], [0, 0, 0, 4]],
    ['by weights as small as can be', 3, [5e-324, 1e-323], [1, 2]],
    ['by weights as large as can be', 3, [1e308, 1e308, 1e308], [1, 1, 1]],
    ['a nano among many', 1, [1, 1, 1, 1], [1, 0, 0, 0]],
  ])('divides %s', (_, total, weights, parts) => {
    expect(apportion(total, weights)).toEqual(parts);
  });

  it('gives parts that sum to the whole, each within one of its share', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 1e13 }),
        fc.array(fc.double({ min: 0, max: 1e20, noNaN: true }), {
          maxLength: 50,
        }),
        (total, weights) => {
          const parts = apportion(total, weights);
          const sum = weights.reduce((a, b) => a + b, 0);
          const given = parts.reduce((a, b) => a + b, 0);
          expect(given).toBe(weights.some(weight => weight > 0) ? total : 0);
          parts.forEach((part, index) => {
            expect(Number.isInteger(part) && part >= 0).toBe(true);
            const share = sum > 0 ? total * (weights[index] / sum) : 0;
            expect(Math.abs(part - share)).toBeLessThanOrEqual(1.01);
          });
        },
      ),
    );
  });

  it('is exact up to the largest whole number', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER }),
        fc.array(fc.double({ min: 1e-9, max: 1, noNaN: true }), {
          minLength: 1,
          maxLength: 20,
        }),
        (total, weights) => {
          const parts = apportion(total, weights).map(BigInt);
          expect(parts.reduce((a, b) => a + b)).toBe(BigInt(total));
          expect(parts.every(part => part >= 0)).toBe(true);
        },
      ),
    );
  });
});

it.each([
  [0.096, 96_000_000],
  [1e-10, 0],
  [0, 0],
  [-1, 0],
  [NaN, 0],
  [Infinity, 0],
  [1e12, 1e15],
])('counts %d units as %d nanos', (units, nanos) => {
  expect(toNanos(units)).toBe(nanos);
});

it('tells nanos as units', () => {
  expect(fromNanos(toNanos(0.123456789))).toBe(0.123456789);
});

it('does not drift over a year of hours', () => {
  let sum = 0;
  for (let hour = 0; hour < 8760; hour++) sum += toNanos(0.1);
  expect(fromNanos(sum)).toBe(876);
});
