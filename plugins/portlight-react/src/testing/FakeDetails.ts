import type {
  EntityHealth,
  NodeDetail,
  PodDetail,
  WorkloadDetail,
} from '@portlight/plugin-portlight-common';
import { notFound } from './fakeLists';
import type { FleetFixture } from './fleetFixture';

/** The part of the fake API that answers about one object. */
export class FakeDetails {
  /** Names of the methods called, with their first argument. */
  readonly calls: { method: string; argument: unknown }[] = [];

  constructor(readonly fixture: FleetFixture) {}

  protected called(method: string, argument: unknown) {
    this.calls.push({ method, argument });
  }

  async getNode(cluster: string, name: string): Promise<NodeDetail> {
    const node = this.fixture.nodes.find(
      item => item.cluster === cluster && item.name === name,
    );
    if (!node) throw notFound(`Node ${name}`);
    return {
      node,
      conditions: [
        {
          type: 'Ready',
          status: node.health.status === 'healthy' ? 'True' : 'Unknown',
          reason: node.health.reason,
          message: node.health.message,
          lastTransitionAt: node.health.since ?? node.createdAt,
        },
        {
          type: 'MemoryPressure',
          status: 'False',
          reason: 'KubeletHasSufficientMemory',
          message: 'kubelet has sufficient memory available',
          lastTransitionAt: node.createdAt,
        },
      ],
      taints: node.roles.length
        ? ['node-role.kubernetes.io/control-plane:NoSchedule']
        : [],
      labels: {
        'kubernetes.io/hostname': node.name,
        'topology.kubernetes.io/zone': node.zone ?? '',
      },
      pods: this.fixture.pods.filter(
        pod => pod.cluster === cluster && pod.node === name,
      ),
      events: [],
    };
  }

  async getWorkload(key: {
    cluster: string;
    namespace: string;
    kind: string;
    name: string;
  }): Promise<WorkloadDetail> {
    this.called('getWorkload', key);
    const workload = this.fixture.workloads.find(
      item =>
        item.cluster === key.cluster &&
        item.namespace === key.namespace &&
        item.kind === key.kind &&
        item.name === key.name,
    );
    if (!workload) throw notFound(`${key.kind} ${key.name}`);
    const pods = this.fixture.pods.filter(
      pod =>
        pod.cluster === key.cluster &&
        pod.workload?.name === key.name &&
        pod.namespace === key.namespace,
    );
    const isFailing = workload.health.status === 'degraded';
    const at = (minutes: number) =>
      new Date(this.fixture.now - minutes * 60_000).toISOString();
    return {
      workload,
      problems: this.fixture.problems.filter(
        ({ object, cluster }) =>
          cluster === key.cluster && object.name === key.name,
      ),
      changes: [
        {
          at: at(40),
          title: `Revision 12: image ${key.name}:${workload.version} instead of ${key.name}:0.48.1`,
        },
        { at: at(3000), title: 'Scaled from 3 to 4 replicas' },
      ],
      pods,
      podCount: pods.length,
      containers: [
        {
          name: key.name,
          type: 'container',
          image: workload.images[0],
          ready: workload.replicas?.ready ?? 0,
          total: workload.replicas?.desired ?? 0,
          restarts: workload.restarts,
          requests: { cpu: '500m', memory: '512Mi' },
          limits: { memory: '512Mi' },
          lastTermination: isFailing
            ? {
                state: 'terminated',
                reason: 'OOMKilled',
                exitCode: 137,
                finishedAt: at(4),
              }
            : undefined,
        },
        {
          name: 'istio-proxy',
          type: 'sidecar',
          image: 'docker.io/istio/proxyv2:1.28.0',
          ready: pods.length,
          total: pods.length,
          restarts: 0,
          requests: { cpu: '50m', memory: '64Mi' },
        },
      ],
      conditions: [
        {
          type: 'Available',
          status: isFailing ? 'False' : 'True',
          reason: isFailing
            ? 'MinimumReplicasUnavailable'
            : 'MinimumReplicasAvailable',
          message: isFailing
            ? 'Deployment does not have minimum availability.'
            : 'Deployment has minimum availability.',
          lastTransitionAt: at(38),
        },
        {
          type: 'Progressing',
          status: 'True',
          reason: 'NewReplicaSetAvailable',
          message: `ReplicaSet "${key.name}-7f9c4d8b6" has successfully progressed.`,
          lastTransitionAt: at(39),
        },
      ],
      ownerChain: [],
      related: [
        {
          object: {
            kind: 'HorizontalPodAutoscaler',
            namespace: key.namespace,
            name: key.name,
          },
          relation: 'scales',
          health: {
            status: 'healthy',
            reason: 'Scaling',
            message: 'The autoscaler works',
          },
          detail: '3 to 10 replicas, now 4',
        },
        {
          object: {
            kind: 'PodDisruptionBudget',
            namespace: key.namespace,
            name: key.name,
          },
          relation: 'protects',
          health: isFailing
            ? {
                status: 'degraded',
                reason: 'DisruptionsNotAllowed',
                message:
                  'Fewer pods are ready than wanted: nodes cannot be drained',
              }
            : {
                status: 'healthy',
                reason: 'Allowed',
                message: '1 disruption allowed',
              },
          detail: 'at least 75% available',
        },
        {
          object: { kind: 'Service', namespace: key.namespace, name: key.name },
          relation: 'serves',
          health: {
            status: 'healthy',
            reason: 'Endpoints',
            message: 'It has endpoints',
          },
          detail: '1 ready endpoint, port 8080',
        },
      ],
      events: this.fixture.events.filter(
        ({ cluster, object }) =>
          cluster === key.cluster && object.name.startsWith(key.name),
      ),
      labels: {
        'app.kubernetes.io/name': key.name,
        'backstage.io/kubernetes-id': key.name,
      },
      annotations: { 'deployment.kubernetes.io/revision': '12' },
    };
  }

