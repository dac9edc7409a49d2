import { type Json, MAX_MESSAGE, compact, items, text } from './values';

/** A condition as records keep it: heartbeats are dropped, they change without meaning anything. */
export function pruneConditions(value: Json) {
  return items(
    value,
    condition =>
      compact({
        type: text(condition.type, 253),
        status: text(condition.status, 64),
        reason: text(condition.reason, 253) || undefined,
        message: text(condition.message, MAX_MESSAGE) || undefined,
        lastTransitionTime: text(condition.lastTransitionTime, 64),
        // Deployments judge their progress deadline by it.
        lastUpdateTime: text(condition.lastUpdateTime, 64),
      }),
    30,
  );
}
