import type { KubernetesObject } from '../kubernetes';

/**
 * One kind that the mirror reads: where it is in the API, and what of it is kept.
 *
 * @public
 */
export interface KindDefinition {
  /** Such as `Deployment`. Unique in the list. */
  kind: string;
  /** API group; empty for core. */
  group: string;
  /** API version, such as `v1`. */
  version: string;
  /** The resource's plural in paths, such as `deployments`. */
  resource: string;
  /** Whether its objects are in namespaces. */
  namespaced: boolean;
  /** Pods' top-level controllers: shown as workloads. */
  workload?: boolean;
  /** Only `metadata` is asked of the server (as PartialObjectMetadata). */
  metadataOnly?: boolean;
  /** The kind comes from a CRD: its absence is no error. */
  optional?: boolean;
  /** Narrows the list, such as `type=helm.sh/release.v1`. */
  fieldSelector?: string;
  /**
   * The object with only the fields that Portlight uses. Bounded: what a stranger may make arbitrarily
   * long (annotations, messages) is cut. Never throws, whatever the input.
   */
  prune(object: KubernetesObject): KubernetesObject;
}
