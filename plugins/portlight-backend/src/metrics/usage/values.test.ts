import { addUp, bridge, lastOf } from './values';

it.each<[string, (number | null)[], number, (number | null)[]]>([
  ['the pauses of a minute', [1, null, 3], 60, [1, 1, 3]],
  ['those of half a minute', [1, null, null, null, 3], 30, [1, 1, 1, 1, 3]],
  ['no longer ones', [1, null, null, 3], 60, [1, null, null, 3]],
  ['none of long steps', [1, null, 3], 300, [1, null, 3]],
  ['neither beginning nor end', [null, 1, null], 30, [null, 1, null]],
])('bridges %s', (_, values, step, expected) => {
  expect(bridge(values, step)).toEqual(expected);
});

it('adds what is known', () => {
  expect(
    addUp([
      [1, null, null],
      [2, 3, null],
    ]),
  ).toEqual([3, 3, null]);
  expect(addUp([])).toEqual([]);
});

it('knows the newest value', () => {
  expect(lastOf([1, 2, null])).toBe(2);
  expect(lastOf([null])).toBeUndefined();
});
