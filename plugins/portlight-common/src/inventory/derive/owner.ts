import type { KubernetesObject } from '../../kubernetes';

/**
 * Where owners are read from.
 *
 * @public
 */
export interface OwnerOptions {
  /**
   * Keys of annotations and labels, the first found wins. Default `portlight.io/owner`, `backstage.io/owner`,
   * `app.kubernetes.io/owner`, `owner`, `team`.
   */
  keys?: readonly string[];
  /**
   * What values mean, such as `{ 'squad-a': 'group:default/payments' }`, where the clusters' words are not the
   * catalog's names.
   */
  values?: Readonly<Record<string, string>>;
}

/** The annotations and labels that say who owns a workload or namespace, first to last. */
export const DEFAULT_OWNER_KEYS: readonly string[] = [
  'portlight.io/owner',
  'backstage.io/owner',
  'app.kubernetes.io/owner',
  'owner',
  'team',
];

const ENTITY_REF =
  /^(?:([a-z][a-z0-9]*):)?(?:([a-z0-9][\w.-]*)\/)?([a-z0-9][\w.-]*)$/i;

/**
 * A value as the catalog writes references: whole and in lower case, so that an owner has one name however its teams
 * write it, and rights can be told by it. A bare word is a group, as in the catalog. What can be no reference stays.
 *
 * @public
 */
export function ownerRef(value: string): string {
  const parts = ENTITY_REF.exec(value);
  if (!parts) return value;
  const [, kind = 'group', namespace = 'default', name] = parts;
  return `${kind}:${namespace}/${name}`.toLowerCase();
}

/**
 * The owner that one of the objects names; the first object that names any wins (a workload before its
 * namespace). A whole catalog entity reference wherever the value can be one.
 */
export function resolveOwner(
  objects: readonly (KubernetesObject | undefined)[],
  options: OwnerOptions = {},
): string | undefined {
  const keys = options.keys ?? DEFAULT_OWNER_KEYS;
  for (const object of objects) {
    const annotations = object?.metadata?.annotations;
    const labels = object?.metadata?.labels;
    for (const key of keys) {
      for (const source of [annotations, labels]) {
        const value = source && Object.hasOwn(source, key) ? source[key] : '';
        const owner = typeof value === 'string' ? value.trim() : '';
        if (owner) {
          const { values = {} } = options;
          return ownerRef(
            Object.hasOwn(values, owner) ? values[owner] : owner,
          ).slice(0, 253);
        }
      }
    }
  }
  return undefined;
}
