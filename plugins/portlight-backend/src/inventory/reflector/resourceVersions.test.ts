import { later } from './resourceVersions';

describe('later', () => {
  it.each([
    ['9', '10', '10'],
    ['10', '9', '10'],
    [undefined, '1', '1'],
    ['1', undefined, '1'],
    ['abc', 'abb', 'abb'],
    ['18446744073709551615', '18446744073709551616', '18446744073709551616'],
  ])('of %s and %s is %s', (known, next, expected) => {
    expect(later(known, next)).toBe(expected);
  });
});
