import type { Knex } from 'knex';
import { migrationsDirectory } from '../../inventory';
import { testDatabases } from '../../inventory/__testUtils__/databases';
import {
  type Clock,
  historyParts,
  leaseOf,
  type Ownership,
  seriesOf,
  withFaults,
} from './__testUtils__/historyHarness';
import type { PeerSamples, SampledSeries } from './HistoryWriter';

jest.setTimeout(60_000);

const databases = testDatabases();
const START = Date.parse('2026-11-21T00:00:00Z') / 1000;
const HOUR = 3_600;
const CART = { cluster: 'east', target: 'service/shop/cart' };

const requests = seriesOf('requests_total', 'counter', [['code', '200']]);
const queue = seriesOf('queue', 'gauge');

function many(count: number, prefix = 'metric'): SampledSeries[] {
  return Array.from({ length: count }, (_, index) =>
    seriesOf(`${prefix}_${index}`, 'gauge'),
  );
}

describe.each(databases.eachSupportedId())('SqlHistoryWriter on %s', id => {
  let knex: Knex;
  let clock: Clock;
  let owner: Ownership;

  beforeEach(async () => {
    knex = await databases.init(id);
    await knex.migrate.latest({ directory: migrationsDirectory() });
    clock = { now: START + 10 };
    owner = { token: 1 };
  });

  afterEach(async () => {
    await knex.destroy();
  });

  const samplesOf = (
    series: readonly SampledSeries[],
    values: readonly number[],
    more: Partial<PeerSamples> = {},
  ): PeerSamples => ({ peer: 'a', at: clock.now, series, values, ...more });

  const stored = async () => {
    const rows: { peer: string; name: string; at: number; value: number }[] =
      await knex('metric_samples')
        .join('metric_series', 'metric_series.id', 'metric_samples.series')
        .join('metric_peers', 'metric_peers.id', 'metric_series.peer')
        .orderBy(['at', 'metric_peers.peer', 'name', 'labels'])
        .select('metric_peers.peer', 'name', 'at', 'value');
    return rows.map(row => Object.values(row).join(' '));
  };

  it('keeps what finite values peers said, once, in whole seconds', async () => {
    const { writer } = historyParts(knex, clock);
    const samples = [
      samplesOf([requests, queue], [5, 1.5], { at: START + 0.9 }),
      samplesOf([requests, queue], [7, NaN], { peer: 'b' }),
      samplesOf([queue], [Infinity], { peer: 'c' }),
    ];
    const lease = leaseOf(owner);
    expect(await writer.append({ ...CART, lease, samples })).toEqual({
      written: 3,
      capped: 0,
      dropped: 0,
    });
    // Another replica's, with objects of its own.
    const other = historyParts(knex, clock).writer;
    await other.append({
      ...CART,
      lease,
      samples: [
        samplesOf([{ ...queue }, { ...requests }], [9, 9], { at: START }),
      ],
    });
    expect(await stored()).toEqual([
      `a queue ${START} 1.5`,
      `a requests_total ${START} 5`,
      `b requests_total ${START + 10} 7`,
    ]);
    expect(writer.notices(CART)).toEqual([]);
  });

  it('keeps names and labels of every kind', async () => {
    const { writer, reader } = historyParts(knex, clock);
    const nul = String.fromCharCode(0);
    const series = [
      seriesOf('__proto__', 'gauge', [['__proto__', 'constructor']]),
      seriesOf(`a${nul}b`, 'gauge', [['nul', nul]]),
      seriesOf('quotes', 'gauge', [['a', `'"\\\n$1 ? ?? :x {}`]]),
      seriesOf('long', 'gauge', [['a', 'ü'.repeat(20_000)]]),
      seriesOf('one', 'gauge', [['a', '1']]),
      seriesOf('one', 'gauge', [['a', '2']]),
    ];
    const { written } = await writer.append({
      ...CART,
      lease: leaseOf(owner),
      samples: [samplesOf(series, [1, 2, 3, 4, 5, 6])],
    });
    expect(written).toBe(6);
    const answer = await reader.range({
      ...CART,
      since: START,
      until: START + 60,
      step: 15,
    });
    const found = answer.series.map(each => [
      each.name,
      each.labels,
      each.kind === 'gauge' && each.last[0],
    ]);
    expect(found).toHaveLength(6);
    for (const [index, { name, labels }] of series.entries()) {
      expect(found).toContainEqual([
        name.split(nul).join(''),
        labels,
        index + 1,
      ]);
    }
  });

  it.each([
    ['is too late', { at: START - 2 * HOUR }],
    ['is of tomorrow', { at: START + 24 * HOUR }],
    ['has no time', { at: NaN }],
    ['has a name that no peer has', { peer: 'x'.repeat(1_001) }],
  ])('drops what %s', async (_, more) => {
    const { writer } = historyParts(knex, clock);
    const result = await writer.append({
      ...CART,
      lease: leaseOf(owner),
      samples: [samplesOf([queue], [1], more), samplesOf([queue], [2])],
    });
    expect(result).toEqual({ written: 1, capped: 0, dropped: 1 });
    expect(await stored()).toEqual([`a queue ${START + 10} 2`]);
  });

  it('writes nothing where history is turned off, or the lease is lost', async () => {
    const off = historyParts(knex, clock, { enabled: false }).writer;
    const samples = [samplesOf([queue], [1])];
    await off.append({ ...CART, lease: leaseOf(owner), samples });
    const { writer, logger } = historyParts(knex, clock);
    expect(
      await writer.append({ ...CART, lease: leaseOf(owner, 0), samples }),
    ).toEqual({ written: 0, capped: 0, dropped: 1 });
    expect(await stored()).toEqual([]);
    expect(logger.warn).not.toHaveBeenCalled();
  });

  it('writes peers with more series than one transaction takes', async () => {
    const { writer } = historyParts(knex, clock);
    const series = many(4_500);
    const values = series.map((_, index) => index);
    const lease = leaseOf(owner);
    const result = await writer.append({
      ...CART,
      lease,
      samples: [
        samplesOf(series, values),
        samplesOf([queue], [1], { peer: 'b' }),
      ],
    });
    expect(result.written).toBe(4_501);
    expect(await stored()).toHaveLength(4_501);
  });

  it('keeps the first of too many series of a target and says so', async () => {
    const { writer } = historyParts(knex, clock, { seriesPerTarget: 3 });
    const lease = leaseOf(owner);
    const append = (target: string, samples: PeerSamples[]) =>
      writer.append({ cluster: 'east', target, lease, samples });
    expect(await append('a', [samplesOf(many(5), [0, 1, 2, 3, 4])])).toEqual({
      written: 3,
      capped: 2,
      dropped: 0,
    });
    await append('b', [samplesOf(many(2, 'other'), [5, 6])]);
    expect(await stored()).toEqual(
      ['metric_0 0', 'metric_1 1', 'metric_2 2', 'other_0 5', 'other_1 6'].map(
        each => `a ${each.split(' ').join(` ${clock.now} `)}`,
      ),
    );
    expect(writer.notices({ cluster: 'east', target: 'a' })).toEqual([
      expect.stringMatching(
        /^2 series have no history: at most 3 of a service.*seriesPerTarget/,
      ),
    ]);
    expect(writer.notices({ cluster: 'east', target: 'b' })).toEqual([]);
  });

  it('keeps no more series of a cluster than may be, whoever writes them', async () => {
    const first = historyParts(knex, clock, { seriesPerCluster: 4 }).writer;
    const lease = leaseOf(owner);
    await first.append({
      ...CART,
      lease,
      samples: [samplesOf(many(3), [0, 1, 2])],
    });
    const second = historyParts(knex, clock, { seriesPerCluster: 4 }).writer;
    const result = await second.append({
      ...CART,
      target: 'usage',
      lease,
      samples: [samplesOf(many(3), [0, 1, 2])],
    });
    expect(result).toEqual({ written: 1, capped: 2, dropped: 0 });
    const [{ count }] = await knex('metric_series').count({ count: '*' });
    expect(Number(count)).toBe(4);
  });

  it('makes room of series that have not been seen for long', async () => {
    const { writer } = historyParts(knex, clock, { seriesPerTarget: 4 });
    const append = async (peer: string, prefix: string) =>
      writer.append({
        ...CART,
        lease: leaseOf(owner),
        samples: [samplesOf(many(2, prefix), [1, 2], { peer })],
      });
    await append('old', 'old');
    clock.now += HOUR;
    await append('stays', 'stays');
    // Nothing has gone for long.
    expect(await append('new', 'new')).toMatchObject({ written: 0, capped: 2 });
    for (let half = 0; half < 3; half++) {
      clock.now += HOUR / 2;
      await append('stays', 'stays');
    }
    expect(await append('new', 'new')).toMatchObject({ written: 2, capped: 0 });
    expect(await knex('metric_series').orderBy('name').pluck('name')).toEqual([
      'new_0',
      'new_1',
      'stays_0',
      'stays_1',
    ]);
    // What comes back takes its turn.
    expect(await append('old', 'old')).toMatchObject({ written: 0, capped: 2 });
    expect(writer.notices(CART)[0]).toMatch(/^2 series/);
  });

  it('drops samples while the database takes none, and goes on afterwards', async () => {
    let failing = false;
    const faulty = withFaults(knex, () => (failing ? 'before' : 'none'));
    const parts = historyParts(faulty, clock);
    const append = async (value: number) => {
      clock.now += 15;
      return parts.writer.append({
        ...CART,
        lease: leaseOf(owner),
        samples: [
          samplesOf([queue, ...(value > 1 ? [requests] : [])], [value, value]),
        ],
      });
    };
    expect(await append(1)).toMatchObject({ written: 1, dropped: 0 });
    failing = true;
    expect(await append(2)).toMatchObject({ written: 0, dropped: 2 });
    expect(await append(3)).toMatchObject({ written: 0, dropped: 2 });
    failing = false;
    expect(await append(4)).toMatchObject({ written: 2, dropped: 0 });
    expect(await stored()).toEqual([
      `a queue ${START + 25} 1`,
      `a queue ${START + 70} 4`,
      `a requests_total ${START + 70} 4`,
    ]);
    expect(parts.logger.warn).toHaveBeenCalledTimes(1);
    expect(parts.logger.warn.mock.calls[0][0]).toMatch(/history has a gap/);
  });

  it('holds no more samples than it may for a database that hangs', async () => {
    let release = () => {};
    const hanging = new Promise<void>(resolve => {
      release = resolve;
    });
    const slow = new Proxy(knex, {
      get: (target, property, receiver) =>
        property === 'transaction'
          ? async (work: (trx: Knex.Transaction) => Promise<unknown>) => {
              await hanging;
              return target.transaction(work);
            }
          : Reflect.get(target, property, receiver),
    });
    const { writer } = historyParts(slow, clock);
    const append = (count: number) =>
      writer.append({
        ...CART,
        lease: leaseOf(owner),
        samples: [
          {
            peer: 'a',
            at: clock.now,
            series: Array.from({ length: count }, () => queue),
            values: new Float64Array(count),
          },
        ],
      });
    const waiting = append(300_000);
    expect(await append(300_000)).toEqual({
      written: 0,
      capped: 0,
      dropped: 300_000,
    });
    release();
    await waiting;
    expect(await append(1)).toMatchObject({ dropped: 0 });
  });
});
