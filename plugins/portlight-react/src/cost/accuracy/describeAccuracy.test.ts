import type {
  CostAccuracyItem,
  CostIncompleteHour,
} from '@portlight/plugin-portlight-common';
import fc from 'fast-check';
import {
  describeAccuracy,
  differenceWords,
  incompleteRanges,
} from './describeAccuracy';

const item = (different: Partial<CostAccuracyItem>): CostAccuracyItem => ({
  cluster: 'prod-eu',
  month: '2026-11',
  modelled: 97,
  computedHours: 480,
  incompleteHours: 0,
  missingHours: 0,
  ...different,
});

it.each<[string, CostAccuracyItem[]]>([
  ['Nothing was computed yet.', []],
  [
    'No bill was imported: how near the cost of 2 clusters is to what you pay is not known.',
    [item({}), item({ cluster: 'staging' })],
  ],
  [
    'The modelled cost was 3% under the bills; what is shown equals them.',
    [item({ billed: 100, reconciled: 100 })],
  ],
  [
    'The modelled cost was 4.5% over the bills; what is shown is 0.3% over; 1 cluster has no bill.',
    [
      item({ modelled: 106, billed: 100, reconciled: 100.6 }),
      item({ month: '2026-10', modelled: 103, billed: 100, reconciled: 100 }),
      item({ cluster: 'staging' }),
    ],
  ],
  [
    'No bill was imported: how near the cost of 1 cluster is to what you pay is not known.',
    [item({ billed: 0 })],
  ],
])('says: %s', (sentence, items) => {
  expect(describeAccuracy(items)).toBe(sentence);
});

it.each([
  [undefined, '–'],
  [Number.NaN, '–'],
  [0, 'equal'],
  [0.031, '3.1% over'],
  [-0.0004, '<0.1% under'],
  [-1, '100% under'],
])('calls the difference %p %p', (difference, words) => {
  expect(differenceWords(difference, 'en')).toBe(words);
});

const hour = (
  at: number,
  cluster = 'a',
  reasons = ['down'],
): CostIncompleteHour => ({
  cluster,
  hour: new Date(at * 3_600_000).toISOString(),
  reasons,
  attempts: 1,
});

it('puts hours of the same cluster and cause together', () => {
  expect(
    incompleteRanges([
      hour(5),
      hour(4),
      hour(4, 'b'),
      hour(3),
      hour(1),
      hour(0, 'a', ['usage']),
    ]),
  ).toMatchObject([
    { cluster: 'a', start: 3 * 3_600_000, end: 6 * 3_600_000, hours: 3 },
    { cluster: 'b', hours: 1 },
    { cluster: 'a', hours: 1, reasons: ['down'] },
    { cluster: 'a', hours: 1, reasons: ['usage'] },
  ]);
});

it('loses no hour and adds none', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(
        fc.record({
          at: fc.integer({ min: 0, max: 40 }),
          cluster: fc.constantFrom('a', 'b'),
        }),
        { selector: ({ at, cluster }) => `${cluster}${at}` },
      ),
      hours => {
        const ranges = incompleteRanges(
          hours.map(({ at, cluster }) => hour(at, cluster)),
        );
        expect(ranges.reduce((sum, range) => sum + range.hours, 0)).toBe(
          hours.length,
        );
        for (const range of ranges) {
          expect(range.end - range.start).toBe(range.hours * 3_600_000);
        }
      },
    ),
  );
});
