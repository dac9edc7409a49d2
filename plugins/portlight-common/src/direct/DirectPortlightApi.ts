import {
  type CostQuery,
  type CostScope,
  type MetricHistoryQuery,
  type MetricsTarget,
  type PortlightApi,
  PortlightError,
  type ResourceScope,
  type TimelineScope,
  type TimeRange,
} from '../api/PortlightApi';
import type {
  Cluster,
  ClusterQuery,
  ClusterRole,
  CostReport,
  EntityHealth,
  Event,
  EventQuery,
  FleetHealth,
  MetricFamilyDetail,
  MetricHistory,
  Metrics,
  Namespace,
  Node,
  NodeDetail,
  ObjectQuery,
  ObjectSummary,
  Page,
  Peers,
  Pod,
  PodDetail,
  Problem,
  ProblemGroup,
  ProblemQuery,
  ResourceMetrics,
  Timeline,
  Worker,
  Workload,
  WorkloadDetail,
} from '../api/types';
import { describeClusterRole } from '../clusters';
import { DirectCost } from './cost';
import { DirectMetrics, DirectUsage, ProxyReader } from './metrics';
import { ownerRef } from '../inventory/derive';
import {
  describeNode,
  describePod,
  describeWorkload,
} from '../inventory/describe';
import type { InventoryRow } from '../inventory';
import {
  EVENTS,
  matchesSearch,
  pageOf,
  PROBLEM_GROUPS,
  PROBLEMS,
  queryClusters,
  queryRows,
  type RowList,
} from '../inventory/query';
import { DirectCluster, type DirectSource } from './DirectCluster';
import {
  clusterLists,
  namespaceLists,
  nodeLists,
  onDemandLists,
  type DirectList,
} from './DirectScope';
import { directTimeline } from './timeline';
import { fleetHealth, groupProblems } from './fleet';

function includes<T>(allowed: readonly T[] | undefined, value: T): boolean {
  return allowed === undefined || allowed.includes(value);
}

/** A method that needs a portal behind it. */
const refused = (what: string) => async (): Promise<never> => {
  throw unavailable(what);
};

const REGISTRATION = 'The registration of clusters';
const COST = 'What things cost over time';
const ENTITY = 'Which workloads belong to a catalog entity';
const ENCRYPTION = 'The encryption of credentials';

function unavailable(what: string): PortlightError {
  return new PortlightError({
    code: 'not-available-in-direct-mode',
    status: 0,
    message: `${what} is not known without a portal`,
  });
}

function toObjectSummary(row: InventoryRow): ObjectSummary {
  const { kind, namespace, name, health, columns } = row;
  return {
    cluster: row.summary.cluster,
    kind,
    ...(namespace ? { namespace } : {}),
    name,
    health,
    ...(columns.owner ? { owner: columns.owner } : {}),
    ...(columns.createdAt ? { createdAt: columns.createdAt } : {}),
  };
}

/** Parts of clusters that are kept for the next look at the same page. */
const MAXIMUM_PARTS = 8;

/**
 * The answers to what views ask, from what the browser may read itself: the same rows, the same judgement,
 * the same filters as the backend's, without history and without what other people's credentials could see.
 *
 * @public
 */
export class DirectPortlightApi implements PortlightApi {
  /** {@inheritDoc PortlightApi.mode} */
  readonly mode = 'direct';
  private readonly clusters = new Map<string, DirectCluster>();
  private readonly parts = new Map<string, DirectCluster>();

  private readonly metrics: DirectMetrics;
  private readonly usage: DirectUsage;
  private readonly cost: DirectCost;

  constructor(private readonly source: DirectSource) {
    const reader = new ProxyReader(source);
    const now = () => source.now();
    this.metrics = new DirectMetrics({
      reader,
      now,
      readNamespace: (cluster, namespace) =>
        this.readNamespace(cluster, namespace),
    });
    this.usage = new DirectUsage(reader, now);
    this.cost = new DirectCost({
      reader,
      now,
      rates: () => source.costRates?.(),
      readClusters: names => this.read(names),
      readCluster: name => this.readOne(name),
      readNamespace: (cluster, namespace) =>
        this.readNamespace(cluster, namespace),
    });
  }

  /** {@inheritDoc PortlightApi.getFleetHealth} */
  async getFleetHealth(
    query: { cluster?: string[] } = {},
  ): Promise<FleetHealth> {
    const clusters = await this.read(query.cluster);
    return fleetHealth(
      clusters.map(cluster => cluster.describe()),
      clusters.flatMap(({ rows }) => [...rows.values()]),
    );
  }

