import { useMemo } from 'react';
import { formatTimestamp, UNKNOWN } from './formats';
import { SimpleTable } from './SimpleTable';
import type { SparkPoint } from './sparklinePath';

/** One line of a chart, as a column of a table. */
export interface HistorySeries {
  label: string;
  points: readonly SparkPoint[];
  format(value: number): string;
}

/** So many rows are readable; more points are thinned to one per equal stretch of time. */
const MAXIMUM_ROWS = 48;

/** The points of several lines by time, newest first; where a line has a gap, its cell has no value. */
export function toRows(series: readonly HistorySeries[]) {
  const times = [
    ...new Set(series.flatMap(({ points }) => points.map(({ at }) => at))),
  ].sort((a, b) => b - a);
  const step = Math.ceil(times.length / MAXIMUM_ROWS);
  return times
    .filter((_, index) => index % step === 0)
    .map(at => ({
      at,
      values: series.map(
        ({ points }) => points.find(point => point.at === at)?.value,
      ),
    }));
}

/** What the lines of a page show, as a table. */
export function HistoryTable(props: { series: readonly HistorySeries[] }) {
  const { series } = props;
  const rows = useMemo(() => toRows(series), [series]);
  return (
    <SimpleTable
      label="The last 24 hours"
      rows={rows}
      rowKey={row => String(row.at)}
      columns={[
        {
          header: 'Time',
          width: 210,
          cell: row => formatTimestamp(row.at),
        },
        ...series.map(({ label, format }, index) => ({
          header: label,
          align: 'right' as const,
          width: 150,
          cell: (row: ReturnType<typeof toRows>[number]) => {
            const value = row.values[index];
            return value === undefined ? UNKNOWN : format(value);
          },
        })),
      ]}
    />
  );
}
