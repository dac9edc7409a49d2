import type { Machine } from './machine';
import { median } from './statistics';

/** What a figure is counted in. */
export type Unit =
  | 'seconds'
  | 'milliseconds'
  | 'microseconds'
  | 'bytes'
  | 'count'
  /** A share, from 0 to 1 and above. */
  | 'percent';

/** One figure with what each round measured. */
export interface Figure {
  unit: Unit;
  median: number;
  values: number[];
}

/** One of the things that are measured beside each other. */
export interface Subject {
  name: string;
  figures: Record<string, Figure>;
}

/** A figure against another of the same run, or against what the SPEC asks for. */
export interface Ratio {
  name: string;
  value: number;
  /** Absent for a ratio without a unit of its own. */
  unit?: Unit;
  /** What is aimed at. */
  target?: { atMost: number } | { atLeast: number };
}

/** What one suite found. */
export interface SuiteResult {
  name: string;
  title: string;
  /** Sizes and counts, as run. */
  parameters: Record<string, number | string>;
  subjects: Subject[];
  ratios: Ratio[];
  /** What could not be measured here, and why. */
  skipped: string[];
  /** How long the suite took. */
  seconds: number;
}

/** The file that `yarn bench` writes. */
export interface BenchReport {
  version: 1;
  startedAt: string;
  commit: string;
  quick: boolean;
  machine: Machine;
  suites: SuiteResult[];
}

/** A figure from what each round measured. */
export function figure(unit: Unit, values: readonly number[]): Figure {
  return { unit, median: median(values), values: [...values] };
}

/** Whether a ratio is as it should be; nothing where no target is set. */
export function meetsTarget({ value, target }: Ratio): boolean | undefined {
  if (!target) return undefined;
  return 'atMost' in target ? value <= target.atMost : value >= target.atLeast;
}

const KIB = 1024;
const MIB = KIB * KIB;

function digits(value: number): string {
  const size = Math.abs(value);
  if (size >= 100 || value === 0) return value.toFixed(0);
  return value.toFixed(size >= 10 ? 1 : 2);
}

/** A value as people read it. */
export function formatValue(value: number, unit?: Unit): string {
  switch (unit) {
    case 'seconds':
      return `${digits(value)} s`;
    case 'milliseconds':
      return `${digits(value)} ms`;
    case 'microseconds':
      return `${digits(value)} us`;
    case 'bytes':
      return Math.abs(value) >= MIB
        ? `${digits(value / MIB)} MiB`
        : `${digits(value / KIB)} KiB`;
    case 'count':
      return value.toLocaleString('en', { maximumFractionDigits: 1 });
    case 'percent':
      return `${digits(value * 100)}%`;
    default:
      return `${digits(value)} x`;
  }
}

function formatRatio(ratio: Ratio): string {
  const { name, value, unit, target } = ratio;
  const text = `${name}: ${formatValue(value, unit)}`;
  if (!target) return text;
  const [word, bound] =
    'atMost' in target
      ? ['at most', target.atMost]
      : ['at least', target.atLeast];
  const verdict = meetsTarget(ratio) ? 'met' : 'missed';
  return `${text} (target ${word} ${formatValue(bound, unit)}: ${verdict})`;
}

function columnsOf(subjects: readonly Subject[]): string[] {
  return [...new Set(subjects.flatMap(({ figures }) => Object.keys(figures)))];
}

/** The rows of a suite as Markdown, which is also readable in a terminal. */
export function formatSuite(suite: SuiteResult): string {
  const columns = columnsOf(suite.subjects);
  const rows = [
    ['', ...columns],
    ...suite.subjects.map(({ name, figures }) => [
      name,
      ...columns.map(column => {
        const found = figures[column];
        return found ? formatValue(found.median, found.unit) : '';
      }),
    ]),
  ];
  const widths = rows[0].map((_, index) =>
    Math.max(3, ...rows.map(row => row[index].length)),
  );
  const line = (cells: readonly string[]) =>
    `| ${cells
      .map((cell, index) =>
        index === 0 ? cell.padEnd(widths[0]) : cell.padStart(widths[index]),
      )
      .join(' | ')} |`;
  const rule = widths.map((width, index) =>
    index === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`,
  );
  const parameters = Object.entries(suite.parameters)
    .map(([name, value]) => `${name} ${value.toLocaleString('en')}`)
    .join(', ');
  return [
    `## ${suite.title}`,
    '',
    `${parameters ? `${parameters}; ` : ''}took ${formatValue(
      suite.seconds,
      'seconds',
    )}`,
    '',
    ...(suite.subjects.length > 0
      ? [line(rows[0]), line(rule), ...rows.slice(1).map(line), '']
      : []),
    ...suite.ratios.map(ratio => `- ${formatRatio(ratio)}`),
    ...suite.skipped.map(reason => `- skipped: ${reason}`),
    '',
  ].join('\n');
}
