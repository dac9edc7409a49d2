import { between, hexOf } from '../random';
import { MINUTE, SECOND, timeOf, timestamp } from '../time';
import type { ContainerSpec, ContainerStatus, Pod } from '../types';
import type { ContainerBehaviour } from '../World';

/** What a kubelet remembers of a container and does not show in its status. */
export interface ContainerMemory {
  /** When the pull that is going on ends (milliseconds since the epoch). */
  pullUntil?: number;
  pullStarted?: number;
  pullBackoff?: number;
  /** When to try again after a pull or a creation failed. */
  retryAt?: number;
  /** When the status goes from ErrImagePull to ImagePullBackOff. */
  backoffShownAt?: number;
  /** How long to wait after the next crash; absent before the first. */
  crashBackoff?: number;
  /** When to complain again about a probe. */
  complainAt?: number;
}

/** What a kubelet says about a container. */
export interface ContainerNote {
  type: 'Normal' | 'Warning';
  reason: string;
  message: string;
}

/** A container at one moment, and when it changes by itself. */
export interface ContainerStep {
  status: ContainerStatus;
  notes: ContainerNote[];
  /** Milliseconds since the epoch. */
  wakeAt?: number;
}

/** What the container runs in. */
export interface ContainerSurroundings {
  pod: Pod;
  seed: number;
  now: number;
  restartPolicy: string;
  hasImage(image: string): boolean;
  addImage(image: string): void;
}

// The kubelet's own figures: back-off from 10 s to 5 min, forgotten after a run of twice the maximum.
const FIRST_BACKOFF = 10 * SECOND;
const MAX_BACKOFF = 5 * MINUTE;
const BACKOFF_RESET = 10 * MINUTE;
const SYNC_PERIOD = 12 * SECOND;
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

/** @returns whether the image is there now */
function pull(
  container: ContainerSpec,
  behaviour: ContainerBehaviour,
  memory: ContainerMemory,
  around: ContainerSurroundings,
  step: ContainerStep,
): boolean {
  const { now } = around;
  const { image } = container;
  if (memory.pullUntil === undefined) {
    const seconds =
      behaviour.pullSeconds ??
      between(1.5, 9, around.seed, 'pull', image, around.pod.metadata.uid);
    memory.pullStarted = now;
    memory.pullUntil = now + Math.round(seconds * SECOND);
    note(step, 'Normal', 'Pulling', `Pulling image "${image}"`);
  }
  if (now < memory.pullUntil) {
    step.wakeAt = memory.pullUntil;
    return false;
  }
  const took = ((now - (memory.pullStarted ?? now)) / SECOND).toFixed(3);
  memory.pullUntil = undefined;
  if (behaviour.pullError !== undefined) {
    memory.pullBackoff = nextBackoff(memory.pullBackoff);
    memory.retryAt = now + memory.pullBackoff;
    memory.backoffShownAt = now + SYNC_PERIOD;
    step.wakeAt = Math.min(memory.retryAt, memory.backoffShownAt);
    const message = pullFailure(image, behaviour.pullError);
    note(
      step,
      'Warning',
      'Failed',
      `Failed to pull image "${image}": ${message}`,
    );
    note(step, 'Warning', 'Failed', 'Error: ErrImagePull');
    wait(step, 'ErrImagePull', message);
    return false;
  }
  around.addImage(image);
  memory.pullBackoff = undefined;
  const size = Math.round(between(18e6, 240e6, 'image size', image));
  note(
    step,
    'Normal',
    'Pulled',
    `Successfully pulled image "${image}" in ${took}s (${took}s including waiting). Image size: ${size} bytes.`,
  );
  return true;
}

function showPullBackoff(container: ContainerSpec, step: ContainerStep): void {
  const message = step.status.state.waiting?.message ?? '';
  note(
    step,
    'Normal',
    'BackOff',
    `Back-off pulling image "${container.image}"`,
  );
  note(step, 'Warning', 'Failed', 'Error: ImagePullBackOff');
  wait(
    step,
    'ImagePullBackOff',
    `Back-off pulling image "${container.image}": ErrImagePull: ${message}`,
  );
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
  const end = endOf(behaviour, status, startedAt);
  if (end && now >= end.at) {
    if (end.probe) {
      note(
        step,
        'Warning',
        'Unhealthy',
        `Liveness probe failed: ${end.probe}`,
      );
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
          finishedAt: timestamp(end.at),
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
    complain(container, behaviour.readinessFailure, readyAt, memory, around, step);
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
  step.wakeAt = Math.min(
    step.wakeAt ?? Infinity,
    memory.complainAt ?? readyAt,
  );
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
          message: `back-off ${goDuration(backoff)} restarting failed container=${container.name} pod=${name}_${namespace}(${uid})`,
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
): End | undefined {
  const { exit, livenessFailure } = behaviour;
  if (exit && status.restartCount < (exit.times ?? Infinity)) {
    return {
      at: startedAt + exit.afterSeconds * SECOND,
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
  return Math.round(
    Math.max(seconds, probe.initialDelaySeconds ?? 0) * SECOND,
  );
}

function nextBackoff(backoff: number | undefined): number {
  return backoff === undefined
    ? FIRST_BACKOFF
    : Math.min(backoff * 2, MAX_BACKOFF);
}

function wait(step: ContainerStep, reason: string, message?: string): void {
  step.status = {
    ...step.status,
    ready: false,
    started: false,
    state: { waiting: { reason, ...(message && { message }) } },
  };
}

function note(
  step: ContainerStep,
  type: 'Normal' | 'Warning',
  reason: string,
  message: string,
): void {
  step.notes.push({ type, reason, message });
}

function alreadyPresent(image: string): string {
  return `Container image "${image}" already present on machine`;
}

function pullFailure(image: string, error: string): string {
  return `rpc error: code = NotFound desc = failed to pull and unpack image "${image}": failed to resolve reference "${image}": ${error}`;
}

function containerId(
  container: ContainerSpec,
  around: ContainerSurroundings,
  restartCount: number,
): string {
  const { uid } = around.pod.metadata;
  return `containerd://${hexOf(64, uid, container.name, restartCount)}`;
}

const imageIds = new Map<string, string>();

function imageId(image: string): string {
  let id = imageIds.get(image);
  if (id === undefined) {
    const repository = image.replace(/[:@][^/]*$/, '');
    id = `${repository}@sha256:${hexOf(64, image)}`;
    if (imageIds.size < 10_000) {
      imageIds.set(image, id);
    }
  }
  return id;
}

/** A duration as Go prints it: `10s`, `2m40s`, `5m0s`. */
function goDuration(milliseconds: number): string {
  const seconds = Math.round(milliseconds / SECOND);
  return seconds < 60
    ? `${seconds}s`
    : `${Math.floor(seconds / 60)}m${seconds % 60}s`;
}
