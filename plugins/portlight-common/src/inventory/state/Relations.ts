import type { KubernetesObject } from '../../kubernetes';
import { Entry, Family } from './Entry';
import {
  type ControllerKey,
  controllerKey,
  familyKey,
  isControllerKind,
  isKnownController,
  objectKey,
} from './keys';
import { MultiMap, removeFrom } from './MultiMap';
import { type FindObject, topController } from './topController';

const SERVICE_LABEL = 'kubernetes.io/service-name';

/** Names of the claims that a pod mounts. */
export function claimsOf(pod: KubernetesObject): string[] {
  const names = new Set<string>();
  for (const volume of pod.spec?.volumes ?? []) {
    // The claim of an ephemeral volume is named after the pod and the volume.
    const name = volume.ephemeral
      ? `${pod.metadata?.name}-${volume.name}`
      : volume.persistentVolumeClaim?.claimName;
    if (name) {
      names.add(name);
    }
  }
  return [...names];
}

/** The key of the object that an event is about. */
export function involvedKey(event: KubernetesObject): string {
  const { kind = '', namespace = '', name = '' } = event.involvedObject ?? {};
  return objectKey(kind, namespace, name);
}

/** The objects of one cluster and how they belong together. */
export class Relations {
  private readonly objects = new Map<string, Map<string, Map<string, Entry>>>();
  private readonly families = new Map<string, Family>();
  private readonly inferred = new Map<string, Entry>();
  private readonly podsOnNode = new MultiMap<Entry>();
  private readonly podsOfClaim = new MultiMap<Entry>();
  private readonly slicesOfService = new MultiMap<Entry>();
  private readonly eventsAbout = new MultiMap<Entry>();

  private readonly find: FindObject = (kind, namespace, name) =>
    this.get(kind, namespace, name)?.record;

  get(kind: string, namespace: string, name: string): Entry | undefined {
    return this.objects.get(kind)?.get(namespace)?.get(name);
  }

  *ofKind(kind: string): Generator<Entry> {
    for (const byName of this.objects.get(kind)?.values() ?? []) {
      yield* byName.values();
    }
  }

  *all(): Generator<Entry> {
    for (const kind of this.objects.keys()) {
      yield* this.ofKind(kind);
    }
    yield* this.inferred.values();
  }

  *inNamespace(namespace: string): Generator<Entry> {
    for (const byNamespace of this.objects.values()) {
      yield* byNamespace.get(namespace)?.values() ?? [];
    }
    for (const entry of this.inferred.values()) {
      if (entry.namespace === namespace) {
        yield entry;
      }
    }
  }

  count(kind: string, namespace?: string): number {
    const byNamespace = this.objects.get(kind);
    if (namespace !== undefined) {
      return byNamespace?.get(namespace)?.size ?? 0;
    }
    let total = 0;
    for (const byName of byNamespace?.values() ?? []) {
      total += byName.size;
    }
    return total;
  }

  add(entry: Entry): void {
    const byNamespace = this.objects.get(entry.kind) ?? new Map();
    this.objects.set(entry.kind, byNamespace);
    const byName = byNamespace.get(entry.namespace) ?? new Map();
    byNamespace.set(entry.namespace, byName);
    byName.set(entry.name, entry);
    this.link(entry);
  }

  remove(entry: Entry): void {
    this.unlink(entry);
    const byNamespace = this.objects.get(entry.kind);
    const byName = byNamespace?.get(entry.namespace);
    byName?.delete(entry.name);
    if (byName?.size === 0) {
      byNamespace?.delete(entry.namespace);
    }
  }

  /** Puts another record in the place of an entry's own. */
  update(entry: Entry, record: KubernetesObject): void {
    this.unlink(entry);
    entry.record = record;
    this.link(entry);
  }

  /** Finds the top-level controller of an entry again, when what stands between has changed. */
  relinkTop(entry: Entry): void {
    const { top } = entry;
    this.setTop(entry, undefined);
    this.setTop(entry, topController(entry.record, this.find));
    this.release(top);
  }

  /** The entry of a family's controller, if it is known. */
  controllerOf(family: Family): Entry | undefined {
    return isKnownController(family.key)
      ? this.get(family.key.kind, family.key.namespace, family.key.name)
      : this.inferred.get(family.id);
  }

