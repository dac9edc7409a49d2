import { formatTimeTick, timeTicks } from './timeAxis';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const NOON = Date.UTC(2026, 10, 21, 12, 0);
const utc = () => 0;

const iso = (ticks: number[]) =>
  ticks.map(at => new Date(at).toISOString().slice(5, 16));

it.each<[string, number, number, string[]]>([
  [
    'a quarter of an hour',
    15 * MINUTE,
    4,
    ['11-21T11:45', '11-21T11:50', '11-21T11:55', '11-21T12:00'],
  ],
  ['an hour', HOUR, 3, ['11-21T11:00', '11-21T11:30', '11-21T12:00']],
  [
    'a day',
    DAY,
    4,
    ['11-20T12:00', '11-20T18:00', '11-21T00:00', '11-21T06:00', '11-21T12:00'],
  ],
  [
    'a week',
    7 * DAY,
    4,
    ['11-15T00:00', '11-17T00:00', '11-19T00:00', '11-21T00:00'],
  ],
])('has round times over %s', (_name, span, count, expected) => {
  const ticks = timeTicks(NOON - span, NOON, count, utc);
  expect(iso(ticks)).toEqual(expected);
});

it('has whole hours of the reader, also where the clock is put back', () => {
  // Berlin on 25 October 2026: two hours ahead until 01:00 UTC, then one.
  const back = Date.UTC(2026, 9, 25, 1);
  const berlin = (at: number) => (at < back ? 2 : 1) * HOUR;
  const ticks = timeTicks(back - 6 * HOUR, back + 12 * HOUR, 6, berlin);
  expect(iso(ticks)).toEqual([
    '10-24T19:00',
    '10-24T22:00',
    '10-25T02:00',
    '10-25T05:00',
    '10-25T08:00',
    '10-25T11:00',
  ]);
});

it.each([
  [0, 0],
  [10, 5],
  [0, NaN],
])('has none from %p to %p', (start, end) => {
  expect(timeTicks(start, end, 5, utc)).toEqual([]);
});

it('says the day at midnight and where the axis is of days', () => {
  const midnight = new Date(2026, 10, 21).getTime();
  expect(formatTimeTick(midnight, HOUR)).toBe('Nov 21');
  expect(formatTimeTick(midnight + HOUR, 7 * DAY)).toBe('Nov 21');
  expect(formatTimeTick(midnight + 13 * HOUR, DAY)).toMatch(/^(01|13):00/);
});
