import type { LineProblem } from '../../bills/types';
import type { CurrencyOptions } from '../currency';
import { exchangeRate, UnknownCurrencyError } from '../currency';
import { convertRule, ruleProblem } from '../priceRule';
import {
  HOURS_PER_MONTH,
  type NodePriceRule,
  type PriceRule,
  type UnitPriceRule,
} from '../types';
import {
  cellProblem,
  type Columns,
  findColumns,
  widthProblem,
} from './columns';
import { type DecimalSeparator, readNumber } from './readNumber';

/** What a line of a price list may say. @public */
export const PRICE_FIELDS = [
  'kind',
  'cluster',
  'providerId',
  'instanceType',
  'region',
  'zone',
  'capacityType',
  'os',
  'name',
  'hourly',
  'cpu',
  'memory',
  'gpu',
  'listHourly',
  'unit',
  'currency',
] as const;

/** One of {@link PRICE_FIELDS}. @public */
export type PriceField = (typeof PRICE_FIELDS)[number];

/** The headers that mean a field. */
const PRICE_COLUMNS: Readonly<Record<PriceField, readonly string[]>> = {
  kind: ['kind', 'asset class', 'type of price'],
  cluster: ['cluster', 'cluster name'],
  providerId: ['provider id', 'instance id', 'resource id'],
  instanceType: [
    'instance type',
    'machine type',
    'vm size',
    'armSkuName',
    'sku name',
  ],
  region: ['region', 'region code', 'armRegionName', 'location'],
  zone: ['zone', 'availability zone'],
  capacityType: ['capacity type', 'purchase option', 'pricing category'],
  os: ['os', 'operating system'],
  name: ['name', 'storage class'],
  hourly: [
    'hourly',
    'price',
    'market price hourly',
    'price per unit',
    'hourly price',
    'unit price',
    'retail price',
    'on demand price',
  ],
  cpu: ['cpu', 'price per cpu', 'vcpu price'],
  memory: ['memory', 'ram', 'price per gib', 'memory price'],
  gpu: ['gpu', 'price per gpu', 'gpu price'],
  listHourly: ['list hourly', 'list price', 'list unit price'],
  unit: ['unit', 'per', 'unit of measure'],
  currency: ['currency', 'currency code', 'billing currency'],
};

/** A line of a list: a price, or what is wrong with it. @public */
export type PriceLine = { rule: PriceRule } | { problem: LineProblem };

/** How a price list is read. @public */
export interface PriceListOptions extends CurrencyOptions {
  /** Of prices without a currency of their own; that of costs where absent. */
  listCurrency?: string;
  /** Headers by field, where they are not known ones. */
  columns?: Readonly<Partial<Record<PriceField, string>>>;
}

const KINDS: Readonly<Record<string, PriceRule['kind']>> = {
  '': 'node',
  node: 'node',
  storage: 'storage',
  pv: 'storage',
  disk: 'storage',
  'load-balancer': 'load-balancer',
  loadbalancer: 'load-balancer',
  network: 'network',
  'management-fee': 'management-fee',
};

const HOURS: Readonly<Record<string, number>> = {
  '': 1,
  h: 1,
  hr: 1,
  hrs: 1,
  hour: 1,
  hours: 1,
  '1 hour': 1,
  'per hour': 1,
  month: HOURS_PER_MONTH,
  months: HOURS_PER_MONTH,
  mo: HOURS_PER_MONTH,
  '1 month': HOURS_PER_MONTH,
  'per month': HOURS_PER_MONTH,
};

const CAPACITY: Readonly<Record<string, 'spot' | 'on-demand'>> = {
  spot: 'spot',
  preemptible: 'spot',
  dynamic: 'spot',
  'on-demand': 'on-demand',
  ondemand: 'on-demand',
  'on demand': 'on-demand',
  standard: 'on-demand',
};

class BadCell extends Error {
  constructor(readonly field: PriceField, message: string) {
    super(message);
  }
}

/** Reads the records of a price list, one after the other, and keeps none. @public */
export class PriceListReader {
  private readonly columns: Columns<PriceField>;
  /** Why no line can be read. */
  readonly problems: readonly string[];

