import {
  type BudgetCosts,
  type BudgetScope,
  calendarPeriod,
  forecastSince,
  totalCost,
} from '@portlight/plugin-portlight-common';
import type { Knex } from 'knex';
import { daysBefore, readDayHours } from '../days';
import type { CostColumn, CostReader, CostTotals } from '../store';

/** Seconds after which a backfill that is still running holds up nothing more. */
const LONGEST_BACKFILL = 6 * 60 * 60;
/** More than a forecast learns from. */
const MOST_DAYS = 62;

/** What budgets are kept apart by. */
export type BudgetKey =
  | 'owner'
  | 'system'
  | 'team'
  | 'costCenter'
  | 'namespace'
  | 'cluster';

/** By which column costs of a scope are found; nothing for all costs. */
export function keyOf(scope: BudgetScope): BudgetKey | undefined {
  if (scope.namespace !== undefined) return 'namespace';
  return (['owner', 'system', 'team', 'costCenter', 'cluster'] as const).find(
    key => scope[key] !== undefined,
  );
}

type CostsBy = (scope: BudgetScope) => ReadonlyMap<number, number> | undefined;

/** Costs of a scope by the beginning of the day. */
function costsBy(
  key: BudgetKey | undefined,
  rows: readonly CostTotals[],
): CostsBy {
  const sums = new Map<string, Map<number, number>>();
  const add = (name: string, row: CostTotals) => {
    const byDay = sums.get(name) ?? new Map<number, number>();
    sums.set(name, byDay);
    const at = row.at ?? 0;
    const cost = totalCost(row) + row.adjustment;
    byDay.set(at, (byDay.get(at) ?? 0) + cost);
  };
  for (const row of rows) {
    const name = key === undefined ? '' : row[key] ?? '';
    add(JSON.stringify([name]), row);
    if (key === 'namespace') add(JSON.stringify([name, row.cluster]), row);
  }
  return scope => {
    const name = key === undefined ? '' : scope[key];
    return sums.get(
      JSON.stringify(
        key === 'namespace' && scope.cluster !== undefined
          ? [name, scope.cluster]
          : [name],
      ),
    );
  };
}

/** Reads what the scopes of budgets cost, day by day. */
export class BudgetCostReader {
  constructor(
    private readonly options: {
      knex: Knex;
      reader: Pick<CostReader, 'totals'>;
      /** IANA name. */
      timeZone: string;
      /** Milliseconds since the epoch. */
      now: () => number;
    },
  ) {}

  /** What each scope costs, in their order. */
  async read(scopes: readonly BudgetScope[]): Promise<BudgetCosts[]> {
    if (scopes.length === 0) return [];
    const { knex, now, timeZone } = this.options;
    const at = Math.floor(now() / 1000);
    const today = calendarPeriod(at, 'day', timeZone);
    const first = forecastSince(today.name);
    const days = daysBefore(at, MOST_DAYS, timeZone).filter(
      ({ name }) => name >= first,
    );
    const hours = await readDayHours(knex, days);
    const range = { since: days[0].start, until: today.end };
    const costs = new Map<BudgetKey | undefined, CostsBy>();
    for (const key of new Set(scopes.map(keyOf))) {
      costs.set(key, costsBy(key, await this.#totals(key, scopes, range)));
    }
    return scopes.map(scope => {
      const byDay = costs.get(keyOf(scope))?.(scope);
      return {
        // All of them, so that one without costs is not taken for one whose costs are unknown.
        days: days.map(day => ({
          day: day.name,
          cost: byDay?.get(day.start) ?? 0,
          incomplete: !hours.isWhole(day, scope.cluster),
        })),
        today: today.name,
        elapsed: hours.elapsed(scope.cluster),
      };
    });
  }

  /** Whether hours of this month are just being computed afterwards, so that figures are too low and soon others. */
  async isFilling(): Promise<boolean> {
    const { knex, now, timeZone } = this.options;
    const at = Math.floor(now() / 1000);
    const running = await knex('cost_backfills')
      .where({ state: 'running' })
      .where('until', '>', calendarPeriod(at, 'month', timeZone).start)
      // One of a cluster that nobody reaches any more does not end.
      .where('requested_at', '>', (at - LONGEST_BACKFILL) * 1000)
      .first('cluster');
    return running !== undefined;
  }

  #totals(
    key: BudgetKey | undefined,
    scopes: readonly BudgetScope[],
    range: { since: number; until: number },
  ): Promise<CostTotals[]> {
    const by: CostColumn[] = ['at'];
    if (key === undefined) {
      return this.options.reader.totals({ level: 'day', ...range, by });
    }
    const values = scopes
      .filter(scope => keyOf(scope) === key)
      .map(scope => scope[key] ?? '');
    by.push(key);
    if (key === 'cluster') {
      return this.options.reader.totals({
        level: 'day',
        ...range,
        by,
        clusters: values,
      });
    }
    if (key === 'namespace') by.push('cluster');
    return this.options.reader.totals({
      level: 'day',
      ...range,
      by,
      where: { [key]: [...new Set(values)] },
    });
  }
}
