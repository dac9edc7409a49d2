import type { Health, ObjectReference, Pod, Workload } from '../../api/types';
import type { InventoryColumns } from '../InventoryRow';
import type { KubernetesObject } from '../../kubernetes';
import { isReady, podContainers, podRestarts, specImages } from './containers';
import { defined } from './defined';
import { podRequests } from './requests';
import { timestamp } from './time';
import { objectVersion } from './version';

/** What is known around a pod when its row is made. */
export interface PodSurroundings {
  cluster: string;
  health: Health;
  owner?: string;
  /** The top-level controller; absent for bare pods. */
  workload?: ObjectReference;
  /** Zone of its node. */
  zone?: string;
}

/**
 * The item and the columns of a pod. A bare pod's item is a workload's too, it stands in both lists. Items are
 * short, because lists have a hundred of them on a page: what only the pod's own page shows is in its record.
 */
export function derivePod(
  pod: KubernetesObject,
  { cluster, health, owner, workload, zone }: PodSurroundings,
): { summary: Pod | (Pod & Workload); columns: InventoryColumns } {
  const containers = podContainers(pod).filter(({ type }) => type !== 'init');
  const ready = containers.filter(({ status }) => status?.ready).length;
  const { restarts, lastRestartAt } = podRestarts(pod);
  const images = specImages(pod.spec);
  const requests = podRequests(pod.spec);
  const createdAt = timestamp(pod.metadata?.creationTimestamp);
  const labels = pod.metadata?.labels ?? {};
  const phase = pod.status?.phase ?? 'Unknown';
  const version = objectVersion(pod);
  const summary: Pod = defined({
    cluster,
    namespace: pod.metadata?.namespace ?? '',
    name: pod.metadata?.name ?? '',
    health,
    phase,
    node: pod.spec?.nodeName,
    zone,
    containers: containers.length,
    containersReady: ready,
    restarts,
    lastRestartAt: timestamp(lastRestartAt),
    images,
    // In the pod's namespace, which is said above.
    workload: workload && { kind: workload.kind, name: workload.name },
    owner,
    createdAt,
  });
  const columns: InventoryColumns = defined({
    labels,
    images,
    phase,
    node: pod.spec?.nodeName,
    workload: workload && `${workload.kind}/${workload.name}`,
    owner,
    version,
    restarts,
    desired: containers.length,
    ready,
    ...requests,
    createdAt,
  });
  if (workload) {
    return { summary, columns };
  }
  const asWorkload: Pod & Workload = defined({
    ...summary,
    kind: 'Pod',
    replicas: { desired: 1, ready: isReady(pod) ? 1 : 0 },
    version,
    kubernetesId: labels['backstage.io/kubernetes-id'],
  });
  return { summary: asWorkload, columns };
}
