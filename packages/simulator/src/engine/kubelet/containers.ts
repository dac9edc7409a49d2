import { between, hexOf } from '../random';
import { MINUTE, SECOND, timeOf, timestamp } from '../time';
import type { ContainerSpec, ContainerStatus } from '../types';
import type { ContainerBehaviour } from '../World';
import { alreadyPresent, imageId, pull, showPullBackoff } from './images';
import {
  nextBackoff,
  note,
  wait,
  type ContainerMemory,
  type ContainerStep,
  type ContainerSurroundings,
} from './steps';

// The kubelet forgets its back-off after a run of twice its maximum.
const BACKOFF_RESET = 10 * MINUTE;
const COMPLAINT_PERIOD = MINUTE;

/** The status of a container that has not been tried yet. */
export function waitingContainer(
  container: ContainerSpec,
  reason: string,
): ContainerStatus {
  return {
    name: container.name,
    image: container.image,
    imageID: '',
    lastState: {},
    ready: false,
    restartCount: 0,
    started: false,
    state: { waiting: { reason } },
  };
}

/** Lets a container live until now. */
export function stepContainer(
  container: ContainerSpec,
  current: ContainerStatus,
  behaviour: ContainerBehaviour,
  memory: ContainerMemory,
  around: ContainerSurroundings,
): ContainerStep {
  const step: ContainerStep = { status: current, notes: [] };
  // Each turn is one transition; a container that does nothing new ends the loop.
  for (let turn = 0; turn < 100; turn++) {
    const before = step.status;
    const { state } = step.status;
    step.wakeAt = undefined;
    if (state.running) {
      run(container, behaviour, memory, around, step);
    } else if (state.terminated) {
      afterExit(container, memory, around, step);
    } else {
      start(container, behaviour, memory, around, step);
    }
    if (step.status === before) {
      return step;
    }
  }
  throw new Error(`container ${container.name} never comes to rest`);
}

function start(
  container: ContainerSpec,
  behaviour: ContainerBehaviour,
  memory: ContainerMemory,
  around: ContainerSurroundings,
  step: ContainerStep,
): void {
  const { now } = around;
  const reason = step.status.state.waiting?.reason;
  if (memory.retryAt !== undefined && now < memory.retryAt) {
    if (reason === 'ErrImagePull') {
      if (now >= (memory.backoffShownAt ?? 0)) {
        showPullBackoff(container, step);
      }
      step.wakeAt = Math.min(
        memory.retryAt,
        Math.max(memory.backoffShownAt ?? now, now + 1),
      );
    } else {
      step.wakeAt = memory.retryAt;
    }
    return;
  }
  if (!around.hasImage(container.image)) {
    if (!pull(container, behaviour, memory, around, step)) {
      return;
    }
  } else if (behaviour.configError === undefined) {
    note(step, 'Normal', 'Pulled', alreadyPresent(container.image));
  }
  if (behaviour.configError !== undefined) {
    note(step, 'Warning', 'Failed', `Error: ${behaviour.configError}`);
    memory.retryAt = now + COMPLAINT_PERIOD;
    step.wakeAt = memory.retryAt;
    wait(step, 'CreateContainerConfigError', behaviour.configError);
    return;
  }
  memory.retryAt = undefined;
  const restarted = step.status.lastState.terminated !== undefined;
  const restartCount = step.status.restartCount + (restarted ? 1 : 0);
  note(step, 'Normal', 'Created', `Created container: ${container.name}`);
  note(step, 'Normal', 'Started', `Started container ${container.name}`);
  step.status = {
    ...step.status,
    containerID: containerId(container, around, restartCount),
    imageID: imageId(container.image),
    ready: false,
    restartCount,
    started: container.startupProbe === undefined,
    state: { running: { startedAt: timestamp(now) } },
  };
}

function run(
  container: ContainerSpec,
  behaviour: ContainerBehaviour,
  memory: ContainerMemory,
  around: ContainerSurroundings,
  step: ContainerStep,
): void {
  const { now } = around;
  const { status } = step;
  const startedAt = timeOf(status.state.running?.startedAt) ?? now;
  const end = endOf(behaviour, status, startedAt, around);
  if (end && now >= end.at) {
    if (end.probe) {
      note(step, 'Warning', 'Unhealthy', `Liveness probe failed: ${end.probe}`);
      note(
        step,
        'Normal',
        'Killing',
        `Container ${container.name} failed liveness probe, will be restarted`,
      );
    }
    step.status = {
      ...status,
      ready: false,
      started: false,
      state: {
        terminated: {
          containerID: status.containerID,
          exitCode: end.code,
          // A behaviour may have begun long after the container did.
          finishedAt: timestamp(now),
          reason: end.reason,
          ...(end.message && { message: end.message }),
          startedAt: status.state.running?.startedAt,
        },
      },
    };
    return;
  }
  step.wakeAt = end?.at;
  const readyAt = startedAt + readyAfter(container, behaviour, around);
  if (behaviour.readinessFailure !== undefined) {
    complain(
      container,
      behaviour.readinessFailure,
      readyAt,
      memory,
      around,
      step,
    );
    return;
  }
  if (status.ready) {
    return;
  }
  if (now >= readyAt) {
    memory.complainAt = undefined;
    step.status = { ...status, ready: true, started: true };
    return;
  }
  step.wakeAt = Math.min(step.wakeAt ?? Infinity, readyAt);
}

