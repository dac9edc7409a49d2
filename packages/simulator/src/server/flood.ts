import type { ApiObject, ResourceDefinition } from '../store';
import type { Cluster } from './Cluster';

const running = new WeakMap<Cluster, NodeJS.Timeout>();
const TICK_MS = 50;

/** Starts, changes or ends a cluster's flood of writes to what its faults say. */
export function runFlood(cluster: Cluster): void {
  clearInterval(running.get(cluster));
  running.delete(cluster);
  const flood = cluster.faults.get('flood');
  if (!flood) {
    return;
  }
  const { store } = cluster;
  const plural = flood.resource ?? 'pods';
  const resource = store.resources
    .all()
    .find(candidate => candidate.resource === plural);
  if (!resource) {
    return;
  }
  let owed = 0;
  let written = 0;
  let next = 0;
  let objects = store.list(resource);
  const timer = setInterval(() => {
    owed += (flood.perSecond * TICK_MS) / 1000;
    for (; owed >= 1; owed--) {
      if (next >= objects.length) {
        objects = store.list(resource);
        next = 0;
      }
      const target = objects[next++];
      if (!target) {
        owed = 0;
        return;
      }
      written++;
      touch(cluster, resource, target, String(written));
    }
  }, TICK_MS);
  timer.unref();
  running.set(cluster, timer);
}

function touch(
  { store }: Cluster,
  resource: ResourceDefinition,
  { metadata: { namespace, name } }: ApiObject,
  mark: string,
): void {
  store.modify(resource, namespace, name, object => ({
    ...object,
    metadata: {
      ...object.metadata,
      annotations: {
        ...object.metadata.annotations,
        'simulator.portlight.io/flood': mark,
      },
    },
  }));
}
