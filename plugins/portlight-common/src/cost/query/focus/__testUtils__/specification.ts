import type { FocusVersion } from '../types';

/** What FOCUS says of a column; all of ours are of charges of usage. */
interface ColumnRule {
  type: 'string' | 'decimal' | 'time' | 'tags' | 'json' | 'currency' | 'unit';
  /** May be null. */
  nullable?: boolean;
  /** No other values are allowed. */
  values?: readonly string[];
  /** The same in all parts of a charge that was split: dimensions and what is no sum. */
  ofOrigin?: boolean;
}

const dimension = (rule: Partial<ColumnRule> = {}): ColumnRule => ({
  type: 'string',
  ofOrigin: true,
  ...rule,
});
const metric: ColumnRule = { type: 'decimal' };
const price: ColumnRule = { type: 'decimal', ofOrigin: true };

/** Columns that have to be there in 1.2, and those that have to where there is such a thing, which we have. */
const REQUIRED: Record<string, ColumnRule> = {
  BilledCost: metric,
  BillingAccountId: dimension(),
  BillingAccountName: dimension({ nullable: true }),
  BillingAccountType: dimension(),
  BillingCurrency: dimension({ type: 'currency' }),
  BillingPeriodEnd: dimension({ type: 'time' }),
  BillingPeriodStart: dimension({ type: 'time' }),
  ChargeCategory: dimension({
    values: ['Usage', 'Purchase', 'Tax', 'Credit', 'Adjustment'],
  }),
  ChargeClass: dimension({ nullable: true, values: ['Correction'] }),
  ChargeDescription: dimension({ nullable: true }),
  ChargePeriodEnd: dimension({ type: 'time' }),
  ChargePeriodStart: dimension({ type: 'time' }),
  ConsumedQuantity: metric,
  ConsumedUnit: dimension({ type: 'unit' }),
  ContractedCost: metric,
  ContractedUnitPrice: price,
  EffectiveCost: metric,
  InvoiceIssuerName: dimension(),
  ListCost: metric,
  ListUnitPrice: price,
  PricingCategory: dimension({
    values: ['Standard', 'Dynamic', 'Committed', 'Other'],
  }),
  PricingQuantity: metric,
  PricingUnit: dimension({ type: 'unit' }),
  ProviderName: dimension(),
  PublisherName: dimension(),
  RegionId: dimension({ nullable: true }),
  RegionName: dimension({ nullable: true }),
  ResourceId: dimension({ nullable: true }),
  ResourceName: dimension({ nullable: true }),
  ResourceType: dimension({ nullable: true }),
  ServiceCategory: dimension({
    values: ['Compute', 'Storage', 'Networking', 'Management and Governance'],
  }),
  ServiceName: dimension(),
  SkuId: dimension(),
  SkuMeter: dimension(),
  SkuPriceId: dimension(),
  SubAccountId: dimension(),
  SubAccountName: dimension(),
  SubAccountType: dimension(),
  Tags: dimension({ type: 'tags', nullable: true }),
};

/** Columns that should be there, or may. */
const OPTIONAL: Record<string, ColumnRule> = {
  ChargeFrequency: dimension({
    values: ['One-Time', 'Recurring', 'Usage-Based'],
  }),
  PricingCurrency: dimension({ type: 'currency' }),
  ServiceSubcategory: dimension({
    values: [
      'Virtual Machines',
      'Containers',
      'Other (Compute)',
      'Block Storage',
      'Application Networking',
      'Network Connectivity',
    ],
  }),
};

/** Of 1.3. */
const SPLIT: Record<string, ColumnRule> = {
  AllocatedMethodDetails: { type: 'json', nullable: true },
  AllocatedMethodId: dimension({ nullable: true }),
  AllocatedResourceId: { type: 'string', nullable: true },
  AllocatedResourceName: { type: 'string', nullable: true },
  AllocatedTags: { type: 'tags', nullable: true },
  HostProviderName: dimension(),
  ServiceProviderName: dimension(),
};

