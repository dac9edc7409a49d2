import { withCondition } from '../conditions';
import type { Condition, ContainerStatus, PodSpec } from '../types';

/** What the conditions of a pod are made of. */
export interface PodProgress {
  init: readonly ContainerStatus[];
  containers: readonly ContainerStatus[];
  initialized: boolean;
  phase: string;
}

/** The phase of a pod, counted from its containers as the kubelet does. */
export function phaseOf(
  spec: PodSpec,
  init: readonly ContainerStatus[],
  containers: readonly ContainerStatus[],
): string {
  const policy = spec.restartPolicy ?? 'Always';
  const failedInit = init.some(
    (status, i) =>
      spec.initContainers?.[i]?.restartPolicy !== 'Always' &&
      (status.state.terminated?.exitCode ?? 0) !== 0 &&
      policy === 'Never',
  );
  if (failedInit) {
    return 'Failed';
  }
  const ended = containers.filter(
    ({ state }) =>
      state.terminated &&
      (policy === 'Never' ||
        (policy === 'OnFailure' && state.terminated.exitCode === 0)),
  );
  if (containers.length > 0 && ended.length === containers.length) {
    return ended.every(({ state }) => state.terminated?.exitCode === 0)
      ? 'Succeeded'
      : 'Failed';
  }
  const started = containers.every(
    ({ state, lastState }) =>
      state.running || state.terminated || lastState.terminated,
  );
  return started && containers.length > 0 ? 'Running' : 'Pending';
}

/** The conditions that the kubelet sets, over the ones that are there. */
export function podConditions(
  current: readonly Condition[] | undefined,
  progress: PodProgress,
  now: string,
): Condition[] {
  const { init, containers, initialized, phase } = progress;
  const done = phase === 'Succeeded' || phase === 'Failed';
  const incomplete = init
    .filter(({ state, ready }) => state.terminated?.exitCode !== 0 && !ready)
    .map(({ name }) => name);
  let conditions = withCondition(
    current,
    initialized
      ? {
          type: 'Initialized',
          status: 'True',
          ...(phase === 'Succeeded' && { reason: 'PodCompleted' }),
        }
      : {
          type: 'Initialized',
          status: 'False',
          reason: 'ContainersNotInitialized',
          message: `containers with incomplete status: [${incomplete.join(
            ' ',
          )}]`,
        },
    now,
  );
  for (const type of ['Ready', 'ContainersReady']) {
    conditions = withCondition(
      conditions,
      readiness(type, containers, phase, done),
      now,
    );
  }
  return conditions;
}

function readiness(
  type: string,
  containers: readonly ContainerStatus[],
  phase: string,
  done: boolean,
): Condition {
  if (done) {
    return {
      type,
      status: 'False',
      reason: phase === 'Succeeded' ? 'PodCompleted' : 'PodFailed',
    };
  }
  const unready = containers
    .filter(({ ready }) => !ready)
    .map(({ name }) => name);
  return unready.length === 0
    ? { type, status: 'True' }
    : {
        type,
        status: 'False',
        reason: 'ContainersNotReady',
        message: `containers with unready status: [${unready.join(' ')}]`,
      };
}
