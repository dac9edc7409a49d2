import {
  BEGIN,
  costHour,
  GIB,
  hourPrices,
  loadBalancerSpan,
  nodePrice,
  nodeSpan,
  podSpan,
  quantities,
  steady,
  sumOf,
  unitPrice,
  volumeSpan,
} from '../__testUtils__/hours';
import { fromNanos, totalCost } from '../money';
import { splitNodePrice } from '../prices/splitNodePrice';
import type { CostHour, HourAllocation, NodePrice } from '../types';
import { allocateHour } from './allocateHour';

const GB = 1e9;

function allocate(
  hour: Partial<CostHour>,
  {
    policy,
    price = {},
  }: {
    policy?: HourAllocation['policy'];
    price?: Partial<NodePrice>;
  } = {},
): HourAllocation {
  return allocateHour(
    costHour(hour),
    hourPrices({ node: node => nodePrice(node, price) }),
    { policy },
  );
}

describe("OpenCost's specification", () => {
  it('amount x duration x hourly rate: 2 cores for 24 hours at 0.2', () => {
    let total = 0;
    for (let hour = 0; hour < 24; hour++) {
      total += allocate(
        { nodes: [nodeSpan({ capacity: quantities({ cpu: 2 }) })] },
        { price: { cpu: 0.2 } },
      ).total;
    }
    expect(fromNanos(total)).toBe(9.6);
  });

  it('total = workloads + idle + overhead (management fees)', () => {
    const allocation = allocateHour(
      costHour({
        nodes: [nodeSpan()],
        pods: [podSpan({ requests: quantities({ cpu: 1, memory: GIB }) })],
        volumes: [volumeSpan({ pods: ['uid-of-pod'] })],
        loadBalancers: [loadBalancerSpan({ pods: ['uid-of-pod'] })],
      }),
      hourPrices({ managementFee: () => unitPrice('fee', 0.1) }),
    );
    const cost = (name: Parameters<typeof sumOf>[1]) =>
      allocation.rows
        .filter(row => row.class === name)
        .reduce((sum, row) => sum + totalCost(row), 0);
    const assets = 4 * 0.1 + 16 * 0.01 + 100 * 0.0001 + 0.025;
    expect(fromNanos(allocation.total)).toBeCloseTo(assets + 0.1, 9);
    expect(fromNanos(cost('workload'))).toBeCloseTo(
      0.1 + 0.01 + 0.01 + 0.025,
      9,
    );
    expect(cost('workload') + cost('idle') + cost('management-fee')).toBe(
      allocation.total,
    );
  });

  it('a node price is split by the ratio of base prices: 35 by 30, 30 and 10', () => {
    const capacity = { cpu: 1, memory: GIB, gpu: 1 };
    const price = splitNodePrice(35, capacity, {
      cpu: 30,
      memory: 10,
      gpu: 30,
    })!;
    const { cpuCost, memoryCost, gpuCost } = sumOf(
      allocate(
        {
          nodes: [nodeSpan({ capacity })],
          pods: [podSpan({ requests: capacity })],
        },
        { price },
      ),
      'workload',
    );
    expect([cpuCost, memoryCost, gpuCost].map(fromNanos)).toEqual([15, 5, 15]);
  });
});

describe('demand is max(request, usage)', () => {
  it.each<[string, number, number | undefined, number]>([
    ['more requested than used', 1, 0.01, 1],
    ['more used than requested', 1, 2.2, 2.2],
    ['nothing requested', 0, 0.01, 0.01],
    ['not measured', 1, undefined, 1],
    ['nothing at all', 0, 0, 0],
  ])('of cores: %s', (_, cpu, used, expected) => {
    const usage = used === undefined ? undefined : steady({ cpu: used });
    const { pods } = allocate({
      nodes: [nodeSpan()],
      pods: [podSpan({ requests: quantities({ cpu }), usage })],
    });
    expect(pods[0].cpuHours).toBeCloseTo(expected, 12);
    expect(pods[0].cpuUsageHours ?? -1).toBeCloseTo(used ?? -1, 12);
  });

  it('of memory: more used than requested', () => {
    const { pods } = allocate({
      nodes: [nodeSpan()],
      pods: [
        podSpan({
          requests: quantities({ memory: 10e6 }),
          usage: steady({ memory: 75e6 }),
        }),
      ],
    });
    expect(pods[0].memoryByteHours).toBeCloseTo(75e6, 3);
  });

  it('at any moment: the average over the hour of a burst is not its cost', () => {
    const burst = { ...steady({}), cpu: [3, ...new Array(11).fill(0)] };
    const { pods } = allocate({
      nodes: [nodeSpan()],
      pods: [podSpan({ requests: quantities({ cpu: 1 }), usage: burst })],
    });
    // OpenCost with averages of the hour: max(1, 0.25) = 1.
    expect(pods[0].cpuHours).toBeCloseTo((3 + 11) / 12, 12);
  });

  it("of a pod: what one container leaves of the pod's request, another may use", () => {
    const container = (name: string, cpu: number) => ({
      name,
      kind: 'container' as const,
      requests: quantities({ cpu: 1 }),
      usage: steady({ cpu }),
    });
    const { pods } = allocate({
      nodes: [nodeSpan()],
      pods: [
        podSpan({
          requests: quantities({ cpu: 2 }),
          containers: [container('busy', 1.5), container('calm', 0.25)],
        }),
      ],
    });
    // OpenCost: 1.5 + 1 = 2.5.
    expect(pods[0].cpuHours).toBeCloseTo(2, 12);
    expect(pods[0].cpuUsageHours).toBeCloseTo(1.75, 12);
    expect(pods[0].containers.map(({ cpuHours }) => cpuHours)).toEqual([
      expect.closeTo((2 * 1.5) / 2.5, 12),
      expect.closeTo((2 * 1) / 2.5, 12),
    ]);
  });
});

