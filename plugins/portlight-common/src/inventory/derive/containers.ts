import type { KubernetesObject } from '../../kubernetes';

/** A container of a pod's spec with its status beside it. */
export interface ContainerPair {
  type: 'container' | 'init' | 'sidecar';
  spec: any;
  status?: any;
}

function list(value: unknown): any[] {
  return Array.isArray(value) ? value : [];
}

/** All containers of a pod: init containers first, as they run. */
export function podContainers(pod: KubernetesObject): ContainerPair[] {
  const result: ContainerPair[] = [];
  const add = (type: ContainerPair['type'], spec: any, statuses: any[]) =>
    result.push({
      type,
      spec,
      status: statuses.find(status => status.name === spec.name),
    });
  for (const spec of list(pod.spec?.initContainers)) {
    // An init container that always restarts is a native sidecar.
    add(
      spec.restartPolicy === 'Always' ? 'sidecar' : 'init',
      spec,
      list(pod.status?.initContainerStatuses),
    );
  }
  for (const spec of list(pod.spec?.containers)) {
    add('container', spec, list(pod.status?.containerStatuses));
  }
  return result;
}

/** The template that a controller makes pods from; a pod is its own. */
export function podTemplate(
  object: KubernetesObject,
): { metadata?: any; spec?: any } | undefined {
  switch (object.kind) {
    case 'Pod':
      return object;
    case 'CronJob':
      return object.spec?.jobTemplate?.spec?.template;
    default:
      return object.spec?.template;
  }
}

/** Images of a pod spec's containers and sidecars, each once, main containers first. */
export function specImages(spec: any): string[] {
  const images = new Set<string>();
  for (const container of list(spec?.containers)) {
    if (container.image) {
      images.add(container.image);
    }
  }
  for (const container of list(spec?.initContainers)) {
    if (container.image && container.restartPolicy === 'Always') {
      images.add(container.image);
    }
  }
  return [...images];
}

/** Restarts of all containers of a pod, and when the last one ended. */
export function podRestarts(pod: KubernetesObject): {
  restarts: number;
  lastRestartAt?: string;
} {
  let restarts = 0;
  let last: string | undefined;
  for (const { type, status } of podContainers(pod)) {
    // Retries of an init container are not restarts of what the pod is for, but people look for them too.
    restarts += status?.restartCount ?? 0;
    const finishedAt = status?.lastState?.terminated?.finishedAt;
    if (
      type !== 'init' &&
      typeof finishedAt === 'string' &&
      (last === undefined || finishedAt > last)
    ) {
      last = finishedAt;
    }
  }
  return { restarts, ...(last ? { lastRestartAt: last } : {}) };
}

/** Whether a pod has ended for good: it holds no resources then. */
export function isFinished(pod: KubernetesObject): boolean {
  return pod.status?.phase === 'Succeeded' || pod.status?.phase === 'Failed';
}

/** Whether the kubelet says that a pod is ready. */
export function isReady(pod: KubernetesObject): boolean {
  return list(pod.status?.conditions).some(
    condition => condition.type === 'Ready' && condition.status === 'True',
  );
}
