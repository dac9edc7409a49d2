import type { StoreChange } from '../../store/ObjectStore';
import type { ApiObject } from '../../store/objects';
import { Controller } from '../Controller';
import { withCondition } from '../conditions';
import { isFinished } from '../pods';
import { between } from '../random';
import { MINUTE, SECOND, timestamp } from '../time';
import type { ContainerSpec, ContainerStatus, Pod, PodStatus } from '../types';
import { admittedStatus } from './admittedStatus';
import { stepContainer, waitingContainer } from './containers';
import { PodAddresses } from './PodAddresses';
import { phaseOf, podConditions } from './podStatus';
import type { ContainerMemory } from './steps';

/** What a kubelet remembers of a pod while something is going on with it. */
interface PodMemory {
  sandboxAt?: number;
  stopAt?: number;
  mountComplaintAt?: number;
  containers: Map<string, ContainerMemory>;
}

/** The kubelets of a cluster: what happens to a pod once it has a node. */
export class Kubelet extends Controller {
  readonly kinds = ['Pod', 'Node'] as const;

  private readonly memories = new Map<string, PodMemory>();
  private readonly images = new Map<string, Set<string>>();
  private readonly addresses = new PodAddresses();

  observe(change: StoreChange): void {
    if (change.resource.kind === 'Node') {
      return;
    }
    const pod = change.object as Pod;
    if (change.type === 'DELETED') {
      this.memories.delete(pod.metadata.uid);
      return;
    }
    const previous = change.previous as Pod | undefined;
    if (
      pod.spec.nodeName &&
      (pod.spec !== previous?.spec ||
        pod.metadata.deletionTimestamp !== previous?.metadata.deletionTimestamp)
    ) {
      this.enqueueObject(pod);
    }
  }

  /** Looks at all pods again, after the world changed. */
  observeWorld(): void {
    for (const pod of this.store.list(this.resource('Pod')) as Pod[]) {
      if (pod.spec.nodeName && !isFinished(pod)) {
        this.enqueueObject(pod);
      }
    }
  }

  protected reconcile(namespace: string, name: string): number | undefined {
    const pod = this.context.index.podsIn(namespace).get(name);
    if (!pod?.spec.nodeName || this.context.world.isLost(pod.spec.nodeName)) {
      return undefined;
    }
    if (pod.metadata.deletionTimestamp) {
      return this.stopPod(pod);
    }
    if (isFinished(pod)) {
      return undefined;
    }
    return this.syncPod(pod);
  }

  private syncPod(pod: Pod): number | undefined {
    const memory = this.memoryOf(pod);
    const current = pod.status?.startTime
      ? pod.status
      : admittedStatus(pod, this.nodeOf(pod), timestamp(this.now));
    const wakes: number[] = [];
    const mount = this.mountProblem(pod, memory, wakes);
    if (mount || this.beforeSandbox(current, memory, wakes)) {
      this.write(pod, current);
      return earliest(wakes);
    }
    const withNetwork = current.podIP ? current : this.network(pod, current);
    const init = this.stepAll(
      pod,
      pod.spec.initContainers ?? [],
      withNetwork.initContainerStatuses ?? [],
      memory,
      wakes,
      true,
    );
    const initialized = (pod.spec.initContainers ?? []).every((container, i) =>
      container.restartPolicy === 'Always'
        ? init[i].started
        : init[i].state.terminated?.exitCode === 0,
    );
    const containers = initialized
      ? this.stepAll(
          pod,
          pod.spec.containers,
          withNetwork.containerStatuses ?? [],
          memory,
          wakes,
          false,
        )
      : withNetwork.containerStatuses ?? [];
    const phase = phaseOf(pod.spec, init, containers);
    const changed =
      containers !== withNetwork.containerStatuses ||
      init !== withNetwork.initContainerStatuses ||
      withNetwork !== pod.status;
    if (changed) {
      this.write(pod, {
        ...withNetwork,
        phase,
        conditions: podConditions(
          withNetwork.conditions,
          { init, containers, initialized, phase },
          timestamp(this.now),
        ),
        ...(init.length > 0 && { initContainerStatuses: init }),
        containerStatuses: containers,
      });
    }
    const wakeAt = earliest(wakes);
    if (wakeAt === undefined) {
      this.memories.delete(pod.metadata.uid);
    }
    return wakeAt;
  }

  /** Whether a volume keeps the pod from starting. */
  private mountProblem(pod: Pod, memory: PodMemory, wakes: number[]): boolean {
    if (pod.status?.podIP) {
      return false;
    }
    const problem = pod.spec.containers
      .map(container => this.context.world.behaviourOf(pod, container))
      .find(behaviour => behaviour.mountError)?.mountError;
    if (!problem) {
      return false;
    }
    const due = memory.mountComplaintAt ?? this.now;
    if (this.now >= due) {
      this.say(pod, 'Warning', 'FailedMount', problemText(problem));
      memory.mountComplaintAt = this.now + 2 * MINUTE;
    }
    wakes.push(memory.mountComplaintAt ?? due);
    return true;
  }

  /** Whether the pod's sandbox and network are still being made. */
  private beforeSandbox(
    status: PodStatus,
    memory: PodMemory,
    wakes: number[],
  ): boolean {
    if (status.podIP) {
      return false;
    }
    memory.sandboxAt ??=
      this.now + Math.round(this.context.world.sandboxSeconds * SECOND);
    if (this.now >= memory.sandboxAt) {
      return false;
    }
    wakes.push(memory.sandboxAt);
    return true;
  }

