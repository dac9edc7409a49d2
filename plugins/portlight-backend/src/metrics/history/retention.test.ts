import type { Knex } from 'knex';
import { isPostgres } from '../../database';
import { migrationsDirectory } from '../../inventory';
import { testDatabases } from '../../inventory/__testUtils__/databases';
import { InventoryStore } from '../../inventory/store/InventoryStore';
import {
  type Clock,
  historyParts,
  leaseOf,
  seriesOf,
} from './__testUtils__/historyHarness';
import { DEFAULT_HISTORY_SETTINGS } from './HistorySettings';
import { PARTITIONED, stretchOf } from './partitions';
import { HISTORY_TABLES, historyRetention, oldBefore } from './retention';

jest.setTimeout(60_000);

const databases = testDatabases();
const HOUR = 3_600;
const DAY = 24 * HOUR;
// The database's own clock counts as well, so that only the past can be old.
const NOW = Date.parse('2025-06-15T00:30:00Z') / 1000;

const requests = seriesOf('requests_total', 'counter');
const queue = seriesOf('queue', 'gauge');

describe.each(databases.eachSupportedId())('historyRetention on %s', id => {
  let knex: Knex;
  let clock: Clock;
  let parts: ReturnType<typeof historyParts>;

  beforeEach(async () => {
    knex = await databases.init(id);
    await knex.migrate.latest({ directory: migrationsDirectory() });
    clock = { now: NOW };
    parts = historyParts(knex, clock);
  });

  afterEach(async () => {
    await knex.destroy();
  });

  /** Half an hour of samples with their rollups. */
  async function halfAnHour(at: number, cluster = 'east', peers = ['a', 'b']) {
    const lease = leaseOf({ token: 1 });
    for (let time = at; time < at + HOUR / 2; time += 60) {
      clock.now = time;
      await parts.writer.append({
        cluster,
        target: 'service/shop/cart',
        lease,
        samples: peers.map(peer => ({
          peer,
          at: time,
          series: [requests, queue],
          values: [time - at, 1],
        })),
      });
    }
    clock.now = at + 2 * HOUR;
    await parts.rollups.run(cluster, lease);
    parts.writer.forget(cluster);
  }

  const run = async (limit = 50) => {
    const check = async () => {};
    for (const table of HISTORY_TABLES) {
      const before = await oldBefore(
        knex,
        table.level,
        parts.settings,
        clock.now * 1000,
      );
      await parts.partitions.drop(table, before, check);
    }
    for (const task of historyRetention(
      knex,
      parts.settings,
      () => clock.now * 1000,
    )) {
      for (let last = limit, turn = 0; last >= limit; turn++) {
        last = await knex.transaction(trx => task.remove(trx, limit));
        if (turn > 2_000) throw new Error(`${task.name} goes on for ever`);
      }
    }
  };

  async function dropSamples() {
    if (!isPostgres(knex)) {
      await knex('metric_samples').delete();
      return;
    }
    const { rows } = await knex.raw(
      `select inhrelid::regclass::text as name from pg_inherits
       where inhparent = 'metric_samples'::regclass`,
    );
    for (const { name } of rows) await knex.raw('drop table ??', [name]);
  }

  const counts = async (where: object = {}) => {
    const list: [string, number][] = [];
    for (const { table } of HISTORY_TABLES) {
      const query = knex(table);
      if (table === 'metric_scrapes') {
        query.join('metric_peers', 'metric_peers.id', 'metric_scrapes.peer');
      } else {
        query
          .join('metric_series', 'metric_series.id', `${table}.series`)
          .join('metric_peers', 'metric_peers.id', 'metric_series.peer');
      }
      const [{ count }] = await query.where(where).count({ count: '*' });
      list.push([table, Number(count)]);
    }
    return Object.fromEntries(list);
  };

  it('removes what is old of each level, and says so', async () => {
    await halfAnHour(NOW - 130 * DAY);
    await halfAnHour(NOW - 8 * DAY);
    await halfAnHour(NOW - 2 * DAY);
    await halfAnHour(NOW - HOUR);
    clock.now = NOW;
    const all = await counts();
    expect(all).toMatchObject({
      metric_samples: 4 * 30 * 4,
      metric_rollups_1m: 4 * 30 * 4,
      metric_rollups_5m: 4 * 6 * 4,
    });
    await run();
    expect(await counts()).toMatchObject({
      metric_scrapes: 30 * 2,
      metric_samples: 30 * 4,
      metric_rollups_1m: 30 * 4,
      metric_rollups_5m: 2 * 6 * 4,
    });
    const [hours] = await knex('metric_rollups_1h').min({ at: 'at' });
    expect(hours.at).toBeGreaterThan(NOW - 91 * DAY);
    const { since } = await parts.reader.coverage({
      cluster: 'east',
      target: 'service/shop/cart',
    });
    expect(since).toEqual({
      samples: NOW - 2 * HOUR,
      '1m': NOW - DAY,
      '5m': NOW - 7 * DAY,
      '1h': NOW - 90 * DAY,
    });
  });

  it('does not remove by a clock that runs ahead', async () => {
    const real = Math.floor(Date.now() / 1000);
    expect(
      await oldBefore(knex, '1h', DEFAULT_HISTORY_SETTINGS, Infinity),
    ).toBeLessThanOrEqual(real + HOUR - 90 * DAY);
  });

  it('forgets series and peers that nothing is left of', async () => {
    await halfAnHour(NOW - 100 * DAY, 'east', ['old', 'both']);
    await halfAnHour(NOW - HOUR, 'east', ['both']);
    clock.now = NOW;
    await run();
    expect(await knex('metric_peers').pluck('peer')).toEqual(['both']);
    const [{ count }] = await knex('metric_series').count({ count: '*' });
    expect(Number(count)).toBe(2);
  });

  it('removes the history of a cluster that is gone, and of no other', async () => {
    await halfAnHour(NOW - 3 * DAY, 'east');
    await halfAnHour(NOW - HOUR, 'east');
    await halfAnHour(NOW - HOUR, 'west');
    clock.now = NOW;
    const west = await counts({ cluster: 'west' });
    await new InventoryStore(knex).remove('east');
    // At once for who reads, and also where there is a new cluster of the same name.
    const ask = async (cluster: string) =>
      parts.reader.range({
        cluster,
        target: 'service/shop/cart',
        since: NOW - HOUR,
        until: NOW,
        step: 60,
      });
    expect((await ask('east')).series).toEqual([]);
    const lease = leaseOf({ token: 2 });
    await parts.writer.append({
      cluster: 'east',
      target: 'service/shop/cart',
      lease,
      samples: [{ peer: 'a', at: NOW, series: [queue], values: [1] }],
    });
    await run(10);
    expect(await counts({ cluster: 'west' })).toEqual(west);
    expect(await counts({ cluster: 'east' })).toMatchObject({
      metric_scrapes: 1,
      metric_samples: 1,
      metric_rollups_1m: 0,
    });
    // Nothing is left that belongs to nobody.
    for (const { table, level } of HISTORY_TABLES) {
      if (table === 'metric_scrapes') continue;
      const old = await knex(table)
        .whereNotIn('series', knex('metric_series').select('id'))
        .count({ count: '*' });
      expect([level, Number(old[0].count)]).toEqual([level, 0]);
    }
    expect((await ask('west')).series).toHaveLength(4);
    expect(
      await knex('metric_peers').where({ target: '' }).pluck('id'),
    ).toEqual([]);
  });

  it('loses no sample where a partition is missing', async () => {
    // Nobody made any ahead.
    await halfAnHour(NOW - HOUR);
    // This replica believes that they are there.
    await dropSamples();
    expect(await counts()).toMatchObject({ metric_samples: 0 });
    await halfAnHour(NOW - HOUR);
    expect(await counts()).toMatchObject({ metric_samples: 120 });
    expect(parts.logger.warn).not.toHaveBeenCalled();
  });

  it('takes rows of now and of what comes next', async () => {
    await parts.partitions.prepare(NOW);
    for (const { table, partition } of PARTITIONED) {
      const { to } = stretchOf(NOW, partition);
      for (const at of [NOW, to, stretchOf(to, partition).to - 1]) {
        const columns = await knex(table).columnInfo();
        const row = Object.fromEntries(
          Object.keys(columns).map(name => [name, name === 'at' ? at : 1]),
        );
        await knex(table).insert(row);
      }
      expect(await knex(table).pluck('at')).toHaveLength(3);
    }
  });
});