/** The category that each subcategory is of. */
const PARENTS: Record<string, string> = {
  'Virtual Machines': 'Compute',
  Containers: 'Compute',
  'Other (Compute)': 'Compute',
  'Block Storage': 'Storage',
  'Application Networking': 'Networking',
  'Network Connectivity': 'Networking',
};

/** A row of a file, by its columns; null where there is nothing. */
export type ParsedRow = Record<string, string | null>;

/** Reads a file as RFC 4180 has it. */
export function parseCsv(text: string): {
  header: string[];
  rows: ParsedRow[];
} {
  const lines: string[][] = [[]];
  const field = /("(?:[^"]|"")*"|[^",\r\n]*)(,|\r\n)/y;
  for (let match = field.exec(text); match; match = field.exec(text)) {
    const [, value, end] = match;
    lines[lines.length - 1].push(
      value.startsWith('"') ? value.slice(1, -1).replace(/""/g, '"') : value,
    );
    if (end !== ',') lines.push([]);
    if (field.lastIndex === text.length) break;
  }
  if (lines.pop()!.length > 0 || lines.length === 0) {
    throw new Error('The file does not end with a line');
  }
  const [header, ...rest] = lines;
  return {
    header,
    rows: rest.map(line => {
      if (line.length !== header.length) throw new Error(`Columns: ${line}`);
      return Object.fromEntries(
        header.map((name, index) => [name, line[index] || null]),
      );
    }),
  };
}

function isObject(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}

const TYPES: Record<ColumnRule['type'], (text: string) => boolean> = {
  string: text => text.trim() !== '',
  // No exponents, no signs but a minus.
  decimal: text => /^-?\d+(\.\d+)?$/.test(text),
  time: text =>
    /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(text) &&
    Number.isFinite(Date.parse(text)),
  currency: text => /^[A-Z]{3}$/.test(text),
  unit: text => /^(vCPU-|GPU-|GiB-)?Hours$|^GiB$/.test(text),
  tags: text =>
    isObject(text) &&
    Object.entries(JSON.parse(text)).every(
      // Tags that users did not give have a prefix.
      ([name, value]) =>
        name.startsWith('portlight/') && typeof value === 'string',
    ),
  json: isObject,
};

const number = (row: ParsedRow, column: string) => Number(row[column]);
const isClose = (one: number, other: number) =>
  Math.abs(one - other) <= 1e-12 * Math.max(1, Math.abs(one), Math.abs(other));

/** Rules between the columns of a row, by what is wrong where they are broken. */
const ROW_RULES: Record<string, (row: ParsedRow) => boolean> = {
  'the charge period is no period': row =>
    row.ChargePeriodStart! < row.ChargePeriodEnd!,
  'the charge period is not within the billing period': row =>
    row.BillingPeriodStart! <= row.ChargePeriodStart! &&
    row.ChargePeriodEnd! <= row.BillingPeriodEnd!,
  'ListCost is not ListUnitPrice times PricingQuantity': row =>
    isClose(
      number(row, 'ListCost'),
      number(row, 'ListUnitPrice') * number(row, 'PricingQuantity'),
    ),
  'ContractedCost is not ContractedUnitPrice times PricingQuantity': row =>
    isClose(
      number(row, 'ContractedCost'),
      number(row, 'ContractedUnitPrice') * number(row, 'PricingQuantity'),
    ),
  'a unit price is negative': row =>
    number(row, 'ListUnitPrice') >= 0 &&
    number(row, 'ContractedUnitPrice') >= 0,
  'BilledCost and EffectiveCost differ, without commitments': row =>
    row.BilledCost === row.EffectiveCost,
  'the subcategory is of another category': row =>
    PARENTS[row.ServiceSubcategory!] === row.ServiceCategory,
  'a resource that has no identifier has a name': row =>
    row.ResourceId !== null || row.ResourceName === null,
};

