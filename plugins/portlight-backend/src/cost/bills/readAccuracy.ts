import {
  calendarPeriods,
  type CalendarPeriod,
  type CostAccuracy,
  type CostAccuracyItem,
  type CostSource,
  fromNanos,
  type Nanos,
  totalCost,
} from '@portlight/plugin-portlight-common';
import type { Knex } from 'knex';
import { chunks } from '../../inventory';
import type { CostReader, CostTotals } from '../store';
import { answerFactor } from './answers';
import type { BillStore, StoredFactor } from './BillStore';

const HOUR = 3_600;

/** Factors and hours of an answer. */
const MOST = 200;

/** What {@link readAccuracy} asks. */
export interface AccuracyQuery {
  clusters: readonly string[];
  /** Seconds since the epoch; whole days. */
  since: number;
  until: number;
  /** Seconds since the epoch. */
  now: number;
}

/** What {@link readAccuracy} reads from. */
export interface AccuracyOptions {
  knex: Knex;
  reader: Pick<CostReader, 'totals' | 'coverage'>;
  store: BillStore;
  currency: string;
  settings: { timeZone: string };
}

interface Sums {
  modelled: Nanos;
  adjustment: Nanos;
}

function nodeCost(row: CostTotals): Nanos {
  return row.cpuCost + row.memoryCost + row.gpuCost + row.otherCost;
}

function keyOf(...parts: readonly (string | number)[]): string {
  return JSON.stringify(parts);
}

/** What bills say per cluster and day. */
async function billedDays(
  knex: Knex,
  { clusters, since, until }: AccuracyQuery,
): Promise<{ cluster: string; day: number; billed: Nanos }[]> {
  const found: { cluster: string; day: number; billed: number | string }[] = [];
  for (const part of chunks(clusters, 500)) {
    const rows: typeof found = await knex('bill_amounts')
      .whereIn('cluster', [...part])
      .where('day', '>=', since)
      .where('day', '<', until)
      .groupBy('cluster', 'day')
      .select('cluster', 'day')
      .sum({ billed: 'billed' });
    found.push(...rows);
  }
  return found.map(row => ({ ...row, billed: Number(row.billed) }));
}

async function incompleteHours(
  knex: Knex,
  { clusters, since, until }: AccuracyQuery,
): Promise<CostAccuracy['incomplete']> {
  const rows: {
    cluster: string;
    at: number;
    reasons: string;
    attempts: number;
    redo_at: number | null;
  }[] = [];
  for (const part of chunks(clusters, 500)) {
    rows.push(
      ...(await knex('cost_runs')
        .join('cost_clusters', 'cost_clusters.id', 'cost_runs.cluster')
        .whereIn('cost_clusters.name', [...part])
        .where('cost_runs.status', 'incomplete')
        .where('cost_runs.at', '>=', since)
        .where('cost_runs.at', '<', until)
        .orderBy('cost_runs.at', 'desc')
        .limit(MOST)
        .select(
          'cost_clusters.name as cluster',
          'cost_runs.at',
          'reasons',
          'attempts',
          'redo_at',
        )),
    );
  }
  const time = (at: number) => new Date(at * 1000).toISOString();
  return rows
    .sort((a, b) => b.at - a.at || (a.cluster < b.cluster ? -1 : 1))
    .slice(0, MOST)
    .map(row => ({
      cluster: row.cluster,
      hour: time(row.at),
      reasons: JSON.parse(row.reasons),
      attempts: row.attempts,
      ...(row.redo_at === null ? {} : { nextAttemptAt: time(row.redo_at) }),
    }));
}

/** How much of the cost stands on prices of which source; what a bill has corrected stands on the bill. */
async function costSources(
  query: AccuracyQuery,
  { knex, reader }: AccuracyOptions,
  factored: readonly StoredFactor[],
): Promise<CostSource[]> {
  const costs = new Map<string, Nanos>();
  const add = (source: string, cost: Nanos) =>
    costs.set(source, (costs.get(source) ?? 0) + cost);
  const { clusters, since, until } = query;
  const withBills = new Set(factored.map(({ cluster }) => cluster));
  const range = { level: 'day', since, until } as const;
  const without = clusters.filter(name => !withBills.has(name));
  if (without.length > 0) {
    for (const row of await reader.totals({
      ...range,
      clusters: without,
      by: ['priceSource'],
    })) {
      add(row.priceSource ?? '', totalCost(row) + row.adjustment);
    }
  }
  if (withBills.size > 0) {
    const corrected = new Set(
      factored.map(({ cluster, day, instanceType, capacityType }) =>
        keyOf(cluster, day, instanceType, capacityType),
      ),
    );
    for (const row of await reader.totals({
      ...range,
      clusters: [...withBills],
      by: [
        'at',
        'cluster',
        'instanceType',
        'capacityType',
        'priceKind',
        'priceSource',
      ],
    })) {
      const isBilled =
        row.priceKind === 'node' &&
        corrected.has(
          keyOf(
            row.cluster!,
            row.at!,
            row.instanceType ?? '',
            row.capacityType ?? '',
          ),
        );
      add(
        isBilled ? 'bill' : row.priceSource ?? '',
        totalCost(row) + row.adjustment,
      );
    }
  }
  const known: { source: string; version: string | null; at: string | null }[] =
    await knex('price_sources').select('source', 'version', 'at');
  const versions = new Map(known.map(row => [row.source, row]));
  const sum = [...costs.values()].reduce((all, cost) => all + cost, 0);
  return [...costs]
    .filter(([, cost]) => cost > 0)
    .sort(([, a], [, b]) => b - a)
    .map(([source, cost]) => {
      const { version, at } = versions.get(source) ?? {};
      return {
        source,
        cost: fromNanos(cost),
        share: sum > 0 ? cost / sum : 0,
        ...(version ? { version } : {}),
        ...(at ? { at } : {}),
      };
    });
}

