import fc from 'fast-check';
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
  wrongFigures,
} from '../__testUtils__/hours';
import { fromNanos, totalCost } from '../money';
import type { CostHour } from '../types';
import { allocateHour } from './allocateHour';

const POLICIES = ['proportional', 'reserved-first'] as const;

/** What is wrong with the costs of an hour, by each policy. */
function problemsOf(hour: CostHour, prices = hourPrices()): unknown[] {
  return POLICIES.flatMap(policy => {
    const allocation = allocateHour(hour, prices, { policy });
    const { rows, total } = allocation;
    const sum = rows.reduce((cost, row) => cost + totalCost(row), 0);
    return [
      ...wrongFigures(allocation),
      ...(sum === total && Number.isSafeInteger(total) ? [] : [{ sum, total }]),
    ];
  });
}

const anything = fc.oneof(
  fc.double(),
  fc.constantFrom(NaN, Infinity, -Infinity, -1, 0, -0, 1e308, 5e-324),
);

describe('figures that cannot be', () => {
  it('of any kind, anywhere, leave costs that sum and are not negative', () => {
    const amounts = fc.record({
      cpu: anything,
      memory: anything,
      gpu: anything,
    });
    const time = fc.record({
      start: fc.oneof(anything, fc.constant(BEGIN)),
      end: fc.oneof(anything, fc.constant(BEGIN + 3600)),
    });
    const series = fc.record({
      start: fc.oneof(anything, fc.constant(BEGIN)),
      step: fc.oneof(anything, fc.constant(300)),
      cpu: fc.array(anything, { maxLength: 13 }),
      memory: fc.array(anything, { maxLength: 13 }),
    });
    const price = fc.record({
      hourly: anything,
      cpu: anything,
      memory: anything,
      gpu: anything,
    });
    fc.assert(
      fc.property(
        fc.record({
          time,
          capacity: amounts,
          allocatable: amounts,
          pods: fc.array(
            fc.record({
              time,
              requests: amounts,
              usage: fc.option(series, { nil: undefined }),
              node: fc.constantFrom('node', 'another'),
            }),
            { maxLength: 4 },
          ),
          bytes: anything,
          price,
          unit: anything,
        }),
        given => {
          const { time: existing, capacity, allocatable, unit } = given;
          expect(
            problemsOf(
              costHour({
                nodes: [nodeSpan({ ...existing, capacity, allocatable })],
                pods: given.pods.map(({ time: own, ...pod }, index) =>
                  podSpan({ name: `pod-${index}`, ...own, ...pod }),
                ),
                volumes: [
                  volumeSpan({ bytes: given.bytes, pods: ['uid-of-pod-0'] }),
                ],
                loadBalancers: [loadBalancerSpan({ ...existing })],
              }),
              hourPrices({
                node: node => nodePrice(node, given.price),
                storage: () => unitPrice('storage', unit),
                loadBalancer: () => unitPrice('load balancer', unit),
                network: kind => unitPrice(kind, unit),
                managementFee: () => unitPrice('fee', unit),
              }),
            ),
          ).toEqual([]);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('a pod that requests more than the node pays no more than the node', () => {
    const allocation = allocateHour(
      costHour({
        nodes: [nodeSpan()],
        pods: [
          podSpan({ name: 'huge', requests: quantities({ cpu: 4000 }) }),
          podSpan({ name: 'small', requests: quantities({ cpu: 1 }) }),
        ],
      }),
      hourPrices(),
    );
    const [huge, small] = allocation.pods;
    expect(huge.cpuHours + small.cpuHours).toBeCloseTo(4, 9);
    expect(fromNanos(huge.cpuCost + small.cpuCost)).toBe(0.4);
    expect(huge.cpuRequestHours).toBe(4000);
  });

  it('a measurement of more than two nodes is none', () => {
    const { pods } = allocateHour(
      costHour({
        nodes: [nodeSpan()],
        pods: [
          podSpan({ name: 'a', usage: steady({ cpu: 1e9 }) }),
          podSpan({ name: 'b', requests: quantities({ cpu: 1 }) }),
        ],
      }),
      hourPrices(),
    );
    expect(pods.map(({ cpuHours }) => cpuHours)).toEqual([0, 1]);
    expect(pods[0].cpuUsageHours).toBeUndefined();
  });
});

it('a namespace that is deleted and made again within the hour is one place, with the pods of both of its lives', () => {
  const life = (uid: string, start: number, end: number) =>
    podSpan({
      uid,
      name: 'web-0',
      namespace: 'shop',
      start: BEGIN + start,
      end: BEGIN + end,
      requests: quantities({ cpu: 1 }),
    });
  const { pods, rows } = allocateHour(
    costHour({
      nodes: [nodeSpan()],
      pods: [life('first', 0, 1200), life('second', 1800, 3600)],
    }),
    hourPrices(),
  );
  expect(pods.map(({ uid, hours }) => [uid, hours])).toEqual([
    ['first', expect.closeTo(1 / 3, 9)],
    ['second', 0.5],
  ]);
  expect(rows.filter(({ namespace }) => namespace === 'shop')).toEqual([
    expect.objectContaining({
      podHours: expect.closeTo(5 / 6, 9),
      cpuHours: expect.closeTo(5 / 6, 9),
    }),
  ]);
});

describe('nodes that cannot be', () => {
  it('without capacity: idle as a whole', () => {
    const allocation = allocateHour(
      costHour({
        nodes: [nodeSpan({ capacity: quantities() })],
        pods: [podSpan({ requests: quantities({ cpu: 1 }) })],
      }),
      hourPrices({ node: node => nodePrice(node, { hourly: 0.5 }) }),
    );
    expect(fromNanos(sumOf(allocation, 'idle').otherCost)).toBe(0.5);
    expect(sumOf(allocation, 'workload').cpuCost).toBe(0);
  });

  it('with more allocatable than there is: all of what there is', () => {
    const allocation = allocateHour(
      costHour({
        nodes: [
          nodeSpan({ allocatable: quantities({ cpu: 64, memory: 64 * GIB }) }),
        ],
      }),
      hourPrices(),
    );
    expect(sumOf(allocation, 'idle').cpuHours).toBe(4);
    expect(allocation.rows.some(row => row.class === 'overhead')).toBe(false);
  });

  it('that nobody has seen: their pods pay what they demand', () => {
    const allocation = allocateHour(
      costHour({
        pods: [
          podSpan({
            node: 'elsewhere',
            requests: quantities({ cpu: 2, memory: GIB }),
            start: BEGIN + 1800,
          }),
        ],
      }),
      hourPrices(),
    );
    expect(fromNanos(allocation.total)).toBeCloseTo(0.5 * (0.2 + 0.01), 9);
    expect(allocation.nodes).toMatchObject([
      { name: 'elsewhere', uid: '', capacityType: 'unknown', hours: 0.5 },
    ]);
    expect(allocation.rows.map(row => row.class)).toEqual(['workload']);
  });
});

it('keeps apart what has names that are traps', () => {
  const names = ['__proto__', 'constructor', 'toString', 'a\n1:b', 'a', '1:b'];
  const allocation = allocateHour(
    costHour({
      nodes: names.map(name => nodeSpan({ name })),
      pods: names.map(name =>
        podSpan({
          name,
          uid: name,
          namespace: name,
          node: name,
          requests: quantities({ cpu: 1 }),
          labels: JSON.parse('{"__proto__": "x"}'),
        }),
      ),
      volumes: names.map(name => volumeSpan({ name, pods: [name] })),
    }),
    hourPrices(),
  );
  const own = allocation.rows.filter(
    row => row.class === 'workload' && row.podHours > 0,
  );
  expect(own.map(row => row.namespace).sort()).toEqual([...names].sort());
  expect(own.every(({ cpuHours }) => cpuHours === 1)).toBe(true);
  expect(allocation.pods.every(({ storageCost }) => storageCost > 0)).toBe(
    true,
  );
  expect(({} as { x?: unknown }).x).toBeUndefined();
});

it('gives one of two pods of the same UID its volume', () => {
  const allocation = allocateHour(
    costHour({
      nodes: [nodeSpan()],
      pods: [podSpan({ uid: 'same' }), podSpan({ name: 'b', uid: 'same' })],
      volumes: [volumeSpan({ pods: ['same', 'same'] })],
    }),
    hourPrices(),
  );
  expect(fromNanos(sumOf(allocation, 'workload').storageCost)).toBe(0.01);
});

it('divides a node of ten thousand pods that come and go', () => {
  const pods = Array.from({ length: 10_000 }, (_, index) =>
    podSpan({
      name: `job-${index}`,
      start: BEGIN + (index % 3600),
      end: BEGIN + (index % 3600) + 1,
      requests: quantities({ cpu: 1 }),
    }),
  );
  const allocation = allocateHour(
    costHour({ nodes: [nodeSpan()], pods }),
    hourPrices(),
  );
  expect(fromNanos(allocation.total)).toBeCloseTo(0.56, 9);
  expect(sumOf(allocation, 'workload').podHours).toBeCloseTo(10_000 / 3600, 6);
});
