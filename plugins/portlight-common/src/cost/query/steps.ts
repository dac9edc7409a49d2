import { invalidParameter } from '../../api/invalidParameter';
import { calendarPeriod } from '../calendar';
import type { CostStep, TimeSpan, TimeWindow } from './types';
import { startOfDay, startOfWeek } from './window';

const HOUR = 3600;
const DAY = 24 * HOUR;

/** More points than any chart shows and than an answer should hold. */
const MAXIMUM_STEPS = 2000;

/** Lengths of steps in hours at least, to refuse what would be too many without making them. */
const LEAST_HOURS: Record<CostStep, number> = {
  hour: 1,
  day: 23,
  week: 7 * 24 - 1,
  month: 28 * 24 - 1,
};

/** The step that a chart of a window has when none is asked for. @public */
export function defaultStep({ since, until }: TimeSpan): CostStep {
  const length = until - since;
  if (length <= 3 * DAY) return 'hour';
  if (length <= 100 * DAY) return 'day';
  return length <= 400 * DAY ? 'week' : 'month';
}

function firstStep(at: number, step: CostStep, timeZone: string): number {
  switch (step) {
    case 'hour':
      return Math.floor(at / HOUR) * HOUR;
    case 'day':
      return startOfDay(at, timeZone);
    case 'week':
      return startOfWeek(at, timeZone);
    default:
      return calendarPeriod(at, 'month', timeZone).start;
  }
}

function nextStep(start: number, step: CostStep, timeZone: string): number {
  switch (step) {
    case 'hour':
      return start + HOUR;
    case 'day':
      return startOfDay(start, timeZone, 1);
    case 'week':
      return startOfDay(start, timeZone, 7);
    default:
      return calendarPeriod(start, 'month', timeZone).end;
  }
}

/**
 * The steps of a window: those of the calendar, the first and the last cut to the window. Together they are the window.
 *
 * @throws PortlightError `invalid-parameter` where there are more than 2,000
 *
 * @public
 */
export function stepsOf(window: TimeWindow, step: CostStep): TimeSpan[] {
  const { since, until, timeZone } = window;
  if ((until - since) / HOUR / LEAST_HOURS[step] > MAXIMUM_STEPS) {
    throw invalidParameter(
      'step',
      `The window has more than ${MAXIMUM_STEPS} steps of one ${step}; ask for a longer step or a shorter window`,
    );
  }
  const steps: TimeSpan[] = [];
  for (let start = firstStep(since, step, timeZone); start < until; ) {
    const end = nextStep(start, step, timeZone);
    // A day that a country skipped has no length.
    if (end > start) {
      steps.push({
        since: Math.max(start, since),
        until: Math.min(end, until),
      });
    }
    start = Math.max(end, start + 1);
  }
  return steps;
}

/** The step that a time is in, as its index; -1 where it is in none. @public */
export function stepIndex(steps: readonly TimeSpan[], at: number): number {
  let [low, high] = [0, steps.length - 1];
  while (low <= high) {
    const middle = (low + high) >> 1;
    if (at < steps[middle].since) high = middle - 1;
    else if (at >= steps[middle].until) low = middle + 1;
    else return middle;
  }
  return -1;
}
