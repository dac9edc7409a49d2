import type { HistoryCoverage } from './HistoryReader';
import { planRange } from './planRange';

const DAY = 86_400;
const NOW = Date.parse('2026-11-21T12:00:00Z') / 1000;
const COVERED: HistoryCoverage['since'] = {
  samples: NOW - 7_200,
  '1m': NOW - DAY,
  '5m': NOW - 7 * DAY,
  '1h': NOW - 90 * DAY,
};

describe('planRange', () => {
  it.each([
    // The finest with at most twice the points.
    [3_600, 15, 'samples', 15],
    [3_600, 30, 'samples', 30],
    [3_600, 60, '1m', 60],
    [3_600, 90, '1m', 120],
    [3_600, 300, '5m', 300],
    [3_600, 600, '5m', 600],
    [3_600, 601, '1h', 3_600],
    // What is older is only in coarser ones.
    [10_800, 15, '1m', 60],
    [2 * DAY, 15, '5m', 300],
    [2 * DAY, 480, '5m', 600],
    [7 * DAY, 1_800, '1h', 3_600],
    [30 * DAY, 15, '1h', 3_600],
    [90 * DAY, 6 * 3_600, '1h', 6 * 3_600],
    [90 * DAY, 7 * 3_600 + 1, '1h', 8 * 3_600],
    // Older than everything.
    [400 * DAY, DAY, '1h', DAY],
  ])(
    'reads the last %p s every %p s from %p every %p s',
    (length, step, level, own) => {
      const plan = planRange(
        { since: NOW - length, until: NOW, step },
        COVERED,
      );
      expect(plan).toMatchObject({ level, step: own });
      expect([plan.since % own, plan.until % own]).toEqual([0, 0]);
      expect(plan.since).toBeLessThanOrEqual(NOW - length);
      expect(plan.since).toBeGreaterThan(NOW - length - own);
      expect(plan.until).toBeGreaterThanOrEqual(NOW);
      expect(plan.until).toBeLessThan(NOW + own);
    },
  );

  it('reads samples where the target is younger than the range', () => {
    const young = NOW - 600;
    const covered = { samples: young, '1m': young, '5m': young, '1h': young };
    expect(
      planRange({ since: NOW - 3_600, until: NOW, step: 15 }, covered).level,
    ).toBe('samples');
  });

  it('has a plan where there is nothing', () => {
    expect(planRange({ since: NOW - 60, until: NOW, step: 15 }, {})).toEqual({
      level: 'samples',
      step: 15,
      since: NOW - 60,
      until: NOW,
    });
  });
});
