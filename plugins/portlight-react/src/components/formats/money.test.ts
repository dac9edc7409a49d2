import {
  formatChange,
  formatMoney,
  formatMoneyChange,
  formatMoneyExact,
  formatMoneyTick,
  formatRate,
} from './money';

it.each<[number | undefined, string, string]>([
  [undefined, 'EUR', '–'],
  [NaN, 'EUR', '–'],
  [0, 'EUR', '€0'],
  [-0, 'EUR', '€0'],
  [0.0031, 'EUR', '€0.0031'],
  [0.00000002, 'EUR', '<€0.000001'],
  [0.05, 'EUR', '€0.05'],
  [4.2, 'EUR', '€4.20'],
  [99.99, 'EUR', '€99.99'],
  [99.999, 'EUR', '€100'],
  [456.7, 'EUR', '€457'],
  [1204.4, 'EUR', '€1,204'],
  [9999.6, 'EUR', '€10k'],
  [12_400, 'EUR', '€12.4k'],
  [1_240_000, 'EUR', '€1.2M'],
  [-4.21, 'EUR', '-€4.21'],
  [4.21, 'CAD', 'CA$4.21'],
  [1204, 'JPY', '¥1,204'],
  [4.21, 'credits', '4.21 credits'],
  [12_400, 'credits', '12.4k credits'],
])('writes %p %s as %p', (amount, currency, expected) => {
  expect(formatMoney(amount, currency, 'en-US')).toBe(expected);
});

it.each([
  [0.04321, '€0.0432'],
  [0.0000000051027, '€0.0000000051'],
  [4.216, '€4.22'],
  [0, '€0'],
  [undefined, '–'],
])('writes the price %p of a unit as %p', (price, expected) => {
  expect(formatRate(price, 'EUR', 'en-US')).toBe(expected);
});

it.each([
  [0, '€0'],
  [0.025, '€0.025'],
  [2.5, '€2.5'],
  [60, '€60'],
  [20_000, '€20k'],
])('writes %p beside an axis as %p', (amount, expected) => {
  expect(formatMoneyTick(amount, 'EUR', 'en-US')).toBe(expected);
});

it('writes as the reader does', () => {
  expect(formatMoney(1204, 'EUR', 'de-DE')).toBe('1.204\u00a0€');
});

it.each([
  [1234.56789, '€1,234.5679'],
  [0.000012345, '€0.000012345'],
  [undefined, '–'],
])('has the exact amount of %p', (amount, expected) => {
  expect(formatMoneyExact(amount, 'EUR', 'en-US')).toBe(expected);
});

it.each([
  [12.4, '+€12.40'],
  [-3.1, '−€3.10'],
  [0, '€0'],
  [undefined, '–'],
])('writes the difference %p as %p', (amount, expected) => {
  expect(formatMoneyChange(amount, 'EUR', 'en-US')).toBe(expected);
});

it.each([
  [108, 100, '+8%'],
  [88, 100, '−12%'],
  [100, 100, '0%'],
  [100.0001, 100, '0%'],
  [5, 0, '–'],
  [5, undefined, '–'],
  [5000, 4, '×1,250'],
])('writes from %p to %p as %p', (now, before, expected) => {
  expect(formatChange(now, before, 'en-US')).toBe(expected);
});
