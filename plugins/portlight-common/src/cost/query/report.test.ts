import { openCostExample, record } from './__testUtils__/costs';
import { parseAggregate } from './dimensions';
import { efficiencies, zeroFigures } from './figures';
import { buildCostRows, type ReportParts } from './report';
import { costReportCsv } from './reportCsv';
import { csvLine } from './csv';
import { Sharing } from './Sharing';
import type { CostRecord } from './types';

const NANOS = 1e9;
const GIBIBYTE = 2 ** 30;

function withShares(records: readonly CostRecord[]) {
  return new Sharing(records, {
    options: {
      idle: 'separate',
      namespaces: [],
      labels: [],
      monthlyCost: 0,
      split: 'weighted',
    },
    periodOf: at => at,
  }).apply(records);
}

function rows(
  records: readonly CostRecord[],
  aggregate: string[],
  more: Partial<ReportParts> = {},
) {
  return buildCostRows({
    records: withShares(records),
    dimensions: parseAggregate(aggregate),
    steps: [],
    known: [],
    limit: 100,
    ...more,
  });
}

describe('efficiencies', () => {
  it.each([
    [
      // Kubecost: 2 CPUs at 10 and 1 GB at 1 requested, half a CPU and half a GB used.
      'a quarter of the CPU and half of the memory',
      {
        cpuUsageHours: 0.5,
        cpuMeasuredRequestHours: 2,
        cpuCost: 20,
        memoryUsageByteHours: 0.5,
        memoryMeasuredRequestByteHours: 1,
        memoryCost: 1,
      },
      { cpu: 0.25, memory: 0.5, total: 0.2619 },
    ],
    [
      // OpenCost: two pods that overlap, one of which requests no memory and uses 8 GiB.
      'more memory than was requested',
      {
        cpuUsageHours: 30,
        cpuMeasuredRequestHours: 42,
        cpuCost: 3.72,
        memoryUsageByteHours: 8 * 24 * GIBIBYTE,
        memoryMeasuredRequestByteHours: 4 * 24 * GIBIBYTE,
        memoryCost: 2.92,
      },
      { cpu: 0.7143, memory: 2, total: 1.2797 },
    ],
    [
      // A container of 16 minutes on an m5.large.
      'what a real container used',
      {
        cpuUsageHours: 0.019287 * 0.013333,
        cpuMeasuredRequestHours: 0.013333,
        cpuCost: 0.000426,
        memoryUsageByteHours: 0.614085,
        memoryMeasuredRequestByteHours: 1,
        memoryCost: 0.000351,
      },
      { cpu: 0.0193, memory: 0.6141, total: 0.288 },
    ],
    [
      'no request at all',
      { cpuUsageHours: 3, cpuCost: 1 },
      { cpu: 1, total: 1 },
    ],
    [
      'no request and no usage',
      { cpuUsageHours: 0, cpuCost: 1 },
      { cpu: 0, total: 0 },
    ],
    [
      'no cost',
      { cpuUsageHours: 1, cpuMeasuredRequestHours: 2 },
      { cpu: 0.5, total: 0 },
    ],
    ['nothing that was measured', { cpuCost: 1, cpuRequestHours: 4 }, {}],
  ])('of %s', (_, figures, expected) => {
    const found = Object.entries(
      efficiencies({ ...zeroFigures(), ...figures }),
    );
    expect(
      Object.fromEntries(
        found.map(([name, value]) => [name, Math.round(value * 1e4) / 1e4]),
      ),
    ).toEqual(expected);
  });
});

