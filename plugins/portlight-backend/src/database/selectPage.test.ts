import fc from 'fast-check';
import type { Knex } from 'knex';
import { testDatabases } from '../__testUtils__';
import { type ListDefinition, selectPage } from './selectPage';

jest.setTimeout(60_000);

const databases = testDatabases();

const LIST: ListDefinition = {
  name: 'fruits',
  sortColumns: {
    name: { column: 'name' },
    weight: { column: 'weight', nullable: true },
    rank: {
      column: 'rank',
      then: [{ column: 'weight', descending: true, nullable: true }],
    },
  },
  defaultSort: 'name',
  key: ['cluster', 'name'],
};

interface Fruit {
  cluster: string;
  name: string;
  rank: number;
  weight: number | null;
}

describe.each(databases.eachSupportedId())('selectPage on %s', id => {
  let knex: Knex;

  beforeAll(async () => {
    knex = await databases.init(id);
    await knex.schema.createTable('fruits', table => {
      table.string('cluster').notNullable();
      table.string('name').notNullable();
      table.integer('rank').notNullable();
      table.double('weight');
      table.primary(['cluster', 'name']);
    });
  });

  beforeEach(async () => {
    await knex('fruits').delete();
  });

  const select = (page: { sort?: string; limit?: number; cursor?: string }) =>
    selectPage<Fruit>({
      knex,
      list: LIST,
      source: knex('fruits'),
      columns: ['cluster', 'name', 'rank', 'weight'],
      filters: {},
      page,
    });

  const fruits = fc.uniqueArray(
    fc.record({
      cluster: fc.constantFrom('a', 'b'),
      name: fc.stringMatching(/^[a-z][a-z0-9.-]{0,4}$/),
      rank: fc.integer({ min: 0, max: 2 }),
      weight: fc.option(fc.constantFrom(-1, 0, 0.1, 2.5, 1e300)),
    }),
    {
      selector: ({ cluster, name }) => `${cluster}/${name}`,
      maxLength: 25,
      minLength: 1,
    },
  );

  it('shows every row once, in order, whatever the order and the page size', async () => {
    await fc.assert(
      fc.asyncProperty(
        fruits,
        fc.constantFrom('name', '-name', 'weight', '-weight', 'rank', '-rank'),
        fc.integer({ min: 1, max: 6 }),
        async (rows, sort, limit) => {
          await knex('fruits').delete();
          await knex('fruits').insert(rows);
          const whole = await select({ sort, limit: 500 });
          expect(whole.nextCursor).toBeUndefined();
          const seen: Fruit[] = [];
          let cursor: string | undefined;
          do {
            const page = await select({ sort, limit, cursor });
            expect(page.total).toBe(rows.length);
            seen.push(...page.rows);
            cursor = page.nextCursor;
          } while (cursor);
          expect(seen).toEqual(whole.rows);
          expect(seen).toHaveLength(rows.length);
        },
      ),
      { numRuns: 40 },
    );
  });

  it('puts rows without a value last in both directions', async () => {
    await knex('fruits').insert([
      { cluster: 'a', name: 'none', rank: 0, weight: null },
      { cluster: 'a', name: 'light', rank: 0, weight: 1 },
      { cluster: 'a', name: 'heavy', rank: 0, weight: 2 },
    ]);
    const names = async (sort: string) =>
      (await select({ sort })).rows.map(({ name }) => name);
    await expect(names('weight')).resolves.toEqual(['light', 'heavy', 'none']);
    await expect(names('-weight')).resolves.toEqual(['heavy', 'light', 'none']);
  });

  it('neither repeats nor skips rows when others come and go between pages', async () => {
    await knex('fruits').insert(
      ['b', 'd', 'f', 'h'].map(name => ({
        cluster: 'a',
        name,
        rank: 0,
        weight: null,
      })),
    );
    const first = await select({ limit: 2 });
    expect(first.rows.map(({ name }) => name)).toEqual(['b', 'd']);
    await knex('fruits').where({ name: 'b' }).delete();
    await knex('fruits').where({ name: 'd' }).delete();
    await knex('fruits').insert({
      cluster: 'a',
      name: 'a',
      rank: 0,
      weight: null,
    });
    const second = await select({ limit: 2, cursor: first.nextCursor });
    expect(second.rows.map(({ name }) => name)).toEqual(['f', 'h']);
    expect(second.nextCursor).toBeUndefined();
  });

  it.each([
    'unknown',
    '-unknown',
    'constructor',
    '__proto__',
    'name;',
    '-',
    '--name',
  ])(
    'names the columns that there are instead of sorting by %s',
    async sort => {
      await expect(select({ sort })).rejects.toMatchObject({
        code: 'unknown-column',
        status: 400,
        parameter: 'sort',
        allowed: ['name', 'weight', 'rank'],
      });
    },
  );

  it('refuses whatever is no cursor of this list', async () => {
    await knex('fruits').insert(
      ['a', 'b', 'c'].map(name => ({ cluster: 'a', name, rank: 0 })),
    );
    const { nextCursor = '' } = await select({ limit: 1 });
    await expect(
      select({ limit: 1, sort: '-name', cursor: nextCursor }),
    ).rejects.toMatchObject({ code: 'invalid-cursor', status: 400 });
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.string(),
          fc.json().map(text => Buffer.from(text).toString('base64url')),
          fc
            .nat({ max: nextCursor.length - 1 })
            .map(at => nextCursor.slice(0, at)),
        ),
        async cursor => {
          await expect(select({ cursor })).rejects.toMatchObject({
            code: 'invalid-cursor',
            parameter: 'cursor',
          });
        },
      ),
    );
  });
});
