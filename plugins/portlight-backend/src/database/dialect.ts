import type { Knex } from 'knex';

/** Whether the database is PostgreSQL; else it is SQLite, the other one that the portal supports. */
export function isPostgres(knex: Knex): boolean {
  return String(knex.client.config.client).startsWith('pg');
}

/**
 * Narrows to rows whose column contains the text, exactly as written. Not LIKE: SQLite's ignores case, and
 * labels and images must not match in another case.
 */
export function whereContains(
  knex: Knex,
  query: Knex.QueryBuilder,
  column: string,
  text: string,
  contains = true,
): void {
  const position = isPostgres(knex) ? 'strpos' : 'instr';
  query.whereRaw(`${position}(??, ?) ${contains ? '>' : '='} 0`, [
    column,
    text,
  ]);
}

const ESCAPE = '!';

function escapeLike(text: string): string {
  return text.replace(/[!%_]/g, character => ESCAPE + character);
}

/** Rows whose column begins with the text. */
export function wherePrefix(
  query: Knex.QueryBuilder,
  column: string,
  prefix: string,
): void {
  // The length is compared too because SQLite's LIKE ignores case.
  query
    .whereRaw(`?? like ? escape '${ESCAPE}'`, [
      column,
      `${escapeLike(prefix)}%`,
    ])
    .whereRaw('substr(??, 1, ?) = ?', [column, [...prefix].length, prefix]);
}

/**
 * Rows of which any of the columns has the text in it, whatever its case; `*` and `?` of the text stand for
 * any characters and any one character.
 */
export function whereSearch(
  query: Knex.QueryBuilder,
  columns: readonly string[],
  search: string,
): void {
  const pattern = `%${escapeLike(search.toLowerCase())
    .replace(/\*+/g, '%')
    .replace(/\?/g, '_')}%`;
  query.where(any => {
    for (const column of columns) {
      any.orWhereRaw(`lower(??) like ? escape '${ESCAPE}'`, [column, pattern]);
    }
  });
}
