/**
 * Names of the permissions that the backend registers and enforces. The frontend asks for the same ones.
 *
 * @public
 */
export const PORTLIGHT_PERMISSIONS = {
  /** Clusters, nodes and the fleet's figures. Resource type `portlight-cluster`. */
  clusterRead: 'portlight.cluster.read',
  /** Registering a cluster, and testing one before that. */
  clusterCreate: 'portlight.cluster.create',
  /** Changing a registered cluster, its credentials and its maintenance. Resource type `portlight-cluster`. */
  clusterUpdate: 'portlight.cluster.update',
  /** Forgetting a registered cluster. Resource type `portlight-cluster`. */
  clusterDelete: 'portlight.cluster.delete',
  /** Reading a cluster again, now. Resource type `portlight-cluster`. */
  clusterSync: 'portlight.cluster.sync',
  /** Namespaces. Resource type `portlight-namespace`. */
  namespaceRead: 'portlight.namespace.read',
  /** Workloads, pods, other objects in namespaces, their problems and events. Resource type `portlight-workload`. */
  workloadRead: 'portlight.workload.read',
  /** The state of the mirror: workers, replicas, missing rights. */
  syncRead: 'portlight.sync.read',
  /** What things cost and should request; rows are those of what may be seen besides. */
  costRead: 'portlight.cost.read',
  /** Bills, budgets, the accuracy of costs and the job that computes them. */
  costManage: 'portlight.cost.manage',
  /** The keys that protect stored credentials. */
  encryptionManage: 'portlight.encryption.manage',
} as const;

/**
 * The signals channel on which the backend says what changed: `{ topics: string[] }`, the `topic` of each cluster, and of
 * each target whose peers or metrics are new. A signal reaches everybody who is signed in, and a topic says nothing to
 * those who do not see what it stands for.
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
  /** `Kind/name` of one workload; together with namespace and cluster. */
  workload: 'portlight.io/workload',
} as const;

/**
 * The annotation of entities that Portlight's own entity provider makes: the name of the cluster that they stand for or
 * are in. The policy hides entities by it, and no source of clusters takes them for one.
 *
 * @public
 */
export const PROVIDED_CLUSTER_ANNOTATION = 'portlight.io/cluster';
