import type { Fault, FaultType } from '../faults';
import type { StoreBackup } from '../store';
import { ControlError, type ControlRoutes } from './ControlRoutes';
import type { Cluster } from './Cluster';
import type { WatchRegistry } from './read/WatchRegistry';

const FAULT_TYPES: ReadonlySet<FaultType> = new Set<FaultType>([
  'latency',
  'hang',
  'status',
  'html',
  'half-closed',
  'truncated',
  'reset',
  'huge-line',
  'garbage',
  'repeat',
  'stale',
  'drip',
  'no-bookmarks',
  'no-streaming-list',
  'disconnected',
  'certificate',
  'flood',
  'clock-skew',
]);

/** Figures that a fault of a type cannot do without. */
const REQUIRED: Partial<Record<FaultType, string>> = {
  latency: 'milliseconds',
  status: 'code',
  flood: 'perSecond',
  stale: 'revisions',
  drip: 'bytesPerSecond',
  'clock-skew': 'milliseconds',
};

/** Adds the routes that read and change faults, history and tokens of clusters. */
export function registerFaultRoutes(
  control: ControlRoutes,
  clusters: ReadonlyMap<string, Cluster>,
  watches: WatchRegistry,
): void {
  const find = (name: string): Cluster => {
    const cluster = clusters.get(name);
    if (!cluster) {
      throw new ControlError(404, `no cluster ${JSON.stringify(name)}`);
    }
    return cluster;
  };
  const describe = (cluster: Cluster) => ({
    name: cluster.name,
    version: cluster.version.gitVersion,
    resourceVersion: String(cluster.store.resourceVersion),
    compactedVersion: String(cluster.store.compactedVersion),
    watches: watches.of(cluster).length,
    faults: cluster.faults.list(),
  });

  control.register('GET', '/', () => ({
    body: { routes: control.describe() },
  }));
  control.register('GET', '/clusters', () => ({
    body: { items: [...clusters.values()].map(describe) },
  }));
  control.register('GET', '/clusters/:cluster', ({ params }) => ({
    body: describe(find(params.cluster)),
  }));
  control.register('GET', '/clusters/:cluster/faults', ({ params }) => ({
    body: { items: find(params.cluster).faults.list() },
  }));
  control.register('POST', '/clusters/:cluster/faults', ({ params, body }) => ({
    status: 201,
    body: find(params.cluster).faults.add(checkFault(body)),
  }));
  control.register('PUT', '/clusters/:cluster/faults', ({ params, body }) => {
    if (!Array.isArray(body)) {
      throw new ControlError(400, 'the body must be an array of faults');
    }
    const { faults } = find(params.cluster);
    faults.set(body.map(checkFault));
    return { body: { items: faults.list() } };
  });
  control.register('DELETE', '/clusters/:cluster/faults', ({ params }) => {
    find(params.cluster).faults.clear();
    return { body: { items: [] } };
  });
  control.register(
    'DELETE',
    '/clusters/:cluster/faults/:fault',
    ({ params }) => {
      if (!find(params.cluster).faults.remove(params.fault)) {
        throw new ControlError(404, `no fault ${JSON.stringify(params.fault)}`);
      }
      return {};
    },
  );
  control.register('POST', '/clusters/:cluster/compact', ({ params, body }) => {
    const { store } = find(params.cluster);
    store.compact(
      body?.resourceVersion === undefined
        ? undefined
        : Number(body.resourceVersion),
    );
    return { body: { compactedVersion: String(store.compactedVersion) } };
  });
  const backups = new Map<string, StoreBackup>();
  control.register('POST', '/clusters/:cluster/backup', ({ params }) => {
    const backup = find(params.cluster).store.backup();
    backups.set(params.cluster, backup);
    return { body: { resourceVersion: String(backup.resourceVersion) } };
  });
  control.register('POST', '/clusters/:cluster/restore', ({ params }) => {
    const cluster = find(params.cluster);
    const backup = backups.get(params.cluster);
    if (!backup) {
      throw new ControlError(409, 'there is no backup to restore');
    }
    cluster.store.restore(backup);
    // An API server is stopped for this: its connections break.
    watches.of(cluster).forEach(({ response }) => response.destroy());
    return { body: { resourceVersion: String(backup.resourceVersion) } };
  });
  control.register('POST', '/clusters/:cluster/bookmarks', ({ params }) => {
    watches.bookmark(find(params.cluster));
    return {};
  });
  control.register('DELETE', '/clusters/:cluster/watches', ({ params }) => {
    const open = watches.of(find(params.cluster));
    for (const watch of open) {
      watch.end();
    }
    return { body: { ended: open.length } };
  });
}

function checkFault(body: unknown): Fault {
  const fault = body as Fault | undefined;
  if (typeof fault !== 'object' || fault === null) {
    throw new ControlError(400, 'a fault is an object with a type');
  }
  if (!FAULT_TYPES.has(fault.type)) {
    throw new ControlError(
      400,
      `unknown fault type ${JSON.stringify(fault.type)}; there are: ${[
        ...FAULT_TYPES,
      ].join(', ')}`,
    );
  }
  const figure = REQUIRED[fault.type];
  if (
    figure &&
    typeof (fault as unknown as Record<string, unknown>)[figure] !== 'number'
  ) {
    throw new ControlError(
      400,
      `a fault of type ${fault.type} needs the number ${figure}`,
    );
  }
  return fault;
}