function complain(
  container: ContainerSpec,
  failure: string,
  readyAt: number,
  memory: ContainerMemory,
  around: ContainerSurroundings,
  step: ContainerStep,
): void {
  const { now } = around;
  const due = memory.complainAt ?? readyAt;
  if (now >= due) {
    const probe = container.startupProbe ? 'Startup' : 'Readiness';
    note(step, 'Warning', 'Unhealthy', `${probe} probe failed: ${failure}`);
    memory.complainAt = now + COMPLAINT_PERIOD;
    if (step.status.ready) {
      step.status = { ...step.status, ready: false };
    }
  }
  step.wakeAt = Math.min(step.wakeAt ?? Infinity, memory.complainAt ?? readyAt);
}

function afterExit(
  container: ContainerSpec,
  memory: ContainerMemory,
  around: ContainerSurroundings,
  step: ContainerStep,
): void {
  const { status } = step;
  const terminated = status.state.terminated!;
  const policy = container.restartPolicy ?? around.restartPolicy;
  if (
    policy === 'Never' ||
    (policy === 'OnFailure' && terminated.exitCode === 0)
  ) {
    return;
  }
  const finishedAt = timeOf(terminated.finishedAt) ?? around.now;
  const ran = finishedAt - (timeOf(terminated.startedAt) ?? finishedAt);
  if (ran >= BACKOFF_RESET) {
    memory.crashBackoff = undefined;
  }
  const backoff = memory.crashBackoff;
  memory.crashBackoff = nextBackoff(backoff);
  memory.retryAt = finishedAt + (backoff ?? 0);
  if (backoff !== undefined) {
    const { name, namespace, uid } = around.pod.metadata;
    note(
      step,
      'Warning',
      'BackOff',
      `Back-off restarting failed container ${container.name} in pod ${name}_${namespace}(${uid})`,
    );
    step.status = {
      ...status,
      lastState: { terminated },
      state: {
        waiting: {
          reason: 'CrashLoopBackOff',
          message: `back-off ${goDuration(
            backoff,
          )} restarting failed container=${
            container.name
          } pod=${name}_${namespace}(${uid})`,
        },
      },
    };
    return;
  }
  step.status = {
    ...status,
    lastState: { terminated },
    state: { waiting: { reason: 'ContainerCreating' } },
  };
}

interface End {
  at: number;
  code: number;
  reason: string;
  message?: string;
  probe?: string;
}

function endOf(
  behaviour: ContainerBehaviour,
  status: ContainerStatus,
  startedAt: number,
  around: ContainerSurroundings,
): End | undefined {
  const { exit, livenessFailure } = behaviour;
  if (exit && status.restartCount < (exit.times ?? Infinity)) {
    const spread = exit.spread ?? 0;
    const factor = between(
      1 - spread,
      1 + spread,
      around.seed,
      around.pod.metadata.uid,
      status.name,
      status.restartCount,
    );
    return {
      at: startedAt + Math.round(exit.afterSeconds * factor * SECOND),
      code: exit.code,
      reason: exit.reason ?? (exit.code === 0 ? 'Completed' : 'Error'),
      message: exit.message,
    };
  }
  if (livenessFailure) {
    return {
      at: startedAt + livenessFailure.afterSeconds * SECOND,
      code: 137,
      reason: 'Error',
      probe: livenessFailure.message,
    };
  }
  return undefined;
}

/** Milliseconds from the start of a container until it is ready. */
function readyAfter(
  container: ContainerSpec,
  behaviour: ContainerBehaviour,
  around: ContainerSurroundings,
): number {
  const probe = container.readinessProbe ?? container.startupProbe;
  if (!probe) {
    return 0;
  }
  const seconds =
    behaviour.readySeconds ??
    between(2, 12, around.seed, 'ready', around.pod.metadata.uid);
  return Math.round(Math.max(seconds, probe.initialDelaySeconds ?? 0) * SECOND);
}

function containerId(
  container: ContainerSpec,
  around: ContainerSurroundings,
  restartCount: number,
): string {
  const { uid } = around.pod.metadata;
  return `containerd://${hexOf(64, uid, container.name, restartCount)}`;
}

/** A duration as Go prints it: `10s`, `2m40s`, `5m0s`. */
function goDuration(milliseconds: number): string {
  const seconds = Math.round(milliseconds / SECOND);
  return seconds < 60
    ? `${seconds}s`
    : `${Math.floor(seconds / 60)}m${seconds % 60}s`;
}