  /** What an entry controls; undefined when that is nothing. */
  familyOf(entry: Entry): Family | undefined {
    if (!entry.inferred && !isControllerKind(entry.kind)) {
      return undefined;
    }
    return this.families.get(
      entry.inferred
        ? familyKey({
            kind: entry.kind,
            apiVersion: entry.record.apiVersion ?? '',
            namespace: entry.namespace,
            name: entry.name,
          })
        : objectKey(entry.kind, entry.namespace, entry.name),
    );
  }

  addInferred(family: Family, entry: Entry): void {
    this.inferred.set(family.id, entry);
  }

  removeInferred(entry: Entry): void {
    for (const [id, known] of this.inferred) {
      if (known === entry) {
        this.inferred.delete(id);
      }
    }
  }

  podsOn(node: string): readonly Entry[] {
    return this.podsOnNode.get(node);
  }

  podsMounting(namespace: string, claim: string): readonly Entry[] {
    return this.podsOfClaim.get(`${namespace}/${claim}`);
  }

  slicesOf(namespace: string, service: string): readonly Entry[] {
    return this.slicesOfService.get(`${namespace}/${service}`);
  }

  /** Whether there are events about anything. */
  get hasEvents(): boolean {
    return this.eventsAbout.size > 0;
  }

  eventsOf(entry: Entry): readonly Entry[] {
    return this.hasEvents
      ? this.eventsAbout.get(objectKey(entry.kind, entry.namespace, entry.name))
      : [];
  }

  private link(entry: Entry): void {
    const { record, namespace } = entry;
    switch (entry.kind) {
      case 'Pod':
        if (record.spec?.nodeName) {
          this.podsOnNode.add(record.spec.nodeName, entry);
        }
        for (const claim of claimsOf(record)) {
          this.podsOfClaim.add(`${namespace}/${claim}`, entry);
        }
        this.linkController(entry);
        break;
      case 'ReplicaSet':
      case 'Job':
        this.linkController(entry);
        break;
      case 'EndpointSlice': {
        const service = record.metadata?.labels?.[SERVICE_LABEL];
        if (service) {
          this.slicesOfService.add(`${namespace}/${service}`, entry);
        }
        break;
      }
      case 'Event':
        this.eventsAbout.add(involvedKey(record), entry);
        break;
      default:
    }
  }

  private unlink(entry: Entry): void {
    const { record, namespace } = entry;
    switch (entry.kind) {
      case 'Pod':
        if (record.spec?.nodeName) {
          this.podsOnNode.remove(record.spec.nodeName, entry);
        }
        for (const claim of claimsOf(record)) {
          this.podsOfClaim.remove(`${namespace}/${claim}`, entry);
        }
        this.unlinkController(entry);
        break;
      case 'ReplicaSet':
      case 'Job':
        this.unlinkController(entry);
        break;
      case 'EndpointSlice': {
        const service = record.metadata?.labels?.[SERVICE_LABEL];
        if (service) {
          this.slicesOfService.remove(`${namespace}/${service}`, entry);
        }
        break;
      }
      case 'Event':
        this.eventsAbout.remove(involvedKey(record), entry);
        break;
      default:
    }
  }

  private linkController(entry: Entry): void {
    const key = controllerKey(entry.record);
    if (key) {
      entry.parent = this.family(key);
      entry.parent.members.push(entry);
    }
    this.setTop(entry, topController(entry.record, this.find));
  }

  private unlinkController(entry: Entry): void {
    const { parent, top } = entry;
    if (parent) {
      removeFrom(parent.members, entry);
      entry.parent = undefined;
    }
    this.setTop(entry, undefined);
    this.release(parent);
    this.release(top);
  }

  private setTop(entry: Entry, key: ControllerKey | undefined): void {
    if (entry.top && entry.kind === 'Pod') {
      removeFrom(entry.top.pods, entry);
    }
    entry.top = key && this.family(key);
    if (entry.top && entry.kind === 'Pod') {
      entry.top.pods.push(entry);
    }
  }

  private family(key: ControllerKey): Family {
    const id = familyKey(key);
    let family = this.families.get(id);
    if (!family) {
      family = new Family(id, key);
      this.families.set(id, family);
    }
    return family;
  }

  private release(family: Family | undefined): void {
    if (family && family.members.length === 0 && family.pods.length === 0) {
      this.families.delete(family.id);
    }
  }
}
