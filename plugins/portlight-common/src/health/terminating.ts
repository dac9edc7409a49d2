import type { KubernetesObject } from '../kubernetes';
import type { Finding } from './Finding';
import type { HealthContext } from './HealthContext';
import { conditionsOf } from './conditions';
import { record, text } from './reading';
import { MINUTE, graceOf, parseTime } from './time';

/** How long deletion may take beyond the deletionTimestamp (which for pods includes their grace period). */
const PATIENCE: Readonly<Record<string, number>> = {
  Pod: MINUTE,
  // Waits for all that is in it, volumes of cloud providers included.
  Namespace: 10 * MINUTE,
};
const DEFAULT_PATIENCE = 5 * MINUTE;

/** The finding on an object that is being deleted; `undefined` on others. */
export function assessTerminating(
  object: KubernetesObject,
  context: HealthContext,
): Finding | undefined {
  const metadata = record(object.metadata);
  const since = parseTime(metadata.deletionTimestamp);
  if (since === undefined) {
    return undefined;
  }
  const kind = text(object.kind);
  // A clock that is off must not report every deletion as stuck: what cannot be measured is not over.
  const grace = graceOf(
    context,
    since,
    PATIENCE[kind] ?? DEFAULT_PATIENCE,
    false,
  );
  const waitsFor = whatItWaitsFor(object, metadata);
  if (!grace.over) {
    return {
      status: 'progressing',
      reason: 'Terminating',
      message: waitsFor ? `Being deleted; ${waitsFor}` : 'Being deleted',
      since,
      recheckAfter: grace.recheckAfter,
    };
  }
  return {
    status: 'degraded',
    reason: 'TerminatingStuck',
    message: `Should be gone by now${waitsFor ? `; ${waitsFor}` : ''}`,
    since,
    problems: [{ cause: 'TerminatingStuck' }],
  };
}

function whatItWaitsFor(
  object: KubernetesObject,
  metadata: Record<string, unknown>,
): string {
  if (text(object.kind) === 'Namespace') {
    const remaining = conditionsOf(object).find(
      condition =>
        condition.status === 'True' &&
        condition.message &&
        /Remain|Failure/.test(condition.type),
    );
    if (remaining) {
      return remaining.message;
    }
  }
  if (text(record(object.status).reason) === 'NodeLost') {
    return 'its node does not answer';
  }
  const finalizers = Array.isArray(metadata.finalizers)
    ? metadata.finalizers.filter(
        finalizer => typeof finalizer === 'string' && finalizer,
      )
    : [];
  return finalizers.length
    ? `waits for ${finalizers.slice(0, 3).join(', ')}`
    : '';
}