  /** {@inheritDoc PortlightApi.getClusterHealth} */
  async getClusterHealth(cluster: string): Promise<FleetHealth> {
    const found = await this.readOne(cluster);
    return fleetHealth([found.describe()], [...found.rows.values()]);
  }

  /** {@inheritDoc PortlightApi.listProblems} */
  async listProblems(query: ProblemQuery = {}): Promise<Page<Problem>> {
    return pageOf(PROBLEMS, await this.problems(query), query);
  }

  /** {@inheritDoc PortlightApi.listProblemGroups} */
  async listProblemGroups(
    query: ProblemQuery = {},
  ): Promise<Page<ProblemGroup>> {
    const groups = groupProblems(await this.problems(query));
    return pageOf(PROBLEM_GROUPS, groups, query);
  }

  /** {@inheritDoc PortlightApi.listClusters} */
  async listClusters(query: ClusterQuery = {}): Promise<Page<Cluster>> {
    const clusters = (await this.read()).map(cluster => cluster.describe());
    return queryClusters(clusters, query);
  }

  /** {@inheritDoc PortlightApi.getCluster} */
  async getCluster(cluster: string): Promise<Cluster> {
    const found = this.cluster(cluster);
    await found.refresh();
    return found.describe();
  }

  /** {@inheritDoc PortlightApi.syncCluster} */
  async syncCluster(cluster: string): Promise<void> {
    await this.cluster(cluster).refresh({ force: true });
  }

  /** {@inheritDoc PortlightApi.getClusterRole} */
  async getClusterRole(cluster: string): Promise<ClusterRole> {
    const found = await this.readOne(cluster);
    const missing = found.forbiddenKinds.map(({ kind, group, resource }) => ({
      kind,
      apiGroup: group,
      resource,
      verb: 'list',
    }));
    return { manifest: describeClusterRole({ missing }), missing };
  }

  /** {@inheritDoc PortlightApi.listNamespaces} */
  listNamespaces(query?: ObjectQuery): Promise<Page<Namespace>> {
    return this.list<Namespace>('namespaces', query);
  }

  /** {@inheritDoc PortlightApi.getNamespace} */
  async getNamespace(cluster: string, namespace: string): Promise<Namespace> {
    const found = await this.readNamespace(cluster, namespace);
    return this.row(found, 'Namespace', '', namespace).summary as Namespace;
  }

  /** {@inheritDoc PortlightApi.listNodes} */
  listNodes(query?: ObjectQuery): Promise<Page<Node>> {
    return this.list<Node>('nodes', query);
  }

  /** {@inheritDoc PortlightApi.getNode} */
  async getNode(cluster: string, name: string): Promise<NodeDetail> {
    const found = await this.readPart(cluster, `node/${name}`, () =>
      nodeLists(name),
    );
    const row = this.row(found, 'Node', '', name);
    return describeNode({
      cluster,
      node: row.record,
      summary: row.summary as Node,
      pods: queryRows('pods', found.rows.values(), {
        node: [name],
        limit: 500,
      }).items.map(({ summary }) => summary as Pod),
      events: eventsAbout(found, [row]),
    });
  }

  /** {@inheritDoc PortlightApi.listWorkloads} */
  listWorkloads(query?: ObjectQuery): Promise<Page<Workload>> {
    return this.list<Workload>('workloads', query);
  }

  /** {@inheritDoc PortlightApi.getWorkload} */
  async getWorkload(key: {
    cluster: string;
    namespace: string;
    kind: string;
    name: string;
  }): Promise<WorkloadDetail> {
    const { cluster, namespace, kind, name } = key;
    const found = await this.readNamespace(cluster, namespace);
    const row = this.row(found, kind, namespace, name);
    const around = inNamespace(found, namespace);
    const family = around.filter(
      ({ columns }) => columns.workload === `${kind}/${name}`,
    );
    // A bare pod is its own only pod.
    const pods =
      kind === 'Pod' ? [row] : family.filter(member => member.kind === 'Pod');
    const children = family.filter(member => member.kind !== 'Pod');
    return describeWorkload({
      cluster,
      workload: row.record,
      summary: row.summary as Workload,
      pods: pods.map(({ record }) => record),
      podSummaries: pods.map(({ summary }) => summary as Pod),
      children: children.map(({ record }) => record),
      related: around.map(({ record }) => record),
      events: eventsAbout(found, [...new Set([row, ...family])]),
      problems: [...new Set([row, ...family])].flatMap(
        ({ problems }) => problems,
      ),
      now: this.source.now(),
    });
  }

