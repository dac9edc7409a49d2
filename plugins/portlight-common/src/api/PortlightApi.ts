import type {
  Cluster,
  ClusterQuery,
  ClusterRole,
  EntityHealth,
  Event,
  EventQuery,
  FleetHealth,
  Namespace,
  Node,
  NodeDetail,
  ObjectQuery,
  ObjectSummary,
  Page,
  Pod,
  PodDetail,
  Problem,
  ProblemGroup,
  ProblemQuery,
  Worker,
  WorkerQuery,
  Workload,
  WorkloadDetail,
} from './types';

/** What every call takes besides its arguments. @public */
export interface RequestOptions {
  /** Ends the request early. */
  signal?: AbortSignal;
}

/**
 * The questions that views ask. Two implementations: remote (the backend's REST API) and direct (the pure
 * functions of this package on what the browser may read itself).
 *
 * Every method throws {@link PortlightError}.
 *
 * @public
 */
export interface PortlightApi {
  /** `direct` cannot know history, ownership and other clusters' data; views say so. */
  readonly mode: 'remote' | 'direct';
  getFleetHealth(
    query?: { cluster?: string[] },
    options?: RequestOptions,
  ): Promise<FleetHealth>;
  getClusterHealth(
    cluster: string,
    options?: RequestOptions,
  ): Promise<FleetHealth>;
  listProblemGroups(
    query?: ProblemQuery,
    options?: RequestOptions,
  ): Promise<Page<ProblemGroup>>;
  listProblems(
    query?: ProblemQuery,
    options?: RequestOptions,
  ): Promise<Page<Problem>>;
  listClusters(
    query?: ClusterQuery,
    options?: RequestOptions,
  ): Promise<Page<Cluster>>;
  getCluster(cluster: string, options?: RequestOptions): Promise<Cluster>;
  /** Reads the whole cluster again. */
  syncCluster(cluster: string, options?: RequestOptions): Promise<void>;
  getClusterRole(
    cluster: string,
    options?: RequestOptions,
  ): Promise<ClusterRole>;
  listNamespaces(
    query?: ObjectQuery,
    options?: RequestOptions,
  ): Promise<Page<Namespace>>;
  getNamespace(
    cluster: string,
    namespace: string,
    options?: RequestOptions,
  ): Promise<Namespace>;
  listNodes(query?: ObjectQuery, options?: RequestOptions): Promise<Page<Node>>;
  getNode(
    cluster: string,
    name: string,
    options?: RequestOptions,
  ): Promise<NodeDetail>;
  listWorkloads(
    query?: ObjectQuery,
    options?: RequestOptions,
  ): Promise<Page<Workload>>;
  getWorkload(
    key: { cluster: string; namespace: string; kind: string; name: string },
    options?: RequestOptions,
  ): Promise<WorkloadDetail>;
  listPods(query?: ObjectQuery, options?: RequestOptions): Promise<Page<Pod>>;
  getPod(
    key: { cluster: string; namespace: string; name: string },
    options?: RequestOptions,
  ): Promise<PodDetail>;
  listObjects(
    query?: ObjectQuery,
    options?: RequestOptions,
  ): Promise<Page<ObjectSummary>>;
  listEvents(
    query?: EventQuery,
    options?: RequestOptions,
  ): Promise<Page<Event>>;
  /** @param entityRef - such as `component:default/cart` */
  getEntityHealth(
    entityRef: string,
    options?: RequestOptions,
  ): Promise<EntityHealth>;
  listWorkers(
    query?: WorkerQuery,
    options?: RequestOptions,
  ): Promise<Page<Worker>>;
}

/**
 * What the backend (or the direct implementation) answered instead of data.
 *
 * @public
 */
export class PortlightError extends Error {
  /** A stable word, such as `not-found`, `not-allowed`, `invalid-cursor`, `unreachable`. */
  readonly code: string;
  /** The HTTP status; 0 where no answer arrived. */
  readonly status: number;
  /** The parameter at fault and the values that would have been accepted. */
  readonly parameter?: string;
  readonly allowed?: string[];

  constructor(options: {
    message: string;
    code: string;
    status: number;
    parameter?: string;
    allowed?: string[];
    cause?: unknown;
  }) {
    super(options.message, { cause: options.cause });
    this.name = 'PortlightError';
    this.code = options.code;
    this.status = options.status;
    this.parameter = options.parameter;
    this.allowed = options.allowed;
  }
}