/** The same for charges that were split. */
const SPLIT_ROW_RULES: typeof ROW_RULES = {
  'a charge without a method was split': row =>
    row.AllocatedMethodId !== null ||
    (row.AllocatedMethodDetails === null &&
      row.AllocatedResourceId === null &&
      row.AllocatedTags === null),
  'what was left of a charge is allocated to something': row =>
    !['idle', 'overhead', 'management-fee'].includes(row.x_CostClass!) ||
    row.AllocatedResourceId === null,
  'what was allocated is allocated to nothing': row =>
    row.x_CostClass !== 'workload' || row.AllocatedResourceId !== null,
  'only one of AllocatedResourceId and AllocatedResourceName is there': row =>
    (row.AllocatedResourceId === null) === (row.AllocatedResourceName === null),
  'tags of the resource are repeated': row =>
    row.AllocatedTags === null ||
    Object.keys(JSON.parse(row.Tags ?? '{}')).every(
      name => !Object.hasOwn(JSON.parse(row.AllocatedTags!), name),
    ),
};

function valueFaults(row: ParsedRow, rules: Record<string, ColumnRule>) {
  return Object.entries(rules).flatMap(([column, rule]) => {
    const value = row[column];
    if (value === undefined) return [`${column} is missing`];
    if (value === null) return rule.nullable ? [] : [`${column} is null`];
    const allowed = rule.values === undefined || rule.values.includes(value);
    return allowed && TYPES[rule.type](value)
      ? []
      : [`${column} is ${JSON.stringify(value)}`];
  });
}

/** Parts of the same charge, which is told by what was paid for, when, and at which price. */
function originsOf(rows: readonly ParsedRow[]): ParsedRow[][] {
  const origins = new Map<string, ParsedRow[]>();
  for (const row of rows) {
    if (row.AllocatedMethodId === null) continue;
    const key = [
      'SubAccountId',
      'ResourceId',
      'SkuPriceId',
      'ChargePeriodStart',
      'ContractedUnitPrice',
      'ListUnitPrice',
      'x_PriceSource',
      'x_PriceVersion',
    ]
      .map(name => row[name])
      .join('\n');
    origins.set(key, [...(origins.get(key) ?? []), row]);
  }
  return [...origins.values()];
}

function originFaults(
  parts: readonly ParsedRow[],
  rules: Record<string, ColumnRule>,
): string[] {
  const differing = Object.entries(rules)
    .filter(
      ([column, { ofOrigin }]) =>
        ofOrigin && new Set(parts.map(row => row[column])).size > 1,
    )
    .map(([column]) => `${column} differs in parts of a charge`);
  const details = parts.map(row => row.AllocatedMethodDetails);
  const ratios = details.map(text =>
    text === null ? NaN : JSON.parse(text).Elements[0].AllocatedRatio,
  );
  // Who sees a part only is not told which part of the whole it is.
  const known = details.every(text => text !== null);
  const whole = ratios.reduce((sum: number, ratio: number) => sum + ratio, 0);
  return known && !isClose(whole, 1)
    ? [...differing, `AllocatedRatio is ${whole} in all`]
    : differing;
}

/** What of a file does not keep to FOCUS of a version. */
export function focusFaults(file: string, version: FocusVersion): string[] {
  const split = version === '1.3';
  const rules = {
    ...REQUIRED,
    ...OPTIONAL,
    ...(split ? SPLIT : {}),
  };
  const { header, rows } = parseCsv(file);
  const own = header.filter(name => name.startsWith('x_'));
  const ordered = [
    ...header.filter(name => !name.startsWith('x_')).sort(),
    ...[...own].sort(),
  ];
  const rowRules = { ...ROW_RULES, ...(split ? SPLIT_ROW_RULES : {}) };
  return [
    ...Object.keys({ ...REQUIRED, ...(split ? SPLIT : {}) })
      .filter(name => !header.includes(name))
      .map(name => `there is no ${name}`),
    ...header
      .filter(name => !Object.hasOwn(rules, name) && !/^x_[A-Z]\w*$/.test(name))
      .map(name => `FOCUS has no ${name}`),
    ...(header.join() === ordered.join() ? [] : ['columns are in no order']),
    ...rows.flatMap(row => [
      ...valueFaults(row, rules),
      ...Object.keys(rowRules).filter(what => !rowRules[what](row)),
    ]),
    ...(split
      ? originsOf(rows).flatMap(parts => originFaults(parts, rules))
      : []),
  ];
}
