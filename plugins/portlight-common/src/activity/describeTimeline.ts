import type { Event, ObjectReference, TimelineEntry } from '../api/types';
import { podContainers, timestamp } from '../inventory/derive';
import { describeChanges } from '../inventory/describe';
import type { KubernetesObject } from '../kubernetes';

const SECOND = 1000;
/** For so long after a rollout began a Deployment scales its ReplicaSets to carry it out. */
const ROLLOUT = 10 * 60 * SECOND;

/** Reasons of events that tell of a scaling. @public */
export const SCALING_REASONS: readonly string[] = [
  'ScalingReplicaSet',
  'SuccessfulRescale',
];

/** An object that a timeline is made of, as it is stored. @public */
export interface TimelineRow {
  /** Such as `Pod`. */
  kind: string;
  /** Of the object. */
  namespace: string;
  /** Of the object. */
  name: string;
  /** What was derived from it. */
  columns: {
    /** The top-level controller as `Kind/name`. */
    workload?: string;
  };
  /** The pruned object. */
  record: KubernetesObject;
}

interface Timed extends TimelineEntry {
  time: number;
}

function timed(entry: Omit<TimelineEntry, 'at'>, at: unknown): Timed[] {
  const text = timestamp(at);
  const time = Date.parse(text ?? '');
  return text !== undefined && Number.isFinite(time)
    ? [{ ...entry, at: text, time }]
    : [];
}

function workloadOf({
  namespace,
  columns: { workload },
}: TimelineRow): ObjectReference | undefined {
  const slash = workload?.indexOf('/') ?? -1;
  return slash < 0
    ? undefined
    : {
        kind: workload!.slice(0, slash),
        namespace,
        name: workload!.slice(slash + 1),
      };
}

/** The rows of each workload. */
function byWorkload(
  rows: readonly TimelineRow[],
): { workload: ObjectReference; rows: TimelineRow[] }[] {
  const workloads = new Map<
    string,
    { workload: ObjectReference; rows: TimelineRow[] }
  >();
  for (const row of rows) {
    const workload = workloadOf(row);
    if (!workload) continue;
    const key = JSON.stringify(workload);
    const known = workloads.get(key);
    if (known) known.rows.push(row);
    else workloads.set(key, { workload, rows: [row] });
  }
  return [...workloads.values()];
}

function rolloutsOf(cluster: string, rows: readonly TimelineRow[]): Timed[] {
  return byWorkload(rows.filter(({ kind }) => kind === 'ReplicaSet')).flatMap(
    ({ workload, rows: own }) =>
      describeChanges(own.map(({ record }) => record)).flatMap(
        ({ at, title }) =>
          timed(
            {
              kind: 'rollout',
              cluster,
              object: workload,
              title: `${workload.name}: ${title}`,
            },
            at,
          ),
      ),
  );
}

const REVISION_HASH = 'controller-revision-hash';

/**
 * Rollouts of StatefulSets and DaemonSets: while pods of two revisions run, the later one began with its first pod.
 * Afterwards nothing tells it from pods that were only made anew.
 */
function revisionsOf(cluster: string, pods: readonly TimelineRow[]): Timed[] {
  return byWorkload(pods).flatMap(({ workload, rows }) => {
    if (workload.kind !== 'StatefulSet' && workload.kind !== 'DaemonSet') {
      return [];
    }
    const first = new Map<string, string>();
    for (const { record } of rows) {
      const hash = record.metadata?.labels?.[REVISION_HASH];
      const at = timestamp(record.metadata?.creationTimestamp);
      if (hash === undefined || at === undefined) continue;
      const before = first.get(hash);
      if (before === undefined || at < before) first.set(hash, at);
    }
    const revisions = [...first].sort(([, one], [, other]) =>
      one < other ? -1 : 1,
    );
    return revisions.slice(1).flatMap(([hash, at]) =>
      timed(
        {
          kind: 'rollout',
          cluster,
          object: workload,
          title: `${workload.name}: revision ${hash} rolls out`,
        },
        at,
      ),
    );
  });
}

function restartsOf(
  cluster: string,
  { namespace, name, record }: TimelineRow,
): Timed[] {
  return podContainers(record).flatMap(({ type, spec, status }) => {
    const ended = status?.lastState?.terminated;
    // An init container that is tried again is no restart of what the pod is for.
    if (type === 'init' || !ended) return [];
    const { reason, exitCode } = ended;
    const code = exitCode === undefined ? '' : `exit code ${exitCode}`;
    const why = [reason, code].filter(Boolean).join(', ');
    const count =
      status.restartCount > 1 ? `, ${status.restartCount} restarts so far` : '';
    return timed(
      {
        kind: 'restart',
        cluster,
        object: { kind: 'Pod', namespace, name },
        title: `${name}: container ${spec.name} was restarted${
          why === '' ? '' : ` (${why})`
        }${count}`,
      },
      ended.finishedAt,
    );
  });
}

/** How many there were and are, in both of the orders in which Kubernetes has said it. */
const SCALED =
  /^Scaled (up|down) replica set \S+ (?:from (\d+) to (\d+)|to (\d+)(?: from (\d+))?)/;

function scalingTitle({ object, reason, message }: Event): string {
  if (reason === 'SuccessfulRescale') return `${object.name}: ${message}`;
  const match = SCALED.exec(message);
  if (!match) return `${object.name}: ${message}`;
  const [, direction, from, to, onlyTo, before] = match;
  const start = from ?? before;
  return `${object.name}: scaled ${direction}${
    start === undefined ? '' : ` from ${start}`
  } to ${to ?? onlyTo}`;
}

function scalingsOf(
  events: readonly Event[],
  rollouts: readonly Timed[],
): Timed[] {
  const keyOf = ({
    cluster,
    object: { kind, namespace, name },
  }: Pick<TimelineEntry, 'cluster' | 'object'>) =>
    JSON.stringify([cluster, kind, namespace, name]);
  const begun = new Map<string, number[]>();
  for (const rollout of rollouts) {
    const key = keyOf(rollout);
    begun.set(key, [...(begun.get(key) ?? []), rollout.time]);
  }
  return events
    .filter(({ reason }) => SCALING_REASONS.includes(reason))
    .flatMap(event =>
      timed(
        {
          kind: 'scaling',
          cluster: event.cluster,
          object: event.object,
          title: scalingTitle(event),
        },
        event.lastSeenAt,
      ),
    )
    .filter(
      entry =>
        !(begun.get(keyOf(entry)) ?? []).some(
          at => entry.time >= at - SECOND && entry.time < at + ROLLOUT,
        ),
    );
}

/**
 * Rollouts, restarts and scalings of a cluster, as far as the objects and events tell that are there; oldest first. Of a
 * container's restarts only the last is known.
 *
 * @param rows - ReplicaSets and pods; others tell nothing
 * @param events - those with other reasons than {@link SCALING_REASONS} are left out
 * @public
 */
export function describeTimeline(
  cluster: string,
  rows: readonly TimelineRow[],
  events: readonly Event[],
): TimelineEntry[] {
  const pods = rows.filter(({ kind }) => kind === 'Pod');
  const rollouts = [
    ...rolloutsOf(cluster, rows),
    ...revisionsOf(cluster, pods),
  ];
  return [
    ...rollouts,
    ...pods.flatMap(pod => restartsOf(cluster, pod)),
    ...scalingsOf(events, rollouts),
  ]
    .sort(
      (one, other) =>
        one.time - other.time || (one.title < other.title ? -1 : 1),
    )
    .map(({ time: _, ...entry }) => entry);
}
