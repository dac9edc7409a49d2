import { fingerprint } from '../../inventory';
import { calendarPeriod } from '../calendar';
import { apportion } from '../money';
import type { CapacityType, Nanos } from '../types';
import { billedResourceKey } from './resourceKeys';
import type { BilledAmount, BilledNode, BillLine, LineProblem } from './types';

const DAY = 86_400;

/** Problems that are told; more of them are only counted. */
const MOST_PROBLEMS = 100;

/** Names of unknown clusters that are told. */
const MOST_NAMES = 20;

/** What lines are held against. @public */
export interface BillSummaryOptions {
  /** IANA name, of the days of reports. */
  timeZone: string;
  /** Names of the clusters that there are, or were. */
  clusters: ReadonlySet<string>;
  /** The node of a machine; undefined where none has this key. */
  node(resourceKey: string): BilledNode | undefined;
  /** Times with costs, seconds since the epoch: lines of other times have nothing to correct. */
  since: number;
  /** End of those times, not included, seconds since the epoch. */
  until: number;
}

/** What became of the lines of a bill. @public */
export interface BillTotals {
  /** All of the file but its header. */
  lines: number;
  /** Lines that are for nodes of the fleet. */
  matched: number;
  /** Lines that are there a second time, and count once. */
  duplicates: number;
  /** Lines of times without costs. */
  otherTimes: number;
  /** Lines with a problem. */
  refused: number;
  /** Lines for something else than nodes, and what they cost. */
  others: { lines: number; cost: Nanos };
  /** Lines for machines of no known cluster, and what they cost. */
  strangers: { lines: number; cost: Nanos; clusters: string[] };
  /** Of refused lines, the first hundred. */
  problems: LineProblem[];
  /** What the matched lines cost. */
  billed: Nanos;
  /** First and last time of matched lines, seconds since the epoch; 0 without any. */
  start: number;
  /** Not included; 0 without any. */
  end: number;
  /** What matched lines add up to: one per cluster, day and kind of machine. */
  amounts: BilledAmount[];
}

/** Adds up the lines of a bill per cluster, day and kind of machine, as they are read. @public */
export class BillSummary {
  private readonly seen = new Set<number>();
  private readonly amounts = new Map<string, BilledAmount>();
  /** Days of reports by those of UTC. */
  private readonly days = new Map<number, number>();
  private readonly unknown = new Set<string>();
  private readonly totals: Omit<BillTotals, 'amounts' | 'strangers'> & {
    strangers: { lines: number; cost: Nanos };
  } = {
    lines: 0,
    matched: 0,
    duplicates: 0,
    otherTimes: 0,
    refused: 0,
    others: { lines: 0, cost: 0 },
    strangers: { lines: 0, cost: 0 },
    problems: [],
    billed: 0,
    start: 0,
    end: 0,
  };

  constructor(private readonly options: BillSummaryOptions) {}

  /** A line that could not be read. */
  refuse(problem: LineProblem): void {
    const { totals } = this;
    totals.lines += 1;
    totals.refused += 1;
    if (totals.problems.length < MOST_PROBLEMS) totals.problems.push(problem);
  }

  /**
   * A line that was read.
   *
   * @param record - all of it, by which another one like it is known
   */
  add(line: BillLine, record: readonly string[]): void {
    const { totals } = this;
    totals.lines += 1;
    if (this.isRepeated(line, record)) {
      totals.duplicates += 1;
      return;
    }
    const node = this.nodeOf(line);
    if (node === 'other') {
      totals.others.lines += 1;
      totals.others.cost += line.cost;
    } else if (node === 'stranger') {
      totals.strangers.lines += 1;
      totals.strangers.cost += line.cost;
    } else if (
      line.end <= this.options.since ||
      line.start >= this.options.until
    ) {
      totals.otherTimes += 1;
    } else {
      totals.matched += 1;
      totals.billed += line.cost;
      totals.start = Math.min(totals.start || line.start, line.start);
      totals.end = Math.max(totals.end, line.end);
      this.spread(line, node);
    }
  }

  /** What became of all lines. */
  result(): BillTotals {
    return {
      ...this.totals,
      strangers: { ...this.totals.strangers, clusters: [...this.unknown] },
      amounts: [...this.amounts.values()],
    };
  }

  /**
   * Two lines that are equal in everything are one that was written twice, if they name the machine they are for. Of
   * some thousand files with two million lines, one would have two other lines that are taken for one.
   */
  private isRepeated(line: BillLine, record: readonly string[]): boolean {
    if (line.resourceId === undefined) return false;
    const mark = fingerprint(record.join('\u0000'));
    if (this.seen.has(mark)) return true;
    this.seen.add(mark);
    return false;
  }

  private nodeOf(line: BillLine): BilledNode | 'other' | 'stranger' {
    if (!line.isCompute) return 'other';
    const known =
      line.resourceId === undefined
        ? undefined
        : this.options.node(billedResourceKey(line.resourceId));
    if (known) return known;
    const { cluster, instanceType, capacityType } = line;
    if (cluster !== undefined && this.options.clusters.has(cluster)) {
      // A disk or address of the cluster has an id, but is no type of machine.
      return instanceType === undefined && line.resourceId !== undefined
        ? 'other'
        : { cluster, instanceType, capacityType };
    }
    if (cluster !== undefined && this.unknown.size < MOST_NAMES) {
      this.unknown.add(cluster.slice(0, 100));
    }
    return 'stranger';
  }

  /** A line may be for hours of several days, of which each gets its part. */
  private spread(line: BillLine, node: BilledNode): void {
    const days: number[] = [];
    const parts: number[] = [];
    for (let at = line.start; at < line.end; ) {
      const end = at - (at % DAY) + DAY;
      days.push(this.dayOf(at));
      parts.push(Math.min(end, line.end) - at);
      at = end;
    }
    const sign = line.cost < 0 ? -1 : 1;
    apportion(sign * line.cost, parts).forEach((part, index) =>
      this.book(node, days[index], sign * part),
    );
  }

  /**
   * The day of reports that has the date of the bill, whose days are those of UTC. By the clock, the bill of a month
   * would end with some hours of the first day of the next one, and that day would seem to cost nearly nothing.
   */
  private dayOf(at: number): number {
    const utc = at - (at % DAY);
    let day = this.days.get(utc);
    if (day === undefined) {
      const date = new Date(utc * 1000).toISOString().slice(0, 10);
      const near = [utc + DAY / 2, utc, utc + DAY - 1].map(time =>
        calendarPeriod(time, 'day', this.options.timeZone),
      );
      day = (near.find(({ name }) => name === date) ?? near[0]).start;
      this.days.set(utc, day);
    }
    return day;
  }

  private book(node: BilledNode, day: number, cost: Nanos): void {
    const { cluster, instanceType = '', capacityType } = node;
    const key = JSON.stringify([cluster, day, instanceType, capacityType]);
    const amount = this.amounts.get(key);
    if (amount) amount.billed += cost;
    else {
      this.amounts.set(key, {
        cluster,
        day,
        instanceType,
        capacityType: capacityType satisfies CapacityType,
        billed: cost,
      });
    }
  }
}
