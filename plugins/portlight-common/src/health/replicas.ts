import type { Finding, FoundProblem } from './Finding';
import type { PodGroup, PodsSummary } from './pods/summarizePods';
import { describeGroup } from './pods/summarizePods';
import type { Refusal } from './pods/refusals';
import { PROBLEM_CAUSES } from './problemCauses';
import { plural } from './reading';
import { earliest } from './time';

/** What the controllers of replicas have in common, read from their different statuses. */
export interface ReplicaReading {
  /** Replicas wanted. */
  desired: number;
  /** Replicas ready (or available). */
  ready: number;
  /** Absent where the pods are not known. */
  pods?: PodsSummary;
  /** Why pods are missing, where the controller says so. */
  refusal?: Refusal;
}

/**
 * The finding on a controller whose pods fail, are refused or cannot be deleted; `undefined` where the pods
 * give no cause for worry.
 */
export function assessReplicaTrouble(
  reading: ReplicaReading,
): Finding | undefined {
  const { pods, desired, ready, refusal } = reading;
  const isShort = ready < desired;
  const groups: PodGroup[] = [
    ...(pods?.failing ?? []),
    // Failed pods are replaced: they matter while their replacements are not there.
    ...(isShort && !pods?.failing.length ? pods?.failed ?? [] : []),
    ...(isShort && pods?.stuck ? [pods.stuck] : []),
  ];
  const isRefused = refusal !== undefined && isShort;
  if (!groups.length && !isRefused) {
    return undefined;
  }
  const total = Math.max(desired, pods?.live ?? 0);
  const problems: FoundProblem[] = groups.map(group => ({
    cause: group.cause ?? 'PodFailed',
    message: describeGroup(group, total),
    since: group.since,
    affected: group.pods,
    severity: severityOf(group.cause ?? 'PodFailed', ready, {
      affected: group.pods,
      total,
    }),
  }));
  if (isRefused) {
    const missing = Math.max(1, desired - (pods?.live ?? ready));
    problems.push({
      cause: refusal.cause,
      message: `${missing} of ${plural(Math.max(desired, missing), 'pod')}: ${
        refusal.message
      }`,
      since: refusal.since,
      affected: missing,
      severity: severityOf(refusal.cause, ready),
    });
  }
  return {
    status: 'degraded',
    reason: groups[0]?.reason ?? refusal?.reason ?? 'Degraded',
    message: problems
      .slice(0, 2)
      .map(problem => problem.message)
      .join('; '),
    since: groups[0]?.since ?? refusal?.since,
    problems,
    recheckAfter: earliest(pods?.recheckAfter, refusal?.recheckAfter),
  };
}

/** A finding on replicas on their way, with what the pods wait for. */
export function replicasOnTheirWay(
  reason: string,
  message: string,
  { pods, desired }: ReplicaReading,
  since?: number,
): Finding {
  const group = pods?.starting[0];
  return withNotes(
    {
      status: 'progressing',
      reason,
      message: group
        ? `${message}; ${describeGroup(group, Math.max(desired, pods.live))}`
        : message,
      since,
      recheckAfter: pods?.recheckAfter,
    },
    pods,
  );
}

/** Adds what the pods of a sound workload still have to say: kills, evictions, deletions that hang. */
export function withNotes(
  finding: Finding,
  pods: PodsSummary | undefined,
): Finding {
  if (!pods) {
    return finding;
  }
  const problems = [
    ...(finding.problems ?? []),
    ...pods.notes,
    ...(pods.stuck ? [noteOf(pods.stuck)] : []),
    ...pods.failed
      .filter(({ cause }) => cause === 'Evicted' || cause === 'OOMKilled')
      .map(noteOf),
  ];
  return {
    ...finding,
    ...(problems.length ? { problems } : {}),
    recheckAfter: earliest(finding.recheckAfter, pods.recheckAfter),
  };
}

/** `2 of 3 replicas available`, `1 replica available`. */
export function countReplicas(
  ready: number,
  desired: number,
  word: string,
): string {
  if (desired > 1 && ready >= desired) {
    return `All ${desired} replicas ${word}`;
  }
  return ready === desired
    ? `${plural(ready, 'replica')} ${word}`
    : `${ready} of ${plural(desired, 'replica')} ${word}`;
}

/** The finding on a controller that wants no pods. */
export function scaledToZero(): Finding {
  return {
    status: 'healthy',
    reason: 'ScaledToZero',
    message: 'Scaled to zero',
  };
}

function noteOf(group: PodGroup): FoundProblem {
  return {
    cause: group.cause ?? 'PodFailed',
    message: `${plural(group.pods, 'pod')}: ${group.detail}`,
    since: group.since,
    affected: group.pods,
    severity: 'warning',
  };
}

/**
 * What still works in part is no emergency. Where a cause hits every pod, those that are ready for a moment
 * between two crashes are no part that works.
 */
function severityOf(
  cause: keyof typeof PROBLEM_CAUSES,
  ready: number,
  hit?: { affected: number; total: number },
): FoundProblem['severity'] {
  const { severity } = PROBLEM_CAUSES[cause];
  const worksInPart = ready > 0 && (!hit || hit.affected < hit.total);
  return severity === 'critical' && worksInPart ? 'warning' : severity;
}
