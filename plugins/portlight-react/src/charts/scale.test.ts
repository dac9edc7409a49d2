import fc from 'fast-check';
import { extent, valueScale } from './scale';
import { unitOfKind, type UnitKind } from './units';

const MIB = 1024 * 1024;

it.each<[string, [number, number] | undefined, UnitKind, number, number[]]>([
  ['amounts from zero', [30, 87], 'number', 4, [0, 25, 50, 75, 100]],
  ['round decimals', [0, 0.7], 'number', 4, [0, 0.2, 0.4, 0.6, 0.8]],
  [
    'bytes in powers of two',
    [0, 900 * MIB],
    'bytes',
    4,
    [0, 256, 512, 768, 1024].map(n => n * MIB),
  ],
  ['seconds in minutes', [0, 280], 'seconds', 4, [0, 120, 240, 360]],
  ['what is below zero', [-3, 5], 'number', 4, [-4, -2, 0, 2, 4, 6]],
  ['temperatures not from zero', [38, 42], 'celsius', 4, [38, 39, 40, 41, 42]],
  ['nothing counted', [0, 0], 'requestsPerSecond', 2, [0, 0.5, 1]],
  ['no errors at all', [0, 0], 'ratio', 2, [0, 0.005, 0.01]],
  ['no values', undefined, 'number', 2, [0, 0.5, 1]],
])('has an axis for %s', (_name, range, kind, count, ticks) => {
  expect(valueScale(range, unitOfKind(kind), count).ticks).toEqual(ticks);
});

it('has all values on the axis, zero too for amounts, in few ascending steps', () => {
  const kinds: UnitKind[] = ['number', 'bytes', 'seconds', 'ratio', 'celsius'];
  fc.assert(
    fc.property(
      fc.double({ min: -1e15, max: 1e15, noNaN: true }),
      fc.double({ min: 0, max: 1e15, noNaN: true }),
      fc.constantFrom(...kinds),
      fc.integer({ min: 2, max: 5 }),
      (lowest, height, kind, count) => {
        // What is measured is not smaller; the tolerance of the axis is.
        const low = Math.abs(lowest) < 1e-6 ? 0 : lowest;
        const high = low + height;
        const unit = unitOfKind(kind);
        const { minimum, maximum, ticks } = valueScale(
          [low, high],
          unit,
          count,
        );
        const slack = Math.max(Math.abs(low), Math.abs(high), 1) * 1e-9;
        expect(minimum).toBeLessThanOrEqual(low + slack);
        expect(maximum).toBeGreaterThanOrEqual(high - slack);
        expect(maximum).toBeGreaterThan(minimum);
        expect(ticks.includes(0) || !unit.isAmount).toBe(true);
        expect(ticks.length).toBeLessThanOrEqual(count + 3);
      },
    ),
  );
});

it('looks at bands too, and at numbers only', () => {
  expect(
    extent([
      { values: [1, null, NaN], minimum: [-2, null], maximum: [Infinity, 7] },
    ]),
  ).toEqual([-2, 7]);
  expect(extent([{ values: [null] }])).toBeUndefined();
});
