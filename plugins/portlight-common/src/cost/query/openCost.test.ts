import { openCostExample, record } from './__testUtils__/costs';
import { parseAggregate } from './dimensions';
import { asOpenCostRecord, openCostSet, summarizeAllocation } from './openCost';
import { Sharing } from './Sharing';
import type { CostRecord, SharingOptions } from './types';

const NANOS = 1e9;
const GIBIBYTE = 2 ** 30;
const DAY = { since: 0, until: 24 * 3600 };

function set(
  records: readonly CostRecord[],
  aggregate: string[],
  idle: SharingOptions['idle'] = 'separate',
) {
  const taken = records
    .map(each => asOpenCostRecord(each))
    .filter(each => each !== undefined);
  const sharing = new Sharing(taken, {
    options: {
      idle,
      namespaces: [],
      labels: [],
      monthlyCost: 0,
      split: 'weighted',
    },
    periodOf: () => 0,
  });
  return openCostSet(sharing.apply(taken), parseAggregate(aggregate), DAY)
    .allocations as Record<string, Record<string, number> & { name: string }>;
}

/** As Headlamp's plugin and kubectl-cost add an allocation up. */
function partsOf(allocation: Record<string, number>): number {
  return [
    'cpuCost',
    'cpuCostAdjustment',
    'gpuCost',
    'gpuCostAdjustment',
    'ramCost',
    'ramCostAdjustment',
    'pvCost',
    'pvCostAdjustment',
    'networkCost',
    'networkCostAdjustment',
    'loadBalancerCost',
    'loadBalancerCostAdjustment',
    'sharedCost',
    'externalCost',
  ].reduce((sum, name) => sum + allocation[name], 0);
}

describe("OpenCost's shape", () => {
  it('has what its clients read', () => {
    const { ns1 } = set(
      [
        record(
          { namespace: 'ns1', kind: 'Deployment', workload: 'web' },
          {
            cpuCost: 0.72 * NANOS,
            memoryCost: 1.92 * NANOS,
            storageCost: NANOS,
            adjustment: 4 * NANOS,
            cpuHours: 36,
            cpuRequestHours: 42,
            cpuMeasuredRequestHours: 42,
            cpuUsageHours: 30,
            memoryByteHours: 192 * GIBIBYTE,
            memoryRequestByteHours: 96 * GIBIBYTE,
            memoryMeasuredRequestByteHours: 96 * GIBIBYTE,
            memoryUsageByteHours: 192 * GIBIBYTE,
            storageByteHours: 48 * GIBIBYTE,
          },
        ),
      ],
      ['namespace'],
    );
    expect(ns1).toMatchObject({
      name: 'ns1',
      properties: {
        cluster: 'cluster1',
        namespace: 'ns1',
        controllerKind: 'deployment',
        controller: 'web',
      },
      window: { start: '1970-01-01T00:00:00Z', end: '1970-01-02T00:00:00Z' },
      start: '1970-01-01T00:00:00Z',
      end: '1970-01-02T00:00:00Z',
      minutes: 1440,
      cpuCores: 1.5,
      cpuCoreRequestAverage: 1.75,
      cpuCoreUsageAverage: 1.25,
      cpuCoreHours: 36,
      cpuEfficiency: expect.closeTo(0.7142857, 6),
      ramByteRequestAverage: 4 * GIBIBYTE,
      ramByteUsageAverage: 8 * GIBIBYTE,
      ramEfficiency: 2,
      pvBytes: 2 * GIBIBYTE,
      pvCost: 1,
      totalCost: expect.closeTo(7.64, 9),
    });
    expect(partsOf(ns1)).toBeCloseTo(ns1.totalCost, 9);
  });

  it.each<[SharingOptions['idle'], string[]]>([
    ['separate', ['__idle__', 'ns1', 'ns2', 'ns3']],
    ['share', ['ns1', 'ns2', 'ns3']],
    ['hide', ['ns1', 'ns2', 'ns3']],
  ])('adds up with idle cost %s', (idle, names) => {
    const allocations = set(openCostExample(), ['namespace'], idle);
    expect(Object.keys(allocations).sort()).toEqual(names);
    for (const allocation of Object.values(allocations)) {
      expect(partsOf(allocation)).toBeCloseTo(allocation.totalCost, 15);
    }
  });

  it('has one name for all that is idle, what nodes keep for themselves with it', () => {
    const allocations = set(
      [
        record({ cluster: 'a', class: 'idle' }, { cpuCost: NANOS }),
        record({ cluster: 'b', class: 'overhead' }, { cpuCost: NANOS }),
        record({ cluster: 'b', class: 'management-fee' }, { otherCost: NANOS }),
      ],
      ['cluster', 'namespace'],
    );
    expect(Object.keys(allocations)).toEqual(['__idle__']);
    expect(allocations.__idle__.totalCost).toBe(2);
  });

  it.each([
    [['controller'], 'deployment:web'],
    [['deployment'], 'web'],
    [['statefulset'], '__unallocated__'],
    [['namespace', 'controllerKind'], 'ns1/deployment'],
    [['namespace', 'label:app'], 'ns1/__unallocated__'],
    [['all'], 'all'],
  ])('by %j is called %s', (aggregate, name) => {
    const allocations = set(
      [
        record(
          { namespace: 'ns1', kind: 'Deployment', workload: 'web' },
          { cpuCost: NANOS },
        ),
      ],
      aggregate,
    );
    expect(Object.keys(allocations)).toEqual([name]);
    expect(allocations[name].name).toBe(name);
  });

  it('has orphaned volumes in their namespace, and a name for those of none', () => {
    const allocations = set(
      [
        record({ namespace: 'ns1' }, { cpuCost: NANOS }),
        record(
          { namespace: 'ns1', class: 'unmounted' },
          { storageCost: NANOS },
        ),
        record({ class: 'unmounted' }, { storageCost: NANOS }),
        record(
          { class: 'unallocated-load-balancer' },
          { loadBalancerCost: NANOS },
        ),
      ],
      ['namespace'],
    );
    expect(
      Object.values(allocations).map(({ name, totalCost }) => [
        name,
        totalCost,
      ]),
    ).toEqual([
      ['ns1', 2],
      ['__unmounted__', 2],
    ]);
  });

  it('takes any name for a name', () => {
    const allocations = set(
      [record({ namespace: '__proto__' }, { cpuCost: NANOS })],
      ['namespace'],
    );
    expect(Object.keys(allocations)).toEqual(['__proto__']);
  });

  it('has summaries with the same figures', () => {
    const { ns1 } = set(openCostExample(), ['namespace']);
    const summary = summarizeAllocation(ns1);
    expect(ns1).toMatchObject(summary);
    expect(Object.keys(summary)).toHaveLength(17);
  });
});
