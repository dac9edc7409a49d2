import type { Knex } from 'knex';
import { isPostgres } from '../../database';
import { LOOKBACK, ROLLUP_LEVELS, type RollupLevel } from './levels';

/** A bucket of a peer. */
export interface DueBucket {
  peer: number;
  /** Its beginning, in seconds since the epoch. */
  at: number;
}

type Due = readonly DueBucket[];

/** What each bucket of a series has. */
export const VALUES = [
  'count',
  'seconds',
  'increase',
  'minimum',
  'maximum',
  'sum',
  'last',
] as const;

/** What series amount to in a bucket. */
export interface BucketRow {
  series: number;
  bucket: number;
  count: number;
  /** Of the time in which the increase happened. */
  seconds: number | null;
  increase: number | null;
  minimum: number | null;
  maximum: number | null;
  sum: number | null;
  last: number;
}

/** Joins in the order they are written: SQLite would begin with whatever looks small to it. */
function orderedJoin(knex: Knex): string {
  return isPostgres(knex) ? 'join' : 'cross join';
}

/**
 * What samples amount to, by series and bucket. To see a counter grow the sample before is needed, which may be in
 * another bucket.
 *
 * @param samples - a query with peer, series, cumulative, bucket, at and value
 * @param within - rows of the query among which the sample before is looked for first; where the query leaves out
 *   buckets in between, only those of the same one
 */
function withPrevious(
  knex: Knex,
  samples: string,
  within: 'series' | 'series, bucket',
): string {
  const join = orderedJoin(knex);
  return `
    with here as (${samples}),
    beside as (
      select here.*,
        lag(at) over neighbours as beside_at,
        lag(value) over neighbours as beside_value,
        max(at) over (partition by series, bucket) as newest
      from here window neighbours as (partition by ${within} order by at)
    ),
    reaching as materialized (
      select beside.*,
        case when cumulative and beside_at is null then (
          select c.at from metric_scrapes c
          ${join} metric_samples m on m.at = c.at and m.series = beside.series
          where c.peer = beside.peer and c.at < beside.at and c.at >= beside.at - ${LOOKBACK}
          order by c.at desc limit 1
        ) end as before_at
      from beside
    ),
    known as (
      select reaching.*,
        coalesce(beside_at, before_at) as previous_at,
        coalesce(beside_value, p.value) as previous
      from reaching left join metric_samples p
        on p.at = before_at and p.series = reaching.series
    )
    select series, bucket, cast(count(*) as integer) as count,
      cast(sum(case when cumulative and at - previous_at <= ${LOOKBACK} then at - previous_at end) as integer) as seconds,
      sum(case when cumulative and at - previous_at <= ${LOOKBACK}
        then case when value >= previous then value - previous else value end end) as increase,
      min(case when not cumulative then value end) as minimum,
      max(case when not cumulative then value end) as maximum,
      sum(case when not cumulative then value end) as sum,
      max(case when at = newest then value end) as last
    from known where true group by series, bucket`;
}

/** Rows of one level put together; the query has series, bucket, at and what each bucket of a series has. */
export function mergedRows(rows: string): string {
  return `
    with here as (${rows}),
    beside as (
      select here.*, max(at) over (partition by series, bucket) as newest from here
    )
    select series, bucket, cast(sum(count) as integer) as count,
      cast(sum(seconds) as integer) as seconds,
      sum(increase) as increase, min(minimum) as minimum, max(maximum) as maximum, sum(sum) as sum,
      max(case when at = newest then last end) as last
    from beside where true group by series, bucket`;
}

/**
 * What samples amount to by series and bucket.
 *
 * @param narrowed - all of a stretch of time whose series, `s`, are as `where` says
 */
export function sampledRows(
  knex: Knex,
  step: number,
  { where, from, to }: { where: string; from: number; to: number },
): string {
  const join = orderedJoin(knex);
  return withPrevious(
    knex,
    `select s.peer, s.id as series, s.cumulative, c.at / ${step} * ${step} as bucket, c.at, m.value
     from metric_series s
     ${join} metric_scrapes c on c.peer = s.peer and c.at >= ${from} and c.at < ${to}
     ${join} metric_samples m on m.at = c.at and m.series = s.id
     where c.at >= ${from} and c.at < ${to} and m.at >= ${from} and m.at < ${to} and ${where}`,
    'series',
  );
}

/** Rows of numbers as a table: nothing to escape, and far more of them than a statement takes values. */
function numbers(
  rows: readonly (readonly number[])[],
  names: readonly string[],
): string {
  const list = rows.map(row => `(${row.map(Number).join(', ')})`);
  const columns = names.map((name, index) => `column${index + 1} as ${name}`);
  return `select ${columns.join(', ')} from (values ${list.join(
    ', ',
  )}) as given`;
}

function fromSamples(knex: Knex, { seconds }: RollupLevel, due: Due): string {
  const join = orderedJoin(knex);
  const times = due.map(({ at }) => at);
  const from = Math.min(...times);
  const to = Math.max(...times) + seconds;
  const buckets = numbers(
    due.map(({ peer, at }) => [peer, at]),
    ['peer', 'at'],
  );
  return withPrevious(
    knex,
    `select d.peer, s.id as series, s.cumulative, d.at as bucket, c.at, m.value
     from (${buckets}) d
     ${join} metric_scrapes c on c.peer = d.peer and c.at >= d.at and c.at < d.at + ${seconds}
     ${join} metric_series s on s.peer = d.peer
     ${join} metric_samples m on m.at = c.at and m.series = s.id
     where c.at >= ${from} and c.at < ${to} and m.at >= ${from} and m.at < ${to}`,
    'series, bucket',
  );
}

function fromBelow(
  knex: Knex,
  { seconds }: RollupLevel,
  below: RollupLevel,
  due: Due,
): string {
  const join = orderedJoin(knex);
  const parts = due.flatMap(({ peer, at }) =>
    Array.from({ length: seconds / below.seconds }, (_, index) => [
      peer,
      at,
      at + index * below.seconds,
    ]),
  );
  return mergedRows(
    `select r.series, d.at as bucket, r.at, ${VALUES.map(
      name => `r.${name}`,
    ).join(', ')}
     from (${numbers(parts, ['peer', 'at', 'part'])}) d
     ${join} metric_series s on s.peer = d.peer
     ${join} ${below.table} r on r.at = d.part and r.series = s.id`,
  );
}

/**
 * Replaces buckets of a level by what the level below has of them now, so that it does not matter how often it is
 * done.
 */
export function rollupStatement(
  knex: Knex,
  level: RollupLevel,
  due: Due,
): string {
  const below = ROLLUP_LEVELS[ROLLUP_LEVELS.indexOf(level) - 1];
  const rows = below
    ? fromBelow(knex, level, below, due)
    : fromSamples(knex, level, due);
  return `insert into ${level.table} (series, at, ${VALUES.join(', ')}) ${rows}
    on conflict (at, series) do update set ${VALUES.map(
      name => `${name} = excluded.${name}`,
    ).join(', ')}`;
}
