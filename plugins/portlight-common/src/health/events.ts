import type { KubernetesObject } from '../kubernetes';
import type { HealthContext } from './HealthContext';
import { count, list, oneLine, record, text } from './reading';
import { isRecent, latest, MINUTE, parseTime } from './time';

/** An event with its fields checked; both APIs (core/v1, events.k8s.io/v1) look the same here. */
export interface EventReading {
  warning: boolean;
  reason: string;
  message: string;
  kind: string;
  name: string;
  /** How often it happened, at least 1. */
  times: number;
  /** Milliseconds since the epoch; when it happened last. */
  lastSeenAt?: number;
  /** Milliseconds since the epoch; when it happened first. */
  firstSeenAt?: number;
}

/** Older events say how it was, not how it is. */
export const RECENT_EVENT = 10 * MINUTE;

/** One event of either API. */
export function readEvent(event: KubernetesObject): EventReading {
  const series = record(event.series);
  const object = record(
    Object.keys(record(event.involvedObject)).length
      ? event.involvedObject
      : event.regarding,
  );
  const firstSeenAt =
    parseTime(event.firstTimestamp) ??
    parseTime(event.deprecatedFirstTimestamp) ??
    parseTime(event.eventTime);
  return {
    warning: text(event.type) === 'Warning',
    reason: oneLine(event.reason, 100),
    message: oneLine(event.message ?? event.note),
    kind: text(object.kind),
    name: text(object.name),
    times: Math.max(
      1,
      count(event.count),
      count(event.deprecatedCount),
      count(series.count),
    ),
    lastSeenAt:
      latest(
        parseTime(series.lastObservedTime),
        parseTime(event.lastTimestamp),
        parseTime(event.deprecatedLastTimestamp),
      ) ?? firstSeenAt,
    firstSeenAt,
  };
}

/** The events of a context with their fields checked, newest first. */
export function readEvents(context: HealthContext): EventReading[] {
  if (!context.events?.length) {
    return [];
  }
  return list(context.events)
    .map(readEvent)
    .sort((left, right) => (right.lastSeenAt ?? 0) - (left.lastSeenAt ?? 0));
}

/**
 * The newest recent event with one of these reasons; one without a time counts as recent, since servers
 * keep events for an hour only.
 */
export function findRecentEvent(
  events: readonly EventReading[],
  context: HealthContext,
  reasons: ReadonlySet<string>,
): EventReading | undefined {
  return events.find(
    event =>
      reasons.has(event.reason) &&
      (event.lastSeenAt === undefined ||
        isRecent(context, event.lastSeenAt, RECENT_EVENT)),
  );
}
