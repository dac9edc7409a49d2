import type {
  CostClass,
  CostDimension,
  CostFilter,
  CostKeys,
  CostRecord,
  FilterField,
} from '@portlight/plugin-portlight-common';
import type {
  CostColumn,
  CostGroup,
  CostReader,
  CostTotals,
  CostTotalsQuery,
} from '../store';
import type { FenceField } from './CostFence';

/** The columns that have each thing that rows are told apart by. */
const COLUMNS: {
  [Field in
    | FilterField
    | FenceField
    | CostDimension['name']]?: readonly CostColumn[];
} = {
  cluster: ['cluster'],
  namespace: ['namespace'],
  kind: ['kind'],
  controllerKind: ['kind'],
  workload: ['kind', 'name'],
  controller: ['kind', 'name'],
  owner: ['owner'],
  system: ['system'],
  domain: ['domain'],
  entity: ['entity'],
  team: ['team'],
  costCenter: ['costCenter'],
  class: ['class'],
  // Labels are those of the scope.
  label: ['scope'],
};

/** What rows are told apart by. */
export type CostField = keyof typeof COLUMNS;

/** The columns that rows have to be grouped by so that these are known. */
export function columnsOf(fields: Iterable<CostField>): CostColumn[] {
  return [...new Set([...fields].flatMap(field => COLUMNS[field] ?? []))];
}

/** Columns of the database whose value is a filter's; kinds are not, which filters write in small letters too. */
const PUSHED: {
  [Field in FilterField]?: keyof NonNullable<CostTotalsQuery['where']>;
} = {
  namespace: 'namespace',
  workload: 'name',
  owner: 'owner',
  system: 'system',
  domain: 'domain',
  entity: 'entity',
  team: 'team',
  costCenter: 'costCenter',
};

/**
 * What the database can leave out: rows that one of the comparisons which all rows have to pass says have another value.
 * All that passes the filter is read, and more; values are values, never parts of a statement.
 */
export function pushedFilter(
  filter: CostFilter | undefined,
): NonNullable<CostTotalsQuery['where']> {
  const where: Record<string, string[]> = {};
  const push = (part: CostFilter) => {
    if ('all' in part) part.all.forEach(push);
    if (!('field' in part) || part.negated || part.operator !== 'equals')
      return;
    const column = PUSHED[part.field];
    if (column === undefined || where[column] !== undefined) return;
    where[column] = part.values.map(value =>
      value === '__unallocated__' ? '' : value,
    );
  };
  if (filter) push(filter);
  return where;
}

const KEYS: readonly (readonly [keyof CostGroup, keyof CostKeys])[] = [
  ['namespace', 'namespace'],
  ['kind', 'kind'],
  ['name', 'workload'],
  ['owner', 'owner'],
  ['system', 'system'],
  ['domain', 'domain'],
  ['entity', 'entity'],
  ['team', 'team'],
  ['costCenter', 'costCenter'],
];

/** What a sum is of. */
export function keysOf(totals: CostTotals): CostKeys {
  const keys: CostKeys = {
    cluster: totals.cluster ?? '',
    class: totals.class ?? 'workload',
  };
  for (const [column, name] of KEYS) {
    const value = totals[column];
    if (typeof value === 'string' && value !== '') {
      Object.assign(keys, { [name]: value });
    }
  }
  return keys;
}

/** A sum as a row of a query, with the number of its price where it was grouped by that. */
export interface StoredRecord extends CostRecord {
  price?: number;
}

/** A sum as a row of a query. */
export function recordOf(
  totals: CostTotals,
  at = totals.at ?? 0,
): StoredRecord {
  return {
    at,
    ...(totals.price === undefined ? {} : { price: totals.price }),
    keys: keysOf(totals),
    // It has the names too, which nobody looks at there.
    figures: totals,
    incomplete: totals.incomplete,
  };
}

/** Columns of the scope, by which there are as many groups as workloads. */
const OF_SCOPES: ReadonlySet<CostColumn> = new Set([
  'class',
  'namespace',
  'kind',
  'name',
  'scope',
]);

/** Classes of what is no workload's, of which a cluster has a handful. */
const OTHER_CLASSES: readonly CostClass[] = [
  'idle',
  'overhead',
  'unmounted',
  'unallocated-load-balancer',
  'management-fee',
];

/**
 * Sums with their classes. Where nothing else is asked of the scopes, workloads are added up without them: to group by
 * the class is to group by each workload, and takes several times as long.
 */
async function readClasses(
  reader: CostReader,
  query: CostTotalsQuery,
): Promise<CostTotals[]> {
  if (
    !query.by.includes('class') ||
    query.by.filter(column => OF_SCOPES.has(column)).length > 1
  ) {
    return reader.totals(query);
  }
  const asked = query.where?.class;
  const classes = (all: readonly CostClass[]) =>
    all.filter(name => asked === undefined || asked.includes(name));
  const of = (by: CostTotalsQuery['by'], names: readonly CostClass[]) =>
    names.length > 0
      ? reader.totals({ ...query, by, where: { ...query.where, class: names } })
      : [];
  const [workloads, others] = await Promise.all([
    of(
      query.by.filter(column => column !== 'class'),
      classes(['workload']),
    ),
    of(query.by, classes(OTHER_CLASSES)),
  ]);
  return [
    ...workloads.map(each => ({ ...each, class: 'workload' as const })),
    ...others,
  ];
}

/** Rows of the database as rows of a query, with the labels that their workloads had when they were seen last. */
export async function readTotals(
  reader: CostReader,
  query: CostTotalsQuery,
): Promise<StoredRecord[]> {
  const totals = await readClasses(reader, query);
  const records = totals.map(each => recordOf(each));
  if (!query.by.includes('scope')) return records;
  const scopes = await reader.scopes(totals.map(({ scope }) => scope!));
  totals.forEach(({ scope }, index) => {
    const labels = scopes.get(scope!)?.labels;
    if (labels) records[index].keys.labels = labels;
  });
  return records;
}
