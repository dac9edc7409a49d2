import type { ApiObjectInput, ObjectStore, ResourceDefinition } from '../store';
import type { FaultSet } from '../faults';
import type { LogProvider, ProxyHandler, UsageProvider } from './providers';
import type { Authorizer } from './authorization/Authorizer';

/** What `/version` answers. @public */
export interface VersionInfo {
  /** Such as `v1.36.3` or `v1.33.5-eks-ba24e9c`. */
  gitVersion: string;
  platform?: string;
}

/** What a health endpoint knows about one of the server's own parts. @public */
export interface ComponentCheck {
  name: string;
  healthy: boolean;
}

/**
 * One cluster as the server sees it: its objects, who may read them, what answers for its pods, and what is
 * wrong with it on purpose. Everything may be changed while it runs.
 *
 * @public
 */
export interface Cluster {
  readonly name: string;
  readonly store: ObjectStore;
  readonly faults: FaultSet;
  readonly authorizer: Authorizer;
  version: VersionInfo;
  /** The checks behind `/readyz`; absent: all of them pass. */
  readinessChecks?: () => readonly ComponentCheck[];
  logs?: LogProvider;
  usage?: UsageProvider;
  proxy?: ProxyHandler;
  /**
   * Looks at each object that a client creates, after defaults and validation: returns it changed, or
   * throws an `ApiError` (a quota that is full, say).
   */
  admit?: (
    resource: ResourceDefinition,
    object: ApiObjectInput,
  ) => ApiObjectInput;
  /** Serve `metrics.k8s.io`; default: when there is a usage provider. */
  metricsApi?: boolean;
}
