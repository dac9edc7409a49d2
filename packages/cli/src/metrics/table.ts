import {
  formatSeriesKey,
  type MetricFamilyDetail,
  type SampleValue,
} from '@portlight/plugin-portlight-common';
import { printable } from '../printable';
import type { ParsedFamily } from './ParsedFamily';

/** Names beyond this length break the line instead of pushing all others to the right. */
const MAX_WIDTH = 60;

/** Families for people, each with its samples. */
export function formatFamilies(families: readonly ParsedFamily[]): string {
  const samples = families.reduce(
    (sum, family) => sum + family.samples.length,
    0,
  );
  return [
    `${count(families.length, 'family', 'families')}, ${count(
      samples,
      'sample',
      'samples',
    )}`,
    ...families.flatMap(family => [
      '',
      [
        printable(family.name),
        family.type,
        ...(family.unit ? [`in ${printable(family.unit)}`] : []),
        ...(family.help ? [printable(family.help)] : []),
      ].join('  '),
      ...align(
        family.samples.map(sample => [
          `  ${key(sample.name, sample.labels)}`,
          String(sample.value),
          sample.timestamp === undefined ? '' : time(sample.timestamp),
        ]),
      ),
    ]),
    '',
  ].join('\n');
}

/** Aggregated families for people, each with its series. */
export function formatAggregate(
  details: readonly MetricFamilyDetail[],
  peers: { total: number; answered: number },
): string {
  return [
    `${peers.answered} of ${count(peers.total, 'peer', 'peers')}, ${count(
      details.length,
      'family',
      'families',
    )}`,
    ...details.flatMap(({ family, series, total }) => [
      '',
      [
        printable(family.name),
        family.type,
        ...(family.help ? [printable(family.help)] : []),
      ].join('  '),
      ...(family.conflict ? [`  ${printable(family.conflict)}`] : []),
      ...align(
        series.map(one => [
          `  ${key('', one.labels) || '{}'}`,
          figures({
            peers: one.count,
            sum: one.sum,
            avg: one.average,
            min: one.minimum,
            max: one.maximum,
            count: one.histogram?.count ?? one.summary?.count,
            total: one.histogram?.sum ?? one.summary?.sum,
            ...Object.fromEntries(
              (one.histogram?.quantiles ?? []).map(({ quantile, value }) => [
                `p${quantile * 100}`,
                value,
              ]),
            ),
          }),
        ]),
      ),
      ...(total > series.length
        ? [`  and ${total - series.length} other series`]
        : []),
    ]),
    '',
  ].join('\n');
}

function figures(values: Record<string, SampleValue | undefined>): string {
  return Object.entries(values)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name}=${value}`)
    .join(' ');
}

function key(name: string, labels: Readonly<Record<string, string>>): string {
  const entries = Object.entries(labels);
  const text = name
    ? formatSeriesKey(name, entries)
    : formatSeriesKey('_', entries).slice(1);
  return printable(text);
}

function align(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.min(
      MAX_WIDTH,
      rows.reduce((width, cells) => Math.max(width, cells[column].length), 0),
    ),
  );
  return rows.map(cells =>
    cells
      .map((cell, column) => cell.padEnd(widths[column]))
      .join('  ')
      .trimEnd(),
  );
}

function count(number: number, one: string, many: string): string {
  return `${number} ${number === 1 ? one : many}`;
}

function time(seconds: number): string {
  const date = new Date(seconds * 1000);
  return Number.isNaN(date.getTime()) ? String(seconds) : date.toISOString();
}
