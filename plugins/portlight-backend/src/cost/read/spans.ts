import {
  calendarPeriod,
  startOfDay,
  type TimeSpan,
} from '@portlight/plugin-portlight-common';
import type { CostLevel } from '../store';
import type { LevelPlan } from './levels';

const DAY = 24 * 3600;

/** A span with the level that it is read from. */
export interface LevelSpan {
  level: CostLevel;
  span: TimeSpan;
}

/**
 * The window before, as long as what has passed of this one: of a month the month before up to the same hour. Its last
 * day, which is not whole, is read by the hour.
 */
export function previousSpans(
  { level, span }: Pick<LevelPlan, 'level' | 'span'>,
  timeZone: string,
): LevelSpan[] {
  const { since, until } = span;
  const length = until - since;
  if (level === 'hour') {
    return [{ level, span: { since: since - length, until: since } }];
  }
  const month = calendarPeriod(since, 'month', timeZone);
  const ofMonth = since === month.start && until <= month.end;
  const days = Math.ceil(length / DAY - 0.05);
  const before = ofMonth
    ? calendarPeriod(since - 1, 'month', timeZone).start
    : startOfDay(since, timeZone, -days);
  if (level === 'month') {
    const start = calendarPeriod(since - length, 'month', timeZone).start;
    return [{ level, span: { since: start, until: since } }];
  }
  const end = Math.min(
    // A month that is over is compared with the whole of the one before.
    ofMonth && until === month.end ? since : before + length,
    since,
  );
  const lastDay = startOfDay(end, timeZone);
  const whole = lastDay === end || end === since;
  return [
    { level, span: { since: before, until: whole ? end : lastDay } },
    ...(whole
      ? []
      : [{ level: 'hour' as const, span: { since: lastDay, until: end } }]),
  ].filter(part => part.span.until > part.span.since);
}
