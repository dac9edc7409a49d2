import type {
  ContainerUsage,
  NodeTraffic,
  Usage,
  UsageProvider,
} from '../server/providers';
import type { ApiObject, ObjectStore } from '../store';
import type { Load } from './Load';
import { quantityOf } from './quantity';
import { between } from './random';
import { MINUTE, SECOND, timeOf } from './time';
import type { Timeline } from './Timeline';
import type { ContainerSpec, ContainerStatus, Pod } from './types';
import type { World } from './World';
import type { ClusterIndex } from './ClusterIndex';

// What the kubelet, the runtime and the kernel of a node use themselves.
const SYSTEM_CPU = 0.11;
const SYSTEM_MEMORY = 620 * 2 ** 20;
// metrics-server knows a pod after its second scrape.
const FIRST_MEASUREMENT = 30 * SECOND;

/** What metrics.k8s.io and the kubelets say about a cluster. */
export class UsageModel implements UsageProvider {
  constructor(
    private readonly store: ObjectStore,
    private readonly timeline: Timeline,
    private readonly world: World,
    private readonly load: Load,
    private readonly index: ClusterIndex,
    private readonly seed: number,
  ) {}

  pod(object: ApiObject): ContainerUsage[] | undefined {
    const pod = object as Pod;
    if (!this.measurable(pod)) {
      return undefined;
    }
    const running = runningContainers(pod);
    return running.length === 0
      ? undefined
      : running.map(([spec, status]) => ({
          name: spec.name,
          ...this.load.container(pod, spec, status, this.timeline.now()),
        }));
  }

  node(node: ApiObject): Usage | undefined {
    const { name } = node.metadata;
    if (this.world.isLost(name)) {
      return undefined;
    }
    const usage = { cpu: SYSTEM_CPU, memory: SYSTEM_MEMORY };
    for (const pod of this.index.podsOn(name).values()) {
      for (const container of this.pod(pod) ?? []) {
        usage.cpu += container.cpu;
        usage.memory += container.memory;
      }
    }
    // A machine has no more than it has, whatever its pods would like.
    const capacity = node.status?.capacity ?? {};
    return {
      cpu: Math.min(usage.cpu, quantityOf(capacity.cpu) || Infinity),
      memory: Math.min(usage.memory, quantityOf(capacity.memory) || Infinity),
    };
  }

  podTraffic(object: ApiObject): NodeTraffic | undefined {
    const pod = object as Pod;
    const seconds = this.secondsSince(pod.status?.startTime);
    if (seconds === undefined || !this.measurable(pod)) {
      return undefined;
    }
    const rate = between(2_000, 180_000, this.seed, pod.metadata.uid, 'net');
    return {
      receivedBytes: Math.round(rate * seconds),
      sentBytes: Math.round(rate * seconds * 1.7),
    };
  }

  nodeTraffic(node: ApiObject): NodeTraffic | undefined {
    const { name } = node.metadata;
    const seconds = this.secondsSince(node.metadata.creationTimestamp);
    if (this.world.isLost(name) || seconds === undefined) {
      return undefined;
    }
    const rate = between(2e5, 3e6, this.seed, name, 'net');
    const capacityBytes = quantityOf(
      node.status?.capacity?.['ephemeral-storage'],
    );
    return {
      receivedBytes: Math.round(rate * seconds),
      sentBytes: Math.round(rate * seconds * 1.2),
      filesystem: {
        capacityBytes,
        usedBytes: Math.round(
          capacityBytes * between(0.2, 0.6, this.seed, name, 'disk'),
        ),
      },
    };
  }

  private measurable(pod: Pod): boolean {
    const started = timeOf(pod.status?.startTime);
    return (
      pod.status?.phase === 'Running' &&
      started !== undefined &&
      this.timeline.now() - started >= FIRST_MEASUREMENT &&
      !this.world.isLost(pod.spec.nodeName ?? '') &&
      this.store.get(
        this.store.resources.forKind('Node'),
        undefined,
        pod.spec.nodeName ?? '',
      ) !== undefined
    );
  }

  /** Whole minutes, so that two reads of one moment agree. */
  private secondsSince(time: string | undefined): number | undefined {
    const since = timeOf(time);
    return since === undefined
      ? undefined
      : Math.max(0, Math.floor((this.timeline.now() - since) / MINUTE) * 60);
  }
}

/** The containers of a pod that run, with their specs. */
export function runningContainers(
  pod: Pod,
): [ContainerSpec, ContainerStatus][] {
  return (pod.status?.containerStatuses ?? []).flatMap(status => {
    const spec = pod.spec.containers.find(({ name }) => name === status.name);
    return spec && status.state.running
      ? [[spec, status] as [ContainerSpec, ContainerStatus]]
      : [];
  });
}
