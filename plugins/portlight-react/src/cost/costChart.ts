import type { CostItem, CostReport } from '@portlight/plugin-portlight-common';
import {
  MAXIMUM_LINES,
  sumLines,
  unitOfKind,
  type ChartData,
  type ChartLine,
  type ChartRange,
  type ChartUnit,
} from '../charts';
import { formatMoney, formatMoneyTick } from '../components/formats';
import { itemName } from './dimensions';

const DAY = 24 * 60 * 60_000;
const STEPS = { hour: DAY / 24, day: DAY, week: 7 * DAY, month: 30 * DAY };
/** A day of 23 hours and a month of 28 days are whole. */
const WHOLE = 0.92;

/** What a report looks like over time. */
export interface CostChartModel {
  data: ChartData;
  range: ChartRange;
  unit: ChartUnit;
  /** Which line a row of the report is in. */
  lineOf: ReadonlyMap<string, ChartLine>;
  /** The points that are whole. */
  whole<T>(list: readonly T[]): readonly T[];
  /** The last point that is left out: it is not over yet. */
  soFar?: { name: string; amount: number };
}

/** Money as charts need it. */
export const moneyUnit = (currency: string): ChartUnit => ({
  ...unitOfKind('number'),
  name: currency,
  format: value => formatMoney(value, currency),
  formatTick: value => formatMoneyTick(value, currency),
});

const dayFormats = new Map<string, Intl.DateTimeFormat>();

/** Midnight, on the reader's clock, of the day that it is in a time zone: days are drawn as days everywhere. */
export function calendarDay(at: number, timeZone: string): number {
  let format = dayFormats.get(timeZone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-u-ca-gregory-nu-latn', {
      timeZone,
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
    });
    dayFormats.set(timeZone, format);
  }
  const parts = new Map(
    format.formatToParts(at).map(({ type, value }) => [type, Number(value)]),
  );
  return new Date(
    parts.get('year')!,
    parts.get('month')! - 1,
    parts.get('day'),
  ).getTime();
}

const two = (value: number) => String(value).padStart(2, '0');

function dayText(at: number): string {
  const date = new Date(at);
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(
    date.getDate(),
  )}`;
}

/** How points of a step are called. */
export function timeNames(
  step: CostReport['step'],
): ChartData['timeNames'] | undefined {
  if (step === 'hour') return undefined;
  const format = new Intl.DateTimeFormat(
    undefined,
    step === 'month'
      ? { month: 'long', year: 'numeric' }
      : { weekday: 'short', month: 'short', day: 'numeric', year: 'numeric' },
  );
  return {
    format: at =>
      step === 'week' ? `Week of ${format.format(at)}` : format.format(at),
    toText: dayText,
  };
}

/** From which point to which the report has whole ones: a part of a day beside days would look like a saving. */
function wholePoints(report: CostReport): [first: number, last: number] {
  const { step, times, window, coverage } = report;
  const at = (index: number) => Date.parse(times[index]);
  const end = Math.min(
    Date.parse(window.end),
    coverage.computedUntil ? Date.parse(coverage.computedUntil) : Infinity,
  );
  let first = 0;
  let last = times.length - 1;
  if (
    last > 1 &&
    at(0) + (1 - WHOLE) * STEPS[step] < Date.parse(window.start)
  ) {
    first++;
  }
  while (last > first + 1 && at(last) + WHOLE * STEPS[step] > end) last--;
  return [first, last];
}

/** What rows in one area are called: what is no workload's belongs to the cluster itself. */
function restName(rows: readonly CostItem[]): string {
  if (rows.length === 1) return itemName(rows[0]);
  const isOfClusters = rows.every(
    ({ class: kind }) => kind !== 'workload' && kind !== 'other',
  );
  return isOfClusters ? 'Overhead and fees' : 'Other';
}

/**
 * The rows of a report as areas that add up to its total: the dearest, what is idle, and all others in one; at most
 * seven.
 */
export function costChart(report: CostReport): CostChartModel {
  const { step, items, timeZone, currency } = report;
  const [first, last] = wholePoints(report);
  const cut = <T>(list: readonly T[]) => list.slice(first, last + 1);
  const times = cut(report.times).map(time =>
    step === 'hour'
      ? Date.parse(time)
      : calendarDay(Date.parse(time), timeZone),
  );
  const idle = items.filter(item => item.class === 'idle');
  const candidates = items.filter(item => item.class === 'workload');
  const others = items.filter(
    item => item.class !== 'idle' && item.class !== 'workload',
  );
  const room = MAXIMUM_LINES - (idle.length > 0 ? 1 : 0);
  const isAllNamed = candidates.length + (others.length > 0 ? 1 : 0) <= room;
  const named = isAllNamed ? candidates : candidates.slice(0, room - 1);
  const rest = [...candidates.slice(named.length), ...others];

  const lineOf = new Map<string, ChartLine>();
  const lineFor = (
    rows: readonly CostItem[],
    line: Omit<ChartLine, 'values'>,
  ): ChartLine => {
    const drawn: ChartLine = {
      ...line,
      values: cut(sumLines(rows.map(({ trend }) => trend))),
    };
    rows.forEach(({ name }) => lineOf.set(name, drawn));
    return drawn;
  };
  const lines = named.map((item, index) =>
    lineFor([item], {
      id: item.name,
      label: itemName(item),
      look: 'series',
      color: index,
    }),
  );
  if (rest.length > 0) {
    lines.push(
      lineFor(rest, {
        id: '__rest__',
        label: restName(rest),
        title: rest.map(item => itemName(item)).join(', '),
        look: 'series',
        color: MAXIMUM_LINES - 1,
      }),
    );
  }
  if (idle.length > 0) {
    lines.push(lineFor(idle, { id: '__idle__', label: 'Idle', look: 'rest' }));
  }
  const names = timeNames(step);
  const open = last < report.times.length - 1 ? last + 1 : undefined;
  const amount = open === undefined ? null : report.total.trend[open];
  return {
    data: { times, lines, timeNames: names },
    range: { start: times[0], end: times[times.length - 1] },
    unit: moneyUnit(currency),
    lineOf,
    whole: cut,
    ...(open !== undefined &&
      amount !== null &&
      names && {
        soFar: {
          name: names.format(
            calendarDay(Date.parse(report.times[open]), timeZone),
          ),
          amount,
        },
      }),
  };
}
