import type { ClusterHealth, ClusterHealthStatus, Health } from '../api/types';
import { CLUSTER_HEALTH_RANK } from './rank';
import { oneLine, plural } from './reading';

/** What {@link assessClusterHealth} looks at. @public */
export interface ClusterHealthInput {
  /** Health of every node; absent when nodes cannot be read. */
  nodes?: readonly Health[];
  /** In the order of `nodes`. */
  nodeNames?: readonly string[];
  /** Those of which the health is known. */
  workloads: readonly ClusterWorkload[];
  /** What the server's `/readyz` said last; absent when it was not asked or may not be read. */
  readyz?: {
    ok: boolean;
    /** Names of the checks that failed, such as `etcd`. */
    failed: readonly string[];
  };
}

/** One workload as {@link assessClusterHealth} sees it. @public */
export interface ClusterWorkload {
  /** The namespace that it is in. */
  namespace: string;
  /** Such as `Deployment`. */
  kind: string;
  /** Its own name. */
  name: string;
  /** How it is. */
  health: Health;
}

/**
 * Where the statuses of clusters begin. A cluster is judged as a platform: one team's failing application
 * does not make it degraded, a quarter of all workloads failing does.
 */
const CLUSTER_HEALTH_THRESHOLDS = Object.freeze({
  /** Share of nodes (0 to 1) not ready from which the cluster is critical. */
  nodesCritical: 0.5,
  /** Share of workloads (0 to 1) degraded from which the cluster is degraded. */
  workloadsDegraded: 0.25,
  /** Share of workloads (0 to 1) degraded from which the cluster is critical. */
  workloadsCritical: 0.5,
  /** Below this many workloads their share says nothing. */
  workloadsAtLeast: 4,
});

/** Namespaces of the cluster's own parts. */
const SYSTEM_NAMESPACES: ReadonlySet<string> = new Set([
  'kube-system',
  'calico-system',
  'tigera-operator',
  'cilium',
  'gke-managed-system',
  'gmp-system',
  'openshift-dns',
  'openshift-etcd',
  'openshift-ingress',
  'openshift-kube-apiserver',
  'openshift-kube-controller-manager',
  'openshift-kube-scheduler',
  'openshift-network-operator',
  'openshift-ovn-kubernetes',
  'openshift-sdn',
]);

const MAX_NAMES = 3;

type Reason = ClusterHealth['reasons'][number];
type Verdict = Reason & { status: ClusterHealthStatus };

/**
 * Health of a cluster (HE2) from its nodes, the failing checks of `/readyz`, its system workloads and the
 * share of degraded workloads. Every reason is listed, worst first; a healthy cluster has none.
 *
 * @public
 */
export function assessClusterHealth(input: ClusterHealthInput): ClusterHealth {
  const verdicts = [
    ...judgeControlPlane(input),
    ...judgeNodes(input),
    ...judgeSystemWorkloads(input),
    ...judgeWorkloads(input),
  ].sort(
    (left, right) =>
      CLUSTER_HEALTH_RANK[left.status] - CLUSTER_HEALTH_RANK[right.status],
  );
  return {
    status: verdicts[0]?.status ?? 'healthy',
    reasons: verdicts.map(({ reason, message }) => ({
      reason,
      message: oneLine(message),
    })),
  };
}

function judgeControlPlane({ readyz }: ClusterHealthInput): Verdict[] {
  if (!readyz || readyz.ok) {
    return [];
  }
  const failed = readyz.failed.filter(Boolean);
  return [
    {
      status: 'critical',
      reason: 'ControlPlaneNotReady',
      message: failed.length
        ? `The API server is not ready: ${names(failed)} ${
            failed.length === 1 ? 'fails' : 'fail'
          }`
        : 'The API server is not ready',
    },
  ];
}

function judgeNodes(input: ClusterHealthInput): Verdict[] {
  const { nodes, nodeNames } = input;
  if (!nodes) {
    return [];
  }
  if (nodes.length === 0) {
    return [
      {
        status: 'unknown',
        reason: 'NoNodes',
        message: 'The cluster has no nodes',
      },
    ];
  }
  const verdicts: Verdict[] = [];
  const notReady: string[] = [];
  const impaired: string[] = [];
  nodes.forEach((health, index) => {
    if (health.status === 'degraded') {
      (health.reason === 'NodeNotReady' ? notReady : impaired).push(
        nodeNames?.[index] ?? '',
      );
    }
  });
  if (notReady.length) {
    verdicts.push({
      status:
        notReady.length / nodes.length >=
        CLUSTER_HEALTH_THRESHOLDS.nodesCritical
          ? 'critical'
          : 'degraded',
      reason: 'NodesNotReady',
      message: `${notReady.length} of ${plural(
        nodes.length,
        'node',
      )} not ready${named(notReady)}`,
    });
  }
  if (impaired.length) {
    verdicts.push({
      status: 'degraded',
      reason: 'NodesImpaired',
      message: `${impaired.length} of ${plural(nodes.length, 'node')} ${
        impaired.length === 1 ? 'has' : 'have'
      } problems${named(impaired)}`,
    });
  }
  return verdicts;
}

function judgeSystemWorkloads({ workloads }: ClusterHealthInput): Verdict[] {
  const failing = workloads.filter(
    workload => isSystem(workload) && workload.health.status === 'degraded',
  );
  return failing.length
    ? [
        {
          status: 'degraded',
          reason: 'SystemWorkloadsFailing',
          message: `${plural(failing.length, 'system workload')} failing${named(
            failing.map(({ namespace, name }) => `${namespace}/${name}`),
          )}`,
        },
      ]
    : [];
}

function judgeWorkloads({ workloads }: ClusterHealthInput): Verdict[] {
  const own = workloads.filter(workload => !isSystem(workload));
  const failing = own.filter(({ health }) => health.status === 'degraded');
  const share = failing.length / own.length;
  if (
    own.length < CLUSTER_HEALTH_THRESHOLDS.workloadsAtLeast ||
    share < CLUSTER_HEALTH_THRESHOLDS.workloadsDegraded
  ) {
    return [];
  }
  return [
    {
      status:
        share >= CLUSTER_HEALTH_THRESHOLDS.workloadsCritical
          ? 'critical'
          : 'degraded',
      reason: 'WorkloadsFailing',
      message: `${failing.length} of ${plural(own.length, 'workload')} failing`,
    },
  ];
}

function isSystem({ namespace }: ClusterWorkload): boolean {
  return SYSTEM_NAMESPACES.has(namespace);
}

function named(all: readonly string[]): string {
  return all.some(Boolean) ? `: ${names(all.filter(Boolean))}` : '';
}

function names(all: readonly string[]): string {
  const shown = all.slice(0, MAX_NAMES).join(', ');
  return all.length > MAX_NAMES
    ? `${shown} and ${all.length - MAX_NAMES} more`
    : shown;
}
