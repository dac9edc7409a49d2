import type { Knex } from 'knex';
import { testDatabases } from '../__testUtils__/databases';
import { type TableShape, type Value, upsertRows as upsert } from './bulk';

jest.setTimeout(60_000);

const databases = testDatabases();

function upsertRows(target: Knex, table: TableShape, rows: Value[][]) {
  return upsert(target, table, rows, row => row);
}

const TABLE: TableShape = {
  name: 'things',
  key: ['id'],
  columns: ['label', 'size', 'flag'],
};

describe.each(databases.eachSupportedId())('upsertRows on %s', id => {
  let knex: Knex;

  beforeEach(async () => {
    knex = await databases.init(id);
    await knex.schema.createTable('things', table => {
      table.string('id').primary();
      table.text('label');
      table.double('size');
      table.boolean('flag');
    });
  });

  afterEach(async () => {
    await knex.destroy();
  });

  async function stored(): Promise<Value[][]> {
    const rows = await knex('things').orderBy('id');
    return rows.map(({ id: key, label, size, flag }) => [
      key,
      label,
      size,
      // SQLite has numbers for them.
      flag === null ? null : Boolean(flag),
    ]);
  }

  const first: Value[][] = [
    ['a', 'it\'s ? a "text"; drop table things', 1.5, true],
    ['b', null, null, null],
  ];

  it.each([
    [
      'in a transaction',
      (rows: Value[][]) =>
        knex.transaction(trx => upsertRows(trx, TABLE, rows)),
    ],
    ['outside of one', (rows: Value[][]) => upsertRows(knex, TABLE, rows)],
  ])('inserts rows and replaces them, %s', async (_, write) => {
    await write(first);
    await write([]);
    expect(await stored()).toEqual(first);
    await write([
      ['b', 'new', 2, false],
      ['c', 'ü€😀', 0, true],
    ]);
    expect(await stored()).toEqual([
      first[0],
      ['b', 'new', 2, false],
      ['c', 'ü€😀', 0, true],
    ]);
  });

  it('writes more rows than one statement takes', async () => {
    const rows = Array.from({ length: 2_500 }, (_, index): Value[] => [
      String(index).padStart(5, '0'),
      'label',
      index,
      null,
    ]);
    await knex.transaction(trx => upsertRows(trx, TABLE, rows));
    expect(await stored()).toEqual(rows);
  });

  it('takes back all of a transaction that fails', async () => {
    await upsertRows(knex, TABLE, first);
    await expect(
      knex.transaction(async trx => {
        await upsertRows(trx, TABLE, [['c', 'lost', 1, null]]);
        await upsertRows(trx, { ...TABLE, name: 'missing' }, first);
      }),
    ).rejects.toThrow(/missing/);
    expect(await stored()).toEqual(first);
  });

  it('writes on after the table has got another column', async () => {
    await knex.transaction(trx => upsertRows(trx, TABLE, first));
    await knex.schema.alterTable('things', table => table.text('more'));
    await knex.transaction(trx => upsertRows(trx, TABLE, first));
    expect(await stored()).toEqual(first);
  });
});
