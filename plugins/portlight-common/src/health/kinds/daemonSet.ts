import type { KindHealth } from '../Finding';
import { assessFirstObserved } from '../observed';
import { findRefusal } from '../pods/refusals';
import { summarizePods } from '../pods/summarizePods';
import { count, number, plural, record, text } from '../reading';
import {
  assessReplicaTrouble,
  replicasOnTheirWay,
  withNotes,
  type ReplicaReading,
} from '../replicas';

/** DaemonSets: one pod on each node that wants one. */
export const daemonSetHealth: KindHealth = {
  kind: 'DaemonSet',
  group: 'apps',
  assess(daemonSet, context) {
    const status = record(daemonSet.status);
    const strategy = record(record(daemonSet.spec).updateStrategy);
    const desired = number(status.desiredNumberScheduled);
    const observed = assessFirstObserved(daemonSet);
    if (observed) {
      return observed;
    }
    if (desired === undefined) {
      return {
        status: 'progressing',
        reason: 'NotScheduled',
        message: 'Its controller has not counted the nodes yet',
      };
    }
    if (desired <= 0) {
      return {
        status: 'healthy',
        reason: 'NoNodes',
        message: 'No node wants a pod of it',
      };
    }
    const reading: ReplicaReading = {
      desired,
      ready: count(status.numberAvailable ?? status.numberReady),
      pods: summarizePods(context),
      refusal: findRefusal(context),
    };
    const trouble = assessReplicaTrouble(reading);
    if (trouble) {
      return trouble;
    }
    const updated = count(status.updatedNumberScheduled);
    if (updated < desired && text(strategy.type) !== 'OnDelete') {
      return replicasOnTheirWay(
        'RollingOut',
        `Updated on ${updated} of ${plural(desired, 'node')}`,
        reading,
      );
    }
    if (reading.ready < desired) {
      return replicasOnTheirWay(
        'Starting',
        `Available on ${reading.ready} of ${plural(desired, 'node')}`,
        reading,
      );
    }
    return withNotes(
      {
        status: 'healthy',
        reason: 'Available',
        message: `Available on ${
          desired > 1 ? `all ${desired} nodes` : plural(desired, 'node')
        }`,
      },
      reading.pods,
    );
  },
};
