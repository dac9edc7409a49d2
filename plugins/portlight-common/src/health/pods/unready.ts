import { findCertificateError } from '../certificates';
import { findCondition } from '../conditions';
import { findRecentEvent } from '../events';
import { count, list, plural, record, text } from '../reading';
import { latest, MINUTE, SECOND, graceOf } from '../time';
import type { ContainerReading } from './containers';
import {
  podOnItsWay,
  podTrouble,
  type PodFinding,
  type PodReading,
} from './PodFinding';

/** A pod that has never been ready may be starting up for this long. */
const START_GRACE = 5 * MINUTE;

/** A pod that was ready has failed its probe several times already. */
const LOST_GRACE = 30 * SECOND;

const PROBE_EVENTS: ReadonlySet<string> = new Set(['Unhealthy', 'ProbeError']);

/** The finding on a pod whose containers run but which is not ready. */
export function assessUnready(
  reading: PodReading,
  missing: readonly ContainerReading[],
): PodFinding {
  const { conditions, containers, context, events, pod, createdAt } = reading;
  const ready = findCondition(conditions, 'Ready');
  const startedAt = latest(
    ...containers
      .filter(({ type }) => type !== 'init')
      .map(container => container.startedAt),
  );
  const since = latest(startedAt, ready?.since) ?? createdAt;
  if (containers.length === 0) {
    const message = ready?.message || 'Nothing is known of its containers';
    return podOnItsWay('NotReady', message, 'not ready yet', since);
  }
  if (missing.length === 0) {
    return assessGates(reading, since);
  }
  const wasReady =
    startedAt !== undefined &&
    ready?.since !== undefined &&
    ready.since > startedAt + SECOND;
  const isStartingUp = missing.some(({ started }) => started === false);
  const period = wasReady
    ? LOST_GRACE
    : Math.max(START_GRACE, ...missing.map(item => probeBudget(pod, item)));
  const event = findRecentEvent(events, context, PROBE_EVENTS);
  const grace = graceOf(context, since, period, false);
  const words = event?.message ?? '';
  const title = `${plural(missing.length, 'container')} not ready`;
  if (!grace.over || isStartingUp) {
    return podOnItsWay(
      'NotReady',
      words ? `${title}; ${words}` : title,
      'not ready yet',
      since,
      isStartingUp ? undefined : grace.recheckAfter,
    );
  }
  const certificate = findCertificateError(words);
  return podTrouble(
    {
      cause: certificate ? 'CertificateInvalid' : 'ProbeFailing',
      reason: 'NotReady',
      detail: words ? `not ready, ${words}` : 'running but not ready',
      since,
    },
    words ? `${title}; ${words}` : `${title} although running`,
  );
}

/** All containers are ready, and yet the pod is not. */
function assessGates(
  { conditions, context, pod }: PodReading,
  since: number | undefined,
): PodFinding {
  const closed = list(record(pod.spec).readinessGates)
    .map(gate => text(gate.conditionType))
    .filter(type => type && findCondition(conditions, type)?.status !== 'True');
  if (closed.length === 0) {
    // The containers were ready when their node was last heard of: the node controller has taken it back.
    return podTrouble(
      {
        cause: 'NodeNotReady',
        reason: 'NodeNotReady',
        detail: 'on a node that does not answer',
        since,
      },
      'The node of the pod does not answer',
    );
  }
  const message = `Waits for readiness gate ${closed.join(', ')}`;
  const grace = graceOf(context, since, START_GRACE, false);
  return grace.over
    ? podTrouble(
        {
          cause: 'ProbeFailing',
          reason: 'ReadinessGatesNotReady',
          detail: message,
          since,
        },
        message,
      )
    : podOnItsWay(
        'ReadinessGatesNotReady',
        message,
        'wait for readiness gates',
        since,
        grace.recheckAfter,
      );
}

/** Milliseconds that a container's readiness probe needs to find it unready, at most 15 minutes. */
function probeBudget(
  pod: PodReading['pod'],
  { name }: ContainerReading,
): number {
  const container = [
    ...list(record(pod.spec).containers),
    ...list(record(pod.spec).initContainers),
  ].find(item => item.name === name);
  const probe = record(container?.readinessProbe);
  const seconds =
    count(probe.initialDelaySeconds) +
    (count(probe.periodSeconds) || 10) * (count(probe.failureThreshold) || 3);
  return Math.min(seconds * SECOND, 15 * MINUTE);
}