describe('two kinds of idle', () => {
  const { pods, nodes } = allocate({
    nodes: [nodeSpan({ capacity: quantities({ memory: 32 * GIB }) })],
    pods: [
      podSpan({
        name: 'a',
        requests: quantities({ memory: 2 * GIB }),
        usage: steady({ memory: GIB }),
      }),
      podSpan({ name: 'b', usage: steady({ memory: 3 * GIB }) }),
    ],
  });

  it('nobody reserved or used 27 of 32 GiB', () => {
    expect(nodes[0].memory.idleHours / GIB).toBeCloseTo(27, 9);
  });

  it('a workload reserved 1 GiB that it did not use, and pays for it', () => {
    const [a, b] = pods;
    expect(
      (a.memoryRequestByteHours - a.memoryUsageByteHours!) / GIB,
    ).toBeCloseTo(1, 9);
    expect(a.memoryByteHours / GIB).toBeCloseTo(2, 9);
    expect(b.memoryByteHours / GIB).toBeCloseTo(3, 9);
  });
});

describe('time within the hour', () => {
  it.each<[string, number, number, number]>([
    [
      'a single sample at 00:15 is what the status says, not a minute',
      885,
      915,
      30,
    ],
    ['at the begin of the window', 0, 30, 30],
    ['61 samples are 60 minutes', 0, 3600, 3600],
    ['across both ends', -600, 7200, 3600],
  ])('%s', (_, start, end, expected) => {
    const { pods } = allocate({
      nodes: [nodeSpan()],
      pods: [podSpan({ start: BEGIN + start, end: BEGIN + end })],
    });
    expect(pods[0].hours * 3600).toBeCloseTo(expected, 9);
  });

  it('has no pods of other hours', () => {
    const { pods } = allocate({
      nodes: [nodeSpan()],
      pods: [podSpan({ end: BEGIN }), podSpan({ start: BEGIN + 3600 })],
    });
    expect(pods).toEqual([]);
  });
});

describe('an m5.large at 0.096', () => {
  it.each([
    ['nominal memory', 8],
    ['memory as its kubelet sees it', 7.5],
  ])('is divided in whole: %s', (_, gib) => {
    const capacity = quantities({ cpu: 2, memory: gib * GIB });
    const price = splitNodePrice(0.096, capacity, {
      cpu: 0.031611,
      memory: 0.004237,
      gpu: 0.95,
    })!;
    const { total, nodes } = allocate(
      {
        nodes: [nodeSpan({ capacity })],
        pods: [podSpan({ requests: quantities({ cpu: 1, memory: 3 * GIB }) })],
      },
      { price },
    );
    expect(total).toBe(96_000_000);
    expect(nodes[0].cpu.price).toBeCloseTo(
      gib === 8 ? 0.0312471 : 0.0319439,
      7,
    );
    expect(nodes[0].memory.price * GIB).toBeCloseTo(
      gib === 8 ? 0.00418822 : 0.00428162,
      8,
    );
  });
});