/** How near modelled costs are to what was billed, on which prices they stand, and what is not known. */
export async function readAccuracy(
  query: AccuracyQuery,
  options: AccuracyOptions,
): Promise<CostAccuracy> {
  const { knex, reader, store, settings, currency } = options;
  const { timeZone } = settings;
  const { clusters, since, until, now } = query;
  const days = new Map<string, Sums>();
  for (const row of clusters.length === 0
    ? []
    : await reader.totals({
        level: 'day',
        since,
        until,
        clusters,
        by: ['at', 'cluster'],
        where: { priceKind: ['node'] },
      })) {
    days.set(keyOf(row.cluster!, row.at!), {
      modelled: nodeCost(row),
      adjustment: row.adjustment,
    });
  }
  const billed = await billedDays(knex, query);
  const factors = await store.factors({ clusters, since, until });
  const months = calendarPeriods(since, until, 'month', timeZone);
  const all = await reader.coverage({ level: 'day', clusters, since, until });
  const firsts = new Map(all.map(each => [each.cluster, each.since]));
  const items: CostAccuracyItem[] = [];
  for (const month of months) {
    const range = {
      since: Math.max(month.start, since),
      until: Math.min(month.end, until),
    };
    const coverage = new Map(
      (await reader.coverage({ level: 'day', clusters, ...range })).map(
        each => [each.cluster, each],
      ),
    );
    for (const cluster of clusters) {
      const own = coverage.get(cluster);
      const bills = billed.filter(
        each => each.cluster === cluster && isIn(month, each.day),
      );
      if (!own && bills.length === 0) continue;
      const first = firsts.get(cluster) ?? range.since;
      const expected = Math.max(
        0,
        Math.floor(
          (Math.min(range.until, now) - Math.max(range.since, first)) / HOUR,
        ),
      );
      const hours = own?.hours ?? 0;
      items.push({
        cluster,
        month: month.name,
        ...compare(cluster, month, bills, days),
        computedHours: hours,
        incompleteHours: own?.incomplete ?? 0,
        missingHours: Math.max(0, expected - hours),
      });
    }
  }
  return {
    currency,
    items,
    factors: [...factors]
      .sort((a, b) => Math.abs(b.factor - 1) - Math.abs(a.factor - 1))
      .slice(0, MOST)
      .map(factor => answerFactor(factor, timeZone)),
    sources: await costSources(query, options, factors),
    incomplete: await incompleteHours(knex, query),
    notices: [],
  };
}

function isIn({ start, end }: CalendarPeriod, at: number): boolean {
  return at >= start && at < end;
}

/** Only days that a bill is for can be held against it; without a bill all of them are told. */
function compare(
  cluster: string,
  month: CalendarPeriod,
  bills: readonly { day: number; billed: Nanos }[],
  days: ReadonlyMap<string, Sums>,
) {
  let modelled = 0;
  let adjustment = 0;
  const billedDaysOf = new Set(bills.map(({ day }) => day));
  for (const [key, sums] of days) {
    const [name, day] = JSON.parse(key) as [string, number];
    const counts =
      name === cluster &&
      isIn(month, day) &&
      (bills.length === 0 || billedDaysOf.has(day));
    if (counts) {
      modelled += sums.modelled;
      adjustment += sums.adjustment;
    }
  }
  if (bills.length === 0) return { modelled: fromNanos(modelled) };
  const billed = bills.reduce((sum, each) => sum + each.billed, 0);
  const reconciled = modelled + adjustment;
  return {
    modelled: fromNanos(modelled),
    billed: fromNanos(billed),
    reconciled: fromNanos(reconciled),
    ...(billed > 0
      ? {
          differenceBefore: (modelled - billed) / billed,
          differenceAfter: (reconciled - billed) / billed,
        }
      : {}),
  };
}
