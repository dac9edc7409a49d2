import type { KubernetesObject } from '../../kubernetes';
import type { Finding, KindHealth } from '../Finding';
import type { HealthContext } from '../HealthContext';
import { assessFirstObserved } from '../observed';
import { findRefusal } from '../pods/refusals';
import { summarizePods } from '../pods/summarizePods';
import { count, number, plural, record, text } from '../reading';
import {
  assessReplicaTrouble,
  countReplicas,
  replicasOnTheirWay,
  scaledToZero,
  withNotes,
  type ReplicaReading,
} from '../replicas';
import { MINUTE, graceOf, parseTime } from '../time';

/** A new StatefulSet without a ready replica may be starting; an old one is down. */
const START_GRACE = 10 * MINUTE;

/** StatefulSets: rollout by revision, partition and OnDelete, and the causes that their pods give. */
export const statefulSetHealth: KindHealth = {
  kind: 'StatefulSet',
  group: 'apps',
  assess(statefulSet, context) {
    const status = record(statefulSet.status);
    const desired = number(record(statefulSet.spec).replicas) ?? 1;
    const reading: ReplicaReading = {
      desired,
      ready: count(status.readyReplicas),
      pods: summarizePods(context),
      refusal: findRefusal(context),
    };
    return (
      assessFirstObserved(statefulSet) ??
      assessScale(statefulSet, reading) ??
      assessReplicaTrouble(reading) ??
      assessReplicas(statefulSet, reading, context) ??
      assessRevision(statefulSet, reading) ??
      withNotes(
        {
          status: 'healthy',
          reason: 'Ready',
          message: countReplicas(reading.ready, desired, 'ready'),
        },
        reading.pods,
      )
    );
  },
};

function assessScale(
  statefulSet: KubernetesObject,
  reading: ReplicaReading,
): Finding | undefined {
  const left = count(record(statefulSet.status).replicas) - reading.desired;
  if (left > 0) {
    return (
      assessReplicaTrouble(reading) ??
      replicasOnTheirWay(
        'ScalingDown',
        `${plural(left, 'replica')} left to stop`,
        reading,
      )
    );
  }
  return reading.desired <= 0 ? scaledToZero() : undefined;
}

function assessReplicas(
  statefulSet: KubernetesObject,
  reading: ReplicaReading,
  context: HealthContext,
): Finding | undefined {
  const { ready, desired, pods } = reading;
  if (ready >= desired) {
    return undefined;
  }
  const message = countReplicas(ready, desired, 'ready');
  if (pods || ready > 0 || isRollingOut(statefulSet)) {
    return replicasOnTheirWay('Starting', message, reading);
  }
  // A StatefulSet has no condition that says it fails. Without its pods, all that is known is that none
  // is ready although nothing is being changed.
  const createdAt = parseTime(record(statefulSet.metadata).creationTimestamp);
  const grace = graceOf(context, createdAt, START_GRACE, false);
  return grace.over
    ? {
        status: 'degraded',
        reason: 'ReplicasNotReady',
        message: `${message}, and no rollout is in progress`,
        problems: [{ cause: 'ReplicasUnavailable', affected: desired }],
      }
    : {
        ...replicasOnTheirWay('Starting', message, reading, createdAt),
        recheckAfter: grace.recheckAfter,
      };
}

function assessRevision(
  statefulSet: KubernetesObject,
  reading: ReplicaReading,
): Finding | undefined {
  const strategy = record(record(statefulSet.spec).updateStrategy);
  // With OnDelete a person decides when pods are replaced: there is no rollout to wait for.
  if (text(strategy.type) === 'OnDelete' || !isRollingOut(statefulSet)) {
    return undefined;
  }
  const updated = count(record(statefulSet.status).updatedReplicas);
  const partition = count(record(strategy.rollingUpdate).partition);
  const wanted = Math.max(0, reading.desired - partition);
  if (partition > 0 && updated >= wanted) {
    return {
      status: 'healthy',
      reason: 'PartitionUpdated',
      message: `${updated} of ${plural(
        reading.desired,
        'replica',
      )} updated, as the partition wants it`,
    };
  }
  return replicasOnTheirWay(
    'RollingOut',
    `${updated} of ${plural(wanted, 'replica')} updated`,
    reading,
  );
}

function isRollingOut(statefulSet: KubernetesObject): boolean {
  const status = record(statefulSet.status);
  const update = text(status.updateRevision);
  return update !== '' && update !== text(status.currentRevision);
}
