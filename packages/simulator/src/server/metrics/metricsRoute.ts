import {
  ApiError,
  formatTime,
  methodNotAllowed,
  type ApiObject,
  type ResourceDefinition,
} from '../../store';
import type { Cluster } from '../Cluster';
import type { RequestContext } from '../context';
import { parseListOptions } from '../read/listOptions';
import { sendObject, wantsIndent } from '../respond';
import type { Handler } from '../virtualRoutes';
import type { Usage } from '../providers';

const API_VERSION = 'metrics.k8s.io/v1beta1';
export const METRICS_GROUP = 'metrics.k8s.io';
/** metrics-server's own resolution. */
const WINDOW = '15s';

/** Whether a cluster has a metrics-server. */
export function servesMetrics(cluster: Cluster): boolean {
  return cluster.metricsApi ?? cluster.usage !== undefined;
}

/** `metrics.k8s.io`: what nodes and pods use now. */
export function metricsRoute(context: RequestContext): Handler | undefined {
  const { info, cluster } = context;
  if (
    info.group !== METRICS_GROUP ||
    !info.isResource ||
    !servesMetrics(cluster)
  ) {
    return undefined;
  }
  if (info.resource !== 'nodes' && info.resource !== 'pods') {
    return undefined;
  }
  return () => {
    if (info.verb !== 'get' && info.verb !== 'list') {
      throw methodNotAllowed();
    }
    sendMetrics(context, info.resource === 'nodes' ? 'Node' : 'Pod');
  };
}

function sendMetrics(context: RequestContext, kind: 'Node' | 'Pod'): void {
  const { info, cluster, request, response, query } = context;
  const { store } = cluster;
  const resource = store.resources.forKind(kind, 'v1');
  const options = { indent: wantsIndent(request, query) };
  if (info.name) {
    const object = store.get(resource, info.namespace, info.name);
    const metrics = object && describe(cluster, kind, object);
    if (!metrics) {
      throw missing(info.name, info.namespace, resource);
    }
    sendObject(request, response, 200, metrics, options);
    return;
  }
  const { matches, namespace } = parseListOptions({ ...context, resource });
  const items = store
    .list(resource, namespace)
    .filter(object => !matches || matches(object))
    .map(object => describe(cluster, kind, object))
    .filter(metrics => metrics !== undefined);
  sendObject(
    request,
    response,
    200,
    {
      kind: `${kind}MetricsList`,
      apiVersion: API_VERSION,
      metadata: {},
      items,
    },
    options,
  );
}

function missing(
  name: string,
  namespace: string | undefined,
  { resource }: ResourceDefinition,
): ApiError {
  const full = namespace ? `${namespace}/${name}` : name;
  return new ApiError(
    404,
    'NotFound',
    `${resource}.metrics.k8s.io ${JSON.stringify(full)} not found`,
    { name: full, group: METRICS_GROUP, kind: resource },
  );
}

function quantities({ cpu, memory }: Usage) {
  return {
    cpu: `${Math.round(cpu * 1e9)}n`,
    memory: `${Math.round(memory / 1024)}Ki`,
  };
}

function describe(
  { store, usage }: Cluster,
  kind: 'Node' | 'Pod',
  object: ApiObject,
): unknown {
  const { name, namespace, labels } = object.metadata;
  const time = formatTime(store.clock.now());
  const head = {
    kind: `${kind}Metrics`,
    apiVersion: API_VERSION,
    metadata: {
      name,
      ...(namespace ? { namespace } : {}),
      creationTimestamp: time,
      ...(labels ? { labels } : {}),
    },
    timestamp: time,
    window: WINDOW,
  };
  if (kind === 'Node') {
    const used = usage?.node(object);
    return used && { ...head, usage: quantities(used) };
  }
  const containers = usage?.pod(object);
  return (
    containers && {
      ...head,
      containers: containers.map(container => ({
        name: container.name,
        usage: quantities(container),
      })),
    }
  );
}
