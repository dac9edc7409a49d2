import { formatExact, formatLatency, formatNumber } from './measures';

it.each([
  [undefined, '–'],
  [NaN, '–'],
  [Infinity, '–'],
  [0, '0'],
  [0.0031, '0.0031'],
  [0.0000004, '4E-7'],
  [0.5, '0.5'],
  [4.213, '4.21'],
  [-4.213, '-4.21'],
  [42.19, '42.2'],
  [1204.4, '1,204'],
  [12_400, '12.4k'],
  [3_200_000, '3.2M'],
])('writes %p with the digits that matter', (value, expected) => {
  expect(formatNumber(value, 'en')).toBe(expected);
});

it.each([
  [undefined, '–'],
  [0, '0s'],
  [0.000_32, '320µs'],
  [0.004_21, '4.21ms'],
  [0.18, '180ms'],
  [0.0523, '52.3ms'],
  [0.9996, '1s'],
  [1.24, '1.24s'],
  [192, '3m 12s'],
  [-0.5, '-500ms'],
  [-90, '-1m 30s'],
])('writes %p seconds', (value, expected) => {
  expect(formatLatency(value, 'en')).toBe(expected);
});

it('keeps all digits of a measurement where it is asked to be exact', () => {
  expect(formatExact(1234.56789, 'en')).toBe('1,234.56789');
  expect(formatExact(undefined, 'en')).toBe('–');
});
