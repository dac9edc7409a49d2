import { conflict } from './ApiError';
import type { DeleteOptions } from './ObjectStore';
import type { ApiObject, ApiObjectInput } from './objects';
import type { ResourceDefinition } from './ResourceDefinition';
import { isNamespaces } from './writes';

/** Holds an owner until everything it owned is gone. */
export const FOREGROUND = 'foregroundDeletion';
const DEFAULT_GRACE_SECONDS = 30;

/** Seconds that a deletion waits for. */
export function gracePeriod(
  resource: ResourceDefinition,
  object: ApiObject,
  asked: number | undefined,
): number {
  if (resource.kind !== 'Pod' || resource.group !== '') {
    return 0;
  }
  const phase = object.status?.phase;
  if (!object.spec?.nodeName || phase === 'Succeeded' || phase === 'Failed') {
    return 0;
  }
  return (
    asked ??
    object.metadata.deletionGracePeriodSeconds ??
    object.spec?.terminationGracePeriodSeconds ??
    DEFAULT_GRACE_SECONDS
  );
}

/** What a deletion waits for. */
export function finalizersFor(
  resource: ResourceDefinition,
  object: ApiObject,
  options: DeleteOptions,
): string[] {
  const own = object.metadata.finalizers ?? [];
  if (isNamespaces(resource) && !object.metadata.deletionTimestamp) {
    // Its spec.finalizers hold it until it is empty; any entry here only says "wait".
    return own;
  }
  return options.propagationPolicy === 'Foreground' && !own.includes(FOREGROUND)
    ? [...own, FOREGROUND]
    : own;
}

/** @throws ApiError when a write is based on another object or an older version */
export function checkVersion(
  resource: ResourceDefinition,
  current: ApiObject,
  input: ApiObjectInput,
): void {
  const { uid, resourceVersion, name = '' } = input.metadata;
  if (uid && uid !== current.metadata.uid) {
    throw conflict(
      resource,
      name,
      `Precondition failed: UID in precondition: ${uid}, UID in object meta: ${current.metadata.uid}`,
    );
  }
  if (resourceVersion && resourceVersion !== current.metadata.resourceVersion) {
    throw conflict(resource, name);
  }
}

/** @throws ApiError when a deletion is meant for another object or version */
export function checkPreconditions(
  resource: ResourceDefinition,
  current: ApiObject,
  { preconditions }: DeleteOptions,
): void {
  const { uid, resourceVersion, name } = current.metadata;
  if (preconditions?.uid && preconditions.uid !== uid) {
    // Named by its kind here, not by its resource: so does the API server.
    throw conflict(
      { ...resource, resource: resource.kind },
      name,
      `the UID in the precondition (${preconditions.uid}) does not match the UID in record (${uid}). The object might have been deleted and then recreated`,
    );
  }
  if (
    preconditions?.resourceVersion &&
    preconditions.resourceVersion !== resourceVersion
  ) {
    throw conflict(
      resource,
      name,
      `Precondition failed: ResourceVersion in precondition: ${preconditions.resourceVersion}, ResourceVersion in object meta: ${resourceVersion}`,
    );
  }
}
