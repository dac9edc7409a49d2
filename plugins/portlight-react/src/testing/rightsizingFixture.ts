import {
  HOURS_PER_MONTH,
  type PortlightApi,
  type Rightsizing,
  type RightsizingAdvice,
  type RightsizingContainer,
  type RightsizingReport,
  type RightsizingStrategy,
} from '@portlight/plugin-portlight-common';
import type { FleetFixture } from './fleetFixture';
import { hashOf, unitPrices } from './costs/costsPlan';

const MIB = 1024 ** 2;

/** By how much a strategy is above what was used. */
const MARGIN: Record<RightsizingStrategy, number> = {
  portlight: 1.15,
  vpa: 1.32,
  krr: 1.0,
};

const millicores = (cores: number) => Math.ceil(cores * 1000) / 1000;
const mebibytes = (bytes: number) => Math.ceil(bytes / MIB) * MIB;

function containerOf(
  name: string,
  strategy: RightsizingStrategy,
): RightsizingContainer {
  const cpuRequest = [0.25, 0.5, 1, 2][Math.floor(hashOf(name) * 4)];
  const memoryRequest =
    [256, 512, 1024, 2048][Math.floor(hashOf(`${name}!`) * 4)] * MIB;
  const outOfMemory = name === 'fraud-scoring' ? 9 : 0;
  const cpuP95 = cpuRequest * (0.08 + 0.6 * hashOf(`${name}.cpu`));
  const memoryPeak =
    memoryRequest * (outOfMemory ? 1 : 0.3 + 0.5 * hashOf(`${name}.memory`));
  const days = name === 'cart-redis' ? 0.6 : 14;
  const common = {
    name,
    cpuRequest,
    memoryRequest,
    memoryLimit: memoryRequest,
    days,
    samples: Math.round(days * 288 * 3),
    outOfMemory,
  };
  if (days < 1) {
    return {
      ...common,
      notes: ['172 of 288 samples are there: a day of usage is needed'],
    };
  }
  const memoryTarget = mebibytes(memoryPeak * (outOfMemory ? 1.25 : 1.15));
  return {
    ...common,
    cpuTarget: Math.max(0.01, millicores(cpuP95 * MARGIN[strategy])),
    memoryTarget: Math.max(32 * MIB, memoryTarget),
    memoryLimitTarget: Math.max(32 * MIB, memoryTarget),
    cpuP95,
    cpuPeak: cpuP95 * 1.9,
    cpuLower: cpuP95 * 0.7,
    cpuUpper: cpuP95 * 1.8,
    memoryP99: memoryPeak * 0.96,
    memoryPeak,
    memoryLower: memoryPeak * 0.9,
    memoryUpper: memoryPeak * 1.4,
    notes: outOfMemory
      ? ['Ran out of memory 9 times: a quarter above its limit']
      : [],
  };
}

/** A Kubernetes quantity. */
const cores = (value = 0) => `${Math.round(value * 1000)}m`;
const memory = (value = 0) => `${Math.round(value / MIB)}Mi`;

/** What the workloads of a fleet should request; most less, one more, one cannot be said yet. */
export function fakeRightsizing(
  fixture: FleetFixture,
  strategy: RightsizingStrategy,
): Rightsizing[] {
  return fixture.workloads
    .filter(({ kind }) => kind === 'Deployment' || kind === 'StatefulSet')
    .map((workload): Rightsizing => {
      const { cluster, namespace, kind, name, owner } = workload;
      const replicas = workload.replicas?.desired ?? 1;
      const container = containerOf(name, strategy);
      const isKnown = container.cpuTarget !== undefined;
      const price = unitPrices(cluster);
      const cpu = (container.cpuRequest ?? 0) - (container.cpuTarget ?? 0);
      const bytes =
        (container.memoryRequest ?? 0) - (container.memoryTarget ?? 0);
      const saving = isKnown
        ? (cpu * price.cpu + bytes * price.memory) * replicas * HOURS_PER_MONTH
        : 0;
      let severity: Rightsizing['severity'] = 'ok';
      if (!isKnown) severity = 'unknown';
      else if (container.outOfMemory > 0) severity = 'critical';
      else if (saving > 20) severity = 'warning';
      const patch = isKnown
        ? `apiVersion: apps/v1
kind: ${kind}
metadata:
  name: ${name}
  namespace: ${namespace}
spec:
  template:
    spec:
      containers:
        - name: ${name}
          resources:
            requests:
              cpu: ${cores(container.cpuTarget)}
              memory: ${memory(container.memoryTarget)}
            limits:
              memory: ${memory(container.memoryLimitTarget)}
`
        : undefined;
      return {
        cluster,
        namespace,
        kind,
        workload: name,
        owner,
        replicas,
        containers: [container],
        confidence: isKnown ? 'high' : 'low',
        theoreticalSaving: saving,
        severity,
        patch,
        command: isKnown
          ? `kubectl --context ${cluster} -n ${namespace} patch ${kind.toLowerCase()} ${name} --patch-file ${name}.yaml`
          : undefined,
        autoscaler:
          name === 'storefront'
            ? {
                name: 'storefront',
                minReplicas: 4,
                maxReplicas: 20,
                targetCpu: 60,
                newTargetCpu: 85,
              }
            : undefined,
        notes:
          name === 'storefront'
            ? [
                'The autoscaler storefront scales on CPU: set its target to 85% together with the new request',
              ]
            : [],
      };
    })
    .sort(
      (a, b) =>
        Number(b.severity === 'critical') - Number(a.severity === 'critical') ||
        b.theoreticalSaving - a.theoreticalSaving,
    );
}

