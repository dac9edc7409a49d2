import fc from 'fast-check';
import { defaultStep, stepIndex, stepsOf } from './steps';
import type { CostStep, TimeWindow } from './types';

const HOUR = 3600;
const at = (time: string) => Date.parse(time) / 1000;

function window(since: string, until: string, timeZone = 'UTC'): TimeWindow {
  return { since: at(since), until: at(until), timeZone, notices: [] };
}

const lengths = (of: TimeWindow, step: CostStep) =>
  stepsOf(of, step).map(({ since, until }) => (until - since) / HOUR);

describe('steps', () => {
  it.each<[string, CostStep, TimeWindow, number[]]>([
    [
      'days with an hour more and less where clocks change',
      'day',
      window('2026-10-23T22:00Z', '2026-10-26T23:00Z', 'Europe/Berlin'),
      [24, 25, 24],
    ],
    [
      'days where clocks go forward',
      'day',
      window('2026-03-27T23:00Z', '2026-03-29T22:00Z', 'Europe/Berlin'),
      [24, 23],
    ],
    [
      'days cut to the window',
      'day',
      window('2026-11-01T12:00Z', '2026-11-02T06:00Z'),
      [12, 6],
    ],
    [
      'weeks from Sunday',
      'week',
      window('2026-11-13T00:00Z', '2026-11-24T00:00Z'),
      [48, 168, 48],
    ],
    [
      'months',
      'month',
      window('2026-01-31T00:00Z', '2026-03-02T00:00Z'),
      [24, 28 * 24, 24],
    ],
    [
      'hours',
      'hour',
      window('2026-11-01T00:00Z', '2026-11-01T03:00Z'),
      [1, 1, 1],
    ],
  ])('are %s', (_, step, of, expected) => {
    expect(lengths(of, step)).toEqual(expected);
  });

  it('are a window without a gap, and each time is in one of them', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(
          'UTC',
          'Europe/Berlin',
          'America/Sao_Paulo',
          'Asia/Kolkata',
          'Australia/Lord_Howe',
        ),
        fc.constantFrom<CostStep>('hour', 'day', 'week', 'month'),
        fc.integer({ min: 400_000, max: 500_000 }),
        fc.integer({ min: 1, max: 1500 }),
        (timeZone, step, start, length) => {
          const of: TimeWindow = {
            since: start * HOUR,
            until: (start + length) * HOUR,
            timeZone,
            notices: [],
          };
          const steps = stepsOf(of, step);
          expect(steps[0].since).toBe(of.since);
          expect(steps[steps.length - 1].until).toBe(of.until);
          const ends = steps.map(({ until }) => until);
          expect(steps.map(({ since }) => since)).toEqual([
            of.since,
            ...ends.slice(0, -1),
          ]);
          const indices = steps.map((_, index) => index);
          expect(steps.map(each => stepIndex(steps, each.since))).toEqual(
            indices,
          );
          expect(ends.map(end => stepIndex(steps, end - 1))).toEqual(indices);
          expect(steps.every(each => each.until > each.since)).toBe(true);
          expect(stepIndex(steps, of.since - 1)).toBe(-1);
          expect(stepIndex(steps, of.until)).toBe(-1);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('are refused where they are too many', () => {
    expect(() =>
      stepsOf(window('2021-01-01T00:00Z', '2026-01-01T00:00Z'), 'hour'),
    ).toThrow(/more than 2000 steps of one hour/);
  });

  it.each<[number, CostStep]>([
    [1, 'hour'],
    [30, 'day'],
    [365, 'week'],
    [1000, 'month'],
  ])('of a window of %s days are one %s', (days, step) => {
    expect(defaultStep({ since: 0, until: days * 24 * HOUR })).toBe(step);
  });
});
