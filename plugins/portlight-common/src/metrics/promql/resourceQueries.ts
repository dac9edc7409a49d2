import { averageOverTime, either, maximum, rate, sum } from './functions';
import { type LabelMatcher, type PromQl, Selector } from './PromQl';
import { anyOf } from './quote';

/** What is used. @public */
export type UsageResource =
  | 'cpu'
  | 'memory'
  | 'networkReceive'
  | 'networkTransmit'
  | 'storage';

/** Whose usage a Prometheus is asked for. @public */
export type ResourceQueryScope =
  | { type: 'cluster' }
  | { type: 'node'; node: string }
  | { type: 'namespace'; namespace: string }
  | {
      type: 'pods';
      namespace: string;
      /** A regular expression; see `podsPattern`. */
      pods: string;
      /** Names of their claims. */
      claims: readonly string[];
    };

/** How a Prometheus calls what kubelets and cAdvisor say. @public */
export interface KubernetesLabels {
  /** Default `namespace`. */
  namespace: string;
  /** Default `pod`. */
  pod: string;
  /** Default `node`. */
  node: string;
}

/** As the usual configurations of Prometheus call them. @public */
export const KUBERNETES_LABELS: KubernetesLabels = {
  namespace: 'namespace',
  pod: 'pod',
  node: 'node',
};

/** Interfaces whose bytes pass through another one too, or do not leave the node. */
const INNER_INTERFACES =
  'lo|veth.*|cali.*|cilium.*|lxc.*|cni.*|docker.*|flannel.*|vxlan.*|tunl.*|br-.*|kube-.*|dummy.*|nodelocaldns';

const NETWORK = {
  networkReceive: 'container_network_receive_bytes_total',
  networkTransmit: 'container_network_transmit_bytes_total',
};

const CONTAINER_USAGE = {
  cpu: ['container_cpu_usage_seconds_total', rate],
  memory: ['container_memory_working_set_bytes', averageOverTime],
} as const;

/** Options of {@link resourceQuery}. @public */
export interface ResourceQueryOptions {
  /** What every selector has besides, such as the cluster's label. */
  matchers: readonly LabelMatcher[];
  /** Default {@link KUBERNETES_LABELS}. */
  labels?: KubernetesLabels;
  /** Seconds over which each point is the average. */
  window: number;
}

/**
 * What something uses, by cAdvisor's and the kubelet's metrics: one series without labels.
 *
 * @public
 */
export function resourceQuery(
  resource: UsageResource,
  scope: ResourceQueryScope,
  { matchers, labels = KUBERNETES_LABELS, window }: ResourceQueryOptions,
): PromQl {
  const series = (name: string, more: readonly LabelMatcher[]) =>
    Selector.series(name, [...matchers, ...more]).range(window);
  const place = placeOf(scope, labels);
  if (resource === 'storage') return storageQuery(scope, series, labels);
  if (resource === 'networkReceive' || resource === 'networkTransmit') {
    const ofPods = sum(
      rate(
        series(NETWORK[resource], [
          ...place,
          ...(scope.type === 'pods'
            ? []
            : [{ name: labels.pod, operator: '!=' as const, value: '' }]),
        ]),
      ),
    );
    return ofMachines(scope)
      ? either(
          sum(
            rate(
              series(NETWORK[resource], [
                ...place,
                { name: 'id', operator: '=', value: '/' },
                { name: 'interface', operator: '!~', value: INNER_INTERFACES },
              ]),
            ),
          ),
          ofPods,
        )
      : ofPods;
  }
  const [name, measure] = CONTAINER_USAGE[resource];
  // Without the pods' own groups, which are the sums of their containers again.
  const ofContainers = sum(
    measure(
      series(name, [
        ...place,
        { name: 'container', operator: '!=', value: '' },
      ]),
    ),
  );
  // Many configurations drop the node's own group.
  return ofMachines(scope)
    ? either(
        sum(
          measure(
            series(name, [...place, { name: 'id', operator: '=', value: '/' }]),
          ),
        ),
        ofContainers,
      )
    : ofContainers;
}

/**
 * What each pod uses, by cAdvisor's metrics: one series with the labels of namespace and pod for each.
 *
 * @public
 */
export function podUsageQuery(
  resource: 'cpu' | 'memory',
  { matchers, labels = KUBERNETES_LABELS, window }: ResourceQueryOptions,
): PromQl {
  const [name, measure] = CONTAINER_USAGE[resource];
  const series = Selector.series(name, [
    ...matchers,
    // Without the pods' own groups, which are the sums of their containers again.
    { name: 'container', operator: '!=', value: '' },
    { name: labels.pod, operator: '!=', value: '' },
  ]);
  return sum(measure(series.range(window)), {
    by: [labels.namespace, labels.pod],
  });
}

/**
 * The size of the storage that {@link resourceQuery} has the use of.
 *
 * @public
 */
export function storageCapacityQuery(
  scope: ResourceQueryScope,
  { matchers, labels = KUBERNETES_LABELS, window }: ResourceQueryOptions,
): PromQl {
  return storageQuery(
    scope,
    (name, more) => Selector.series(name, [...matchers, ...more]).range(window),
    labels,
    {
      volume: 'kubelet_volume_stats_capacity_bytes',
      fileSystem: 'container_fs_limit_bytes',
    },
  );
}

function ofMachines(scope: ResourceQueryScope): boolean {
  return scope.type === 'cluster' || scope.type === 'node';
}

function placeOf(
  scope: ResourceQueryScope,
  labels: KubernetesLabels,
): LabelMatcher[] {
  switch (scope.type) {
    case 'cluster':
      return [];
    case 'node':
      return [{ name: labels.node, operator: '=', value: scope.node }];
    case 'namespace':
      return [
        { name: labels.namespace, operator: '=', value: scope.namespace },
      ];
    default:
      return [
        { name: labels.namespace, operator: '=', value: scope.namespace },
        { name: labels.pod, operator: '=~', value: scope.pods },
      ];
  }
}

function storageQuery(
  scope: ResourceQueryScope,
  series: (
    name: string,
    more: readonly LabelMatcher[],
  ) => ReturnType<Selector['range']>,
  labels: KubernetesLabels,
  names = {
    volume: 'kubelet_volume_stats_used_bytes',
    fileSystem: 'container_fs_usage_bytes',
  },
): PromQl {
  if (scope.type === 'node') {
    return sum(
      maximum(
        averageOverTime(
          series(names.fileSystem, [
            ...placeOf(scope, labels),
            { name: 'id', operator: '=', value: '/' },
          ]),
        ),
        { by: ['device'] },
      ),
    );
  }
  const place: LabelMatcher[] =
    scope.type === 'pods'
      ? [
          { name: labels.namespace, operator: '=', value: scope.namespace },
          {
            name: 'persistentvolumeclaim',
            operator: '=~',
            value: anyOf(scope.claims),
          },
        ]
      : placeOf(scope, labels);
  // Each node with a pod that uses a claim has a series of it.
  return sum(
    maximum(averageOverTime(series(names.volume, place)), {
      by: [labels.namespace, 'persistentvolumeclaim'],
    }),
  );
}
