import { randomUUID } from 'node:crypto';
import {
  type BilledAmount,
  type BilledNode,
  type BillFormat,
  calendarPeriod,
  type CapacityType,
  type DayFactors,
  type Nanos,
  nodeResourceKeys,
  type NodeSpan,
} from '@portlight/plugin-portlight-common';
import type { Knex } from 'knex';
import { isPostgres } from '../../database/dialect';
import { chunks, text, upsertRows } from '../../inventory';
import type { CostStore } from '../store';
import type { BilledDay } from './applyFactors';

const DAY = 86_400;

/** Machines and days of clusters that are remembered as written. */
const REMEMBERED = 100_000;

/** A bill as it is listed. */
export interface StoredBill {
  id: string;
  name: string;
  format: BillFormat;
  /** ISO 8601. */
  importedAt: string;
  importedBy: string;
  /** Seconds since the epoch. */
  start: number;
  end: number;
  lines: number;
  matched: number;
  billed: Nanos;
  currency: string;
  clusters: string[];
}

/** A bill to be stored. */
export type NewBill = Omit<StoredBill, 'id' | 'importedAt' | 'clusters'> & {
  amounts: readonly BilledAmount[];
};

/** A factor with where it holds. */
export interface StoredFactor {
  cluster: string;
  day: number;
  instanceType: string;
  capacityType: CapacityType;
  modelled: Nanos;
  billed: Nanos;
  factor: number;
  /** Names of the bills that it comes from. */
  bill: string;
}

const MACHINES = {
  name: 'billed_machines',
  key: ['key', 'cluster'],
  columns: ['instance_type', 'capacity_type', 'seen_at'],
};

const AMOUNTS = {
  name: 'bill_amounts',
  key: ['cluster', 'day', 'instance_type', 'capacity_type', 'bill'],
  columns: ['billed'],
};

function dayKey({ cluster, day }: BilledDay): string {
  return JSON.stringify([cluster, day]);
}

/** Bills, the machines that they may name, and what they do to costs. */
export class BillStore {
  private readonly noted = new Set<string>();

  constructor(
    private readonly options: {
      knex: Knex;
      store: Pick<CostStore, 'markDue' | 'rollUp'>;
      /** May change while it runs. */
      settings: { timeZone: string };
      /** Milliseconds since the epoch. */
      now?: () => number;
    },
  ) {}

  /** Remembers which machines nodes are, once a day. */
  readonly note = async (
    cluster: string,
    hour: number,
    nodes: readonly NodeSpan[],
  ): Promise<void> => {
    const seenAt = Math.floor(hour / DAY) * DAY;
    const fresh = nodes.flatMap(node =>
      node.providerId === undefined
        ? []
        : nodeResourceKeys(node.providerId).map(key => ({ node, key })),
    );
    const markOf = (key: string) => JSON.stringify([cluster, key, seenAt]);
    const unknown = fresh.filter(({ key }) => !this.noted.has(markOf(key)));
    if (unknown.length === 0) return;
    await upsertRows(this.options.knex, MACHINES, unknown, ({ node, key }) => [
      text(key, 500) ?? '',
      cluster,
      text(node.instanceType, 253) ?? '',
      node.capacityType,
      seenAt,
    ]);
    if (this.noted.size > REMEMBERED) this.noted.clear();
    unknown.forEach(({ key }) => this.noted.add(markOf(key)));
  };

  /** What bills may call the machines of the fleet. A name that two clusters have is nobody's. */
  async machines(): Promise<ReadonlyMap<string, BilledNode>> {
    const rows: {
      key: string;
      cluster: string;
      instance_type: string;
      capacity_type: CapacityType;
    }[] = await this.options
      .knex('billed_machines')
      .select('key', 'cluster', 'instance_type', 'capacity_type');
    const machines = new Map<string, BilledNode>();
    const shared = new Set<string>();
    for (const row of rows) {
      const known = machines.get(row.key);
      if (known && known.cluster !== row.cluster) shared.add(row.key);
      machines.set(row.key, {
        cluster: row.cluster,
        instanceType: row.instance_type,
        capacityType: row.capacity_type,
      });
    }
    shared.forEach(key => machines.delete(key));
    return machines;
  }

  /** The factors of the day that an hour is in. */
  readonly factorsOf = async (
    cluster: string,
    hour: number,
  ): Promise<DayFactors | undefined> => {
    const { knex, settings } = this.options;
    const { start: day } = calendarPeriod(hour, 'day', settings.timeZone);
    const rows: {
      instance_type: string;
      capacity_type: CapacityType;
      factor: number;
    }[] = await knex('bill_factors')
      .where({ cluster, day })
      .select('instance_type', 'capacity_type', 'factor');
    if (rows.length === 0) return undefined;
    const factors = new Map(
      rows.map(row => [
        JSON.stringify([row.instance_type, row.capacity_type]),
        row.factor,
      ]),
    );
    return {
      node: (instanceType, capacityType) =>
        factors.get(JSON.stringify([instanceType ?? '', capacityType])),
    };
  };

  /** The bill of a name. */
  async find(by: { id: string } | { name: string }) {
    const row: { id: string; name: string } | undefined = await this.options
      .knex('bills')
      .where(by)
      .first('id', 'name');
    return row;
  }

