import { formatTime, type ApiObject } from '../../store';
import type { Cluster } from '../Cluster';
import type { NodeTraffic, Usage } from '../providers';

function cpuStats(time: string, usage: Usage, seconds: number | undefined) {
  return {
    time,
    usageNanoCores: Math.round(usage.cpu * 1e9),
    ...(seconds === undefined
      ? {}
      : { usageCoreNanoSeconds: Math.round(seconds * 1e9) }),
  };
}

function memoryStats(time: string, { memory }: Usage) {
  const bytes = Math.round(memory);
  return { time, usageBytes: bytes, workingSetBytes: bytes, rssBytes: bytes };
}

function networkStats(time: string, traffic: NodeTraffic | undefined) {
  if (!traffic) {
    return {};
  }
  const figures = {
    name: 'eth0',
    rxBytes: Math.round(traffic.receivedBytes),
    rxErrors: 0,
    txBytes: Math.round(traffic.sentBytes),
    txErrors: 0,
  };
  return { network: { time, ...figures, interfaces: [figures] } };
}

function filesystemStats(time: string, traffic: NodeTraffic | undefined) {
  const { filesystem } = traffic ?? {};
  return filesystem
    ? {
        fs: {
          time,
          capacityBytes: filesystem.capacityBytes,
          usedBytes: filesystem.usedBytes,
          availableBytes: filesystem.capacityBytes - filesystem.usedBytes,
        },
      }
    : {};
}

/** The kubelet's `stats/summary` of a node. What the provider does not know is absent. */
export function describeStats(cluster: Cluster, node: ApiObject): unknown {
  const { store, usage } = cluster;
  const time = formatTime(store.clock.now());
  const nodeUsage = usage?.node(node);
  const traffic = usage?.nodeTraffic?.(node);
  const pods = store
    .list(store.resources.forKind('Pod', 'v1'))
    .filter(
      pod =>
        pod.spec?.nodeName === node.metadata.name &&
        pod.status?.phase === 'Running',
    );
  return {
    node: {
      nodeName: node.metadata.name,
      startTime: node.metadata.creationTimestamp,
      ...(nodeUsage
        ? {
            cpu: cpuStats(time, nodeUsage, usage?.cpuTime?.(node)),
            memory: memoryStats(time, nodeUsage),
          }
        : {}),
      ...networkStats(time, traffic),
      ...filesystemStats(time, traffic),
    },
    pods: pods.flatMap(pod => podStats(cluster, pod, time)),
  };
}

function podStats(cluster: Cluster, pod: ApiObject, time: string): unknown[] {
  const { usage } = cluster;
  const containers = usage?.pod(pod);
  if (!containers) {
    return [];
  }
  const sum = containers.reduce<Usage>(
    (total, { cpu, memory }) => ({
      cpu: total.cpu + cpu,
      memory: total.memory + memory,
    }),
    { cpu: 0, memory: 0 },
  );
  const traffic = usage?.podTraffic?.(pod);
  const startTime = pod.status?.startTime;
  return [
    {
      podRef: {
        name: pod.metadata.name,
        namespace: pod.metadata.namespace,
        uid: pod.metadata.uid,
      },
      startTime,
      containers: containers.map(container => ({
        name: container.name,
        startTime,
        cpu: cpuStats(time, container, usage?.cpuTime?.(pod, container.name)),
        memory: memoryStats(time, container),
      })),
      cpu: cpuStats(time, sum, usage?.cpuTime?.(pod)),
      memory: memoryStats(time, sum),
      ...networkStats(time, traffic),
    },
  ];
}
