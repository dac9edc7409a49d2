import { CronTime } from 'cron';
import { quantityOf } from '../../engine/quantity';
import { between, hexOf } from '../../engine/random';
import type { ClusterDescription, ServiceDescription } from '../description';
import { nodesOf } from '../manifests/nodes';
import {
  defaultStorageClass,
  finalVersion,
  labelsOf,
} from '../manifests/workloads';
import { SERVICES } from '../services';
import { placePods, type Room, type WantedPod } from './placePods';
import { replicasAt, rhythm, surgesAt } from './replicas';
import type {
  PastHour,
  PastLoadBalancer,
  PastNode,
  PastPod,
  PastVolume,
} from './types';

const HOUR = 3600;
/** Seconds that a value of usage covers. */
const STEP = 1800;

/** Which past of which cluster. @public */
export interface PastOptions {
  cluster: ClusterDescription;
  /** Its position in the fleet. */
  number: number;
  /** Same seed, same past. */
  seed: number;
  /** Where the past ends: seconds since the epoch. */
  end: number;
}

/** What there was in an hour of the demo fleet's past (seconds since the epoch). @public */
export function pastHour(options: PastOptions, hour: number): PastHour {
  const { cluster } = options;
  const nodes = nodesAt(options, hour);
  const rooms: Room[] = nodes.map(({ node, tainted }) => ({
    name: node.name,
    labels: node.labels,
    tainted,
    cpu: node.allocatable.cpu,
    memory: node.allocatable.memory,
  }));
  const services = SERVICES.filter(({ name }) => cluster.services[name]);
  const pods = placePods(
    rooms,
    services.flatMap(service => wantedPods(options, service, rooms, hour)),
  ).map(({ wanted, node }) => toPod(options, wanted, node, hour));
  return {
    cluster: cluster.name,
    hour,
    nodes: nodes.map(({ node }) => node),
    pods,
    volumes: volumesOf(options, services, pods, hour),
    loadBalancers: loadBalancersOf(services, pods, hour),
    coverage: { observedMinutes: 60, usage: 'complete', reasons: [] },
  };
}

function nodesAt(
  { cluster, number, end }: PastOptions,
  hour: number,
): { node: PastNode; tainted: boolean }[] {
  const extra = surgesAt(cluster.name, hour, end).reduce(
    (sum, surge) => sum + surge.nodes,
    0,
  );
  const [first, ...others] = cluster.pools;
  const grown =
    extra === 0
      ? cluster
      : {
          ...cluster,
          pools: [{ ...first, count: first.count + extra }, ...others],
        };
  return nodesOf(grown, number, hour * 1000).map(
    ({ metadata, spec, status }) => {
      const labels = metadata.labels as Record<string, string>;
      const spot =
        labels['eks.amazonaws.com/capacityType'] === 'SPOT' ||
        labels['cloud.google.com/gke-spot'] === 'true';
      return {
        tainted: (spec.taints ?? []).length > 0,
        node: {
          name: metadata.name,
          uid: hexOf(32, cluster.name, metadata.name, 'past'),
          providerId: spec.providerID,
          instanceType: labels['node.kubernetes.io/instance-type'],
          ...(cluster.provider !== 'k3s' && { region: cluster.region }),
          zone: labels['topology.kubernetes.io/zone'],
          capacityType: spot ? 'spot' : 'on-demand',
          labels,
          capacity: quantities(status.capacity),
          allocatable: quantities(status.allocatable),
          start: hour,
          end: hour + HOUR,
        },
      };
    },
  );
}

function quantities(of: { cpu: string; memory: string }) {
  return { cpu: quantityOf(of.cpu), memory: quantityOf(of.memory), gpu: 0 };
}

function wantedPods(
  { cluster, seed, end }: PastOptions,
  service: ServiceDescription,
  rooms: readonly Room[],
  hour: number,
): WantedPod[] {
  const pod = {
    service,
    start: hour,
    end: hour + HOUR,
    cpu: quantityOf(service.cpu),
    memory: quantityOf(service.memory),
  };
  switch (service.kind) {
    case 'Job':
      return [];
    case 'CronJob':
      return runsWithin(service.schedule!, hour).map((start, index) => ({
        ...pod,
        index,
        start,
        end: start + (service.runSeconds ?? 60),
      }));
    case 'DaemonSet':
      return rooms.map(({ name }, index) => ({ ...pod, index, node: name }));
    default:
      return Array.from(
        { length: replicasAt(seed, cluster, service, hour, end) },
        (_, index) => ({ ...pod, index }),
      );
  }
}

