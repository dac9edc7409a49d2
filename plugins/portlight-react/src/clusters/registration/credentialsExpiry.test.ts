import { credentialsExpiry } from './credentialsExpiry';

const NOW = Date.UTC(2026, 10, 21);

it.each([
  ['2026-11-20T00:00:00Z', 'expired'],
  ['2026-11-21T00:00:00Z', 'expired'],
  ['2026-11-22T00:00:00Z', 'soon'],
  ['2026-12-05T00:00:00Z', 'soon'],
  ['2026-12-05T00:00:01Z', undefined],
  ['never', undefined],
  [undefined, undefined],
])('credentials until %s are %s', (expireAt, expected) => {
  expect(credentialsExpiry(expireAt, NOW)).toBe(expected);
});
