import type {
  Cluster,
  Event,
  FleetHealth,
  Node,
  Pod,
  Problem,
  Worker,
  Workload,
} from '@portlight/plugin-portlight-common';
import { clusterOf } from './clusterFixture';
import {
  CLUSTERS,
  DATA,
  faults,
  HEALTHY,
  SERVICES,
  type ClusterPlan,
  type WorkloadPlan,
} from './fleetPlan';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const GIB = 1024 ** 3;

/** A fleet as the API would answer it: everything in it fits together. */
export interface FleetFixture {
  now: number;
  clusters: Cluster[];
  nodes: Node[];
  workloads: Workload[];
  pods: Pod[];
  problems: Problem[];
  events: Event[];
  workers: Worker[];
  history: FleetHealth['history'];
}

/** The same numbers in every run. */
function randomFrom(seed: number) {
  let state = seed;
  return () => {
    state = (state * 1664525 + 1013904223) % 2 ** 32;
    return state / 2 ** 32;
  };
}

/** A believable company: a shop, payments, a data platform, shared infrastructure; something is always wrong. */
export function fleetFixture(
  options: { now?: number; podsPerCluster?: number } = {},
): FleetFixture {
  const now = options.now ?? Date.UTC(2026, 10, 21, 12, 30);
  const random = randomFrom(7);
  const broken = faults(now);
  const ago = (milliseconds: number) =>
    new Date(now - milliseconds).toISOString();
  const fixture: FleetFixture = {
    now,
    clusters: [],
    nodes: [],
    workloads: [],
    pods: [],
    problems: [],
    events: [],
    workers: [],
    history: [],
  };

  for (const plan of CLUSTERS) {
    for (let index = 0; index < plan.nodes; index++) {
      const isDown = plan.name === 'data-platform' && index === 2;
      const cores =
        plan.provider === 'k3s' || plan.provider === 'kind' ? 4 : 16;
      fixture.nodes.push({
        cluster: plan.name,
        name: `${plan.provider === 'EKS' ? 'ip-10-0' : plan.name}-${
          40 + index * 7
        }-${111 + index}${
          plan.provider === 'EKS' ? `.${plan.region}.compute.internal` : ''
        }`,
        health: isDown
          ? {
              status: 'degraded',
              reason: 'NodeNotReady',
              message: 'Kubelet stopped posting node status',
              since: ago(31 * MINUTE),
            }
          : {
              status: 'healthy',
              reason: 'Ready',
              message: 'The node is ready',
            },
        roles: index === 0 ? ['control-plane'] : [],
        schedulable: !isDown,
        version: plan.version,
        instanceType: plan.provider === 'EKS' ? 'm7i.4xlarge' : 'standard-16',
        region: plan.region || undefined,
        zone: plan.region ? `${plan.region}${'abc'[index % 3]}` : undefined,
        architecture: 'amd64',
        operatingSystem: 'linux',
        cpu: {
          allocatable: cores,
          requested: cores * (0.4 + random() * 0.4),
          used: cores * (0.15 + random() * 0.5),
        },
        memory: {
          allocatable: cores * 4 * GIB,
          requested: cores * 2.6 * GIB,
          used: cores * (1.5 + random() * 2) * GIB,
        },
        pods: { running: 12 + Math.floor(random() * 40), allocatable: 110 },
        createdAt: ago((9 + index) * DAY),
      });
    }
    const nodes = fixture.nodes.filter(({ cluster }) => cluster === plan.name);
    const filler: WorkloadPlan[] = Array.from(
      { length: Math.ceil((options.podsPerCluster ?? 0) / 10) },
      (_, index) => ({
        namespace: `team-${index % 23}`,
        kind: 'Deployment',
        name: `service-${index}`,
        owner: `group:default/team-${index % 23}`,
        image: `registry.acme.example/team/service:1.${index % 40}.0`,
        replicas: 10,
        on: [plan.name],
      }),
    );
    for (const service of [...SERVICES, ...DATA, ...filler]) {
      if (!service.on.includes(plan.name)) continue;
      addWorkload(plan, service, nodes);
    }
  }

  function addWorkload(
    plan: ClusterPlan,
    service: WorkloadPlan,
    nodes: Node[],
  ) {
    const { namespace, kind, name, owner, image } = service;
    const fault = broken.get(`${plan.name}/${namespace}/${kind}/${name}`);
    const replicas = kind === 'DaemonSet' ? nodes.length : service.replicas;
    const isSlow = plan.name === 'prod-us' && name === 'cart';
    const version = isSlow ? '2.13.7' : image.slice(image.lastIndexOf(':') + 1);
    const ownImage = `${image.slice(0, image.lastIndexOf(':'))}:${version}`;
    fixture.workloads.push({
      cluster: plan.name,
      namespace,
      kind,
      name,
      health:
        fault?.health ??
        (kind === 'CronJob'
          ? {
              status: 'suspended',
              reason: 'Suspended',
              message: 'No new jobs are started: it is suspended',
            }
          : { ...HEALTHY, since: ago(4 * DAY) }),
      replicas:
        kind === 'CronJob'
          ? undefined
          : {
              desired: replicas,
              ready: replicas - (fault?.bad ?? 0),
              updated: replicas,
            },
      images: [ownImage],
      version,
      restarts:
        fault?.pod.reason === 'CrashLoopBackOff'
          ? 27
          : Math.floor(random() * 3),
      owner,
      kubernetesId: name,
      createdAt: ago(Math.floor(30 + random() * 300) * DAY),
    });
    for (let index = 0; index < replicas; index++) {
      const isBad = index < (fault?.bad ?? 0);
      const node = nodes[Math.floor(random() * nodes.length)];
      const isPlaced = !(isBad && fault?.pod.reason === 'Unschedulable');
      fixture.pods.push({
        cluster: plan.name,
        namespace,
        name:
          kind === 'StatefulSet'
            ? `${name}-${index}`
            : `${name}-${(7 + index * 3).toString(
                16,
              )}f9c4d8b6-${'xk2pq7v9zt4m'.slice(
                index % 8,
                (index % 8) + 4,
              )}${index}`,
        health:
          isBad && fault
            ? fault.pod
            : {
                status: 'healthy',
                reason: 'Running',
                message: 'All containers are ready',
              },
        phase:
          isBad && fault?.pod.reason !== 'CrashLoopBackOff'
            ? 'Pending'
            : 'Running',
        node: isPlaced ? node.name : undefined,
        zone: isPlaced ? node.zone : undefined,
        ip: isPlaced ? `10.42.${index}.${20 + index}` : undefined,
        containers: 2,
        containersReady: isBad ? 1 : 2,
        restarts:
          isBad && fault?.pod.reason === 'CrashLoopBackOff'
            ? 9
            : Math.floor(random() * 1.2),
        lastRestartAt: isBad ? ago(4 * MINUTE) : ago(6 * DAY),
        images: [ownImage],
        workload: { kind, namespace, name },
        owner,
        createdAt: ago(
          isBad ? 40 * MINUTE : Math.floor(1 + random() * 20) * DAY,
        ),
      });
    }
    if (fault && fault.health.status === 'degraded') {
      fixture.problems.push({
        cluster: plan.name,
        object: { kind, namespace, name },
        cause: fault.health.reason,
        severity: fault.severity,
        message: fault.health.message,
        owner,
        since: fault.health.since!,
        affected: fault.bad,
      });
      fixture.events.push(
        {
          cluster: plan.name,
          namespace,
          name: `${name}.1`,
          type: 'Warning',
          reason:
            fault.health.reason === 'CrashLoopBackOff' ? 'BackOff' : 'Failed',
          message: fault.pod.message,
          object: { kind: 'Pod', namespace, name: `${name}-7f9c4d8b6-xk2p0` },
          source: 'kubelet',
          count: 41,
          firstSeenAt: ago(38 * MINUTE),
          lastSeenAt: ago(50_000),
        },
        {
          cluster: plan.name,
          namespace,
          name: `${name}.2`,
          type: 'Normal',
          reason: 'ScalingReplicaSet',
          message: `Scaled up replica set ${name}-7f9c4d8b6 from 0 to ${replicas}`,
          object: { kind, namespace, name },
          source: 'deployment-controller',
          count: 1,
          firstSeenAt: ago(40 * MINUTE),
          lastSeenAt: ago(40 * MINUTE),
        },
      );
    }
  }

  const down = fixture.nodes.filter(node => node.health.status === 'degraded');
  for (const node of down) {
    fixture.problems.push({
      cluster: node.cluster,
      object: { kind: 'Node', name: node.name },
      cause: 'NodeNotReady',
      severity: 'critical',
      message: node.health.message,
      owner: 'platform',
      since: node.health.since!,
      affected: 1,
    });
  }

  fixture.clusters = CLUSTERS.map(plan => clusterOf(plan, fixture, now));
  fixture.workers = CLUSTERS.flatMap(plan =>
    ['Pod', 'Deployment', 'StatefulSet', 'Node', 'Event', 'HelmRelease'].map(
      (kind): Worker => ({
        cluster: plan.name,
        kind,
        state: workerState(plan, kind),
        objects:
          kind === 'Pod'
            ? fixture.pods.filter(pod => pod.cluster === plan.name).length
            : 12,
        restarts: plan.status === 'unreachable' ? 14 : 0,
        lastEventAt: ago(plan.status === 'unreachable' ? 17 * MINUTE : 3_000),
        lastListAt: ago(5 * HOUR),
        lagSeconds: plan.status === 'unreachable' ? undefined : 0.18,
        error:
          plan.status === 'unreachable'
            ? {
                cause: 'unreachable',
                message: 'connect ETIMEDOUT 192.0.2.10:6443',
                at: ago(20_000),
              }
            : undefined,
      }),
    ),
  );
  for (let step = 96; step >= 0; step--) {
    // Somebody restarted the portal's database last night: a gap.
    if (step > 38 && step < 46) continue;
    fixture.history.push({
      at: ago(step * 15 * MINUTE),
      clusters: 6,
      clustersHealthy: step < 2 ? 3 : 5,
      workloads: fixture.workloads.length,
      workloadsFailing: failingAt(step),
      nodes: fixture.nodes.length,
      nodesReady: fixture.nodes.length - (step < 3 ? 1 : 0),
      pods: Math.round(
        fixture.pods.length * (0.93 + 0.07 * Math.sin(step / 12)),
      ),
    });
  }
  return fixture;
}

function workerState(plan: ClusterPlan, kind: string): Worker['state'] {
  if (plan.status === 'unreachable') return 'waiting';
  return kind === 'HelmRelease' && plan.name === 'data-platform'
    ? 'unavailable'
    : 'watching';
}

/** Workloads failing so many quarters of an hour ago. */
function failingAt(step: number): number {
  if (step < 3) return 4;
  if (step < 12) return 2;
  return step > 60 && step < 70 ? 5 : 1;
}
