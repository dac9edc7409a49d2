import type { ResourceDefinition } from '../../store';
import type { Cluster } from '../Cluster';
import { METRICS_GROUP, servesMetrics } from '../metrics/metricsRoute';

const ALL_VERBS = [
  'create',
  'delete',
  'deletecollection',
  'get',
  'list',
  'patch',
  'update',
  'watch',
];

/** A resource or subresource as discovery lists it. */
export interface ServedResource {
  /** With the subresource: `deployments/scale`. */
  name: string;
  singular: string;
  namespaced: boolean;
  kind: string;
  /** Where the kind is not of the group it is listed in. */
  kindGroup?: string;
  kindVersion?: string;
  verbs: readonly string[];
  shortNames?: readonly string[];
  categories?: readonly string[];
}

/** One version of a group. */
export interface ServedVersion {
  group: string;
  version: string;
  resources: ServedResource[];
}

const REVIEWS: readonly [string, string, string, string][] = [
  ['authentication.k8s.io', 'v1', 'selfsubjectreviews', 'SelfSubjectReview'],
  [
    'authorization.k8s.io',
    'v1',
    'selfsubjectaccessreviews',
    'SelfSubjectAccessReview',
  ],
  [
    'authorization.k8s.io',
    'v1',
    'selfsubjectrulesreviews',
    'SelfSubjectRulesReview',
  ],
];

/** Everything a cluster serves, by group and version, core first. */
export function servedVersions(cluster: Cluster): ServedVersion[] {
  const versions = new Map<string, ServedVersion>();
  const add = (group: string, version: string, ...list: ServedResource[]) => {
    const key = `${group}/${version}`;
    const entry = versions.get(key) ?? { group, version, resources: [] };
    entry.resources.push(...list);
    versions.set(key, entry);
  };
  for (const resource of cluster.store.resources.all()) {
    add(resource.group, resource.version, ...describe(resource));
  }
  for (const [group, version, name, kind] of REVIEWS) {
    add(group, version, {
      name,
      singular: kind.toLocaleLowerCase('en-US'),
      namespaced: false,
      kind,
      verbs: ['create'],
    });
  }
  if (servesMetrics(cluster)) {
    add(
      METRICS_GROUP,
      'v1beta1',
      metric('nodes', 'NodeMetrics', false),
      metric('pods', 'PodMetrics', true),
    );
  }
  for (const { resources } of versions.values()) {
    resources.sort((left, right) => (left.name < right.name ? -1 : 1));
  }
  return [...versions.values()];
}

function metric(
  name: string,
  kind: string,
  namespaced: boolean,
): ServedResource {
  return { name, singular: '', namespaced, kind, verbs: ['get', 'list'] };
}

function describe(resource: ResourceDefinition): ServedResource[] {
  const { resource: name, namespaced, kind } = resource;
  const sub = (
    subresource: string,
    verbs: readonly string[],
    other: Partial<ServedResource> = {},
  ): ServedResource => ({
    name: `${name}/${subresource}`,
    singular: '',
    namespaced,
    kind,
    verbs,
    ...other,
  });
  const list: ServedResource[] = [
    {
      name,
      singular: resource.singular,
      namespaced,
      kind,
      verbs:
        name === 'namespaces' && resource.group === ''
          ? ALL_VERBS.filter(verb => verb !== 'deletecollection')
          : ALL_VERBS,
      shortNames: resource.shortNames,
      categories: resource.categories,
    },
  ];
  if (resource.status) {
    list.push(sub('status', ['get', 'patch', 'update']));
  }
  if (resource.scale) {
    list.push(
      sub('scale', ['get', 'patch', 'update'], {
        kindGroup: 'autoscaling',
        kindVersion: 'v1',
        kind: 'Scale',
      }),
    );
  }
  if (resource.group === '' && kind === 'Pod') {
    list.push(
      sub('binding', ['create'], { kind: 'Binding' }),
      sub('eviction', ['create'], {
        kindGroup: 'policy',
        kindVersion: 'v1',
        kind: 'Eviction',
      }),
      sub('log', ['get']),
    );
  }
  const proxyOptions: Record<string, string> = {
    Pod: 'PodProxyOptions',
    Service: 'ServiceProxyOptions',
    Node: 'NodeProxyOptions',
  };
  if (resource.group === '' && proxyOptions[kind]) {
    list.push(
      sub('proxy', ['create', 'delete', 'get', 'patch', 'update'], {
        kind: proxyOptions[kind],
      }),
    );
  }
  return list;
}
