import { fromSampleValue, toSampleValue } from './sampleValue';

it.each([
  [1.5, 1.5],
  // JSON has no negative zero: an answer would differ from what is kept.
  [-0, 0],
  [NaN, 'NaN'],
  [Infinity, '+Inf'],
  [-Infinity, '-Inf'],
])('%s is written %p and read again', (value, written) => {
  expect(toSampleValue(value)).toBe(written);
  expect(fromSampleValue(toSampleValue(value))).toBe(value === 0 ? 0 : value);
});
