import type { KindHealth } from '../Finding';
import { readEvent } from '../events';

/** Events report on other objects: whatever they say, they themselves are fine. */
function eventHealth(group: string): KindHealth {
  return {
    kind: 'Event',
    group,
    stateless: true,
    assess(object) {
      const event = readEvent(object);
      const type = event.warning ? 'Warning' : 'Normal';
      return {
        status: 'healthy',
        reason: 'Recorded',
        message: `${[type, event.reason].filter(Boolean).join(' ')}: ${
          event.message
        }`,
        since: event.lastSeenAt,
      };
    },
  };
}

/** Events of both APIs. */
export const eventKinds: readonly KindHealth[] = [
  eventHealth(''),
  eventHealth('events.k8s.io'),
];
