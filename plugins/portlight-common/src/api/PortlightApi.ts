import type {
  Bill,
  BillImport,
  Budget,
  BudgetInput,
  BudgetList,
  Cluster,
  ClusterQuery,
  ClusterRegistration,
  ClusterRegistrationInput,
  ClusterRole,
  ClusterTest,
  ClusterUpdate,
  CostAccuracy,
  CostAnomalyList,
  CostBackfillInput,
  CostEstimate,
  CostEstimateInput,
  CostJobs,
  CostReport,
  CostWork,
  Encryption,
  EntityHealth,
  Event,
  EventQuery,
  FleetHealth,
  KubeconfigContextInput,
  KubeconfigInspection,
  GoldenSignalName,
  MetricFamilyDetail,
  MetricHistory,
  Metrics,
  MetricsSource,
  MetricsSourceTest,
  Namespace,
  Node,
  NodeDetail,
  ObjectQuery,
  ObjectSummary,
  Page,
  Peers,
  Pod,
  PodDetail,
  PriceList,
  Problem,
  ProblemGroup,
  ProblemQuery,
  Replica,
  ResourceMetrics,
  RightsizingAdviceList,
  RightsizingAdviceType,
  RightsizingReport,
  Timeline,
  UnownedCostList,
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

/** Whose peers and metrics are asked for: a catalog entity, in all or some clusters, or a Service. @public */
export type MetricsTarget =
  | {
      /** Such as `component:default/cart`. */
      entityRef: string;
      /** Only in these clusters. */
      cluster?: string[];
    }
  | { cluster: string; namespace: string; service: string };

/** A range of time; the backend chooses what is absent. @public */
export interface TimeRange {
  /** ISO 8601; an hour before the end when absent. */
  since?: string;
  /** ISO 8601; now when absent. */
  until?: string;
  /** Seconds between points. */
  step?: number;
}

/** What is asked for over time: a golden signal, or a family of metrics. @public */
export interface MetricHistoryQuery extends TimeRange {
  /** This or `family`. */
  signal?: GoldenSignalName;
  /** The name of a family of metrics. */
  family?: string;
  /** Only series with these labels, each as `name=value`. */
  label?: string[];
}

/** What uses CPU, memory, network and storage. @public */
export type ResourceScope =
  | { cluster: string }
  | { cluster: string; node: string }
  | { cluster: string; namespace: string }
  | { cluster: string; namespace: string; kind: string; name: string };

/** Whose rollouts, restarts and scalings are asked for. @public */
export type TimelineScope =
  | { entityRef: string; cluster?: string[] }
  | {
      cluster?: string[];
      namespace?: string[];
      /** `Kind/name`. */
      workload?: string;
    };

/** Whose cost is asked for: the fleet's, or of some clusters, of a namespace, a workload or a catalog entity. @public */
export type CostScope =
  | { /** Only these clusters. */ clusters?: string[] }
  | { cluster: string }
  | { cluster: string; namespace: string }
  | { cluster: string; namespace: string; kind: string; name: string }
  | {
      /** A component, resource, system, domain, group or user. */
      entityRef: string;
    };

/** What is asked about cost; the backend chooses what is absent. @public */
export interface CostQuery {
  /** As OpenCost has it, such as `30d`, `month`, or two times with a comma between. Default `30d`. */
  window?: string;
  /** The length of the points of the trend. */
  step?: 'hour' | 'day' | 'week' | 'month';
  /** Such as `['namespace']`, `['owner', 'cluster']`, `['label:app']`. */
  aggregate?: string[];
  /** OpenCost's filter language v2.1. */
  filter?: string;
  /** What becomes of idle cost. */
  idle?: 'separate' | 'share' | 'hide';
  /** Namespaces whose cost all others share. */
  shareNamespaces?: string[];
  /** Labels, each as `name=value`, whose workloads all others share. */
  shareLabels?: string[];
  /** A flat cost per month that all share. */
  shareCost?: number;
  /** How shared cost is split. */
  shareSplit?: 'weighted' | 'even';
  /** Rows at most. */
  limit?: number;
}

/** The formats of an export of cost. @public */
export type CostExportFormat = 'csv' | 'focus-1.2' | 'focus-1.3';

/** Which clusters, namespaces and owners; all when absent. @public */
export interface CostListQuery {
  /** Only these clusters. */
  cluster?: string[];
  /** Only these namespaces. */
  namespace?: string[];
  /** Only what these own. */
  owner?: string[];
  /** As {@link CostQuery.window}. */
  window?: string;
  /** Items at most. */
  limit?: number;
}

/** How container requests are recommended. @public */
export type RightsizingStrategy = 'portlight' | 'vpa' | 'krr';

/** Whose rightsizing is asked for. @public */
export type RightsizingScope =
  | {
      cluster?: string[];
      namespace?: string[];
      owner?: string[];
      /** `Kind/name`. */
      workload?: string;
      /** Part of a workload's name. */
      search?: string;
    }
  | { entityRef: string }
  | { cluster: string; namespace: string; kind: string; name: string };

/** A bill to be imported. @public */
export interface BillInput {
  /** CSV, as text or as the file that was dropped; sent as it is read. */
  content: string | Blob;
  /** What it is called; one of the same name is replaced. */
  name: string;
  /** Only judge it. */
  dryRun?: boolean;
  /** Each as `field=Header`, where the headers are not known ones. */
  column?: string[];
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
  /** The figures of the fleet, or of the clusters named, with their last 24 hours. */
  getFleetHealth(
    query?: { cluster?: string[] },
    options?: RequestOptions,
  ): Promise<FleetHealth>;
  /** The figures of one cluster, with their last 24 hours. */
  getClusterHealth(
    cluster: string,
    options?: RequestOptions,
  ): Promise<FleetHealth>;
  /** What is wrong now, grouped by cause, worst first. */
  listProblemGroups(
    query?: ProblemQuery,
    options?: RequestOptions,
  ): Promise<Page<ProblemGroup>>;
  /** What is wrong now, one item per object and cause, worst first. */
  listProblems(
    query?: ProblemQuery,
    options?: RequestOptions,
  ): Promise<Page<Problem>>;
  /** The clusters of the fleet. */
  listClusters(
    query?: ClusterQuery,
    options?: RequestOptions,
  ): Promise<Page<Cluster>>;
  /** One cluster, also when it has not been read yet. */
  getCluster(cluster: string, options?: RequestOptions): Promise<Cluster>;
  /** Reads the whole cluster again. */
  syncCluster(cluster: string, options?: RequestOptions): Promise<void>;
  /** The ClusterRole that a cluster's mirror needs, and what is missing in it. */
  getClusterRole(
    cluster: string,
    options?: RequestOptions,
  ): Promise<ClusterRole>;
  /** Namespaces of all clusters. */
  listNamespaces(
    query?: ObjectQuery,
    options?: RequestOptions,
  ): Promise<Page<Namespace>>;
  /** One namespace. */
  getNamespace(
    cluster: string,
    namespace: string,
    options?: RequestOptions,
  ): Promise<Namespace>;
  /** Nodes of all clusters. */
  listNodes(query?: ObjectQuery, options?: RequestOptions): Promise<Page<Node>>;
  /** One node with what belongs to it. */
  getNode(
    cluster: string,
    name: string,
    options?: RequestOptions,
  ): Promise<NodeDetail>;
  /** Workloads of all clusters. */
  listWorkloads(
    query?: ObjectQuery,
    options?: RequestOptions,
  ): Promise<Page<Workload>>;
  /** One workload with its pods, containers, changes and events. */
  getWorkload(
    key: { cluster: string; namespace: string; kind: string; name: string },
    options?: RequestOptions,
  ): Promise<WorkloadDetail>;
  /** Pods of all clusters. */
  listPods(query?: ObjectQuery, options?: RequestOptions): Promise<Page<Pod>>;
  /** One pod with its containers, conditions and events. */
  getPod(
    key: { cluster: string; namespace: string; name: string },
    options?: RequestOptions,
  ): Promise<PodDetail>;
  /** Objects of any mirrored kind. */
  listObjects(
    query?: ObjectQuery,
    options?: RequestOptions,
  ): Promise<Page<ObjectSummary>>;
  /** Events, newest first. */
  listEvents(
    query?: EventQuery,
    options?: RequestOptions,
  ): Promise<Page<Event>>;
  /**
   * Health of one catalog entity in all clusters.
   *
   * @param entityRef - such as `component:default/cart`
   */
  getEntityHealth(
    entityRef: string,
    options?: RequestOptions,
  ): Promise<EntityHealth>;
  /** The instances of a service or entity. Asking keeps them watched and scraped for a while. */
  getPeers(target: MetricsTarget, options?: RequestOptions): Promise<Peers>;
  /** What the instances of a service or entity say now, aggregated. */
  getMetrics(target: MetricsTarget, options?: RequestOptions): Promise<Metrics>;
  /** One family of metrics with all its series, aggregated and per peer. */
  getMetricFamily(
    target: MetricsTarget,
    family: string,
    options?: RequestOptions,
  ): Promise<MetricFamilyDetail>;
  /** A golden signal or a family of metrics over time. */
  getMetricHistory(
    target: MetricsTarget,
    query: MetricHistoryQuery,
    options?: RequestOptions,
  ): Promise<MetricHistory>;
  /** CPU, memory, network and storage over time; of a pod with the kind `Pod`. */
  getResourceMetrics(
    scope: ResourceScope,
    range?: TimeRange,
    options?: RequestOptions,
  ): Promise<ResourceMetrics>;
  /** Rollouts, restarts and scalings, for the time axis of charts. */
  getTimeline(
    scope: TimelineScope,
    range?: Pick<TimeRange, 'since' | 'until'>,
    options?: RequestOptions,
  ): Promise<Timeline>;
  /** Where metrics come from, per cluster, for administrators. */
  listMetricsSources(options?: RequestOptions): Promise<Page<MetricsSource>>;
  /** Asks a source of metrics now. */
  testMetricsSource(
    source: string,
    cluster?: string,
    options?: RequestOptions,
  ): Promise<MetricsSourceTest>;
  /** What something cost in a window. */
  getCosts(
    scope: CostScope,
    query?: CostQuery,
    options?: RequestOptions,
  ): Promise<CostReport>;
  /** How a figure of a report came about; the filter names the row. */
  getCostWork(
    scope: { clusters?: string[] },
    query?: CostQuery,
    options?: RequestOptions,
  ): Promise<CostWork>;
  /** The report as a file. */
  exportCosts(
    scope: { clusters?: string[] },
    query: CostQuery & { format: CostExportFormat },
    options?: RequestOptions,
  ): Promise<Blob>;
  /** How near the modelled cost is to the bill. */
  getCostAccuracy(
    query?: Pick<CostListQuery, 'cluster' | 'window'>,
    options?: RequestOptions,
  ): Promise<CostAccuracy>;
  /** Workloads that nobody owns. */
  listUnownedCosts(
    query?: Omit<CostListQuery, 'owner'>,
    options?: RequestOptions,
  ): Promise<UnownedCostList>;
  /** Days that cost other than expected. */
  listCostAnomalies(
    query?: CostListQuery,
    options?: RequestOptions,
  ): Promise<CostAnomalyList>;
  /** What manifests will cost on a cluster. */
  estimateCosts(
    input: CostEstimateInput,
    options?: RequestOptions,
  ): Promise<CostEstimate>;
  /** How far the hourly job is, for administrators. */
  getCostJobs(
    query?: Pick<CostListQuery, 'cluster'>,
    options?: RequestOptions,
  ): Promise<CostJobs>;
  /** Computes hours of the past. */
  startCostBackfill(
    input: CostBackfillInput,
    options?: RequestOptions,
  ): Promise<void>;
  /** The prices in force. */
  listPrices(
    query?: Pick<CostListQuery, 'cluster'>,
    options?: RequestOptions,
  ): Promise<PriceList>;
  /** The bills that were imported. */
  listBills(options?: RequestOptions): Promise<Page<Bill>>;
  /** Imports a bill. */
  importBill(input: BillInput, options?: RequestOptions): Promise<BillImport>;
  /** Forgets a bill and takes its correction back. */
  deleteBill(id: string, options?: RequestOptions): Promise<void>;
  /** Budgets with what is spent. */
  listBudgets(
    query?: Pick<CostListQuery, 'owner'>,
    options?: RequestOptions,
  ): Promise<BudgetList>;
  /** Sets a budget. */
  createBudget(input: BudgetInput, options?: RequestOptions): Promise<Budget>;
  /** Changes a budget. */
  updateBudget(
    id: string,
    input: BudgetInput,
    options?: RequestOptions,
  ): Promise<Budget>;
  /** Forgets a budget. */
  deleteBudget(id: string, options?: RequestOptions): Promise<void>;
  /** What containers should request. */
  getRightsizing(
    scope?: RightsizingScope,
    query?: { strategy?: RightsizingStrategy; limit?: number },
    options?: RequestOptions,
  ): Promise<RightsizingReport>;
  /** Quotas, autoscalers, abandoned workloads and orphans. */
  listRightsizingAdvice(
    query?: Omit<CostListQuery, 'window'> & { type?: RightsizingAdviceType[] },
    options?: RequestOptions,
  ): Promise<RightsizingAdviceList>;
  /** State of the mirror per cluster and kind, for administrators. */
  listWorkers(
    query?: WorkerQuery,
    options?: RequestOptions,
  ): Promise<Page<Worker>>;
  /** The backend replicas that share the clusters. */
  listReplicas(options?: RequestOptions): Promise<Page<Replica>>;
  /** The contexts of a kubeconfig, and what of each is refused. Nothing is stored. */
  inspectKubeconfig(
    kubeconfig: string,
    options?: RequestOptions,
  ): Promise<KubeconfigInspection>;
  /** Reaches a cluster as it would be registered. Nothing is stored. */
  testCluster(
    input: KubeconfigContextInput,
    options?: RequestOptions,
  ): Promise<ClusterTest>;
  /** Registers a cluster; answers as soon as its credentials are stored. */
  registerCluster(
    input: ClusterRegistrationInput,
    options?: RequestOptions,
  ): Promise<Cluster>;
  /** Changes what is said of a registered cluster, and whether it is in maintenance. */
  updateCluster(
    cluster: string,
    update: ClusterUpdate,
    options?: RequestOptions,
  ): Promise<Cluster>;
  /** Forgets a registered cluster with its credentials and rows. */
  deleteCluster(cluster: string, options?: RequestOptions): Promise<void>;
  /** How a cluster was registered; never its secrets. */
  getClusterRegistration(
    cluster: string,
    options?: RequestOptions,
  ): Promise<ClusterRegistration>;
  /** Replaces address and credentials of a registered cluster. */
  replaceClusterCredentials(
    cluster: string,
    input: KubeconfigContextInput,
    options?: RequestOptions,
  ): Promise<ClusterRegistration>;
  /** The keys that protect stored credentials, by name. */
  getEncryption(options?: RequestOptions): Promise<Encryption>;
  /** Wraps all data keys by the newest key. */
  rotateEncryption(options?: RequestOptions): Promise<void>;
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
  /** The parameter at fault. */
  readonly parameter?: string;
  /** The values that would have been accepted. */
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
