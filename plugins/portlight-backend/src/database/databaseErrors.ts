import type { Knex } from 'knex';

/** Characters of what a database says that are kept; some quote a value in it. */
const LONGEST_MESSAGE = 300;

/** What PostgreSQL says besides its message: the values of whole rows are among it. */
const WITH_VALUES = ['detail', 'where', 'internalQuery'];

/** What is used of an error; drivers with native parts throw those of another realm. */
interface QueryError {
  message?: unknown;
  [field: string]: unknown;
}

/**
 * Makes the errors of all queries those of the database itself: its message and its code, and neither the
 * statement nor the values in it. knex puts both into every error, and errors go into logs: a batch of the
 * mirror is megabytes of other people's data.
 */
export function keepValuesOutOfErrors(knex: Knex): void {
  // The statement is put before the message without its values then, by which it can be told from it.
  knex.client.config.compileSqlOnError = false;
  // Said before the error is thrown; by the clients of transactions too.
  knex.client.on(
    'query-error',
    (error: QueryError, { sql }: { sql?: string }) => {
      const { message } = error;
      const statement = `${sql} - `;
      const said = String(message ?? '');
      error.message = shortened(
        said.startsWith(statement) ? said.slice(statement.length) : said,
      );
      for (const field of WITH_VALUES) {
        if (field in error) delete error[field];
      }
    },
  );
}

function shortened(text: string): string {
  return text.length > LONGEST_MESSAGE
    ? `${text.slice(0, LONGEST_MESSAGE)}...`
    : text;
}