/** What of a saving becomes money: of the large clusters a node or two can go. */
export function fakeRealisable(
  items: readonly Rightsizing[],
  fixture: FleetFixture,
): RightsizingReport['realisable'] {
  return [...new Set(items.map(({ cluster }) => cluster))].map(cluster => {
    const nodes = fixture.nodes.filter(node => node.cluster === cluster);
    const theoretical = items
      .filter(item => item.cluster === cluster)
      .reduce((sum, item) => sum + item.theoreticalSaving, 0);
    const price = unitPrices(cluster);
    const size = nodes[0]?.cpu?.allocatable ?? 16;
    const nodeMonthly =
      (size * price.cpu + size * 4 * 1024 * MIB * price.memory) *
      HOURS_PER_MONTH;
    const removable = nodes
      .slice(nodes.length - Math.max(0, Math.floor(theoretical / nodeMonthly)))
      .map(({ name }) => name);
    return {
      cluster,
      nodes: nodes.length,
      nodesNeeded: nodes.length - removable.length,
      removable,
      monthly: removable.length * nodeMonthly,
      message:
        removable.length > 0
          ? `With the new requests everything fits on ${
              nodes.length - removable.length
            } of ${nodes.length} nodes`
          : 'No node becomes free: the saving is room on nodes that are paid for',
    };
  });
}

type AdviceList = Awaited<ReturnType<PortlightApi['listRightsizingAdvice']>>;

/** One advice of each type. */
export function fakeAdvice(now: number): AdviceList['items'] {
  const ago = (days: number) =>
    new Date(now - days * 24 * 3_600_000).toISOString();
  const advice: RightsizingAdvice[] = [
    {
      type: 'orphanedVolume',
      cluster: 'data-platform',
      kind: 'PersistentVolume',
      name: 'pvc-1f0c4a7e',
      message: '500 GiB that no pod has mounted for 41 days',
      since: ago(41),
      confidence: 'high',
      monthlySaving: 20,
      command:
        'kubectl --context data-platform delete persistentvolume pvc-1f0c4a7e',
      notes: ['Its data is gone with it: take a snapshot first'],
    },
    {
      type: 'orphanedLoadBalancer',
      cluster: 'prod-us',
      namespace: 'shop',
      kind: 'Service',
      name: 'storefront-canary',
      owner: 'group:default/discovery',
      message: 'A load balancer that selects no pod since 12 days',
      since: ago(12),
      confidence: 'medium',
      monthlySaving: 18.25,
      command:
        'kubectl --context prod-us -n shop delete service storefront-canary',
      notes: [],
    },
    {
      type: 'abandonedWorkload',
      cluster: 'staging',
      namespace: 'shop',
      kind: 'Deployment',
      name: 'recommendations',
      owner: 'group:default/discovery',
      message: 'It received and sent under 100 bytes per second for 21 days',
      since: ago(21),
      confidence: 'medium',
      monthlySaving: 61.4,
      command:
        'kubectl --context staging -n shop scale deployment recommendations --replicas 0',
      notes: ['Batch work without network looks the same'],
    },
    {
      type: 'horizontalPodAutoscaler',
      cluster: 'prod-eu',
      namespace: 'shop',
      kind: 'HorizontalPodAutoscaler',
      name: 'storefront',
      owner: 'group:default/discovery',
      message:
        'It never left its minimum of 4 replicas in 30 days: a minimum of 2 would do',
      confidence: 'medium',
      monthlySaving: 33.9,
      patch: 'spec:\n  minReplicas: 2\n',
      notes: [],
    },
    {
      type: 'resourceQuota',
      cluster: 'prod-eu',
      namespace: 'payments',
      kind: 'ResourceQuota',
      name: 'compute',
      owner: 'group:default/payments',
      message:
        'requests.cpu: 12.4 of 40 are used at most (P99 of 30 days); 15 would do',
      confidence: 'high',
      patch: 'spec:\n  hard:\n    requests.cpu: "15"\n',
      notes: ['Quotas cost nothing; they keep others from planning'],
    },
    {
      type: 'limitRange',
      cluster: 'prod-eu',
      namespace: 'shop',
      kind: 'LimitRange',
      name: 'defaults',
      message:
        '7 containers have no memory request; a default of 128Mi covers what they use',
      confidence: 'low',
      patch:
        'spec:\n  limits:\n    - type: Container\n      defaultRequest:\n        memory: 128Mi\n',
      notes: [],
    },
  ];
  return advice;
}
