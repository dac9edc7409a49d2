import {
  exchangeRate,
  UnknownCurrencyError,
  type CurrencyOptions,
} from '../prices/currency';
import {
  cellProblem,
  type Columns,
  findColumns,
  plainHeader,
  widthProblem,
} from '../prices/csv/columns';
import { type DecimalSeparator, readNumber } from '../prices/csv/readNumber';
import type { CapacityType } from '../types';
import {
  BILL_COLUMNS,
  type BillField,
  CLUSTER_TAGS,
  FOCUS_1_3,
  OWNED_TAG,
} from './billColumns';
import type { BillFormat, BillLine, LineProblem } from './types';

const DAY = 86_400;

/** Nothing is charged for longer at once; it would be spread over years of days. */
const LONGEST_DAYS = 366;

/** Characters of a type of machine, as a label of a node may have. */
const LONGEST_TYPE = 63;

/** More than this on one line is a mistake of unit or separator. */
const LARGEST_COST = 1_000_000;

const TIME =
  /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:\.\d{1,9})?)?\s*(Z|UTC|[+-]\d\d:?\d\d)?)?$/i;

/** A time as bills write it, in seconds since the epoch: without a zone it is UTC, as the clouds bill. */
export function readTime(
  text: string,
): { at: number; isDate: boolean } | undefined {
  const match = TIME.exec(text.trim());
  if (!match) return undefined;
  const [year, month, day, hour, minute, second] = match
    .slice(1, 7)
    .map(part => Number(part ?? 0));
  const at = Date.UTC(year, month - 1, day, hour, minute, second) / 1000;
  const date = new Date(at * 1000);
  const exists =
    date.getUTCMonth() === month - 1 &&
    date.getUTCDate() === day &&
    hour < 24 &&
    minute < 60 &&
    second < 60;
  if (!exists) return undefined;
  const zone = /^([+-])(\d\d):?(\d\d)$/.exec(match[7] ?? '');
  const offset = zone
    ? (Number(zone[2]) * 60 + Number(zone[3])) * 60 * (zone[1] === '-' ? -1 : 1)
    : 0;
  return { at: at - offset, isDate: match[4] === undefined };
}

const CAPACITY: Readonly<Record<string, CapacityType>> = {
  dynamic: 'spot',
  spot: 'spot',
  preemptible: 'spot',
  standard: 'on-demand',
  committed: 'on-demand',
  'on-demand': 'on-demand',
  ondemand: 'on-demand',
  'on demand': 'on-demand',
};

/** What is neither usage nor a correction of it is not what machines cost. */
const CATEGORIES = new Set(['usage', 'adjustment', 'credit', '']);

/** Amounts of data, which are not those of machines; memory by the hour is. */
const DATA_UNIT = /(bytes?|\b[kmgtp]i?b|requests?|operations?)$/i;

class BadCell extends Error {
  constructor(readonly field: BillField, message: string) {
    super(message);
  }
}

/** How a bill is read. @public */
export interface BillReaderOptions extends CurrencyOptions {
  /** Headers by field, where they are not known ones. */
  columns?: Readonly<Partial<Record<BillField, string>>>;
  /** Tags with the name of the cluster, the first that a line has counts. */
  clusterTags?: readonly string[];
}

/** Reads the records of a bill, one after the other, and keeps none. @public */
export class BillReader {
  /** What the headers tell the bill to be. */
  readonly format: BillFormat;
  /** Why no line can be read. */
  readonly problems: readonly string[];
  private readonly columns: Columns<BillField>;

  /** @param headers - the first record */
  constructor(
    private readonly headers: readonly string[],
    private readonly options: BillReaderOptions,
    private readonly decimal: DecimalSeparator,
  ) {
    const { columns, problems } = findColumns<BillField>(
      headers,
      BILL_COLUMNS,
      options.columns,
    );
    this.columns = columns;
    const plain = new Set(headers.map(plainHeader));
    const has = (name: string) => plain.has(plainHeader(name));
    if (!has('ChargePeriodStart') || !has('EffectiveCost')) {
      this.format = 'csv';
    } else {
      this.format = FOCUS_1_3.some(has) ? 'focus-1.3' : 'focus-1.2';
    }
    const missing = (['start', 'cost'] as const).filter(
      field => !columns.has(field),
    );
    this.problems = [
      ...problems,
      ...missing.map(
        field =>
          `No column has the ${field}: it has to be called ${BILL_COLUMNS[
            field
          ].join(', ')}, or be named with \`column=${field}=…\``,
      ),
    ];
  }

  /**
   * A record as a line, or what is wrong with it.
   *
   * @param line - of the file, from 1
   */
  read(
    record: readonly string[],
    line: number,
  ): { line: BillLine } | { problem: LineProblem } {
    const width = widthProblem(record, this.headers);
    if (width !== undefined) return { problem: { line, message: width } };
    try {
      return { line: this.readLine(record) };
    } catch (error) {
      if (!(error instanceof BadCell)) throw error;
      const column = this.columns.get(error.field)?.header ?? error.field;
      return { problem: { line, column, message: error.message } };
    }
  }

