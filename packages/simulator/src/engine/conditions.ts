import type { Condition } from './types';

/** The condition of a type. */
export function conditionOf(
  conditions: readonly Condition[] | undefined,
  type: string,
): Condition | undefined {
  return conditions?.find(condition => condition.type === type);
}

/**
 * The conditions with one of them set. `lastTransitionTime` moves only when the status changes; the same array
 * comes back when nothing does.
 */
export function withCondition(
  conditions: readonly Condition[] | undefined,
  condition: Condition,
  now: string,
): Condition[] {
  const current = conditions ?? [];
  const known = conditionOf(current, condition.type);
  if (
    known &&
    known.status === condition.status &&
    known.reason === condition.reason &&
    known.message === condition.message
  ) {
    return current as Condition[];
  }
  const next: Condition = {
    ...condition,
    lastTransitionTime:
      known && known.status === condition.status
        ? known.lastTransitionTime
        : condition.lastTransitionTime ?? now,
  };
  return known
    ? current.map(other => (other === known ? next : other))
    : [...current, next];
}

/** The conditions without one type. */
export function withoutCondition(
  conditions: readonly Condition[] | undefined,
  type: string,
): Condition[] {
  const current = conditions ?? [];
  return conditionOf(current, type)
    ? current.filter(condition => condition.type !== type)
    : (current as Condition[]);
}

/** Whether a condition is `True`. */
export function isTrue(
  conditions: readonly Condition[] | undefined,
  type: string,
): boolean {
  return conditionOf(conditions, type)?.status === 'True';
}
