import type {
  Container,
  ContainerState,
  WorkloadContainer,
} from '../../api/types';
import { defined, podContainers, podTemplate, timestamp } from '../derive';
import type { KubernetesObject } from '../../kubernetes';

/** The state of a container as the API answers it. */
export function describeState(state: any): ContainerState {
  if (state?.waiting) {
    const { reason, message } = state.waiting;
    return defined({ state: 'waiting' as const, reason, message });
  }
  if (state?.running) {
    return defined({
      state: 'running' as const,
      startedAt: timestamp(state.running.startedAt),
    });
  }
  if (state?.terminated) {
    const { reason, message, exitCode, signal, startedAt, finishedAt } =
      state.terminated;
    return defined({
      state: 'terminated' as const,
      reason,
      message,
      exitCode,
      signal,
      startedAt: timestamp(startedAt),
      finishedAt: timestamp(finishedAt),
    });
  }
  return { state: 'unknown' };
}

/** Containers of a pod in the order in which they run. */
export function describeContainers(pod: KubernetesObject): Container[] {
  return podContainers(pod).map(({ type, spec, status }) =>
    defined({
      name: spec.name ?? '',
      type,
      image: spec.image ?? status?.image ?? '',
      ready: status?.ready ?? false,
      restarts: status?.restartCount ?? 0,
      state: describeState(status?.state),
      lastTermination: status?.lastState?.terminated
        ? describeState(status.lastState)
        : undefined,
      requests: spec.resources?.requests,
      limits: spec.resources?.limits,
    }),
  );
}

function later(
  left: ContainerState | undefined,
  right: ContainerState | undefined,
): ContainerState | undefined {
  if (!left || !right) {
    return left ?? right;
  }
  return (right.finishedAt ?? '') > (left.finishedAt ?? '') ? right : left;
}

/**
 * Containers of a workload, summed over its pods. While a rollout runs, pods of both revisions count; image
 * and resources are those that the workload wants.
 */
export function describeWorkloadContainers(
  workload: KubernetesObject,
  pods: readonly KubernetesObject[],
): WorkloadContainer[] {
  const containers = new Map<string, WorkloadContainer>();
  const template = podTemplate(workload);
  const start = (container: Container) =>
    containers.set(container.name, {
      name: container.name,
      type: container.type,
      image: container.image,
      ready: 0,
      total: 0,
      restarts: 0,
      ...(container.requests ? { requests: container.requests } : {}),
      ...(container.limits ? { limits: container.limits } : {}),
    });
  if (template?.spec) {
    describeContainers({ spec: template.spec }).forEach(start);
  }
  for (const pod of pods) {
    for (const container of describeContainers(pod)) {
      if (!containers.has(container.name)) {
        start(container);
      }
      const sum = containers.get(container.name)!;
      const last = later(
        sum.lastTermination,
        container.lastTermination ??
          (container.state.state === 'terminated' && container.type !== 'init'
            ? container.state
            : undefined),
      );
      sum.total += 1;
      sum.ready += Number(container.ready);
      sum.restarts += container.restarts;
      if (last) {
        sum.lastTermination = last;
      }
    }
  }
  return [...containers.values()];
}
