import { toMedian } from './toMedian';

const far = (values: number[]) =>
  toMedian(values, value => value).filter(({ isFar }) => isFar);

it('names who is far from the median, above and below', () => {
  const values = [10, 11, 9, 41, 2];
  expect(far(values).map(({ item }) => item)).toEqual([41, 2]);
});

it.each([
  ['two alone have no others', [1, 100]],
  ['a median of zero is no measure', [0, 0, 0, 5]],
  ['negative ones', [-4, -2, -9]],
  ['nothing', []],
])('names nobody: %s', (_name, values) => {
  expect(far(values)).toEqual([]);
});

it('lists the largest first and those without a value last', () => {
  const rows = toMedian([NaN, 1, Infinity, 3], value => value);
  expect(rows.map(({ item }) => item)).toEqual([Infinity, 3, 1, NaN]);
});
