import { equalFields } from './equal';
import type { UpdateOptions } from './ObjectStore';
import type { ApiObject, ApiObjectInput, ObjectMetadata } from './objects';
import { apiVersionOf, type ResourceDefinition } from './ResourceDefinition';

/** Whether `metadata.generation` counts for a kind. */
export function hasGeneration(resource: ResourceDefinition): boolean {
  return Boolean(resource.generation || resource.custom);
}

/** Whether this is the resource of namespaces. */
export function isNamespaces(resource: ResourceDefinition): boolean {
  return resource.group === '' && resource.kind === 'Namespace';
}

/** Given metadata without what identifies an object. */
export function withoutNameAndNamespace(
  metadata: Partial<ObjectMetadata>,
): Partial<ObjectMetadata> {
  const { name: _name, namespace: _namespace, uid: _uid, ...rest } = metadata;
  return rest;
}

/** The object with its resource's type and this metadata. */
export function withType(
  resource: ResourceDefinition,
  input: ApiObjectInput,
  metadata: ObjectMetadata,
): ApiObject {
  const {
    apiVersion: _apiVersion,
    kind: _kind,
    metadata: _metadata,
    ...rest
  } = input;
  return {
    apiVersion: apiVersionOf(resource),
    kind: resource.kind,
    metadata,
    ...rest,
  };
}

/** A new namespace with what the API server adds. */
export function asActiveNamespace(namespace: ApiObject): ApiObject {
  const { metadata } = namespace;
  return {
    ...namespace,
    metadata: {
      ...metadata,
      labels: {
        ...metadata.labels,
        'kubernetes.io/metadata.name': metadata.name,
      },
    },
    spec: { finalizers: ['kubernetes'], ...namespace.spec },
    status: { phase: 'Active', ...namespace.status },
  };
}

/** The object as a write would leave it, before its new version. */
export function merged(
  resource: ResourceDefinition,
  current: ApiObject,
  input: ApiObjectInput,
  subresource: UpdateOptions['subresource'],
): ApiObject {
  if (subresource === 'status') {
    return { ...current, status: input.status };
  }
  const given = input.metadata;
  const metadata: ObjectMetadata = {
    ...current.metadata,
    labels: given.labels,
    annotations: given.annotations,
    ownerReferences: given.ownerReferences,
    finalizers: given.finalizers?.length ? given.finalizers : undefined,
    managedFields: given.managedFields,
  };
  for (const field of Object.keys(metadata) as (keyof ObjectMetadata)[]) {
    if (metadata[field] === undefined) {
      delete metadata[field];
    }
  }
  const object = withType(resource, input, metadata);
  if (subresource === 'all' || !resource.status) {
    return object;
  }
  const { status: _status, ...rest } = object;
  return current.status === undefined
    ? (rest as ApiObject)
    : ({ ...rest, status: current.status } as ApiObject);
}

/** Whether a write changes what the user asked for. */
export function specChanged(
  resource: ResourceDefinition,
  next: ApiObject,
  current: ApiObject,
): boolean {
  if (equalFields(next, current, ['metadata', 'status'])) {
    return false;
  }
  // A binding is no change of what the user asked for.
  return !(
    resource.kind === 'Pod' &&
    current.spec?.nodeName === undefined &&
    equalFields(next.spec ?? {}, current.spec ?? {}, ['nodeName'])
  );
}
