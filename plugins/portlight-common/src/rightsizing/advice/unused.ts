import { shellWord } from '../patches';
import { type Advice, confidenceOfDays } from './types';

/** A workload of which little is seen. @public */
export interface QuietWorkload {
  /** Its place. */
  cluster: string;
  /** Its place. */
  namespace: string;
  /** Of the workload. */
  kind: string;
  /** Of the workload. */
  name: string;
  /** Who owns it. */
  owner?: string;
  /** Pods on average. */
  replicas: number;
  /** Days of which its CPU is known. */
  days: number;
  /** Cores that all of its containers in a pod use 99 % of the time. */
  cpu: number;
  /** Bytes per second through its network on average, and the days of which that is known. */
  network?: { bytesPerSecond: number; days: number };
  /** Currency units in a month. */
  monthly: number;
  /** Seconds since the epoch: since when it is so, at the latest. */
  since: number;
}

/** When a workload counts as abandoned. @public */
export interface AbandonedSettings {
  /** For so many days. */
  days: number;
  /** Less than so many cores per pod, 99 % of the time. */
  cpu: number;
  /** Less than so many bytes per second on average, in and out. */
  bytesPerSecond: number;
}

/** Unless the configuration says otherwise. @public */
export const DEFAULT_ABANDONED_SETTINGS: AbandonedSettings = {
  days: 7,
  cpu: 0.011,
  bytesPerSecond: 100,
};

/** Whether something that runs seems to be of no use to anybody. @public */
export function adviseAbandoned(
  workload: QuietWorkload,
  settings: AbandonedSettings = DEFAULT_ABANDONED_SETTINGS,
): Advice | undefined {
  const { cluster, namespace, kind, name, owner, network, days } = workload;
  // Agents of nodes and what runs by schedule are quiet by nature.
  if (!['Deployment', 'StatefulSet'].includes(kind)) return undefined;
  if (workload.replicas < 0.5 || days < settings.days * 0.95) return undefined;
  if (workload.cpu > settings.cpu) return undefined;
  if (network && network.bytesPerSecond >= settings.bytesPerSecond) {
    return undefined;
  }
  const quiet = network !== undefined && network.days >= settings.days * 0.95;
  return {
    item: {
      type: 'abandonedWorkload',
      cluster,
      namespace,
      kind,
      name,
      ...(owner ? { owner } : {}),
      message: `It has used less than ${Math.round(
        settings.cpu * 1000,
      )} millicores per pod${
        network ? ' and next to no network' : ''
      } for ${Math.floor(
        days + 0.05,
      )} days. Ask its owner whether it is needed.`,
      since: new Date(workload.since * 1000).toISOString(),
      confidence: quiet ? confidenceOfDays(days) : 'low',
      monthlySaving: workload.monthly,
      command: `kubectl scale ${shellWord(kind.toLowerCase())} ${shellWord(
        name,
      )} --namespace ${shellWord(namespace)} --replicas 0`,
      notes: network
        ? [
            `On average ${Math.round(
              network.bytesPerSecond,
            )} bytes per second came and went, over ${
              Math.round(network.days * 10) / 10
            } days.`,
          ]
        : ['What goes through its network is not known.'],
    },
  };
}

/** A volume that nobody uses. @public */
export interface UnusedVolume {
  /** The cluster. */
  cluster: string;
  /** Of the PersistentVolume. */
  name: string;
  /** Of the PersistentVolume, such as `Released`. */
  phase?: string;
  /** Its claim. */
  claim?: { namespace: string; name: string };
  /** What happens to it when the claim goes. */
  reclaimPolicy?: string;
  /** Its size. */
  bytes: number;
  /** Who owns the claim. */
  owner?: string;
  /** Currency units in a month. */
  monthly: number;
  /** Seconds since the epoch: since when it is seen so. */
  since: number;
}

const GIBIBYTE = 2 ** 30;
const DAY = 86_400;

/** A volume that could go. @public */
export function adviseVolume(volume: UnusedVolume, now: number): Advice {
  const { cluster, claim, name, phase } = volume;
  const days = (now - volume.since) / DAY;
  const bound = phase === 'Bound' && claim !== undefined;
  const size = `${Math.round((volume.bytes / GIBIBYTE) * 10) / 10} GiB`;
  return {
    item: {
      type: 'orphanedVolume',
      cluster,
      ...(bound ? { namespace: claim.namespace } : {}),
      kind: bound ? 'PersistentVolumeClaim' : 'PersistentVolume',
      name: bound ? claim.name : name,
      ...(volume.owner ? { owner: volume.owner } : {}),
      message: bound
        ? `No pod mounts it: ${size} are paid for. Make a snapshot and delete it if nobody needs it.`
        : `It belongs to no claim (${
            phase ?? 'unknown'
          }): ${size} are paid for. Delete it, and the disk behind it, if nobody needs what is on it.`,
      since: new Date(volume.since * 1000).toISOString(),
      confidence: confidenceOfDays(days),
      monthlySaving: volume.monthly,
      command: bound
        ? `kubectl delete persistentvolumeclaim ${shellWord(
            claim.name,
          )} --namespace ${shellWord(claim.namespace)}`
        : `kubectl delete persistentvolume ${shellWord(name)}`,
      notes: [
        ...(bound
          ? [
              'A StatefulSet that is scaled down keeps the claims of its pods on purpose.',
            ]
          : []),
        ...(volume.reclaimPolicy === 'Retain'
          ? [
              'Its policy is Retain: the disk stays, and costs, until you delete it at the provider.',
            ]
          : []),
      ],
    },
  };
}

/** A load balancer that leads nowhere. @public */
export interface UnusedLoadBalancer {
  /** Its place. */
  cluster: string;
  /** Its place. */
  namespace: string;
  /** Of the Service. */
  service: string;
  /** Who owns the Service. */
  owner?: string;
  /** Pods that it selects, none of which is ready. */
  pods: number;
  /** Currency units in a month. */
  monthly: number;
  /** Seconds since the epoch: since when it is seen so. */
  since: number;
}

/** A load balancer that could go. @public */
export function adviseLoadBalancer(
  { cluster, namespace, service, owner, ...of }: UnusedLoadBalancer,
  now: number,
): Advice {
  return {
    item: {
      type: 'orphanedLoadBalancer',
      cluster,
      namespace,
      kind: 'Service',
      name: service,
      ...(owner ? { owner } : {}),
      message:
        of.pods === 0
          ? 'It has a load balancer and no pods behind it. Delete it if nobody needs its address.'
          : `It has a load balancer, and none of its ${of.pods} pods is ready.`,
      since: new Date(of.since * 1000).toISOString(),
      confidence: confidenceOfDays((now - of.since) / DAY),
      monthlySaving: of.monthly,
      ...(of.pods === 0
        ? {
            command: `kubectl delete service ${shellWord(
              service,
            )} --namespace ${shellWord(namespace)}`,
          }
        : {}),
      notes: [],
    },
  };
}
