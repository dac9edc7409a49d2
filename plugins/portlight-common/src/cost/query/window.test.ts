import { PortlightError } from '../../api/PortlightApi';
import { readCostWindow } from './window';

const at = (time: string) => Date.parse(time) / 1000;

/** A Wednesday. */
const NOW = '2026-11-18T14:25:36Z';

function read(window: string, timeZone = 'UTC', now = NOW) {
  const { since, until, notices } = readCostWindow(window, {
    now: at(now),
    timeZone,
  });
  const iso = (seconds: number) =>
    new Date(seconds * 1000).toISOString().replace('.000Z', 'Z');
  return { span: `${iso(since)} ${iso(until)}`, notices };
}

describe('windows', () => {
  it.each([
    ['today', '2026-11-18T00:00:00Z 2026-11-18T15:00:00Z'],
    ['yesterday', '2026-11-17T00:00:00Z 2026-11-18T00:00:00Z'],
    ['week', '2026-11-15T00:00:00Z 2026-11-18T15:00:00Z'],
    ['lastweek', '2026-11-08T00:00:00Z 2026-11-15T00:00:00Z'],
    ['month', '2026-11-01T00:00:00Z 2026-11-18T15:00:00Z'],
    ['lastmonth', '2026-10-01T00:00:00Z 2026-11-01T00:00:00Z'],
    ['12h', '2026-11-18T03:00:00Z 2026-11-18T15:00:00Z'],
    ['7d', '2026-11-12T00:00:00Z 2026-11-18T15:00:00Z'],
    ['1d', '2026-11-18T00:00:00Z 2026-11-18T15:00:00Z'],
    ['2w', '2026-11-05T00:00:00Z 2026-11-18T15:00:00Z'],
    ['7d offset 1d', '2026-11-11T00:00:00Z 2026-11-18T00:00:00Z'],
    [
      '2026-11-01T00:00:00Z,2026-11-03T12:00:00Z',
      '2026-11-01T00:00:00Z 2026-11-03T12:00:00Z',
    ],
    [
      '2026-11-01T00:00:00+01:00,2026-11-02T00:00:00+01:00',
      '2026-10-31T23:00:00Z 2026-11-01T23:00:00Z',
    ],
    ['1577836800,1577923200', '2020-01-01T00:00:00Z 2020-01-02T00:00:00Z'],
    ['1577836800-1577923200', '2020-01-01T00:00:00Z 2020-01-02T00:00:00Z'],
  ])('reads %s', (window, span) => {
    expect(read(window)).toEqual({ span, notices: [] });
  });

  it.each([
    // Clocks went back on 2026-10-25, so that month has an hour more, and its days begin at 22:00 and then 23:00.
    ['lastmonth', 'Europe/Berlin', '2026-09-30T22:00:00Z 2026-10-31T23:00:00Z'],
    [
      'yesterday',
      'America/New_York',
      '2026-11-17T05:00:00Z 2026-11-18T05:00:00Z',
    ],
    ['yesterday', 'Asia/Kolkata', '2026-11-16T18:30:00Z 2026-11-17T18:30:00Z'],
    ['30d', 'Europe/Berlin', '2026-10-19T22:00:00Z 2026-11-18T15:00:00Z'],
  ])('%s has the days of %s', (window, timeZone, span) => {
    expect(read(window, timeZone).span).toBe(span);
  });

  // Of 23 hours on 2026-03-29 and of 25 on 2026-10-25.
  it.each([
    ['today', '2026-03-29T20:30:00Z', '2026-03-28T23:00Z', '2026-03-29T21:00Z'],
    [
      'yesterday',
      '2026-03-30T10:00:00Z',
      '2026-03-28T23:00Z',
      '2026-03-29T22:00Z',
    ],
    ['1d', '2026-10-25T22:30:00Z', '2026-10-24T22:00Z', '2026-10-25T23:00Z'],
    [
      'yesterday',
      '2026-10-26T10:00:00Z',
      '2026-10-24T22:00Z',
      '2026-10-25T23:00Z',
    ],
    ['2d', '2026-10-26T10:00:00Z', '2026-10-24T22:00Z', '2026-10-26T10:00Z'],
    // Hours are hours.
    ['24h', '2026-10-26T10:30:00Z', '2026-10-25T11:00Z', '2026-10-26T11:00Z'],
    ['48h', '2026-03-30T10:30:00Z', '2026-03-28T11:00Z', '2026-03-30T11:00Z'],
    ['week', '2026-10-26T10:00:00Z', '2026-10-24T22:00Z', '2026-10-26T10:00Z'],
    [
      'lastweek',
      '2026-10-26T10:00:00Z',
      '2026-10-17T22:00Z',
      '2026-10-24T22:00Z',
    ],
    [
      '7d offset 1d',
      '2026-10-30T10:00:00Z',
      '2026-10-22T22:00Z',
      '2026-10-29T23:00Z',
    ],
  ])(
    '%s of Berlin, asked at %s, is from %s to %s',
    (window, now, since, until) => {
      expect(
        readCostWindow(window, { now: at(now), timeZone: 'Europe/Berlin' }),
      ).toEqual({
        since: at(since),
        until: at(until),
        timeZone: 'Europe/Berlin',
        notices: [],
      });
    },
  );

  it.each([
    ['30m', '2026-11-18T13:00:00Z 2026-11-18T15:00:00Z', /by the hour/],
    [
      '2026-11-01T00:10:00Z,2026-11-01T00:20:00Z',
      '2026-11-01T00:00:00Z 2026-11-01T01:00:00Z',
      /by the hour/,
    ],
    [
      '2026-11-17T00:00:00Z,2027-11-17T00:00:00Z',
      '2026-11-17T00:00:00Z 2026-11-18T15:00:00Z',
      /in the future/,
    ],
    ['3650d', '2021-11-14T00:00:00Z 2026-11-18T15:00:00Z', /5 years/],
    ['999999999w', '2021-11-14T00:00:00Z 2026-11-18T15:00:00Z', /5 years/],
    [
      '2016-11-18T00:00:00Z,2026-11-18T00:00:00Z',
      '2021-11-14T00:00:00Z 2026-11-18T00:00:00Z',
      /5 years/,
    ],
  ])('%s is answered with a notice', (window, span, notice) => {
    const answer = read(window);
    expect(answer.span).toBe(span);
    expect(answer.notices).toEqual([expect.stringMatching(notice)]);
  });

  it.each([
    ['', /is no window/],
    ['tomorrow', /is no window/],
    ['0d', /no length/],
    ['-3d', /is no window/],
    ['2026-11-01T00:00:00Z,2026-11-01T00:00:00Z', /no length/],
    ['2026-11-03T00:00:00Z,2026-11-01T00:00:00Z', /ends before it begins/],
    ['1577923200,1577836800', /ends before it begins/],
    ['2027-01-01T00:00:00Z,2027-01-02T00:00:00Z', /in the future/],
    ['1577836800000,1577923200000', /seconds since 1970/],
    ['2026-02-30T00:00:00Z,2026-03-02T00:00:00Z', /is no time/],
    ['2026-11-01T00:00:00 01:00,2026-11-02T00:00:00 01:00', /%2B/],
    [`${'9'.repeat(90)}d`, /is no window/],
    ['NaN,NaN', /is no window/],
    ['1e9,2e9', /is no window/],
    ['Infinity', /is no window/],
    ['__proto__', /is no window/],
    ['constructor', /is no window/],
    ['7 d', /is no window/],
    ['7d,today', /is no window/],
    ['TODAY', /is no window/],
    ['2026-11-01,2026-11-02', /is no window/],
    ['T,T', /`T` is no time/],
    ['2026-11-01T25:00:00Z,2026-11-02T00:00:00Z', /is no time/],
    ['2026-11-01T00:00:00,2026-11-02T00:00:00', /is no time/],
    [`${'1'.repeat(100_000)},2`, /`1{40}…` is no window/],
    [`${' '.repeat(100_000)}x`, /is no window/],
    ['12h offset 0x1d', /is no window/],
    ["7d'; drop table cost_hours", /is no window/],
  ])('refuses %s', (window, message) => {
    expect(() => read(window)).toThrow(PortlightError);
    expect(() => read(window)).toThrow(message);
  });

  it('answers the first second of a day', () => {
    expect(read('today', 'UTC', '2026-11-18T00:00:00Z').notices).toEqual([]);
  });
});
