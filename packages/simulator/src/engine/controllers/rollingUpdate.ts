/** A number of pods or a share of them, such as `25%`. */
export type IntOrPercent = number | string | undefined;

/** What a share of a number of pods comes to. */
export function resolveIntOrPercent(
  value: IntOrPercent,
  total: number,
  round: 'up' | 'down',
): number {
  if (typeof value === 'string' && value.endsWith('%')) {
    const exact = (total * Number(value.slice(0, -1))) / 100;
    return Math.max(
      0,
      round === 'up' ? Math.ceil(exact - 1e-9) : Math.floor(exact + 1e-9),
    );
  }
  return Math.max(0, Number(value ?? 0) || 0);
}

/** How many pods a rolling update may have above and below the wanted number. */
export interface RollingUpdateBounds {
  maxSurge: number;
  maxUnavailable: number;
}

/** The bounds of a Deployment's strategy; never both 0, as then nothing could move. */
export function rollingUpdateBounds(
  strategy:
    | {
        rollingUpdate?: {
          maxSurge?: IntOrPercent;
          maxUnavailable?: IntOrPercent;
        };
      }
    | undefined,
  replicas: number,
): RollingUpdateBounds {
  const parameters = strategy?.rollingUpdate;
  const maxSurge = resolveIntOrPercent(
    parameters?.maxSurge ?? '25%',
    replicas,
    'up',
  );
  const maxUnavailable = resolveIntOrPercent(
    parameters?.maxUnavailable ?? '25%',
    replicas,
    'down',
  );
  return maxSurge === 0 && maxUnavailable === 0
    ? { maxSurge, maxUnavailable: 1 }
    : { maxSurge, maxUnavailable };
}

/** A ReplicaSet as far as its scaling is concerned. */
export interface ReplicaSetCount {
  name: string;
  /** `spec.replicas` */
  wanted: number;
  /** `status.availableReplicas` */
  available: number;
  /** Milliseconds since the epoch. */
  created: number;
}

/**
 * The next sizes in a rolling update, as the Deployment controller counts them: the new set grows while the total stays
 * within the surge, the old ones shrink while enough pods are available; unhealthy old pods go first.
 *
 * @returns the sizes that change, by name
 */
export function nextRollingSizes(
  replicas: number,
  bounds: RollingUpdateBounds,
  current: ReplicaSetCount,
  old: readonly ReplicaSetCount[],
): Map<string, number> {
  const total =
    current.wanted + old.reduce((sum, { wanted }) => sum + wanted, 0);
  if (current.wanted > replicas) {
    return new Map([[current.name, replicas]]);
  }
  if (current.wanted < replicas) {
    const room = Math.min(
      replicas + bounds.maxSurge - total,
      replicas - current.wanted,
    );
    if (room > 0) {
      return new Map([[current.name, current.wanted + room]]);
    }
  }
  return shrink(replicas, bounds, current, old, total);
}

function shrink(
  replicas: number,
  bounds: RollingUpdateBounds,
  current: ReplicaSetCount,
  old: readonly ReplicaSetCount[],
  total: number,
): Map<string, number> {
  const sizes = new Map<string, number>();
  const minAvailable = replicas - bounds.maxUnavailable;
  const newUnavailable = Math.max(0, current.wanted - current.available);
  let removable = total - minAvailable - newUnavailable;
  if (removable <= 0) {
    return sizes;
  }
  const oldest = [...old].sort((a, b) => a.created - b.created);
  for (const set of oldest) {
    const unhealthy = Math.min(
      Math.max(0, set.wanted - set.available),
      removable,
    );
    if (unhealthy > 0) {
      sizes.set(set.name, set.wanted - unhealthy);
      removable -= unhealthy;
    }
  }
  const available =
    current.available + old.reduce((sum, set) => sum + set.available, 0);
  let spare = Math.min(available - minAvailable, removable);
  for (const set of oldest) {
    const left = sizes.get(set.name) ?? set.wanted;
    const removed = Math.min(left, Math.max(0, spare));
    if (removed > 0) {
      sizes.set(set.name, left - removed);
      spare -= removed;
    }
  }
  return sizes;
}

/**
 * The sizes when the number of replicas changes in the middle of a rollout: the difference is shared
 * by size, the largest sets first, so that the change is not left to one version.
 */
export function proportionalSizes(
  allowed: number,
  sets: readonly ReplicaSetCount[],
): Map<string, number> {
  const total = sets.reduce((sum, { wanted }) => sum + wanted, 0);
  const sizes = new Map<string, number>();
  let left = allowed - total;
  if (total === 0 || left === 0) {
    return sizes;
  }
  const bySize = [...sets].sort(
    (a, b) => b.wanted - a.wanted || b.created - a.created,
  );
  const difference = left;
  for (const set of bySize) {
    const share = Math.round((set.wanted * difference) / total);
    const change =
      difference > 0 ? Math.min(share, left) : Math.max(share, left);
    sizes.set(set.name, Math.max(0, set.wanted + change));
    left -= change;
  }
  // What rounding left goes to the largest, and to the next where that has no more to give.
  for (const { name, wanted } of bySize) {
    const size = sizes.get(name) ?? wanted;
    const rest = Math.max(0, size + left);
    sizes.set(name, rest);
    left -= rest - size;
  }
  return sizes;
}
