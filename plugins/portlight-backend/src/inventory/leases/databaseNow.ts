import type { Knex } from 'knex';
import { isPostgres } from '../../database';

/**
 * The database's clock as an SQL expression, in milliseconds since the epoch. Replicas agree on no other: the
 * clocks of their machines may be wrong or jump.
 */
export function databaseNow(knex: Knex): string {
  return isPostgres(knex)
    ? 'cast(extract(epoch from clock_timestamp()) * 1000 as bigint)'
    : "cast(unixepoch('subsec') * 1000 as integer)";
}
