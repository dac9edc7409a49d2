import type {
  CostAccuracyItem,
  CostIncompleteHour,
} from '@portlight/plugin-portlight-common';
import { formatPercent, formatQuantity } from '../../components';

/** How far a modelled cost may be from the bill before somebody should look at its prices. */
export const TOLERANCE = 0.05;

/** A difference from the bill: `3% under`, `1.2% over`, `equal`. */
export function differenceWords(
  difference: number | undefined,
  locale?: string,
): string {
  if (difference === undefined || !Number.isFinite(difference)) return '–';
  if (Math.abs(difference) < 0.00005) return 'equal';
  return `${formatPercent(Math.abs(difference), locale)} ${
    difference > 0 ? 'over' : 'under'
  }`;
}

/** The answer of the page: how near what is shown is to what is paid. */
export function describeAccuracy(items: readonly CostAccuracyItem[]): string {
  const clusters = new Set(items.map(({ cluster }) => cluster)).size;
  if (clusters === 0) return 'Nothing was computed yet.';
  const billed = items.filter(item => item.billed !== undefined);
  const sum = (of: (item: CostAccuracyItem) => number | undefined) =>
    billed.reduce((all, item) => all + (of(item) ?? 0), 0);
  const total = sum(item => item.billed);
  if (billed.length === 0 || !(total > 0)) {
    return `No bill was imported: how near the cost of ${formatQuantity(
      clusters,
      'cluster',
    )} is to what you pay is not known.`;
  }
  const before = (sum(item => item.modelled) - total) / total;
  const after = (sum(item => item.reconciled ?? item.modelled) - total) / total;
  const without = clusters - new Set(billed.map(({ cluster }) => cluster)).size;
  return `${[
    Math.abs(before) < 0.00005
      ? 'The modelled cost equals the bills'
      : `The modelled cost was ${differenceWords(before)} the bills`,
    Math.abs(after) < 0.00005
      ? 'what is shown equals them'
      : `what is shown is ${differenceWords(after)}`,
    without > 0 &&
      `${formatQuantity(without, 'cluster')} ${
        without === 1 ? 'has' : 'have'
      } no bill`,
  ]
    .filter(Boolean)
    .join('; ')}.`;
}

const HOUR = 3_600_000;

/** Hours of one cluster that lack the same, one after the other. */
export interface IncompleteRange {
  cluster: string;
  reasons: readonly string[];
  /** Milliseconds since the epoch. */
  start: number;
  end: number;
  hours: number;
  nextAttemptAt?: string;
}

/** Incomplete hours put together, newest first: a cluster that was down for a day is one line, not 24. */
export function incompleteRanges(
  hours: readonly CostIncompleteHour[],
): IncompleteRange[] {
  const ranges: IncompleteRange[] = [];
  const open = new Map<string, IncompleteRange>();
  const sorted = [...hours].sort(
    (a, b) => Date.parse(b.hour) - Date.parse(a.hour),
  );
  for (const { cluster, hour, reasons, nextAttemptAt } of sorted) {
    const start = Date.parse(hour);
    const key = JSON.stringify([cluster, reasons]);
    const last = open.get(key);
    if (last && last.start === start + HOUR) {
      last.start = start;
      last.hours++;
    } else {
      const range = {
        cluster,
        reasons,
        start,
        end: start + HOUR,
        hours: 1,
        nextAttemptAt,
      };
      open.set(key, range);
      ranges.push(range);
    }
  }
  return ranges;
}
