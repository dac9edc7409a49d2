import type { Event } from '../../api/types';
import { mergeEvents } from './mergeEvents';

const event = (options: Partial<Event>): Event => ({
  cluster: 'c1',
  type: 'Warning',
  reason: 'BackOff',
  message: 'Back-off',
  object: { kind: 'Pod', name: 'p' },
  count: 1,
  lastSeenAt: '2026-11-20T10:00:00Z',
  ...options,
});

it('merges events that say the same, newest first', () => {
  expect(
    mergeEvents([
      event({ count: 2, firstSeenAt: '2026-11-20T09:00:00Z' }),
      event({ reason: 'Pulled', lastSeenAt: '2026-11-20T10:30:00Z' }),
      event({ count: 3, lastSeenAt: '2026-11-20T11:00:00Z' }),
    ]),
  ).toEqual([
    event({
      count: 5,
      firstSeenAt: '2026-11-20T09:00:00Z',
      lastSeenAt: '2026-11-20T11:00:00Z',
    }),
    event({ reason: 'Pulled', lastSeenAt: '2026-11-20T10:30:00Z' }),
  ]);
});
