import { ApiError } from '../../store';
import type { ResourceContext } from '../context';
import { describeStats } from '../metrics/stats';
import { sendNoRoute, sendObject, sendText } from '../respond';

/** Answers for a node's kubelet: its health and `stats/summary`. */
export function handleNodeProxy(context: ResourceContext): void {
  const { cluster, resource, info, request, response } = context;
  const name = info.name!.split(':')[0];
  const node = cluster.store.read(resource, undefined, name);
  const ready = node.status?.conditions?.find(
    (condition: { type: string }) => condition.type === 'Ready',
  );
  if (ready && ready.status !== 'True') {
    const address =
      node.status?.addresses?.find(
        (candidate: { type: string }) => candidate.type === 'InternalIP',
      )?.address ?? name;
    throw new ApiError(
      503,
      'ServiceUnavailable',
      `error trying to reach service: dial tcp ${address}:10250: i/o timeout`,
    );
  }
  switch (info.rest?.replace(/\/$/, '')) {
    case '/healthz':
      sendText(response, 200, 'ok');
      return;
    case '/stats/summary':
      sendObject(request, response, 200, describeStats(cluster, node));
      return;
    default:
      sendNoRoute(response);
  }
}
