import type { KubernetesObject } from '../../kubernetes';
import type { Finding, KindHealth } from '../Finding';
import type { HealthContext } from '../HealthContext';
import { conditionsOf } from '../conditions';
import { findRecentEvent, readEvents } from '../events';
import { list, oneLine, record, text } from '../reading';
import { MINUTE, graceOf, parseTime } from '../time';

/** Provisioners need seconds to minutes. */
const PROVISIONING_GRACE = 5 * MINUTE;

const FAILURE_EVENTS: ReadonlySet<string> = new Set([
  'ProvisioningFailed',
  'FailedBinding',
]);
const WAITING_EVENTS: ReadonlySet<string> = new Set([
  'WaitForFirstConsumer',
  'WaitForPodScheduled',
]);
const RESIZING: ReadonlySet<string> = new Set([
  'Resizing',
  'FileSystemResizePending',
  'ModifyingVolume',
]);

/** Claims: bound, lost, or waiting, which for a claim that nobody uses yet is as it should be. */
export const persistentVolumeClaimHealth: KindHealth = {
  kind: 'PersistentVolumeClaim',
  group: '',
  assess(claim, context) {
    const phase = text(record(claim.status).phase);
    switch (phase) {
      case 'Bound':
        return assessBound(claim);
      case 'Lost':
        return {
          status: 'degraded',
          reason: 'Lost',
          message: 'The volume that it was bound to is gone',
          problems: [{ cause: 'PersistentVolumeClaimLost' }],
        };
      case 'Pending':
      case '':
        return assessPending(claim, context);
      default:
        return {
          status: 'unknown',
          reason: 'PhaseUnknown',
          message: `Phase ${oneLine(phase, 100)}`,
        };
    }
  },
};

function assessBound(claim: KubernetesObject): Finding {
  const conditions = conditionsOf(claim);
  const failed = conditions.find(
    ({ type, status }) => status === 'True' && type.endsWith('Error'),
  );
  if (failed) {
    return {
      status: 'degraded',
      reason: failed.type,
      message: failed.message || 'The volume cannot be changed',
      since: failed.since,
      problems: [{ cause: 'PersistentVolumeFailed' }],
    };
  }
  const resizing = conditions.find(
    ({ type, status }) => status === 'True' && RESIZING.has(type),
  );
  return resizing
    ? {
        status: 'progressing',
        reason: resizing.type,
        message: resizing.message || 'The volume is being resized',
        since: resizing.since,
      }
    : { status: 'healthy', reason: 'Bound', message: 'Bound to its volume' };
}

function assessPending(
  claim: KubernetesObject,
  context: HealthContext,
): Finding {
  const createdAt = parseTime(record(claim.metadata).creationTimestamp);
  const events = readEvents(context);
  const failure = findRecentEvent(
    events.filter(
      ({ warning, reason }) => warning || reason === 'FailedBinding',
    ),
    context,
    FAILURE_EVENTS,
  );
  const binding = text(record(context.storageClass).volumeBindingMode);
  if (failure) {
    return {
      status: 'degraded',
      reason: failure.reason,
      message: failure.message || 'No volume can be provided',
      since: failure.firstSeenAt ?? createdAt,
      problems: [{ cause: 'PersistentVolumeClaimPending' }],
    };
  }
  if (!hasConsumer(claim, context)) {
    const event = findRecentEvent(events, context, WAITING_EVENTS);
    if (binding === 'WaitForFirstConsumer' || event) {
      return {
        status: 'healthy',
        reason: 'WaitForFirstConsumer',
        message: 'Waits for its first consumer',
      };
    }
  }
  const grace = graceOf(context, createdAt, PROVISIONING_GRACE, false);
  const message = 'Waits for a volume';
  if (binding && grace.over) {
    return {
      status: 'degraded',
      reason: 'Pending',
      message: `${message}; its storage class has not provided one`,
      since: createdAt,
      problems: [{ cause: 'PersistentVolumeClaimPending' }],
    };
  }
  return {
    status: 'progressing',
    reason: 'Pending',
    message,
    since: createdAt,
    recheckAfter: grace.recheckAfter,
  };
}

/** Whether the scheduler has chosen a node for a pod that mounts the claim. */
function hasConsumer(
  claim: KubernetesObject,
  { pods }: HealthContext,
): boolean {
  const annotations = record(record(claim.metadata).annotations);
  return (
    text(annotations['volume.kubernetes.io/selected-node']) !== '' ||
    list(pods).some(pod => text(record(pod.spec).nodeName) !== '')
  );
}
