import type {
  HealthContext,
  KubernetesObject,
} from '@portlight/plugin-portlight-common';

const SERVICE_NAME = 'kubernetes.io/service-name';
const TEMPLATE_HASH = 'pod-template-hash';
const DEFAULT_CLASS = 'storageclass.kubernetes.io/is-default-class';

/** Kinds whose controllers take pods without a controller that their selector matches. */
const ADOPTERS: ReadonlySet<string> = new Set([
  'Deployment',
  'ReplicaSet',
  'StatefulSet',
  'DaemonSet',
]);

/**
 * The objects of the input by their relations, so that a workload is judged with its pods, a Service with
 * its EndpointSlices and a claim with its storage class, where they stand in the same input.
 */
export class ObjectIndex {
  private readonly owned = new Map<string, KubernetesObject[]>();
  private readonly orphans = new Map<string, KubernetesObject[]>();
  private readonly events = new Map<string, KubernetesObject[]>();
  private readonly slices = new Map<string, KubernetesObject[]>();
  private readonly consumers = new Map<string, KubernetesObject[]>();
  private readonly storageClasses: KubernetesObject[] = [];
  private readonly namespacesWithSlices = new Set<string>();

  constructor(objects: Iterable<KubernetesObject>) {
    for (const object of objects) {
      this.add(object);
    }
  }

  /** What is known around an object. */
  contextOf(object: KubernetesObject, now: number): HealthContext {
    const namespace = namespaceOf(object);
    const children = this.childrenOf(object);
    const pods = this.podsOf(object, children);
    const events = [object, ...children, ...pods].flatMap(
      item => this.events.get(keyOf(item)) ?? [],
    );
    const context: HealthContext = { now };
    if (pods.length) {
      context.pods = pods;
    }
    if (children.length) {
      context.children = children;
    }
    if (events.length) {
      context.events = events;
    }
    if (object.kind === 'Service' && this.namespacesWithSlices.has(namespace)) {
      context.endpointSlices = this.slices.get(keyOf(object)) ?? [];
    }
    if (object.kind === 'PersistentVolumeClaim') {
      context.storageClass = this.storageClassOf(object);
    }
    return context;
  }

  private add(object: KubernetesObject): void {
    const namespace = namespaceOf(object);
    const controller = controllerOf(object);
    if (controller) {
      push(
        this.owned,
        key(namespace, controller.kind, controller.name),
        object,
      );
    } else if (object.kind === 'Pod') {
      push(this.orphans, namespace, object);
    }
    switch (object.kind) {
      case 'Pod':
        this.addPod(object, namespace);
        break;
      case 'Event': {
        const about = object.involvedObject ?? object.regarding;
        push(
          this.events,
          key(about?.namespace ?? namespace, about?.kind, about?.name),
          object,
        );
        break;
      }
      case 'EndpointSlice': {
        const service = object.metadata?.labels?.[SERVICE_NAME];
        this.namespacesWithSlices.add(namespace);
        push(this.slices, key(namespace, 'Service', service), object);
        break;
      }
      case 'StorageClass':
        this.storageClasses.push(object);
        break;
      default:
    }
  }

  private addPod(pod: KubernetesObject, namespace: string): void {
    const controller = controllerOf(pod);
    const labels = pod.metadata?.labels ?? {};
    const between = betweenOf(controller, labels[TEMPLATE_HASH]);
    if (between) {
      // Without its ReplicaSet or Job in the input, the name says whose pod it is.
      push(this.owned, `${key(namespace, between.kind, between.name)}?`, pod);
    }
    const volumes: unknown = pod.spec?.volumes;
    for (const volume of Array.isArray(volumes) ? volumes : []) {
      const claim = volume?.persistentVolumeClaim?.claimName;
      if (typeof claim === 'string') {
        push(
          this.consumers,
          key(namespace, 'PersistentVolumeClaim', claim),
          pod,
        );
      }
    }
  }

  private childrenOf(object: KubernetesObject): KubernetesObject[] {
    return (this.owned.get(keyOf(object)) ?? []).filter(
      child => child.kind !== 'Pod' && isOwnedBy(child, object),
    );
  }

