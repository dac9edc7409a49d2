import fc from 'fast-check';
import { compact } from './values';

describe('compact', () => {
  it('keeps the defined fields in their order, and nothing where none is defined', () => {
    const names = ['a', 'b', 'c', 'd', 'e', '0', 'f-g'] as const;
    fc.assert(
      fc.property(
        fc.shuffledSubarray([...names]),
        fc.array(fc.constantFrom(undefined, null, 0, '', 'x', false), {
          minLength: names.length,
          maxLength: names.length,
        }),
        (keys, values) => {
          const given = Object.fromEntries(
            keys.map((key, index) => [key, values[index]]),
          );
          const kept = Object.entries(given).filter(
            ([, value]) => value !== undefined,
          );
          const result = compact(given);
          expect(result && Object.entries(result)).toEqual(
            kept.length > 0 ? kept : undefined,
          );
        },
      ),
    );
  });

  it('makes objects that share nothing that changes', () => {
    const make = (a: number) =>
      compact<Record<string, number | undefined>>({ a, b: undefined })!;
    const [first, second] = [make(1), make(2)];
    first.a = 3;
    expect([first, second, make(4)]).toEqual([{ a: 3 }, { a: 2 }, { a: 4 }]);
  });
});
