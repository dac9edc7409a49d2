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
}

/** The annotations and labels that say who owns a workload or namespace, first to last. */
export const DEFAULT_OWNER_KEYS: readonly string[] = [
  'portlight.io/owner',
  'backstage.io/owner',
  'app.kubernetes.io/owner',
  'owner',
  'team',
];

/**
 * The owner that one of the objects names; the first object that names any wins (a workload before its
 * namespace). A catalog entity reference or a bare word, as it stands there.
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
          return owner.slice(0, 253);
        }
      }
    }
  }
  return undefined;
}
