import { BUILTIN_RESOURCES } from './builtinResources';
import { apiVersionOf, type ResourceDefinition } from './ResourceDefinition';

/**
 * The resources that one cluster serves. Clusters share the built-in definitions; custom ones are added
 * and removed with their CRDs.
 *
 * @public
 */
export class ResourceRegistry {
  private readonly byPath = new Map<string, ResourceDefinition>();
  private readonly byKind = new Map<string, ResourceDefinition>();

  constructor(resources: readonly ResourceDefinition[] = BUILTIN_RESOURCES) {
    for (const resource of resources) {
      this.add(resource);
    }
  }

  /** Adds a resource, or replaces the one of the same group, version and plural. */
  add(resource: ResourceDefinition): void {
    this.byPath.set(
      pathKey(resource.group, resource.version, resource.resource),
      resource,
    );
    this.byKind.set(`${apiVersionOf(resource)}/${resource.kind}`, resource);
    if (!this.byKind.has(resource.kind)) {
      this.byKind.set(resource.kind, resource);
    }
  }

  remove(resource: ResourceDefinition): void {
    this.byPath.delete(
      pathKey(resource.group, resource.version, resource.resource),
    );
    this.byKind.delete(`${apiVersionOf(resource)}/${resource.kind}`);
    if (this.byKind.get(resource.kind) === resource) {
      this.byKind.delete(resource.kind);
    }
  }

  /** The resource at `/apis/GROUP/VERSION/RESOURCE`. */
  find(
    group: string,
    version: string,
    resource: string,
  ): ResourceDefinition | undefined {
    return this.byPath.get(pathKey(group, version, resource));
  }

  /**
   * The resource of a kind.
   *
   * @param apiVersion - where two groups have a kind of the same name; the first added wins without it
   * @throws Error when the cluster has no such kind
   */
  forKind(kind: string, apiVersion?: string): ResourceDefinition {
    const resource = this.findKind(kind, apiVersion);
    if (!resource) {
      throw new Error(
        `no resource serves kind ${apiVersion ? `${apiVersion} ` : ''}${kind}`,
      );
    }
    return resource;
  }

  findKind(kind: string, apiVersion?: string): ResourceDefinition | undefined {
    return this.byKind.get(apiVersion ? `${apiVersion}/${kind}` : kind);
  }

  all(): ResourceDefinition[] {
    return [...this.byPath.values()];
  }
}

function pathKey(group: string, version: string, resource: string): string {
  return `${group}/${version}/${resource}`;
}
