import type { Knex } from 'knex';
import { isPostgres } from '../../database';
import { LEVEL_TABLES, MEASURES } from './columns';
import type { CostColumn, CostTotalsQuery } from './CostReader';

/** The numbers of clusters by their names. */
export type ClusterIds = ReadonlyMap<string, number>;

/** A table of names, and the column of costs that refers to it. */
interface Names {
  table: string;
  id: 'scope' | 'attribution' | 'price';
}

const SCOPES: Names = { table: 'cost_scopes', id: 'scope' };
const ATTRIBUTIONS: Names = { table: 'cost_attributions', id: 'attribution' };
const PRICES: Names = { table: 'cost_prices', id: 'price' };

/** Where each name is found; those that costs have themselves are not here. */
const NAMED: { [Column in CostColumn]?: Names & { column: string } } = {
  class: { ...SCOPES, column: 'class' },
  namespace: { ...SCOPES, column: 'namespace' },
  kind: { ...SCOPES, column: 'kind' },
  name: { ...SCOPES, column: 'name' },
  owner: { ...ATTRIBUTIONS, column: 'owner' },
  system: { ...ATTRIBUTIONS, column: 'system' },
  domain: { ...ATTRIBUTIONS, column: 'domain' },
  entity: { ...ATTRIBUTIONS, column: 'entity' },
  team: { ...ATTRIBUTIONS, column: 'team' },
  costCenter: { ...ATTRIBUTIONS, column: 'cost_center' },
  instanceType: { ...PRICES, column: 'instance_type' },
  capacityType: { ...PRICES, column: 'capacity_type' },
  region: { ...PRICES, column: 'region' },
  priceKind: { ...PRICES, column: 'kind' },
  priceSource: { ...PRICES, column: 'source' },
};

/** What a statement is made of. */
interface Statement {
  sql: string;
  values: (string | number)[];
}

function sums(
  knex: Knex,
  measures: readonly (readonly [sum: string, as: string])[],
): string {
  return measures
    .map(([sum, column]) =>
      // PostgreSQL's sums of integers come as texts otherwise.
      isPostgres(knex)
        ? `cast(sum(${sum}) as double precision) as ${column}`
        : `sum(${sum}) as ${column}`,
    )
    .join(', ');
}

/** Whole numbers that we made: nothing to escape, and more of them than a statement takes values. */
function among(column: string, ids: Iterable<number>): string {
  const list = [...ids].map(Number);
  return list.length > 0 ? `${column} in (${list.join(',')})` : '1 = 0';
}

function conditions(
  { since, until, except = [], where = {}, clusters }: CostTotalsQuery,
  ids: ClusterIds,
): Statement {
  const values: (string | number)[] = [since, until];
  const all = ['at >= ?', 'at < ?'];
  if (clusters) all.push(among('cluster', ids.values()));
  if (except.length > 0) all.push(`not (${among('at', except)})`);
  for (const [column, wanted] of Object.entries(where) as [
    CostColumn,
    readonly (string | number)[],
  ][]) {
    const named = NAMED[column];
    if (named) {
      const places = wanted.map(() => '?').join(', ');
      all.push(
        wanted.length > 0
          ? `${named.id} in (select id from ${named.table} where ${named.column} in (${places}))`
          : '1 = 0',
      );
      values.push(...wanted);
    } else if (column === 'cluster') {
      all.push(
        among('cluster', known(wanted.map(name => ids.get(String(name))))),
      );
    } else {
      all.push(among(column, wanted.map(Number)));
    }
  }
  return { sql: all.join(' and '), values };
}

function known(ids: readonly (number | undefined)[]): number[] {
  return ids.filter(id => id !== undefined);
}

/**
 * The sums of a query. What is added up has only numbers in it; names are joined to the few rows that are left, and
 * these added up again where several have the same name.
 */
export function totalsStatement(
  knex: Knex,
  query: CostTotalsQuery,
  clusters: ClusterIds,
): Statement {
  const where = conditions(query, clusters);
  const ids = [...new Set(query.by.map(column => NAMED[column]?.id ?? column))];
  const keys = ids.join(', ');
  const measures = MEASURES[query.measures ?? 'all'];
  const columns = measures.map(([, column]) => column);
  const inner = `select ${keys ? `${keys}, ` : ''}${sums(
    knex,
    measures,
  )} from ${LEVEL_TABLES[query.level]} where ${where.sql}${
    keys ? ` group by ${keys}` : ''
  }`;
  const named = query.by.filter(column => NAMED[column]);
  const names = query.by.map(column => {
    const name = NAMED[column];
    return {
      from: name ? `${name.table}.${name.column}` : `totals.${column}`,
      as: `by_${column.toLowerCase()}`,
    };
  });
  const selected = names.map(({ from, as }) => `${from} as ${as}, `).join('');
  if (named.length === 0) {
    return {
      sql: `select ${selected}${columns.join(', ')} from (${inner}) as totals`,
      values: where.values,
    };
  }
  const joins = [...new Set(named.map(column => NAMED[column]!.table))].map(
    table => {
      const { id } = [SCOPES, ATTRIBUTIONS, PRICES].find(
        each => each.table === table,
      )!;
      return `join ${table} on ${table}.id = totals.${id}`;
    },
  );
  return {
    sql: `select ${selected}${sums(
      knex,
      columns.map(column => [`totals.${column}`, column] as const),
    )} from (${inner}) as totals ${joins.join(' ')} group by ${names
      .map(({ from }) => from)
      .join(', ')}`,
    values: where.values,
  };
}
