import { HEALTH_STATUSES, type Pod } from '@portlight/plugin-portlight-common';
import { compareValues } from './table';

/** What pods are put together by. */
export type PodGrouping = 'zone' | 'node' | 'status';

/** Pods that stand together in the strip. */
export interface PodGroup {
  /** Empty when not known. */
  name: string;
  pods: Pod[];
}

const rank = (pod: Pod) => HEALTH_STATUSES.indexOf(pod.health.status);

function nameOf(pod: Pod, grouping: PodGrouping): string {
  if (grouping === 'status') return pod.health.status;
  return (grouping === 'zone' ? pod.zone : pod.node) ?? '';
}

/** Groups by name (statuses worst first, the unknown last), in each the worst pods first. */
export function groupPods(
  pods: readonly Pod[],
  grouping: PodGrouping,
): PodGroup[] {
  const groups = new Map<string, Pod[]>();
  for (const pod of pods) {
    const name = nameOf(pod, grouping);
    const group = groups.get(name);
    if (group) group.push(pod);
    else groups.set(name, [pod]);
  }
  return [...groups]
    .map(([name, members]) => ({
      name,
      pods: members.sort(
        (a, b) => rank(a) - rank(b) || compareValues(a.name, b.name),
      ),
    }))
    .sort((a, b) => {
      if (grouping === 'status') return rank(a.pods[0]) - rank(b.pods[0]);
      if (!a.name || !b.name) return Number(!a.name) - Number(!b.name);
      return compareValues(a.name, b.name);
    });
}
