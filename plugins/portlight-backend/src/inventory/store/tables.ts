import type {
  Event,
  HealthStatus,
  ClusterHealthStatus,
  InventoryRow,
  Problem,
  Severity,
  Worker,
} from '@portlight/plugin-portlight-common';
import type { TableShape, Value } from './bulk';
import { double, encodeImages, integer, json, text } from './values';

/** `objects.health_rank`: worst first. */
export const HEALTH_RANK: Record<HealthStatus, number> = {
  degraded: 0,
  unknown: 1,
  progressing: 2,
  suspended: 3,
  healthy: 4,
};

/** `clusters.health_rank`: worst first. */
export const CLUSTER_HEALTH_RANK: Record<ClusterHealthStatus, number> = {
  critical: 0,
  degraded: 1,
  unknown: 2,
  healthy: 3,
};

/** `problems.severity_rank`: worst first. */
export const SEVERITY_RANK: Record<Severity, number> = {
  critical: 0,
  warning: 1,
  info: 2,
};

/** The key that every table of objects has. */
export const OBJECT_KEY = ['kind', 'namespace', 'name'] as const;

export const OBJECTS: TableShape = {
  name: 'objects',
  key: ['cluster', ...OBJECT_KEY],
  columns: [
    'health_rank',
    'health_reason',
    'phase',
    'node',
    'workload',
    'owner',
    'version',
    'restarts',
    'desired',
    'ready',
    'cpu',
    'memory',
    'created_at',
    'label_set',
    'images',
    'summary',
  ],
};

export const RECORDS: TableShape = {
  name: 'records',
  key: ['cluster', ...OBJECT_KEY],
  columns: ['record'],
};

export const PROBLEMS: TableShape = {
  name: 'problems',
  key: ['cluster', ...OBJECT_KEY, 'cause'],
  columns: ['severity_rank', 'message', 'owner', 'since', 'affected'],
};

export const EVENTS: TableShape = {
  name: 'events',
  key: ['cluster', 'namespace', 'name'],
  columns: [
    'type',
    'reason',
    'message',
    'involved_kind',
    'involved_namespace',
    'involved_name',
    'source',
    'count',
    'first_seen_at',
    'last_seen_at',
  ],
};

export const WORKERS: TableShape = {
  name: 'workers',
  key: ['cluster', 'kind'],
  columns: [
    'state',
    'objects',
    'restarts',
    'last_event_at',
    'last_list_at',
    'lag_seconds',
    'resource_version',
    'replica',
    'error',
  ],
};

/** @param labelSet - the id of its labels in `label_sets` */
export function objectRow(
  cluster: string,
  row: InventoryRow,
  labelSet: string,
): Value[] {
  const { columns, health } = row;
  return [
    cluster,
    row.kind,
    row.namespace,
    row.name,
    HEALTH_RANK[health.status],
    text(health.reason, 253) ?? '',
    text(columns.phase, 63),
    text(columns.node, 253),
    text(columns.workload, 400),
    text(columns.owner, 253),
    text(columns.version, 253),
    integer(columns.restarts),
    integer(columns.desired),
    integer(columns.ready),
    double(columns.cpu),
    double(columns.memory),
    text(columns.createdAt, 30),
    labelSet,
    encodeImages(columns.images),
    row.summaryText ?? json(row.summary),
  ];
}

export function recordRow(cluster: string, row: InventoryRow): Value[] {
  return [cluster, row.kind, row.namespace, row.name, json(row.record)];
}

export function problemRow(
  cluster: string,
  row: InventoryRow,
  problem: Problem,
): Value[] {
  return [
    cluster,
    row.kind,
    row.namespace,
    row.name,
    text(problem.cause, 63) ?? '',
    SEVERITY_RANK[problem.severity],
    text(problem.message, 10_000) ?? '',
    text(problem.owner, 253),
    text(problem.since, 30) ?? '',
    integer(problem.affected) ?? 0,
  ];
}

export function eventRow(cluster: string, row: InventoryRow): Value[] {
  const event = row.summary as Event;
  return [
    cluster,
    row.namespace,
    row.name,
    text(event.type, 63) ?? '',
    text(event.reason, 253) ?? '',
    text(event.message, 10_000) ?? '',
    text(event.object.kind, 63) ?? '',
    text(event.object.namespace, 253) ?? '',
    text(event.object.name, 253) ?? '',
    text(event.source, 253),
    integer(event.count) ?? 1,
    text(event.firstSeenAt, 30),
    text(event.lastSeenAt, 30) ?? '',
  ];
}

export function workerRow(worker: Worker): Value[] {
  return [
    worker.cluster,
    worker.kind,
    worker.state,
    integer(worker.objects) ?? 0,
    integer(worker.restarts) ?? 0,
    text(worker.lastEventAt, 30),
    text(worker.lastListAt, 30),
    double(worker.lagSeconds),
    text(worker.resourceVersion, 63),
    text(worker.replica, 253),
    worker.error ? json(worker.error) : null,
  ];
}
