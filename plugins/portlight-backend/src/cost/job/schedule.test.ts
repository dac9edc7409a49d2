import type { HourCoverage } from '@portlight/plugin-portlight-common';
import { finishedUntil, missingHours, redoAt } from './schedule';

const HOUR = 3_600;
const NOON = Date.UTC(2026, 10, 21, 12) / 1000;
const COMPLETE: HourCoverage = {
  observedMinutes: 60,
  usage: 'complete',
  reasons: [],
};

it.each([
  [0, NOON - HOUR],
  [119, NOON - HOUR],
  [120, NOON],
  [HOUR + 119, NOON],
])('%i seconds after an hour has ended, hours end at %i', (after, until) => {
  expect(finishedUntil(NOON + after)).toBe(until);
});

describe('missing hours', () => {
  it('are those since the first, the oldest first', () => {
    const done = new Set([NOON - 2 * HOUR]);
    expect(missingHours(NOON - 3 * HOUR + 600, done, NOON + 120)).toEqual([
      NOON - 3 * HOUR,
      NOON - HOUR,
    ]);
  });

  it('are none of a cluster that nobody has seen', () => {
    expect(missingHours(undefined, new Set(), NOON)).toEqual([]);
  });

  it('are those of a week at most', () => {
    const hours = missingHours(NOON - 1000 * HOUR, new Set(), NOON + 120);
    expect(hours).toHaveLength(7 * 24);
  });
});

describe('an incomplete hour', () => {
  const partial: HourCoverage = { ...COMPLETE, usage: 'partial' };

  it.each([
    [1, 10],
    [2, 20],
    [3, 40],
    [7, 640],
  ])('is tried again %i times after %i minutes', (attempts, minutes) => {
    expect(redoAt(NOON, partial, attempts, NOON + HOUR)).toBe(
      NOON + HOUR + minutes * 60,
    );
  });

  it('is left as it is a day later', () => {
    expect(redoAt(NOON, partial, 1, NOON + 25 * HOUR)).toBeUndefined();
    expect(redoAt(NOON, partial, 1_000, NOON + HOUR)).toBeUndefined();
  });

  it.each([
    ['complete', COMPLETE, false],
    [
      'one that was charged by requests',
      { ...COMPLETE, usage: 'requests-only' as const },
      false,
    ],
    [
      'one that was not watched all the time',
      { ...COMPLETE, observedMinutes: 59 },
      true,
    ],
  ])('is done again or not: %s', (_, coverage, again) => {
    expect(redoAt(NOON, coverage, 1, NOON + HOUR) !== undefined).toBe(again);
  });
});
