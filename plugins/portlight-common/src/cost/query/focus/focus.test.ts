import fc from 'fast-check';
import { record } from '../__testUtils__/costs';
import { directCost } from '../figures';
import type { CostFigures, CostKeys } from '../types';
import { focusColumns, focusHeader, focusLines } from './focusCsv';
import { focusRows } from './focusRows';
import type {
  FocusCharge,
  FocusOptions,
  FocusPrice,
  FocusRow,
  FocusVersion,
} from './types';

const GIBIBYTE = 2 ** 30;
const NANOS = 1e9;
const START = Date.UTC(2026, 10, 21) / 1000;
const DAY = { since: START, until: START + 86_400 };

const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/;
const text = (value: unknown) => typeof value === 'string' && value !== '';
const number = (value: unknown) =>
  typeof value === 'number' && Number.isFinite(value);
const time = (value: unknown) => text(value) && TIME.test(value as string);
const among =
  (...values: unknown[]) =>
  (value: unknown) =>
    values.includes(value);
const orNull = (rule: (value: unknown) => boolean) => (value: unknown) =>
  value === null || rule(value);
const json = (value: unknown) => {
  try {
    return text(value) && typeof JSON.parse(value as string) === 'object';
  } catch {
    return false;
  }
};
/** Units: of hours or of data, or a count. */
const unit = (value: unknown) =>
  text(value) && /^(([A-Za-z]+-)?Hours|GiB(-Hours)?)$/.test(value as string);

const CATEGORIES: Record<string, readonly string[]> = {
  Compute: ['Virtual Machines', 'Containers'],
  Storage: ['Block Storage'],
  Networking: ['Application Networking', 'Network Connectivity'],
};

/** Columns of FOCUS 1.2 that are ours, with what the specification demands of their values in charges of usage. */
const RULES: Record<string, (value: unknown, row: FocusRow) => boolean> = {
  BilledCost: number,
  BillingAccountId: text,
  BillingAccountName: text,
  BillingAccountType: text,
  BillingCurrency: value => /^[A-Z]{3}$/.test(String(value)),
  BillingPeriodEnd: time,
  BillingPeriodStart: (value, row) =>
    time(value) &&
    String(value) <= String(row.ChargePeriodStart) &&
    String(row.ChargePeriodStart) < String(row.BillingPeriodEnd),
  ChargeCategory: among('Usage'),
  ChargeClass: among(null, 'Correction'),
  ChargeDescription: text,
  ChargeFrequency: among('One-Time', 'Recurring', 'Usage-Based'),
  ChargePeriodEnd: (value, row) =>
    time(value) && String(value) > String(row.ChargePeriodStart),
  ChargePeriodStart: time,
  ConsumedQuantity: number,
  ConsumedUnit: unit,
  ContractedCost: (value, row) =>
    number(value) &&
    Math.abs(
      Number(value) -
        Number(row.ContractedUnitPrice) * Number(row.PricingQuantity),
    ) <=
      1e-8 + 1e-6 * Math.abs(Number(value)),
  ContractedUnitPrice: value => number(value) && Number(value) >= 0,
  EffectiveCost: number,
  InvoiceIssuerName: text,
  ListCost: (value, row) =>
    number(value) &&
    Math.abs(
      Number(value) - Number(row.ListUnitPrice) * Number(row.PricingQuantity),
    ) <= 1e-12,
  ListUnitPrice: value => number(value) && Number(value) >= 0,
  PricingCategory: among('Standard', 'Dynamic', 'Committed', 'Other'),
  PricingCurrency: value => /^[A-Z]{3}$/.test(String(value)),
  PricingQuantity: number,
  PricingUnit: unit,
  ProviderName: text,
  PublisherName: text,
  RegionId: orNull(text),
  RegionName: orNull(text),
  ResourceId: text,
  ResourceName: orNull(text),
  ResourceType: text,
  ServiceCategory: value => Object.hasOwn(CATEGORIES, String(value)),
  ServiceName: text,
  ServiceSubcategory: (value, row) =>
    CATEGORIES[String(row.ServiceCategory)].includes(String(value)),
  SkuId: text,
  SkuMeter: text,
  SkuPriceId: text,
  SubAccountId: text,
  SubAccountName: text,
  SubAccountType: text,
  Tags: orNull(json),
};

