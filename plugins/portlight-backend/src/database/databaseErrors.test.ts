import type { Knex } from 'knex';
import { testDatabases } from '../inventory/__testUtils__/databases';
import { keepValuesOutOfErrors } from './databaseErrors';

jest.setTimeout(60_000);

const databases = testDatabases();

const SECRET = 'the-value-of-somebody-else';

describe.each(databases.eachSupportedId())('errors of queries on %s', id => {
  let knex: Knex;

  beforeEach(async () => {
    knex = await databases.init(id);
    keepValuesOutOfErrors(knex);
    await knex.schema.createTable('things', table => {
      table.string('name').primary();
      table.string('kind').notNullable();
    });
    await knex('things').insert({ name: SECRET, kind: 'first' });
  });

  afterEach(async () => {
    await knex.destroy();
  });

  async function errorOf(
    query: () => PromiseLike<unknown>,
  ): Promise<Error & { code?: string }> {
    return query().then(
      () => {
        throw new Error('it did not fail');
      },
      error => error,
    );
  }

  const again = (client: Knex) =>
    client('things').insert({ name: SECRET, kind: 'again' });
  const missing = (client: Knex) =>
    client.raw(
      `insert into things (name, kind) values ${Array(1_000)
        .fill('(?, ?)')
        .join(',')}`,
      Array(1_000).fill([SECRET, null]).flat(),
    );

  it.each<[string, () => PromiseLike<unknown>, RegExp]>([
    ['a key that is there', () => again(knex), /unique/i],
    ['many rows', () => missing(knex), /null/i],
    ['a transaction', () => knex.transaction(again), /unique/i],
    [
      'a transaction in another',
      () => knex.transaction(outer => outer.transaction(missing)),
      /null/i,
    ],
    [
      'a query that does not exist',
      () => knex('nowhere').where({ name: SECRET }).select(),
      /nowhere/,
    ],
  ])(
    'are what the database says, and nothing of the values, for %s',
    async (_, query, expected) => {
      const error = await errorOf(query);
      expect(error.message).toMatch(expected);
      expect(error.message.length).toBeLessThan(200);
      expect(error.code).toMatch(/^(SQLITE_\w+|\d\w{4})$/);
      const everything = [
        error.message,
        error.stack,
        JSON.stringify(Object.entries(error)),
      ].join('\n');
      expect(everything).not.toContain(SECRET);
      expect(everything).not.toMatch(/insert into|select \*/);
    },
  );

  it('are short, whatever the database quotes in them', async () => {
    const error = await errorOf(() =>
      knex.raw(`select ${'x'.repeat(10_000)} from things`),
    );
    expect(error.message.length).toBeLessThan(400);
  });
});
