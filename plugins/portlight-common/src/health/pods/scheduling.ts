import { findCondition } from '../conditions';
import { findRecentEvent } from '../events';
import { oneLine, record, text } from '../reading';
import { SECOND, graceOf } from '../time';
import {
  podOnItsWay,
  podTrouble,
  type PodFinding,
  type PodReading,
} from './PodFinding';

/** How long the scheduler may find no node before that is trouble, as in kstatus. */
const UNSCHEDULABLE_GRACE = 15 * SECOND;

/** An autoscaler says that a node is on its way. */
const SCALE_UP: ReadonlySet<string> = new Set([
  'TriggeredScaleUp',
  'Nominated',
]);

/** The finding on a pod that has no node yet; `undefined` on one that has. */
export function assessScheduling({
  pod,
  conditions,
  context,
  events,
  createdAt,
}: PodReading): PodFinding | undefined {
  const scheduled = findCondition(conditions, 'PodScheduled');
  if (scheduled?.status === 'True' || text(record(pod.spec).nodeName)) {
    return undefined;
  }
  if (scheduled?.status !== 'False') {
    return podOnItsWay(
      'Pending',
      'Waits for the scheduler',
      'wait for the scheduler',
      createdAt,
    );
  }
  const since = scheduled.since ?? createdAt;
  if (scheduled.reason === 'SchedulingGated') {
    return {
      status: 'suspended',
      reason: 'SchedulingGated',
      message: 'Held back by a scheduling gate',
      detail: 'held back by a scheduling gate',
      since,
    };
  }
  const reason = scheduled.reason || 'Unschedulable';
  const words = schedulerWords(scheduled.message);
  const scaleUp = findRecentEvent(events, context, SCALE_UP);
  if (scaleUp) {
    return podOnItsWay(
      'WaitingForNode',
      'Waits for a node that the autoscaler is adding',
      'wait for a new node',
      since,
    );
  }
  const grace = graceOf(context, since, UNSCHEDULABLE_GRACE);
  if (!grace.over) {
    return podOnItsWay(
      reason,
      words,
      `not scheduled yet: ${words}`,
      since,
      grace.recheckAfter,
    );
  }
  return podTrouble(
    {
      cause: 'Unschedulable',
      reason,
      detail: `${reason}, ${words}`,
      since,
    },
    words,
  );
}

/** Without the scheduler's remarks on preemption, which repeat every node. */
function schedulerWords(message: string): string {
  return oneLine(message.replace(/\s*preemption: .*$/, '')) || 'No node fits';
}
