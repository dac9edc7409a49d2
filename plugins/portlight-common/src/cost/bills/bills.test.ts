import * as fc from 'fast-check';
import type { CapacityType } from '../types';
import { BillReader, type BillReaderOptions, readTime } from './BillReader';
import { BillSummary, type BillSummaryOptions } from './BillSummary';
import { matchFactors, type ModelledAmount } from './matchFactors';
import { billedResourceKey, nodeResourceKeys } from './resourceKeys';

const DAY = 86_400;
const NOV_1 = Date.UTC(2026, 10, 1) / 1000;

describe('resource keys', () => {
  it.each([
    [
      'aws:///us-east-1a/i-0123456789abcdef0',
      'arn:aws:ec2:us-east-1:123456789012:instance/i-0123456789abcdef0',
    ],
    ['aws:///us-east-1a/i-0123456789abcdef0', 'i-0123456789abcdef0'],
    [
      'gce://my-project/us-central1-a/gke-pool-1',
      '//compute.googleapis.com/projects/my-project/zones/us-central1-a/instances/gke-pool-1',
    ],
    [
      'azure:///subscriptions/S/resourceGroups/mc_rg/providers/Microsoft.Compute/virtualMachineScaleSets/aks-pool/virtualMachines/3',
      '/subscriptions/s/resourcegroups/MC_rg/providers/microsoft.compute/virtualmachinescalesets/aks-pool',
    ],
    ['kind://docker/kind/worker', 'kind://docker/kind/worker'],
  ])('of %s and %s are the same', (providerId, resourceId) => {
    expect(nodeResourceKeys(providerId)).toContain(
      billedResourceKey(resourceId),
    );
  });

  it('of machines with equal names in two projects are not', () => {
    expect(nodeResourceKeys('gce://a/z/node-1')).not.toEqual(
      nodeResourceKeys('gce://b/z/node-1'),
    );
  });
});

describe('readTime', () => {
  it.each([
    ['2026-11-01', NOV_1],
    ['2026-11-01T00:00:00Z', NOV_1],
    ['2026-11-01 00:00:00 UTC', NOV_1],
    ['2026-11-01T02:00:00+02:00', NOV_1],
    ['2026-11-01T00:00:00.000Z', NOV_1],
  ])('reads %s', (text, at) => {
    expect(readTime(text)?.at).toBe(at);
  });

  it.each([
    '2026-02-30',
    '01.11.2026',
    '2026-13-01',
    'soon',
    '2026-11-01T25:00',
  ])('refuses %s', text => {
    expect(readTime(text)).toBeUndefined();
  });
});

const FOCUS = [
  'BillingCurrency',
  'ChargeCategory',
  'ChargePeriodStart',
  'ChargePeriodEnd',
  'EffectiveCost',
  'PricingCategory',
  'ResourceId',
  'ServiceCategory',
  'ConsumedUnit',
  'SkuPriceDetails',
  'Tags',
];

function focusLine(fields: Record<string, string>): string[] {
  const all: Record<string, string> = {
    BillingCurrency: 'USD',
    ChargeCategory: 'Usage',
    ChargePeriodStart: '2026-11-01T00:00:00Z',
    ChargePeriodEnd: '2026-11-02T00:00:00Z',
    EffectiveCost: '2.4',
    PricingCategory: 'Standard',
    ResourceId: '',
    ServiceCategory: 'Compute',
    ConsumedUnit: 'Hours',
    SkuPriceDetails: '{"InstanceType":"m5.large"}',
    Tags: '{"aws:eks:cluster-name":"prod"}',
    ...fields,
  };
  return FOCUS.map(name => all[name]);
}

function reader(headers = FOCUS, options: Partial<BillReaderOptions> = {}) {
  return new BillReader(headers, { currency: 'USD', ...options }, '.');
}

