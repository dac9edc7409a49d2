import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';

const NAME = /^[a-z0-9]([-\w.]*[a-z0-9])?$/i;

/** The owner as the catalog takes it; what is no reference there (a sentence in a label) counts as none. */
export function ownerOf(
  owner: string | undefined,
  defaultOwner: string,
): string {
  try {
    const ref = parseEntityRef(owner ?? defaultOwner, {
      defaultKind: 'group',
      defaultNamespace: 'default',
    });
    const valid = [ref.kind, ref.namespace, ref.name].every(
      part => part.length <= 63 && NAME.test(part),
    );
    return valid ? stringifyEntityRef(ref) : defaultOwner;
  } catch {
    return defaultOwner;
  }
}
