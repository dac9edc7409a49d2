import type { Knex } from 'knex';
import { migrationsDirectory } from '../../inventory';
import { testDatabases } from '../../inventory/__testUtils__/databases';
import {
  type Clock,
  historyParts,
  leaseOf,
  seriesOf,
} from './__testUtils__/historyHarness';
import type { HistoryQuery } from './HistoryReader';

jest.setTimeout(60_000);

const databases = testDatabases();
const START = Date.parse('2026-11-21T00:00:00Z') / 1000;
const MINUTE = 60;
const CART = { cluster: 'east', target: 'service/shop/cart' };
const lease = leaseOf({ token: 1 });

const ok = seriesOf('requests_total', 'counter', [
  ['code', '200'],
  ['method', 'GET'],
]);
const failed = seriesOf('requests_total', 'counter', [['code', '500']]);
const queue = seriesOf('queue', 'gauge');
const bucket = seriesOf('latency_bucket', 'histogram', [['le', '0.5']]);

describe.each(databases.eachSupportedId())('SqlHistoryReader on %s', id => {
  let knex: Knex;
  let clock: Clock;
  let parts: ReturnType<typeof historyParts>;

  beforeEach(async () => {
    knex = await databases.init(id);
    await knex.migrate.latest({ directory: migrationsDirectory() });
    clock = { now: START };
    parts = historyParts(knex, clock);
  });

  afterEach(async () => {
    await knex.destroy();
  });

  /** Ten minutes of two peers; b is down from the fourth to the seventh, and starts anew. */
  async function tenMinutes(target = CART) {
    for (let scrape = 0; scrape < 40; scrape++) {
      const at = START + scrape * 15;
      clock.now = at;
      const up = at < START + 3 * MINUTE || at >= START + 7 * MINUTE;
      const since = at < START + 3 * MINUTE ? 0 : 28;
      await parts.writer.append({
        ...target,
        lease,
        samples: [
          {
            peer: 'a',
            at,
            series: [ok, failed, queue, bucket],
            values: [100 + scrape * 30, 7, scrape % 4, scrape],
          },
          ...(up
            ? [
                {
                  peer: 'b',
                  at,
                  series: [ok, queue],
                  values: [(scrape - since) * 15, 5],
                },
              ]
            : []),
        ],
      });
    }
    clock.now = START + 10 * MINUTE;
  }

  const ask = (query: Partial<HistoryQuery> = {}) =>
    parts.reader.range({
      ...CART,
      since: START,
      until: START + 10 * MINUTE,
      step: MINUTE,
      ...query,
    });

  it('answers rates and values by peer, with a gap where a peer was down', async () => {
    await tenMinutes();
    const answer = await ask();
    expect(answer).toMatchObject({ step: 60, level: '1m' });
    expect(answer.times).toEqual(
      Array.from({ length: 10 }, (_, index) => START + index * MINUTE),
    );
    expect(
      answer.series.map(({ name, peer, labels, kind, type }) => [
        name,
        Object.fromEntries(labels),
        peer,
        kind,
        type,
      ]),
    ).toEqual([
      ['latency_bucket', { le: '0.5' }, 'a', 'counter', 'histogram'],
      ['queue', {}, 'a', 'gauge', 'gauge'],
      ['queue', {}, 'b', 'gauge', 'gauge'],
      [
        'requests_total',
        { code: '200', method: 'GET' },
        'a',
        'counter',
        'counter',
      ],
      [
        'requests_total',
        { code: '200', method: 'GET' },
        'b',
        'counter',
        'counter',
      ],
      ['requests_total', { code: '500' }, 'a', 'counter', 'counter'],
    ]);
    expect(answer.series[1]).toMatchObject({
      average: Array(10).fill(1.5),
      minimum: Array(10).fill(0),
      maximum: Array(10).fill(3),
      last: Array(10).fill(3),
    });
    const down = [null, null, null, null];
    expect(answer.series[2]).toMatchObject({
      average: [5, 5, 5, ...down, 5, 5, 5],
    });
    expect(answer.series[3]).toMatchObject({
      rate: Array(10).fill(2),
      // What was before the first sample is not known.
      increase: [90, ...Array(9).fill(120)],
    });
    // Down for less than five minutes: from 165 to 0 is a start from 0, over the time that it took.
    expect(answer.series[4]).toMatchObject({
      rate: [1, 1, 1, ...down, 45 / 300, 1, 1],
      increase: [45, 60, 60, ...down, 45, 60, 60],
    });
    expect(answer.series[5]).toMatchObject({ rate: Array(10).fill(0) });
  });

  it.each<[string, Partial<HistoryQuery>, string[]]>([
    ['names', { names: ['queue'] }, ['queue a', 'queue b']],
    ['peers', { peers: ['b'] }, ['queue b', 'requests_total b']],
    [
      'a label',
      { matchers: [{ label: 'code', operator: '=', values: ['500', '404'] }] },
      ['requests_total a'],
    ],
    [
      'what a label is not',
      {
        names: ['requests_total'],
        matchers: [{ label: 'code', operator: '!=', values: ['200'] }],
      },
      ['requests_total a'],
    ],
    [
      'a label that is absent',
      {
        names: ['requests_total'],
        matchers: [{ label: 'method', operator: '=', values: [''] }],
      },
      ['requests_total a'],
    ],
    ['what nobody said', { names: ['__proto__'] }, []],
    ['another target', { target: 'service/shop/other' }, []],
    ['another cluster', { cluster: 'west' }, []],
  ])('narrows by %s', async (_, query, expected) => {
    await tenMinutes();
    const { series } = await ask(query);
    expect(series.map(({ name, peer }) => `${name} ${peer}`)).toEqual(expected);
  });

  it('answers nothing of a time without samples', async () => {
    await tenMinutes();
    const answer = await ask({ since: START - 600, until: START });
    expect(answer.series).toEqual([]);
    expect(answer.times.length).toBeGreaterThan(0);
  });

  it.each([
    [{ until: START }, /end after its start/],
    [{ step: 0 }, /a step of more than 0/],
    [{ since: NaN }, /end after its start/],
    [{ since: 0, step: 1 }, /has \d+ points of 1 s, and at most 11000/],
  ])('refuses %p', async (query, message) => {
    await expect(ask(query)).rejects.toThrow(message);
  });

  it('refuses an answer that is too large, and says what to narrow', async () => {
    const series = Array.from({ length: 2_500 }, (_, index) =>
      seriesOf(`metric_${index}`, 'gauge'),
    );
    await parts.writer.append({
      ...CART,
      lease,
      samples: [{ peer: 'a', at: START, series, values: series.map(() => 1) }],
    });
    await expect(ask()).rejects.toThrow(
      /2500 series with 10 points .*choose fewer metrics or peers/,
    );
    await expect(
      ask({ names: series.slice(0, 1_000).map(({ name }) => name), step: 1 }),
    ).rejects.toThrow(/1000 series with 600 points/);
    const { series: some } = await ask({ names: ['metric_7'] });
    expect(some).toHaveLength(1);
  });

  it('tells since when there is history, by level', async () => {
    expect(await parts.reader.coverage(CART)).toEqual({ since: {} });
    await tenMinutes();
    expect(await parts.reader.coverage(CART)).toEqual({
      since: { samples: START, '1m': START, '5m': START, '1h': START },
    });
    clock.now = START + 86_400;
    await knex('metric_levels').insert({
      level: '5m',
      kept_since: START + 300,
    });
    expect(await parts.reader.coverage(CART)).toEqual({
      since: {
        samples: START + 86_400 - 7_200,
        '1m': START,
        '5m': START + 300,
        '1h': START,
      },
    });
  });
});