describe('BillReader', () => {
  it.each([
    [FOCUS, 'focus-1.2'],
    [[...FOCUS, 'AllocatedMethodId'], 'focus-1.3'],
    [['date', 'cost'], 'csv'],
  ])('knows the format by its columns', (headers, format) => {
    expect(reader(headers).format).toBe(format);
  });

  it('reads a line of FOCUS', () => {
    expect(reader().read(focusLine({ PricingCategory: 'Dynamic' }), 2)).toEqual(
      {
        line: {
          start: NOV_1,
          end: NOV_1 + DAY,
          cost: 2_400_000_000,
          isCompute: true,
          cluster: 'prod',
          instanceType: 'm5.large',
          capacityType: 'spot',
          resourceId: undefined,
        },
      },
    );
  });

  it('reads a CSV whose day is one column, with decimal commas and columns of the caller', () => {
    const own = new BillReader(
      ['Tag', 'Betrag', 'Cluster', 'Typ'],
      {
        currency: 'EUR',
        columns: { start: 'Tag', cost: 'Betrag', instanceType: 'Typ' },
      },
      ',',
    );
    expect(own.problems).toEqual([]);
    expect(
      own.read(['2026-11-01', '1.234,50', 'prod', 'm5.large'], 2),
    ).toMatchObject({
      line: {
        start: NOV_1,
        end: NOV_1 + DAY,
        cost: 1_234.5e9,
        cluster: 'prod',
      },
    });
  });

  it.each([
    [{ EffectiveCost: 'abc' }, 'EffectiveCost', '«abc» is no number'],
    [{ EffectiveCost: '' }, 'EffectiveCost', 'is missing'],
    [
      { EffectiveCost: '1e12' },
      'EffectiveCost',
      'is more than 1000000 on one line; check the decimal separator',
    ],
    [
      { ChargePeriodStart: '01/11/2026' },
      'ChargePeriodStart',
      '«01/11/2026» is no time; write it as 2026-11-21 or 2026-11-21T13:00:00Z',
    ],
    [
      { ChargePeriodEnd: '2026-11-01T00:00:00Z' },
      'ChargePeriodEnd',
      'is not after the start',
    ],
    [
      { ChargePeriodEnd: '2036-11-01T00:00:00Z' },
      'ChargePeriodEnd',
      'is more than 366 days after start',
    ],
    [
      { BillingCurrency: 'EUR' },
      'BillingCurrency',
      'The amount is in EUR but costs are in USD: set `portlight.cost.exchangeRates.EUR` to what one EUR is in USD',
    ],
    [{ Tags: '{broken' }, 'Tags', 'is no JSON object'],
  ])('says line, column and what is wrong of %j', (fields, column, message) => {
    expect(
      reader().read(focusLine(fields as Record<string, string>), 9),
    ).toEqual({ problem: { line: 9, column, message } });
  });

  it.each([
    [{ ChargeCategory: 'Tax' }, false],
    [{ ChargeCategory: 'Purchase' }, false],
    [{ ServiceCategory: 'Storage' }, false],
    [{ ConsumedUnit: 'GB' }, false],
    [{ ConsumedUnit: 'gibibyte hour' }, true],
    [{ ChargeCategory: 'Credit' }, true],
  ])('tells what may be for a node: %j', (fields, isCompute) => {
    expect(
      reader().read(focusLine(fields as Record<string, string>), 2),
    ).toMatchObject({ line: { isCompute } });
  });

  it('says what is missing of a file that is no bill', () => {
    expect(reader(['a', 'b']).problems).toEqual([
      expect.stringContaining('No column has the start'),
      expect.stringContaining('No column has the cost'),
    ]);
  });

  it('takes tags with dangerous names for what they are', () => {
    expect(
      reader().read(
        focusLine({ Tags: '{"__proto__":"x","constructor":"y"}' }),
        2,
      ),
    ).toMatchObject({ line: { cluster: undefined } });
  });
});

function summarize(
  lines: Record<string, string>[],
  options: Partial<BillSummaryOptions> = {},
) {
  const summary = new BillSummary({
    timeZone: 'UTC',
    clusters: new Set(['prod']),
    node: key =>
      key === 'i-0123456789abcdef0'
        ? { cluster: 'prod', instanceType: 'c5.large', capacityType: 'spot' }
        : undefined,
    since: NOV_1,
    until: NOV_1 + 30 * DAY,
    ...options,
  });
  const bill = reader();
  lines.forEach((fields, index) => {
    const record = focusLine(fields);
    const read = bill.read(record, index + 2);
    if ('problem' in read) summary.refuse(read.problem);
    else summary.add(read.line, record);
  });
  return summary.result();
}

