import { nodeZone } from '../derive';
import type { KubernetesObject } from '../../kubernetes';
import { Entry, type Family } from './Entry';
import { inferController } from './inferred';
import { controllerKey, familyKey, isKnownController } from './keys';
import { type Relations, claimsOf } from './Relations';

/**
 * Which rows have to be derived again when an object changes: found through the relations, so that the
 * event of one pod costs its workload, node and namespace, and nothing else.
 */
export class Dependents {
  constructor(
    private readonly relations: Relations,
    private readonly mark: (entry: Entry) => void,
    private readonly ownerIn: (record: KubernetesObject) => string | undefined,
  ) {}

  /** Everything that an object's coming, going or change has an effect on, by the relations of now. */
  touch(entry: Entry): void {
    this.mark(entry);
    switch (entry.kind) {
      case 'Pod':
        this.touchTop(entry);
        this.markOne('Node', '', entry.record.spec?.nodeName);
        this.markOne('Namespace', '', entry.namespace);
        for (const claim of claimsOf(entry.record)) {
          this.markOne('PersistentVolumeClaim', entry.namespace, claim);
        }
        if (entry.parent && entry.parent !== entry.top) {
          const controller = this.relations.controllerOf(entry.parent);
          if (controller) {
            this.mark(controller);
          }
        }
        break;
      case 'ReplicaSet':
      case 'Job':
        this.touchTop(entry);
        break;
      case 'Event':
        this.touchInvolved(entry.record);
        break;
      case 'EndpointSlice':
        this.markOne(
          'Service',
          entry.namespace,
          entry.record.metadata?.labels?.['kubernetes.io/service-name'],
        );
        break;
      case 'StorageClass':
        for (const claim of this.relations.ofKind('PersistentVolumeClaim')) {
          this.mark(claim);
        }
        break;
      default:
    }
  }

  /** What the rows of other objects show of this one: while it stays, they need no new look. */
  facet(record: KubernetesObject): string {
    const key = controllerKey(record);
    return JSON.stringify([
      key && familyKey(key),
      this.ownerIn(record),
      record.kind === 'Node' && nodeZone(record),
    ]);
  }

  /** As {@link Dependents.touch}, for those that show the object's {@link Dependents.facet}. */
  touchFollowers(entry: Entry): void {
    switch (entry.kind) {
      case 'ReplicaSet':
      case 'Job': {
        const members = this.relations.familyOf(entry)?.members ?? [];
        for (const pod of [...members]) {
          this.touch(pod);
          this.relations.relinkTop(pod);
          this.touch(pod);
        }
        break;
      }
      case 'Deployment':
      case 'StatefulSet':
      case 'DaemonSet':
      case 'CronJob': {
        const family = this.relations.familyOf(entry);
        for (const follower of [
          ...(family?.members ?? []),
          ...(family?.pods ?? []),
        ]) {
          this.mark(follower);
        }
        break;
      }
      case 'Node':
        for (const pod of this.relations.podsOn(entry.name)) {
          this.mark(pod);
        }
        break;
      case 'Namespace':
        for (const follower of this.relations.inNamespace(entry.name)) {
          this.mark(follower);
        }
        break;
      default:
    }
  }

  private markOne(kind: string, namespace: string, name: unknown): void {
    if (typeof name === 'string') {
      const entry = this.relations.get(kind, namespace, name);
      if (entry) {
        this.mark(entry);
      }
    }
  }

  private touchInvolved(event: KubernetesObject): void {
    const { kind, namespace, name } = event.involvedObject ?? {};
    const entry = this.relations.get(kind, namespace ?? '', name);
    if (!entry) {
      return;
    }
    this.mark(entry);
    this.touchTop(entry);
    if (entry.parent) {
      const controller = this.relations.controllerOf(entry.parent);
      if (controller) {
        this.mark(controller);
      }
    }
  }

  private touchTop(entry: Entry): void {
    if (entry.top) {
      const controller = this.controllerOf(entry.top);
      if (controller) {
        this.mark(controller);
      }
    }
  }

  private controllerOf(family: Family): Entry | undefined {
    const known = this.relations.controllerOf(family);
    if (known || isKnownController(family.key)) {
      return known;
    }
    const entry = new Entry(inferController(family.key, []), true);
    this.relations.addInferred(family, entry);
    return entry;
  }
}
