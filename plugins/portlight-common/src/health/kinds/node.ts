import type { KubernetesObject } from '../../kubernetes';
import type { Finding, KindHealth } from '../Finding';
import type { HealthContext } from '../HealthContext';
import {
  conditionsOf,
  findCondition,
  type StatusCondition,
} from '../conditions';
import { list, record, text } from '../reading';
import { MINUTE, earliestOf, graceOf, parseTime } from '../time';

/** A new node starts its network and drivers before it is ready. */
const JOIN_GRACE = 5 * MINUTE;

/** Conditions that say something is wrong when they are True; the last four are node-problem-detector's. */
const BAD_WHEN_TRUE =
  /^(MemoryPressure|DiskPressure|PIDPressure|NetworkUnavailable|KernelDeadlock|ReadonlyFilesystem|CorruptDockerOverlay2|Frequent\w+Restart|\w+Problem|\w+Unhealthy)$/;

/** Nodes: ready, under pressure, cordoned, joining. */
export const nodeHealth: KindHealth = {
  kind: 'Node',
  group: '',
  assess(node, context) {
    const conditions = conditionsOf(node);
    const ready = findCondition(conditions, 'Ready');
    return (
      assessNotReady(node, ready, context) ??
      assessPressure(conditions) ??
      assessCordon(node) ?? {
        status: 'healthy',
        reason: 'Ready',
        message: 'Ready',
        since: ready?.since,
      }
    );
  },
};

function assessNotReady(
  node: KubernetesObject,
  ready: StatusCondition | undefined,
  context: HealthContext,
): Finding | undefined {
  if (ready?.status === 'True') {
    return undefined;
  }
  const createdAt = parseTime(record(node.metadata).creationTimestamp);
  const joining = graceOf(context, createdAt, JOIN_GRACE);
  const silent = ready?.status === 'Unknown';
  // Said without looking at the clock, which may be off: it was up long after it had joined.
  const hasJoined =
    createdAt !== undefined &&
    ready?.since !== undefined &&
    ready.since > createdAt + JOIN_GRACE;
  if (!joining.over && !silent && !hasJoined) {
    return {
      status: 'progressing',
      reason: 'Joining',
      message: ready?.message || 'The node is joining the cluster',
      since: createdAt,
      recheckAfter: joining.recheckAfter,
    };
  }
  if (!ready) {
    return {
      status: 'unknown',
      reason: 'ReadyUnknown',
      message: 'The node does not say whether it is ready',
    };
  }
  return {
    status: 'degraded',
    reason: 'NodeNotReady',
    message: silent
      ? 'The kubelet has stopped posting its status'
      : ready.message || 'The node is not ready',
    since: ready.since,
    problems: [
      {
        cause: 'NodeNotReady',
        // Somebody is at work on a node that was cordoned before it left.
        severity: isCordoned(node) ? 'warning' : undefined,
      },
    ],
  };
}

function assessPressure(
  conditions: readonly StatusCondition[],
): Finding | undefined {
  const bad = conditions.filter(
    ({ type, status }) => status === 'True' && BAD_WHEN_TRUE.test(type),
  );
  if (!bad.length) {
    return undefined;
  }
  const message = bad
    .map(condition =>
      condition.message
        ? `${condition.type}: ${condition.message}`
        : condition.type,
    )
    .join('; ');
  return {
    status: 'degraded',
    reason: bad[0].type,
    message,
    since: earliestOf(bad.map(({ since }) => since)),
    problems: [{ cause: 'NodePressure' }],
  };
}

function assessCordon(node: KubernetesObject): Finding | undefined {
  if (!isCordoned(node)) {
    return undefined;
  }
  const taint = list(record(node.spec).taints).find(
    ({ key }) => key === 'node.kubernetes.io/unschedulable',
  );
  return {
    status: 'suspended',
    reason: 'Cordoned',
    message: 'Cordoned: takes no new pods',
    since: parseTime(taint?.timeAdded),
  };
}

function isCordoned(node: KubernetesObject): boolean {
  const spec = record(node.spec);
  return (
    spec.unschedulable === true ||
    list(spec.taints).some(
      taint =>
        text(taint.key) === 'node.kubernetes.io/unschedulable' &&
        text(taint.effect) === 'NoSchedule',
    )
  );
}
