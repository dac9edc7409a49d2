import type { ObjectReference } from '../../api/types';
import type { KubernetesObject } from '../../kubernetes';

/** Who controls an object, as it says itself. */
export function controllerOf(
  object: KubernetesObject,
): ObjectReference | undefined {
  const owner = object.metadata?.ownerReferences?.find(
    ({ controller, kind, name }) => controller && kind && name,
  );
  if (!owner) {
    return undefined;
  }
  const namespace = object.metadata?.namespace;
  return {
    kind: owner.kind!,
    // Nodes control the API server's copies of their static pods.
    ...(namespace && owner.kind !== 'Node' ? { namespace } : {}),
    name: owner.name!,
  };
}

/** References outermost first, each once. */
export function chain(
  ...references: (ObjectReference | undefined)[]
): ObjectReference[] {
  const result: ObjectReference[] = [];
  for (const reference of references) {
    if (
      reference &&
      !result.some(
        ({ kind, name }) => kind === reference.kind && name === reference.name,
      )
    ) {
      result.push(reference);
    }
  }
  return result;
}
