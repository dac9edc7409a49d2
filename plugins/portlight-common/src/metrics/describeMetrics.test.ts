import { Aggregator } from './aggregation';
import { counter, gauge, scrapeOf } from './__testUtils__/scrapeOf';
import { describeMetrics } from './describeMetrics';

describe('describeMetrics', () => {
  it('says who answered, when, and what each family is', () => {
    const aggregator = new Aggregator();
    aggregator.add({
      peer: { id: '1', name: 'cart-1', cluster: 'prod' },
      at: 1000,
      scrape: scrapeOf([
        { ...counter('x_total', [{ k: 'a' }, 1], [{ k: 'b' }, 1]), help: 'X' },
      ]),
    });
    aggregator.fail({
      peer: { id: '2', name: 'cart-2' },
      at: 1001.5,
      message: 'It answered with status 500',
    });
    expect(describeMetrics(aggregator.snapshot())).toEqual({
      scrapedAt: '1970-01-01T00:16:41.500Z',
      total: 2,
      answered: 1,
      peers: [
        {
          id: '1',
          name: 'cart-1',
          cluster: 'prod',
          up: true,
          scrapedAt: '1970-01-01T00:16:40.000Z',
        },
        {
          id: '2',
          name: 'cart-2',
          up: false,
          message: 'It answered with status 500',
          scrapedAt: '1970-01-01T00:16:41.500Z',
        },
      ],
      goldenSignals: expect.arrayContaining([
        expect.objectContaining({ signal: 'requestRate' }),
      ]),
      families: [
        { name: 'x_total', type: 'counter', help: 'X', series: 2, peers: 1 },
      ],
      notices: [],
    });
  });

  it('has no time before the first scrape', () => {
    const aggregator = new Aggregator();
    aggregator.know({ id: '1', name: 'cart-1' });
    const described = describeMetrics(aggregator.snapshot());
    expect(described.scrapedAt).toBeUndefined();
    expect(described).toMatchObject({ total: 1, answered: 0, families: [] });
  });

  it('says what was left out', () => {
    const aggregator = new Aggregator({ limits: { series: 2 } });
    aggregator.add({
      peer: { id: '1', name: 'cart-1' },
      at: 1000,
      scrape: scrapeOf([
        gauge('a', [{ k: '1' }, 1], [{ k: '2' }, 1], [{ k: '3' }, 1]),
        gauge('b', [{}, 1]),
      ]),
    });
    expect(describeMetrics(aggregator.snapshot()).notices).toEqual([
      '2 series of `a` are left out: there are more than can be kept.',
    ]);
  });
});
