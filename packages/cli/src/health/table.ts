import {
  HEALTH_RANK,
  HEALTH_STATUSES,
  type Health,
} from '@portlight/plugin-portlight-common';
import { printable } from '../printable';
import type { Judgement } from './Judgement';

const ICONS: Readonly<Record<Health['status'], string>> = {
  degraded: '✖',
  unknown: '?',
  progressing: '◐',
  suspended: '‖',
  healthy: '✔',
};

/** SGR codes. */
const COLORS: Readonly<Record<Health['status'], number>> = {
  degraded: 31,
  unknown: 90,
  progressing: 34,
  suspended: 33,
  healthy: 32,
};

/** Names beyond this length break the line instead of pushing all others to the right. */
const MAX_WIDTH = 60;

/** Verdicts as a table for people, worst first, after one sentence that sums it up. */
export function formatTable(
  verdicts: readonly { judgement: Judgement; health: Health }[],
  colors: boolean,
): string {
  if (!verdicts.length) {
    return 'No objects\n';
  }
  const hasFiles =
    new Set(verdicts.map(({ judgement }) => judgement.file)).size > 1;
  const header = [
    'STATUS',
    'KIND',
    'NAMESPACE',
    'NAME',
    ...(hasFiles ? ['FILE'] : []),
    'MESSAGE',
  ];
  const sorted = [...verdicts].sort(
    (left, right) =>
      HEALTH_RANK[left.health.status] - HEALTH_RANK[right.health.status],
  );
  const rows = sorted.map(({ judgement, health }) => ({
    status: health.status,
    cells: [
      `${ICONS[health.status]} ${health.status}`,
      printable(judgement.kind, 63),
      printable(judgement.namespace, 63) || '-',
      printable(judgement.name, 253) || '-',
      ...(hasFiles ? [printable(judgement.file)] : []),
      sentence(health),
    ],
  }));
  const widths = header.map((title, column) =>
    Math.min(
      MAX_WIDTH,
      rows.reduce(
        (width, { cells }) => Math.max(width, cells[column].length),
        title.length,
      ),
    ),
  );
  const line = (cells: readonly string[], paint = (text: string) => text) =>
    cells
      .map((cell, column) => {
        const text =
          column === cells.length - 1 ? cell : cell.padEnd(widths[column]);
        return column === 0 ? paint(text) : text;
      })
      .join('  ')
      .trimEnd();
  return [
    summarize(verdicts),
    '',
    line(header),
    ...rows.map(({ status, cells }) =>
      line(cells, text =>
        colors ? `\u001b[${COLORS[status]}m${text}\u001b[0m` : text,
      ),
    ),
    '',
  ].join('\n');
}

function sentence({ reason, message, since }: Health): string {
  const said = message.includes(reason) ? message : `${reason}: ${message}`;
  return printable(since ? `${said} (since ${since})` : said);
}

function summarize(verdicts: readonly { health: Health }[]): string {
  const total = verdicts.length;
  const objects = total === 1 ? '1 object' : `${total} objects`;
  const counts = HEALTH_STATUSES.map(status => ({
    status,
    count: verdicts.filter(({ health }) => health.status === status).length,
  })).filter(({ count }) => count > 0);
  return counts.length === 1
    ? `${objects}: ${total === 1 ? '' : 'all '}${counts[0].status}`
    : `${objects}: ${counts
        .map(({ status, count }) => `${count} ${status}`)
        .join(', ')}`;
}
