import fc from 'fast-check';
import {
  openCostExample,
  record,
  SIX_ONES,
  sumOf,
} from './__testUtils__/costs';
import { aggregateCosts, groupCost } from './aggregate';
import { parseAggregate } from './dimensions';
import { monthlyCostIn } from './fees';
import { directCost } from './figures';
import { Sharing, type SharingContext } from './Sharing';
import type { CostRecord, SharedCostRecord, SharingOptions } from './types';

const NONE: SharingOptions = {
  idle: 'separate',
  namespaces: [],
  labels: [],
  monthlyCost: 0,
  split: 'weighted',
};

function shared(
  records: readonly CostRecord[],
  options: Partial<SharingOptions>,
  context: Partial<SharingContext> = {},
): SharedCostRecord[] {
  const sharing = new Sharing(records, {
    options: { ...NONE, ...options },
    periodOf: () => 0,
    across: 'fleet',
    dimensions: parseAggregate(['namespace']),
    ...context,
  });
  return [...sharing.apply(records), ...sharing.leftovers()];
}

function byName(records: readonly SharedCostRecord[], aggregate: string[]) {
  const groups = aggregateCosts(records, parseAggregate(aggregate));
  return Object.fromEntries(
    [...groups.values()].map(group => [
      group.values.join('/'),
      groupCost(group),
    ]),
  );
}

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

const figures = fc.record({
  cpuCost: fc.nat(1e12),
  memoryCost: fc.nat(1e12),
  gpuCost: fc.constantFrom(0, 0, 5e9),
  storageCost: fc.nat(1e10),
  otherCost: fc.constantFrom(0, 0, 7e9),
});
const workloads = fc.record({
  keys: fc.record({
    cluster: fc.constantFrom('a', 'b', 'c'),
    namespace: fc.constantFrom('ns1', 'ns2', 'ns3', 'kube-system'),
    owner: fc.constantFrom('group:default/x', 'group:default/y', undefined),
    labels: fc.constantFrom<Record<string, string>>(
      { app: 'web' },
      { app: 'db' },
      {},
    ),
  }),
  figures,
  at: fc.constantFrom(0, 10, 20),
});
const rest = fc.record({
  keys: fc.record({
    cluster: fc.constantFrom('a', 'b', 'c'),
    class: fc.constantFrom(
      'idle' as const,
      'overhead' as const,
      'management-fee' as const,
    ),
  }),
  figures,
  at: fc.constantFrom(0, 10, 20),
});
const records = fc
  .array(
    fc.oneof(
      { weight: 3, arbitrary: workloads },
      { weight: 1, arbitrary: rest },
    ),
    { maxLength: 40 },
  )
  .map(all =>
    all.map(({ keys, figures: costs, at }) =>
      record(keys, { ...costs, adjustment: Math.round(costs.cpuCost / 7) }, at),
    ),
  );
const options = fc.record({
  idle: fc.constantFrom<SharingOptions['idle']>('separate', 'share'),
  namespaces: fc.constantFrom([], ['kube-system']),
  labels: fc.constantFrom([], [{ key: 'app', value: 'db' }]),
  split: fc.constantFrom<SharingOptions['split']>('even', 'weighted'),
});
const contexts = fc.record({
  across: fc.constantFrom<'fleet' | 'cluster'>('fleet', 'cluster'),
  periodOf: fc.constantFrom(
    (at: number) => at,
    () => 0,
  ),
});
const FEE = 1e9;
const isClose = (a: number, b: number) =>
  Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(a), Math.abs(b));
const total = (all: readonly SharedCostRecord[]) =>
  all.reduce((sum, each) => sum + groupCost(each), 0);

describe('sharing', () => {
  it('loses nothing and adds nothing', () => {
    fc.assert(
      fc.property(records, options, contexts, (all, how, context) => {
        const fees = new Set(
          all
            .filter(({ keys }) => keys.class !== 'idle')
            .map(({ at }) => context.periodOf(at)),
        ).size;
        const result = shared(all, how, { ...context, feeOf: () => FEE });
        expect(
          isClose(total(result), directCost(sumOf(all)) + fees * FEE),
        ).toBe(true);
        result.forEach(each =>
          expect(groupCost(each)).toBeGreaterThanOrEqual(0),
        );
      }),
    );
  });

  it('does not depend on the order of rows', () => {
    fc.assert(
      fc.property(
        records.chain(all =>
          fc.tuple(
            fc.constant(all),
            fc.shuffledSubarray(all, { minLength: all.length }),
          ),
        ),
        options,
        contexts,
        ([all, shuffled], how, context) => {
          const one = byName(shared(all, how, context), [
            'namespace',
            'cluster',
          ]);
          const other = byName(shared(shuffled, how, context), [
            'namespace',
            'cluster',
          ]);
          expect(Object.keys(other).sort()).toEqual(Object.keys(one).sort());
          expect(
            Object.entries(one).every(([name, cost]) =>
              isClose(other[name], cost),
            ),
          ).toBe(true);
        },
      ),
    );
  });

  it('gives a row the same shares whatever else is looked at, and a total the same whatever it is grouped by', () => {
    fc.assert(
      fc.property(records, options, contexts, (all, how, context) => {
        const sharing = new Sharing(all, {
          options: { ...NONE, ...how },
          dimensions: parseAggregate(['namespace']),
          ...context,
        });
        const whole = sharing.apply(all);
        const filtered = sharing.apply(
          all.filter(({ keys }) => keys.namespace === 'ns1'),
        );
        expect(filtered).toEqual(
          whole.filter(({ keys }) => keys.namespace === 'ns1'),
        );
        for (const aggregate of [
          ['owner'],
          ['label:app', 'cluster'],
          ['all'],
          ['pod'],
        ]) {
          const groups = aggregateCosts(whole, parseAggregate(aggregate));
          expect(
            isClose(
              [...groups.values()].reduce(
                (sum, each) => sum + groupCost(each),
                0,
              ),
              total(whole),
            ),
          ).toBe(true);
        }
      }),
    );
  });

  it('gives what is grouped first the sum of what its rows get', () => {
    fc.assert(
      fc.property(
        records,
        fc.constantFrom<SharingOptions['idle']>('separate', 'share'),
        contexts,
        (all, idle, context) => {
          const grouped = new Map<string, CostRecord>();
          for (const each of all) {
            const key = JSON.stringify([
              each.at,
              each.keys.cluster,
              each.keys.class,
              each.keys.namespace,
            ]);
            const { cluster, class: name, namespace } = each.keys;
            const same = grouped.get(key);
            grouped.set(key, {
              at: each.at,
              keys: { cluster, class: name, namespace },
              figures: sumOf(same ? [same, each] : [each]),
            });
          }
          const how = { idle, namespaces: ['kube-system'] };
          const fine = byName(shared(all, how, context), [
            'namespace',
            'cluster',
          ]);
          const coarse = byName(shared([...grouped.values()], how, context), [
            'namespace',
            'cluster',
          ]);
          expect(
            Object.entries(fine).every(([name, cost]) =>
              isClose(coarse[name], cost),
            ),
          ).toBe(true);
        },
      ),
    );
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
