import { KINDS } from '../inventory/kinds';
import type { KindDefinition } from '../inventory';
import type { ResourcePermission } from './permissions';

/** What Portlight does with a cluster. @public */
export type ClusterFeatureName =
  | 'inventory'
  | 'events'
  | 'helm'
  | 'usage'
  | 'kubelet'
  | 'peers'
  | 'services'
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
  /** What an administrator should know before granting it; a sentence. */
  note?: string;
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
 * Everything Portlight does with a cluster. All that it does is reading.
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
    // RBAC cannot say "only of this type" or "only metadata".
    note: 'Of secrets, only the metadata of Helm releases is asked for.',
  },
  {
    feature: 'usage',
    title: 'CPU and memory in use',
    permissions: ['nodes', 'pods'].map(resource => ({
      apiGroup: METRICS,
      resource,
      verb: 'list',
    })),
    apiGroup: METRICS,
    notInstalled:
      'The cluster has no metrics API (metrics.k8s.io); install metrics-server.',
  },
  {
    feature: 'kubelet',
    title: 'Network and storage in use',
    permissions: [{ apiGroup: '', resource: 'nodes/proxy', verb: 'get' }],
    note: 'Only stats/summary is asked for, but whoever has it reaches all of the API of kubelets, also what runs commands in containers: leave it out where that is too much.',
  },
  {
    feature: 'peers',
    title: 'Metrics and liveness of pods',
    permissions: [{ apiGroup: '', resource: 'pods/proxy', verb: 'get' }],
    note: 'Whoever has it can send GET requests to every pod.',
  },
  {
    feature: 'services',
    title: 'Prometheus and service discovery in the cluster',
    permissions: [{ apiGroup: '', resource: 'services/proxy', verb: 'get' }],
    note: 'Whoever has it can send GET requests to every Service.',
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
