import {
  type CostEfficiency,
  type CostReport,
  HOURS_PER_MONTH,
} from '@portlight/plugin-portlight-common';
import {
  formatChange,
  formatMoney,
  formatPercent,
  formatQuantity,
} from '../components/formats';
import { customDays, isWindowId, WINDOWS } from './costSelection';

/** `2026-11` -> `November`; another year is named. */
export function monthName(month: string, now: number = Date.now()): string {
  const at = new Date(`${month}-01T00:00:00Z`);
  if (Number.isNaN(at.getTime())) return month;
  return new Intl.DateTimeFormat(undefined, {
    month: 'long',
    year:
      at.getUTCFullYear() === new Date(now).getUTCFullYear()
        ? undefined
        : 'numeric',
    timeZone: 'UTC',
  }).format(at);
}

function monthBefore(month: string): string {
  const at = new Date(`${month}-01T00:00:00Z`);
  if (Number.isNaN(at.getTime())) return month;
  at.setUTCMonth(at.getUTCMonth() - 1);
  return at.toISOString().slice(0, 7);
}

/** `8% more than October`, `as much as October`; nothing where there is nothing to compare with. */
export function compared(
  now: number | undefined,
  before: number | undefined,
  what: string,
): string | undefined {
  const change = formatChange(now, before);
  if (/^[^\d]*$/.test(change)) return undefined;
  if (change.startsWith('×')) return `${change.slice(1)} times ${what}`;
  if (change.startsWith('+')) return `${change.slice(1)} more than ${what}`;
  if (change.startsWith('−')) return `${change.slice(1)} less than ${what}`;
  return `as much as ${what}`;
}

/** The window of a report in words, in the middle of a sentence. */
export function windowWords(report: Pick<CostReport, 'window'>): string {
  const { requested } = report.window;
  if (isWindowId(requested)) return WINDOWS[requested].words;
  const days = customDays(requested);
  const counted = /^(\d{1,4})([hd])$/.exec(requested);
  if (counted) {
    const [, count, unit] = counted;
    return `the last ${formatQuantity(
      Number(count),
      unit === 'h' ? 'hour' : 'day',
    )}`;
  }
  if (!days) return requested;
  const { first, last } = days;
  return first === last ? first : `the days ${first} to ${last}`;
}

/** What the window cost beside the one before it. */
export function describeWindow(report: CostReport): string | undefined {
  const { requested } = report.window;
  return compared(
    report.total.amounts.total,
    report.total.previousTotal,
    isWindowId(requested) ? WINDOWS[requested].before : 'the same time before',
  );
}

/** The answer of a page about cost, in one sentence. */
export function describeCosts(
  report: CostReport,
  now: number = Date.now(),
): string {
  const { currency, total, forecast, monthToDate, previousMonth } = report;
  const money = (amount: number) => formatMoney(amount, currency);
  const sum = total.amounts.total;
  if (report.hourly) {
    return `${money(sum)} an hour now, about ${money(
      sum * HOURS_PER_MONTH,
    )} in a month like this hour.`;
  }
  if (monthToDate !== undefined && forecast) {
    const { month, expected } = forecast;
    const comparison = compared(
      expected,
      previousMonth,
      monthName(monthBefore(month), now),
    );
    return `${money(monthToDate)} so far in ${monthName(
      month,
      now,
    )}; forecast ${money(expected)}${comparison ? `, ${comparison}` : ''}.`;
  }
  const comparison = describeWindow(report);
  return `${money(sum)} in ${windowWords(report)}${
    comparison ? `, ${comparison}` : ''
  }.`;
}

/** How much of what is paid for is used, in words. */
export function describeEfficiency(
  efficiency: CostEfficiency,
): string | undefined {
  const { cpu, memory, total } = efficiency;
  if (total === undefined) return undefined;
  const parts = [
    cpu !== undefined && `CPU ${formatPercent(cpu)}`,
    memory !== undefined && `memory ${formatPercent(memory)}`,
  ].filter(Boolean);
  return `${formatPercent(total)} of what was requested was used${
    parts.length > 1 ? ` (${parts.join(', ')})` : ''
  }`;
}

/** How sure a forecast is, in words. */
export function describeForecast(report: CostReport): string | undefined {
  const { forecast, currency } = report;
  if (!forecast || forecast.low === forecast.high) return undefined;
  return `between ${formatMoney(forecast.low, currency)} and ${formatMoney(
    forecast.high,
    currency,
  )}`;
}
