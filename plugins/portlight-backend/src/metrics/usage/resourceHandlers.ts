import {
  type ResourceMetrics,
  type ResourceQueryScope,
  podsPattern,
  type ResourceUsage,
  usagePeer,
  type UsageResource,
} from '@portlight/plugin-portlight-common';
import type { OperationHandlers } from '../../api/operations';
import type { ClusterReader } from '../../clusters/read';
import { objectNotFound, type RecordReader } from '../../inventory/read';
import { seesParts, type Visibility } from '../../permissions';
import { KUBELET, METRICS_API, type SourceStates } from '../sources';
import { readTimeRange } from '../timeRange';
import {
  RESOURCES,
  type ResourceAnswer,
  type ResourceReader,
} from './ResourceReader';
import type { PodFigures, ScopeFigures, ScopeReader } from './ScopeReader';
import type { UsageSettings } from './usageSettings';

/** The operations of resources in use. */
export type ResourceOperation =
  | 'getClusterMetrics'
  | 'getNamespaceMetrics'
  | 'getNodeMetrics'
  | 'getWorkloadMetrics'
  | 'getPodMetrics';

/** What {@link createResourceHandlers} is made of. */
export interface ResourceHandlersOptions {
  clusters: Pick<ClusterReader, 'requireCluster'>;
  records: Pick<RecordReader, 'get'>;
  scopes: ScopeReader;
  resources: ResourceReader;
  states: Pick<SourceStates, 'read'>;
  settings: Pick<UsageSettings, 'enabled' | 'podsPerCluster'>;
  /** Milliseconds since the epoch. */
  now?: () => number;
}

interface Query {
  since?: string;
  until?: string;
  step?: number;
}

/** Seconds; nothing is measured more often. */
const FINEST_STEP = 30;

const UNITS: Record<UsageResource, ResourceUsage['unit']> = {
  cpu: 'cores',
  memory: 'bytes',
  networkReceive: 'bytesPerSecond',
  networkTransmit: 'bytesPerSecond',
  storage: 'bytes',
};

const NOTHING: ScopeFigures = { requests: {}, limits: {}, capacity: {} };

/** What is said of figures that would tell what others have. */
const IN_PART =
  'You see a part of this cluster, and what all of it uses is for those who see all; look at your namespaces and workloads';

