import {
  BILL_FIELDS,
  type BilledAmount,
  type BillField,
  type BillImport,
  type BillTotals,
  calendarPeriod,
  type CostNotice,
  type CurrencyOptions,
  type DayFactor,
  fromNanos,
  matchFactors,
  PortlightError,
} from '@portlight/plugin-portlight-common';
import type { Knex } from 'knex';
import type { CostReader } from '../store';
import { type BilledDay, modelledAmounts } from './applyFactors';
import { answerBill, answerFactor } from './answers';
import type { BillStore } from './BillStore';
import { readBill } from './readBill';

/** Factors of an answer. */
const MOST_FACTORS = 200;

/** What {@link importBill} is done with. */
export interface ImportOptions {
  knex: Knex;
  store: BillStore;
  reader: Pick<CostReader, 'first'>;
  currency: CurrencyOptions;
  settings: { timeZone: string };
  clusterTags?: readonly string[];
  now?: () => number;
}

/** A bill that somebody sends. */
export interface ImportRequest {
  body: AsyncIterable<Uint8Array | string>;
  /** What it is called; by format and month where absent. */
  name?: string;
  dryRun: boolean;
  /** Each as `field=Header`. */
  columns: readonly string[];
  /** Whose costs may be corrected. */
  clusters: ReadonlySet<string>;
  /** For the list of bills. */
  importedBy: string;
}

function readColumns(
  columns: readonly string[],
): Partial<Record<BillField, string>> {
  const fields: Partial<Record<BillField, string>> = {};
  for (const column of columns) {
    const at = column.indexOf('=');
    const field = BILL_FIELDS.find(name => name === column.slice(0, at));
    if (!field || at === column.length - 1) {
      throw new PortlightError({
        status: 400,
        code: 'invalid-query',
        message: `The parameter \`column\` has to be \`field=Header\`, where the field is one of ${BILL_FIELDS.join(
          ', ',
        )}; it is «${column.slice(0, 100)}»`,
      });
    }
    fields[field] = column.slice(at + 1);
  }
  return fields;
}

/** What a bill does to costs, without doing it. */
async function judge(
  knex: Knex,
  amounts: readonly BilledAmount[],
  timeZone: string,
) {
  const days = new Map<string, BilledDay & { amounts: BilledAmount[] }>();
  for (const amount of amounts) {
    const key = JSON.stringify([amount.cluster, amount.day]);
    const day = days.get(key);
    if (day) day.amounts.push(amount);
    else {
      const { cluster, day: at } = amount;
      days.set(key, { cluster, day: at, amounts: [amount] });
    }
  }
  const factors: (DayFactor & BilledDay)[] = [];
  let unmatched = 0;
  for (const { cluster, day, amounts: own } of days.values()) {
    const modelled = await modelledAmounts(knex, { cluster, day }, timeZone);
    const matched = matchFactors(own, modelled);
    factors.push(...matched.factors.map(each => ({ ...each, cluster, day })));
    unmatched += matched.unmatched.reduce((sum, each) => sum + each.billed, 0);
  }
  return { factors, unmatched };
}

function noticesOf(
  totals: BillTotals,
  unmatched: number,
  currency: string,
): CostNotice[] {
  const notices: CostNotice[] = [];
  const money = (nanos: number) => `${fromNanos(nanos).toFixed(2)} ${currency}`;
  const lines = (count: number) => `${count} ${count === 1 ? 'line' : 'lines'}`;
  const { others, strangers, otherTimes, duplicates } = totals;
  if (others.lines > 0) {
    notices.push({
      code: 'not-nodes',
      message: `${lines(others.lines)} with ${money(
        others.cost,
      )} are for something else than nodes (storage, network, taxes, purchases) and were left out`,
    });
  }
  if (strangers.lines > 0) {
    const names = strangers.clusters.length
      ? `, such as those of ${strangers.clusters.join(', ')}`
      : '';
    notices.push({
      code: 'unknown-machines',
      message: `${lines(strangers.lines)} with ${money(
        strangers.cost,
      )} are for machines of no cluster that Portlight knows${names}, and were left out`,
    });
  }
  if (otherTimes > 0) {
    notices.push({
      code: 'other-months',
      message: `${lines(
        otherTimes,
      )} are for times of which Portlight has no costs, and were left out`,
    });
  }
  if (duplicates > 0) {
    notices.push({
      code: 'duplicates',
      message: `${lines(
        duplicates,
      )} are equal to others in everything, and were counted once`,
    });
  }
  if (unmatched !== 0) {
    notices.push({
      code: 'not-modelled',
      message: `${money(
        unmatched,
      )} were billed for kinds of nodes and days for which no cost was modelled; they correct nothing`,
    });
  }
  return notices;
}