describe('a node of 1 GB that is demanded in whole, or twice (OpenCost #1815)', () => {
  const demands = (given: [use: number, request: number][]) => ({
    nodes: [nodeSpan({ capacity: quantities({ memory: GB }) })],
    pods: given.map(([use, request], index) =>
      podSpan({
        name: `pod-${index}`,
        requests: quantities({ memory: request * GB }),
        usage: steady({ memory: use * GB }),
      }),
    ),
  });

  it.each<
    [string, HourAllocation['policy'], [number, number][], [number, number]]
  >([
    [
      'twice',
      'proportional',
      [
        [1, 0],
        [0, 1],
      ],
      [0.5, 0.5],
    ],
    [
      'twice',
      'reserved-first',
      [
        [1, 0],
        [0, 1],
      ],
      [0, 1],
    ],
    [
      'in whole',
      'proportional',
      [
        [0.5, 0],
        [0, 0.5],
      ],
      [0.5, 0.5],
    ],
    [
      'in whole',
      'reserved-first',
      [
        [0.5, 0],
        [0, 0.5],
      ],
      [0.5, 0.5],
    ],
    [
      'in part',
      'proportional',
      [
        [0.2, 0.4],
        [0.3, 0],
      ],
      [0.4, 0.3],
    ],
    [
      'requests alone exceed it',
      'reserved-first',
      [
        [0, 3],
        [2, 1],
      ],
      [0.75, 0.25],
    ],
    [
      'requests alone exceed it',
      'proportional',
      [
        [0, 3],
        [2, 1],
      ],
      [0.6, 0.4],
    ],
  ])('%s, %s', (_, policy, given, expected) => {
    const { pods, nodes } = allocate(demands(given), { policy });
    expect(pods.map(({ memoryByteHours }) => memoryByteHours / GB)).toEqual(
      expected.map(each => expect.closeTo(each, 9)),
    );
    const idle = 1 - expected[0] - expected[1];
    expect(nodes[0].memory.idleHours / GB).toBeCloseTo(idle, 9);
    expect(nodes[0].memory.idleHours).toBeGreaterThanOrEqual(0);
  });
});

it('tells overhead from idle', () => {
  const allocation = allocate({
    nodes: [
      nodeSpan({ allocatable: quantities({ cpu: 3.5, memory: 12 * GIB }) }),
    ],
    pods: [podSpan({ requests: quantities({ cpu: 1 }) })],
  });
  const figures = (row: Record<string, number>) => [
    row.cpuHours,
    row.memoryByteHours / GIB,
    fromNanos(row.cpuCost),
    fromNanos(row.memoryCost),
  ];
  expect(figures(sumOf(allocation, 'overhead'))).toEqual([0.5, 4, 0.05, 0.04]);
  expect(figures(sumOf(allocation, 'idle'))).toEqual([2.5, 12, 0.25, 0.12]);
});

describe('a load balancer', () => {
  const pods = [
    podSpan({ name: 'a' }),
    podSpan({ name: 'b', start: BEGIN + 1800 }),
    podSpan({ name: 'c', end: BEGIN + 900 }),
  ];

  it.each<[string, string[], number[], number]>([
    ['of all of the hour', ['a'], [1, 0, 0], 0],
    ['shared while there are two', ['a', 'b'], [0.75, 0.25, 0], 0],
    ['of nobody between', ['b', 'c'], [0, 0.5, 0.25], 0.25],
    ['of pods that are not there', ['x'], [0, 0, 0], 1],
  ])('%s', (_, names, parts, nobody) => {
    const allocation = allocate({
      nodes: [nodeSpan()],
      pods,
      loadBalancers: [
        loadBalancerSpan({ pods: names.map(name => `uid-of-${name}`) }),
      ],
    });
    expect(
      allocation.pods.map(({ loadBalancerHours }) => loadBalancerHours),
    ).toEqual(parts.map(part => expect.closeTo(part, 9)));
    const cost = sumOf(allocation, 'unallocated-load-balancer', 'shop');
    expect(fromNanos(cost.loadBalancerCost ?? 0)).toBeCloseTo(
      0.025 * nobody,
      9,
    );
  });
});

it('charges network by class to who sends, at the prices that there are', () => {
  const { pods, rows } = allocateHour(
    costHour({
      nodes: [nodeSpan()],
      pods: [podSpan({ network: { zone: 2 * GB, region: GB, internet: GB } })],
    }),
    hourPrices({
      network: kind =>
        kind === 'region'
          ? undefined
          : unitPrice(kind, kind === 'zone' ? 0.01 / GB : 0.12 / GB),
    }),
  );
  expect(
    pods[0].charges.map(({ name, quantity, cost }) => [
      name,
      quantity,
      fromNanos(cost),
    ]),
  ).toEqual([
    ['zone', 2 * GB, 0.02],
    ['internet', GB, 0.12],
  ]);
  expect(
    rows
      .filter(({ networkCost }) => networkCost > 0)
      .map(({ price, podHours }) => [price, podHours]),
  ).toEqual([
    ['internet', 0],
    ['zone', 0],
  ]);
});
