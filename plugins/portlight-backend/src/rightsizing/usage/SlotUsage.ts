import {
  type FindPod,
  podKey,
  type PodUsage,
  recordSlot,
  SLOT_SECONDS,
  SLOTS_PER_DAY,
  type SlotSample,
} from '@portlight/plugin-portlight-common';
import {
  type ContainerPlace,
  type DayChange,
  WHOLE_CLUSTER,
} from './ContainerUsageStore';

interface Sum {
  cpu: number;
  cpuSamples: number;
  memory?: number;
}

interface ContainerSum extends ContainerPlace {
  pods: Map<number, Sum>;
}

/** Containers of one cluster whose usage is kept; far more than its pods have. */
const MAXIMUM_CONTAINERS = 200_000;

/** What the containers of a cluster used within five minutes. */
export class SlotUsage {
  readonly #containers = new Map<string, ContainerSum>();

  /** @param slot - five minutes, counted since the epoch */
  constructor(readonly slot: number) {}

  /** Days since the epoch. */
  get day(): number {
    return Math.floor(this.slot / SLOTS_PER_DAY);
  }

  /** Adds what a pod uses; pods that the mirror does not know (any more) are left out. */
  add({ namespace, name, containers = [] }: PodUsage, find: FindPod): void {
    const placement = find(namespace, name);
    if (!placement) return;
    const workload = placement.workload ?? `Pod/${name}`;
    for (const { name: container, cpu, memory } of containers) {
      const sum = this.#sumOf({ namespace, workload, container }, podKey(name));
      if (!sum) return;
      if (cpu !== undefined) {
        sum.cpu += cpu;
        sum.cpuSamples++;
      }
      if (memory !== undefined) sum.memory = Math.max(sum.memory ?? 0, memory);
    }
  }

  /** What is to be done to the day, also that the cluster was measured. */
  changes(): DayChange[] {
    if (this.#containers.size === 0) return [];
    const slot = this.slot % SLOTS_PER_DAY;
    return [
      {
        ...WHOLE_CLUSTER,
        apply: day => recordSlot(day, slot, [{ pod: 0, cpu: 0 }]),
      },
      ...[...this.#containers.values()].map(({ pods, ...place }) => ({
        ...place,
        apply: (day: Parameters<DayChange['apply']>[0]) =>
          recordSlot(
            day,
            slot,
            [...pods].map(
              ([pod, { cpu, cpuSamples, memory }]): SlotSample => ({
                pod,
                cpu: cpuSamples > 0 ? cpu / cpuSamples : undefined,
                memory,
              }),
            ),
          ),
      })),
    ];
  }

  #sumOf(place: ContainerPlace, pod: number): Sum | undefined {
    const key = `${place.namespace}\n${place.workload}\n${place.container}`;
    let container = this.#containers.get(key);
    if (!container) {
      if (this.#containers.size >= MAXIMUM_CONTAINERS) return undefined;
      container = { ...place, pods: new Map() };
      this.#containers.set(key, container);
    }
    let sum = container.pods.get(pod);
    if (!sum) container.pods.set(pod, (sum = { cpu: 0, cpuSamples: 0 }));
    return sum;
  }
}

/**
 * The five minutes of a time, counted since the epoch.
 *
 * @param at - seconds since the epoch
 */
export function slotAt(at: number): number {
  return Math.floor(at / SLOT_SECONDS);
}