/** Of 1.3, for charges that were split. */
const SPLIT_RULES: typeof RULES = {
  AllocatedMethodDetails: orNull(json),
  AllocatedMethodId: text,
  // What was not allocated to anybody has none.
  AllocatedResourceId: (value, row) =>
    ['idle', 'overhead', 'management-fee'].includes(String(row.x_CostClass))
      ? value === null
      : orNull(text)(value),
  AllocatedResourceName: (value, row) =>
    (value === null) === (row.AllocatedResourceId === null),
  AllocatedTags: orNull(json),
  HostProviderName: text,
  ServiceProviderName: text,
};

/** What of a row does not keep to the specification. */
function faults(row: FocusRow, version: FocusVersion): string[] {
  const rules = version === '1.3' ? { ...RULES, ...SPLIT_RULES } : RULES;
  return [
    ...Object.keys(rules).filter(
      column => row[column] === undefined || !rules[column](row[column], row),
    ),
    ...Object.keys(row).filter(
      column => !Object.hasOwn(rules, column) && !/^x_[A-Z]\w*$/.test(column),
    ),
  ];
}

const NODE: FocusPrice = {
  key: 'seed/m5.large',
  kind: 'node',
  instanceType: 'm5.large',
  capacityType: 'spot',
  region: 'eu-west-1',
  hourly: 0.096,
  listHourly: 0.192,
  cpu: 0.03,
  memory: 0.0045 / GIBIBYTE,
  gpu: 0.5,
  source: 'seed',
  version: '2026-01',
};
const unitPrice = (kind: FocusPrice['kind'], price: number): FocusPrice => ({
  key: kind,
  kind,
  instanceType: '',
  capacityType: '',
  region: '',
  price,
  source: 'default',
  version: '1',
});

const options = (
  version: FocusVersion,
  more: Partial<FocusOptions> = {},
): FocusOptions => ({
  version,
  currency: 'EUR',
  timeZone: 'Europe/Berlin',
  policy: 'proportional',
  providerOf: () => 'Amazon Web Services',
  complete: true,
  ...more,
});

function charge(
  keys: Partial<CostKeys>,
  figures: Partial<CostFigures>,
  price = NODE,
): FocusCharge {
  return { record: record(keys, figures), period: DAY, price };
}

const WEB = {
  namespace: 'shop',
  kind: 'Deployment',
  workload: 'web',
  team: 'shop',
};

/** The figures that these quantities have at the prices above. */
const charges = fc.array(
  fc.oneof(
    fc
      .record({
        cpuHours: fc.double({ min: 0, max: 1e4, noNaN: true }),
        memoryByteHours: fc.double({ min: 0, max: 1e15, noNaN: true }),
        gpuHours: fc.constantFrom(0, 3),
        adjustment: fc.integer({ min: -1e9, max: 1e9 }),
        class: fc.constantFrom<CostKeys['class']>(
          'workload',
          'idle',
          'overhead',
        ),
      })
      .map(({ class: name, ...figures }) =>
        charge(name === 'workload' ? WEB : { class: name }, {
          ...figures,
          cpuCost: Math.round(figures.cpuHours * NODE.cpu! * NANOS),
          memoryCost: Math.round(
            figures.memoryByteHours * NODE.memory! * NANOS,
          ),
          gpuCost: Math.round(figures.gpuHours * NODE.gpu! * NANOS),
        }),
      ),
    fc.double({ min: 0, max: 1e15, noNaN: true }).map(storageByteHours =>
      charge(
        { namespace: 'shop', class: 'unmounted' },
        {
          storageByteHours,
          storageCost: Math.round(storageByteHours * 1e-13 * NANOS),
        },
        unitPrice('storage', 1e-13),
      ),
    ),
    fc.double({ min: 0, max: 24, noNaN: true }).map(loadBalancerHours =>
      charge(
        WEB,
        {
          loadBalancerHours,
          loadBalancerCost: Math.round(loadBalancerHours * 0.025 * NANOS),
        },
        unitPrice('loadBalancer', 0.025),
      ),
    ),
    fc.double({ min: 0, max: 1e12, noNaN: true }).map(networkBytes =>
      charge(
        WEB,
        {
          networkBytes,
          networkCost: Math.round(networkBytes * 1e-11 * NANOS),
        },
        unitPrice('network', 1e-11),
      ),
    ),
    fc.constant(
      charge(
        { class: 'management-fee' },
        { otherCost: 2.4 * NANOS },
        unitPrice('managementFee', 0.1),
      ),
    ),
  ),
  { maxLength: 12 },
);

