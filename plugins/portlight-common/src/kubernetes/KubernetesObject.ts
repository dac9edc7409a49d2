/**
 * The shape of a Kubernetes object as the mirror keeps it: the object itself with fewer fields. Whatever a
 * server sends fits (every field is optional); the kinds' pruning functions decide which fields stay.
 *
 * @public
 */
export interface KubernetesObject {
  /** Group and version, such as `apps/v1`. */
  apiVersion?: string;
  /** Such as `Deployment`. */
  kind?: string;
  /** What all objects have. */
  metadata?: ObjectMeta;
  /** What is wanted. */
  spec?: any;
  /** What is, as the controllers of the kind say. */
  status?: any;
  /** What some kinds have besides, such as `data` or `subsets`. */
  [field: string]: any;
}

/** The part of `metadata` that the mirror keeps. @public */
export interface ObjectMeta {
  /** Unique among objects of the kind and namespace. */
  name?: string;
  /** Absent for objects without one. */
  namespace?: string;
  /** Unique in space and time. */
  uid?: string;
  /** The server's opaque version of the object. */
  resourceVersion?: string;
  /** Grows with every change of `spec`. */
  generation?: number;
  /** ISO 8601, UTC. */
  creationTimestamp?: string;
  /** ISO 8601, UTC; set while the object is being deleted. */
  deletionTimestamp?: string;
  /** What selectors match. */
  labels?: Record<string, string>;
  /** Those that Portlight reads. */
  annotations?: Record<string, string>;
  /** The objects that own this one. */
  ownerReferences?: OwnerReference[];
}

/** A reference to the object that owns another. @public */
export interface OwnerReference {
  /** Group and version, such as `apps/v1`. */
  apiVersion?: string;
  /** Such as `ReplicaSet`. */
  kind?: string;
  /** In the same namespace, or without one. */
  name?: string;
  /** Of the owner, which may be gone. */
  uid?: string;
  /** Whether the owner manages the object; at most one owner does. */
  controller?: boolean;
}
