import {
  counter,
  gauge,
  histogram,
  histogramSamples,
  type TestFamily,
} from '../__testUtils__/scrapeOf';
import { aggregate, only } from '../__testUtils__/aggregate';
import { describeFamily } from './describeFamily';
import type { MetricsSnapshot } from './types';

describe('Gauges and what is like them', () => {
  it.each<[name: string, values: number[], expected: object]>([
    [
      'numbers',
      [1, 2, 6],
      { count: 3, sum: 9, average: 3, minimum: 1, maximum: 6 },
    ],
    [
      'NaN among them',
      [1, NaN, 3],
      { sum: 'NaN', average: 'NaN', minimum: 1, maximum: 3 },
    ],
    ['only NaN', [NaN], { sum: 'NaN', minimum: 'NaN', maximum: 'NaN' }],
    [
      'infinities',
      [Infinity, 1],
      { sum: '+Inf', average: '+Inf', minimum: 1, maximum: '+Inf' },
    ],
    [
      'opposite infinities',
      [Infinity, -Infinity],
      { sum: 'NaN', minimum: '-Inf', maximum: '+Inf' },
    ],
    ['small beside large ones', [1e100, 1, -1e100], { sum: 1 }],
  ])('aggregates %s', (_name, values, expected) => {
    const snapshot = aggregate([
      Object.fromEntries(
        values.map((value, peer) => [`p${peer}`, [gauge('y', [{}, value])]]),
      ),
    ]);
    // as it is stored
    const stored = JSON.parse(JSON.stringify(snapshot)) as MetricsSnapshot;
    expect(stored).toEqual(snapshot);
    expect(only(stored, 'y')).toMatchObject(expected);
  });

  it('says which peer has what', () => {
    const snapshot = aggregate([
      { b: [gauge('y', [{ k: '1' }, 1])], a: [gauge('y', [{ k: '2' }, 2])] },
    ]);
    const detail = describeFamily(snapshot, 'y');
    expect(detail?.peers.map(({ id }) => id)).toEqual(['a', 'b']);
    expect(detail?.series.map(({ values }) => values)).toEqual([
      [null, 1],
      [2, null],
    ]);
  });

  it('takes the first of a series that is there twice', () => {
    const snapshot = aggregate([{ a: [gauge('y', [{}, 1], [{}, 2])] }]);
    expect(only(snapshot, 'y').sum).toBe(1);
  });

  it('keeps labels with the names of what objects have', () => {
    const labels = JSON.parse('{"__proto__":"x","constructor":"y"}');
    const series = only(aggregate([{ a: [gauge('y', [labels, 1])] }]), 'y');
    expect(JSON.stringify(series.labels)).toBe(
      '{"__proto__":"x","constructor":"y"}',
    );
    expect(Object.getPrototypeOf(series.labels)).toBe(Object.prototype);
  });

  it('does not count samples with timestamps of more than five minutes ago', () => {
    const said = (timestamp: number): TestFamily[] => [
      { name: 'y', type: 'gauge', samples: [{ value: 1, timestamp }] },
    ];
    const snapshot = aggregate([
      { old: said(699), now: said(701), future: said(99_999) },
    ]);
    expect(only(snapshot, 'y').count).toBe(2);
    expect(snapshot.notices).toEqual([
      '1 samples of old have timestamps more than five minutes old and do not count.',
    ]);
  });

  it('counts the peers of an info by its labels', () => {
    const said = (version: string): TestFamily[] => [
      {
        name: 'build',
        type: 'info',
        samples: [{ suffix: '_info', labels: { version }, value: 1 }],
      },
    ];
    const snapshot = aggregate([{ a: said('1'), b: said('2'), c: said('2') }]);
    expect(
      describeFamily(snapshot, 'build_info')?.series.map(
        ({ labels, count, sum }) => ({ labels, count, sum }),
      ),
    ).toEqual([
      { labels: { version: '1' }, count: 1, sum: undefined },
      { labels: { version: '2' }, count: 2, sum: undefined },
    ]);
  });

  it('counts the peers of a stateset by state', () => {
    const said = (state: string): TestFamily[] => [
      {
        name: 'role',
        type: 'stateset',
        samples: ['leader', 'follower'].map(role => ({
          labels: { role },
          value: role === state ? 1 : 0,
        })),
      },
    ];
    const snapshot = aggregate([
      { a: said('leader'), b: said('follower'), c: said('follower') },
    ]);
    expect(only(snapshot, 'role')).toMatchObject({
      labels: {},
      count: 3,
      states: { leader: 1, follower: 2 },
      values: [null, null, null],
    });
  });
});

