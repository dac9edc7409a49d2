import type { Event } from '../../api/types';

const MAX_EVENTS = 100;

function sameStory(event: Event): string {
  const { kind, namespace, name } = event.object;
  return JSON.stringify([
    kind,
    namespace,
    name,
    event.type,
    event.reason,
    event.message,
  ]);
}

/** Events that say the same of the same object become one with their sum; newest first, at most 100. */
export function mergeEvents(events: readonly Event[]): Event[] {
  const merged = new Map<string, Event>();
  for (const event of events) {
    const key = sameStory(event);
    const known = merged.get(key);
    if (!known) {
      merged.set(key, event);
      continue;
    }
    const newer = event.lastSeenAt > known.lastSeenAt ? event : known;
    const first = [event.firstSeenAt, known.firstSeenAt]
      .filter(time => time !== undefined)
      .sort()[0];
    merged.set(key, {
      ...newer,
      count: event.count + known.count,
      ...(first ? { firstSeenAt: first } : {}),
    });
  }
  return [...merged.values()]
    .sort((left, right) => {
      if (left.lastSeenAt !== right.lastSeenAt) {
        return left.lastSeenAt < right.lastSeenAt ? 1 : -1;
      }
      return sameStory(left) < sameStory(right) ? -1 : 1;
    })
    .slice(0, MAX_EVENTS);
}
