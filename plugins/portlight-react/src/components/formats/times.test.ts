import fc from 'fast-check';
import {
  formatAge,
  formatDuration,
  formatTimeOfDay,
  formatTimestamp,
  toMilliseconds,
} from './times';

const NOW = Date.UTC(2026, 10, 21, 12, 4, 9);
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

describe('formatAge', () => {
  it.each([
    [0, '0s'],
    [12_000, '12s'],
    [59_999, '59s'],
    [5 * MINUTE, '5m'],
    [47 * HOUR, '47h'],
    [4 * DAY, '4d'],
    [400 * DAY, '400d'],
    [800 * DAY, '2y'],
    [-5_000, '0s'],
    [-HOUR, 'in 1h'],
  ])('shows %p milliseconds ago as %p', (age, text) => {
    expect(formatAge(NOW - age, NOW, 'en-US')).toBe(text);
    expect(formatAge(new Date(NOW - age).toISOString(), NOW, 'en-US')).toBe(
      text,
    );
  });

  it.each([[undefined], [''], ['yesterday'], [Number.NaN]])(
    'shows a dash for %p, which is no time',
    time => {
      expect(formatAge(time, NOW)).toBe('–');
    },
  );

  it('never fails, whatever the clocks say', () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer(), (time, now) => {
        expect(formatAge(time, now)).toEqual(expect.any(String));
      }),
    );
  });
});

describe('formatDuration', () => {
  it.each([
    [0, '0ms'],
    [850, '850ms'],
    [3 * MINUTE + 12_000, '3m 12s'],
    [HOUR, '1h'],
    [2 * DAY + 4 * HOUR + 5 * MINUTE, '2d 4h'],
    [-5, '0ms'],
    [undefined, '–'],
  ])('shows %p as %p', (duration, text) => {
    expect(formatDuration(duration, 'en-US')).toBe(text);
  });
});

describe('exact times', () => {
  it('name their zone', () => {
    const options = { locale: 'en-US', timeZone: 'UTC' };
    expect(formatTimestamp(NOW, options)).toBe('Nov 21, 2026, 12:04:09 PM UTC');
    expect(formatTimeOfDay(NOW, options)).toBe('12:04 PM UTC');
    expect(
      formatTimestamp(NOW, { locale: 'en-GB', timeZone: 'Europe/Berlin' }),
    ).toMatch(/13:04:09.*CET/);
  });

  it('show a dash for what is no time', () => {
    expect(formatTimestamp('soon')).toBe('–');
    expect(toMilliseconds('soon')).toBeUndefined();
  });
});
