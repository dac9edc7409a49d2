import type {
  Cluster,
  InventoryRow,
  Problem,
  Worker,
} from '@portlight/plugin-portlight-common';

/** A row of an inventory with what a test cares about. */
export function inventoryRow(row: Partial<InventoryRow> = {}): InventoryRow {
  const { kind = 'Pod', namespace = 'shop', name = 'cart-0' } = row;
  return {
    kind,
    namespace,
    name,
    record: { kind, metadata: { name, namespace } },
    health: { status: 'healthy', reason: 'Ready', message: 'Ready' },
    summary: {
      cluster: 'east',
      kind,
      namespace,
      name,
      health: { status: 'healthy', reason: 'Ready', message: 'Ready' },
    },
    columns: { labels: {}, images: [] },
    problems: [],
    ...row,
  };
}

/** A problem of the pod `cart-0`. */
export function problem(cause: string): Problem {
  return {
    cluster: 'east',
    object: { kind: 'Pod', namespace: 'shop', name: 'cart-0' },
    cause,
    severity: 'critical',
    message: `It is ${cause}`,
    since: '2026-11-21T00:00:00Z',
    affected: 1,
  };
}

/** The document of a cluster. */
export function clusterOf(
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

/** A worker at a resource version. */
export function workerOf(
  cluster: string,
  kind: string,
  resourceVersion: string,
): Worker {
  return {
    cluster,
    kind,
    state: 'watching',
    objects: 1,
    restarts: 0,
    resourceVersion,
  };
}
