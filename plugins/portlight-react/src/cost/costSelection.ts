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
    before: 'the same time before',
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
  /** What all share, instead of what the portal shares: as it is typed, with commas between. */
  shareNamespaces?: string;
  /** The same of labels, each as `name=value`. */
  shareLabels?: string;
  /** The same of an amount per month, in the currency of the report. */
  shareCost?: string;
  /** How all that is split; by what each costs when absent. */
  shareSplit?: 'even';
  /** The row whose work is open: its name, or empty for the total. */
  work?: string;
  /** The one part of it that is looked at, such as `cpu`. */
  resource?: string;
}

/** So much of a pasted address is read; the rest is not ours to trust. */
const MAX_LENGTH = 4096;

/** Reads the selection from a query string. Windows and filters are the backend's to judge: it says what is wrong. */
export function parseCostSelection(search: string): CostSelection {
  const parameters = new URLSearchParams(search);
  const text = (name: string, length = 330) =>
    parameters.get(name)?.slice(0, length).trim() || undefined;
  const idle = parameters.get('idle');
  return {
    window: text('window', 100) ?? DEFAULT_WINDOW,
    by: text('by'),
    idle: IDLE.find(choice => choice === idle) ?? 'separate',
    filter: text('filter', MAX_LENGTH),
    shareNamespaces: text('shareNamespaces', MAX_LENGTH),
    shareLabels: text('shareLabels', MAX_LENGTH),
    shareCost: text('shareCost', 40),
    shareSplit: text('shareSplit') === 'even' ? 'even' : undefined,
    work: parameters.get('work')?.slice(0, MAX_LENGTH),
    resource: text('resource', 40),
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
      parameters.delete(name);
    } else parameters.set(name, value);
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

const listOf = (text: string) =>
  text
    .split(',')
    .map(part => part.trim())
    .filter(Boolean);

/** An amount as it is typed; undefined for what is none. */
export function amountOf(text: string): number | undefined {
  const amount = Number(text);
  return text.trim() !== '' && Number.isFinite(amount) && amount >= 0
    ? amount
    : undefined;
}

/** The question to the backend. */
export function costQuery(selection: CostSelection, by: string): CostQuery {
  const { window, idle, filter, shareSplit } = selection;
  const { shareNamespaces, shareLabels, shareCost = '' } = selection;
  const amount = amountOf(shareCost);
  return {
    window,
    aggregate: by.split(','),
    ...(idle !== 'separate' && { idle }),
    ...(filter && { filter }),
    ...(shareNamespaces && { shareNamespaces: listOf(shareNamespaces) }),
    ...(shareLabels && { shareLabels: listOf(shareLabels) }),
    ...(amount !== undefined && { shareCost: amount }),
    ...(shareSplit && { shareSplit }),
  };
}
