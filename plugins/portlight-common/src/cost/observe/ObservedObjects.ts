import type { KubernetesObject } from '../../kubernetes';

/**
 * An object of the mirror, pruned, as it is or as it was last.
 *
 * @public
 */
export interface ObservedObject {
  /** As the mirror keeps it. */
  record: KubernetesObject;
  /** When it was deleted, seconds since the epoch; absent while it is there. */
  endedAt?: number;
}

/** Of two reports of one object: one that is there after all, else the later end. */
function isBetter(candidate: ObservedObject, known: ObservedObject): boolean {
  return (candidate.endedAt ?? Infinity) > (known.endedAt ?? Infinity);
}

/** Objects by kind, each once: one that was deleted and made anew under its name is two. */
export class ObservedObjects {
  private readonly kinds = new Map<string, Map<string, ObservedObject>>();
  private readonly present = new Map<string, KubernetesObject>();

  constructor(objects: Iterable<ObservedObject>) {
    for (const object of objects) this.add(object);
  }

  ofKind(kind: string): ObservedObject[] {
    return [...(this.kinds.get(kind)?.values() ?? [])];
  }

  /** One that controls others, by its name: the latest of that name. */
  readonly find = (
    kind: string,
    namespace: string,
    name: string,
  ): KubernetesObject | undefined =>
    this.present.get(JSON.stringify([kind, namespace, name]));

  private add(object: ObservedObject): void {
    const { kind = '', metadata = {} } = object.record;
    const { uid, namespace = '', name = '' } = metadata;
    let byKey = this.kinds.get(kind);
    if (!byKey) this.kinds.set(kind, (byKey = new Map()));
    const key = uid ?? JSON.stringify([namespace, name]);
    const known = byKey.get(key);
    if (!known || isBetter(object, known)) byKey.set(key, object);
    if (kind === 'ReplicaSet' || kind === 'Job') {
      this.present.set(JSON.stringify([kind, namespace, name]), object.record);
    }
  }
}
