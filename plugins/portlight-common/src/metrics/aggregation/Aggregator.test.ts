import { counter, gauge, histogram, scrapeOf } from '../__testUtils__/scrapeOf';
import { aggregate, only, type Round } from '../__testUtils__/aggregate';
import { Aggregator } from './Aggregator';
import { describeFamily } from './describeFamily';
import { mergeSnapshots } from './mergeSnapshots';

describe('Counters', () => {
  it.each<[name: string, levels: number[][], sum: number, ...rate: number[]]>([
    ['one scrape has no rate', [[5, 7]], 12],
    [
      'rates of peers add up',
      [
        [0, 10],
        [15, 40],
      ],
      55,
      3,
    ],
    ['a reset adds what is counted since', [[10], [4]], 4, 4 / 15],
    ['several resets in the window', [[10], [4], [9], [2]], 2, 11 / 45],
    ['a counter that stands still', [[7], [7]], 7, 0],
    [
      'only what is in the last minute',
      [[0], [1000], [1001], [1002], [1003], [1004]],
      1004,
      3 / 45,
    ],
    ['NaN has no increase', [[NaN], [7]], 7],
  ])('%s', (_name, levels, sum, ...[rate]) => {
    const snapshot = aggregate(
      levels.map(values =>
        Object.fromEntries(
          values.map((value, peer) => [
            `p${peer}`,
            [counter('requests_total', [{ code: '200' }, value])],
          ]),
        ),
      ),
    );
    const series = only(snapshot, 'requests_total');
    expect(series.sum).toBe(sum);
    // -1 stands for none: rates of counters are never negative
    expect(series.rate ?? -1).toBeCloseTo(rate ?? -1, 12);
    expect(series.labels).toEqual({ code: '200' });
  });

  it('finds a reset by the created timestamp although the value grew', () => {
    const said = (value: number, created: number) => [
      {
        name: 'requests',
        type: 'counter' as const,
        samples: [{ suffix: '_total', value, created }],
      },
    ];
    const snapshot = aggregate([
      { a: said(10, 500), b: said(10, 500) },
      { a: said(40, 1005), b: said(40, 500) },
    ]);
    const [family] = snapshot.families;
    expect(family.series[0].samples[0].increases).toEqual([40, 30]);
  });

  it('has one family for both formats', () => {
    const snapshot = aggregate([
      {
        a: [counter('requests_total', [{}, 1])],
        b: [
          {
            name: 'requests',
            type: 'counter',
            samples: [{ suffix: '_total', value: 2 }],
          },
        ],
      },
    ]);
    expect(only(snapshot, 'requests_total').sum).toBe(3);
  });

  it('goes on after a scrape that did not have the series', () => {
    const snapshot = aggregate([
      { a: [counter('x_total', [{}, 10])] },
      { a: [gauge('other', [{}, 1])] },
      { a: [counter('x_total', [{}, 16])] },
    ]);
    expect(only(snapshot, 'x_total').rate).toBeCloseTo(6 / 30, 12);
  });

  it('takes the seconds that a series was there for', () => {
    const snapshot = aggregate([
      { a: [counter('x_total', [{ k: 'old' }, 0])] },
      { a: [counter('x_total', [{ k: 'old' }, 0], [{ k: 'new' }, 0])] },
      { a: [counter('x_total', [{ k: 'old' }, 30], [{ k: 'new' }, 30])] },
    ]);
    const rates = describeFamily(snapshot, 'x_total')!.series.map(
      ({ labels, rate }) => [labels.k, rate],
    );
    expect(rates).toEqual([
      ['new', 2],
      ['old', 1],
    ]);
  });

  it('has no rate over more than five minutes', () => {
    const aggregator = new Aggregator();
    const peer = { id: 'a', name: 'a' };
    const scrape = scrapeOf([counter('x_total', [{}, 1])]);
    aggregator.add({ peer, at: 1000, scrape });
    aggregator.add({ peer, at: 1301, scrape });
    expect(only(aggregator.snapshot(), 'x_total').rate).toBeUndefined();
    aggregator.add({ peer, at: 1420, scrape });
    expect(only(aggregator.snapshot(), 'x_total').rate).toBe(0);
  });

  it('has no rate after the clock went back', () => {
    const aggregator = new Aggregator();
    const peer = { id: 'a', name: 'a' };
    const scrape = scrapeOf([counter('x_total', [{}, 1])]);
    aggregator.add({ peer, at: 1000, scrape });
    aggregator.add({ peer, at: 900, scrape });
    expect(only(aggregator.snapshot(), 'x_total').rate).toBeUndefined();
  });
});