  private network(pod: Pod, status: PodStatus): PodStatus {
    const ip = pod.spec.hostNetwork
      ? status.hostIP ?? ''
      : this.addresses.next(this.nodeOf(pod), pod.spec.nodeName!);
    return {
      ...status,
      podIP: ip,
      podIPs: [{ ip }],
      conditions: withCondition(
        status.conditions,
        { type: 'PodReadyToStartContainers', status: 'True' },
        timestamp(this.now),
      ),
    };
  }

  private stepAll(
    pod: Pod,
    specs: readonly ContainerSpec[],
    statuses: ContainerStatus[],
    memory: PodMemory,
    wakes: number[],
    init: boolean,
  ): ContainerStatus[] {
    let result = statuses;
    for (const [i, container] of specs.entries()) {
      const status =
        statuses[i] ?? waitingContainer(container, 'ContainerCreating');
      const sidecar = init && container.restartPolicy === 'Always';
      const next = this.stepOne(pod, container, status, memory, wakes, init);
      if (next !== statuses[i]) {
        result = result === statuses ? [...statuses] : result;
        result[i] = next;
      }
      // Init containers run one after the other.
      const done = sidecar
        ? next.started
        : next.state.terminated?.exitCode === 0;
      if (init && !done) {
        break;
      }
    }
    return result;
  }

  private stepOne(
    pod: Pod,
    container: ContainerSpec,
    status: ContainerStatus,
    memory: PodMemory,
    wakes: number[],
    init: boolean,
  ): ContainerStatus {
    const { world, seed } = this.context;
    const policy = pod.spec.restartPolicy ?? 'Always';
    let own = memory.containers.get(container.name);
    if (!own) {
      own = rememberFrom(status);
      memory.containers.set(container.name, own);
    }
    const images = this.imagesOn(pod.spec.nodeName!);
    const behaviour = world.behaviourOf(pod, container);
    const step = stepContainer(
      container,
      status,
      init && container.restartPolicy !== 'Always' && !behaviour.exit
        ? { ...behaviour, exit: { afterSeconds: 2, code: 0 } }
        : behaviour,
      own,
      {
        pod,
        seed,
        now: this.now,
        restartPolicy: init && policy === 'Always' ? 'OnFailure' : policy,
        hasImage: image => images.has(image),
        addImage: image => images.add(image),
      },
    );
    const path = init ? 'spec.initContainers' : 'spec.containers';
    for (const { type, reason, message } of step.notes) {
      this.say(pod, type, reason, message, `${path}{${container.name}}`);
    }
    if (step.wakeAt !== undefined) {
      wakes.push(step.wakeAt);
    }
    return step.status;
  }

  /** The signal, a moment of silence, and then the object goes. */
  private stopPod(pod: Pod): number | undefined {
    const memory = this.memoryOf(pod);
    if (memory.stopAt === undefined) {
      const running = (pod.status?.containerStatuses ?? []).filter(
        status => status.state.running,
      );
      const seconds = Math.max(
        0,
        ...pod.spec.containers.map(
          container =>
            this.context.world.behaviourOf(pod, container).stopSeconds ??
            between(0.4, 3, this.context.seed, 'stop', pod.metadata.uid),
        ),
      );
      memory.stopAt =
        this.now +
        Math.round(
          running.length === 0
            ? 0
            : Math.min(seconds, pod.metadata.deletionGracePeriodSeconds ?? 30) *
                SECOND,
        );
      for (const { name } of running) {
        this.say(
          pod,
          'Normal',
          'Killing',
          `Stopping container ${name}`,
          `spec.containers{${name}}`,
        );
      }
    }
    if (this.now < memory.stopAt) {
      return memory.stopAt;
    }
    this.memories.delete(pod.metadata.uid);
    this.store.delete(
      this.resource('Pod'),
      pod.metadata.namespace,
      pod.metadata.name,
      { gracePeriodSeconds: 0 },
    );
    return undefined;
  }

  private write(pod: Pod, status: PodStatus): void {
    if (status === pod.status) {
      return;
    }
    this.store.modify(
      this.resource('Pod'),
      pod.metadata.namespace,
      pod.metadata.name,
      (stored: ApiObject) => ({ ...stored, status }),
    );
  }

  private say(
    pod: Pod,
    type: 'Normal' | 'Warning',
    reason: string,
    message: string,
    fieldPath?: string,
  ): void {
    this.context.events.record(pod, {
      type,
      reason,
      message,
      component: 'kubelet',
      host: pod.spec.nodeName,
      fieldPath,
    });
  }

  private nodeOf(pod: Pod): ApiObject | undefined {
    return this.store.get(this.resource('Node'), undefined, pod.spec.nodeName!);
  }

  private memoryOf(pod: Pod): PodMemory {
    let memory = this.memories.get(pod.metadata.uid);
    if (!memory) {
      memory = { containers: new Map() };
      this.memories.set(pod.metadata.uid, memory);
    }
    return memory;
  }

  private imagesOn(node: string): Set<string> {
    let images = this.images.get(node);
    if (!images) {
      images = new Set();
      this.images.set(node, images);
    }
    return images;
  }
}

/** What a kubelet that comes back finds out about a container from its status. */
function rememberFrom(status: ContainerStatus): ContainerMemory {
  if (status.restartCount === 0 && !status.state.terminated) {
    return {};
  }
  return {
    crashBackoff: Math.min(
      10 * SECOND * 2 ** Math.min(status.restartCount, 10),
      5 * MINUTE,
    ),
  };
}

function problemText(problem: { volume: string; message: string }): string {
  return `MountVolume.SetUp failed for volume "${problem.volume}" : ${problem.message}`;
}

function earliest(times: number[]): number | undefined {
  return times.length > 0 ? Math.min(...times) : undefined;
}
