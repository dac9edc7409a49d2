/**
 * `metadata` of an object in the store, as Kubernetes has it.
 *
 * @public
 */
export interface ObjectMetadata {
  name: string;
  /** Absent for cluster-scoped kinds. */
  namespace?: string;
  generateName?: string;
  uid: string;
  /** Decimal; grows with every write of the cluster, not only of this object. */
  resourceVersion: string;
  /** Counts changes of `spec`; only for kinds that have it. */
  generation?: number;
  /** RFC 3339, whole seconds. */
  creationTimestamp: string;
  /** RFC 3339, whole seconds: when the object is (or was) due to be gone. */
  deletionTimestamp?: string;
  deletionGracePeriodSeconds?: number;
  labels?: Record<string, string>;
  annotations?: Record<string, string>;
  ownerReferences?: OwnerReference[];
  finalizers?: string[];
  managedFields?: ManagedFieldsEntry[];
}

/** The object that owns another. @public */
export interface OwnerReference {
  apiVersion: string;
  kind: string;
  name: string;
  uid: string;
  controller?: boolean;
  blockOwnerDeletion?: boolean;
}

/** Who set which fields, as server-side apply keeps it. @public */
export interface ManagedFieldsEntry {
  manager: string;
  operation: 'Apply' | 'Update';
  apiVersion: string;
  time?: string;
  fieldsType: 'FieldsV1';
  fieldsV1: Record<string, unknown>;
  subresource?: string;
}

/**
 * A Kubernetes object as the store keeps it.
 *
 * The store never copies and never changes an object that it was given or has given out: whoever changes
 * one makes a new object and may share every part that stays the same (a pod template's containers, say).
 * That is what makes 50,000 pods cheap, and a watch's history free.
 *
 * @public
 */
export interface ApiObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: Readonly<ObjectMetadata>;
  readonly spec?: any;
  readonly status?: any;
  readonly [field: string]: any;
}

/**
 * What a writer hands to the store: an object whose server-set fields may be missing.
 *
 * @public
 */
export interface ApiObjectInput {
  /** Set from the resource when missing. */
  readonly apiVersion?: string;
  readonly kind?: string;
  readonly metadata: Readonly<Partial<ObjectMetadata>>;
  readonly spec?: any;
  readonly status?: any;
  readonly [field: string]: any;
}
