export type {
  Change,
  Cluster,
  ClusterCounts,
  ClusterHealth,
  ClusterHealthStatus,
  ClusterMetadata,
  ListClustersQuery as ClusterQuery,
  ClusterRegistration,
  ClusterRegistrationInput,
  ClusterRole,
  ClusterStatus,
  ClusterSync,
  ClusterTest,
  ClusterUpdate,
  Condition,
  Container,
  ContainerState,
  CredentialsKind,
  Encryption,
  EntityHealth,
  Problem9457 as ErrorDocument,
  Event,
  ListEventsQuery as EventQuery,
  FleetHealth,
  Health,
  HealthStatus,
  KubeconfigContextInput,
  KubeconfigInspection,
  KubeconfigRefusal,
  Namespace,
  Node,
  NodeDetail,
  ListPodsQuery as ObjectQuery,
  ObjectReference,
  ObjectSummary,
  Pod,
  PodDetail,
  Problem,
  ProblemGroup,
  ListProblemsQuery as ProblemQuery,
  RelatedObject,
  Replica,
  Replicas,
  ResourceFigures,
  Severity,
  SyncErrorCause,
  Worker,
  ListWorkersQuery as WorkerQuery,
  Workload,
  WorkloadContainer,
  WorkloadDetail,
} from './generated/schema';

/** One page of a list. @public */
export interface Page<T> {
  /** The items of this page, in the order asked for. */
  items: T[];
  /** How many there are on all pages. */
  total: number;
  /** Absent on the last page. */
  nextCursor?: string;
}
