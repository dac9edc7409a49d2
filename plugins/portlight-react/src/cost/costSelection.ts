import type { CostQuery } from '@portlight/plugin-portlight-common';

/** Windows to choose from, with their words on the button and in sentences. */
export const WINDOWS = {
  today: { label: 'Today', words: 'today', before: 'as much of yesterday' },
  '7d': {
    label: '7d',
    words: 'the last 7 days',
    before: 'the 7 days before',
  },
  '30d': {
    label: '30d',
    words: 'the last 30 days',
    before: 'the 30 days before',
  },
  '90d': {
    label: '90d',
    words: 'the last 90 days',
    before: 'the 90 days before',
  },
  month: {
    label: 'Month',
    words: 'this month',
    before: 'as long before',
  },
  lastmonth: {
    label: 'Last month',
    words: 'last month',
    before: 'the month before',
  },
} as const;

/** Name of a window, as it stands in the address. */
export type WindowId = keyof typeof WINDOWS;

export const DEFAULT_WINDOW: WindowId = '30d';

export const isWindowId = (window: string): window is WindowId =>
  Object.hasOwn(WINDOWS, window);

const IDLE = ['separate', 'share', 'hide'] as const;

/** What becomes of idle cost. */
export type IdleChoice = (typeof IDLE)[number];

/** What of cost a page shows, as far as it is in its address. */
export interface CostSelection {
  /** A name of {@link WINDOWS}, or two times with a comma between. */
  window: string;
  /** What cost is grouped by; undefined for what the page is usually grouped by. */
  by?: string;
  idle: IdleChoice;
  filter?: string;
  /** The row whose work is open: its name, or empty for the total. */
  work?: string;
}

const NAMES = {
  window: 'window',
  by: 'by',
  idle: 'idle',
  filter: 'filter',
  work: 'work',
} as const;

/** So much of a pasted address is read; the rest is not ours to trust. */
const MAX_LENGTH = 4096;

/** Reads the selection from a query string. Windows and filters are the backend's to judge: it says what is wrong. */
export function parseCostSelection(search: string): CostSelection {
  const parameters = new URLSearchParams(search);
  const text = (name: string, length = 330) =>
    parameters.get(name)?.slice(0, length).trim() || undefined;
  const idle = parameters.get(NAMES.idle);
  return {
    window: text(NAMES.window, 100) ?? DEFAULT_WINDOW,
    by: text(NAMES.by),
    idle: IDLE.find(choice => choice === idle) ?? 'separate',
    filter: text(NAMES.filter, MAX_LENGTH),
    work: parameters.get(NAMES.work)?.slice(0, MAX_LENGTH),
  };
}

/** Writes a change into a query string, leaving what others keep there. */
export function formatCostSelection(
  search: string,
  change: Partial<CostSelection>,
): string {
  const parameters = new URLSearchParams(search);
  const usual: Partial<CostSelection> = {
    window: DEFAULT_WINDOW,
    idle: 'separate',
    filter: '',
  };
  for (const [name, value] of Object.entries(change) as [
    keyof CostSelection,
    string | undefined,
  ][]) {
    if (value === undefined || value === usual[name]) {
      parameters.delete(NAMES[name]);
    } else parameters.set(NAMES[name], value);
  }
  return parameters.toString();
}

const DAY = /^\d{4}-\d{2}-\d{2}/;

/** The first and the last day of a window between two times; undefined for others. */
export function customDays(
  window: string,
): { first: string; last: string } | undefined {
  const [since, until, more] = window.split(',');
  if (more !== undefined || !since || !until) return undefined;
  const end = Date.parse(until);
  if (!DAY.test(since) || Number.isNaN(end)) return undefined;
  // The end is the midnight after the last day.
  const last = new Date(end - 1).toISOString().slice(0, 10);
  return { first: since.slice(0, 10), last };
}

/** The window of whole days, both included; undefined where they are none, or in the wrong order. */
export function windowOfDays(first: string, last: string): string | undefined {
  const start = Date.parse(`${first}T00:00:00Z`);
  const end = Date.parse(`${last}T00:00:00Z`) + 24 * 60 * 60_000;
  if (Number.isNaN(start) || Number.isNaN(end) || end <= start) {
    return undefined;
  }
  const text = (at: number) => new Date(at).toISOString().replace('.000', '');
  return `${text(start)},${text(end)}`;
}

/** The question to the backend. */
export function costQuery(selection: CostSelection, by: string): CostQuery {
  const { window, idle, filter } = selection;
  return {
    window,
    aggregate: by.split(','),
    ...(idle !== 'separate' && { idle }),
    ...(filter && { filter }),
  };
}