  /**
   * @param headers - the first record
   * @param decimal - as the file writes numbers: semicolons and tabs go with decimal commas
   */
  constructor(
    private readonly headers: readonly string[],
    private readonly options: PriceListOptions,
    private readonly decimal: DecimalSeparator,
  ) {
    const { columns, problems } = findColumns(
      headers,
      PRICE_COLUMNS,
      options.columns,
    );
    this.columns = columns;
    const hasPrice = (['hourly', 'cpu', 'memory', 'gpu'] as const).some(field =>
      columns.has(field),
    );
    this.problems = hasPrice
      ? problems
      : [
          ...problems,
          `No column has prices: one has to be called ${PRICE_COLUMNS.hourly
            .slice(0, 4)
            .join(', ')}, cpu or memory, or be named in the settings`,
        ];
  }

  /**
   * A record as a price, or what is wrong with it.
   *
   * @param line - of the file, from 1
   */
  read(record: readonly string[], line: number): PriceLine {
    const message = widthProblem(record, this.headers);
    if (message !== undefined) return { problem: { line, message } };
    try {
      const rule = this.readRule(record);
      const problem = ruleProblem(rule);
      if (problem) {
        const field =
          problem.field === 'price' ? 'hourly' : (problem.field as PriceField);
        throw new BadCell(field, problem.message);
      }
      return { rule };
    } catch (error) {
      if (!(error instanceof BadCell)) throw error;
      const column = this.columns.get(error.field)?.header ?? error.field;
      return { problem: { line, column, message: error.message } };
    }
  }

  private readRule(record: readonly string[]): PriceRule {
    const kind = this.oneOf(record, 'kind', KINDS, 'node') ?? 'node';
    const hours =
      this.oneOf(record, 'unit', HOURS, 'hour or month') ?? HOURS[''];
    const rule =
      kind === 'node'
        ? this.nodeRule(record, hours)
        : this.unitRule(record, kind, hours);
    const currency = this.text(record, 'currency') ?? this.options.listCurrency;
    if (currency === undefined) return rule;
    try {
      return convertRule(rule, exchangeRate(currency, this.options));
    } catch (error) {
      if (!(error instanceof UnknownCurrencyError)) throw error;
      throw new BadCell('currency', error.message);
    }
  }

  private nodeRule(record: readonly string[], hours: number): NodePriceRule {
    const rule: NodePriceRule = { kind: 'node' };
    for (const field of [
      'cluster',
      'providerId',
      'instanceType',
      'region',
      'zone',
    ] as const) {
      const value = this.text(record, field);
      if (value !== undefined) rule[field] = value;
    }
    const os = this.text(record, 'os');
    if (os !== undefined) rule.os = os.toLowerCase();
    const capacityType = this.oneOf(
      record,
      'capacityType',
      CAPACITY,
      'spot or on-demand',
    );
    if (capacityType !== undefined) rule.capacityType = capacityType;
    for (const field of [
      'hourly',
      'cpu',
      'memory',
      'gpu',
      'listHourly',
    ] as const) {
      const value = this.number(record, field);
      if (value !== undefined) rule[field] = value / hours;
    }
    return rule;
  }

  private unitRule(
    record: readonly string[],
    kind: UnitPriceRule['kind'],
    hours: number,
  ): UnitPriceRule {
    const rule: UnitPriceRule = {
      kind,
      // What is missing is said by the check of the rule.
      price: (this.number(record, 'hourly') ?? NaN) / hours,
    };
    for (const field of ['cluster', 'name', 'region'] as const) {
      const value = this.text(record, field);
      if (value !== undefined) rule[field] = value;
    }
    return rule;
  }

  private text(
    record: readonly string[],
    field: PriceField,
  ): string | undefined {
    const column = this.columns.get(field);
    const value = column && record[column.index]?.trim();
    if (!value) return undefined;
    const problem = cellProblem(value, 500);
    if (problem !== undefined) throw new BadCell(field, problem);
    return value;
  }

  private number(
    record: readonly string[],
    field: PriceField,
  ): number | undefined {
    const text = this.text(record, field);
    if (text === undefined) return undefined;
    const value = readNumber(text, this.decimal);
    if (Number.isNaN(value)) {
      throw new BadCell(field, `«${text.slice(0, 40)}» is no number`);
    }
    return value;
  }

  private oneOf<Value>(
    record: readonly string[],
    field: PriceField,
    values: Readonly<Record<string, Value>>,
    expected: string,
  ): Value | undefined {
    const text = this.text(record, field);
    if (text === undefined) return undefined;
    const key = text.toLowerCase();
    if (!Object.hasOwn(values, key)) {
      throw new BadCell(
        field,
        `«${text.slice(0, 40)}» is unknown; it has to be ${expected}`,
      );
    }
    return values[key];
  }
}
