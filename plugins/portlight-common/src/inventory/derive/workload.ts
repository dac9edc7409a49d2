import type { Health, Replicas, Workload } from '../../api/types';
import type { InventoryColumns } from '../InventoryRow';
import type { KubernetesObject } from '../../kubernetes';
import {
  isFinished,
  isReady,
  podRestarts,
  podTemplate,
  specImages,
} from './containers';
import { defined } from './defined';
import { podRequests, rounded } from './requests';
import { timestamp } from './time';
import { objectVersion } from './version';

const KUBERNETES_ID = 'backstage.io/kubernetes-id';

/** What is known around a workload when its row is made. */
export interface WorkloadSurroundings {
  cluster: string;
  health: Health;
  owner?: string;
  pods: readonly KubernetesObject[];
  /** The workload that it belongs to itself, such as the CronJob of a Job. */
  workload?: { kind: string; name: string };
}

function replicasOf(
  object: KubernetesObject,
  pods: readonly KubernetesObject[],
): Replicas | undefined {
  const spec = object.spec ?? {};
  const status = object.status ?? {};
  switch (object.kind) {
    case 'Deployment':
    case 'StatefulSet':
    case 'ReplicaSet':
      return defined({
        desired: spec.replicas ?? 1,
        ready: status.readyReplicas ?? 0,
        updated:
          object.kind === 'ReplicaSet'
            ? undefined
            : status.updatedReplicas ?? 0,
        available: status.availableReplicas ?? 0,
      });
    case 'DaemonSet':
      return {
        desired: status.desiredNumberScheduled ?? 0,
        ready: status.numberReady ?? 0,
        updated: status.updatedNumberScheduled ?? 0,
        available: status.numberAvailable ?? 0,
      };
    case 'Job':
      return {
        desired: spec.completions ?? spec.parallelism ?? 1,
        ready: status.succeeded ?? 0,
      };
    case 'CronJob':
      return undefined;
    default: {
      // A controller that Portlight does not read: its pods are all that is known of its wishes.
      const alive = pods.filter(pod => !isFinished(pod));
      return {
        desired: alive.length,
        ready: alive.filter(isReady).length,
      };
    }
  }
}

function imagesOf(
  object: KubernetesObject,
  pods: readonly KubernetesObject[],
): string[] {
  const template = podTemplate(object)?.spec;
  if (template) {
    return specImages(template);
  }
  const images = new Set<string>();
  for (const pod of pods) {
    for (const image of specImages(pod.spec)) {
      images.add(image);
    }
  }
  return [...images].sort().slice(0, 50);
}

/** The item and the columns of a workload. */
export function deriveWorkload(
  object: KubernetesObject,
  { cluster, health, owner, pods, workload }: WorkloadSurroundings,
): { summary: Workload; columns: InventoryColumns } {
  const labels = object.metadata?.labels ?? {};
  const images = imagesOf(object, pods);
  const version = objectVersion(object, images);
  const replicas = replicasOf(object, pods);
  const createdAt = timestamp(object.metadata?.creationTimestamp);
  let restarts = 0;
  let cpu = 0;
  let memory = 0;
  for (const pod of pods) {
    restarts += podRestarts(pod).restarts;
    if (!isFinished(pod)) {
      const requests = podRequests(pod.spec);
      cpu += requests.cpu;
      memory += requests.memory;
    }
  }
  return {
    summary: defined({
      cluster,
      namespace: object.metadata?.namespace ?? '',
      kind: object.kind ?? '',
      name: object.metadata?.name ?? '',
      health,
      replicas,
      images,
      version,
      restarts,
      owner,
      kubernetesId:
        labels[KUBERNETES_ID] ??
        podTemplate(object)?.metadata?.labels?.[KUBERNETES_ID],
      createdAt,
    }),
    columns: defined({
      labels,
      images,
      workload: workload && `${workload.kind}/${workload.name}`,
      owner,
      version,
      restarts,
      desired: replicas?.desired,
      ready: replicas?.ready,
      cpu: rounded(cpu),
      memory: rounded(memory),
      createdAt,
    }),
  };
}
