import fc from 'fast-check';
import { record } from '../__testUtils__/costs';
import { directCost } from '../figures';
import type { CostFigures, CostKeys } from '../types';
import { options } from './__testUtils__/options';
import { focusFaults, parseCsv } from './__testUtils__/specification';
import { focusColumns, focusHeader, focusLines } from './focusCsv';
import { focusRows } from './focusRows';
import type {
  FocusCharge,
  FocusOptions,
  FocusPrice,
  FocusVersion,
} from './types';

const GIBIBYTE = 2 ** 30;
const NANOS = 1e9;
const START = Date.UTC(2026, 10, 21) / 1000;
const DAY = { since: START, until: START + 86_400 };

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
  const fileOf = (
    all: readonly FocusCharge[],
    more: Partial<FocusOptions> = {},
  ) => focusHeader(version) + focusLines(all, options(version, more));

  it('is kept to by every row, and its costs are the costs', () => {
    fc.assert(
      fc.property(charges, fc.boolean(), (all, complete) => {
        const file = fileOf(all, { complete });
        expect(focusFaults(file, version)).toEqual([]);
        const nanos = parseCsv(file).rows.map(row =>
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
      SkuId: 'node/m5.large/cpu',
      SkuPriceId: 'node/m5.large/cpu/eu-west-1/spot',
    });
    expect(JSON.parse(String(rows[0].Tags))).toEqual({
      'portlight/cluster': 'cluster1',
    });
    expect(JSON.parse(String(rows[0].AllocatedTags))).toEqual({
      'portlight/namespace': 'shop',
      'portlight/kind': 'Deployment',
      'portlight/workload': 'web',
      'portlight/team': 'shop',
    });
    expect(rows[2].AllocatedTags).toBeNull();
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

describe('the price of a unit', () => {
  it.each([
    ['node', 'seed/m5.large', 'cluster1/nodes/m5.large', 'node/m5.large/cpu'],
    [
      'storage',
      'cluster1|storage|gp3|seed|2026-01|0.08',
      'cluster1/volumes/gp3',
      'storage/gp3/storage',
    ],
    [
      'storage',
      'cluster1|storage|none',
      'cluster1/volumes/none',
      'storage/none/storage',
    ],
    [
      'loadBalancer',
      'cluster1|loadBalancer||seed|1|0.025',
      'cluster1/loadbalancers',
      'loadBalancer/any/loadBalancer',
    ],
    [
      'network',
      'cluster1|network|internet|seed|1|0.09',
      'cluster1/network/internet',
      'network/internet/network',
    ],
    [
      'managementFee',
      'cluster1|managementFee||seed|1|0.1',
      'cluster1',
      'managementFee/any/other',
    ],
  ] as const)(
    'of a %s is told without its amount and version',
    (kind, key, resource, sku) => {
      const [row] = focusRows(
        [
          charge(
            WEB,
            kind === 'node'
              ? { cpuCost: 30, cpuHours: 1 }
              : { otherCost: 30, storageByteHours: 1 },
            kind === 'node' ? NODE : { ...unitPrice(kind, 1), key },
          ),
        ],
        options('1.3'),
      );
      expect(row).toMatchObject({ ResourceId: resource, SkuId: sku });
    },
  );
});
