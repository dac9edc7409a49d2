import type { KubernetesObject } from '../../kubernetes';
import type { FoundProblem } from '../Finding';
import type { HealthContext } from '../HealthContext';
import { readEvents, type EventReading } from '../events';
import { PROBLEM_CAUSES, type ProblemCause } from '../problemCauses';
import { list, plural, record, text } from '../reading';
import { MINUTE, earliestOf, isRecent } from '../time';
import { assessPod } from './assessPod';
import type { PodFinding } from './PodFinding';

/** Pods of a workload that share a verdict. */
export interface PodGroup {
  reason: string;
  cause?: ProblemCause;
  /** The words that most of them share. */
  detail: string;
  pods: number;
  /** Milliseconds since the epoch; of the oldest. */
  since?: number;
}

/** What the pods of a workload say together. */
export interface PodsSummary {
  /** Pods that count: neither completed, nor replaced, nor on their way out. */
  live: number;
  ready: number;
  /** Most pods first. */
  failing: PodGroup[];
  /** Most pods first. */
  starting: PodGroup[];
  /** Pods that ended in failure and that the controller has replaced or will replace. */
  failed: PodGroup[];
  /** Pods that cannot be deleted. */
  stuck?: PodGroup;
  /** Trouble of pods that have recovered. */
  notes: FoundProblem[];
  /** Milliseconds since the epoch. */
  recheckAfter?: number;
}

/** For this time a failed pod that was replaced is news. */
const FAILURE_IS_NEWS = 10 * MINUTE;

/** The pods of a context together; `undefined` where they are not known. */
export function summarizePods(context: HealthContext): PodsSummary | undefined {
  if (!Array.isArray(context.pods)) {
    return undefined;
  }
  const eventsOf = eventsByPod(context);
  const live: PodFinding[] = [];
  const failed: PodFinding[] = [];
  const stuck: PodFinding[] = [];
  const rechecks: (number | undefined)[] = [];
  for (const pod of list(context.pods)) {
    const finding = assessPod(
      pod as KubernetesObject,
      context,
      eventsOf.get(text(record(pod.metadata).name)) ?? [],
    );
    let { recheckAfter } = finding;
    const phase = text(record(pod.status).phase);
    if (finding.cause === 'TerminatingStuck') {
      stuck.push(finding);
    } else if (phase === 'Failed' && finding.status === 'degraded') {
      if (isRecent(context, finding.since, FAILURE_IS_NEWS)) {
        recheckAfter = finding.since! + FAILURE_IS_NEWS;
        failed.push(finding);
      }
    } else if (phase !== 'Succeeded' && finding.reason !== 'Terminating') {
      live.push(finding);
    }
    rechecks.push(recheckAfter);
  }
  return {
    live: live.length,
    ready: live.filter(({ status }) => status === 'healthy').length,
    failing: group(live.filter(({ status }) => status === 'degraded')),
    starting: group(
      live.filter(
        ({ status }) => status === 'progressing' || status === 'suspended',
      ),
    ),
    failed: group(failed),
    stuck: group(stuck)[0],
    notes: notesOf(live),
    recheckAfter: earliestOf(rechecks),
  };
}

/** Such as `3 of 5 pods: CrashLoopBackOff, exit 137 OOMKilled`. */
export function describeGroup(
  { pods, detail }: PodGroup,
  total: number,
): string {
  return `${pods} of ${plural(Math.max(total, pods), 'pod')}: ${detail}`;
}

function eventsByPod(context: HealthContext): Map<string, EventReading[]> {
  const byPod = new Map<string, EventReading[]>();
  for (const event of readEvents(context)) {
    if (event.kind === 'Pod') {
      const events = byPod.get(event.name);
      if (events) {
        events.push(event);
      } else {
        byPod.set(event.name, [event]);
      }
    }
  }
  return byPod;
}

function group(findings: readonly PodFinding[]): PodGroup[] {
  const groups = new Map<string, PodFinding[]>();
  for (const finding of findings) {
    const key = finding.cause ?? finding.reason;
    const members = groups.get(key);
    if (members) {
      members.push(finding);
    } else {
      groups.set(key, [finding]);
    }
  }
  return [...groups.values()]
    .map(members => ({
      reason: stableReason(mostFrequent(members, ({ reason }) => reason)),
      cause: members[0].cause,
      detail: mostFrequent(members, ({ detail }) => detail),
      pods: members.length,
      since: earliestOf(members.map(({ since }) => since)),
    }))
    .sort(
      (left, right) =>
        right.pods - left.pods ||
        causeRank(left.cause) - causeRank(right.cause) ||
        (left.reason < right.reason ? -1 : 1),
    );
}

/** The kubelet alternates between the two at every retry; a workload's reason should stand still. */
function stableReason(reason: string): string {
  return reason === 'ErrImagePull' ? 'ImagePullBackOff' : reason;
}

const CAUSES = Object.keys(PROBLEM_CAUSES);

function causeRank(cause: ProblemCause | undefined): number {
  return cause === undefined ? CAUSES.length : CAUSES.indexOf(cause);
}

function mostFrequent(
  findings: readonly PodFinding[],
  read: (finding: PodFinding) => string,
): string {
  const counts = new Map<string, number>();
  for (const finding of findings) {
    counts.set(read(finding), (counts.get(read(finding)) ?? 0) + 1);
  }
  return [...counts].sort(
    ([a, left], [b, right]) => right - left || (a < b ? -1 : 1),
  )[0][0];
}

function notesOf(findings: readonly PodFinding[]): FoundProblem[] {
  const noted = findings.filter(
    ({ status, problems }) => status !== 'degraded' && problems?.length,
  );
  if (!noted.length) {
    return [];
  }
  const problems = noted.map(({ problems: [problem] = [] }) => problem);
  return [
    {
      cause: problems[0].cause,
      message:
        noted.length === 1
          ? problems[0].message
          : `${plural(
              noted.length,
              'pod',
            )} had containers OOMKilled and restarted`,
      since: earliestOf(problems.map(({ since }) => since)),
      affected: noted.length,
    },
  ];
}
