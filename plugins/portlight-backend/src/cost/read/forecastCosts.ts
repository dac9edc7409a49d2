import {
  calendarPeriod,
  type CostForecast,
  describeForecast,
  forecastMonth,
  forecastSince,
  fromNanos,
  groupCost,
  startOfDay,
} from '@portlight/plugin-portlight-common';
import type { CostFence } from './CostFence';
import type { CostLoader } from './CostLoader';
import type { CostQuestion } from './CostQuestion';

const HOUR = 3600;
/** Milliseconds. */
const DAY = 24 * HOUR * 1000;

const NOTHING_SHARED = {
  namespaces: [],
  labels: [],
  monthlyCost: 0,
  split: 'weighted',
} as const;

/** What the month will have cost, what it has cost until now, and what the one before did. */
export interface MonthFigures {
  forecast?: CostForecast;
  monthToDate: number;
  previousMonth: number;
}

/** The month of today in the figures of a question, whatever its window. */
export async function forecastCosts(
  loader: CostLoader,
  question: CostQuestion,
  fence: CostFence,
  timeZone: string,
): Promise<MonthFigures> {
  const { now, clusters, filter, sharing } = question;
  const today = calendarPeriod(now, 'day', timeZone);
  const month = calendarPeriod(now, 'month', timeZone);
  const before = calendarPeriod(month.start - 1, 'month', timeZone);
  const learnt =
    (Date.parse(today.name) - Date.parse(forecastSince(today.name))) / DAY;
  const since = Math.min(startOfDay(now, timeZone, -learnt), before.start);
  // Shared out among all, the sum of all stays as it is.
  const unshared =
    filter === undefined && fence.isOpen && sharing.monthlyCost === 0;
  const records = await loader.load(
    {
      level: 'day',
      span: { since, until: today.end },
      dimensions: [],
      totalOnly: true,
      costsOnly: true,
      sharing: unshared
        ? {
            ...NOTHING_SHARED,
            idle: sharing.idle === 'hide' ? 'hide' : 'separate',
          }
        : sharing,
      ...(clusters === undefined ? {} : { clusters }),
      ...(filter === undefined ? {} : { filter }),
    },
    fence,
  );
  const days = new Map<number, { cost: number; incomplete: boolean }>();
  let monthToDate = 0;
  let previousMonth = 0;
  for (const record of records) {
    const cost = groupCost(record);
    const day = days.get(record.at) ?? { cost: 0, incomplete: false };
    day.cost += cost;
    day.incomplete ||= record.incomplete ?? false;
    days.set(record.at, day);
    if (record.at >= month.start) monthToDate += cost;
    else if (record.at >= before.start) previousMonth += cost;
  }
  const { forecast } = forecastMonth({
    days: [...days].map(([at, { cost, incomplete }]) => ({
      day: calendarPeriod(at, 'day', timeZone).name,
      cost: Math.round(cost),
      incomplete,
    })),
    today: today.name,
    elapsed: Math.min(
      1,
      Math.max(0, Math.floor((now - today.start) / HOUR) * HOUR) /
        (today.end - today.start),
    ),
  });
  return {
    ...(forecast ? { forecast: describeForecast(forecast) } : {}),
    monthToDate: fromNanos(monthToDate),
    previousMonth: fromNanos(previousMonth),
  };
}