describe('Peers', () => {
  it('counts nothing of a peer that failed, and goes on when it is back', () => {
    const said = (value: number) => [
      counter('x_total', [{}, value]),
      gauge('y', [{}, value]),
    ];
    const rounds: Round[] = [
      { a: said(0), b: said(0) },
      { a: said(15), b: said(30) },
      { a: said(30), b: 'It answered with status 500' },
    ];
    const failed = aggregate(rounds);
    expect(only(failed, 'y')).toMatchObject({ count: 1, sum: 30 });
    expect(only(failed, 'x_total')).toMatchObject({ sum: 30, rate: 1 });
    expect(describeFamily(failed, 'y')?.peers).toEqual([
      {
        id: 'a',
        name: 'a',
        up: true,
        scrapedAt: '1970-01-01T00:17:10.000Z',
      },
      {
        id: 'b',
        name: 'b',
        up: false,
        message: 'It answered with status 500',
        scrapedAt: '1970-01-01T00:17:10.000Z',
      },
    ]);
    const back = aggregate([...rounds, { a: said(45), b: said(90) }]);
    expect(only(back, 'x_total')).toMatchObject({ sum: 135, rate: 3 });
  });

  it('forgets a peer that left, and takes it for new when it comes again', () => {
    const said = (value: number) => [counter('x_total', [{}, value])];
    const gone = aggregate([{ a: said(1), b: said(9) }, { a: said(1) }]);
    expect(gone.peers.map(({ id }) => id)).toEqual(['a']);
    expect(only(gone, 'x_total')).toMatchObject({ sum: 1, rate: 0 });
    const again = aggregate([
      { a: said(1), b: said(9) },
      { a: said(1) },
      { a: said(1), b: said(90) },
    ]);
    expect(only(again, 'x_total')).toMatchObject({ sum: 91, rate: 0 });
  });

  it('lists a peer that was not scraped yet', () => {
    const aggregator = new Aggregator();
    aggregator.know({ id: 'a', name: 'a' });
    expect(aggregator.snapshot().peers).toEqual([
      { id: 'a', name: 'a', up: false },
    ]);
  });

  it('keeps peers of one id in two clusters apart', () => {
    const aggregator = new Aggregator();
    for (const cluster of ['one', 'two']) {
      aggregator.add({
        peer: { id: '10.0.0.1:80', name: '10.0.0.1:80', cluster },
        at: 1000,
        scrape: scrapeOf([gauge('y', [{}, 1])]),
      });
    }
    expect(only(aggregator.snapshot(), 'y').count).toBe(2);
  });
});

describe('Bounds', () => {
  const many = (name: string, series: number) =>
    gauge(
      name,
      ...Array.from(
        { length: series },
        (_, index): [Record<string, string>, number] => [
          { k: String(index).padStart(4, '0') },
          index,
        ],
      ),
    );

  it('puts no more together than fits into memory, and counts all that it leaves out', () => {
    const said = [many('y', 1000)];
    const snapshot = aggregate([{ a: said, b: said }], {
      limits: { cells: 10 },
    });
    const [family] = snapshot.families;
    expect(family.series).toHaveLength(5);
    expect(family.cut).toBe(995);
  });

  it('cuts the largest families and leaves the small ones whole', () => {
    const said = [many('large', 100), many('larger', 1000), many('small', 5)];
    const snapshot = aggregate([{ a: said }], { limits: { series: 105 } });
    expect(
      snapshot.families.map(({ name, series, cut }) => [
        name,
        series.length,
        cut,
      ]),
    ).toEqual([
      ['large', 50, 50],
      ['larger', 50, 950],
      ['small', 5, undefined],
    ]);
  });

  it('counts peers too', () => {
    const said = [many('y', 100)];
    const snapshot = aggregate([{ a: said, b: said }], {
      limits: { cells: 50 },
    });
    expect(snapshot.families[0].series).toHaveLength(25);
  });

  it('never keeps a part of a histogram', () => {
    const snapshot = aggregate(
      [{ a: [histogram('h', { '1': 1, '+Inf': 1 })] }],
      { limits: { series: 3 } },
    );
    expect(snapshot.families[0]).toMatchObject({ series: [], cut: 4 });
  });

  it('forgets series that are gone, and knows those that are not', () => {
    const aggregator = new Aggregator();
    const peer = { id: 'a', name: 'a' };
    for (let round = 0; round < 20; round++) {
      aggregator.add({
        peer,
        at: 1000 + round * 15,
        scrape: scrapeOf([
          counter(
            'x_total',
            [{ k: 'stays' }, round],
            ...Array.from(
              { length: 500 },
              (_, index): [Record<string, string>, number] => [
                { k: `${round}-${index}` },
                1,
              ],
            ),
          ),
        ]),
      });
    }
    const stays = describeFamily(aggregator.snapshot(), 'x_total')!.series.find(
      ({ labels }) => labels.k === 'stays',
    );
    expect(stays?.rate).toBeCloseTo(1 / 15, 12);
  });
});

describe('mergeSnapshots', () => {
  it('takes the newer scrape of a peer that is in both', () => {
    const older = aggregate([{ a: [gauge('y', [{}, 1])] }]);
    const newer = aggregate([
      { a: [gauge('y', [{}, 1])] },
      { a: [gauge('y', [{}, 2])], b: 'refused' },
    ]);
    for (const order of [
      [older, newer],
      [newer, older],
    ]) {
      const merged = mergeSnapshots(order);
      expect(merged.peers.map(({ id }) => id)).toEqual(['a', 'b']);
      expect(only(merged, 'y')).toMatchObject({ sum: 2, count: 1 });
    }
  });

  it('makes an empty snapshot of none', () => {
    expect(mergeSnapshots([])).toEqual({
      version: 1,
      peers: [],
      families: [],
      notices: [],
    });
  });

  it('keeps count of what was left out', () => {
    const cut = (peer: string) =>
      aggregate([{ [peer]: [gauge('y', [{ k: '1' }, 1], [{ k: '2' }, 1])] }], {
        limits: { series: 1 },
      });
    expect(mergeSnapshots([cut('a'), cut('b')]).families[0].cut).toBe(2);
  });
});
