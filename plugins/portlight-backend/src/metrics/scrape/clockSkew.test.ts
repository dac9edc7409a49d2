import { clockSkew } from './clockSkew';

const NOW = Date.parse('2026-11-21T12:00:00.000Z');

describe('clockSkew', () => {
  it.each([
    ['the same second', 'Sat, 21 Nov 2026 12:00:00 GMT', 0, 10, 0],
    ['the second before', 'Sat, 21 Nov 2026 11:59:59 GMT', -500, 10, 0],
    ['a slow answer', 'Sat, 21 Nov 2026 12:00:03 GMT', 0, 8000, 0],
    ['ahead', 'Sat, 21 Nov 2026 12:01:30 GMT', 0, 10, 90],
    ['behind', 'Sat, 21 Nov 2026 11:00:00 GMT', 0, 10, -3600],
    ['next year', 'Sun, 21 Nov 2027 12:00:00 GMT', 0, 0, 365 * 86400 + 1],
  ])('tells %s', (_, date, asked, answered, skew) => {
    expect(clockSkew(date, NOW + asked, NOW + answered)).toBe(skew);
  });

  it.each([[undefined], [''], ['soon'], ['99999999999999999999']])(
    'tells nothing of %j',
    date => {
      expect(clockSkew(date, NOW, NOW)).toBeUndefined();
    },
  );
});
