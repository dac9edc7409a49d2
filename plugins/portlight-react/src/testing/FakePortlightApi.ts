import {
  PortlightError,
  type Cluster,
  type ClusterQuery,
  type ClusterRole,
  type Event,
  type EventQuery,
  type FleetHealth,
  type HealthStatus,
  type Namespace,
  type Node,
  type ObjectQuery,
  type ObjectSummary,
  type Page,
  type Pod,
  type PortlightApi,
  type Problem,
  type ProblemGroup,
  type ProblemQuery,
  type Worker,
  type WorkerQuery,
  type Workload,
} from '@portlight/plugin-portlight-common';
import { FakeRegistration } from './FakeRegistration';
import {
  compare,
  count,
  has,
  notFound,
  page,
  valueOf,
  type Listed,
} from './fakeLists';

/**
 * A {@link PortlightApi} over a {@link FleetFixture}, for tests: it filters, orders and pages like the backend.
 * Any method can be replaced for one test by assigning to it.
 */
export class FakePortlightApi extends FakeRegistration implements PortlightApi {
  mode: 'remote' | 'direct' = 'remote';

  async getFleetHealth(
    query: { cluster?: string[] } = {},
  ): Promise<FleetHealth> {
    this.called('getFleetHealth', query);
    const { clusters, workloads, nodes, pods, history } = this.fixture;
    const isIn = ({ cluster }: { cluster: string }) =>
      !query.cluster || query.cluster.includes(cluster);
    const chosen = clusters.filter(({ name }) => isIn({ cluster: name }));
    return {
      clusters: {
        total: chosen.length,
        byStatus: count(chosen, ({ status }) => status),
        byHealth: count(chosen, ({ health }) => health.status),
        withoutData: chosen.filter(({ counts }) => !counts).length,
      },
      workloads: {
        total: workloads.filter(isIn).length,
        byHealth: count(workloads.filter(isIn), ({ health }) => health.status),
      },
      nodes: {
        total: nodes.filter(isIn).length,
        ready: nodes
          .filter(isIn)
          .filter(({ health }) => health.status === 'healthy').length,
      },
      pods: {
        total: pods.filter(isIn).length,
        byPhase: count(pods.filter(isIn), ({ phase }) => phase),
      },
      history,
    };
  }

  async getClusterHealth(cluster: string): Promise<FleetHealth> {
    return this.getFleetHealth({ cluster: [cluster] });
  }

  private problemsOf(query: ProblemQuery = {}): Problem[] {
    return this.fixture.problems.filter(
      problem =>
        has(query.cluster, problem.cluster) &&
        has(query.namespace, problem.object.namespace) &&
        has(query.owner, problem.owner) &&
        has(query.cause, problem.cause),
    );
  }

  async listProblemGroups(
    query: ProblemQuery = {},
  ): Promise<Page<ProblemGroup>> {
    this.called('listProblemGroups', query);
    const groups = new Map<string, Problem[]>();
    for (const problem of this.problemsOf(query)) {
      groups.set(problem.cause, [
        ...(groups.get(problem.cause) ?? []),
        problem,
      ]);
    }
    const titles: Record<string, string> = {
      CrashLoopBackOff: 'Containers keep crashing',
      ImagePullBackOff: 'Images cannot be pulled',
      Unschedulable: 'Pods find no node to run on',
      JobFailed: 'Jobs have failed',
      NodeNotReady: 'Nodes are not ready',
    };
    const items = [...groups].map(
      ([cause, problems]): ProblemGroup => ({
        cause,
        severity: problems[0].severity,
        title: titles[cause] ?? cause,
        objects: problems.length,
        clusters: [...new Set(problems.map(({ cluster }) => cluster))],
        owners: [...new Set(problems.flatMap(({ owner }) => owner ?? []))],
        since: problems.map(({ since }) => since).sort()[0],
      }),
    );
    return { items, total: items.length };
  }

  async listProblems(query: ProblemQuery = {}): Promise<Page<Problem>> {
    this.called('listProblems', query);
    return page(this.problemsOf(query), query);
  }

  async listClusters(query: ClusterQuery = {}): Promise<Page<Cluster>> {
    this.called('listClusters', query);
    return page(this.fixture.clusters, query);
  }

  async getCluster(name: string): Promise<Cluster> {
    this.called('getCluster', name);
    const cluster = this.fixture.clusters.find(item => item.name === name);
    if (!cluster) throw notFound(`Cluster ${name}`);
    return cluster;
  }

