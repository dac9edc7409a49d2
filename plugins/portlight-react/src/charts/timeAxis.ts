const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const STEPS = [
  1, 2, 5, 10, 15, 30, 60, 120, 180, 360, 720, 1440, 2880, 7200, 10_080,
].map(minutes => minutes * MINUTE);

/** Milliseconds that the local clock is ahead of UTC at a time. */
const localOffset = (at: number) => -new Date(at).getTimezoneOffset() * MINUTE;

/**
 * Where the time axis has its labels: whole minutes, hours or days of the reader's clock, at most `count`.
 *
 * @param start - milliseconds since the epoch
 */
export function timeTicks(
  start: number,
  end: number,
  count: number,
  offset: (at: number) => number = localOffset,
): number[] {
  const span = end - start;
  if (!(span > 0) || count < 1) return [];
  const step =
    STEPS.find(candidate => span / candidate <= count) ??
    Math.ceil(span / count / DAY) * DAY;
  const ticks: number[] = [];
  // The clock is put forward and back: each label is found by the offset of its own day.
  const first = Math.ceil((start + offset(start)) / step) * step;
  for (let local = first; local - offset(local) <= end; local += step) {
    const at = local - offset(local - offset(local));
    if (at >= start && at <= end) ticks.push(at);
  }
  return ticks;
}

let timeFormat: Intl.DateTimeFormat | undefined;
let dayFormat: Intl.DateTimeFormat | undefined;

/** `Nov 21`. */
export function formatDay(at: number): string {
  dayFormat ??= new Intl.DateTimeFormat(undefined, {
    month: 'short',
    day: 'numeric',
  });
  return dayFormat.format(at);
}

/** The label of a place on the time axis: the time of day; the day at midnight and where the axis is of days. */
export function formatTimeTick(at: number, span: number): string {
  const date = new Date(at);
  const isMidnight = date.getHours() === 0 && date.getMinutes() === 0;
  if (isMidnight || span > 2 * DAY) return formatDay(at);
  timeFormat ??= new Intl.DateTimeFormat(undefined, {
    hour: '2-digit',
    minute: '2-digit',
  });
  return timeFormat.format(date);
}
