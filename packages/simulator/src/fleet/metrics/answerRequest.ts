import type { Pod } from '../../engine/types';
import { quantityOf } from '../../engine/quantity';
import { timeOf } from '../../engine/time';
import type { ProxyRequest, ProxyResponse } from '../../server';
import type { ApiObject } from '../../store';
import type { ServiceDescription } from '../description';
import { SERVICES } from '../services';
import type { SimulatedCluster } from '../SimulatedCluster';
import { PodActivity } from './PodActivity';
import { exposeMetrics, exposesMetrics } from './runtimes';

const TEXT = 'text/plain; version=0.0.4; charset=utf-8';
const NAME_LABEL = 'app.kubernetes.io/name';

const services = new Map(
  SERVICES.map(service => [`${service.namespace}/${service.name}`, service]),
);

/**
 * What the demo company's programs answer through the API server's proxy: their metrics and liveness. Undefined where
 * nothing listens: a container that does not run, another port, a program that speaks no HTTP.
 */
export function answerRequest(
  cluster: SimulatedCluster,
  request: ProxyRequest,
): ProxyResponse | undefined {
  const pod =
    request.target.kind === 'Service'
      ? readyPodOf(cluster, request.target)
      : (request.target as Pod);
  const service = pod && serviceOf(pod);
  if (!pod || !service || !listens(pod, service, request)) return undefined;
  const startedAt = runningSince(pod);
  if (
    startedAt === undefined ||
    cluster.world.isLost(pod.spec.nodeName ?? '')
  ) {
    return undefined;
  }
  switch (request.path.split('?')[0]) {
    case '/metrics':
      return {
        status: 200,
        headers: { 'content-type': TEXT },
        body: exposeMetrics(service.runtime, {
          ...resourcesOf(cluster, pod),
          version: pod.metadata.labels?.['app.kubernetes.io/version'] ?? '',
          activity: new PodActivity(
            {
              cluster: cluster.name,
              namespace: service.namespace,
              service: service.name,
              pod: pod.metadata.uid,
              startedAt,
              index: indexOf(cluster, pod),
            },
            cluster.timeline.now(),
          ),
        }),
      };
    case '/livez':
    case '/healthz':
    case '/actuator/health':
      return { status: 200, headers: { 'content-type': TEXT }, body: 'ok' };
    default:
      return {
        status: 404,
        headers: { 'content-type': TEXT },
        body: 'page not found',
      };
  }
}

function serviceOf({ metadata }: ApiObject): ServiceDescription | undefined {
  return services.get(`${metadata.namespace}/${metadata.labels?.[NAME_LABEL]}`);
}

function listens(
  pod: Pod,
  { runtime, port }: ServiceDescription,
  request: ProxyRequest,
): boolean {
  if (!exposesMetrics(runtime) || request.scheme !== 'http') return false;
  // A service's port has a name of its own, and leads to the same.
  if (request.port === undefined || request.target.kind === 'Service') {
    return true;
  }
  return (
    request.port === String(port) ||
    pod.spec.containers.some(({ ports = [] }) =>
      ports.some(({ name }) => name === request.port),
    )
  );
}

/** Milliseconds since the epoch; undefined for a container that does not run. */
function runningSince(pod: Pod): number | undefined {
  return timeOf(pod.status?.containerStatuses?.[0]?.state.running?.startedAt);
}

function podsOf({ store }: SimulatedCluster, { metadata }: ApiObject): Pod[] {
  const name = metadata.labels?.[NAME_LABEL];
  return store
    .list(store.resources.forKind('Pod'), metadata.namespace)
    .filter(pod => pod.metadata.labels?.[NAME_LABEL] === name) as Pod[];
}

function readyPodOf(
  cluster: SimulatedCluster,
  service: ApiObject,
): Pod | undefined {
  return podsOf(cluster, service).find(
    ({ status }) => status?.containerStatuses?.[0]?.ready,
  );
}

/** Its place among the pods of its service, oldest first. */
function indexOf(cluster: SimulatedCluster, pod: Pod): number {
  const key = ({ metadata }: ApiObject) =>
    `${metadata.creationTimestamp} ${metadata.name}`;
  return podsOf(cluster, pod).filter(other => key(other) < key(pod)).length;
}

function resourcesOf(cluster: SimulatedCluster, pod: Pod) {
  const { requests = {}, limits = {} } = pod.spec.containers[0].resources ?? {};
  const memoryRequest = quantityOf(requests.memory);
  return {
    memory: cluster.usage.pod(pod)?.[0].memory ?? memoryRequest * 0.4,
    memoryLimit: quantityOf(limits.memory) || memoryRequest,
    cpuRequest: quantityOf(requests.cpu),
  };
}