  /** {@inheritDoc PortlightApi.listPods} */
  listPods(query?: ObjectQuery): Promise<Page<Pod>> {
    return this.list<Pod>('pods', query);
  }

  /** {@inheritDoc PortlightApi.getPod} */
  async getPod(key: {
    cluster: string;
    namespace: string;
    name: string;
  }): Promise<PodDetail> {
    const { cluster, namespace, name } = key;
    const found = await this.readNamespace(cluster, namespace);
    const row = this.row(found, 'Pod', namespace, name);
    return describePod({
      cluster,
      pod: row.record,
      summary: row.summary as Pod,
      related: inNamespace(found, namespace).map(({ record }) => record),
      events: eventsAbout(found, [row]),
      problems: row.problems,
      now: this.source.now(),
    });
  }

  /** {@inheritDoc PortlightApi.listObjects} */
  async listObjects(query: ObjectQuery = {}): Promise<Page<ObjectSummary>> {
    for (const name of this.source.clusters()) {
      if (includes(query.cluster, name)) {
        this.cluster(name).include(onDemandLists());
      }
    }
    const page = queryRows('objects', await this.rows(query), query);
    return { ...page, items: page.items.map(toObjectSummary) };
  }

  /** {@inheritDoc PortlightApi.listEvents} */
  async listEvents(query: EventQuery = {}): Promise<Page<Event>> {
    const rows = await this.rows(query);
    const events = rows
      .filter(({ kind }) => kind === 'Event')
      .map(({ summary }) => summary as Event)
      .filter(
        event =>
          includes(query.namespace, event.namespace ?? '') &&
          includes(query.type, event.type) &&
          includes(query.reason, event.reason) &&
          (query.involvedKind === undefined ||
            event.object.kind === query.involvedKind) &&
          (query.involvedName === undefined ||
            event.object.name === query.involvedName) &&
          (query.search === undefined ||
            [event.object.name, event.reason, event.message].some(text =>
              matchesSearch(text, query.search!),
            )),
      );
    return pageOf(EVENTS, events, query);
  }

  /** {@inheritDoc PortlightApi.getEntityHealth} */
  async getEntityHealth(): Promise<EntityHealth> {
    throw unavailable(ENTITY);
  }

  /** {@inheritDoc PortlightApi.getPeers} */
  getPeers(target: MetricsTarget): Promise<Peers> {
    return this.metrics.peers(target);
  }

  /** {@inheritDoc PortlightApi.getMetrics} */
  getMetrics(target: MetricsTarget): Promise<Metrics> {
    return this.metrics.metrics(target);
  }

  /** {@inheritDoc PortlightApi.getMetricFamily} */
  getMetricFamily(
    target: MetricsTarget,
    family: string,
  ): Promise<MetricFamilyDetail> {
    return this.metrics.family(target, family);
  }

  /** {@inheritDoc PortlightApi.getMetricHistory} */
  getMetricHistory(
    target: MetricsTarget,
    query: MetricHistoryQuery,
  ): Promise<MetricHistory> {
    return this.metrics.history(target, query);
  }

  /** {@inheritDoc PortlightApi.getResourceMetrics} */
  async getResourceMetrics(
    scope: ResourceScope,
    range: TimeRange = {},
  ): Promise<ResourceMetrics> {
    const { cluster } = scope;
    let found: DirectCluster;
    if ('namespace' in scope) {
      found = await this.readNamespace(cluster, scope.namespace);
    } else if ('node' in scope) {
      const { node } = scope;
      found = await this.readPart(cluster, `node/${node}`, () =>
        nodeLists(node),
      );
    } else {
      found = await this.readOne(cluster);
    }
    return this.usage.read(scope, range, [...found.rows.values()]);
  }

  /** {@inheritDoc PortlightApi.getTimeline} */
  async getTimeline(
    scope: TimelineScope,
    range: Pick<TimeRange, 'since' | 'until'> = {},
  ): Promise<Timeline> {
    if ('entityRef' in scope) {
      throw unavailable(ENTITY);
    }
    const rows = await this.rows(scope);
    return directTimeline(rows, scope, range, this.source.now());
  }

  /** {@inheritDoc PortlightApi.listWorkers} */
  async listWorkers(): Promise<Page<Worker>> {
    throw unavailable('The state of the mirror');
  }

