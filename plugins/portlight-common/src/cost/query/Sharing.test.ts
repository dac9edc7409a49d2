import { openCostExample, record, SIX_ONES } from './__testUtils__/costs';
import { byName, shared } from './__testUtils__/shared';
import { groupCost } from './aggregate';
import { monthlyCostIn } from './fees';
import type { CostRecord, SharingOptions } from './types';

/** To four decimals, as the figures are given. */
function rounded(costs: Record<string, number>): Record<string, number> {
  return Object.fromEntries(
    Object.entries(costs).map(([name, cost]) => [
      name,
      Math.round(cost * 1e4) / 1e4,
    ]),
  );
}

describe("OpenCost's example", () => {
  it.each<[string[], Record<string, number>]>([
    [['namespace'], { ns1: 28, ns2: 36, ns3: 18, __idle__: 30 }],
    [
      ['controllerKind'],
      {
        daemonset: 12,
        deployment: 42,
        statefulset: 12,
        __unallocated__: 16,
        __idle__: 30,
      },
    ],
    [['service'], { service1: 12, __unallocated__: 70, __idle__: 30 }],
    [['label:app'], { app1: 16, app2: 24, __unallocated__: 42, __idle__: 30 }],
    [
      ['annotation:team'],
      { team1: 12, team2: 6, __unallocated__: 64, __idle__: 30 },
    ],
    [
      ['label:app', 'label:env'],
      {
        'app1/env1': 16,
        'app2/env2': 12,
        'app2/__unallocated__': 12,
        '__unallocated__/__unallocated__': 42,
        '__idle__/__idle__': 30,
      },
    ],
    [['label:nobody-has-it'], { __unallocated__: 82, __idle__: 30 }],
    [['statefulset'], { statefulset1: 12, __unallocated__: 70, __idle__: 30 }],
  ])('by %s', (aggregate, expected) => {
    expect(byName(shared(openCostExample(), {}), aggregate)).toEqual(expected);
  });

  it.each<[string, Partial<SharingOptions>, Record<string, number>]>([
    ['idle shared', { idle: 'share' }, { ns1: 42.6875, ns2: 46.3125, ns3: 23 }],
    ['idle left out', { idle: 'hide' }, { ns1: 28, ns2: 36, ns3: 18 }],
    [
      'a namespace shared evenly',
      { namespaces: ['ns3'], split: 'even' },
      { ns1: 37, ns2: 45, __idle__: 30 },
    ],
    [
      'a namespace shared in proportion',
      { namespaces: ['ns3'] },
      { ns1: 35.875, ns2: 46.125, __idle__: 30 },
    ],
    [
      'a label shared evenly',
      { labels: [{ key: 'app', value: 'app1' }], split: 'even' },
      { ns1: 17.3333, ns2: 41.3333, ns3: 23.3333, __idle__: 30 },
    ],
  ])('with %s', (_, options, expected) => {
    expect(
      rounded(byName(shared(openCostExample(), options), ['namespace'])),
    ).toEqual(expected);
  });

  it('with 7 an hour for a day shared in proportion', () => {
    const records = shared(openCostExample(), {}, { feeOf: () => 7 * 24 });
    expect(rounded(byName(records, ['namespace']))).toEqual({
      ns1: 85.3659,
      ns2: 109.7561,
      ns3: 54.878,
      __idle__: 30,
    });
  });

  it('shares a namespace only among those of its cluster unless told otherwise', () => {
    const records = shared(
      openCostExample(),
      { namespaces: ['ns3'] },
      { across: 'cluster' },
    );
    expect(byName(records, ['namespace'])).toEqual({
      ns1: 28,
      ns2: 54,
      __idle__: 30,
    });
  });
});

describe('idle capacity', () => {
  const cpu = (keys: Partial<CostRecord['keys']>, cpuCost: number) =>
    record(keys, { cpuCost });
  /** Kubecost's example: two nodes, here clusters, with idle CPUs. */
  const nodes = [
    ...[1, 2, 3, 4].map(n =>
      cpu({ cluster: 'a', workload: `w${n}`, kind: 'Deployment' }, 1),
    ),
    cpu({ cluster: 'a', class: 'idle' }, 2),
    cpu({ cluster: 'b', workload: 'w5', kind: 'Deployment' }, 1),
    cpu({ cluster: 'b', class: 'idle' }, 5),
  ];

  it('is shared by those on the same nodes', () => {
    expect(byName(shared(nodes, { idle: 'share' }), ['workload'])).toEqual({
      w1: 1.5,
      w2: 1.5,
      w3: 1.5,
      w4: 1.5,
      w5: 6,
    });
  });

  it('stays where no workload uses the resource', () => {
    const records = [
      record({}, { cpuCost: 10 }),
      record({ class: 'idle' }, { cpuCost: 4, gpuCost: 30, adjustment: 3 }),
    ];
    const [workload, left] = shared(records, { idle: 'share' });
    expect(workload.idleShares).toEqual({
      cpuCost: 7,
      memoryCost: 0,
      gpuCost: 0,
    });
    expect(left.figures).toMatchObject({
      cpuCost: 0,
      gpuCost: 30,
      adjustment: 0,
    });
  });

  it('is shared with what is shared, and that stays where nobody else is', () => {
    const records = [
      record({ class: 'idle' }, { cpuCost: 4, adjustment: 1 }),
      record({ namespace: 'kube-system' }, { memoryCost: 2 }),
    ];
    const result = shared(records, {
      idle: 'share',
      namespaces: ['kube-system'],
    });
    expect(result.map(({ keys }) => keys.class)).toEqual(['idle', 'shared']);
    expect(result.reduce((sum, each) => sum + groupCost(each), 0)).toBe(7);
  });
});

describe('a flat cost per month', () => {
  const at = (time: string) => Date.parse(time) / 1000;

  it.each([
    ['2026-11-01T00:00Z', '2026-12-01T00:00Z', 'UTC', 30],
    ['2026-11-05T00:00Z', '2026-11-06T00:00Z', 'UTC', 1],
    // 25 of the 745 hours of the month in which clocks go back.
    [
      '2026-10-24T22:00Z',
      '2026-10-25T23:00Z',
      'Europe/Berlin',
      (30 * 25) / 745,
    ],
    ['2026-10-31T00:00Z', '2026-11-02T00:00Z', 'UTC', 30 / 31 + 1],
  ])('from %s to %s in %s is %s', (since, until, timeZone, expected) => {
    expect(
      monthlyCostIn(30, { since: at(since), until: at(until) }, timeZone),
    ).toBeCloseTo(expected, 9);
  });

  it('is of nobody where nothing costs anything', () => {
    const [left] = shared(
      [record({ class: 'overhead' }, SIX_ONES)],
      {},
      {
        feeOf: () => 5,
      },
    ).filter(({ keys }) => keys.class === 'shared');
    expect(left.sharedShare).toBe(5);
  });
});