  /** Newest first. */
  async list(): Promise<StoredBill[]> {
    const { knex } = this.options;
    const bills = await knex('bills').orderBy('imported_at', 'desc');
    const clusters: { bill: string; cluster: string }[] = await knex(
      'bill_amounts',
    )
      .distinct('bill', 'cluster')
      .orderBy('cluster');
    return bills.map(bill => ({
      id: bill.id,
      name: bill.name,
      format: bill.format,
      importedAt: bill.imported_at,
      importedBy: bill.imported_by,
      start: bill.start,
      end: bill.end,
      lines: bill.lines,
      matched: bill.matched,
      billed: Number(bill.billed),
      currency: bill.currency,
      clusters: clusters
        .filter(row => row.bill === bill.id)
        .map(({ cluster }) => cluster),
    }));
  }

  /** Days of other bills among these: what two bills say about one day would be added up. */
  async overlapping(
    knex: Knex,
    name: string,
    amounts: readonly BilledAmount[],
  ): Promise<{ name: string; cluster: string; day: number }[]> {
    const days = new Set(amounts.map(dayKey));
    const rows: { name: string; cluster: string; day: number }[] = await knex(
      'bill_amounts',
    )
      .join('bills', 'bills.id', 'bill_amounts.bill')
      .whereNot('bills.name', name)
      .whereIn('cluster', [...new Set(amounts.map(({ cluster }) => cluster))])
      .distinct('bills.name', 'cluster', 'day');
    return rows.filter(row => days.has(dayKey(row)));
  }

  /**
   * Stores a bill in the place of the one of its name. Costs of its days are corrected where their days are made anew,
   * which is done at once here, and by the owners of clusters where this is cut short.
   *
   * @param check - fails where it may not be stored; while it looks, nobody else stores one
   */
  async import(
    bill: NewBill,
    check: (trx: Knex) => Promise<void>,
  ): Promise<string> {
    const { knex, now = Date.now } = this.options;
    const { amounts, ...facts } = bill;
    const id = randomUUID();
    const days = await knex.transaction(async trx => {
      if (isPostgres(knex)) {
        // SQLite has one writer anyway. Readers are not held up by this.
        await trx.raw('lock table bills in share row exclusive mode');
      }
      await check(trx);
      const before = await this.remove(trx, { name: bill.name });
      await trx('bills').insert({
        id,
        name: facts.name,
        format: facts.format,
        imported_at: new Date(now()).toISOString(),
        imported_by: facts.importedBy,
        start: facts.start,
        end: facts.end,
        lines: facts.lines,
        matched: facts.matched,
        billed: facts.billed,
        currency: facts.currency,
      });
      await upsertRows(trx, AMOUNTS, amounts, each => [
        each.cluster,
        each.day,
        text(each.instanceType, 253) ?? '',
        each.capacityType,
        id,
        each.billed,
      ]);
      const all = [...before, ...amounts];
      await this.changed(trx, all);
      return all;
    });
    await this.rollUp(days);
    return id;
  }

  /**
   * Forgets a bill and takes its correction back.
   *
   * @returns whether there was such a bill
   */
  async delete(id: string): Promise<boolean> {
    if (!(await this.find({ id }))) return false;
    const days = await this.options.knex.transaction(async trx => {
      const removed = await this.remove(trx, { id });
      await this.changed(trx, removed);
      return removed;
    });
    await this.rollUp(days);
    return true;
  }

  private async remove(
    trx: Knex.Transaction,
    by: { id: string } | { name: string },
  ): Promise<BilledDay[]> {
    const bill: { id: string } | undefined = await trx('bills')
      .where(by)
      .first('id');
    if (!bill) return [];
    const days: BilledDay[] = await trx('bill_amounts')
      .where({ bill: bill.id })
      .distinct('cluster', 'day');
    await trx('bill_amounts').where({ bill: bill.id }).delete();
    await trx('bills').where({ id: bill.id }).delete();
    return days;
  }

  /** Says that what bills say about days has changed. */
  private async changed(
    trx: Knex.Transaction,
    days: readonly BilledDay[],
  ): Promise<void> {
    const unique = new Map(days.map(day => [dayKey(day), day]));
    for (const { cluster, day } of unique.values()) {
      await this.options.store.markDue(trx, cluster, day, day + 1);
    }
  }

  /** Has the days and months made anew now. Whoever owns a cluster may do the same, to the same end. */
  private async rollUp(days: readonly BilledDay[]): Promise<void> {
    const clusters = new Set(days.map(({ cluster }) => cluster));
    for (const cluster of clusters) {
      await this.options.store.rollUp(cluster, async () => {});
    }
  }

  /** Factors of a time, of these clusters. */
  async factors(query: {
    clusters: readonly string[];
    since: number;
    until: number;
  }): Promise<StoredFactor[]> {
    const { knex } = this.options;
    const found: StoredFactor[] = [];
    for (const part of chunks(query.clusters, 500)) {
      const rows = await knex('bill_factors')
        .whereIn('cluster', [...part])
        .where('day', '>=', query.since)
        .where('day', '<', query.until)
        .select();
      const names: { cluster: string; day: number; name: string }[] =
        await knex('bill_amounts')
          .join('bills', 'bills.id', 'bill_amounts.bill')
          .whereIn('cluster', [...part])
          .where('day', '>=', query.since)
          .where('day', '<', query.until)
          .distinct('cluster', 'day', 'bills.name');
      const bills = new Map<string, string[]>();
      for (const { name, ...day } of names) {
        bills.set(dayKey(day), [...(bills.get(dayKey(day)) ?? []), name]);
      }
      found.push(
        ...rows.map(row => ({
          cluster: row.cluster,
          day: row.day,
          instanceType: row.instance_type,
          capacityType: row.capacity_type,
          modelled: Number(row.modelled),
          billed: Number(row.billed),
          factor: row.factor,
          bill: (bills.get(dayKey(row)) ?? []).sort().join(', '),
        })),
      );
    }
    return found;
  }
}