function total(values: readonly { modelled: number }[]): number {
  return values.reduce((sum, { modelled }) => sum + modelled, 0);
}

/** Reads a bill, says what it does, and unless it is only tried, does it. A bill with a wrong line does nothing. */
export async function importBill(
  request: ImportRequest,
  options: ImportOptions,
): Promise<BillImport> {
  const { knex, store, reader, currency, settings, now = Date.now } = options;
  const { timeZone } = settings;
  const machines = await store.machines();
  const { format, totals } = await readBill(request.body, {
    ...currency,
    columns: readColumns(request.columns),
    clusterTags: options.clusterTags,
    timeZone,
    clusters: request.clusters,
    node: key => {
      const machine = machines.get(key);
      return machine && request.clusters.has(machine.cluster)
        ? machine
        : undefined;
    },
    since: Math.min(
      (await reader.first('day')) ?? Infinity,
      (await reader.first('hour')) ?? Infinity,
    ),
    until: Math.floor(now() / 1000),
  });
  const { factors, unmatched } = await judge(knex, totals.amounts, timeZone);
  const modelled = total(factors);
  const reconciled = factors.reduce((sum, { billed }) => sum + billed, 0);
  const answer: BillImport = {
    stored: false,
    lines: totals.lines,
    matched: totals.matched,
    duplicates: totals.duplicates,
    otherMonths: totals.otherTimes,
    refused: totals.refused,
    errors: totals.problems.map(problem => ({
      ...problem,
      code: 'invalid-line',
    })),
    billed: fromNanos(totals.billed),
    modelled: fromNanos(modelled),
    factors: factors
      .map(factor =>
        answerFactor({ ...factor, bill: request.name ?? '' }, timeZone),
      )
      .sort((a, b) => Math.abs(b.factor - 1) - Math.abs(a.factor - 1))
      .slice(0, MOST_FACTORS),
    notices: noticesOf(totals, unmatched, currency.currency),
  };
  if (totals.billed > 0) {
    answer.differenceBefore = (modelled - totals.billed) / totals.billed;
    answer.differenceAfter = (reconciled - totals.billed) / totals.billed;
  }
  if (totals.refused > 0 || totals.matched === 0) return answer;
  const name =
    request.name ??
    `${format} ${calendarPeriod(totals.start, 'month', timeZone).name}`;
  const refuseOverlap = async (db: Knex) => {
    const [other] = await store.overlapping(db, name, totals.amounts);
    if (!other) return;
    const { name: day } = calendarPeriod(other.day, 'day', timeZone);
    throw new PortlightError({
      status: 409,
      code: 'bill-overlaps',
      message: `The bill «${other.name}» has costs of ${other.cluster} on ${day} already. Import this one under that name to replace it, or delete it first`,
    });
  };
  if (request.dryRun) {
    await refuseOverlap(knex);
    return answer;
  }
  const id = await store.import(
    {
      name,
      format,
      importedBy: request.importedBy,
      start: totals.start,
      end: totals.end,
      lines: totals.lines,
      matched: totals.matched,
      billed: totals.billed,
      currency: currency.currency,
      amounts: totals.amounts,
    },
    refuseOverlap,
  );
  const bill = (await store.list()).find(each => each.id === id);
  return { ...answer, stored: true, ...(bill && { bill: answerBill(bill) }) };
}
