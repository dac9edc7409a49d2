import type {
  Event,
  Health,
  Namespace,
  Node,
  ObjectSummary,
  Pod,
  Problem,
  Workload,
} from '../api/types';
import type { KubernetesObject } from '../kubernetes';

/**
 * What is stored of one object: the pruned record, what was derived from it, and the columns that lists
 * filter and sort by.
 *
 * @public
 */
export interface InventoryRow {
  /** Such as `Deployment`. */
  kind: string;
  /** Empty for objects without a namespace. */
  namespace: string;
  /** Unique among objects of the kind and namespace. */
  name: string;
  /** The pruned object. */
  record: KubernetesObject;
  /** How the object is. */
  health: Health;
  /** The item that lists answer for this object. */
  summary: Namespace | Node | Workload | Pod | Event | ObjectSummary;
  /** The JSON text of the summary, where it is written already. */
  summaryText?: string;
  /** What lists filter and sort by. */
  columns: InventoryColumns;
  /** What is wrong with this object now; empty for most. */
  problems: Problem[];
}

/** The columns of {@link InventoryRow} that SQL filters and sorts by. @public */
export interface InventoryColumns {
  /** The labels of the object. */
  labels: Record<string, string>;
  /** Images of the containers, each once. */
  images: string[];
  /** Of pods, volumes, claims and namespaces: `status.phase`, or what kubectl shows instead. */
  phase?: string;
  /** The node on which a pod runs. */
  node?: string;
  /** The top-level controller as `Kind/name`, for pods and what stands between. */
  workload?: string;
  /** Who answers for it: a catalog entity reference, or a bare name. */
  owner?: string;
  /** As the object says it, such as a `v1.36.3` of a kubelet. */
  version?: string;
  /** Of all containers of a pod, or of all pods of a workload. */
  restarts?: number;
  /** Wanted replicas, or containers of a pod. */
  desired?: number;
  /** Ready replicas, or containers of a pod. */
  ready?: number;
  /** Requested (pods) or allocatable (nodes); cores. */
  cpu?: number;
  /** Requested (pods) or allocatable (nodes); bytes. */
  memory?: number;
  /** ISO 8601, UTC. */
  createdAt?: string;
}

/**
 * An object that is gone and cost something while it was there, or a ReplicaSet or Job, by which pods find their workload.
 *
 * @public
 */
export interface EndedObject {
  /** As it was last, pruned. */
  record: KubernetesObject;
  /** Milliseconds since the epoch. */
  endedAt: number;
  /** It was gone by then, since when is not known: its end was not watched. */
  noticed: boolean;
}

/** What changed since the inventory was asked last. @public */
export interface InventoryChanges {
  /** Rows that are new or different. */
  upserts: InventoryRow[];
  /** Keys of rows that are gone; `namespace` is empty for objects without one. */
  deletes: { kind: string; namespace: string; name: string }[];
  /** Objects that are gone; those of a name that was taken again are here too, and not in `deletes`. */
  ended?: EndedObject[];
}
