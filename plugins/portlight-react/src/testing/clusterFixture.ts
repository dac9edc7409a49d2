import type {
  Cluster,
  ClusterHealth,
  Node,
} from '@portlight/plugin-portlight-common';
import type { FleetFixture } from './fleetFixture';
import type { ClusterPlan } from './fleetPlan';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

function clusterHealth(
  isDown: boolean,
  nodes: number,
  notReady: readonly Node[],
): ClusterHealth {
  if (isDown) {
    return {
      status: 'unknown',
      reasons: [
        { reason: 'Unreachable', message: 'The cluster does not answer' },
      ],
    };
  }
  if (notReady.length === 0) return { status: 'healthy', reasons: [] };
  return {
    status: 'degraded',
    reasons: [
      {
        reason: 'NodesNotReady',
        message: `1 of ${nodes} nodes is not ready: ${notReady[0].name}`,
      },
    ],
  };
}

/** A cluster with the figures of what is in it. */
export function clusterOf(
  plan: ClusterPlan,
  fixture: FleetFixture,
  now: number,
): Cluster {
  const of = <T extends { cluster: string }>(items: T[]) =>
    items.filter(item => item.cluster === plan.name);
  const nodes = of(fixture.nodes);
  const workloads = of(fixture.workloads);
  const sum = (
    resource: 'cpu' | 'memory',
    part: 'allocatable' | 'requested' | 'used',
  ) => nodes.reduce((total, node) => total + (node[resource][part] ?? 0), 0);
  const figures = (resource: 'cpu' | 'memory') => ({
    allocatable: sum(resource, 'allocatable'),
    requested: sum(resource, 'requested'),
    ...(plan.name === 'sandbox' ? {} : { used: sum(resource, 'used') }),
  });
  const isDown = plan.status === 'unreachable';
  const notReady = nodes.filter(node => node.health.status === 'degraded');
  return {
    name: plan.name,
    title: plan.name,
    source: 'kubernetes',
    status: plan.status ?? 'active',
    statusMessage: isDown
      ? 'No answer from https://192.0.2.10:6443 (ETIMEDOUT)'
      : undefined,
    health: clusterHealth(isDown, nodes.length, notReady),
    version: plan.version,
    provider: plan.provider,
    regions: plan.region ? [plan.region] : [],
    environment: plan.environment,
    tags: [],
    owner: 'group:default/platform',
    sync: {
      state: isDown ? 'waiting' : 'watching',
      stale: isDown,
      lastSyncAt: new Date(now - (isDown ? 17 * MINUTE : 2_000)).toISOString(),
      firstSyncAt: new Date(now - 5 * HOUR).toISOString(),
      lastError: isDown
        ? {
            cause: 'unreachable',
            message: 'connect ETIMEDOUT 192.0.2.10:6443',
            at: new Date(now - 20_000).toISOString(),
          }
        : undefined,
      unavailableKinds:
        plan.name === 'data-platform'
          ? [
              {
                kind: 'HelmRelease',
                cause: 'forbidden',
                message:
                  'secrets is forbidden: User "portlight" cannot list resource "secrets" in API group "" at the cluster scope',
              },
            ]
          : [],
    },
    counts: {
      nodes: nodes.length,
      nodesReady: nodes.length - notReady.length,
      namespaces: new Set(workloads.map(({ namespace }) => namespace)).size,
      workloads: workloads.length,
      workloadsFailing: workloads.filter(
        ({ health }) => health.status === 'degraded',
      ).length,
      pods: of(fixture.pods).length,
    },
    cpu: figures('cpu'),
    memory: figures('memory'),
    usageUnavailable:
      plan.name === 'sandbox'
        ? 'metrics.k8s.io is not installed in this cluster.'
        : undefined,
  };
}
