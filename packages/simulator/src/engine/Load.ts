import type { ApiObject } from '../store/objects';
import { controllerOf, requestsOf } from './pods';
import { between, fractionOf } from './random';
import { DAY, MINUTE, SECOND, timeOf } from './time';
import type { ContainerSpec, ContainerStatus, Pod } from './types';
import type { World } from './World';
import { quantityOf } from './quantity';

const MEBIBYTE = 2 ** 20;

/**
 * How busy everything is: a function of the seed and the time, with a day's rhythm, so that autoscalers, `kubectl
 * top` and charts all see the same, and twice the same.
 */
export class Load {
  /** Replicas that a workload had when it was first looked at: its demand is what these would be busy with. */
  private readonly baselines = new Map<string, number>();

  constructor(private readonly seed: number, private readonly world: World) {}

  /** Use of CPU per pod, as a share of its request, of a workload whose pods share their work. */
  perPod(workload: ApiObject, pods: number, now: number): number {
    const { namespace, name, uid } = workload.metadata;
    const wanted: number = workload.spec?.replicas ?? 1;
    const baseline = this.baselines.get(uid) ?? wanted;
    this.baselines.set(uid, baseline);
    return (
      (this.utilization(`${namespace}/${name}`, now) * baseline) /
      Math.max(1, pods)
    );
  }

  /** Use of CPU and memory of a running container: cores and bytes. */
  container(
    pod: Pod,
    spec: ContainerSpec,
    status: ContainerStatus,
    now: number,
  ): { cpu: number; memory: number } {
    const behaviour = this.world.behaviourOf(pod, spec);
    const cpuRequest = quantityOf(spec.resources?.requests?.cpu) || 0.01;
    const memoryRequest =
      quantityOf(spec.resources?.requests?.memory) || 64 * MEBIBYTE;
    const limit = quantityOf(spec.resources?.limits?.memory) || Infinity;
    const key = workloadKey(pod);
    const own = between(0.85, 1.15, this.seed, pod.metadata.uid, 'cpu');
    const cpu =
      cpuRequest *
      (behaviour.cpuShare ?? this.utilization(key, now)) *
      own *
      jitter(this.seed, pod.metadata.uid, now);
    return {
      cpu: Math.min(cpu, quantityOf(spec.resources?.limits?.cpu) || Infinity),
      memory: Math.min(
        this.memory(pod, spec, status, now, memoryRequest, limit),
        limit,
      ),
    };
  }

  private memory(
    pod: Pod,
    spec: ContainerSpec,
    status: ContainerStatus,
    now: number,
    request: number,
    limit: number,
  ): number {
    const behaviour = this.world.behaviourOf(pod, spec);
    const share =
      behaviour.memoryShare ??
      between(0.45, 0.92, this.seed, pod.metadata.uid, 'memory');
    const steady = request * share;
    const { exit } = behaviour;
    if (exit?.reason === 'OOMKilled' && limit !== Infinity) {
      const started = timeOf(status.state.running?.startedAt) ?? now;
      const grown = Math.min(1, (now - started) / (exit.afterSeconds * SECOND));
      return limit * (0.35 + 0.64 * grown);
    }
    return (
      steady *
      (0.97 + 0.06 * smooth(this.seed, `${pod.metadata.uid}/memory`, now))
    );
  }

  private utilization(key: string, now: number): number {
    const forced = this.world.utilization.get(key);
    if (forced !== undefined) {
      return forced * (0.98 + 0.04 * smooth(this.seed, key, now));
    }
    const base = between(0.22, 0.52, this.seed, key, 'base');
    // The peak of a shop's day is its evening.
    const hour = ((now % DAY) / DAY) * 24;
    const rhythm = 1 + 0.3 * Math.cos(((hour - 19) / 24) * 2 * Math.PI);
    return base * rhythm * (0.85 + 0.3 * smooth(this.seed, key, now));
  }
}

/** `namespace/name` of the workload that a pod most likely belongs to. */
export function workloadKey(pod: Pod): string {
  const labels = pod.metadata.labels ?? {};
  const name =
    labels['app.kubernetes.io/name'] ??
    controllerOf(pod)?.name ??
    pod.metadata.name;
  return `${pod.metadata.namespace}/${name}`;
}

/** What the running pods of a workload ask for on average, in cores. */
export function averageCpuRequest(pods: readonly Pod[]): number {
  return pods.length === 0
    ? 0
    : pods.reduce((sum, pod) => sum + requestsOf(pod.spec).cpu, 0) /
        pods.length;
}

/** A value in [0, 1] that wanders: chance every ten minutes, a smooth line between. */
function smooth(seed: number, key: string, now: number): number {
  const step = 10 * MINUTE;
  const index = Math.floor(now / step);
  const part = now / step - index;
  const eased = part * part * (3 - 2 * part);
  const from = fractionOf(seed, key, index);
  const to = fractionOf(seed, key, index + 1);
  return from + (to - from) * eased;
}

function jitter(seed: number, key: string, now: number): number {
  return between(0.93, 1.07, seed, key, Math.floor(now / (15 * SECOND)));
}