  private readLine(record: readonly string[]): BillLine {
    const { start, end } = this.period(record);
    const tags = this.tags(record);
    const category = (this.text(record, 'category') ?? '').toLowerCase();
    const service = this.text(record, 'service');
    const unit = this.text(record, 'unit') ?? '';
    return {
      start,
      end,
      cost: this.cost(record),
      isCompute:
        CATEGORIES.has(category) &&
        (service === undefined || service.toLowerCase() === 'compute') &&
        !DATA_UNIT.test(unit),
      cluster: this.text(record, 'cluster') ?? this.clusterOf(tags),
      instanceType:
        this.text(record, 'instanceType', LONGEST_TYPE) ??
        this.instanceTypeOf(record),
      capacityType: this.capacityType(record),
      resourceId: this.text(record, 'resourceId'),
    };
  }

  private period(record: readonly string[]): { start: number; end: number } {
    const start = this.time(record, 'start');
    if (!start) throw new BadCell('start', 'is missing');
    const last = this.time(record, 'end');
    const end = last?.at ?? start.at + (start.isDate ? DAY : 3_600);
    if (end <= start.at) {
      throw new BadCell('end', 'is not after the start');
    }
    if (end - start.at > LONGEST_DAYS * DAY) {
      throw new BadCell('end', `is more than ${LONGEST_DAYS} days after start`);
    }
    return { start: start.at, end };
  }

  private time(record: readonly string[], field: 'start' | 'end') {
    const text = this.text(record, field);
    if (text === undefined) return undefined;
    const time = readTime(text);
    if (!time) {
      throw new BadCell(
        field,
        `«${text.slice(
          0,
          40,
        )}» is no time; write it as 2026-11-21 or 2026-11-21T13:00:00Z`,
      );
    }
    return time;
  }

  private cost(record: readonly string[]): number {
    const text = this.text(record, 'cost');
    if (text === undefined) throw new BadCell('cost', 'is missing');
    const value = readNumber(text, this.decimal);
    if (Number.isNaN(value)) {
      throw new BadCell('cost', `«${text.slice(0, 40)}» is no number`);
    }
    if (!(Math.abs(value) <= LARGEST_COST)) {
      throw new BadCell(
        'cost',
        `is more than ${LARGEST_COST} on one line; check the decimal separator`,
      );
    }
    const currency = this.text(record, 'currency');
    try {
      const rate =
        currency === undefined ? 1 : exchangeRate(currency, this.options);
      return Math.round(value * rate * 1e9);
    } catch (error) {
      if (!(error instanceof UnknownCurrencyError)) throw error;
      throw new BadCell('currency', error.message);
    }
  }

  private capacityType(record: readonly string[]): CapacityType {
    const text = this.text(record, 'capacityType')?.toLowerCase() ?? '';
    return Object.hasOwn(CAPACITY, text) ? CAPACITY[text] : 'unknown';
  }

  private json(
    record: readonly string[],
    field: 'tags' | 'details',
  ): ReadonlyMap<string, string> {
    const text = this.text(record, field, 100_000);
    if (text === undefined || !text.startsWith('{')) return new Map();
    try {
      return new Map(
        Object.entries(JSON.parse(text) as object).flatMap(([key, value]) =>
          typeof value === 'string' ? [[key, value] as const] : [],
        ),
      );
    } catch {
      throw new BadCell(field, 'is no JSON object');
    }
  }

  private tags(record: readonly string[]): ReadonlyMap<string, string> {
    return this.json(record, 'tags');
  }

  private clusterOf(tags: ReadonlyMap<string, string>): string | undefined {
    for (const name of this.options.clusterTags ?? CLUSTER_TAGS) {
      const value = tags.get(name);
      if (value) return value;
    }
    for (const name of tags.keys()) {
      if (name.startsWith(OWNED_TAG)) return name.slice(OWNED_TAG.length);
    }
    return undefined;
  }

  private instanceTypeOf(record: readonly string[]): string | undefined {
    const details = this.json(record, 'details');
    const type = details.get('InstanceType') ?? details.get('x_InstanceType');
    const problem = cellProblem(type ?? '', LONGEST_TYPE);
    if (problem !== undefined) throw new BadCell('details', problem);
    return type;
  }

  private text(
    record: readonly string[],
    field: BillField,
    most = 2_000,
  ): string | undefined {
    const column = this.columns.get(field);
    const value = column && record[column.index]?.trim();
    if (!value || value === 'null' || value === 'NULL') return undefined;
    const problem = cellProblem(value, most);
    if (problem !== undefined) throw new BadCell(field, problem);
    return value;
  }
}
