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

/** Headlamp's own page of an object; undefined for kinds and clusters that it has no page for. */
function pageOfHeadlamp(
  target: Extract<
    LinkTarget,
    { page: 'node' | 'namespace' | 'pod' | 'workload' }
  >,
  clusters: ReadonlySet<string>,
): string | undefined {
  if (!clusters.has(target.cluster)) return undefined;
  const cluster = `/c/${segment(target.cluster)}`;
  switch (target.page) {
    case 'node':
      return `${cluster}/nodes/${segment(target.name)}`;
    case 'namespace':
      return `${cluster}/namespaces/${segment(target.namespace)}`;
    case 'pod':
      return `${cluster}/pods/${segment(target.namespace)}/${segment(
        target.name,
      )}`;
    default: {
      const plural = Object.hasOwn(PLURALS, target.kind)
        ? PLURALS[target.kind]
        : undefined;
      return (
        plural &&
        `${cluster}/${plural}/${segment(target.namespace)}/${segment(
          target.name,
        )}`
      );
    }
  }
}

/** Patterns of the addresses of our own pages below {@link FLEET_PATH}, as React Router 5 reads them. */
export const OWN_PATHS = {
  cluster: `${FLEET_PATH}/clusters/:cluster/:tab`,
  node: `${FLEET_PATH}/clusters/:cluster/nodes/:name/:tab`,
  namespace: `${FLEET_PATH}/clusters/:cluster/namespaces/:namespace`,
  namespaceTab: `${FLEET_PATH}/clusters/:cluster/namespaces/:namespace/:tab`,
  workload: `${FLEET_PATH}/clusters/:cluster/namespaces/:namespace/workloads/:kind/:name/:tab`,
  pod: `${FLEET_PATH}/clusters/:cluster/namespaces/:namespace/pods/:name/:tab`,
  service: `${FLEET_PATH}/clusters/:cluster/namespaces/:namespace/services/:name/:tab`,
  sources: `${FLEET_PATH}/sources`,
  costs: `${FLEET_PATH}/costs/:tab`,
} as const;

/** The first tab of each page. */
const FIRST_TABS: Partial<Record<LinkTarget['page'], string>> = {
  cluster: 'overview',
  node: 'overview',
  workload: 'overview',
  pod: 'overview',
  service: 'peers',
  costs: 'overview',
};

/** Fills a pattern with what a target says. */
function fill(pattern: string, target: LinkTarget): string {
  const values: Record<string, unknown> = {
    tab: FIRST_TABS[target.page],
    ...Object.fromEntries(
      Object.entries(target).filter(([, value]) => value !== undefined),
    ),
  };
  return pattern.replace(/:(\w+)/g, (_match, name: string) =>
    segment(String(values[name])),
  );
}

/**
 * Addresses in Headlamp: our own pages for the fleet, a cluster and a Service, Headlamp's own for the objects that it
 * shows (our sections stand there), and our own for what only they have: figures over time, and objects of clusters
 * that the portal knows and Headlamp does not.
 *
 * @param clusters - those that Headlamp is connected to; a portal may know more
 * @returns undefined where Headlamp has no such page: catalog entities, the sync page
 */
export function addressOf(
  target: LinkTarget,
  clusters: ReadonlySet<string>,
): string | undefined {
  switch (target.page) {
    case 'fleet':
      return withSearch(FLEET_PATH, target.search);
    case 'sources':
    case 'costs':
    case 'cluster':
      return withSearch(fill(OWN_PATHS[target.page], target), target.search);
    case 'service':
      return fill(OWN_PATHS.service, target);
    case 'namespace':
      return target.tab && target.tab !== 'overview'
        ? fill(OWN_PATHS.namespaceTab, target)
        : pageOfHeadlamp(target, clusters) ?? fill(OWN_PATHS.namespace, target);
    case 'node':
    case 'pod':
    case 'workload': {
      const own = fill(OWN_PATHS[target.page], target);
      return target.tab && target.tab !== 'overview'
        ? own
        : pageOfHeadlamp(target, clusters) ?? own;
    }
    default:
      return undefined;
  }
}
