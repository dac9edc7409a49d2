import type { CostReport } from '@portlight/plugin-portlight-common';
import type { SparkPoint } from '../components';
import { costChart } from './costChart';

/** What a small picture of cost goes back. */
export const HISTORY_SPAN = {
  milliseconds: 30 * 24 * 60 * 60_000,
  words: '30 days',
};

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
