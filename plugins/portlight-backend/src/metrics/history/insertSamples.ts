import type { Knex } from 'knex';
import { isPostgres } from '../../database';
import { chunks, preparedStatement } from '../../inventory';

/** Columns of rows, each as long as the others. */
type Columns = readonly (readonly (number | null)[])[];

/** Rows in one statement where they cannot be prepared. */
const ROWS = 1_000;

/**
 * Inserts rows of numbers, leaving those that are there as they are. Neither the query builder nor one value per place
 * in the statement: both take longer than the database does.
 *
 * @param columns - names with the database's types
 */
export async function insertNumbers(
  trx: Knex,
  table: string,
  columns: readonly (readonly [name: string, type: string])[],
  values: Columns,
): Promise<void> {
  if (values[0].length === 0) return;
  const names = columns.map(([name]) => name).join(', ');
  const into = `insert into ${table} (${names})`;
  if (isPostgres(trx)) {
    const arrays = columns.map(([, type]) => `cast(? as ${type}[])`);
    await trx.raw(
      `${into} select * from unnest(${arrays.join(
        ', ',
      )}) as given on conflict do nothing`,
      values.map(
        column => `{${column.map(value => value ?? 'null').join(',')}}`,
      ),
    );
    return;
  }
  const row = `(${columns.map(() => '?').join(', ')})`;
  const run = await preparedStatement(
    trx,
    `${into} values ${row} on conflict do nothing`,
  );
  if (run) {
    for (let index = 0; index < values[0].length; index++) {
      run(values.map(column => column[index]));
    }
    return;
  }
  const indexes = values[0].map((_, index) => index);
  for (const part of chunks(indexes, ROWS)) {
    await trx.raw(
      `${into} values ${part.map(() => row).join(', ')} on conflict do nothing`,
      part.flatMap(index => values.map(column => column[index])),
    );
  }
}
