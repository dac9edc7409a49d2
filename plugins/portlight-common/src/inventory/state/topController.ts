import type { KubernetesObject } from '../../kubernetes';
import { type ControllerKey, controllerKey, isKnownController } from './keys';

/** Finds an object of the same cluster. */
export type FindObject = (
  kind: string,
  namespace: string,
  name: string,
) => KubernetesObject | undefined;

/** The top-level controller of an object; undefined for what stands for itself. */
export function topController(
  object: KubernetesObject,
  find: FindObject,
): ControllerKey | undefined {
  const key = controllerKey(object);
  if (!key) {
    return undefined;
  }
  const known = isKnownController(key);
  switch (object.kind) {
    case 'Pod':
      if (key.kind === 'Node') {
        // The API server's copy of a static pod.
        return undefined;
      }
      if (known && key.kind === 'ReplicaSet') {
        const between = find('ReplicaSet', key.namespace, key.name);
        return between
          ? controllerKey(between) ?? key
          : deploymentByHash(object, key) ?? key;
      }
      if (known && key.kind === 'Job') {
        const between = find('Job', key.namespace, key.name);
        return between
          ? topController(between, find) ?? key
          : cronJobByTime(object, key) ?? key;
      }
      return key;
    case 'ReplicaSet':
      return key;
    case 'Job':
      // A Job that something unknown made is a workload itself; only CronJobs stand above it.
      return known && key.kind === 'CronJob' ? key : undefined;
    default:
      return undefined;
  }
}

/** The Deployment of a pod whose ReplicaSet is not known (yet, or for want of permission). */
function deploymentByHash(
  pod: KubernetesObject,
  replicaSet: ControllerKey,
): ControllerKey | undefined {
  const hash = pod.metadata?.labels?.['pod-template-hash'];
  return hash && replicaSet.name.endsWith(`-${hash}`)
    ? {
        kind: 'Deployment',
        apiVersion: 'apps/v1',
        namespace: replicaSet.namespace,
        name: replicaSet.name.slice(0, -hash.length - 1),
      }
    : undefined;
}

const SCHEDULED_JOB = /^(.+)-(\d{8})$/;
/** Minutes: a CronJob may begin late, up to its deadline. */
const LATE = 24 * 60;

/** The CronJob of a pod whose Job is gone: it names its Jobs by the minute for which they are scheduled. */
function cronJobByTime(
  pod: KubernetesObject,
  job: ControllerKey,
): ControllerKey | undefined {
  const match = SCHEDULED_JOB.exec(job.name);
  if (!match) return undefined;
  const minute = Date.parse(pod.metadata?.creationTimestamp ?? '') / 60_000;
  return Math.abs(minute - Number(match[2])) <= LATE
    ? {
        kind: 'CronJob',
        apiVersion: 'batch/v1',
        namespace: job.namespace,
        name: match[1],
      }
    : undefined;
}
