import type {
  Cluster,
  Event,
  Health,
  HealthStatus,
  InventoryRow,
  KubernetesObject,
  Problem,
} from '@portlight/plugin-portlight-common';

/** A cluster's document, as the mirror writes it. */
export function clusterDocument(
  name: string,
  changes: Partial<Cluster> = {},
): Cluster {
  return {
    name,
    title: name,
    source: 'test',
    status: 'active',
    health: { status: 'healthy', reasons: [] },
    regions: [],
    tags: [],
    sync: { state: 'watching', stale: false, unavailableKinds: [] },
    ...changes,
  };
}

/** What a row of any kind is made of. */
export interface RowOptions {
  namespace?: string;
  name: string;
  status?: HealthStatus;
  reason?: string;
  labels?: Record<string, string>;
  images?: string[];
  owner?: string;
  createdAt?: string;
  problems?: (Pick<Problem, 'cause' | 'severity' | 'since'> &
    Partial<Pick<Problem, 'affected'>>)[];
  record?: KubernetesObject;
}

function row(
  kind: string,
  cluster: string,
  options: RowOptions,
  summary: object,
  columns: Partial<InventoryRow['columns']> = {},
): InventoryRow {
  const { namespace = '', name, owner, createdAt } = options;
  const health: Health = {
    status: options.status ?? 'healthy',
    reason: options.reason ?? 'Available',
    message: 'As the test says',
  };
  return {
    kind,
    namespace,
    name,
    health,
    record: {
      kind,
      ...options.record,
      metadata: {
        name,
        ...(namespace && { namespace }),
        labels: options.labels,
        ...options.record?.metadata,
      },
    },
    summary: {
      cluster,
      ...(namespace && { namespace }),
      name,
      health,
      ...(owner && { owner }),
      ...(createdAt && { createdAt }),
      ...summary,
    } as InventoryRow['summary'],
    columns: {
      labels: options.labels ?? {},
      images: options.images ?? [],
      owner,
      createdAt,
      ...columns,
    },
    problems: (options.problems ?? []).map(problem => ({
      cluster,
      object: { kind, ...(namespace && { namespace }), name },
      message: `${name}: ${problem.cause}`,
      owner,
      affected: 1,
      ...problem,
    })),
  };
}

/** A row of a workload. */
export function workloadRow(
  cluster: string,
  options: RowOptions & {
    kind?: string;
    workload?: string;
    restarts?: number;
    version?: string;
    kubernetesId?: string;
  },
): InventoryRow {
  const {
    kind = 'Deployment',
    images = [],
    restarts = 0,
    version,
    kubernetesId,
  } = options;
  return row(
    kind,
    cluster,
    options,
    { kind, images, restarts, version, kubernetesId },
    { restarts, version, workload: options.workload },
  );
}

/** A row of a pod. */
export function podRow(
  cluster: string,
  options: RowOptions & {
    phase?: string;
    node?: string;
    workload?: string;
    restarts?: number;
  },
): InventoryRow {
  const { phase = 'Running', node, images = [], restarts = 0 } = options;
  const [kind, name] = options.workload?.split('/') ?? [];
  return row(
    'Pod',
    cluster,
    options,
    {
      phase,
      node,
      images,
      containers: 1,
      containersReady: 1,
      restarts,
      workload: kind && { kind, name },
      ...(!kind && { kind: 'Pod' }),
    },
    { phase, node, restarts, workload: options.workload },
  );
}

/** A row of a namespace. */
export function namespaceRow(
  cluster: string,
  options: RowOptions,
): InventoryRow {
  return row('Namespace', cluster, options, {
    phase: 'Active',
    workloads: 0,
    workloadsFailing: 0,
    pods: 0,
  });
}

/** A row of a node. */
export function nodeRow(cluster: string, options: RowOptions): InventoryRow {
  return row('Node', cluster, options, {
    roles: [],
    schedulable: true,
    cpu: { allocatable: 4, requested: 1 },
    memory: { allocatable: 8e9, requested: 1e9 },
    pods: { running: 1, allocatable: 110 },
  });
}

/** A row of an object of another kind. */
export function objectRow(
  kind: string,
  cluster: string,
  options: RowOptions,
): InventoryRow {
  return row(kind, cluster, options, { kind });
}

/** A row of an event. */
export function eventRow(
  cluster: string,
  event: Partial<Event> & { name: string; object: Event['object'] },
): InventoryRow {
  const namespace = event.namespace ?? 'default';
  const summary: Event = {
    cluster,
    namespace,
    type: 'Normal',
    reason: 'Scheduled',
    message: 'As the test says',
    count: 1,
    lastSeenAt: '2026-11-21T12:00:00Z',
    ...event,
  };
  return {
    kind: 'Event',
    namespace,
    name: event.name,
    record: { kind: 'Event', metadata: { name: event.name, namespace } },
    health: { status: 'healthy', reason: 'Event', message: '' },
    summary,
    columns: { labels: {}, images: [] },
    problems: [],
  };
}