describe('Summaries', () => {
  it('adds counts and sums, and gives the range of quantiles', () => {
    const said = (count: number, p99: number): TestFamily[] => [
      {
        name: 's',
        type: 'summary',
        samples: [
          { labels: { quantile: '0.99' }, value: p99 },
          { suffix: '_sum', value: count / 10 },
          { suffix: '_count', value: count },
        ],
      },
    ];
    const snapshot = aggregate([
      { a: said(0, 1), b: said(0, NaN) },
      { a: said(15, 3), b: said(30, NaN) },
    ]);
    expect(only(snapshot, 's')).toMatchObject({
      rate: 3,
      values: [15, 30],
      summary: {
        count: 45,
        sum: 4.5,
        quantiles: [{ quantile: 0.99, minimum: 3, maximum: 3 }],
      },
    });
  });

  it('has no number for a summary of quantiles only', () => {
    const snapshot = aggregate([
      {
        a: [
          {
            name: 's',
            type: 'summary',
            samples: [{ labels: { quantile: '0.5' }, value: 3 }],
          },
        ],
      },
    ]);
    expect(only(snapshot, 's').values).toEqual([null]);
  });
});

describe('Histograms', () => {
  it('adds buckets by the number that a bound is', () => {
    const snapshot = aggregate([
      {
        a: [histogram('h', { '1': 1, '10': 2, '+Inf': 3 }, 4)],
        b: [histogram('h', { '1.0': 10, '1e1': 20, Inf: 30, '+Inf': 30 }, 5)],
      },
    ]);
    expect(only(snapshot, 'h').histogram).toMatchObject({
      exact: true,
      count: 33,
      sum: 9,
      buckets: [
        { upperBound: 1, count: 11 },
        { upperBound: 10, count: 22 },
        { upperBound: '+Inf', count: 33 },
      ],
      quantilesOver: 'all',
    });
    expect(describeFamily(snapshot, 'h')?.family.conflict).toBeUndefined();
  });

  it('uses the bounds that all peers have', () => {
    const snapshot = aggregate([
      {
        a: [histogram('h', { '1': 1, '5': 2, '+Inf': 3 })],
        b: [histogram('h', { '2': 10, '5': 20, '+Inf': 30 })],
        c: [gauge('other', [{}, 1])],
      },
    ]);
    const detail = describeFamily(snapshot, 'h');
    expect(detail?.series[0].histogram).toMatchObject({
      exact: false,
      buckets: [
        { upperBound: 5, count: 22 },
        { upperBound: '+Inf', count: 33 },
      ],
    });
    expect(detail?.family.conflict).toMatch(/different buckets/);
  });

  it('takes quantiles from the observations of the window', () => {
    const snapshot = aggregate([
      { a: [histogram('h', { '1': 1000, '2': 1000, '+Inf': 1000 })] },
      { a: [histogram('h', { '1': 1000, '2': 1010, '+Inf': 1010 })] },
    ]);
    const { histogram: found, rate } = only(snapshot, 'h');
    expect(rate).toBeCloseTo(10 / 15, 12);
    expect(found?.quantilesOver).toBe('window');
    expect(found?.quantiles).toEqual([
      { quantile: 0.5, value: 1.5, error: 0.5 },
      { quantile: 0.95, value: 1.95, error: expect.closeTo(0.95, 9) },
      {
        quantile: 0.99,
        value: expect.closeTo(1.99, 9),
        error: expect.closeTo(0.99, 9),
      },
    ]);
  });

  it('is reset as a whole, whichever part shows it', () => {
    const snapshot = aggregate([
      { a: [histogram('h', { '1': 100, '+Inf': 110 }, -5)] },
      { a: [histogram('h', { '1': 20, '+Inf': 150 }, -9)] },
    ]);
    const increases = snapshot.families[0].series[0].samples.map(
      ({ part, bound, increases: [increase] = [] }) => [part, bound, increase],
    );
    expect(increases).toEqual([
      ['count', undefined, 150],
      ['sum', undefined, -9],
      ['bucket', 1, 20],
      ['bucket', '+Inf', 150],
    ]);
  });

  it('does not take a sum that falls for a reset', () => {
    const snapshot = aggregate([
      { a: [histogram('h', { '1': 1, '+Inf': 1 }, 5)] },
      { a: [histogram('h', { '1': 2, '+Inf': 2 }, -5)] },
    ]);
    const sum = snapshot.families[0].series[0].samples.find(
      ({ part }) => part === 'sum',
    );
    expect(sum?.increases).toEqual([-10]);
  });

  it('has levels only of a gaugehistogram', () => {
    const said = (value: number): TestFamily[] => [
      {
        name: 'g',
        type: 'gaugehistogram',
        samples: [
          { suffix: '_bucket', labels: { le: '1' }, value },
          { suffix: '_bucket', labels: { le: '+Inf' }, value },
          { suffix: '_gcount', value },
          { suffix: '_gsum', value },
        ],
      },
    ];
    const series = only(aggregate([{ a: said(9) }, { a: said(4) }]), 'g');
    expect(series.rate).toBeUndefined();
    expect(series.histogram).toMatchObject({
      count: 4,
      sum: 4,
      quantilesOver: 'all',
      quantiles: [{ value: 0.5 }, {}, {}],
    });
  });

  it('shows a bucket without a bound as it is', () => {
    const snapshot = aggregate([
      {
        a: [
          {
            name: 'h',
            type: 'histogram',
            samples: [
              ...histogramSamples({}, { '+Inf': 1 }),
              { suffix: '_bucket', labels: { le: 'many' }, value: 7 },
            ],
          },
        ],
      },
    ]);
    expect(only(snapshot, 'h_bucket')).toMatchObject({
      labels: { le: 'many' },
      sum: 7,
    });
  });
});

