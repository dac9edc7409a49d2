import type { Knex } from 'knex';
import type { Value } from './bulk';

/** What is used of a connection of better-sqlite3. */
interface SqliteConnection {
  prepare(sql: string): { run(values: readonly unknown[]): unknown };
}

type Run = (values: readonly Value[]) => void;

const prepared = new WeakMap<SqliteConnection, Map<string, Run>>();

/** As many as there are tables; a statement is forgotten with its connection. */
const MAX_STATEMENTS = 100;

function withoutBoolean(value: Value): Value {
  return typeof value === 'boolean' ? Number(value) : value;
}

function prepare(connection: SqliteConnection, sql: string): Run {
  const statement = connection.prepare(sql);
  return values => {
    // SQLite has no booleans, and its client takes none.
    const some = values.some(value => typeof value === 'boolean');
    statement.run(some ? values.map(withoutBoolean) : values);
  };
}

/**
 * A statement without a result that a transaction on SQLite runs again and again, prepared once for the life of
 * the connection: the query builder prepares each of its statements anew, which for wide rows takes as long as
 * writing them. Nothing on other databases and outside of transactions.
 */
export async function preparedStatement(
  knex: Knex,
  sql: string,
): Promise<Run | undefined> {
  if (!knex.isTransaction || knex.client.config?.client !== 'better-sqlite3') {
    return undefined;
  }
  // The transaction's own, which is not taken from the pool again.
  const connection: SqliteConnection = await knex.client.acquireConnection();
  const statements = prepared.get(connection) ?? new Map<string, Run>();
  prepared.set(connection, statements);
  let run = statements.get(sql);
  if (!run) {
    if (statements.size >= MAX_STATEMENTS) statements.clear();
    run = prepare(connection, sql);
    statements.set(sql, run);
  }
  return run;
}
