import { KINDS } from '../inventory/kinds';
import type { KindDefinition } from '../inventory';
import type { ResourcePermission } from './permissions';

/** What Portlight does with a cluster. @public */
export type ClusterFeatureName =
  | 'inventory'
  | 'events'
  | 'helm'
  | 'usage'
  | 'monitors';

/** Something Portlight does with a cluster, and what it needs for that. @public */
export interface ClusterFeature {
  /** Its name in the API. */
  feature: ClusterFeatureName;
  /** Its name for people. */
  title: string;
  /** In all namespaces. */
  permissions: readonly ResourcePermission[];
  /** The API group that has to be installed in the cluster for it. */
  apiGroup?: string;
  /** What to say where that is not installed. */
  notInstalled?: string;
}

/** The group of the metrics API. */
const METRICS = 'metrics.k8s.io';

function mirrored(
  belongs: (kind: KindDefinition) => boolean,
): ResourcePermission[] {
  return KINDS.filter(belongs).flatMap(({ group, resource }) =>
    ['list', 'watch'].map(verb => ({ apiGroup: group, resource, verb })),
  );
}

/**
 * Everything Portlight does with a cluster. All of it is reading.
 *
 * @public
 */
export const CLUSTER_FEATURES: readonly ClusterFeature[] = [
  {
    feature: 'inventory',
    title: 'Inventory and health',
    permissions: [
      ...mirrored(
        ({ kind, optional }) =>
          !optional && kind !== 'Event' && kind !== 'Secret',
      ),
      ...['/version', '/readyz'].map(resource => ({
        apiGroup: '',
        resource,
        verb: 'get',
      })),
    ],
  },
  {
    feature: 'events',
    title: 'Events',
    permissions: mirrored(({ kind }) => kind === 'Event'),
  },
  {
    feature: 'helm',
    title: 'Helm releases',
    permissions: mirrored(({ kind }) => kind === 'Secret'),
  },
  {
    feature: 'usage',
    title: 'CPU and memory in use',
    permissions: [{ apiGroup: METRICS, resource: 'nodes', verb: 'list' }],
    apiGroup: METRICS,
    notInstalled:
      'The cluster has no metrics API (metrics.k8s.io); install metrics-server.',
  },
  {
    feature: 'monitors',
    title: "The Prometheus operator's monitors and rules",
    permissions: mirrored(({ optional }) => optional === true),
    apiGroup: 'monitoring.coreos.com',
    notInstalled:
      'The cluster has no Prometheus operator (monitoring.coreos.com); there is nothing to read.',
  },
];
