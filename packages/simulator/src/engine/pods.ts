import { conditionOf, isTrue } from './conditions';
import { quantityOf } from './quantity';
import { SECOND, timeOf } from './time';
import type { Pod, PodSpec } from './types';
import type { ApiObject } from '../store/objects';

/** The controller that owns an object. */
export function controllerOf(object: ApiObject) {
  return object.metadata.ownerReferences?.find(owner => owner.controller);
}

/** A reference that makes an object the controller of another. */
export function controllerReference(owner: ApiObject) {
  return {
    apiVersion: owner.apiVersion,
    kind: owner.kind,
    name: owner.metadata.name,
    uid: owner.metadata.uid,
    controller: true,
    blockOwnerDeletion: true,
  };
}

/** The pod has run to its end. */
export function isFinished(pod: Pod): boolean {
  return pod.status?.phase === 'Succeeded' || pod.status?.phase === 'Failed';
}

/** The pod counts as one of its controller's replicas. */
export function isActive(pod: Pod): boolean {
  return !isFinished(pod) && !pod.metadata.deletionTimestamp;
}

/** The pod's Ready condition. */
export function isReady(pod: Pod): boolean {
  return isTrue(pod.status?.conditions, 'Ready');
}

/**
 * Since when the pod is available (milliseconds since the epoch), which may be in the future; undefined
 * while it is not ready.
 */
export function availableFrom(
  pod: Pod,
  minReadySeconds: number,
): number | undefined {
  const ready = conditionOf(pod.status?.conditions, 'Ready');
  if (ready?.status !== 'True') {
    return undefined;
  }
  const since = timeOf(ready.lastTransitionTime) ?? 0;
  return since + minReadySeconds * SECOND;
}

/** What a pod asks of a node: CPU in cores, memory in bytes. */
export interface PodRequests {
  cpu: number;
  memory: number;
}

const requests = new WeakMap<object, PodRequests>();

/** What the pod asks of its node, counted as the scheduler does: sidecars add up, other init containers overlap. */
export function requestsOf(spec: PodSpec): PodRequests {
  // Pods of one template share their containers; the sum is the same for all of them.
  const known = requests.get(spec.containers);
  if (known) {
    return known;
  }
  const sum = { cpu: 0, memory: 0 };
  for (const container of spec.containers) {
    sum.cpu += quantityOf(container.resources?.requests?.cpu);
    sum.memory += quantityOf(container.resources?.requests?.memory);
  }
  const largest = { cpu: 0, memory: 0 };
  for (const container of spec.initContainers ?? []) {
    const cpu = quantityOf(container.resources?.requests?.cpu);
    const memory = quantityOf(container.resources?.requests?.memory);
    if (container.restartPolicy === 'Always') {
      sum.cpu += cpu;
      sum.memory += memory;
    } else {
      largest.cpu = Math.max(largest.cpu, cpu);
      largest.memory = Math.max(largest.memory, memory);
    }
  }
  const result = {
    cpu: Math.max(sum.cpu, largest.cpu),
    memory: Math.max(sum.memory, largest.memory),
  };
  requests.set(spec.containers, result);
  return result;
}

/** The quality of service class that the API server gives a pod. */
export function qosClassOf(spec: PodSpec): string {
  let guaranteed = true;
  let any = false;
  for (const { resources } of [
    ...spec.containers,
    ...(spec.initContainers ?? []),
  ]) {
    for (const name of ['cpu', 'memory']) {
      const request = quantityOf(resources?.requests?.[name]);
      const limit = quantityOf(resources?.limits?.[name]);
      any = any || request > 0 || limit > 0;
      guaranteed =
        guaranteed && limit > 0 && (request === 0 || request === limit);
    }
  }
  if (guaranteed) {
    return 'Guaranteed';
  }
  return any ? 'Burstable' : 'BestEffort';
}
