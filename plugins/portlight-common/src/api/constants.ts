/**
 * Names of the permissions that the backend registers and enforces. The frontend asks for the same ones.
 *
 * @public
 */
export const PORTLIGHT_PERMISSIONS = {
  /** Clusters, nodes and the fleet's figures. */
  clusterRead: 'portlight.cluster.read',
  /** Reading a cluster again, now. */
  clusterSync: 'portlight.cluster.sync',
  /** Namespaces, workloads, pods, other objects, their problems and events. */
  workloadRead: 'portlight.workload.read',
  /** The state of the mirror. */
  syncRead: 'portlight.sync.read',
} as const;

/**
 * The signals channel on which the backend says that clusters changed: `{ clusters: string[] }`, names only.
 *
 * @public
 */
export const SIGNALS_CHANNEL = 'portlight:changes';

/**
 * Annotations of catalog entities that say which workloads are theirs, as the Kubernetes plugin reads them.
 *
 * @public
 */
export const ENTITY_ANNOTATIONS = {
  kubernetesId: 'backstage.io/kubernetes-id',
  labelSelector: 'backstage.io/kubernetes-label-selector',
  namespace: 'backstage.io/kubernetes-namespace',
  cluster: 'backstage.io/kubernetes-cluster',
} as const;
