import type { KindHealth } from '../Finding';
import { conditionsOf, findCondition } from '../conditions';
import { assessObserved } from '../observed';
import { findRefusal, readRefusal } from '../pods/refusals';
import { summarizePods } from '../pods/summarizePods';
import { count, isPresent, number, record } from '../reading';
import {
  assessReplicaTrouble,
  countReplicas,
  replicasOnTheirWay,
  scaledToZero,
  withNotes,
  type ReplicaReading,
} from '../replicas';

/** ReplicaSets and, in the core group, their elder sibling. The mirror keeps only their metadata. */
function replicaSetHealth(kind: string, group: string): KindHealth {
  return {
    kind,
    group,
    assess(replicaSet, context) {
      const pods = summarizePods(context);
      if (!isPresent(replicaSet.status) && !isPresent(replicaSet.spec)) {
        return (
          (pods &&
            assessReplicaTrouble({
              desired: pods.live,
              ready: pods.ready,
              pods,
            })) ?? {
            status: 'healthy',
            reason: 'NotCounted',
            message: 'Counted at the workload that controls it',
          }
        );
      }
      const status = record(replicaSet.status);
      const failure = findCondition(conditionsOf(replicaSet), 'ReplicaFailure');
      const desired = number(record(replicaSet.spec).replicas) ?? 1;
      const reading: ReplicaReading = {
        desired,
        ready: count(status.availableReplicas),
        pods,
        refusal:
          failure?.status === 'True'
            ? { ...readRefusal(failure.message), since: failure.since }
            : findRefusal(context),
      };
      const observed = assessObserved(replicaSet);
      if (observed) {
        return observed;
      }
      if (desired <= 0) {
        return scaledToZero();
      }
      const trouble = assessReplicaTrouble(reading);
      if (trouble) {
        return trouble;
      }
      const message = countReplicas(reading.ready, desired, 'available');
      return reading.ready < desired
        ? replicasOnTheirWay('Starting', message, reading)
        : withNotes({ status: 'healthy', reason: 'Available', message }, pods);
    },
  };
}

/** The two kinds that keep a number of pods. */
export const replicaSetKinds: readonly KindHealth[] = [
  replicaSetHealth('ReplicaSet', 'apps'),
  replicaSetHealth('ReplicationController', ''),
];