  async getPod(key: {
    cluster: string;
    namespace: string;
    name: string;
  }): Promise<PodDetail> {
    this.called('getPod', key);
    const pod = this.fixture.pods.find(
      item =>
        item.cluster === key.cluster &&
        item.namespace === key.namespace &&
        item.name === key.name,
    );
    if (!pod) throw notFound(`Pod ${key.name}`);
    const isFailing = pod.health.status === 'degraded';
    const at = (minutes: number) =>
      new Date(this.fixture.now - minutes * 60_000).toISOString();
    return {
      pod,
      problems: isFailing
        ? [
            {
              cluster: pod.cluster,
              object: { kind: 'Pod', namespace: pod.namespace, name: pod.name },
              cause: 'OOMKilled',
              severity: 'warning',
              message: 'The container used more than its limit of 512Mi',
              since: at(38),
              affected: 1,
            },
          ]
        : [],
      containers: [
        {
          name: 'wait-for-db',
          type: 'init',
          image: 'docker.io/library/busybox:1.37',
          ready: true,
          restarts: 0,
          state: {
            state: 'terminated',
            reason: 'Completed',
            exitCode: 0,
            finishedAt: at(39),
          },
        },
        isFailing
          ? {
              name: pod.workload?.name ?? 'main',
              type: 'container',
              image: pod.images[0],
              ready: false,
              restarts: pod.restarts,
              state: {
                state: 'waiting',
                reason: pod.health.reason,
                message: 'back-off 5m0s restarting failed container',
              },
              lastTermination: {
                state: 'terminated',
                reason: 'OOMKilled',
                exitCode: 137,
                finishedAt: at(4),
              },
              requests: { cpu: '500m', memory: '512Mi' },
              limits: { memory: '512Mi' },
            }
          : {
              name: pod.workload?.name ?? 'main',
              type: 'container',
              image: pod.images[0],
              ready: true,
              restarts: pod.restarts,
              state: { state: 'running', startedAt: pod.createdAt },
              requests: { cpu: '500m', memory: '512Mi' },
              limits: { memory: '512Mi' },
            },
        {
          name: 'istio-proxy',
          type: 'sidecar',
          image: 'docker.io/istio/proxyv2:1.28.0',
          ready: true,
          restarts: 0,
          state: { state: 'running', startedAt: at(39) },
        },
      ],
      conditions: [
        {
          type: 'Ready',
          status: isFailing ? 'False' : 'True',
          reason: isFailing ? 'ContainersNotReady' : undefined,
          message: isFailing
            ? 'containers with unready status: [fraud-scoring]'
            : undefined,
          lastTransitionAt: at(38),
        },
        {
          type: 'PodScheduled',
          status: pod.node ? 'True' : 'False',
          lastTransitionAt: at(40),
        },
      ],
      ownerChain: [
        {
          kind: 'Deployment',
          namespace: pod.namespace,
          name: pod.workload?.name ?? '',
        },
        {
          kind: 'ReplicaSet',
          namespace: pod.namespace,
          name: `${pod.workload?.name}-7f9c4d8b6`,
        },
      ],
      related: [],
      events: this.fixture.events.filter(
        ({ cluster, object }) =>
          cluster === key.cluster &&
          object.name.startsWith(pod.workload?.name ?? '?'),
      ),
      labels: { 'app.kubernetes.io/name': pod.workload?.name ?? '' },
      annotations: {},
    };
  }

  async getEntityHealth(entityRef: string): Promise<EntityHealth> {
    this.called('getEntityHealth', entityRef);
    const name = entityRef.slice(entityRef.lastIndexOf('/') + 1);
    const workloads = this.fixture.workloads.filter(
      workload =>
        workload.name === name || workload.name.startsWith(`${name}-`),
    );
    const versions = new Map<string, string[]>();
    for (const workload of workloads.filter(item => item.name === name)) {
      const version = workload.version ?? '';
      versions.set(version, [
        ...(versions.get(version) ?? []),
        workload.cluster,
      ]);
    }
    return {
      entityRef,
      selector: { kubernetesId: name },
      clusters: this.fixture.clusters.map(cluster => ({
        name: cluster.name,
        title: cluster.title,
        status: cluster.status,
        statusMessage: cluster.statusMessage,
        environment: cluster.environment,
        stale: cluster.sync.stale,
        lastSyncAt: cluster.sync.lastSyncAt,
        workloads: workloads.filter(
          workload => workload.cluster === cluster.name,
        ).length,
      })),
      workloads,
      problems: this.fixture.problems.filter(({ object }) =>
        workloads.some(workload => workload.name === object.name),
      ),
      differences:
        versions.size > 1
          ? [
              {
                kind: 'Deployment',
                namespace: 'shop',
                name,
                container: `registry.acme.example/shop/${name}`,
                values: [...versions].map(([value, clusters]) => ({
                  value,
                  clusters,
                })),
              },
            ]
          : [],
      changes: workloads.slice(0, 3).map((workload, index) => ({
        at: new Date(this.fixture.now - (index + 1) * 3_600_000).toISOString(),
        title: `Revision ${12 - index}: image ${name}:${workload.version}`,
        cluster: workload.cluster,
        object: {
          kind: workload.kind,
          namespace: workload.namespace,
          name: workload.name,
        },
      })),
    };
  }
}