  /** {@inheritDoc PortlightApi.listMetricsSources} */
  readonly listMetricsSources = refused('The list of sources of metrics');
  /** {@inheritDoc PortlightApi.testMetricsSource} */
  readonly testMetricsSource = refused('The test of a source of metrics');
  /** {@inheritDoc PortlightApi.listReplicas} */
  readonly listReplicas = refused('The list of backend replicas');
  /** {@inheritDoc PortlightApi.inspectKubeconfig} */
  readonly inspectKubeconfig = refused(REGISTRATION);
  /** {@inheritDoc PortlightApi.testCluster} */
  readonly testCluster = refused(REGISTRATION);
  /** {@inheritDoc PortlightApi.registerCluster} */
  readonly registerCluster = refused(REGISTRATION);
  /** {@inheritDoc PortlightApi.updateCluster} */
  readonly updateCluster = refused(REGISTRATION);
  /** {@inheritDoc PortlightApi.deleteCluster} */
  readonly deleteCluster = refused(REGISTRATION);
  /** {@inheritDoc PortlightApi.getClusterRegistration} */
  readonly getClusterRegistration = refused(REGISTRATION);
  /** {@inheritDoc PortlightApi.replaceClusterCredentials} */
  readonly replaceClusterCredentials = refused(REGISTRATION);
  /** {@inheritDoc PortlightApi.getEncryption} */
  readonly getEncryption = refused(ENCRYPTION);
  /** {@inheritDoc PortlightApi.rotateEncryption} */
  readonly rotateEncryption = refused(ENCRYPTION);

  /** {@inheritDoc PortlightApi.getCosts} */
  getCosts(scope: CostScope, query?: CostQuery): Promise<CostReport> {
    return this.cost.costs(scope, query);
  }
  /** {@inheritDoc PortlightApi.getCostWork} */
  readonly getCostWork = refused(COST);
  /** {@inheritDoc PortlightApi.exportCosts} */
  readonly exportCosts = refused(COST);
  /** {@inheritDoc PortlightApi.getCostAccuracy} */
  readonly getCostAccuracy = refused(COST);
  /** {@inheritDoc PortlightApi.listUnownedCosts} */
  readonly listUnownedCosts = refused(COST);
  /** {@inheritDoc PortlightApi.listCostAnomalies} */
  readonly listCostAnomalies = refused(COST);
  /** {@inheritDoc PortlightApi.estimateCosts} */
  readonly estimateCosts = refused(COST);
  /** {@inheritDoc PortlightApi.getCostJobs} */
  readonly getCostJobs = refused(COST);
  /** {@inheritDoc PortlightApi.startCostBackfill} */
  readonly startCostBackfill = refused(COST);
  /** {@inheritDoc PortlightApi.listPrices} */
  readonly listPrices = refused(COST);
  /** {@inheritDoc PortlightApi.listBills} */
  readonly listBills = refused(COST);
  /** {@inheritDoc PortlightApi.importBill} */
  readonly importBill = refused(COST);
  /** {@inheritDoc PortlightApi.deleteBill} */
  readonly deleteBill = refused(COST);
  /** {@inheritDoc PortlightApi.listBudgets} */
  readonly listBudgets = refused(COST);
  /** {@inheritDoc PortlightApi.createBudget} */
  readonly createBudget = refused(COST);
  /** {@inheritDoc PortlightApi.updateBudget} */
  readonly updateBudget = refused(COST);
  /** {@inheritDoc PortlightApi.deleteBudget} */
  readonly deleteBudget = refused(COST);
  /** {@inheritDoc PortlightApi.getRightsizing} */
  readonly getRightsizing = refused(COST);
  /** {@inheritDoc PortlightApi.listRightsizingAdvice} */
  readonly listRightsizingAdvice = refused(COST);

  private async list<Item>(
    list: RowList,
    query: ObjectQuery = {},
  ): Promise<Page<Item>> {
    const page = queryRows(list, await this.rows(query), query);
    return { ...page, items: page.items.map(({ summary }) => summary as Item) };
  }

  private async problems(query: ProblemQuery): Promise<Problem[]> {
    const rows = await this.rows(query);
    const owners = query.owner?.map(ownerRef);
    return rows
      .flatMap(({ problems }) => problems)
      .filter(
        problem =>
          includes(query.namespace, problem.object.namespace ?? '') &&
          includes(owners, problem.owner ?? '') &&
          includes(query.cause, problem.cause) &&
          includes(query.severity, problem.severity) &&
          (query.search === undefined ||
            [problem.object.name, problem.message].some(text =>
              matchesSearch(text, query.search!),
            )),
      );
  }

