import { testDatabases } from '../__testUtils__/databases';
import { clusterOf } from '../__testUtils__/rows';
import { migrationsDirectory } from '../migrations';
import { markUnread } from './markUnread';

const databases = testDatabases();

jest.setTimeout(60_000);

it.each(databases.eachSupportedId())(
  'says on %s of which clusters nobody has news',
  async id => {
    const knex = await databases.init(id);
    await knex.migrate.latest({ directory: migrationsDirectory() });
    const ages = {
      read: -10_000,
      moving: 5_000,
      left: 60_000,
      resting: 60_000,
    };
    await knex('leases').insert(
      Object.entries(ages).map(([name, age]) => ({
        type: 'cluster',
        name,
        owner: 'a',
        expires_at: Date.now() - age,
      })),
    );
    const sync = {
      state: 'watching' as const,
      stale: false,
      firstSyncAt: '2026-11-21T00:00:00.000Z',
      unavailableKinds: [],
    };
    const documents = [
      ...['read', 'moving', 'left', 'without-lease'].map(name =>
        clusterOf(name, { sync }),
      ),
      clusterOf('resting', { sync, status: 'maintenance' }),
    ].map(each => JSON.stringify(each));
    const shown = (await markUnread(knex, documents)).map(text =>
      JSON.parse(text),
    );
    expect(shown.filter((_, index) => index !== 2)).toEqual(
      documents.filter((_, index) => index !== 2).map(text => JSON.parse(text)),
    );
    expect(shown[2]).toMatchObject({
      name: 'left',
      statusMessage: expect.stringContaining('may be old'),
      sync: { stale: true, lastError: { cause: 'serverError' } },
    });
    await knex.destroy();
  },
);
