import fc from 'fast-check';
import { calendarPeriod, calendarPeriods, isTimeZone } from './calendar';

const HOUR = 3_600;

function iso(seconds: number): string {
  return new Date(seconds * 1000).toISOString().replace('.000', '');
}

it.each([
  ['UTC', true],
  ['Europe/Berlin', true],
  ['America/Argentina/Buenos_Aires', true],
  ['Berlin', false],
  ['+02:00', false],
  ['', false],
  ['__proto__', false],
])('takes %j for a time zone: %s', (name, known) => {
  expect(isTimeZone(name)).toBe(known);
});

describe('a day', () => {
  it.each([
    ['UTC', '2026-11-21T23:59:59Z', '2026-11-21', '2026-11-21T00:00:00Z', 24],
    [
      'Europe/Berlin',
      '2026-03-29T12:00:00Z',
      '2026-03-29',
      '2026-03-28T23:00:00Z',
      23,
    ],
    [
      'Europe/Berlin',
      '2026-10-24T22:00:00Z',
      '2026-10-25',
      '2026-10-24T22:00:00Z',
      25,
    ],
    [
      'Asia/Kathmandu',
      '2026-11-21T18:14:59Z',
      '2026-11-21',
      '2026-11-20T18:15:00Z',
      24,
    ],
    // Midnight is left out: clocks go from 23:59 to 01:00.
    [
      'America/Santiago',
      '2026-09-06T12:00:00Z',
      '2026-09-06',
      '2026-09-06T04:00:00Z',
      23,
    ],
    [
      'Africa/Cairo',
      '2026-04-24T12:00:00Z',
      '2026-04-24',
      '2026-04-23T22:00:00Z',
      23,
    ],
    // Half an hour only.
    [
      'Australia/Lord_Howe',
      '2026-10-04T00:00:00Z',
      '2026-10-04',
      '2026-10-03T13:30:00Z',
      23.5,
    ],
    // The date line was moved over it: there was no 30th.
    [
      'Pacific/Apia',
      '2011-12-30T09:00:00Z',
      '2011-12-29',
      '2011-12-29T10:00:00Z',
      24,
    ],
    [
      'Pacific/Apia',
      '2011-12-30T10:00:00Z',
      '2011-12-31',
      '2011-12-30T10:00:00Z',
      24,
    ],
  ])('of %s at %s is %s', (timeZone, at, name, start, hours) => {
    const day = calendarPeriod(Date.parse(at) / 1000, 'day', timeZone);
    expect([day.name, iso(day.start), (day.end - day.start) / HOUR]).toEqual([
      name,
      start,
      hours,
    ]);
  });
});

it.each([
  ['UTC', '2026-02-28T12:00:00Z', '2026-02', 28 * 24],
  ['Europe/Berlin', '2026-03-15T12:00:00Z', '2026-03', 31 * 24 - 1],
  ['Europe/Berlin', '2026-12-31T23:30:00Z', '2027-01', 31 * 24],
])('a month of %s at %s is %s', (timeZone, at, name, hours) => {
  const month = calendarPeriod(Date.parse(at) / 1000, 'month', timeZone);
  expect([month.name, (month.end - month.start) / HOUR]).toEqual([name, hours]);
});

it('has every second in exactly one day and month, without gaps', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(
        'Europe/Berlin',
        'America/St_Johns',
        'Asia/Kathmandu',
        'Pacific/Apia',
        'America/Santiago',
        'Australia/Lord_Howe',
      ),
      fc.integer({
        min: Date.UTC(2011, 0) / 1000,
        max: Date.UTC(2037, 0) / 1000,
      }),
      fc.constantFrom('day' as const, 'month' as const),
      (timeZone, at, unit) => {
        const period = calendarPeriod(at, unit, timeZone);
        expect(period.start).toBeLessThanOrEqual(at);
        expect(period.end).toBeGreaterThan(at);
        for (const other of [period.start, period.end - 1]) {
          expect(calendarPeriod(other, unit, timeZone)).toEqual(period);
        }
        expect(calendarPeriod(period.end, unit, timeZone).start).toBe(
          period.end,
        );
      },
    ),
  );
});

it('lists the days of a range', () => {
  const since = Date.parse('2026-10-24T12:00:00Z') / 1000;
  const days = calendarPeriods(
    since,
    since + 48 * HOUR,
    'day',
    'Europe/Berlin',
  );
  expect(days.map(({ name }) => name)).toEqual([
    '2026-10-24',
    '2026-10-25',
    '2026-10-26',
  ]);
  expect(calendarPeriods(since, since, 'day', 'UTC')).toEqual([]);
});