  private podsOf(
    object: KubernetesObject,
    children: readonly KubernetesObject[],
  ): KubernetesObject[] {
    if (object.kind === 'PersistentVolumeClaim') {
      return this.consumers.get(keyOf(object)) ?? [];
    }
    const found = new Set<KubernetesObject>();
    for (const owner of [object, ...children]) {
      for (const pod of this.owned.get(keyOf(owner)) ?? []) {
        if (pod.kind === 'Pod' && isOwnedBy(pod, owner)) {
          found.add(pod);
        }
      }
    }
    for (const pod of this.owned.get(`${keyOf(object)}?`) ?? []) {
      found.add(pod);
    }
    if (ADOPTERS.has(String(object.kind))) {
      for (const pod of this.orphans.get(namespaceOf(object)) ?? []) {
        if (isSelectedBy(pod, object)) {
          found.add(pod);
        }
      }
    }
    return [...found];
  }

  private storageClassOf(
    claim: KubernetesObject,
  ): KubernetesObject | undefined {
    const name: unknown = claim.spec?.storageClassName;
    return this.storageClasses.find(({ metadata }) =>
      typeof name === 'string'
        ? metadata?.name === name
        : metadata?.annotations?.[DEFAULT_CLASS] === 'true',
    );
  }
}

interface Controller {
  kind: string;
  name: string;
  uid?: unknown;
}

function controllerOf(object: KubernetesObject): Controller | undefined {
  const owners: unknown = object.metadata?.ownerReferences;
  const found = (Array.isArray(owners) ? owners : []).find(
    owner => owner?.controller === true,
  );
  return typeof found?.kind === 'string' && typeof found?.name === 'string'
    ? found
    : undefined;
}

/** The Deployment of a ReplicaSet, or the CronJob of a Job, that pods name as their controller. */
function betweenOf(
  controller: Controller | undefined,
  hash: unknown,
): { kind: string; name: string } | undefined {
  if (controller?.kind === 'ReplicaSet' && typeof hash === 'string' && hash) {
    const suffix = `-${hash}`;
    return controller.name.endsWith(suffix)
      ? { kind: 'Deployment', name: controller.name.slice(0, -suffix.length) }
      : undefined;
  }
  const run =
    controller?.kind === 'Job' ? /^(.+)-\d{6,}$/.exec(controller.name) : null;
  return run ? { kind: 'CronJob', name: run[1] } : undefined;
}

/** A deleted and created again owner has the same name and another uid. */
function isOwnedBy(object: KubernetesObject, owner: KubernetesObject): boolean {
  const wanted = controllerOf(object)?.uid;
  const actual = owner.metadata?.uid;
  return !wanted || !actual || wanted === actual;
}

function isSelectedBy(
  pod: KubernetesObject,
  workload: KubernetesObject,
): boolean {
  const selector = workload.spec?.selector;
  const labels = selector?.matchLabels;
  if (
    typeof labels !== 'object' ||
    labels === null ||
    (Array.isArray(selector.matchExpressions) &&
      selector.matchExpressions.length > 0)
  ) {
    return false;
  }
  const entries = Object.entries(labels);
  return (
    entries.length > 0 &&
    entries.every(([name, value]) => pod.metadata?.labels?.[name] === value)
  );
}

function namespaceOf(object: KubernetesObject): string {
  const namespace: unknown = object.metadata?.namespace;
  return typeof namespace === 'string' ? namespace : '';
}

function keyOf(object: KubernetesObject): string {
  return key(namespaceOf(object), object.kind, object.metadata?.name);
}

function key(namespace: unknown, kind: unknown, name: unknown): string {
  return JSON.stringify([namespace, kind, name]);
}

function push(
  map: Map<string, KubernetesObject[]>,
  id: string,
  object: KubernetesObject,
): void {
  const found = map.get(id);
  if (found) {
    found.push(object);
  } else {
    map.set(id, [object]);
  }
}
