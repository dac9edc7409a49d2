import type { CostEstimate } from '@portlight/plugin-portlight-common';
import { printable } from '../printable';

/** An estimate as a table for people, after one sentence that sums it up. */
export function formatEstimate(estimate: CostEstimate): string {
  const { currency, items, monthly, change } = estimate;
  const money = new Intl.NumberFormat('en', { style: 'currency', currency });
  const signed = new Intl.NumberFormat('en', {
    style: 'currency',
    currency,
    signDisplay: 'exceptZero',
  });
  const hasChange = change !== undefined;
  const header = [
    'KIND',
    'NAMESPACE',
    'NAME',
    'PODS',
    'PER MONTH',
    ...(hasChange ? ['CHANGE'] : []),
  ];
  const rows = items.map(item => [
    printable(item.kind, 63),
    printable(item.namespace ?? '', 63) || '-',
    printable(item.name, 253) || '-',
    String(Number(item.replicas.toFixed(2))),
    money.format(item.monthly),
    ...(hasChange ? [signed.format(item.change ?? 0)] : []),
  ]);
  const widths = header.map((title, column) =>
    Math.max(title.length, ...rows.map(cells => cells[column].length)),
  );
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, column) =>
        column > 2
          ? cell.padStart(widths[column])
          : cell.padEnd(widths[column]),
      )
      .join('  ')
      .trimEnd();
  const notes = [
    ...estimate.notes,
    ...items.flatMap(({ kind, name, notes: own }) =>
      own.map(note => `${kind} ${name}: ${note}`),
    ),
  ].map(note => `- ${printable(note)}`);
  return [
    `${money.format(monthly)} a month on ${printable(estimate.cluster)}${
      hasChange ? `, ${signed.format(change)}` : ''
    }`,
    ...(rows.length > 0 ? ['', line(header), ...rows.map(line)] : []),
    ...(notes.length > 0 ? ['', ...notes] : []),
    '',
  ].join('\n');
}
