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
  kind: string;
  /** Empty for objects without a namespace. */
  namespace: string;
  name: string;
  record: KubernetesObject;
  health: Health;
  /** The item that lists answer for this object. */
  summary: Namespace | Node | Workload | Pod | Event | ObjectSummary;
  columns: InventoryColumns;
  /** What is wrong with this object now; empty for most. */
  problems: Problem[];
}

/** The columns of {@link InventoryRow} that SQL filters and sorts by. @public */
export interface InventoryColumns {
  labels: Record<string, string>;
  images: string[];
  phase?: string;
  node?: string;
  /** The top-level controller as `Kind/name`, for pods and what stands between. */
  workload?: string;
  owner?: string;
  version?: string;
  restarts?: number;
  /** Wanted and ready replicas (or containers of a pod). */
  desired?: number;
  ready?: number;
  /** Requested (pods), allocatable (nodes): cores and bytes. */
  cpu?: number;
  memory?: number;
  createdAt?: string;
}

/** What changed since the inventory was asked last. @public */
export interface InventoryChanges {
  upserts: InventoryRow[];
  deletes: { kind: string; namespace: string; name: string }[];
}
