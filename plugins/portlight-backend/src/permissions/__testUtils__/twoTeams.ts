import type { InventoryRow, Worker } from '@portlight/plugin-portlight-common';
import {
  clusterDocument,
  eventRow,
  namespaceRow,
  nodeRow,
  objectRow,
  podRow,
  type TestFleet,
  workloadRow,
} from '../../__testUtils__';
import { type Team, TEAMS } from './roles';

/** The label by which the catalog entity `everything` selects the workloads of both teams. */
export const COMMON_ID = 'common';

const SINCE = '2026-11-21T10:00:00Z';

function owner(team: Team): string {
  return `group:default/${team}`;
}

/** Everything that a team has in a namespace of a cluster, with its name in all that can hold one. */
function teamRows(cluster: string, team: Team, namespace: string) {
  const marked = (name: string) => ({
    namespace,
    name,
    owner: owner(team),
    labels: { app: team, [`${team}.example.com/part`]: team },
    record: {
      metadata: {
        annotations: { [`${team}.example.com/note`]: `of ${team}` },
        uid: `${team}-uid`,
      },
      spec: {
        selector: { matchLabels: { app: team } },
        template: {
          metadata: { labels: { app: team } },
          spec: { containers: [{ name: team, image: `registry/${team}:1` }] },
        },
      },
    },
  });
  const images = [`registry/${team}:1`];
  const problem = {
    cause: 'CrashLoopBackOff',
    severity: 'critical' as const,
    since: SINCE,
  };
  const workload = `Deployment/${team}`;
  const running = marked(`${team}-1-a`);
  const ports = [{ name: 'metrics', containerPort: 8080 }];
  Object.assign(running.record.spec, { containers: [{ name: team, ports }] });
  Object.assign(running.record, { status: { podIP: '10.0.0.1' } });
  return [
    workloadRow(cluster, {
      ...marked(team),
      images,
      status: 'degraded',
      reason: `Of${team}`,
      kubernetesId: COMMON_ID,
      version: `1.0-${team}`,
      problems: [problem],
    }),
    workloadRow(cluster, {
      ...marked(`${team}-1`),
      kind: 'ReplicaSet',
      workload,
    }),
    podRow(cluster, {
      ...running,
      images,
      node: `${cluster}-node`,
      workload,
      phase: 'Running',
      problems: [problem],
    }),
    objectRow('Service', cluster, marked(team)),
    objectRow('EndpointSlice', cluster, {
      namespace,
      name: `${team}-slice`,
      owner: owner(team),
      labels: { 'kubernetes.io/service-name': team },
      record: {
        addressType: 'IPv4',
        ports: [{ name: 'metrics', port: 8080 }],
        endpoints: [
          {
            addresses: ['10.0.0.1'],
            targetRef: {
              kind: 'Pod',
              namespace,
              name: `${team}-1-a`,
              uid: `${team}-uid`,
            },
          },
        ],
      } as object,
    }),
    objectRow('Ingress', cluster, marked(team)),
    objectRow('PersistentVolumeClaim', cluster, marked(`data-${team}`)),
    objectRow('Secret', cluster, marked(`${team}-release`)),
    ...[`${team}-1-a`, `${team}-gone`].map(pod =>
      eventRow(cluster, {
        name: `${pod}.event`,
        namespace,
        type: 'Warning',
        reason: `Backoff${team}`,
        message: `Pod ${pod} of ${team}`,
        source: `kubelet-${team}`,
        object: { kind: 'Pod', namespace, name: pod },
        lastSeenAt: SINCE,
      }),
    ),
  ];
}

function teamNamespace(cluster: string, team: Team): InventoryRow {
  return namespaceRow(cluster, {
    name: `${team}-space`,
    owner: owner(team),
    labels: { team },
    status: 'degraded',
    problems: [
      { cause: 'NamespaceTerminating', severity: 'warning', since: SINCE },
    ],
  });
}

function node(cluster: string): InventoryRow[] {
  const name = `${cluster}-node`;
  return [
    nodeRow(cluster, {
      name,
      status: 'degraded',
      reason: 'NodeNotReady',
      problems: [{ cause: 'NodeNotReady', severity: 'critical', since: SINCE }],
    }),
    objectRow('StorageClass', cluster, { name: `${cluster}-disk` }),
    eventRow(cluster, {
      name: `${name}.event`,
      object: { kind: 'Node', name },
      lastSeenAt: SINCE,
    }),
  ];
}

function worker(cluster: string, message: string): Worker {
  return {
    cluster,
    kind: 'Pod',
    state: 'watching',
    objects: 4,
    restarts: 0,
    replica: 'replica-1',
    error: { cause: 'forbidden', message, at: SINCE },
  };
}

/** Figures that would tell how much of the other team there is. */
const WHOLE = {
  counts: {
    nodes: 1,
    nodesReady: 1,
    namespaces: 777,
    workloads: 777,
    workloadsFailing: 777,
    pods: 777,
  },
  cpu: { allocatable: 4, requested: 777, used: 777 },
  memory: { allocatable: 8e9, requested: 777, used: 777 },
};

/**
 * A fleet of two teams: a cluster of each, one that they share, where a namespace of the first has a workload of
 * the second too, and one of neither.
 */
export async function writeTwoTeams(fleet: TestFleet): Promise<void> {
  for (const team of TEAMS) {
    const cluster = `only-${team}`;
    await fleet.write(
      clusterDocument(cluster, {
        ...WHOLE,
        title: `Cluster of ${team}`,
        description: `Of ${team}`,
        environment: `env-${team}`,
        owner: owner(team),
        tags: [team],
        provider: `Provider ${team}`,
        version: `v1-${team}`,
        regions: [`region-${team}`],
      }),
      [
        ...node(cluster),
        teamNamespace(cluster, team),
        ...teamRows(cluster, team, `${team}-space`),
      ],
      [worker(cluster, `Not allowed in ${team}`)],
    );
  }
  await fleet.write(
    clusterDocument('shared', {
      ...WHOLE,
      environment: 'production',
      owner: 'group:default/platform',
      health: {
        status: 'critical',
        reasons: [
          { reason: 'ControlPlaneNotReady', message: 'etcd fails' },
          {
            reason: 'SystemWorkloadsFailing',
            message: `2 system workloads failing: kube-system/${TEAMS.join()}`,
          },
          { reason: 'WorkloadsFailing', message: '777 of 777 failing' },
        ],
      },
    }),
    [
      ...node('shared'),
      ...TEAMS.map(team => teamNamespace('shared', team)),
      ...teamRows('shared', 'aardvark', 'aardvark-space'),
      ...teamRows('shared', 'bison', 'bison-space'),
      namespaceRow('shared', { name: 'mixed', owner: owner('aardvark') }),
      workloadRow('shared', {
        namespace: 'mixed',
        name: 'bison-guest',
        owner: owner('bison'),
        kubernetesId: COMMON_ID,
        status: 'degraded',
      }),
    ],
    [worker('shared', 'Not allowed')],
  );
  await fleet.write(clusterDocument('vacant', WHOLE), node('vacant'));
  await fleet.store.addHistory(
    Date.parse(new Date().toISOString().slice(0, 14).concat('00:00Z')),
  );
}
