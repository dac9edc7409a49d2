import type { HistoryValues } from '../history';
import { bridgeLate } from './bridgeLate';
import type { PastSeries } from './PastSeries';

const past = (
  values: HistoryValues,
  { step = 15, level = 'samples' }: Partial<PastSeries> = {},
): PastSeries => ({
  step,
  level,
  times: values.map((_, index) => index * step),
  peers: [{ id: 'a', name: 'a' }],
  rows: [
    {
      name: 'g',
      labels: [],
      type: 'gauge',
      kind: 'gauge',
      cells: new Map([[0, { values, minimum: values, maximum: values }]]),
    },
  ],
});

describe('bridgeLate', () => {
  it.each<[string, HistoryValues, HistoryValues]>([
    ['a late scrape', [1, null, 3], [1, 1, 3]],
    ['one that is still to come', [1, 2, null], [1, 2, 2]],
    ['an outage stays a gap', [1, null, null, 4], [1, null, null, 4]],
    [
      'one at the end too, but for its last step',
      [1, null, null],
      [1, null, null],
    ],
    ['nothing before', [null, 2, 3], [null, 2, 3]],
    ['every other one', [1, null, 3, null, 5], [1, 1, 3, 3, 5]],
  ])('%s', (_, values, expected) => {
    const [{ cells }] = bridgeLate(past(values), 15).rows;
    expect(cells.get(0)).toEqual({
      values: expected,
      minimum: expected,
      maximum: expected,
    });
  });

  it.each<[string, Partial<PastSeries>]>([
    ['steps that several scrapes fall in', { step: 60 }],
    ['what has been rolled up', { level: '1m' }],
  ])('leaves alone %s', (_, options) => {
    const question = past([1, null, 3], options);
    expect(bridgeLate(question, 15)).toBe(question);
  });
});
