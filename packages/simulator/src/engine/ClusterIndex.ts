import type { ObjectStore, StoreChange } from '../store/ObjectStore';
import { isFinished, requestsOf } from './pods';
import type { Pod } from './types';

/** What the pods of one node ask of it. */
export interface NodeLoad {
  /** Cores. */
  cpu: number;
  /** Bytes. */
  memory: number;
  pods: number;
}

const NOTHING: ReadonlyMap<string, Pod> = new Map();

/**
 * The pods of a cluster by namespace and by node, kept up to date change by change, so that no controller
 * has to walk through all of them.
 */
export class ClusterIndex {
  private readonly namespaces = new Map<string, Map<string, Pod>>();
  private readonly nodes = new Map<string, Map<string, Pod>>();
  private readonly loads = new Map<string, NodeLoad>();

  constructor(store: ObjectStore) {
    for (const pod of store.list(store.resources.forKind('Pod')) as Pod[]) {
      this.add(pod);
    }
  }

  /** Takes a change in. */
  observe(change: StoreChange): void {
    if (change.resource.kind !== 'Pod') {
      return;
    }
    if (change.previous) {
      this.remove(change.previous as Pod);
    }
    if (change.type === 'DELETED') {
      this.remove(change.object as Pod);
    } else {
      this.add(change.object as Pod);
    }
  }

  /** The pods of a namespace by name. */
  podsIn(namespace: string): ReadonlyMap<string, Pod> {
    return this.namespaces.get(namespace) ?? NOTHING;
  }

  /** The pods of a node by `namespace/name`. */
  podsOn(node: string): ReadonlyMap<string, Pod> {
    return this.nodes.get(node) ?? NOTHING;
  }

  /** What the unfinished pods of a node ask for. */
  loadOf(node: string): Readonly<NodeLoad> {
    return this.loads.get(node) ?? { cpu: 0, memory: 0, pods: 0 };
  }

  private add(pod: Pod): void {
    const { namespace = '', name } = pod.metadata;
    entry(this.namespaces, namespace).set(name, pod);
    const node = pod.spec.nodeName;
    if (node) {
      entry(this.nodes, node).set(`${namespace}/${name}`, pod);
      this.count(node, pod, 1);
    }
  }

  private remove(pod: Pod): void {
    const { namespace = '', name } = pod.metadata;
    this.namespaces.get(namespace)?.delete(name);
    const node = pod.spec.nodeName;
    if (node && this.nodes.get(node)?.delete(`${namespace}/${name}`)) {
      this.count(node, pod, -1);
    }
  }

  private count(node: string, pod: Pod, sign: 1 | -1): void {
    if (isFinished(pod)) {
      return;
    }
    let load = this.loads.get(node);
    if (!load) {
      load = { cpu: 0, memory: 0, pods: 0 };
      this.loads.set(node, load);
    }
    const requests = requestsOf(pod.spec);
    load.cpu += sign * requests.cpu;
    load.memory += sign * requests.memory;
    load.pods += sign;
  }
}

function entry(
  maps: Map<string, Map<string, Pod>>,
  key: string,
): Map<string, Pod> {
  let map = maps.get(key);
  if (!map) {
    map = new Map();
    maps.set(key, map);
  }
  return map;
}