  async syncCluster(cluster: string): Promise<void> {
    this.called('syncCluster', cluster);
  }

  async getClusterRole(cluster: string): Promise<ClusterRole> {
    this.called('getClusterRole', cluster);
    return {
      manifest: 'kind: ClusterRole',
      missing: [
        {
          kind: 'HelmRelease',
          apiGroup: '',
          resource: 'secrets',
          verb: 'list',
        },
        {
          kind: 'HelmRelease',
          apiGroup: '',
          resource: 'secrets',
          verb: 'watch',
        },
      ],
    };
  }

  private objects<T extends Listed>(
    items: T[],
    query: ObjectQuery = {},
  ): Page<T> {
    if (query.labelSelector === '((') {
      throw new PortlightError({
        message: 'The label selector ends too early.',
        code: 'invalid-parameter',
        status: 400,
        parameter: 'labelSelector',
      });
    }
    const found = items.filter(
      item =>
        has(query.cluster, item.cluster) &&
        has(query.namespace, item.namespace) &&
        has(query.kind, item.kind) &&
        has(query.phase, item.phase) &&
        has(query.owner, item.owner) &&
        has(query.health, item.health?.status) &&
        (!query.image ||
          item.images?.some(image => image.includes(query.image!))) &&
        (!query.search ||
          item.name?.toLowerCase().includes(query.search.toLowerCase())),
    );
    const column = query.sort?.replace(/^-/, '');
    if (column) {
      const sign = query.sort!.startsWith('-') ? -1 : 1;
      found.sort(
        (a, b) => sign * compare(valueOf(a, column), valueOf(b, column)),
      );
    }
    return page(found, query);
  }

  private namespaces(): Namespace[] {
    const result = new Map<string, Namespace>();
    for (const workload of this.fixture.workloads) {
      const key = `${workload.cluster}/${workload.namespace}`;
      const namespace = result.get(key) ?? {
        cluster: workload.cluster,
        name: workload.namespace,
        health: {
          status: 'healthy' as HealthStatus,
          reason: 'Active',
          message: 'All workloads are healthy',
        },
        phase: 'Active',
        owner: workload.owner,
        workloads: 0,
        workloadsFailing: 0,
        pods: this.fixture.pods.filter(
          pod => `${pod.cluster}/${pod.namespace}` === key,
        ).length,
        createdAt: workload.createdAt,
      };
      namespace.workloads++;
      if (workload.health.status === 'degraded') {
        namespace.workloadsFailing++;
        namespace.health = {
          status: 'degraded',
          reason: 'WorkloadsFailing',
          message: `${workload.name} is failing`,
        };
      }
      result.set(key, namespace);
    }
    return [...result.values()];
  }

  async listNamespaces(query?: ObjectQuery): Promise<Page<Namespace>> {
    this.called('listNamespaces', query);
    return this.objects(this.namespaces(), query);
  }

  async getNamespace(cluster: string, name: string): Promise<Namespace> {
    const found = this.namespaces().find(
      item => item.cluster === cluster && item.name === name,
    );
    if (!found) throw notFound(`Namespace ${name}`);
    return found;
  }

  async listNodes(query?: ObjectQuery): Promise<Page<Node>> {
    this.called('listNodes', query);
    return this.objects(this.fixture.nodes, query);
  }

  async listWorkloads(query?: ObjectQuery): Promise<Page<Workload>> {
    this.called('listWorkloads', query);
    return this.objects(this.fixture.workloads, query);
  }

  async listPods(query?: ObjectQuery): Promise<Page<Pod>> {
    this.called('listPods', query);
    return this.objects(this.fixture.pods, query);
  }

  async listObjects(query?: ObjectQuery): Promise<Page<ObjectSummary>> {
    return this.objects<ObjectSummary>(this.fixture.workloads, query);
  }

  async listEvents(query: EventQuery = {}): Promise<Page<Event>> {
    this.called('listEvents', query);
    return page(
      this.fixture.events.filter(
        event =>
          has(query.cluster, event.cluster) && has(query.type, event.type),
      ),
      query,
    );
  }

  async listWorkers(query: WorkerQuery = {}): Promise<Page<Worker>> {
    this.called('listWorkers', query);
    return page(
      this.fixture.workers.filter(worker => has(query.cluster, worker.cluster)),
      query,
    );
  }
}
