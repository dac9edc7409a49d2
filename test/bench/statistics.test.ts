import fc from 'fast-check';
import { growthExponent, median, percentile } from './statistics';

describe('growthExponent', () => {
  it.each([
    ['linear growth', (size: number) => 3 * size, 1],
    ['squares', (size: number) => 0.5 * size ** 2, 2],
    ['no growth', () => 7, 0],
  ])('is right for %s', (_, amount, expected) => {
    const points = [10, 50, 100, 200].map(
      size => [size, amount(size)] as const,
    );
    expect(growthExponent(points)).toBeCloseTo(expected, 9);
  });

  it('does not depend on the unit of the amounts', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0.01, max: 1e6, noNaN: true }), {
          minLength: 2,
          maxLength: 6,
        }),
        fc.double({ min: 0.001, max: 1_000, noNaN: true }),
        (amounts, unit) => {
          const points = amounts.map(
            (amount, index) => [2 ** index, amount] as const,
          );
          expect(
            growthExponent(points.map(([size, of]) => [size, of * unit])),
          ).toBeCloseTo(growthExponent(points), 6);
        },
      ),
    );
  });
});

describe('percentile', () => {
  it.each([
    [0.5, 2],
    [0.95, 4],
    [0, 1],
    [1, 4],
  ])('gives the nearest rank for %d', (share, expected) => {
    expect(percentile([4, 1, 3, 2], share)).toBe(expected);
  });

  it('is one of the values, and the median lies among them', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ noNaN: true, min: -1e9, max: 1e9 }), {
          minLength: 1,
        }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (values, share) => {
          expect(values).toContain(percentile(values, share));
          expect(median(values)).toBeGreaterThanOrEqual(Math.min(...values));
          expect(median(values)).toBeLessThanOrEqual(Math.max(...values));
        },
      ),
    );
  });
});
