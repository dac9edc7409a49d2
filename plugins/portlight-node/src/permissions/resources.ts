import { createPermissionResourceRef } from '@backstage/plugin-permission-node';

/** What rules of clusters look at. @public */
export interface ClusterResource {
  /** Unique in the fleet. */
  name: string;
  /** Such as `production`. */
  environment?: string;
  /** As its source or the administrator has them. */
  tags: string[];
  /** Who answers for the cluster: a catalog entity reference. */
  owner?: string;
  /** Owners of what runs in it, each once. */
  owners: string[];
}

/** What rules of namespaces look at. @public */
export interface NamespaceResource {
  /** The cluster that it is in. */
  cluster: string;
  /** Of its cluster. */
  environment?: string;
  /** The namespace's own name. */
  name: string;
  /** Of the namespace. */
  labels: Record<string, string>;
  /** A catalog entity reference. */
  owner?: string;
}

/** What rules of workloads look at: any object in a namespace. @public */
export interface WorkloadResource {
  /** The cluster that it is in. */
  cluster: string;
  /** Of its cluster. */
  environment?: string;
  /** The namespace that it is in. */
  namespace: string;
  /** Such as `Deployment`, `Pod` or `Service`. */
  kind: string;
  /** The object's own name. */
  name: string;
  /** Of the object. */
  labels: Record<string, string>;
  /** A catalog entity reference; the namespace's where the object names none. */
  owner?: string;
}

/** The property has one of the values. @public */
export interface AmongFilter<Property extends string> {
  /** What is compared. */
  property: Property;
  /** Any of these; none matches nothing. */
  values: string[];
}

/** The object has the label, with the value where one is given. @public */
export interface LabelFilter {
  /** Tells it from filters on other properties. */
  property: 'label';
  /** Key of the label. */
  key: string;
  /** Any value when absent. */
  value?: string;
}

/** What rules of clusters become in a query. @public */
export type ClusterFilter = AmongFilter<
  'name' | 'environment' | 'tag' | 'owner' | 'runningOwner'
>;

/** What rules of namespaces become in a query. @public */
export type NamespaceFilter =
  | AmongFilter<'cluster' | 'environment' | 'name' | 'owner'>
  | LabelFilter;

/** What rules of workloads become in a query. @public */
export type WorkloadFilter =
  | AmongFilter<'cluster' | 'environment' | 'namespace' | 'owner'>
  | LabelFilter;

/** Clusters; references are their names. @public */
export const portlightClusterResourceRef = createPermissionResourceRef<
  ClusterResource,
  ClusterFilter
>().with({ pluginId: 'portlight', resourceType: 'portlight-cluster' });

/** Namespaces; references are `cluster/namespace`. @public */
export const portlightNamespaceResourceRef = createPermissionResourceRef<
  NamespaceResource,
  NamespaceFilter
>().with({ pluginId: 'portlight', resourceType: 'portlight-namespace' });

/** Objects in namespaces; references are `cluster/namespace/kind/name`. @public */
export const portlightWorkloadResourceRef = createPermissionResourceRef<
  WorkloadResource,
  WorkloadFilter
>().with({ pluginId: 'portlight', resourceType: 'portlight-workload' });