describe('BillSummary', () => {
  it('finds the node by its id, else the cluster by its tag', () => {
    expect(
      summarize([{ ResourceId: 'i-0123456789abcdef0' }, {}]).amounts,
    ).toEqual([
      {
        cluster: 'prod',
        day: NOV_1,
        instanceType: 'c5.large',
        capacityType: 'spot',
        billed: 2.4e9,
      },
      {
        cluster: 'prod',
        day: NOV_1,
        instanceType: 'm5.large',
        capacityType: 'on-demand',
        billed: 2.4e9,
      },
    ]);
  });

  it('counts a line with an id that is there twice once', () => {
    const line = { ResourceId: 'i-0123456789abcdef0' };
    expect(summarize([line, line, line])).toMatchObject({
      lines: 3,
      matched: 1,
      duplicates: 2,
      billed: 2.4e9,
    });
  });

  it('adds lines without an id that are equal: each is one of many machines', () => {
    expect(summarize([{}, {}])).toMatchObject({ matched: 2, duplicates: 0 });
  });

  it('leaves out what has nothing to correct, and says of whom it is', () => {
    expect(
      summarize([
        { ServiceCategory: 'Storage' },
        { Tags: '{"cluster":"other"}' },
        { Tags: '' },
        {
          ChargePeriodStart: '2026-09-01T00:00:00Z',
          ChargePeriodEnd: '2026-09-02T00:00:00Z',
        },
        { EffectiveCost: '-' },
        {
          ResourceId: 'vol-1',
          SkuPriceDetails: '',
        },
      ]),
    ).toMatchObject({
      lines: 6,
      matched: 0,
      otherTimes: 1,
      refused: 1,
      others: { lines: 2 },
      strangers: { lines: 2, clusters: ['other'] },
      amounts: [],
      problems: [{ line: 6, column: 'EffectiveCost' }],
    });
  });

  it('spreads a line over the days that it is for', () => {
    const { amounts } = summarize([
      {
        ChargePeriodStart: '2026-11-01T18:00:00Z',
        ChargePeriodEnd: '2026-11-03T06:00:00Z',
      },
    ]);
    expect(amounts.map(({ day, billed }) => [day, billed])).toEqual([
      [NOV_1, 0.4e9],
      [NOV_1 + DAY, 1.6e9],
      [NOV_1 + 2 * DAY, 0.4e9],
    ]);
  });

  it.each([
    ['Europe/Berlin', -1],
    ['America/Los_Angeles', 7],
    ['Pacific/Kiritimati', -14],
    ['Pacific/Pago_Pago', 11],
    ['Asia/Kathmandu', -5.75],
  ])('books a day of a bill under its date in %s', (timeZone, hours) => {
    const { amounts } = summarize([{}], { timeZone, since: 0 });
    expect(amounts.map(({ day, billed }) => [day, billed])).toEqual([
      [NOV_1 + hours * 3600, 2.4e9],
    ]);
  });

  it('loses nothing of any line', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.record({
            hours: fc.integer({ min: 1, max: 24 * 60 }),
            start: fc.integer({ min: -5, max: 700 }),
            cost: fc.double({ min: -1000, max: 1000, noNaN: true }),
          }),
          { maxLength: 20 },
        ),
        fc.constantFrom('UTC', 'Europe/Berlin', 'America/St_Johns'),
        (lines, timeZone) => {
          const summary = new BillSummary({
            timeZone,
            clusters: new Set(['prod']),
            node: () => undefined,
            since: -Infinity,
            until: Infinity,
          });
          let sum = 0;
          lines.forEach(({ hours, start, cost }, index) => {
            const nanos = Math.round(cost * 1e9);
            sum += nanos;
            summary.add(
              {
                start: NOV_1 + start * 3600,
                end: NOV_1 + (start + hours) * 3600,
                cost: nanos,
                isCompute: true,
                cluster: 'prod',
                instanceType: 'a',
                capacityType: 'unknown',
              },
              [String(index)],
            );
          });
          const result = summary.result();
          expect(
            result.amounts.reduce((total, { billed }) => total + billed, 0),
          ).toBe(sum);
          expect(result.billed).toBe(sum);
        },
      ),
    );
  });
});