/** Answers what clusters, namespaces, nodes, workloads and pods use. */
export function createResourceHandlers(
  options: ResourceHandlersOptions,
): Pick<OperationHandlers, ResourceOperation> {
  const { clusters, records, scopes, resources } = options;
  const { now = Date.now } = options;

  /** Why a resource is not known, from how its source answered last. */
  const reasons = async (cluster: string, visibility: Visibility) => {
    const states = (await options.states.read([cluster])).get(cluster);
    return (resource: UsageResource): string => {
      if (!options.settings.enabled) {
        return 'Resources in use are not measured: `portlight.metrics.usage.enabled` is off in the configuration';
      }
      const measured = resource === 'cpu' || resource === 'memory';
      const state = states?.get(measured ? METRICS_API : KUBELET);
      if (state?.message !== undefined && state.status !== 'available') {
        // What a server said is for those who see all of the cluster.
        return seesParts(visibility) && state.status !== 'absent'
          ? 'The cluster does not tell it; an administrator sees why under the sources of metrics'
          : state.message;
      }
      if (resource === 'storage') {
        return 'No volumes are in use here, or their driver does not tell how much is in them';
      }
      return state
        ? 'Nothing was measured in this range of time'
        : 'Nothing has been measured yet; the first figures come within two minutes';
    };
  };

  const answer = async (question: {
    cluster: string;
    query: Query;
    visibility: Visibility;
    peers: readonly string[];
    scope?: ResourceQueryScope;
    figures?: ScopeFigures;
    /** Why nothing is answered. */
    withheld?: string;
    warnings?: readonly string[];
  }): Promise<ResourceMetrics> => {
    const { cluster, visibility, figures = NOTHING, withheld } = question;
    const range = readTimeRange(question.query, now(), FINEST_STEP);
    const found: ResourceAnswer =
      withheld === undefined
        ? await resources.read({ ...question, range })
        : { times: [], step: range.step, resources: new Map(), warnings: [] };
    const why =
      withheld === undefined && found.resources.size < RESOURCES.length
        ? await reasons(cluster, visibility)
        : undefined;
    return {
      start: new Date(range.since * 1000).toISOString(),
      end: new Date(range.until * 1000).toISOString(),
      stepSeconds: found.step,
      times: found.times,
      warnings: [...(question.warnings ?? []), ...found.warnings],
      resources: RESOURCES.map((resource): ResourceUsage => {
        const values = found.resources.get(resource);
        const lines =
          resource === 'cpu' || resource === 'memory'
            ? linesOf(figures, resource)
            : {};
        return {
          resource,
          unit: UNITS[resource],
          ...lines,
          ...(values
            ? {
                used: values.used,
                source: values.source,
                ...(values.capacity === undefined
                  ? {}
                  : { capacity: values.capacity }),
              }
            : { message: withheld ?? why!(resource) }),
        };
      }),
    };
  };

  const podScope = (
    namespace: string,
    { pods, claims }: PodFigures,
    workloads: { kind: string; name: string }[],
  ): ResourceQueryScope => ({
    type: 'pods',
    namespace,
    pods: podsPattern(pods, workloads),
    claims,
  });

  return {
    getClusterMetrics: {
      answer: async ({ path: { cluster }, query, visibility }) => {
        await clusters.requireCluster(cluster, visibility);
        return answer({
          cluster,
          query,
          visibility,
          peers: [usagePeer({ type: 'cluster' })],
          scope: { type: 'cluster' },
          figures: await scopes.machines(cluster, undefined, visibility),
          withheld: seesParts(visibility) ? IN_PART : undefined,
        });
      },
    },
    getNodeMetrics: {
      answer: async ({ path: { cluster, name }, query, visibility }) => {
        const key = { cluster, namespace: '', kind: 'Node', name };
        await requireObject(key, visibility);
        return answer({
          cluster,
          query,
          visibility,
          peers: [usagePeer({ type: 'node', node: name })],
          scope: { type: 'node', node: name },
          figures: await scopes.machines(cluster, name, visibility),
          withheld: seesParts(visibility) ? IN_PART : undefined,
        });
      },
    },
    getNamespaceMetrics: {
      answer: async ({ path: { cluster, namespace }, query, visibility }) => {
        const key = { cluster, namespace: '', kind: 'Namespace' };
        await requireObject({ ...key, name: namespace }, visibility);
        const whole = await scopes.seesWhole(cluster, namespace, visibility);
        const figures = await scopes.namespace(cluster, namespace, visibility);
        return answer({
          cluster,
          query,
          visibility,
          figures,
          ...(whole
            ? {
                peers: [usagePeer({ type: 'namespace', namespace })],
                scope: { type: 'namespace', namespace },
              }
            : {
                peers: await scopes.workloadPeers(
                  cluster,
                  namespace,
                  visibility,
                ),
                warnings: [
                  'You see a part of this namespace: the figures are those of your workloads',
                ],
              }),
        });
      },
    },
    getWorkloadMetrics: {
      answer: async ({ path, query, visibility }) => {
        const { cluster, namespace, kind, name } = path;
        await requireObject(path, visibility);
        const workload = { kind, name };
        const figures = await scopes.workload(
          cluster,
          namespace,
          workload,
          visibility,
        );
        // Of others' pods with a name like one of this workload nothing may be told.
        const whole = await scopes.seesWhole(cluster, namespace, visibility);
        return answer({
          cluster,
          query,
          visibility,
          figures,
          peers: [usagePeer({ type: 'workload', namespace, ...workload })],
          scope: podScope(namespace, figures, whole ? [workload] : []),
        });
      },
    },
    getPodMetrics: {
      answer: async ({ path, query, visibility }) => {
        const { cluster, namespace, name } = path;
        const pod = { kind: 'Pod', name };
        await requireObject({ cluster, namespace, ...pod }, visibility);
        const figures = await scopes.workload(
          cluster,
          namespace,
          pod,
          visibility,
        );
        return answer({
          cluster,
          query,
          visibility,
          figures,
          peers: [usagePeer({ type: 'pod', namespace, name })],
          scope: podScope(namespace, figures, []),
        });
      },
    },
  };

  /** @throws PortlightError `not-found` for what is not there or not visible */
  async function requireObject(
    key: { cluster: string; namespace: string; kind: string; name: string },
    visibility: Visibility,
  ): Promise<void> {
    if (await records.get(key, visibility)) return;
    await clusters.requireCluster(key.cluster, visibility);
    throw objectNotFound(key);
  }
}

function linesOf(
  { requests, limits, capacity }: ScopeFigures,
  resource: 'cpu' | 'memory',
): Pick<ResourceUsage, 'requests' | 'limits' | 'capacity'> {
  const lines: Pick<ResourceUsage, 'requests' | 'limits' | 'capacity'> = {};
  if (requests[resource] !== undefined) lines.requests = requests[resource];
  if (limits[resource] !== undefined) lines.limits = limits[resource];
  if (capacity[resource] !== undefined) lines.capacity = capacity[resource];
  return lines;
}
