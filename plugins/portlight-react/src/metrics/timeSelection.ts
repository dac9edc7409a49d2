const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** The ranges to choose from, in milliseconds. */
export const RANGES = {
  '15m': 15 * MINUTE,
  '1h': HOUR,
  '6h': 6 * HOUR,
  '24h': DAY,
  '7d': 7 * DAY,
  '30d': 30 * DAY,
} as const;

/** Name of a range, as it stands in the address. */
export type RangeId = keyof typeof RANGES;

/** What a range is compared with, and how many milliseconds before it that was. */
export const COMPARISONS = {
  day: { shift: DAY, label: 'yesterday' },
  week: { shift: 7 * DAY, label: 'last week' },
} as const;

/** Name of a comparison, as it stands in the address. */
export type ComparisonId = keyof typeof COMPARISONS;

/** The one control of time of a page. */
export interface TimeSelection {
  range: RangeId;
  /** Milliseconds since the epoch: the end of a range that stands still; live while it is absent. */
  until?: number;
  compare?: ComparisonId;
}

const DEFAULT_RANGE: RangeId = '1h';
const NAMES = { range: 'range', until: 'until', compare: 'compare' };

/** Reads the selection from a query string; what is not understood is as if it were absent. */
export function parseTimeSelection(search: string): TimeSelection {
  const parameters = new URLSearchParams(search);
  const range = parameters.get(NAMES.range) ?? '';
  const until = Date.parse(parameters.get(NAMES.until) ?? '');
  const compare = parameters.get(NAMES.compare) ?? '';
  return {
    range: Object.hasOwn(RANGES, range) ? (range as RangeId) : DEFAULT_RANGE,
    // a time that clocks cannot have would make every chart empty without a reason
    ...(until > 0 && until < 8.64e15 && { until }),
    ...(Object.hasOwn(COMPARISONS, compare) && {
      compare: compare as ComparisonId,
    }),
  };
}

/** Writes the selection into a query string, leaving what others keep there. */
export function formatTimeSelection(
  search: string,
  selection: TimeSelection,
): string {
  const parameters = new URLSearchParams(search);
  const { range, until, compare } = selection;
  const values = {
    [NAMES.range]: range === DEFAULT_RANGE ? undefined : range,
    [NAMES.until]:
      until === undefined ? undefined : new Date(until).toISOString(),
    [NAMES.compare]: compare,
  };
  for (const [name, value] of Object.entries(values)) {
    if (value === undefined) parameters.delete(name);
    else parameters.set(name, value);
  }
  return parameters.toString();
}

/** About so many points make one picture. */
const POINTS = 240;

/** Milliseconds between two points of a picture of the range. */
export const stepOf = (range: TimeSelection['range']): number =>
  Math.max(5_000, RANGES[range] / POINTS);

/**
 * From when to when: a range that is live ends now, in steps as long as the distance of two points, so that charts
 * do not move for less and the same question is asked in the same words.
 *
 * @param now - milliseconds since the epoch
 */
export function boundsOf(
  selection: TimeSelection,
  now: number,
): { start: number; end: number } {
  const span = RANGES[selection.range];
  const step = stepOf(selection.range);
  const end = selection.until ?? (Math.floor(now / step) + 1) * step;
  return { start: end - span, end };
}

/** The range before or after; never later than now, where it is live again. */
export function moved(
  selection: TimeSelection,
  direction: -1 | 1,
  now: number,
): TimeSelection {
  const { end } = boundsOf(selection, now);
  const until = end + direction * RANGES[selection.range];
  return { ...selection, until: until >= now ? undefined : until };
}
