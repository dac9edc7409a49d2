import fc from 'fast-check';
import type { ChartLine } from './model';
import { stackLines } from './stack';

const line = (id: string, values: (number | null)[]): ChartLine => ({
  id,
  label: id,
  values,
  look: 'series',
});

it('puts areas on each other; gaps only where nothing is known', () => {
  const { lines } = stackLines({
    times: [0, 1, 2],
    lines: [line('a', [1, null, null]), line('b', [2, 3, null])],
  });
  expect(lines.map(({ minimum, maximum }) => [minimum, maximum])).toEqual([
    [
      [0, 0, null],
      [1, 0, null],
    ],
    [
      [1, 0, null],
      [3, 3, null],
    ],
  ]);
});

it('ends at the sum, and no area is turned over', () => {
  const value = fc.option(fc.double({ min: 0, max: 1e6, noNaN: true }));
  fc.assert(
    fc.property(
      fc.array(fc.tuple(value, value, value), { minLength: 1, maxLength: 7 }),
      rows => {
        const { lines } = stackLines({
          times: [0, 1, 2],
          lines: rows.map((values, index) => line(String(index), values)),
        });
        for (let at = 0; at < 3; at++) {
          const known = rows.some(values => values[at] !== null);
          const sum = rows.reduce((all, values) => all + (values[at] ?? 0), 0);
          const top = lines[lines.length - 1].maximum![at];
          expect(top === null).toBe(!known);
          expect(top ?? 0).toBeCloseTo(sum, 6);
          for (const { minimum, maximum } of lines) {
            expect(maximum![at] ?? 0).toBeGreaterThanOrEqual(minimum![at] ?? 0);
          }
        }
      },
    ),
  );
});
