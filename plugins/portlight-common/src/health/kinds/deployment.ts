import type { KubernetesObject } from '../../kubernetes';
import type { Finding, KindHealth } from '../Finding';
import type { HealthContext } from '../HealthContext';
import {
  conditionsOf,
  findCondition,
  type StatusCondition,
} from '../conditions';
import { assessFirstObserved } from '../observed';
import { findRefusal, readRefusal, type Refusal } from '../pods/refusals';
import { summarizePods } from '../pods/summarizePods';
import { count, number, plural, record } from '../reading';
import {
  assessReplicaTrouble,
  countReplicas,
  replicasOnTheirWay,
  scaledToZero,
  withNotes,
  type ReplicaReading,
} from '../replicas';
import { MINUTE, graceOf } from '../time';

/** A pod that moves to another node takes its Deployment below its minimum for a moment. */
const UNAVAILABLE_GRACE = 2 * MINUTE;

/** Deployments: rollout, replicas, quota and the causes that their pods give. */
export const deploymentHealth: KindHealth = {
  kind: 'Deployment',
  group: 'apps',
  assess(deployment, context) {
    const status = record(deployment.status);
    const spec = record(deployment.spec);
    const conditions = conditionsOf(deployment);
    const reading: ReplicaReading = {
      desired: number(spec.replicas) ?? 1,
      ready: count(status.availableReplicas),
      pods: summarizePods(context),
      refusal: refusalOf(conditions) ?? findRefusal(context),
    };
    return (
      assessFirstObserved(deployment) ??
      assessScale(deployment, reading) ??
      assessReplicaTrouble(reading) ??
      assessDeadline(conditions) ??
      assessPaused(deployment) ??
      assessRollout(deployment, reading, conditions) ??
      assessAvailability(reading, conditions, context) ??
      withNotes(
        {
          status: 'healthy',
          reason: 'Available',
          message: countReplicas(reading.ready, reading.desired, 'available'),
          since: findCondition(conditions, 'Available')?.since,
        },
        reading.pods,
      )
    );
  },
};

function refusalOf(
  conditions: readonly StatusCondition[],
): Refusal | undefined {
  const failure = findCondition(conditions, 'ReplicaFailure');
  return failure?.status === 'True'
    ? { ...readRefusal(failure.message), since: failure.since }
    : undefined;
}

function assessScale(
  deployment: KubernetesObject,
  reading: ReplicaReading,
): Finding | undefined {
  if (reading.desired > 0) {
    return undefined;
  }
  const left = count(record(deployment.status).replicas);
  return left > 0
    ? {
        status: 'progressing',
        reason: 'ScalingDown',
        message: `${plural(left, 'replica')} left to stop`,
      }
    : scaledToZero();
}

function assessDeadline(
  conditions: readonly StatusCondition[],
): Finding | undefined {
  const progressing = findCondition(conditions, 'Progressing');
  return progressing?.reason === 'ProgressDeadlineExceeded'
    ? {
        status: 'degraded',
        reason: 'ProgressDeadlineExceeded',
        message: progressing.message || 'The rollout has exceeded its deadline',
        since: progressing.since,
        problems: [{ cause: 'RolloutStuck' }],
      }
    : undefined;
}

function assessPaused(deployment: KubernetesObject): Finding | undefined {
  return record(deployment.spec).paused === true
    ? {
        status: 'suspended',
        reason: 'Paused',
        message: 'Rollouts are paused',
      }
    : undefined;
}

function assessRollout(
  deployment: KubernetesObject,
  reading: ReplicaReading,
  conditions: readonly StatusCondition[],
): Finding | undefined {
  const status = record(deployment.status);
  const { desired } = reading;
  const updated = count(status.updatedReplicas);
  const total = count(status.replicas);
  const since = findCondition(conditions, 'Progressing')?.since;
  if (updated < desired) {
    return replicasOnTheirWay(
      'RollingOut',
      `${updated} of ${plural(desired, 'replica')} updated`,
      reading,
      since,
    );
  }
  return total > updated
    ? replicasOnTheirWay(
        'RollingOut',
        `${plural(total - updated, 'old replica')} left to stop`,
        reading,
        since,
      )
    : undefined;
}

function assessAvailability(
  reading: ReplicaReading,
  conditions: readonly StatusCondition[],
  context: HealthContext,
): Finding | undefined {
  const { ready, desired } = reading;
  if (ready >= desired) {
    return undefined;
  }
  const message = countReplicas(ready, desired, 'available');
  const available = findCondition(conditions, 'Available');
  const isRolledOut =
    findCondition(conditions, 'Progressing')?.reason ===
    'NewReplicaSetAvailable';
  if (isRolledOut && available?.status === 'False') {
    const grace = graceOf(context, available.since, UNAVAILABLE_GRACE, false);
    if (grace.over) {
      return {
        status: 'degraded',
        reason: available.reason || 'MinimumReplicasUnavailable',
        message,
        since: available.since,
        problems: [{ cause: 'ReplicasUnavailable', affected: desired - ready }],
      };
    }
    return {
      ...replicasOnTheirWay('Starting', message, reading, available.since),
      recheckAfter: grace.recheckAfter,
    };
  }
  return replicasOnTheirWay('Starting', message, reading, available?.since);
}
