import type { Condition } from '../../api/types';
import { defined, timestamp } from '../derive';
import type { KubernetesObject } from '../../kubernetes';

/** The conditions of an object's status. */
export function describeConditions(object: KubernetesObject): Condition[] {
  const conditions = object.status?.conditions;
  return (Array.isArray(conditions) ? conditions : []).map(condition =>
    defined({
      type: condition.type ?? '',
      status: condition.status ?? 'Unknown',
      reason: condition.reason,
      message: condition.message,
      lastTransitionAt: timestamp(condition.lastTransitionTime),
    }),
  );
}
