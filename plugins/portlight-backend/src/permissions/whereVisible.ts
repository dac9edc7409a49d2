import { KINDS } from '@portlight/plugin-portlight-common';
import type { Knex } from 'knex';
import type { Narrowing, Visibility } from './visibility';
import { seesParts } from './visibility';
import {
  clusterFilters,
  formerWorkloadFilters,
  involvedPlaceFilters,
  isOfPlace,
  namespaceFilters,
  whereCondition,
  type WhereFilter,
  workloadFilters,
} from './whereCondition';

type Query = Knex.QueryBuilder;

const NAMESPACE = 'Namespace';
/** Kinds that stand in no namespace, with that of namespaces, which has a permission of its own. */
const CLUSTER_KINDS = KINDS.filter(({ namespaced }) => !namespaced).map(
  ({ kind }) => kind,
);
/** Kinds that belong to the cluster. */
const FLEET_KINDS = CLUSTER_KINDS.filter(kind => kind !== NAMESPACE);

function whereNarrowing<Filter>(
  query: Query,
  narrowing: Narrowing<Filter>,
  filters: WhereFilter<Filter>,
): void {
  if (narrowing === 'everything') return;
  if (narrowing === 'nothing') query.whereRaw('1 = 0');
  else whereCondition(query, narrowing, filters);
}

/** Whether it can be told from an object's cluster, kind, namespace and name. */
function needsNoObject(
  narrowing: Visibility['namespaces'] | Visibility['workloads'],
): boolean {
  return typeof narrowing === 'string' || isOfPlace(narrowing);
}

/** Narrows a query on `clusters`. */
export function whereVisibleClusters(
  knex: Knex,
  query: Query,
  { clusters }: Pick<Visibility, 'clusters'>,
): void {
  whereNarrowing(query, clusters, clusterFilters(knex, 'clusters'));
}

/** Whether any cluster is among these. */
export async function hasCluster(
  knex: Knex,
  clusters: Visibility['clusters'],
): Promise<boolean> {
  const query = knex('clusters');
  whereVisibleClusters(knex, query, { clusters });
  return (await query.first('clusters.name')) !== undefined;
}

/** Narrows a query on any table to the rows of visible clusters, whose names are in `column`. */
export function whereClusterVisible(
  knex: Knex,
  query: Query,
  visibility: Visibility,
  column: string,
): void {
  if (visibility.clusters === 'everything') return;
  query.whereIn(column, names => {
    names.from('clusters').select('clusters.name');
    whereVisibleClusters(knex, names, visibility);
  });
}

/** Which rows of `objects` a query is about; `objects` where it is about any of them. */
export type VisibleRows = 'nodes' | 'namespaces' | 'workloads' | 'objects';

/** Narrows by everything but the cluster. */
function whereRows(
  knex: Knex,
  query: Query,
  visibility: Visibility,
  rows: VisibleRows,
  table: string,
): void {
  const { namespaces, workloads } = visibility;
  const namespace = (part: Query) =>
    whereNarrowing(part, namespaces, namespaceFilters(knex, table));
  const workload = (part: Query) =>
    whereNarrowing(part, workloads, workloadFilters(knex, table));
  switch (rows) {
    case 'nodes':
      return;
    case 'namespaces':
      namespace(query);
      return;
    case 'workloads':
      workload(query);
      return;
    default:
      if (!seesParts(visibility)) return;
      query.where(any =>
        any
          .where(fleet =>
            fleet
              .where(`${table}.namespace`, '')
              .whereIn(`${table}.kind`, FLEET_KINDS),
          )
          .orWhere(own => {
            own.where({
              [`${table}.namespace`]: '',
              [`${table}.kind`]: NAMESPACE,
            });
            namespace(own);
          })
          .orWhere(inside => {
            // By exclusion: an object that should be in a namespace and says none is nobody else's.
            inside.where(kind =>
              kind
                .whereNot(`${table}.namespace`, '')
                .orWhereNotIn(`${table}.kind`, CLUSTER_KINDS),
            );
            workload(inside);
          }),
      );
  }
}

