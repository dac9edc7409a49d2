import type { KubernetesObject } from '../kubernetes';
import { list, number, oneLine, reasonWord, record, text } from './reading';
import { parseTime } from './time';

/** A status condition with its fields checked. */
export interface StatusCondition {
  type: string;
  /** `True`, `False` or `Unknown`. */
  status: string;
  reason: string;
  message: string;
  /** Milliseconds since the epoch. */
  since?: number;
  observedGeneration?: number;
}

/** No controller writes nearly as many; what a stranger writes is not worth more time. */
const MAX_CONDITIONS = 200;

/** The conditions of an object's status, as it lists them. */
export function conditionsOf(object: KubernetesObject): StatusCondition[] {
  return list(record(object.status).conditions)
    .slice(0, MAX_CONDITIONS)
    .map(readCondition);
}

/** The first condition of a type. */
export function findCondition(
  conditions: readonly StatusCondition[],
  type: string,
): StatusCondition | undefined {
  return conditions.find(condition => condition.type === type);
}

function readCondition(value: Record<string, unknown>): StatusCondition {
  return {
    type: text(value.type),
    status: text(value.status),
    reason: reasonWord(value.reason, ''),
    message: oneLine(value.message),
    since: parseTime(value.lastTransitionTime),
    observedGeneration: number(value.observedGeneration),
  };
}
