import type { LinkTarget } from '@portlight/plugin-portlight-react';

const segment = encodeURIComponent;

/** Where fleet-level pages stand in Headlamp. */
export const FLEET_PATH = '/portlight';

/** Headlamp's own page per kind of workload. */
const PLURALS: Record<string, string> = {
  CronJob: 'cronjobs',
  DaemonSet: 'daemonsets',
  Deployment: 'deployments',
  Job: 'jobs',
  Pod: 'pods',
  ReplicaSet: 'replicasets',
  StatefulSet: 'statefulsets',
};

const withSearch = (path: string, search?: string) =>
  search ? `${path}?${search.replace(/^\?/, '')}` : path;

/**
 * Addresses in Headlamp: our own pages for the fleet and a cluster, Headlamp's own for the objects (our sections stand
 * there).
 *
 * @param clusters - those that Headlamp is connected to; a portal may know more
 * @returns undefined where Headlamp has no such page: catalog entities, the sync page, custom workloads, objects of
 *   other clusters
 */
export function addressOf(
  target: LinkTarget,
  clusters: ReadonlySet<string>,
): string | undefined {
  if (
    (target.page === 'node' ||
      target.page === 'pod' ||
      target.page === 'workload') &&
    !clusters.has(target.cluster)
  ) {
    return undefined;
  }
  switch (target.page) {
    case 'fleet':
      return withSearch(FLEET_PATH, target.search);
    case 'cluster':
      return withSearch(
        `${FLEET_PATH}/clusters/${segment(target.cluster)}/${
          target.tab ?? 'overview'
        }`,
        target.search,
      );
    case 'node':
      return `/c/${segment(target.cluster)}/nodes/${segment(target.name)}`;
    case 'pod':
      return `/c/${segment(target.cluster)}/pods/${segment(
        target.namespace,
      )}/${segment(target.name)}`;
    case 'workload': {
      const plural = PLURALS[target.kind];
      return (
        plural &&
        `/c/${segment(target.cluster)}/${plural}/${segment(
          target.namespace,
        )}/${segment(target.name)}`
      );
    }
    default:
      return undefined;
  }
}
