import type { Cluster, Event, Problem, ProblemGroup } from '../../api/types';
import { CLUSTER_HEALTH_RANK, HEALTH_RANK } from '../../health';
import type { InventoryRow } from '../InventoryRow';
import type { ListDefinition, SortValue } from './page';

const SEVERITY_RANK = { critical: 0, warning: 1, info: 2 };

type RowColumns = Record<string, (row: InventoryRow) => SortValue>;

/** The cluster of a row is in its item. */
export function clusterOf(row: InventoryRow): string {
  return row.summary.cluster;
}

const COMMON: RowColumns = {
  health: row => HEALTH_RANK[row.health.status],
  name: row => row.name,
  cluster: clusterOf,
  owner: row => row.columns.owner,
  createdAt: row => row.columns.createdAt,
};

const COLUMNS: RowColumns = {
  namespace: row => row.namespace,
  kind: row => row.kind,
  phase: row => row.columns.phase,
  node: row => row.columns.node,
  workload: row => row.columns.workload,
  version: row => row.columns.version,
  restarts: row => row.columns.restarts,
  desired: row => row.columns.desired,
  ready: row => row.columns.ready,
  cpu: row => row.columns.cpu,
  memory: row => row.columns.memory,
};

function rows(
  name: string,
  ...columns: string[]
): ListDefinition<InventoryRow> {
  return {
    name,
    columns: {
      ...COMMON,
      ...Object.fromEntries(columns.map(column => [column, COLUMNS[column]])),
    },
    defaultSort: 'health',
    key: row => [clusterOf(row), row.namespace, row.name, row.kind],
  };
}

/** The lists of rows, by their names. */
export const ROW_LISTS = {
  namespaces: rows('namespaces', 'phase'),
  nodes: rows('nodes', 'version', 'cpu', 'memory'),
  workloads: rows(
    'workloads',
    'namespace',
    'kind',
    'version',
    'restarts',
    'desired',
    'ready',
  ),
  pods: rows(
    'pods',
    'namespace',
    'phase',
    'node',
    'workload',
    'restarts',
    'ready',
    'cpu',
    'memory',
  ),
  objects: rows('objects', 'namespace', 'kind'),
};

/** The list of events. */
export const EVENTS: ListDefinition<Event> = {
  name: 'events',
  columns: {
    lastSeenAt: event => event.lastSeenAt,
    firstSeenAt: event => event.firstSeenAt,
    cluster: event => event.cluster,
    namespace: event => event.namespace ?? '',
    type: event => event.type,
    reason: event => event.reason,
    object: event =>
      [event.object.kind, event.object.namespace, event.object.name].join('/'),
    count: event => event.count,
  },
  defaultSort: '-lastSeenAt',
  key: event => [event.cluster, event.namespace ?? '', event.name ?? ''],
};

/** The list of problems. */
export const PROBLEMS: ListDefinition<Problem> = {
  name: 'problems',
  columns: {
    severity: problem => SEVERITY_RANK[problem.severity],
    since: problem => problem.since,
    cluster: problem => problem.cluster,
    namespace: problem => problem.object.namespace ?? '',
    kind: problem => problem.object.kind,
    name: problem => problem.object.name,
    cause: problem => problem.cause,
    owner: problem => problem.owner,
    affected: problem => problem.affected,
  },
  then: { severity: ['-affected', '-since'] },
  defaultSort: 'severity',
  key: ({ cluster, object, cause }) => [
    cluster,
    object.namespace ?? '',
    object.name,
    object.kind,
    cause,
  ],
};

/** The list of groups of problems. */
export const PROBLEM_GROUPS: ListDefinition<ProblemGroup> = {
  name: 'problem-groups',
  columns: {
    objects: group => group.objects,
    severity: group => SEVERITY_RANK[group.severity],
    cause: group => group.cause,
    clusters: group => group.clusterCount ?? group.clusters.length,
    since: group => group.since,
    latest: group => group.latest,
  },
  then: {
    objects: ['severity'],
    severity: ['-objects'],
    clusters: ['-objects'],
  },
  defaultSort: 'severity',
  key: group => [group.cause],
};

/** The list of clusters. */
export const CLUSTERS: ListDefinition<Cluster> = {
  name: 'clusters',
  columns: {
    name: cluster => cluster.name,
    title: cluster => cluster.title,
    source: cluster => cluster.source,
    status: cluster => cluster.status,
    health: cluster => CLUSTER_HEALTH_RANK[cluster.health.status],
    provider: cluster => cluster.provider,
    environment: cluster => cluster.environment,
    version: cluster => cluster.version,
    nodes: cluster => cluster.counts?.nodes,
    workloads: cluster => cluster.counts?.workloads,
    workloadsFailing: cluster => cluster.counts?.workloadsFailing,
    pods: cluster => cluster.counts?.pods,
    lastSyncAt: cluster => cluster.sync.lastSyncAt,
  },
  defaultSort: 'health',
  key: cluster => [cluster.name],
};

const WORKER_COLUMNS = [
  'cluster',
  'kind',
  'state',
  'objects',
  'restarts',
  'lastEventAt',
  'lastListAt',
  'lagSeconds',
];

/**
 * The columns that each list can be sorted by: the values of the `sort` parameter, without the `-` for
 * descending.
 *
 * @public
 */
export const LIST_COLUMNS: Readonly<
  Record<
    | 'namespaces'
    | 'nodes'
    | 'workloads'
    | 'pods'
    | 'objects'
    | 'events'
    | 'problems'
    | 'problemGroups'
    | 'clusters'
    | 'workers',
    readonly string[]
  >
> = Object.freeze({
  namespaces: Object.keys(ROW_LISTS.namespaces.columns),
  nodes: Object.keys(ROW_LISTS.nodes.columns),
  workloads: Object.keys(ROW_LISTS.workloads.columns),
  pods: Object.keys(ROW_LISTS.pods.columns),
  objects: Object.keys(ROW_LISTS.objects.columns),
  events: Object.keys(EVENTS.columns),
  problems: Object.keys(PROBLEMS.columns),
  problemGroups: Object.keys(PROBLEM_GROUPS.columns),
  clusters: Object.keys(CLUSTERS.columns),
  workers: WORKER_COLUMNS,
});
