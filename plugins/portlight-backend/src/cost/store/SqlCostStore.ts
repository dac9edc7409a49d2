import { setImmediate } from 'node:timers/promises';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import {
  calendarPeriod,
  calendarPeriods,
  type CalendarUnit,
  type CostRow,
  type NodePrice,
  type UnitPrice,
} from '@portlight/plugin-portlight-common';
import type { Knex } from 'knex';
import { insertNumbers } from '../../metrics/history';
import { applyFactors } from '../bills/applyFactors';
import type { CostSettings } from '../settings';
import {
  KEY_COLUMNS,
  ROW_COLUMNS,
  SUMMED_COLUMNS,
  summedValues,
} from './columns';
import type { CostDetails, PriceKind } from './CostReader';
import type { ComputedHour, CostStore } from './CostStore';
import {
  attributionRow,
  clusterId,
  hashedIds,
  type LabelledScope,
  priceRow,
  scopeIds,
  scopeKeyOf,
  scopeText,
} from './dictionaries';
import { rollUpPeriod } from './rollUpPeriod';
import { rezone } from './rezone';

const compress = promisify(gzip);

const HOUR = 3_600;

/** Periods that one look finds. */
const LOOK = 100;

/** What a {@link SqlCostStore} is made of. */
export interface SqlCostStoreOptions {
  knex: Knex;
  /** May change while it runs. */
  settings: CostSettings;
  /** Milliseconds since the epoch. */
  now?: () => number;
}

/** A row with the names that its numbers stand for. */
interface PreparedRow {
  at: number;
  scope: string;
  attribution: string;
  price: string;
  values: (number | null)[];
}

/** Hours with everything that they refer to, made before the transaction that writes them. */
interface PreparedHours {
  rows: PreparedRow[];
  scopes: Map<string, LabelledScope>;
  attributions: Map<string, ReturnType<typeof attributionRow>>;
  prices: Map<string, ReturnType<typeof priceRow>>;
}

/** Costs in the database. */
export class SqlCostStore implements CostStore {
  readonly #options: SqlCostStoreOptions;

  constructor(options: SqlCostStoreOptions) {
    this.#options = options;
  }

  async replaceHours(
    trx: Knex,
    cluster: string,
    hours: readonly ComputedHour[],
  ): Promise<void> {
    const { timeZone } = this.#options.settings;
    const id = await clusterId(trx, cluster, timeZone);
    const open = await this.#open(trx, id, hours);
    if (open.length === 0) return;
    const prepared = prepare(open);
    await trx('cost_hours')
      .where({ cluster: id })
      .whereIn('at', open.map(hourOf))
      .delete();
    await this.#insertRows(trx, id, prepared);
    await this.#writeDetails(trx, id, open);
    await this.#writeRuns(trx, id, open);
    for (const unit of ['day', 'month'] as const) {
      const due = new Set(
        open.map(hour => calendarPeriod(hourOf(hour), unit, timeZone).start),
      );
      await markPeriods(trx, id, unit, [...due]);
    }
  }

  async markDue(
    trx: Knex,
    cluster: string,
    since: number,
    until: number,
  ): Promise<void> {
    const { timeZone } = this.#options.settings;
    const id = await clusterId(trx, cluster, timeZone);
    for (const unit of ['day', 'month'] as const) {
      const periods = calendarPeriods(since, until, unit, timeZone);
      await markPeriods(
        trx,
        id,
        unit,
        periods.map(({ start }) => start),
      );
    }
  }

  async rollUp(
    cluster: string,
    check: (trx: Knex) => Promise<void>,
    going: () => boolean = () => true,
  ): Promise<void> {
    const { knex, settings } = this.#options;
    const { timeZone } = settings;
    const known: { id: number; time_zone: string } | undefined = await knex(
      'cost_clusters',
    )
      .where({ name: cluster })
      .first('id', 'time_zone');
    if (!known) return;
    if (known.time_zone !== timeZone) {
      await knex.transaction(async trx => {
        await check(trx);
        await rezone(trx, known.id, timeZone);
      });
    }
    // Months are made of days.
    for (const level of ['day', 'month'] as const) {
      for (;;) {
        const due: number[] = await knex('cost_days_due')
          .where({ cluster: known.id, level })
          .orderBy('at')
          .limit(LOOK)
          .pluck('at');
        for (const at of due) {
          if (!going()) return;
          await knex.transaction(async trx => {
            await check(trx);
            await rollUpPeriod(
              trx,
              { cluster: known.id, level, at, timeZone },
              // Hours that were computed again, and bills that came, fit each other from here on.
              async () =>
                level === 'day' &&
                applyFactors(trx, { cluster, day: at }, timeZone),
            );
          });
          // SQLite works in this thread: others get their turn.
          await setImmediate();
        }
        if (due.length < LOOK) break;
      }
    }
  }

