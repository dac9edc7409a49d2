import type {
  AmongFilter,
  ClusterFilter,
  LabelFilter,
  NamespaceFilter,
  WorkloadFilter,
} from '@portlight/plugin-portlight-node';
import type { Knex } from 'knex';
import { whereContains } from '../database';
import { whereLabels } from '../inventory/read/labelFilter';
import type { Condition } from './conditions';

type Query = Knex.QueryBuilder;

/** Narrows a query by one filter; must be true or false of every row, never unknown. */
export interface WhereFilter<Filter> {
  (query: Query, filter: Filter, negated: boolean): void;
  /** The columns with the cluster and the namespace. */
  place: readonly [cluster: string, namespace: string];
}

/**
 * Narrows a query by a condition. Long lists are halved, because a database takes `a or b or c ...` for as deep an
 * expression as it is long, and SQLite refuses deep ones.
 */
export function whereCondition<Filter>(
  query: Query,
  condition: Condition<Filter>,
  whereFilter: WhereFilter<Filter>,
): void {
  const halves = (
    part: Query,
    conditions: readonly Condition<Filter>[],
    every: boolean,
  ): void => {
    if (conditions.length === 1) {
      whereCondition(part, conditions[0], whereFilter);
      return;
    }
    const middle = Math.floor(conditions.length / 2);
    part.where(left => halves(left, conditions.slice(0, middle), every));
    const right = (other: Query) =>
      halves(other, conditions.slice(middle), every);
    if (every) part.where(right);
    else part.orWhere(right);
  };
  if ('places' in condition) {
    const { places } = condition;
    // Values and not a list of rows, which SQLite does not take.
    query.whereRaw(
      `(??, ??) in (values ${places.map(() => '(?, ?)').join(', ')})`,
      [...whereFilter.place, ...places.flat()],
    );
  } else if ('filter' in condition) {
    whereFilter(query, condition.filter, condition.negated);
  } else if ('all' in condition) {
    query.where(part => halves(part, condition.all, true));
  } else {
    query.where(part => halves(part, condition.any, false));
  }
}

/** `column in (...)`, for a column that may be NULL. */
function whereAmong(
  query: Query,
  column: string,
  { values }: AmongFilter<string>,
  negated: boolean,
): void {
  if (negated) {
    query.where(absent =>
      absent.whereNull(column).orWhereNotIn(column, values),
    );
  } else {
    query.whereNotNull(column).whereIn(column, values);
  }
}

/** In a cluster of one of the environments. */
function whereEnvironment(
  query: Query,
  column: string,
  { values }: AmongFilter<string>,
  negated: boolean,
): void {
  const clusters = (of: Query) =>
    of.from('clusters').select('name').whereIn('environment', values);
  if (negated) query.whereNotIn(column, clusters);
  else query.whereIn(column, clusters);
}

function whereLabel(
  knex: Knex,
  query: Query,
  { key, value }: LabelFilter,
  negated: boolean,
): void {
  // As in Kubernetes, what has no such label is not among its values either: each is the other's negation.
  const [exists, among] = negated
    ? (['DoesNotExist', 'NotIn'] as const)
    : (['Exists', 'In'] as const);
  query.where(labels =>
    whereLabels(knex, labels, [
      value === undefined
        ? { key, operator: exists, values: [] }
        : { key, operator: among, values: [value] },
    ]),
  );
}

/** Filters on rows of `clusters`. */
export function clusterFilters(
  knex: Knex,
  table: string,
): WhereFilter<ClusterFilter> {
  const where = (query: Query, filter: ClusterFilter, negated: boolean) => {
    const { property, values } = filter;
    switch (property) {
      case 'tag':
        query.where(any => {
          for (const tag of values) {
            const has = (one: Query) =>
              whereContains(
                knex,
                one,
                `${table}.tags`,
                `\n${encodeURIComponent(tag)}\n`,
                !negated,
              );
            if (negated) any.where(has);
            else any.orWhere(has);
          }
        });
        break;
      case 'runningOwner': {
        const owned = (objects: Query) =>
          objects
            .from('objects as owned')
            .select('owned.owner')
            .whereRaw('?? = ??', ['owned.cluster', `${table}.name`])
            .whereIn('owned.owner', values);
        if (negated) query.whereNotExists(owned);
        else query.whereExists(owned);
        break;
      }
      default:
        whereAmong(query, `${table}.${property}`, filter, negated);
    }
  };
  // No rule of clusters names a namespace.
  return Object.assign(where, {
    place: [`${table}.name`, `${table}.name`] as const,
  });
}

function objectFilters<Filter extends NamespaceFilter | WorkloadFilter>(
  knex: Knex,
  table: string,
  namespace: string,
): WhereFilter<Filter> {
  const where = (query: Query, filter: Filter, negated: boolean) => {
    if (filter.property === 'label') {
      whereLabel(knex, query, filter, negated);
    } else if (filter.property === 'environment') {
      whereEnvironment(query, `${table}.cluster`, filter, negated);
    } else {
      whereAmong(query, `${table}.${filter.property}`, filter, negated);
    }
  };
  return Object.assign(where, {
    place: [`${table}.cluster`, `${table}.${namespace}`] as const,
  });
}

/** Filters on rows of `objects` that are namespaces. */
export function namespaceFilters(
  knex: Knex,
  table: string,
): WhereFilter<NamespaceFilter> {
  return objectFilters(knex, table, 'name');
}

/** Filters on rows of `objects` that are in a namespace. */
export function workloadFilters(
  knex: Knex,
  table: string,
): WhereFilter<WorkloadFilter> {
  return objectFilters(knex, table, 'namespace');
}

/**
 * Filters of objects in a namespace on the row of that namespace: what can be said of an object of which nothing else
 * is known. Its labels are not known, so that no condition on them is met, also no negated one.
 */
export function formerWorkloadFilters(
  knex: Knex,
  table: string,
): WhereFilter<WorkloadFilter> {
  const filters = objectFilters<NamespaceFilter>(knex, table, 'name');
  const where = (query: Query, filter: WorkloadFilter, negated: boolean) => {
    if (filter.property === 'label') query.whereRaw('1 = 0');
    else {
      const { property, values } = filter;
      const ofNamespace = property === 'namespace' ? 'name' : property;
      filters(query, { property: ofNamespace, values }, negated);
    }
  };
  return Object.assign(where, { place: filters.place });
}

/** Whether it can be told from a cluster and a namespace, without the object. */
export function isOfPlace(
  condition: Condition<NamespaceFilter | WorkloadFilter>,
): boolean {
  if ('places' in condition) return true;
  if ('filter' in condition) {
    const { property } = condition.filter;
    return property !== 'label' && property !== 'owner';
  }
  return ('all' in condition ? condition.all : condition.any).every(isOfPlace);
}

/** Filters on rows of `events` by the places of the objects that they are about. */
export function involvedPlaceFilters(): WhereFilter<WorkloadFilter> {
  const place = ['events.cluster', 'events.involved_namespace'] as const;
  const where = (query: Query, filter: WorkloadFilter, negated: boolean) => {
    switch (filter.property) {
      case 'cluster':
        whereAmong(query, place[0], filter, negated);
        break;
      case 'environment':
        whereEnvironment(query, place[0], filter, negated);
        break;
      case 'namespace':
        whereAmong(query, place[1], filter, negated);
        break;
      default:
        throw new Error(`${filter.property} is no property of a place`);
    }
  };
  return Object.assign(where, { place });
}
