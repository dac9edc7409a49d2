import type {
  Cluster,
  ClusterCounts,
  FleetHealth,
  ProblemGroup,
} from '../api/types';
import { oneLine, plural } from './reading';

/** Causes that never make a workload fail: where they are says nothing about where workloads fail. */
const NOT_OF_WORKLOADS: ReadonlySet<string> = new Set([
  'NodePressure',
  'PersistentVolumeClaimLost',
  'PersistentVolumeClaimPending',
  'PersistentVolumeFailed',
  'ServiceWithoutEndpoints',
  'LoadBalancerPending',
  'AutoscalerFailing',
  'AutoscalerAtMaximum',
]);

/**
 * The sentence that a fleet's page begins with, in plain words and without times, such as
 * `2 of 31 workloads are failing, both in prod-eu`.
 *
 * @param groups - All groups of problems of the same clusters: they say where workloads fail
 * @public
 */
export function describeFleet(
  fleet: FleetHealth,
  groups: readonly ProblemGroup[] = [],
): string {
  const { total, byStatus, withoutData } = fleet.clusters;
  const unreadable = (byStatus.unreachable ?? 0) + (byStatus.error ?? 0);
  const pending = byStatus.pending ?? 0;
  if (total === 0) {
    return 'No clusters are known yet';
  }
  if (withoutData >= total) {
    return pending === total
      ? `${plural(total, 'cluster')} ${
          total === 1 ? 'is' : 'are'
        } being read for the first time`
      : describeUnreadable(Math.max(unreadable, 1), total);
  }
  const parts = [describeWorkloads(fleet, groups)];
  if (unreadable > 0) {
    const part = describeUnreadable(unreadable, total);
    // What is known of a minority is not the answer.
    parts[unreadable * 2 >= total ? 'unshift' : 'push'](part);
  }
  return parts
    .map((part, index) => (index ? uncapitalize(part) : part))
    .join('; ');
}

/**
 * The sentence that a cluster's page begins with, such as
 * `2 of 31 workloads are failing; 1 of 3 nodes is not ready`.
 *
 * @public
 */
export function describeCluster(
  cluster: Cluster,
  groups: readonly ProblemGroup[] = [],
): string {
  const { counts, status } = cluster;
  const trouble = describeStatus(cluster);
  if (!counts) {
    return trouble ?? 'The cluster is being read for the first time';
  }
  const parts = [describeCounts(counts, groups)];
  const { nodes = 0, nodesReady = 0 } = counts;
  if (nodes > nodesReady) {
    parts.push(`${countOf(nodes - nodesReady, nodes, 'node')} not ready`);
  }
  const text = parts.join('; ');
  return trouble && status !== 'active'
    ? `${trouble}; when it was read last: ${uncapitalize(text)}`
    : text;
}

const WORKLOADS_UNKNOWN = 'Whether workloads fail is not known';

function describeCounts(
  { workloads, workloadsFailing = 0 }: ClusterCounts,
  groups: readonly ProblemGroup[],
): string {
  if (workloads === undefined) {
    return WORKLOADS_UNKNOWN;
  }
  return workloadsFailing > 0
    ? `${countOf(workloadsFailing, workloads, 'workload')} failing${mainCause(
        groups,
      )}`
    : describeNoneFailing(workloads);
}

function describeWorkloads(
  { workloads, clusters }: FleetHealth,
  groups: readonly ProblemGroup[],
): string {
  if (!workloads) {
    return WORKLOADS_UNKNOWN;
  }
  const { total, byHealth } = workloads;
  const failing = byHealth.degraded ?? 0;
  if (failing > 0) {
    const place =
      clusters.total > 1 ? describePlace(failing, placesOf(groups)) : '';
    return `${countOf(failing, total, 'workload')} failing${place}`;
  }
  const others = [
    describeSome(byHealth.progressing, 'on the way'),
    describeSome(byHealth.suspended, 'suspended'),
    describeSome(byHealth.unknown, 'unknown'),
  ].filter(Boolean);
  if (total > 0 && others.length === 0) {
    return total === 1
      ? 'The one workload is healthy'
      : `All ${total} workloads are healthy`;
  }
  return [describeNoneFailing(total), ...others].join(', ');
}

function describeSome(amount: number | undefined, word: string): string {
  return amount ? `${amount} ${amount === 1 ? 'is' : 'are'} ${word}` : '';
}

function describeNoneFailing(total: number): string {
  if (total === 0) {
    return 'No workloads';
  }
  return total === 1
    ? 'The one workload is not failing'
    : `None of ${total} workloads is failing`;
}

/** Such as `2 of 31 workloads are`. */
function countOf(amount: number, total: number, noun: string): string {
  return `${amount} of ${plural(total, noun)} ${amount === 1 ? 'is' : 'are'}`;
}

function describeUnreadable(amount: number, total: number): string {
  if (amount >= total) {
    return total === 1
      ? 'The cluster cannot be read'
      : `None of the ${total} clusters can be read`;
  }
  return `${amount} of ${plural(total, 'cluster')} cannot be read`;
}

/** Names of the clusters with failing workloads; `undefined` where there are more than are named. */
function placesOf(
  groups: readonly ProblemGroup[],
): readonly string[] | undefined {
  const names = new Set<string>();
  for (const group of groups) {
    if (!NOT_OF_WORKLOADS.has(group.cause) && group.severity !== 'info') {
      if ((group.clusterCount ?? 0) > group.clusters.length) {
        return undefined;
      }
      group.clusters.forEach(name => names.add(name));
    }
  }
  return [...names].sort();
}

function describePlace(
  failing: number,
  places: readonly string[] | undefined,
): string {
  if (!places?.length) {
    return '';
  }
  if (places.length === 1) {
    const all = ['', ' in', ' both in'][failing] ?? ' all in';
    return `,${all} ${oneLine(places[0], 100)}`;
  }
  // The names are those of all clusters with trouble; with more of them than failing workloads, not each
  // has one.
  if (places.length > failing) {
    return '';
  }
  return places.length === 2
    ? `, in ${places.map(name => oneLine(name, 100)).join(' and ')}`
    : `, in ${places.length} clusters`;
}

function mainCause(groups: readonly ProblemGroup[]): string {
  const [first] = [...groups]
    .filter(({ cause }) => !NOT_OF_WORKLOADS.has(cause))
    .sort((left, right) => right.objects - left.objects);
  return first ? `: ${uncapitalize(first.title)}` : '';
}

function uncapitalize(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}

function describeStatus({
  status,
  statusMessage,
}: Cluster): string | undefined {
  // The sentence goes on after it.
  const why = statusMessage
    ? `: ${oneLine(statusMessage, 200).replace(/\.$/, '')}`
    : '';
  switch (status) {
    case 'unreachable':
    case 'error':
      return `The cluster cannot be read${why}`;
    case 'signInRequired':
      return `The cluster needs your sign-in${why}`;
    case 'maintenance':
      return 'The cluster is in maintenance';
    default:
      return undefined;
  }
}