describe('What does not agree', () => {
  it('keeps types apart, and gives the name to the type of most peers', () => {
    const snapshot = aggregate([
      {
        a: [gauge('x_total', [{}, 100])],
        b: [counter('x_total', [{}, 1])],
        c: [counter('x_total', [{}, 2])],
      },
    ]);
    expect(describeFamily(snapshot, 'x_total')?.family).toMatchObject({
      type: 'counter',
      peers: 2,
      conflict:
        '2 peers expose it as counter, 1 as gauge; they are kept apart.',
    });
    expect(only(snapshot, 'x_total').sum).toBe(3);
    expect(only(snapshot, 'x_total (gauge)').sum).toBe(100);
  });

  it('notes units that differ and shows the longest help', () => {
    const said = (unit: string, help: string): TestFamily[] => [
      { ...gauge('y', [{}, 1]), unit, help },
    ];
    const snapshot = aggregate([
      { a: said('seconds', 'Short'), b: said('bytes', 'Longer help') },
    ]);
    expect(describeFamily(snapshot, 'y')?.family).toEqual({
      name: 'y',
      type: 'gauge',
      help: 'Longer help',
      series: 1,
      peers: 2,
      conflict: 'Its peers do not agree on its unit: bytes, seconds.',
    });
  });

  it('starts a counter anew that was a gauge for a while', () => {
    const snapshot = aggregate([
      { a: [counter('x', [{}, 10])] },
      { a: [gauge('x', [{}, 3])] },
    ]);
    expect(only(snapshot, 'x')).toMatchObject({ sum: 3 });
    expect(only(snapshot, 'x').rate).toBeUndefined();
  });
});
