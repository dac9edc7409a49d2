import { isFinished } from '../../inventory/derive';
import type { KubernetesObject } from '../../kubernetes';
import type { Span } from '../types';
import { secondsOf } from './time';

/** Something that ran at all was there for so many seconds. */
const MINIMUM = 1;

function conditionTime(
  pod: KubernetesObject,
  type: string,
  status: string,
): number | undefined {
  const conditions: any[] = pod.status?.conditions ?? [];
  return secondsOf(
    conditions.find(
      condition => condition.type === type && condition.status === status,
    )?.lastTransitionTime,
  );
}

function statusesOf({ status }: KubernetesObject): any[] {
  return [
    ...(status?.containerStatuses ?? []),
    ...(status?.initContainerStatuses ?? []),
  ];
}

/** When the last container ended. */
function lastFinish(pod: KubernetesObject): number | undefined {
  let last: number | undefined;
  for (const { state } of statusesOf(pod)) {
    const finish = secondsOf(state?.terminated?.finishedAt);
    if (finish !== undefined && (last === undefined || finish > last)) {
      last = finish;
    }
  }
  return last;
}

/** Whether a pod holds nothing any more: it ended for good, or is being deleted and nothing runs in it. */
function isReleased(pod: KubernetesObject, isGone: boolean): boolean {
  if (isFinished(pod)) return true;
  if (!isGone && pod.metadata?.deletionTimestamp === undefined) return false;
  const containers: any[] = pod.status?.containerStatuses ?? [];
  return (
    containers.length > 0 &&
    statusesOf(pod).every(({ state }) => state?.terminated)
  );
}

/**
 * From when a node was reserved for a pod until it was released, as its status says it.
 *
 * @param endedAt - when it was deleted, seconds since the epoch
 * @returns undefined for a pod that is not scheduled; an end of Infinity for one that is still there
 */
export function podTime(
  pod: KubernetesObject,
  endedAt?: number,
): Span | undefined {
  if (!pod.spec?.nodeName) return undefined;
  const start =
    conditionTime(pod, 'PodScheduled', 'True') ??
    secondsOf(pod.status?.startTime) ??
    secondsOf(pod.metadata?.creationTimestamp);
  if (start === undefined) return undefined;
  const released = isReleased(pod, endedAt !== undefined)
    ? lastFinish(pod) ??
      conditionTime(pod, 'Ready', 'False') ??
      secondsOf(pod.metadata?.deletionTimestamp) ??
      start
    : Infinity;
  const end = Math.min(released, endedAt ?? Infinity);
  return { start, end: Math.max(end, start + MINIMUM) };
}