  /** Without hours of days that stay as they are, because the other hours of the day are gone. */
  async #open(
    trx: Knex,
    cluster: number,
    hours: readonly ComputedHour[],
  ): Promise<ComputedHour[]> {
    const { timeZone } = this.#options.settings;
    const dayOf = (hour: ComputedHour) =>
      calendarPeriod(hourOf(hour), 'day', timeZone).start;
    const sealed = new Set<number>(
      await trx('cost_periods')
        .where({ cluster, level: 'day', sealed: true })
        .whereIn('at', [...new Set(hours.map(dayOf))])
        .pluck('at'),
    );
    return hours.filter(hour => !sealed.has(dayOf(hour)));
  }

  async #insertRows(
    trx: Knex,
    cluster: number,
    { rows, scopes, attributions, prices }: PreparedHours,
  ): Promise<void> {
    const scopeOf = await scopeIds(trx, cluster, scopes);
    const attributionOf = await hashedIds(
      trx,
      'cost_attributions',
      attributions,
    );
    const priceOf = await hashedIds(trx, 'cost_prices', prices);
    const columns: (number | null)[][] = ROW_COLUMNS.map(() => []);
    for (const { at, scope, attribution, price, values } of rows) {
      const key = [
        at,
        cluster,
        attributionOf.get(attribution)!,
        scopeOf.get(scope)!,
        priceOf.get(price)!,
      ];
      key.forEach((value, index) => columns[index].push(value));
      values.forEach((value, index) =>
        columns[KEY_COLUMNS.length + index].push(value),
      );
    }
    await insertNumbers(trx, 'cost_hours', ROW_COLUMNS, columns);
  }

  async #writeDetails(
    trx: Knex,
    cluster: number,
    hours: readonly ComputedHour[],
  ): Promise<void> {
    await trx('cost_details')
      .where({ cluster })
      .whereIn('at', hours.map(hourOf))
      .delete();
    for (const hour of hours) {
      if (!hour.details) continue;
      const { rows, ...allocation } = hour.allocation;
      const details: CostDetails = { ...allocation, coverage: hour.coverage };
      const body = await compress(JSON.stringify(details));
      await trx('cost_details').insert({ cluster, at: hourOf(hour), body });
    }
  }

  async #writeRuns(
    trx: Knex,
    cluster: number,
    hours: readonly ComputedHour[],
  ): Promise<void> {
    const { now = Date.now } = this.#options;
    for (const hour of hours) {
      const { coverage, allocation, source, redoAt = null } = hour;
      const run = {
        status: isIncomplete(hour) ? 'incomplete' : 'complete',
        source,
        observed_minutes: coverage.observedMinutes,
        usage: coverage.usage,
        reasons: JSON.stringify(coverage.reasons),
        computed_at: Math.floor(now() / 1000),
        redo_at: redoAt,
        total: allocation.total,
      };
      await trx('cost_runs')
        .insert({ cluster, at: hourOf(hour), attempts: 1, ...run })
        .onConflict(['cluster', 'at'])
        .merge({ ...run, attempts: trx.raw('cost_runs.attempts + 1') });
    }
  }
}

/** Days or months that are made again. */
async function markPeriods(
  trx: Knex,
  cluster: number,
  level: CalendarUnit,
  times: readonly number[],
): Promise<void> {
  if (times.length === 0) return;
  await trx('cost_days_due')
    .insert(
      [...times].sort((a, b) => a - b).map(at => ({ cluster, level, at })),
    )
    // Not ignored: whoever makes it just now then waits for what has changed, or leaves the row to the next.
    .onConflict(['cluster', 'level', 'at'])
    .merge();
}

function hourOf({ allocation }: ComputedHour): number {
  return allocation.hour;
}

/** Something of the hour is not known. */
function isIncomplete({ coverage }: ComputedHour): boolean {
  return coverage.observedMinutes < HOUR / 60 || coverage.usage === 'partial';
}

/** What rows with a unit price are of. */
function unitKind(row: CostRow): PriceKind {
  if (row.class === 'management-fee') return 'managementFee';
  if (row.loadBalancerHours > 0 || row.class === 'unallocated-load-balancer') {
    return 'loadBalancer';
  }
  return row.networkBytes > 0 ? 'network' : 'storage';
}

/** What a bill adds to the cost of nodes. */
function adjustmentOf(row: CostRow, price: NodePrice | UnitPrice): number {
  const factor = 'hourly' in price ? price.factor : undefined;
  if (factor === undefined) return 0;
  const { cpuCost, memoryCost, gpuCost, otherCost } = row;
  return Math.round(
    (cpuCost + memoryCost + gpuCost + otherCost) * (factor - 1),
  );
}

function prepare(hours: readonly ComputedHour[]): PreparedHours {
  const prepared: PreparedHours = {
    rows: [],
    scopes: new Map(),
    attributions: new Map(),
    prices: new Map(),
  };
  for (const hour of hours) {
    const { allocation } = hour;
    const incomplete = isIncomplete(hour);
    const prices = new Map(allocation.prices.map(each => [each.id, each]));
    const rows = new Map<string, PreparedRow>();
    for (const row of allocation.rows) {
      const price = prices.get(row.price);
      if (!price) {
        throw new Error(
          `A cost refers to the price ${row.price}, which is not there`,
        );
      }
      const kind = 'hourly' in price ? 'node' : unitKind(row);
      const stored = priceRow(price, kind);
      const attribution = attributionRow(hour.attribution(row));
      const scope = scopeKeyOf(row);
      const scopeName = scopeText(scope);
      const labels = hour.labels(row);
      prepared.prices.set(stored.hash, stored);
      prepared.attributions.set(attribution.hash, attribution);
      prepared.scopes.set(scopeName, {
        ...scope,
        labels: labels && JSON.stringify(labels),
      });
      const key = `${attribution.hash}${stored.hash}${scopeName}`;
      const values = summedValues(row, adjustmentOf(row, price), incomplete);
      const same = rows.get(key);
      // Names that are too long for their columns may be the same then.
      if (same) same.values = add(same.values, values);
      else {
        rows.set(key, {
          at: allocation.hour,
          scope: scopeName,
          attribution: attribution.hash,
          price: stored.hash,
          values,
        });
      }
    }
    for (const row of rows.values()) prepared.rows.push(row);
  }
  return prepared;
}

function add(
  a: readonly (number | null)[],
  b: readonly (number | null)[],
): (number | null)[] {
  const incomplete = SUMMED_COLUMNS.indexOf('incomplete');
  return a.map((value, index) => {
    const other = b[index];
    if (index === incomplete || value === null) return other ?? value;
    return other === null ? value : value + other;
  });
}
