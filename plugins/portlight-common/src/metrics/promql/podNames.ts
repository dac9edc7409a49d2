import { anyOf, escapeRegex } from './quote';

/** What Kubernetes makes random parts of names of: no vowels, so that they are no words. */
const RANDOM = '[b-df-hj-np-tv-xz2-9]';
const SUFFIX = `${RANDOM}{5}`;

/** What comes after the name of a workload in the names of its pods. */
const ENDINGS: Record<string, string> = {
  Deployment: `-${RANDOM}{1,10}-${SUFFIX}`,
  Rollout: `-${RANDOM}{1,10}-${SUFFIX}`,
  ReplicaSet: `-${SUFFIX}`,
  DaemonSet: `-${SUFFIX}`,
  StatefulSet: '-[0-9]+',
  Job: `-([0-9]+-)?${SUFFIX}`,
  CronJob: `-[0-9]{8,11}-([0-9]+-)?${SUFFIX}`,
  Pod: '',
};

/** Longer names are cut when pods are named. */
const LONGEST = 45;

/**
 * A regular expression for the names of all pods that a workload has or had, by the rules of Kubernetes' controllers. A
 * pod of another workload can have such a name only where the other's name ends like a random part.
 *
 * @returns nothing for kinds whose rules are not known
 */
export function podNamePattern(kind: string, name: string): string | undefined {
  const ending = Object.hasOwn(ENDINGS, kind) ? ENDINGS[kind] : undefined;
  return ending === undefined || name.length > LONGEST
    ? undefined
    : escapeRegex(name) + ending;
}

/**
 * A regular expression for the names of some pods: these, and all that the workloads have or had.
 *
 * @public
 */
export function podsPattern(
  pods: readonly string[],
  workloads: readonly { kind: string; name: string }[] = [],
): string {
  const patterns = workloads
    .map(({ kind, name }) => podNamePattern(kind, name))
    .filter(pattern => pattern !== undefined);
  const own = patterns.map(pattern => new RegExp(`^(?:${pattern})$`));
  const others = pods.filter(pod => !own.some(pattern => pattern.test(pod)));
  return others.length > 0 || patterns.length === 0
    ? [...patterns, anyOf(others)].join('|')
    : patterns.join('|');
}
