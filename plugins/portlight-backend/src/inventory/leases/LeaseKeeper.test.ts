import { mockServices } from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import { testDatabases } from '../__testUtils__/databases';
import { migrationsDirectory } from '../migrations';
import { LeaseKeeper, LeaseLapsedError, type Lease } from './LeaseKeeper';
import { LeaseLostError, LeaseTable } from './LeaseTable';

jest.setTimeout(60_000);

const databases = testDatabases();

async function until(check: () => boolean): Promise<void> {
  while (!check()) {
    await new Promise(resolve => {
      setTimeout(resolve, 5);
    });
  }
}

describe.each(databases.eachSupportedId())('LeaseKeeper on %s', id => {
  let knex: Knex;
  const keepers: LeaseKeeper[] = [];

  beforeEach(async () => {
    knex = await databases.init(id);
    await knex.migrate.latest({ directory: migrationsDirectory() });
  });

  afterEach(async () => {
    for (const keeper of keepers.splice(0)) await keeper.leave();
    await knex.destroy();
  });

  function keeperOf(options: { fleet?: string[]; tasks?: string[] } = {}) {
    const claimed: Lease[] = [];
    const lost: string[] = [];
    const synced: string[] = [];
    const clock = { now: 0 };
    const keeper = new LeaseKeeper({
      knex,
      logger: mockServices.logger.mock(),
      replica: 'a',
      settings: { duration: 60_000, renew: 10, look: 5 },
      telemetry: { claimed: () => {}, ended: () => {}, failed: () => {} },
      tasks: options.tasks ?? [],
      fleet: () => new Set(options.fleet ?? ['east']),
      orphans: () => new Set(),
      onClaimed: lease => claimed.push(lease),
      onLost: ({ name }) => lost.push(name),
      onHandOver: async () => {},
      onSync: name => synced.push(name),
      monotonic: () => clock.now,
    });
    keepers.push(keeper);
    keeper.start();
    return { keeper, claimed, lost, synced, clock };
  }

  const check = (lease: Lease) => knex.transaction(trx => lease.check(trx));

  it('lets its owner write, until another one has the lease', async () => {
    const { keeper, claimed, lost } = keeperOf();
    await until(() => claimed.length === 1);
    const [lease] = claimed;
    await check(lease);
    const thief = new LeaseTable({ knex, replica: 'b', duration: 60_000 });
    await thief.renew();
    await knex('leases').update({ expires_at: 0 });
    await thief.claim('cluster', ['east']);
    await expect(check(lease)).rejects.toThrow(LeaseLostError);
    await until(() => lost.length > 0);
    expect(lost).toEqual(['east']);
    expect(keeper.lease('cluster', 'east')).toBeUndefined();
    await expect(check(lease)).rejects.toThrow(LeaseLostError);
  });

  it('stops writing before others may take what it could not renew, and goes on when it can', async () => {
    const { claimed, clock, keeper } = keeperOf();
    await until(() => claimed.length === 1);
    await keeper.leave();
    // Nothing renews it any more; the database itself would still allow it.
    clock.now = 53_999;
    await check(claimed[0]);
    clock.now = 54_000;
    await expect(check(claimed[0])).rejects.toThrow(LeaseLapsedError);
    const again = keeperOf();
    await until(() => again.claimed.length === 1);
    again.clock.now = 1_000_000;
    // Until the next renewal, which it does by itself.
    const outcomes: string[] = [];
    while (!outcomes.includes('written')) {
      outcomes.push(
        await check(again.claimed[0]).then(
          () => 'written',
          error => error.name,
        ),
      );
      await new Promise(resolve => {
        setTimeout(resolve, 5);
      });
    }
    expect(new Set([...outcomes, 'LeaseLapsedError'])).toEqual(
      new Set(['LeaseLapsedError', 'written']),
    );
  });

  it('hears what is asked of a cluster wherever it is asked', async () => {
    const { claimed, synced } = keeperOf();
    await until(() => claimed.length === 1);
    const other = new LeaseTable({ knex, replica: 'b', duration: 60_000 });
    expect(await other.requestSync('east')).toBe(true);
    expect(await other.requestSync('nowhere')).toBe(false);
    await until(() => synced.length > 0);
    await new Promise(resolve => {
      setTimeout(resolve, 50);
    });
    expect(synced).toEqual(['east']);
  });

  it('has tasks as long as it is there', async () => {
    const { keeper } = keeperOf({ fleet: [], tasks: ['history'] });
    await until(() => keeper.lease('task', 'history') !== undefined);
    await keeper.leave();
    expect(keeper.lease('task', 'history')).toBeUndefined();
    expect(await knex('leases').pluck('owner')).toEqual([null]);
    expect(await knex('replicas').select()).toEqual([]);
  });
});
