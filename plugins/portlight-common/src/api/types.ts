import type { components, operations } from './generated/schema';

type Schemas = components['schemas'];

/** The operations of the API by their ids, as openapi-typescript describes them. @public */
export type PortlightOperations = operations;

/** Health of one object: a status, one CamelCase reason and one sentence. @public */
export type Health = Schemas['Health'];
/** The five statuses of an object, worst first. @public */
export type HealthStatus = Schemas['HealthStatus'];
/** How much a problem matters. @public */
export type Severity = Schemas['Severity'];
/** Whether and how a cluster can be read. @public */
export type ClusterStatus = Schemas['ClusterStatus'];
/** Health of a cluster with its reasons. @public */
export type ClusterHealth = Schemas['ClusterHealth'];
/** The four statuses of a cluster's health, worst first. @public */
export type ClusterHealthStatus = Schemas['ClusterHealthStatus'];
/** How many of what a cluster has. @public */
export type ClusterCounts = Schemas['ClusterCounts'];
/** State and age of a cluster's mirror. @public */
export type ClusterSync = Schemas['ClusterSync'];
/** Why something could not be read. @public */
export type SyncErrorCause = Schemas['SyncErrorCause'];
/** One cluster of the fleet. @public */
export type Cluster = Schemas['Cluster'];
/** CPU (cores) or memory (bytes): allocatable, requested, used. @public */
export type ResourceFigures = Schemas['ResourceFigures'];
/** The figures of the fleet, or of one cluster. @public */
export type FleetHealth = Schemas['FleetHealth'];
/** Problems of one cause. @public */
export type ProblemGroup = Schemas['ProblemGroup'];
/** One thing that is wrong with one object. @public */
export type Problem = Schemas['Problem'];
/** Kind, namespace and name of an object. @public */
export type ObjectReference = Schemas['ObjectReference'];
/** An object of any mirrored kind with its health. @public */
export type ObjectSummary = Schemas['ObjectSummary'];
/** One namespace. @public */
export type Namespace = Schemas['Namespace'];
/** One node. @public */
export type Node = Schemas['Node'];
/** One node with what belongs to it. @public */
export type NodeDetail = Schemas['NodeDetail'];
/** Wanted and actual replicas. @public */
export type Replicas = Schemas['Replicas'];
/** One workload. @public */
export type Workload = Schemas['Workload'];
/** One workload with what belongs to it. @public */
export type WorkloadDetail = Schemas['WorkloadDetail'];
/** One container of a workload, summed over its pods. @public */
export type WorkloadContainer = Schemas['WorkloadContainer'];
/** One pod. @public */
export type Pod = Schemas['Pod'];
/** One pod with what belongs to it. @public */
export type PodDetail = Schemas['PodDetail'];
/** One container of a pod. @public */
export type Container = Schemas['Container'];
/** State of a container. @public */
export type ContainerState = Schemas['ContainerState'];
/** A Kubernetes status condition. @public */
export type Condition = Schemas['Condition'];
/** A Kubernetes event. @public */
export type Event = Schemas['Event'];
/** Something that changed, such as a rollout. @public */
export type Change = Schemas['Change'];
/** An object that belongs to a workload or pod. @public */
export type RelatedObject = Schemas['RelatedObject'];
/** Health of one catalog entity in all clusters. @public */
export type EntityHealth = Schemas['EntityHealth'];
/** State of the mirror of one kind in one cluster. @public */
export type Worker = Schemas['Worker'];
/** The ClusterRole a cluster's mirror needs. @public */
export type ClusterRole = Schemas['ClusterRole'];
/** The error document of the API. @public */
export type ErrorDocument = Schemas['Problem9457'];

/** One page of a list. @public */
export interface Page<T> {
  items: T[];
  /** How many there are on all pages. */
  total: number;
  /** Absent on the last page. */
  nextCursor?: string;
}

/** The query parameters of an operation of the API. @public */
export type QueryOf<Operation extends keyof operations> = NonNullable<
  operations[Operation]['parameters']['query']
>;
/** Filters, sort and page of a list of objects. @public */
export type ObjectQuery = QueryOf<'listPods'>;
/** Filters, sort and page of a list of problems. @public */
export type ProblemQuery = QueryOf<'listProblems'>;
/** Filters, sort and page of a list of events. @public */
export type EventQuery = QueryOf<'listEvents'>;
/** Filters, sort and page of the list of clusters. @public */
export type ClusterQuery = QueryOf<'listClusters'>;
/** Filters, sort and page of the list of workers. @public */
export type WorkerQuery = QueryOf<'listWorkers'>;
