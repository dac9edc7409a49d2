import type { KubernetesObject } from '../../kubernetes';
import type { HealthContext } from '../HealthContext';
import { conditionsOf, findCondition } from '../conditions';
import { readEvents, type EventReading } from '../events';
import type { ProblemCause } from '../problemCauses';
import { oneLine, plural, reasonWord, record, text } from '../reading';
import { assessTerminating } from '../terminating';
import { earliest, latest, parseTime } from '../time';
import {
  describeTermination,
  readContainers,
  type ContainerReading,
} from './containers';
import {
  RESTART_IS_NEWS,
  findContainerTrouble,
  wasKilledForMemory,
} from './containerTrouble';
import {
  containerTitle,
  podTrouble,
  type PodFinding,
  type PodReading,
} from './PodFinding';
import { assessScheduling } from './scheduling';
import { assessStarting } from './starting';
import { assessUnready } from './unready';

/** Judges a pod; `events` are those about this pod, newest first. The finding may be shared: nobody changes it. */
export function assessPod(
  pod: KubernetesObject,
  context: HealthContext,
  events: readonly EventReading[] = readEvents(context),
): Readonly<PodFinding> {
  const { podFindings } = context;
  // Whose events are known differs between those that ask.
  if (!podFindings || events.length > 0) {
    return judge(pod, context, events);
  }
  let finding = podFindings.get(pod);
  if (!finding) {
    finding = judge(pod, context, events);
    podFindings.set(pod, finding);
  }
  return finding;
}

function judge(
  pod: KubernetesObject,
  context: HealthContext,
  events: readonly EventReading[],
): PodFinding {
  const terminating = assessTerminating(pod, context);
  if (terminating) {
    return terminating.status === 'degraded'
      ? {
          ...terminating,
          detail: 'cannot be deleted',
          cause: 'TerminatingStuck',
        }
      : { ...terminating, detail: 'being deleted' };
  }
  const reading: PodReading = {
    pod,
    context,
    events,
    containers: readContainers(pod),
    conditions: conditionsOf(pod),
    restartPolicy: text(record(pod.spec).restartPolicy) || 'Always',
    createdAt: parseTime(record(pod.metadata).creationTimestamp),
  };
  switch (text(record(pod.status).phase)) {
    case 'Succeeded':
      return {
        status: 'healthy',
        reason: 'Completed',
        message: 'Completed',
        detail: 'completed',
        since: findCondition(reading.conditions, 'Ready')?.since,
      };
    case 'Failed':
      return assessFailed(reading);
    case 'Pending':
      return (
        assessScheduling(reading) ??
        assessTrouble(reading) ??
        assessStarting(reading)
      );
    case 'Running':
      return assessTrouble(reading) ?? assessRunning(reading);
    default:
      return assessUnknownPhase(reading);
  }
}

function assessTrouble(reading: PodReading): PodFinding | undefined {
  const { containers, context, restartPolicy, conditions } = reading;
  for (const container of containers) {
    const trouble = findContainerTrouble(container, restartPolicy, context);
    if (trouble) {
      const ready = findCondition(conditions, 'Ready');
      return podTrouble(
        {
          ...trouble,
          since: earliest(
            trouble.since,
            ready?.status === 'False' ? ready.since : undefined,
          ),
        },
        `${containerTitle(container)}: ${trouble.detail}${
          container.restarts > 1
            ? `, ${plural(container.restarts, 'restart')}`
            : ''
        }`,
      );
    }
  }
  return undefined;
}

function assessFailed({ pod, containers, conditions }: PodReading): PodFinding {
  const status = record(pod.status);
  const failed = containers.find(
    ({ termination }) => termination && (termination.exitCode ?? 0) !== 0,
  );
  const termination = failed?.termination;
  const isOutOfMemory = termination?.reason === 'OOMKilled';
  const reason = reasonWord(
    status.reason,
    isOutOfMemory ? 'OOMKilled' : 'Failed',
  );
  let cause: ProblemCause = 'PodFailed';
  if (reason === 'Evicted') {
    cause = 'Evicted';
  } else if (isOutOfMemory) {
    cause = 'OOMKilled';
  }
  const ended = describeTermination(termination);
  return podTrouble(
    {
      cause,
      reason,
      detail:
        [reason === 'Failed' || isOutOfMemory ? '' : reason, ended]
          .filter(Boolean)
          .join(', ') || 'failed',
      since:
        termination?.finishedAt ??
        findCondition(conditions, 'Ready')?.since ??
        parseTime(status.startTime),
    },
    oneLine(status.message) ||
      (failed && ended
        ? `${containerTitle(failed)}: ${ended}`
        : 'The pod has failed'),
  );
}

function assessRunning(reading: PodReading): PodFinding {
  const { containers, conditions } = reading;
  const ready = findCondition(conditions, 'Ready');
  const missing = containers.filter(container => isMissing(container, reading));
  if (ready?.status === 'False' || (!ready && missing.length > 0)) {
    return missing.some(({ state }) => state !== 'running')
      ? assessStarting(reading)
      : assessUnready(reading, missing);
  }
  if (ready?.status === 'Unknown') {
    return {
      status: 'unknown',
      reason: reasonWord(ready.reason, 'ReadyUnknown'),
      message: ready.message || 'Whether the pod is ready is not known',
      detail: 'state not known',
      since: ready.since,
    };
  }
  return withKills(assessReady(reading, ready?.since), reading);
}

function assessReady(
  { restartPolicy, containers }: PodReading,
  since: number | undefined,
): PodFinding {
  if (restartPolicy !== 'Always') {
    // A pod that runs to its end is on its way until it gets there.
    return {
      status: 'progressing',
      reason: 'Running',
      message: 'Runs until it completes',
      detail: 'running',
      since,
    };
  }
  const running = containers.filter(({ type }) => type !== 'init').length;
  return {
    status: 'healthy',
    reason: 'Ready',
    message:
      running > 1 ? `All ${running} containers are ready` : 'Ready to serve',
    detail: 'ready',
    since,
  };
}

/** A kill for lack of memory is worth knowing for a while, also where the restart has helped. */
function withKills(
  finding: PodFinding,
  { containers, context }: PodReading,
): PodFinding {
  const killed = containers.filter(container =>
    wasKilledForMemory(container, context),
  );
  if (!killed.length) {
    return finding;
  }
  const at = latest(
    ...killed.map(({ termination }) => termination?.finishedAt),
  );
  const message = `${containerTitle(
    killed[0],
  )} was OOMKilled and has restarted`;
  return {
    ...finding,
    message,
    problems: [{ cause: 'OOMKilled', message, since: at }],
    recheckAfter: at === undefined ? undefined : at + RESTART_IS_NEWS,
  };
}

function assessUnknownPhase({ pod, conditions }: PodReading): PodFinding {
  const status = record(pod.status);
  return {
    status: 'unknown',
    reason: reasonWord(status.reason, 'PhaseUnknown'),
    message: oneLine(status.message) || 'The phase of the pod is not known',
    detail: 'phase not known',
    since: findCondition(conditions, 'Ready')?.since,
  };
}

/** Whether a container that should be at work is not. */
function isMissing(
  container: ContainerReading,
  { restartPolicy }: PodReading,
): boolean {
  if (container.type === 'init' || container.ready) {
    return false;
  }
  const hasCompleted =
    container.type === 'container' &&
    restartPolicy !== 'Always' &&
    container.state === 'terminated';
  return !hasCompleted;
}
