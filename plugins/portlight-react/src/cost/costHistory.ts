import type { CostReport } from '@portlight/plugin-portlight-common';
import type { SparkPoint } from '../components';
import { costChart } from './costChart';

const HOUR = 60 * 60_000;

/** What a small picture of cost goes back. */
export const HISTORY_SPAN = {
  milliseconds: 30 * 24 * HOUR,
  words: '30 days',
};

/** The same of one report: a day where it has hours. */
export const historySpan = ({ step }: Pick<CostReport, 'step'>) =>
  step === 'hour'
    ? { milliseconds: 24 * HOUR, words: '24 hours' }
    : HISTORY_SPAN;

/** The whole days of a report, for a small picture. */
export function costHistory(report: CostReport): SparkPoint[] {
  const { data } = costChart({
    ...report,
    items: [{ ...report.total, name: 'total', class: 'workload' }],
  });
  return data.times.flatMap((at, index) => {
    const value = data.lines[0]?.values[index];
    return value === null || value === undefined ? [] : [{ at, value }];
  });
}
