/** `v1.29.4-gke.10` -> 1 and 29; undefined for what is no version. */
function minorOf(version: string | undefined): [number, number] | undefined {
  const match = /^v?(\d{1,4})\.(\d{1,4})/.exec(version ?? '');
  return match ? [Number(match[1]), Number(match[2])] : undefined;
}

/** Minor versions that Kubernetes supports at any time: the newest and two before. */
const SUPPORTED = 3;

/** How far a cluster is behind the newest of the fleet. */
export interface VersionSkew {
  /** Minor versions. */
  behind: number;
  /** So far that one of the two is out of support. */
  isUnsupported: boolean;
}

/**
 * How far a version is behind the newest in the fleet.
 *
 * @returns undefined when it is the newest, or when it cannot be compared
 */
export function versionSkew(
  version: string | undefined,
  fleet: readonly (string | undefined)[],
): VersionSkew | undefined {
  const own = minorOf(version);
  if (!own) return undefined;
  const newest = fleet.reduce<number>((best, other) => {
    const parsed = minorOf(other);
    return parsed && parsed[0] === own[0] ? Math.max(best, parsed[1]) : best;
  }, own[1]);
  const behind = newest - own[1];
  return behind > 0
    ? { behind, isUnsupported: behind >= SUPPORTED }
    : undefined;
}