interface Schedule {
  time: CronTime;
  /** Between these seconds nothing begins: finding the next run takes longer than all else of an hour. */
  quiet: { since: number; until: number };
}

const schedules = new Map<string, Schedule>();

function scheduleOf(expression: string): Schedule {
  const known = schedules.get(expression);
  if (known) return known;
  const schedule = {
    time: new CronTime(expression, 'UTC'),
    quiet: { since: 0, until: 0 },
  };
  schedules.set(expression, schedule);
  return schedule;
}

/** When a schedule began runs within an hour. */
function runsWithin(expression: string, hour: number): number[] {
  const schedule = scheduleOf(expression);
  const { since, until } = schedule.quiet;
  if (since <= hour && hour + HOUR <= until) return [];
  const runs: number[] = [];
  let at = hour - 1;
  while (runs.length < 60) {
    const before = at;
    at = schedule.time
      .getNextDateFrom(new Date(before * 1000), 'UTC')
      .toSeconds();
    if (at >= hour + HOUR) {
      schedule.quiet = { since: before + 1, until: at };
      break;
    }
    runs.push(at);
  }
  return runs;
}

const SHARE_OF_MEMORY = { from: 0.45, to: 0.92 };

function toPod(
  { cluster, seed }: PastOptions,
  wanted: WantedPod,
  node: string,
  hour: number,
): PastPod {
  const { service, index, start, end, cpu, memory } = wanted;
  const { name, namespace, kind = 'Deployment' } = service;
  const key = `${cluster.name}/${namespace}/${name}/${index}`;
  const base =
    between(0.22, 0.52, seed, namespace, name, 'base') *
    between(0.85, 1.15, seed, key, 'cpu');
  const share = between(
    SHARE_OF_MEMORY.from,
    SHARE_OF_MEMORY.to,
    seed,
    key,
    'memory',
  );
  const requests = { cpu, memory, gpu: 0 };
  const steps = [hour, hour + STEP];
  return {
    namespace,
    name:
      kind === 'StatefulSet'
        ? `${name}-${index}`
        : `${name}-${hexOf(5, key, kind === 'CronJob' ? start : 'pod')}`,
    uid: hexOf(32, key, kind === 'CronJob' ? start : 'uid'),
    node,
    workload: { kind, name },
    labels: labelsOf(service, finalVersion(service, cluster.services[name])),
    requests,
    containers: [
      {
        name: name.slice(0, 63),
        kind: 'container',
        requests,
        usage: {
          step: STEP,
          start: hour,
          cpu: steps.map(at => cpu * base * rhythm(seed, service, at)),
          memory: steps.map(
            at => memory * share * between(0.97, 1.03, seed, key, at),
          ),
        },
      },
    ],
    services: service.port ? [name] : [],
    start,
    end,
  };
}

function volumesOf(
  { cluster }: PastOptions,
  services: readonly ServiceDescription[],
  pods: readonly PastPod[],
  hour: number,
): PastVolume[] {
  const stored = new Map(
    services.flatMap(({ name, storage }) =>
      storage ? [[name, quantityOf(storage)] as const] : [],
    ),
  );
  return pods
    .filter(({ workload }) => stored.has(workload.name))
    .map(pod => ({
      name: `pvc-${hexOf(32, cluster.name, pod.namespace, pod.name)}`,
      storageClass: defaultStorageClass(cluster),
      bytes: stored.get(pod.workload.name)!,
      claim: { namespace: pod.namespace, name: `data-${pod.name}` },
      pods: [pod.uid],
      start: hour,
      end: hour + HOUR,
    }));
}

function loadBalancersOf(
  services: readonly ServiceDescription[],
  pods: readonly PastPod[],
  hour: number,
): PastLoadBalancer[] {
  return services
    .filter(({ name }) => name === 'ingress-nginx-controller')
    .map(({ name, namespace }) => ({
      namespace,
      service: name,
      pods: pods
        .filter(({ workload }) => workload.name === name)
        .map(({ uid }) => uid),
      start: hour,
      end: hour + HOUR,
    }));
}