describe.each<FocusVersion>(['1.2', '1.3'])('FOCUS %s', version => {
  it('is kept to by every row, and its costs are the costs', () => {
    fc.assert(
      fc.property(charges, all => {
        const rows = focusRows(all, options(version));
        expect(rows.flatMap(row => faults(row, version))).toEqual([]);
        const nanos = rows.map(row =>
          Math.round(Number(row.EffectiveCost) * NANOS),
        );
        expect(nanos.reduce((a, b) => a + b, 0)).toBe(
          all.reduce((sum, each) => sum + directCost(each.record.figures), 0),
        );
      }),
    );
  });

  it('is written with all of its columns', () => {
    const columns = focusColumns(version);
    const [row] = focusRows(
      [charge(WEB, { cpuCost: NANOS, cpuHours: 1 })],
      options(version),
    );
    expect([...columns].sort()).toEqual(Object.keys(row).sort());
    expect(focusHeader(version)).toBe(`${columns.join(',')}\r\n`);
  });

  it('has a name of a workload for a name', () => {
    const lines = focusLines(
      [charge({ ...WEB, workload: '=cmd|"x"' }, { cpuCost: NANOS })],
      options(version),
    );
    expect(lines).not.toMatch(/(^|,)=/m);
  });
});

describe('split costs', () => {
  it('are the whole of their origin', () => {
    const rows = focusRows(
      [
        charge(WEB, { cpuCost: 30, cpuHours: 3 }),
        charge({ ...WEB, workload: 'db' }, { cpuCost: 50, cpuHours: 5 }),
        charge({ class: 'idle' }, { cpuCost: 20, cpuHours: 2 }),
      ],
      options('1.3'),
    );
    expect(
      rows.map(row => [
        row.ResourceId,
        row.AllocatedResourceId,
        JSON.parse(String(row.AllocatedMethodDetails)).Elements[0]
          .AllocatedRatio,
      ]),
    ).toEqual([
      ['cluster1/nodes/m5.large', 'cluster1/shop/Deployment/web', 0.3],
      ['cluster1/nodes/m5.large', 'cluster1/shop/Deployment/db', 0.5],
      ['cluster1/nodes/m5.large', null, 0.2],
    ]);
    expect(rows[0]).toMatchObject({
      AllocatedMethodId: 'portlight-proportional/v1',
      PricingCategory: 'Dynamic',
      BillingPeriodStart: '2026-10-31T23:00:00Z',
      Tags: null,
    });
    expect(JSON.parse(String(rows[0].AllocatedTags))).toEqual({
      cluster: 'cluster1',
      namespace: 'shop',
      kind: 'Deployment',
      workload: 'web',
      team: 'shop',
    });
  });

  it('do not tell which part they are to who does not see the whole', () => {
    const [row] = focusRows(
      [charge(WEB, { cpuCost: 30 })],
      options('1.3', { complete: false, policy: 'reserved-first' }),
    );
    expect(row).toMatchObject({
      AllocatedMethodDetails: null,
      AllocatedMethodId: 'portlight-reserved-first/v1',
    });
  });

  it('are the resource itself in 1.2', () => {
    const [row] = focusRows([charge(WEB, { cpuCost: 30 })], options('1.2'));
    expect(row).toMatchObject({
      ResourceId: 'cluster1/shop/Deployment/web',
      ResourceName: 'web',
      ResourceType: 'Kubernetes workload',
    });
    expect(row).not.toHaveProperty('AllocatedMethodId');
  });
});
