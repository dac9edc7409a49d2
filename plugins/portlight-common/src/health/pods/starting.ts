import { findCertificateError } from '../certificates';
import { findCondition } from '../conditions';
import { findRecentEvent, type EventReading } from '../events';
import type { ProblemCause } from '../problemCauses';
import { latest, MINUTE, graceOf } from '../time';
import {
  podOnItsWay,
  podTrouble,
  type PodFinding,
  type PodReading,
} from './PodFinding';

/** Large images take minutes; what takes longer than this is worth a look. */
const START_GRACE = 10 * MINUTE;

/** Volumes and sandboxes fail now and then on the first try. */
const EVENT_GRACE = MINUTE;

const START_EVENTS: Readonly<Record<string, ProblemCause>> = {
  FailedMount: 'VolumeNotMounted',
  FailedAttachVolume: 'VolumeNotMounted',
  FailedMapVolume: 'VolumeNotMounted',
  FailedCreatePodSandBox: 'PodSandboxFailed',
  FailedPodSandBoxStatus: 'PodSandboxFailed',
  NetworkNotReady: 'PodSandboxFailed',
  FailedCreatePodContainer: 'ContainerConfigError',
};
const START_REASONS: ReadonlySet<string> = new Set(Object.keys(START_EVENTS));

/** The finding on a pod that has a node and whose containers are on their way. */
export function assessStarting(reading: PodReading): PodFinding {
  const { context, conditions, containers, events, createdAt } = reading;
  const since = latest(
    findCondition(conditions, 'PodScheduled')?.since ?? createdAt,
    // A container of a pod that ran before and is created anew.
    ...containers.map(({ termination }) => termination?.finishedAt),
  );
  const event = findRecentEvent(events, context, START_REASONS);
  const eventGrace = graceOf(context, since, EVENT_GRACE, false);
  if (event && (eventGrace.over || event.times > 2)) {
    return failedStart(event, since);
  }
  const { reason, message } = whatItWaitsFor(reading);
  // An init container at work may take its time: a migration is no fault.
  const isWorking = containers.some(
    ({ type, state }) => type === 'init' && state === 'running',
  );
  const grace = graceOf(context, since, START_GRACE, false);
  if (grace.over && !isWorking && since !== undefined) {
    return podTrouble(
      {
        cause: 'StartTooSlow',
        reason,
        detail: `${reason} for more than 10 minutes`,
        since,
      },
      `${message} for more than 10 minutes`,
    );
  }
  return podOnItsWay(
    reason,
    message,
    reason,
    since,
    event ? eventGrace.recheckAfter : grace.recheckAfter,
  );
}

function failedStart(
  event: EventReading,
  since: number | undefined,
): PodFinding {
  const certificate = findCertificateError(event.message);
  return podTrouble(
    {
      cause: certificate ? 'CertificateInvalid' : START_EVENTS[event.reason],
      reason: event.reason,
      detail: `${event.reason}, ${withoutPodName(event)}`,
      since: event.firstSeenAt ?? since,
    },
    event.message || event.reason,
  );
}

/** The same words for all pods of a workload. */
function withoutPodName({ message, name }: EventReading): string {
  return name ? message.split(name).join('…') : message;
}

function whatItWaitsFor({ containers }: PodReading): {
  reason: string;
  message: string;
} {
  const inits = containers.filter(({ type }) => type === 'init');
  const done = inits.filter(({ state }) => state === 'terminated').length;
  const current = inits.find(({ state }) => state === 'running');
  if (current) {
    return {
      reason: 'PodInitializing',
      message: `Init container ${current.name} is at work (${done} of ${inits.length} done)`,
    };
  }
  const reason =
    containers.find(({ waitingReason }) => waitingReason)?.waitingReason ??
    'ContainerCreating';
  return reason === 'PodInitializing'
    ? { reason, message: 'Init containers are being started' }
    : { reason, message: 'Containers are being created' };
}