describe('matchFactors', () => {
  const kind = (
    instanceType: string,
    capacityType: CapacityType,
    modelled: number,
  ): ModelledAmount => ({ instanceType, capacityType, modelled });

  it('divides billed by modelled per kind of node', () => {
    expect(
      matchFactors(
        [
          { instanceType: 'a', capacityType: 'spot', billed: 45 },
          { instanceType: 'a', capacityType: 'on-demand', billed: 90 },
        ],
        [kind('a', 'spot', 50), kind('a', 'on-demand', 100)],
      ).factors.map(({ factor }) => factor),
    ).toEqual([0.9, 0.9]);
  });

  it('has kinds share what the bill does not tell apart', () => {
    const { factors } = matchFactors(
      [{ instanceType: 'a', capacityType: 'unknown', billed: 120 }],
      [
        kind('a', 'spot', 50),
        kind('a', 'on-demand', 100),
        kind('b', 'spot', 1),
      ],
    );
    expect(factors).toEqual([
      expect.objectContaining({
        capacityType: 'spot',
        billed: 40,
        factor: 0.8,
      }),
      expect.objectContaining({ capacityType: 'on-demand', billed: 80 }),
    ]);
  });

  it('takes nodes that do not tell for on-demand', () => {
    expect(
      matchFactors(
        [{ instanceType: 'a', capacityType: 'on-demand', billed: 5 }],
        [kind('a', 'unknown', 10)],
      ).factors,
    ).toMatchObject([{ factor: 0.5 }]);
  });

  it.each([
    [
      'nothing was modelled for',
      { instanceType: 'b', capacityType: 'spot' as const, billed: 5 },
    ],
    [
      'is less than nothing',
      { instanceType: 'a', capacityType: 'spot' as const, billed: -5 },
    ],
  ])('says which amount %s', (_title, amount) => {
    expect(matchFactors([amount], [kind('a', 'spot', 10)])).toEqual({
      factors: [],
      unmatched: [amount],
    });
  });

  it('adds up to the bill for any bill', () => {
    const bought = fc.constantFrom<CapacityType>(
      'spot',
      'on-demand',
      'unknown',
    );
    const machine = fc.constantFrom('a', 'b', 'c');
    const nanos = fc.integer({ min: 0, max: 1e12 });
    fc.assert(
      fc.property(
        fc.array(
          fc.record({
            instanceType: fc.oneof(machine, fc.constant('')),
            capacityType: bought,
            billed: nanos,
          }),
        ),
        fc.uniqueArray(
          fc.record({
            instanceType: machine,
            capacityType: bought,
            modelled: nanos,
          }),
          { selector: each => each.instanceType + each.capacityType },
        ),
        (billed, modelled) => {
          const { factors, unmatched } = matchFactors(billed, modelled);
          const total = (values: readonly { billed: number }[]) =>
            values.reduce((sum, value) => sum + value.billed, 0);
          const reconciled = factors.reduce(
            (sum, each) => sum + each.modelled * each.factor,
            0,
          );
          const expected = total(billed) - total(unmatched);
          expect(Math.abs(reconciled - expected)).toBeLessThanOrEqual(
            1e-9 * expected + 1e-6,
          );
        },
      ),
    );
  });

  it('brings a month of list prices that are off by up to 5 % to within 0.1 % of the bill', () => {
    const off = fc.double({ min: 0.95, max: 1.05, noNaN: true });
    fc.assert(
      fc.property(
        fc.array(fc.tuple(off, off), { minLength: 30, maxLength: 30 }),
        days => {
          let billedSum = 0;
          let rows = 0;
          for (const [a, b] of days) {
            // Each hour of each workload is a row that is corrected and rounded for itself.
            const hourly = [3_998_123_457, 41_000_333];
            const modelled = hourly.map(cost => cost * 24);
            const billed = [
              Math.round(modelled[0] * a),
              Math.round(modelled[1] * b),
            ];
            billedSum += billed[0] + billed[1];
            const { factors } = matchFactors(
              [
                { instanceType: 'a', capacityType: 'spot', billed: billed[0] },
                { instanceType: 'b', capacityType: 'spot', billed: billed[1] },
              ],
              [kind('a', 'spot', modelled[0]), kind('b', 'spot', modelled[1])],
            );
            for (const [index, { factor }] of factors.entries()) {
              for (let hour = 0; hour < 24; hour++) {
                rows +=
                  hourly[index] + Math.round(hourly[index] * (factor - 1));
              }
            }
          }
          expect(Math.abs(rows - billedSum) / billedSum).toBeLessThan(1e-6);
        },
      ),
    );
  });
});
