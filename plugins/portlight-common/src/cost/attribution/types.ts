import type { OwnerOptions } from '../../inventory';

/**
 * What an entity's annotations select; see the annotations of catalog entities.
 *
 * @public
 */
export interface WorkloadSelector {
  /** `Kind/name` of one workload. */
  workload?: string;
  /** The value of the label `backstage.io/kubernetes-id`. */
  kubernetesId?: string;
  /** As kubectl takes it. */
  labelSelector?: string;
  /** Only workloads in it. */
  namespace?: string;
  /** Only workloads in it. */
  cluster?: string;
}

/**
 * An entity of the catalog that selects workloads, as it was on a day.
 *
 * @public
 */
export interface EntityOwnership {
  /** The whole reference, in lower case. */
  ref: string;
  /** What its annotations select. */
  selector: WorkloadSelector;
  /** The whole reference of its owner; absent where it has none. */
  owner?: string;
  /** The whole reference of the system that it is part of. */
  system?: string;
  /** The whole reference of the domain of that system. */
  domain?: string;
}

/**
 * Who owned what on a day.
 *
 * @public
 */
export interface OwnershipSnapshot {
  /** Such as `2026-11-21`, in the report's time zone; the day that it was taken on. */
  day: string;
  /** Entities that select workloads, in the order of their references. */
  entities: readonly EntityOwnership[];
}

/**
 * What bears a cost and may say whose it is: a workload, or a namespace where a cost has no workload, such as a volume
 * that nobody mounts.
 *
 * @public
 */
export interface AttributedObject {
  /** Name of the cluster. */
  cluster: string;
  /** Of the workload. */
  namespace: string;
  /** Absent for what is the namespace's only. */
  workload?: { kind: string; name: string };
  /** Of the workload and of its pods; the workload's own win. */
  labels?: Readonly<Record<string, string>>;
  /** Of the workload. */
  annotations?: Readonly<Record<string, string>>;
  /** Looked at where the workload says nothing. */
  namespaceLabels?: Readonly<Record<string, string>>;
  /** Looked at where the workload says nothing. */
  namespaceAnnotations?: Readonly<Record<string, string>>;
}

/**
 * Whose a cost is. What nobody says is absent.
 *
 * @public
 */
export interface CostAttribution {
  /** A whole entity reference wherever the value can be one. */
  owner?: string;
  /** A whole entity reference. */
  system?: string;
  /** A whole entity reference. */
  domain?: string;
  /** A whole entity reference. */
  entity?: string;
  /** As the labels say it. */
  team?: string;
  /** As the labels say it. */
  costCenter?: string;
}

/**
 * Where a word about a workload is read from.
 *
 * @public
 */
export interface AttributionRule {
  /** Keys of annotations and labels; of one object the first found wins. */
  keys: readonly string[];
  /** What values mean, such as `{ 'cc-17': 'Payments' }`; others stay as they are. */
  values?: Readonly<Record<string, string>>;
}

/**
 * How costs are attributed: `portlight.cost.attribution`.
 *
 * @public
 */
export interface AttributionOptions {
  /** Default `portlight.io/team`, `team`, `app.kubernetes.io/team`. */
  team?: AttributionRule;
  /** Default `portlight.io/cost-center`, `cost-center`, `cost-centre`, `costcenter`, `cost_center`. */
  costCenter?: AttributionRule;
  /** As for workloads everywhere else: `portlight.owner`. */
  owner?: OwnerOptions;
  /** Whose word on the owner counts first: the catalog's (default), or that of the labels. */
  ownerFrom?: 'catalog' | 'labels';
}

/**
 * Attributes costs by the ownership of one day.
 *
 * @public
 */
export interface Attributor {
  /** The day of the ownership that it knows; absent where no snapshot has been taken yet: labels only. */
  readonly day?: string;
  /** Whose the object's costs are. */
  attribute(object: AttributedObject): CostAttribution;
  /**
   * All entities that select the object. The first is the one that counts: that with the most specific selector, and
   * of several alike the first by reference.
   */
  entities(object: AttributedObject): readonly EntityOwnership[];
}