/** Narrows a query on `objects`. */
export function whereVisibleObjects(
  knex: Knex,
  query: Query,
  visibility: Visibility,
  rows: VisibleRows,
): void {
  whereClusterVisible(knex, query, visibility, 'objects.cluster');
  whereRows(knex, query, visibility, rows, 'objects');
}

/** Narrows a query on `problems`: they are as visible as what they are problems of. */
export function whereVisibleProblems(
  knex: Knex,
  query: Query,
  visibility: Visibility,
): void {
  whereClusterVisible(knex, query, visibility, 'problems.cluster');
  if (!seesParts(visibility)) return;
  if (
    needsNoObject(visibility.namespaces) &&
    needsNoObject(visibility.workloads)
  ) {
    // Problems have these columns too, and none is left of an object that is gone.
    whereRows(knex, query, visibility, 'objects', 'problems');
    return;
  }
  query.whereExists(object => {
    object.from('objects').select('objects.name');
    for (const column of ['cluster', 'kind', 'namespace', 'name']) {
      object.whereRaw('?? = ??', [`objects.${column}`, `problems.${column}`]);
    }
    whereRows(knex, object, visibility, 'objects', 'objects');
  });
}

/**
 * Narrows a query on rows of `objects` that are namespaces to those of which also objects are visible that are gone, and
 * of which nothing but the namespace is known.
 */
export function whereNamespaceOfFormer(
  knex: Knex,
  query: Query,
  visibility: Visibility,
): void {
  whereVisibleObjects(knex, query, visibility, 'namespaces');
  whereNarrowing(
    query,
    visibility.workloads,
    formerWorkloadFilters(knex, 'objects'),
  );
}

/**
 * Narrows a query on `events`: they are as visible as what they are about, or, where that is gone, as the
 * namespace that it was in and as an object that has of that namespace all that is known. Events of what was in none
 * belong to the cluster.
 */
export function whereVisibleEvents(
  knex: Knex,
  query: Query,
  visibility: Visibility,
): void {
  const { workloads } = visibility;
  whereClusterVisible(knex, query, visibility, 'events.cluster');
  if (!seesParts(visibility)) return;
  const involved = (object: Query) =>
    object
      .from('objects')
      .select('objects.name')
      .whereRaw('?? = ??', ['objects.cluster', 'events.cluster'])
      .whereRaw('?? = ??', ['objects.kind', 'events.involved_kind'])
      .whereRaw('?? = ??', ['objects.namespace', 'events.involved_namespace'])
      .whereRaw('?? = ??', ['objects.name', 'events.involved_name']);
  const visible = (rows: VisibleRows) => (object: Query) => {
    involved(object);
    whereRows(knex, object, visibility, rows, 'objects');
  };
  query.where(any =>
    any
      .where(fleet =>
        fleet
          .where('events.involved_namespace', '')
          .whereIn('events.involved_kind', FLEET_KINDS),
      )
      .orWhere(namespace =>
        namespace
          .where('events.involved_namespace', '')
          .where('events.involved_kind', NAMESPACE)
          .whereExists(visible('namespaces')),
      )
      .orWhere(object => {
        object.whereNot('events.involved_namespace', '');
        if (needsNoObject(workloads)) {
          whereNarrowing(object, workloads, involvedPlaceFilters());
          object.whereExists(involved);
          return;
        }
        object.whereExists(visible('workloads'));
      })
      .orWhere(gone =>
        gone
          .whereIn(['events.cluster', 'events.namespace'], places => {
            places
              .from('objects')
              .select('objects.cluster', 'objects.name')
              .where({ 'objects.kind': NAMESPACE, 'objects.namespace': '' });
            whereRows(knex, places, visibility, 'namespaces', 'objects');
            whereNarrowing(
              places,
              visibility.workloads,
              formerWorkloadFilters(knex, 'objects'),
            );
          })
          .whereNotExists(involved),
      ),
  );
}
