import fc from 'fast-check';
import type { Knex } from 'knex';
import { testDatabases } from '../__testUtils__/databases';
import { migrationsDirectory } from '../migrations';
import { LeaseLostError, LeaseTable, type LeaseGrant } from './LeaseTable';

jest.setTimeout(120_000);

const databases = testDatabases();

const DURATION = 15;

describe.each(databases.eachSupportedId())('LeaseTable on %s', id => {
  let knex: Knex;

  beforeEach(async () => {
    knex = await databases.init(id);
    await knex.migrate.latest({ directory: migrationsDirectory() });
    await knex.schema.createTable('clock', table => {
      table.bigInteger('now');
    });
    await knex('clock').insert({ now: 1_000 });
    await knex.schema.createTable('writes', table => {
      table.increments('id');
      table.string('name');
      table.string('writer');
      table.bigInteger('token');
    });
  });

  afterEach(async () => {
    await knex.destroy();
  });

  const tableOf = (replica: string) =>
    new LeaseTable({
      knex,
      replica,
      duration: DURATION,
      now: '(select now from clock)',
    });

  const pass = (time: number) => knex('clock').increment('now', time);

  async function write(table: LeaseTable, writer: string, lease: LeaseGrant) {
    await knex.transaction(async trx => {
      await table.check(trx, lease);
      await trx('writes').insert({
        name: lease.name,
        writer,
        token: lease.token,
      });
    });
  }

  it('gives a free lease to one only, and an expired one to the next', async () => {
    const [a, b] = [tableOf('a'), tableOf('b')];
    await a.introduce('cluster', ['east']);
    const [mine] = await a.claim('cluster', ['east']);
    expect(await b.claim('cluster', ['east'])).toEqual([]);
    await pass(DURATION - 1);
    expect(await a.renew()).toEqual([mine]);
    await pass(DURATION - 1);
    expect(await b.claim('cluster', ['east'])).toEqual([]);
    await pass(1);
    const [theirs] = await b.claim('cluster', ['east']);
    expect(theirs.token).toBeGreaterThan(mine.token);
    await expect(write(a, 'a', mine)).rejects.toThrow(LeaseLostError);
    expect(await a.renew()).toEqual([]);
    await write(b, 'b', theirs);
    // What the old owner does to a lease that is not its own any more, has no effect.
    await a.release([mine]);
    await a.forget(mine);
    await write(b, 'b', theirs);
  });

  it('counts on when a lease is removed and made anew', async () => {
    const [a, b] = [tableOf('a'), tableOf('b')];
    await a.introduce('cluster', ['east']);
    const [before] = await a.claim('cluster', ['east']);
    await a.forget(before);
    await b.introduce('cluster', ['east']);
    const [after] = await b.claim('cluster', ['east']);
    expect(after.token).toBeGreaterThan(before.token);
    await expect(write(a, 'a', before)).rejects.toThrow(LeaseLostError);
  });

  it('takes up what it had without knowing, with a new token', async () => {
    const a = tableOf('a');
    await a.introduce('cluster', ['east']);
    const [before] = await a.claim('cluster', ['east']);
    const [after] = await a.claim('cluster', ['east']);
    expect(after.token).toBeGreaterThan(before.token);
  });

  it('gives out a lease from the future when the clock was set back', async () => {
    const [a, b] = [tableOf('a'), tableOf('b')];
    await a.introduce('cluster', ['east']);
    await a.claim('cluster', ['east']);
    await pass(-500);
    expect(await b.claim('cluster', ['east'])).toHaveLength(1);
  });

  it('lists replicas that are heard, and takes out those that leave', async () => {
    const [a, b] = [tableOf('a'), tableOf('b')];
    await a.renew();
    await b.renew();
    expect((await a.look()).replicas).toEqual(new Set(['a', 'b']));
    await b.leave();
    expect((await a.look()).replicas).toEqual(new Set(['a']));
    await b.renew();
    await pass(DURATION);
    await a.renew();
    expect((await a.look()).replicas).toEqual(new Set(['a']));
  });

  it('never lets two write by the same right, whatever happens in which order', async () => {
    const replica = fc.constantFrom('a', 'b', 'c');
    const name = fc.constantFrom('east', 'west');
    const step = fc.oneof(
      fc.record({ type: fc.constant('claim' as const), replica, name }),
      fc.record({ type: fc.constant('renew' as const), replica }),
      fc.record({ type: fc.constant('release' as const), replica, name }),
      fc.record({ type: fc.constant('forget' as const), replica, name }),
      fc.record({ type: fc.constant('write' as const), replica, name }),
      fc.record({
        type: fc.constant('pass' as const),
        time: fc.integer({ min: -40, max: 40 }),
      }),
    );
    await fc.assert(
      fc.asyncProperty(
        // Steps of one group happen at the same time.
        fc.array(fc.array(step, { minLength: 1, maxLength: 4 }), {
          maxLength: 25,
        }),
        async groups => {
          await knex('writes').delete();
          await knex('leases').delete();
          await knex('clock').update({ now: 1_000 });
          const tables = new Map(
            ['a', 'b', 'c'].map(each => [each, tableOf(each)]),
          );
          /** What each replica believes to have; it never learns that it has lost something but by a refusal. */
          const held = new Map<string, LeaseGrant>();
          const perform = async (each: (typeof groups)[number][number]) => {
            if (each.type === 'pass') {
              await pass(each.time);
              return;
            }
            const table = tables.get(each.replica)!;
            if (each.type === 'renew') {
              await table.renew();
              return;
            }
            const key = `${each.replica}/${each.name}`;
            const lease = held.get(key);
            if (each.type === 'claim') {
              await table.introduce('cluster', [each.name]);
              const [got] = await table.claim('cluster', [each.name]);
              if (got) held.set(key, got);
            } else if (lease && each.type === 'write') {
              await write(table, each.replica, lease).catch(error => {
                if (!(error instanceof LeaseLostError)) throw error;
              });
            } else if (lease && each.type === 'release') {
              await table.release([lease]);
            } else if (lease) await table.forget(lease);
          };
          for (const group of groups) {
            await Promise.all(group.map(perform));
          }
          const writes: { name: string; writer: string; token: unknown }[] =
            await knex('writes').orderBy('id');
          const last = new Map<string, { writer: string; token: number }>();
          for (const { name: of, writer, token } of writes) {
            const now = { writer, token: Number(token) };
            const before = last.get(of) ?? now;
            expect(now.token).toBeGreaterThanOrEqual(before.token);
            const same = now.token === before.token ? before : now;
            expect(now).toEqual(same);
            last.set(of, now);
          }
        },
      ),
      { numRuns: id === 'SQLITE_3' ? 60 : 40 },
    );
  });
});
