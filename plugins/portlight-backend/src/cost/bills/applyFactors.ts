import {
  calendarPeriod,
  type CapacityType,
  type DayFactor,
  matchFactors,
  type ModelledAmount,
} from '@portlight/plugin-portlight-common';
import type { Knex } from 'knex';

/** What is adjusted of a row: what its node costs. */
const NODE_COST = 'cpu_cost + memory_cost + gpu_cost + other_cost';

/** A day of a cluster. */
export interface BilledDay {
  cluster: string;
  /** Its beginning, seconds since the epoch. */
  day: number;
}

interface KindRow {
  instance_type: string;
  capacity_type: CapacityType;
}

/** Where the costs of a day are: in hours, or only in the day where its hours are gone. */
interface CostRows {
  table: 'cost_hours' | 'cost_days';
  cluster: number;
  since: number;
  until: number;
}

async function findRows(
  knex: Knex,
  { cluster, day }: BilledDay,
  timeZone: string,
): Promise<CostRows | undefined> {
  const known: { id: number } | undefined = await knex('cost_clusters')
    .where({ name: cluster })
    .first('id');
  if (!known) return undefined;
  const sealed = await knex('cost_periods')
    .where({ cluster: known.id, level: 'day', at: day, sealed: true })
    .first('at');
  return {
    table: sealed ? 'cost_days' : 'cost_hours',
    cluster: known.id,
    since: day,
    until: calendarPeriod(day, 'day', timeZone).end,
  };
}

function inRows(query: Knex.QueryBuilder, rows: CostRows) {
  return query
    .where({ cluster: rows.cluster })
    .where('at', '>=', rows.since)
    .where('at', '<', rows.until);
}

/** What the nodes of a day cost without any bill, per kind. */
export async function modelledAmounts(
  knex: Knex,
  day: BilledDay,
  timeZone: string,
): Promise<ModelledAmount[]> {
  const rows = await findRows(knex, day, timeZone);
  if (!rows) return [];
  const sums = inRows(knex(rows.table), rows)
    .groupBy('price')
    .select('price', knex.raw(`sum(${NODE_COST}) as modelled`));
  const found: (KindRow & { modelled: number | string })[] = await knex
    .from(sums.as('sums'))
    .join('cost_prices', 'cost_prices.id', 'sums.price')
    .where('cost_prices.kind', 'node')
    .groupBy('cost_prices.instance_type', 'cost_prices.capacity_type')
    .select('cost_prices.instance_type', 'cost_prices.capacity_type')
    .sum({ modelled: 'sums.modelled' });
  return found.map(row => ({
    instanceType: row.instance_type,
    capacityType: row.capacity_type,
    modelled: Number(row.modelled),
  }));
}

/** What all bills say about a day of a cluster, per kind of node. */
async function billedAmounts(knex: Knex, { cluster, day }: BilledDay) {
  const found: (KindRow & { billed: number | string })[] = await knex(
    'bill_amounts',
  )
    .where({ cluster, day })
    .groupBy('instance_type', 'capacity_type')
    .select('instance_type', 'capacity_type')
    .sum({ billed: 'billed' });
  return found.map(row => ({
    instanceType: row.instance_type,
    capacityType: row.capacity_type,
    billed: Number(row.billed),
  }));
}

/** Prices of a kind of node among those that a day was computed with. */
function pricesOf(trx: Knex, { instanceType, capacityType }: ModelledAmount) {
  return trx('cost_prices')
    .where({
      kind: 'node',
      instance_type: instanceType,
      capacity_type: capacityType,
    })
    .select('id');
}

async function storeFactors(
  trx: Knex,
  day: BilledDay,
  factors: readonly DayFactor[],
): Promise<void> {
  await trx('bill_factors')
    .where({ ...day })
    .delete();
  if (factors.length === 0) return;
  await trx('bill_factors').insert(
    factors.map(({ instanceType, capacityType, modelled, billed, factor }) => ({
      ...day,
      instance_type: instanceType,
      capacity_type: capacityType,
      modelled,
      billed,
      factor,
    })),
  );
}

/** What rounding each row for itself left of the amount goes to the largest row: all of them are what was billed. */
async function settle(
  trx: Knex,
  rows: CostRows,
  factor: DayFactor,
): Promise<void> {
  const ofKind = () =>
    inRows(trx(rows.table), rows).whereIn('price', pricesOf(trx, factor));
  const [{ adjusted }] = await ofKind().sum({ adjusted: 'adjustment' });
  const left = factor.billed - factor.modelled - Number(adjusted);
  if (left === 0) return;
  const key = ['at', 'cluster', 'attribution', 'scope', 'price'] as const;
  const largest = await ofKind()
    .orderByRaw(`${NODE_COST} desc`)
    .orderBy([...key])
    .first(...key);
  await trx(rows.table)
    .where(largest)
    .update({ adjustment: trx.raw('adjustment + ?', [left]) });
}

/**
 * Holds what bills say about a day of a cluster against what was modelled, and corrects its costs by it: each row of a
 * node by the factor of its kind. Done twice it is the same; where no bill says anything any more, costs are as they
 * were modelled. Within the transaction that makes the day of its hours: whatever changed of either, both fit then.
 */
export async function applyFactors(
  trx: Knex,
  day: BilledDay,
  timeZone: string,
): Promise<DayFactor[]> {
  const billed = await billedAmounts(trx, day);
  const before = await trx('bill_factors')
    .where({ ...day })
    .first('factor');
  if (billed.length === 0 && !before) return [];
  const { factors } = matchFactors(
    billed,
    await modelledAmounts(trx, day, timeZone),
  );
  await storeFactors(trx, day, factors);
  const rows = await findRows(trx, day, timeZone);
  if (!rows) return factors;
  await inRows(trx(rows.table), rows)
    .whereNot('adjustment', 0)
    .update({ adjustment: 0 });
  for (const factor of factors) {
    await inRows(trx(rows.table), rows)
      .whereIn('price', pricesOf(trx, factor))
      .update({
        adjustment: trx.raw(
          `cast(round((${NODE_COST}) * cast(? as double precision)) as bigint)`,
          [factor.factor - 1],
        ),
      });
    await settle(trx, rows, factor);
  }
  return factors;
}
