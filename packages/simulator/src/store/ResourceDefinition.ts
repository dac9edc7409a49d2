/**
 * One resource of the Kubernetes API: where it is, what it is called, and what can be done with it.
 *
 * @public
 */
export interface ResourceDefinition {
  /** API group; empty for core. */
  readonly group: string;
  readonly version: string;
  /** Plural, as in paths: `deployments`. */
  readonly resource: string;
  readonly singular: string;
  readonly kind: string;
  readonly namespaced: boolean;
  readonly shortNames?: readonly string[];
  /** Such as `all`, for kubectl. */
  readonly categories?: readonly string[];
  /** `status` is written through its own path. */
  readonly status?: boolean;
  /** Where `/scale` finds its numbers. */
  readonly scale?: {
    readonly specReplicas: string;
    readonly statusReplicas: string;
    /** Where the selector is; a string or a LabelSelector. */
    readonly selector?: string;
  };
  /** `metadata.generation` counts spec changes of this kind. */
  readonly generation?: boolean;
  /** Fields besides `metadata.name` and `metadata.namespace` that a field selector may name. */
  readonly selectableFields?: readonly string[];
  /** From a CRD: merge patches only, unknown fields kept. */
  readonly custom?: boolean;
}

/** `apps/v1`, or `v1` for core. @public */
export function apiVersionOf(resource: ResourceDefinition): string {
  return resource.group
    ? `${resource.group}/${resource.version}`
    : resource.version;
}

/** `deployments.apps`, or `pods` for core: how error messages name a resource. @public */
export function qualifiedResource(resource: ResourceDefinition): string {
  return resource.group
    ? `${resource.resource}.${resource.group}`
    : resource.resource;
}