describe('rows of a report', () => {
  it('have shares, names that all of their rows have, and the owner of the last day', () => {
    const { total, items, count } = rows(
      [
        record(
          {
            namespace: 'shop',
            kind: 'Deployment',
            workload: 'web',
            owner: 'group:default/a',
          },
          { cpuCost: NANOS, adjustment: NANOS / 2 },
          10,
        ),
        record(
          {
            namespace: 'shop',
            kind: 'Deployment',
            workload: 'web',
            owner: 'group:default/b',
          },
          { memoryCost: NANOS },
          20,
        ),
        record({ class: 'idle' }, { cpuCost: 7.5 * NANOS }, 20),
      ],
      ['namespace'],
    );
    expect(count).toBe(2);
    expect(total.amounts.total).toBe(10);
    expect(items).toMatchObject([
      { name: '__idle__', class: 'idle', share: 0.75, cluster: 'cluster1' },
      {
        name: 'shop',
        class: 'workload',
        share: 0.25,
        amounts: { cpu: 1, memory: 1, adjustment: 0.5, total: 2.5 },
        workload: 'web',
        owner: 'group:default/b',
      },
    ]);
  });

  it('tell workloads of one name and different kinds apart', () => {
    const { items } = rows(
      [
        record({ kind: 'Deployment', workload: 'web' }, { cpuCost: 2 }),
        record({ kind: 'StatefulSet', workload: 'web' }, { cpuCost: 1 }),
      ],
      ['workload'],
    );
    expect(items.map(({ name, kind }) => [name, kind])).toEqual([
      ['web (Deployment)', 'Deployment'],
      ['web (StatefulSet)', 'StatefulSet'],
    ]);
  });

  it('have the trend of their steps, with gaps where nothing was computed', () => {
    const { items, total } = rows(
      [
        record({ namespace: 'a' }, { cpuCost: NANOS }, 5),
        record({ namespace: 'b' }, { cpuCost: NANOS }, 15),
      ],
      ['namespace'],
      {
        steps: [
          { since: 0, until: 10 },
          { since: 10, until: 20 },
          { since: 20, until: 30 },
        ],
        known: [true, true, false],
      },
    );
    expect(items.map(({ trend }) => trend)).toEqual([
      [1, 0, null],
      [0, 1, null],
    ]);
    expect(total.trend).toEqual([1, 1, null]);
  });

  it('are compared with those of the window before, also the row of the rest', () => {
    const before = withShares([
      record({ namespace: 'ns1' }, { cpuCost: 5 * NANOS }),
      record({ namespace: 'ns2' }, { cpuCost: 2 * NANOS }),
      record({ namespace: 'gone' }, { cpuCost: 3 * NANOS }),
    ]);
    const { items, total } = rows(openCostExample(), ['namespace'], {
      previous: before,
      limit: 2,
    });
    expect(total.previousTotal).toBe(10);
    expect(
      items.map(({ name, previousTotal }) => [name, previousTotal]),
    ).toEqual([
      ['ns2', 2],
      ['__idle__', 0],
      ['__other__', 8],
    ]);
  });

  it('are nothing where there is nothing', () => {
    expect(rows([], ['namespace'])).toMatchObject({
      items: [],
      count: 0,
      total: { name: 'all', share: 0, amounts: { total: 0 } },
    });
  });
});

describe('a CSV', () => {
  it.each([
    [['a', 1, null, undefined], 'a,1,,'],
    [
      ['with, comma', 'with "quotes"', 'two\nlines'],
      '"with, comma","with ""quotes""","two\nlines"',
    ],
    [
      ['=1+1', '+1', '-1', '@x', '\tx', '\rx'],
      "'=1+1,'+1,'-1,'@x,'\tx,\"'\rx\"",
    ],
    [
      [-1, 1e-9, 5e-12, 1e21, 0.1, NaN, -0],
      '-1,0.000000001,0.000000000005,1000000000000000000000,0.1,,0',
    ],
    [[1e-25, -1e-25, 1e-20, -1.5e-7], '0,0,0.00000000000000000001,-0.00000015'],
    [['=HYPERLINK("http://x")'], '"\'=HYPERLINK(""http://x"")"'],
  ])('of %j', (values, expected) => {
    expect(csvLine(values)).toBe(`${expected}\r\n`);
  });

  it('of a report has a line for each row', () => {
    const report = {
      currency: 'EUR',
      aggregate: ['namespace'],
      window: {
        start: '2026-11-01T00:00:00.000Z',
        end: '2026-11-02T00:00:00.000Z',
        requested: '1d',
      },
      ...rows(
        [record({ namespace: '=cmd' }, { cpuCost: 2 * NANOS })],
        ['namespace'],
      ),
    };
    const [header, line] = [...costReportCsv(report as never)];
    expect(header).toMatch(/^start,end,currency,namespace,class,total,share,/);
    expect(line).toMatch(
      /^2026-11-01T00:00:00.000Z,2026-11-02T00:00:00.000Z,EUR,'=cmd,workload,2,1,/,
    );
    expect(line.split(',')).toHaveLength(header.split(',').length);
  });
});
