import { mockServices } from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import { type Lease, migrationsDirectory } from '../../inventory';
import { testDatabases } from '../../inventory/__testUtils__/databases';
import { type Clock, leaseOf, seriesOf } from './__testUtils__/historyHarness';
import { createHistory, type MetricHistory } from './createHistory';
import { DEFAULT_HISTORY_SETTINGS } from './HistorySettings';

jest.setTimeout(60_000);

const databases = testDatabases();
const START = Date.parse('2026-11-21T00:00:00Z') / 1000;
const CART = { cluster: 'east', target: 'service/shop/cart' };
const queue = seriesOf('queue', 'gauge');

describe.each(databases.eachSupportedId())('createHistory on %s', id => {
  let knex: Knex;
  let clock: Clock;
  let task: Lease | undefined;
  const histories: MetricHistory[] = [];

  beforeEach(async () => {
    knex = await databases.init(id);
    await knex.migrate.latest({ directory: migrationsDirectory() });
    clock = { now: START };
    task = undefined;
  });

  afterEach(async () => {
    await Promise.all(histories.splice(0).map(history => history.stop()));
    await knex.destroy();
  });

  const open = (logger = mockServices.logger.mock()) => {
    const history = createHistory({
      knex,
      logger,
      settings: DEFAULT_HISTORY_SETTINGS,
      taskLease: () => task,
      now: () => clock.now * 1000,
      interval: 5,
    });
    histories.push(history);
    return history;
  };

  const append = async (history: MetricHistory, cluster = 'east') =>
    history.writer.append({
      cluster,
      target: CART.target,
      lease: leaseOf({ token: 1 }),
      samples: [{ peer: 'a', at: clock.now, series: [queue], values: [1] }],
    });

  const due = async () => knex('metric_rollups_due').pluck('cluster');

  async function until(condition: () => Promise<boolean>) {
    while (!(await condition())) {
      await new Promise(resolve => {
        setTimeout(resolve, 5);
      });
    }
  }

  it('rolls up the clusters that this replica owns, and no others', async () => {
    const history = open();
    await append(history);
    await append(history, 'west');
    clock.now += 7_200;
    history.owner.claimed({
      name: 'east',
      connection: {} as never,
      lease: leaseOf({ token: 1 }),
    });
    history.start();
    await until(async () => !(await due()).includes('east'));
    expect(await due()).toEqual(['west']);
    history.owner.lost('east');
    clock.now += 60;
    await append(history);
    clock.now += 7_200;
    expect((await due()).sort()).toEqual(['east', 'west']);
    history.owner.claimed({
      name: 'west',
      connection: {} as never,
      lease: leaseOf({ token: 1 }),
    });
    await until(async () => !(await due()).includes('west'));
    expect(await due()).toEqual(['east']);
  });

  it('rolls up targets of no cluster where it has the task, and makes partitions', async () => {
    const history = open();
    await append(history, '');
    clock.now += 7_200;
    history.start();
    task = leaseOf({ token: 1 });
    await until(async () => (await due()).length === 0);
    // PostgreSQL would refuse rows without one.
    const next = { at: clock.now + 31 * 86_400, series: 1, count: 1, last: 1 };
    await until(async () => {
      try {
        await knex('metric_rollups_1h').insert(next);
        return true;
      } catch {
        return false;
      }
    });
    expect(await knex('metric_rollups_1h').where(next)).toHaveLength(1);
  });

  it('says once that the database is gone, and goes on when it is back', async () => {
    const logger = mockServices.logger.mock();
    const history = open(logger);
    await append(history);
    clock.now += 7_200;
    const check = jest.fn().mockRejectedValue(new Error('no database'));
    history.owner.claimed({
      name: 'east',
      connection: {} as never,
      lease: { ...leaseOf({ token: 1 }), check },
    });
    history.start();
    await until(async () => check.mock.calls.length > 3);
    expect(logger.warn).toHaveBeenCalledTimes(1);
    expect(logger.warn.mock.calls[0][0]).toMatch(/waits.*no database/);
    check.mockResolvedValue(undefined);
    await until(async () => (await due()).length === 0);
  });

  it('keeps as much as it is told while it runs', async () => {
    const history = open();
    history.configure({ ...DEFAULT_HISTORY_SETTINGS, enabled: false });
    expect(await append(history)).toMatchObject({ written: 0 });
    history.configure(DEFAULT_HISTORY_SETTINGS);
    expect(await append(history)).toMatchObject({ written: 1 });
  });
});
