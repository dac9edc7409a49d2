import {
  PortlightError,
  type CostNotice,
  type CostWindow,
} from '@portlight/plugin-portlight-common';
import type { FleetFixture } from '../fleetFixture';
import {
  addCell,
  DAY,
  emptyCell,
  HOUR,
  PRICES,
  type CostCell,
  type CostRowPlan,
} from './costsPlan';

/** What costs look like: as they should; nothing computed yet; few rows visible; hours missing; no known price. */
export type CostState =
  | 'normal'
  | 'empty'
  | 'restricted'
  | 'incomplete'
  | 'default-prices';

/** Whose rows a restricted viewer sees. */
export const RESTRICTED_OWNER = 'group:default/checkout';

/** The rows that somebody sees. */
export const visibleRows = (rows: readonly CostRowPlan[], state: CostState) => {
  if (state === 'empty') return [];
  return state === 'restricted'
    ? rows.filter(({ keys }) => keys.owner === RESTRICTED_OWNER)
    : [...rows];
};

/** What the fake costs stand on. */
export interface CostFacts {
  fixture: FleetFixture;
  rows: readonly CostRowPlan[];
  state: CostState;
}

/** Where the price of a cluster comes from in a state. */
export const priceOf = (cluster: string, state: CostState) =>
  state === 'default-prices' ? PRICES.sandbox : PRICES[cluster];

const UNITS: Record<string, number> = { m: 60_000, h: HOUR, d: DAY };

/** The forms of a window that views use; hours begin and end it. */
export function fakeWindow(
  requested: string | undefined,
  now: number,
): CostWindow {
  const text = requested ?? '30d';
  const end = Math.floor(now / HOUR) * HOUR;
  const midnight = Math.floor(now / DAY) * DAY;
  const monthStart = (months: number) => {
    const at = new Date(now);
    return Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + months, 1);
  };
  const named: Record<string, [number, number]> = {
    today: [midnight, end],
    yesterday: [midnight - DAY, midnight],
    week: [midnight - ((new Date(now).getUTCDay() + 6) % 7) * DAY, end],
    month: [monthStart(0), end],
    lastmonth: [monthStart(-1), monthStart(0)],
  };
  const [, count, unit] = /^(\d+)([mhd])$/.exec(text) ?? [];
  const pair = text.split(',').map(part => Date.parse(part));
  let range = named[text];
  if (count) range = [end - Number(count) * UNITS[unit], end];
  else if (pair.length === 2) range = [pair[0], Math.min(pair[1], end)];
  if (!range || range.some(Number.isNaN)) {
    throw new PortlightError({
      message: `\`${text}\` is no window. Say for example \`30d\` or \`month\`.`,
      code: 'invalid-parameter',
      status: 400,
      parameter: 'window',
    });
  }
  return {
    start: new Date(range[0]).toISOString(),
    end: new Date(range[1]).toISOString(),
    requested: text,
  };
}

const sums = new WeakMap<CostRowPlan, Map<string, CostCell>>();

/** The sum of a row over hours. */
export function sumHours(row: CostRowPlan, from: number, to: number): CostCell {
  const known = sums.get(row) ?? new Map<string, CostCell>();
  sums.set(row, known);
  let sum = known.get(`${from}-${to}`);
  if (!sum) {
    sum = emptyCell();
    for (let hour = from / HOUR; hour < to / HOUR; hour++) {
      addCell(sum, row.at(hour));
    }
    known.set(`${from}-${to}`, sum);
  }
  // Callers add to what they get.
  return addCell(emptyCell(), sum);
}

/** What has to be known in a state. */
export function noticesOf(state: CostState): CostNotice[] {
  switch (state) {
    case 'incomplete':
      return [
        {
          code: 'incomplete-hours',
          message:
            '37 hours are incomplete: the clusters did not answer, or their usage is missing. They are computed again as soon as it is there.',
          clusters: ['edge-warehouse', 'prod-us'],
          hours: 37,
        },
      ];
    case 'default-prices':
      return [
        {
          code: 'default-prices',
          message:
            'Nobody set prices for these clusters: default prices are used, and may be far from what you pay.',
          clusters: Object.keys(PRICES),
        },
      ];
    case 'restricted':
      return [
        {
          code: 'restricted',
          message:
            'Only the cost of what you may see is shown; idle and overhead of clusters are left out.',
        },
      ];
    default:
      return [];
  }
}
