import {
  calendarPeriod,
  type CostStep,
  startOfDay,
  type TimeSpan,
} from '@portlight/plugin-portlight-common';
import type { CostSettings } from '../settings';
import type { CostLevel } from '../store';
import type { CostQuestion } from './CostQuestion';

const HOUR = 3600;

/** What of the stored costs answers a question. */
export interface LevelPlan {
  level: CostLevel;
  /** The window that is answered. */
  span: TimeSpan;
  /** No finer than the level. */
  step: CostStep;
  /** Where that is not the one asked for, why. */
  notice?: string;
}

function iso(at: number): string {
  return new Date(at * 1000).toISOString().replace('.000Z', 'Z');
}

/** Whether a window begins and ends with days; one that ends now does. */
function isOfDays({ since, until }: TimeSpan, timeZone: string, now: number) {
  return (
    since === startOfDay(since, timeZone) &&
    (until >= now || until === startOfDay(until, timeZone))
  );
}

/**
 * Which of hours, days and months answer a question: the coarsest that have the same answer, as long as they are kept;
 * else those that are kept, for a window that they can answer.
 */
export function planLevel(
  question: Pick<CostQuestion, 'window' | 'step' | 'details' | 'now'>,
  { retention, timeZone }: Pick<CostSettings, 'retention' | 'timeZone'>,
): LevelPlan {
  const { window, step, details, now } = question;
  const { since, until } = window;
  const span = { since, until };
  if (details) return { level: 'hour', span, step };
  const hoursKept = since >= now - retention.hours - HOUR;
  const daysKept = since >= now - retention.days;
  const ofDays = isOfDays(span, timeZone, now);
  if (hoursKept && (step === 'hour' || !ofDays)) {
    return { level: 'hour', span, step };
  }
  if (daysKept) {
    if (ofDays && step !== 'hour') return { level: 'day', span, step };
    const days = {
      since: startOfDay(since, timeZone),
      until:
        until >= now || until === startOfDay(until, timeZone)
          ? until
          : startOfDay(until, timeZone, 1),
    };
    return {
      level: 'day',
      span: days,
      step: step === 'hour' ? 'day' : step,
      notice: `Costs by the hour are kept for ${days24(
        retention.hours,
      )} days; this is answered by whole days, from ${iso(days.since)} to ${iso(
        days.until,
      )}`,
    };
  }
  const end = calendarPeriod(until - 1, 'month', timeZone).end;
  const months = {
    since: calendarPeriod(since, 'month', timeZone).start,
    until: end >= now ? until : end,
  };
  const same = months.since === since && months.until === until;
  return {
    level: 'month',
    span: months,
    step: 'month',
    ...(same && step === 'month'
      ? {}
      : {
          notice: `Costs by the day are kept for ${days24(
            retention.days,
          )} days; this is answered by whole months, from ${iso(
            months.since,
          )} to ${iso(months.until)}`,
        }),
  };
}

function days24(seconds: number): number {
  return Math.floor(seconds / (24 * HOUR));
}
