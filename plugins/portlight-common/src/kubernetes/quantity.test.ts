import fc from 'fast-check';
import { parseQuantity } from './quantity';

it.each([
  ['500m', 0.5],
  ['100m', 0.1],
  ['2', 2],
  ['0.5', 0.5],
  ['.5', 0.5],
  ['1Gi', 2 ** 30],
  ['128974848', 128974848],
  ['129e6', 129e6],
  ['129M', 129e6],
  ['123Mi', 123 * 2 ** 20],
  ['1E', 1e18],
  ['1Ei', 2 ** 60],
  ['1e3', 1000],
  ['1E3', 1000],
  ['250u', 0.00025],
  ['100n', 1e-7],
  ['-1', -1],
  ['+1Ki', 1024],
  [3, 3],
])('reads %s as %d', (text, expected) => {
  expect(parseQuantity(text)).toBe(expected);
});

it.each([
  ['empty', ''],
  ['words', 'lots'],
  ['two suffixes', '1Gim'],
  ['a wrong suffix', '1K'],
  ['no digits', 'Gi'],
  ['an object', {}],
  ['nothing', undefined],
  ['not a number', NaN],
  ['a forever long number', '9'.repeat(400)],
])('says nothing of %s', (_, text) => {
  expect(parseQuantity(text)).toBeUndefined();
});

it('reads milli and whole units alike', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 10_000_000 }), milli => {
      // The second time it is known.
      expect(parseQuantity(`${milli}m`)).toBe(milli / 1000);
      expect(parseQuantity(`${milli}m`)).toBe(milli / 1000);
    }),
  );
});
