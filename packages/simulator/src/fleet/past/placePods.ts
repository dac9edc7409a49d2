import type { ServiceDescription } from '../description';

/** A pod before it has a node. */
export interface WantedPod {
  service: ServiceDescription;
  index: number;
  /** The node of a DaemonSet's pod. */
  node?: string;
  start: number;
  end: number;
  cpu: number;
  memory: number;
}

/** What is left of a node. */
export interface Room {
  name: string;
  labels: Record<string, string>;
  /** Only pods that tolerate it come here. */
  tainted: boolean;
  cpu: number;
  memory: number;
}

/** Gives each pod a node that has room, the largest first; what has room nowhere was pending, and is left out. */
export function placePods(
  rooms: readonly Room[],
  wanted: readonly WantedPod[],
): { wanted: WantedPod; node: string }[] {
  const free = rooms.map(room => ({ ...room }));
  const placed: { wanted: WantedPod; node: string }[] = [];
  const bySize = [...wanted].sort(
    (left, right) =>
      Number(right.node !== undefined) - Number(left.node !== undefined) ||
      right.cpu - left.cpu,
  );
  for (const pod of bySize) {
    const candidates = free.filter(
      room =>
        (pod.node === undefined
          ? (!room.tainted || pod.service.tolerations !== undefined) &&
            Object.entries(pod.service.nodeSelector ?? {}).every(
              ([key, value]) => room.labels[key] === value,
            )
          : pod.node === room.name) &&
        room.cpu >= pod.cpu &&
        room.memory >= pod.memory,
    );
    // As the scheduler's default: where most is left.
    const room = candidates.reduce<(typeof free)[number] | undefined>(
      (best, candidate) =>
        best === undefined || candidate.cpu > best.cpu ? candidate : best,
      undefined,
    );
    if (!room) continue;
    room.cpu -= pod.cpu;
    room.memory -= pod.memory;
    placed.push({ wanted: pod, node: room.name });
  }
  return placed;
}
