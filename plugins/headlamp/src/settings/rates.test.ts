import { DEFAULT_DIRECT_RATES } from '@portlight/plugin-portlight-common';
import { RATE_FIELDS, type RateTexts, readRates } from './rates';

const ALL: RateTexts = Object.fromEntries(
  RATE_FIELDS.map(({ name }) => [name, '0.5']),
);

it.each<[string, RateTexts | undefined]>([
  ['nothing', undefined],
  ['what was deleted again', { cpu: ' ', currency: '' }],
])('takes default rates for %s', (_, texts) => {
  expect(readRates(texts)).toEqual({});
});

it.each<[string, RateTexts, object]>([
  ['one rate', { cpu: '0.04' }, { cpu: 0.04 }],
  ['a decimal comma', { cpu: '0,04' }, { cpu: 0.04 }],
  ['what is free', { storage: '0' }, { storage: 0 }],
  ['the currency of the defaults', { currency: 'usd', cpu: '1' }, { cpu: 1 }],
])('takes %s, and defaults for the rest', (_, texts, expected) => {
  expect(readRates(texts)).toEqual({
    rates: { ...DEFAULT_DIRECT_RATES, ...expected },
  });
});

it('takes another currency with all of its rates', () => {
  const { rates } = readRates({ ...ALL, currency: 'eur' });
  expect(rates).toMatchObject({ currency: 'EUR', cpu: 0.5, loadBalancer: 0.5 });
});

it.each<[string, RateTexts, RegExp]>([
  ['words', { cpu: 'much' }, /Per core-hour: a number/],
  ['less than nothing', { memory: '-1' }, /memory: a number/],
  ['more than anything', { gpu: '1e9' }, /GPU-hour: a number/],
  ['what is no currency', { currency: '€' }, /three letters/],
  [
    'another currency with defaults in dollars',
    { ...ALL, storage: '', currency: 'EUR' },
    /Per GiB-hour of volumes has to be given too: the defaults are in USD/,
  ],
])('refuses %s', (_, texts, problem) => {
  const read = readRates(texts);
  expect(read.problem).toMatch(problem);
  expect(read.rates).toBeUndefined();
});
