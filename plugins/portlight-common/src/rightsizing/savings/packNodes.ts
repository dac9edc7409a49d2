/** A node that pods can be put on. @public */
export interface PackedNode {
  /** Of the node. */
  name: string;
  /** What pods may request of it: cores, bytes and a number of pods. */
  allocatable: { cpu: number; memory: number; pods: number };
  /** By name. */
  labels: Readonly<Record<string, string>>;
  /** Those that keep pods away; a preference is none. */
  taints: readonly { key: string; value?: string; effect: string }[];
  /** No new pods may come, because it is cordoned. */
  unschedulable?: boolean;
  /** It stays whatever is on it, as nodes of the control plane do. */
  stays?: boolean;
}

/** A pod on a node. @public */
export interface PackedPod {
  /** Its node. */
  node: string;
  /** Cores and bytes that the scheduler reserves. */
  requests: { cpu: number; memory: number };
  /**
   * `leaves`: it ends with the node, as those of DaemonSets do. `stays`: nothing is known of where else it could be, so
   * that its node stays too. `zone`: only nodes of its zone, as its volumes want it.
   */
  moves?: 'leaves' | 'stays' | 'zone';
  /** Labels that its node needs. */
  nodeSelector?: Readonly<Record<string, string>>;
  /** Taints that do not keep it away. */
  tolerations?: readonly {
    key?: string;
    operator?: string;
    value?: string;
    effect?: string;
  }[];
}

/** What {@link packNodes} found. @public */
export interface PackedNodes {
  /** Names of nodes that are not needed. */
  removable: string[];
  /** Pods that fit on no node at all. */
  unplaced: number;
}

const ZONE = 'topology.kubernetes.io/zone';
/** Nodes that are tried; those with the least on them first. */
const MOST_TRIED = 1000;

interface Room {
  node: PackedNode;
  cpu: number;
  memory: number;
  pods: number;
  on: PackedPod[];
}

function share(
  { cpu, memory }: { cpu: number; memory: number },
  { allocatable }: PackedNode,
): number {
  return Math.max(
    allocatable.cpu > 0 ? cpu / allocatable.cpu : 0,
    allocatable.memory > 0 ? memory / allocatable.memory : 0,
  );
}

function size(pod: PackedPod, { node }: Room): number {
  return share(pod.requests, node);
}

function take(room: Room, pod: PackedPod, sign: 1 | -1): void {
  room.cpu -= sign * pod.requests.cpu;
  room.memory -= sign * pod.requests.memory;
  room.pods -= sign;
}

function tolerates(pod: PackedPod, node: PackedNode): boolean {
  return node.taints.every(
    taint =>
      taint.effect === 'PreferNoSchedule' ||
      (pod.tolerations ?? []).some(
        ({ key, operator = 'Equal', value = '', effect }) =>
          (effect === undefined || effect === taint.effect) &&
          (key === undefined
            ? operator === 'Exists'
            : key === taint.key &&
              (operator === 'Exists' || value === (taint.value ?? ''))),
      ),
  );
}

function labelOf(node: PackedNode, key: string): string | undefined {
  return Object.hasOwn(node.labels, key) ? node.labels[key] : undefined;
}

function fits(pod: PackedPod, from: PackedNode, room: Room): boolean {
  const { node } = room;
  return (
    room.pods >= 1 &&
    room.cpu >= pod.requests.cpu &&
    room.memory >= pod.requests.memory &&
    !node.unschedulable &&
    (pod.moves !== 'zone' || labelOf(node, ZONE) === labelOf(from, ZONE)) &&
    Object.entries(pod.nodeSelector ?? {}).every(
      ([key, value]) => labelOf(node, key) === value,
    ) &&
    tolerates(pod, node)
  );
}

function makeRooms(
  nodes: readonly PackedNode[],
  pods: readonly PackedPod[],
): Map<string, Room> {
  const rooms = new Map<string, Room>(
    nodes.map(node => [node.name, { node, ...node.allocatable, on: [] }]),
  );
  for (const pod of pods) {
    const room = rooms.get(pod.node);
    if (!room) continue;
    room.on.push(pod);
    take(room, pod, 1);
  }
  return rooms;
}

/** Puts pods elsewhere, the largest first, each on the first node where it fits; all of them or none. */
function moveAll(
  pods: readonly PackedPod[],
  from: Room,
  to: readonly Room[],
): boolean {
  const moved: [PackedPod, Room][] = [];
  for (const pod of pods) {
    const room = to.find(each => each !== from && fits(pod, from.node, each));
    if (!room) {
      for (const [back, taken] of moved) take(taken, back, -1);
      return false;
    }
    take(room, pod, 1);
    moved.push([pod, room]);
  }
  for (const [pod, room] of moved) room.on.push(pod);
  return true;
}

function movable(room: Room): PackedPod[] {
  return room.on
    .filter(({ moves }) => moves !== 'leaves' && moves !== 'stays')
    .sort((left, right) => size(right, room) - size(left, room));
}

/** Moves pods off nodes on which they do not fit any more. */
function relieve(rooms: readonly Room[]): number {
  let unplaced = 0;
  for (const room of rooms) {
    if (room.cpu >= 0 && room.memory >= 0) continue;
    for (const pod of movable(room)) {
      if (room.cpu >= 0 && room.memory >= 0) break;
      if (!moveAll([pod], room, rooms)) continue;
      room.on.splice(room.on.indexOf(pod), 1);
      take(room, pod, -1);
    }
    if (room.cpu < 0 || room.memory < 0) unplaced++;
  }
  return unplaced;
}

/**
 * Which nodes are not needed: one after the other, from the one with the least on it, each pod of a node is put where it
 * fits, the largest first on the fullest node (first-fit decreasing). A node goes if all of its pods find a place. Pods
 * of which it is not known where else they could be keep their node, so that what is found is possible, and not
 * everything that is possible is found.
 *
 * @param first - names of nodes that are tried before others
 * @public
 */
export function packNodes(
  nodes: readonly PackedNode[],
  pods: readonly PackedPod[],
  first: readonly string[] = [],
): PackedNodes {
  const used = ({ node, cpu, memory }: Room) =>
    share(
      {
        cpu: node.allocatable.cpu - cpu,
        memory: node.allocatable.memory - memory,
      },
      node,
    );
  const rooms = [...makeRooms(nodes, pods).values()];
  const unplaced = relieve(rooms);
  if (unplaced > 0) return { removable: [], unplaced };
  const fullness = new Map(rooms.map(room => [room, used(room)]));
  let left = rooms.sort(
    (a, b) =>
      fullness.get(b)! - fullness.get(a)! ||
      (a.node.name < b.node.name ? -1 : 1),
  );
  const removable: string[] = [];
  const early = new Set(first);
  const tried = left.slice(-MOST_TRIED).reverse();
  for (const room of [
    ...tried.filter(({ node }) => early.has(node.name)),
    ...tried.filter(({ node }) => !early.has(node.name)),
  ]) {
    if (room.node.stays || room.on.some(({ moves }) => moves === 'stays')) {
      continue;
    }
    if (!moveAll(movable(room), room, left)) continue;
    removable.push(room.node.name);
    left = left.filter(other => other !== room);
  }
  return { removable: removable.sort(), unplaced: 0 };
}
