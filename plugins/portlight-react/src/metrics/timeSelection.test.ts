import {
  boundsOf,
  formatTimeSelection,
  moved,
  parseTimeSelection,
  type TimeSelection,
} from './timeSelection';

const HOUR = 3_600_000;
const NOW = Date.UTC(2026, 10, 21, 9, 30, 7);

it.each<[string, TimeSelection]>([
  ['', { range: '1h' }],
  ['range=7d&compare=week', { range: '7d', compare: 'week' }],
  ['range=__proto__&compare=toString', { range: '1h' }],
  ['range=2h', { range: '1h' }],
  [
    'until=2026-11-21T09:00:00.000Z',
    { range: '1h', until: Date.UTC(2026, 10, 21, 9) },
  ],
  ['until=yesterday', { range: '1h' }],
  ['until=-271821-04-20T00:00:00.000Z', { range: '1h' }],
])('reads %p', (search, expected) => {
  expect(parseTimeSelection(search)).toEqual(expected);
});

it.each<TimeSelection>([
  { range: '1h' },
  { range: '30d', compare: 'day' },
  { range: '15m', until: NOW },
])('writes %p so that it is read again, beside what others keep', selection => {
  const search = formatTimeSelection('q=cart&until=old', selection);
  expect(parseTimeSelection(search)).toEqual(selection);
  expect(new URLSearchParams(search).get('q')).toBe('cart');
});

it('moves a live range by whole steps only, and holds one that is not live', () => {
  const live = boundsOf({ range: '1h' }, NOW);
  expect(live.end).toBeGreaterThan(NOW);
  expect(live.end - live.start).toBe(HOUR);
  expect(boundsOf({ range: '1h' }, NOW + 1000)).toEqual(live);
  expect(boundsOf({ range: '1h', until: 5 * HOUR }, NOW)).toEqual({
    start: 4 * HOUR,
    end: 5 * HOUR,
  });
});

it('goes back by a range, and forth until it is live again', () => {
  const back = moved({ range: '6h' }, -1, NOW);
  expect(NOW - back.until!).toBeGreaterThan(5.9 * HOUR);
  expect(moved(back, 1, NOW).until).toBeUndefined();
});
