import type { ChartData } from './model';

/** One file: a title per column, and rows of text and numbers; `null` is an empty cell. */
export interface CsvTable {
  columns: readonly string[];
  rows: readonly (readonly (string | number | null)[])[];
}

/**
 * One cell. A text that a spreadsheet would take for a formula gets an apostrophe before it: label values come from
 * whoever runs a peer.
 */
export function csvCell(value: string | number | null): string {
  if (value === null) return '';
  if (typeof value === 'number') {
    return Number.isFinite(value) ? String(value) : '';
  }
  const text = /^[\s\p{C}]*[=+\-@＝＋－＠\t\r]/u.test(value)
    ? `'${value}`
    : value;
  return /[",;\r\n\t]|^\s|\s$/.test(text)
    ? `"${text.replaceAll('"', '""')}"`
    : text;
}

/** A comma-separated file as RFC 4180 has it. */
export function formatCsv(table: CsvTable): string {
  return [table.columns, ...table.rows]
    .map(row => `${row.map(csvCell).join(',')}\r\n`)
    .join('');
}

/** A column of times, and one of exact values per line. */
export function chartTable(
  charts: readonly (ChartData & { unit: string; title?: string })[],
): CsvTable {
  const times = [...new Set(charts.flatMap(chart => chart.times))].sort(
    (a, b) => a - b,
  );
  const columns = charts.flatMap(chart => {
    const indexes = new Map(chart.times.map((at, index) => [at, index]));
    return chart.lines.map(line => {
      const title = [chart.title, line.title ?? line.label]
        .filter(Boolean)
        .join(' ');
      return {
        title: chart.unit ? `${title} (${chart.unit})` : title,
        valueAt: (at: number) => {
          const index = indexes.get(at);
          return index === undefined ? null : line.values[index] ?? null;
        },
      };
    });
  });
  const names = charts.find(({ timeNames }) => timeNames)?.timeNames;
  return {
    columns: ['time', ...columns.map(({ title }) => title)],
    rows: times.map(at => [
      names?.toText(at) ?? new Date(at).toISOString(),
      ...columns.map(({ valueAt }) => valueAt(at)),
    ]),
  };
}

/** A name that every file system takes. */
export const csvFileName = (name: string) =>
  `${name.replace(/[^\w.-]+/g, '-').slice(0, 100) || 'metrics'}.csv`;