  /** @throws PortlightError where none of the clusters could ever be read: that is no empty list */
  private async rows(scope: {
    cluster?: readonly string[];
    namespace?: readonly string[];
  }): Promise<InventoryRow[]> {
    const { cluster: names, namespace: namespaces } = scope;
    if (names?.length === 1 && namespaces?.length === 1) {
      const [name] = names;
      const part = await this.readNamespace(name, namespaces[0]);
      return [...part.rows.values()];
    }
    const clusters = await this.read(names);
    const known = clusters.filter(({ hasData }) => hasData);
    if (clusters.length > 0 && known.length === 0) {
      throw unreadable(clusters[0]);
    }
    return known.flatMap(({ rows }) => [...rows.values()]);
  }

  private async read(names?: readonly string[]): Promise<DirectCluster[]> {
    const clusters = this.source
      .clusters()
      .filter(name => includes(names, name))
      .map(name => this.cluster(name));
    await Promise.all(
      clusters.map(cluster => {
        // A cluster that is down is tried again behind the page: it must not make the others wait.
        const isDown = cluster.error !== undefined;
        const refreshed = cluster.refresh();
        return isDown ? undefined : refreshed;
      }),
    );
    return clusters;
  }

  private async readOne(name: string): Promise<DirectCluster> {
    const cluster = this.cluster(name);
    await cluster.refresh();
    if (!cluster.hasData) {
      throw unreadable(cluster);
    }
    return cluster;
  }

  private readNamespace(
    cluster: string,
    namespace: string,
  ): Promise<DirectCluster> {
    return this.readPart(cluster, `namespace/${namespace}`, () =>
      namespaceLists(namespace),
    );
  }

  /**
   * Reads what one page needs, or takes it from the whole cluster where that was just read.
   *
   * @throws PortlightError where it cannot be read now: its page says so beside what it knew
   */
  private async readPart(
    name: string,
    part: string,
    lists: () => DirectList[],
  ): Promise<DirectCluster> {
    const whole = this.cluster(name);
    if (whole.hasData && !whole.error && !whole.isDue) {
      return whole;
    }
    const key = `${name}/${part}`;
    const found =
      this.parts.get(key) ?? new DirectCluster(name, this.source, lists());
    // A map remembers the order of insertion: the part used last goes to the end, and the oldest is dropped.
    this.parts.delete(key);
    this.parts.set(key, found);
    if (this.parts.size > MAXIMUM_PARTS) {
      this.parts.delete(this.parts.keys().next().value as string);
    }
    await found.refresh();
    if (found.error) {
      throw unreadable(found);
    }
    return found;
  }

  private cluster(name: string): DirectCluster {
    if (!this.source.clusters().includes(name)) {
      throw new PortlightError({
        code: 'not-found',
        status: 404,
        message: `There is no cluster \`${name}\` here`,
      });
    }
    let cluster = this.clusters.get(name);
    if (!cluster) {
      cluster = new DirectCluster(name, this.source, clusterLists());
      this.clusters.set(name, cluster);
    }
    return cluster;
  }

  private row(
    cluster: DirectCluster,
    kind: string,
    namespace: string,
    name: string,
  ): InventoryRow {
    const row = cluster.rows.get(`${kind}/${namespace}/${name}`);
    if (!row) {
      const place = namespace ? `${namespace}/` : '';
      throw new PortlightError({
        code: 'not-found',
        status: 404,
        message: `${kind} \`${place}${name}\` is not in this cluster, or not any more`,
      });
    }
    return row;
  }
}

function unreadable(cluster: DirectCluster): PortlightError {
  const { cause = 'unreachable', message = 'It was not read yet' } =
    cluster.error ?? {};
  return new PortlightError({
    code: cause,
    status: 0,
    message: `Cluster \`${cluster.name}\` cannot be read: ${message}`,
  });
}

function inNamespace(
  cluster: DirectCluster,
  namespace: string,
): InventoryRow[] {
  return [...cluster.rows.values()].filter(row => row.namespace === namespace);
}

function eventsAbout(
  cluster: DirectCluster,
  rows: readonly InventoryRow[],
): Event[] {
  const wanted = new Set(
    rows.map(({ kind, namespace, name }) => `${kind}/${namespace}/${name}`),
  );
  return [...cluster.rows.values()]
    .filter(({ kind }) => kind === 'Event')
    .map(({ summary }) => summary as Event)
    .filter(({ object: { kind, namespace = '', name } }) =>
      wanted.has(`${kind}/${namespace}/${name}`),
    );
}
