import fc from 'fast-check';
import { oneLine } from './reading';
import { parseTime } from './time';

describe('oneLine', () => {
  it('leaves one line of bounded length of any text, and nothing to do for a second time', () => {
    fc.assert(
      fc.property(
        fc.string({
          unit: fc.constantFrom('a', '~', ' ', '\n', '\u202e', 'ü', '😀'),
        }),
        fc.integer({ min: 3, max: 12 }),
        (text, limit) => {
          const line = oneLine(text, limit);
          expect(line.length).toBeLessThanOrEqual(limit);
          expect(line).toBe(line.trim());
          expect(line).not.toMatch(/\s\s|[\n\u202e]/);
          expect(oneLine(line, limit)).toBe(line);
        },
      ),
    );
  });

  it.each([
    ['', ''],
    ['a b', 'a b'],
    [' a b', 'a b'],
    ['a  b ', 'a b'],
    ['a\tb', 'a b'],
    ['abcdef', 'abcd…'],
    [7, ''],
  ])('makes of %j the line %j', (text, line) => {
    expect(oneLine(text, 5)).toBe(line);
  });
});

describe('parseTime', () => {
  it.each([
    ['2026-11-21T06:00:00Z', Date.UTC(2026, 10, 21, 6)],
    ['2026-11-21T06:00:00.5+01:00', Date.UTC(2026, 10, 21, 5, 0, 0, 500)],
    ['2026-99-21T06:00:00Z', undefined],
    ['2026-11-21', undefined],
    [`2026-11-21T06:00:00Z${' '.repeat(100)}`, undefined],
    [1, undefined],
  ])('reads %j as %s, the first time and later', (value, time) => {
    expect([parseTime(value), parseTime(value)]).toEqual([time, time]);
  });
});
