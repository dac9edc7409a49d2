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
  unitPrice,
  volumeSpan,
} from '../__testUtils__/hours';
import { allocateHour } from '../allocation';
import { totalCost } from '../money';
import type { CostHour, CostRow, HourPrices } from '../types';
import { record, sumOf } from './__testUtils__/costs';
import { aggregateCosts, groupCost } from './aggregate';
import { parseAggregate } from './dimensions';
import { efficiencies, zeroFigures } from './figures';
import { openCostSet } from './openCost';
import { Sharing } from './Sharing';
import type { CostFigures, CostRecord, SharingOptions } from './types';

const HOUR = 3600;
const NANOS = 1e9;

const NONE: SharingOptions = {
  idle: 'separate',
  namespaces: [],
  labels: [],
  monthlyCost: 0,
  split: 'weighted',
};

/** Rows of an hour as rows of a query. */
function recordsOf(hour: CostHour, prices: HourPrices): CostRecord[] {
  return allocateHour(hour, prices).rows.map((row: CostRow) => {
    const { class: name, namespace, workload, price: _, ...figures } = row;
    return record(
      { class: name, namespace, workload: workload?.name },
      figures as Partial<CostFigures>,
    );
  });
}

function costsBy(
  records: readonly CostRecord[],
  aggregate: string[],
  idle: SharingOptions['idle'],
): Record<string, number> {
  const shared = new Sharing(records, {
    options: { ...NONE, idle },
    periodOf: () => 0,
  }).apply(records);
  const groups = aggregateCosts(shared, parseAggregate(aggregate));
  return Object.fromEntries(
    [...groups.values()].map(group => [
      group.values.join('/'),
      groupCost(group),
    ]),
  );
}

describe("Kubecost's examples of idle capacity", () => {
  const cpu = (keys: Partial<CostRecord['keys']>, cpuCost: number) =>
    record(keys, { cpuCost });
  const workload = (name: string, cluster: string, namespace = 'ns1') =>
    cpu({ cluster, namespace, workload: name }, 1);
  const names = ['w1', 'w2', 'w3', 'w4'];

  // Two nodes, of which four and one workload use one each and two and five are idle.
  it.each<[string, string, string, SharingOptions['idle'], object]>([
    [
      'by itself',
      'a',
      'a',
      'separate',
      { w1: 1, w2: 1, w3: 1, w4: 1, w5: 1, __idle__: 7 },
    ],
    [
      // Ours is by cluster: a node is no one's, and a workload comes and goes on all of them.
      'by cluster',
      'a',
      'a',
      'share',
      { w1: 2.4, w2: 2.4, w3: 2.4, w4: 2.4, w5: 2.4 },
    ],
    [
      'by node, where each is a cluster',
      'a',
      'b',
      'share',
      { w1: 1.5, w2: 1.5, w3: 1.5, w4: 1.5, w5: 6 },
    ],
  ])('%s', (_, first, second, idle, expected) => {
    const costs = costsBy(
      [
        ...names.map(name => workload(name, first)),
        cpu({ cluster: first, class: 'idle' }, 2),
        workload('w5', second),
        cpu({ cluster: second, class: 'idle' }, 5),
      ],
      ['workload'],
      idle,
    );
    for (const [name, cost] of Object.entries(expected)) {
      expect(costs[name]).toBeCloseTo(cost, 12);
    }
    expect(Object.keys(costs)).toHaveLength(Object.keys(expected).length);
  });

  it('in a namespace is the part of the CPU that the namespace has of what is not idle', () => {
    const [ns1, all, idle] = [2, 9, 4];
    const costs = costsBy(
      [
        cpu({ namespace: 'ns1' }, ns1),
        cpu({ namespace: 'ns2' }, all - idle - ns1),
        cpu({ class: 'idle' }, idle),
      ],
      ['namespace'],
      'share',
    );
    expect(costs.ns1 - ns1).toBeCloseTo((ns1 / (all - idle)) * idle, 12);
  });

  it('of a node of 32 GiB is what nobody requested or used; what was requested and not used is the workload’s', () => {
    const node = nodeSpan({
      capacity: quantities({ cpu: 1, memory: 32 * GIB }),
    });
    const pod = (name: string, requested: number, used: number) =>
      podSpan({
        name,
        requests: quantities({ memory: requested * GIB }),
        usage: steady({ memory: used * GIB }),
      });
    const { rows } = allocateHour(
      costHour({ nodes: [node], pods: [pod('a', 2, 1), pod('b', 0, 3)] }),
      hourPrices(),
    );
    const hours = (name: string) =>
      rows.find(row => (row.workload?.name ?? row.class) === name)!;
    expect(hours('idle').memoryByteHours).toBe(27 * GIB);
    const { memoryRequestByteHours, memoryUsageByteHours } = hours('a');
    expect(memoryRequestByteHours - memoryUsageByteHours!).toBe(GIB);
    // Used beyond the request: nothing of it is idle.
    expect(hours('b').memoryByteHours).toBe(hours('b').memoryUsageByteHours);
  });

  it('is no part of the efficiency of workloads, and of that of the cluster by its cost', () => {
    // Of 300 spent 50 were used, 150 requested and not used, 100 neither.
    const { cpu: ofWorkloads } = efficiencies({
      ...zeroFigures(),
      cpuCost: 200,
      cpuUsageHours: 50,
      cpuMeasuredRequestHours: 200,
    });
    expect(ofWorkloads).toBe(0.25);
    expect(ofWorkloads! * (200 / 300)).toBeCloseTo(0.1667, 4);
  });

  it.each([
    ['as much for CPU as for memory', 1, 0.3],
    // The page says 25%, which is no average weighted by cost.
    ['twice as much for CPU', 2, 0.2667],
  ])(
    'leaves 20%% of CPU and 40%% of memory, with %s, at %s',
    (_, cpuCost, total) => {
      expect(
        efficiencies({
          ...zeroFigures(),
          cpuCost,
          memoryCost: 1,
          cpuUsageHours: 20,
          cpuMeasuredRequestHours: 100,
          memoryUsageByteHours: 40,
          memoryMeasuredRequestByteHours: 100,
        }).total,
      ).toBeCloseTo(total, 4);
    },
  );
});

describe("OpenCost's example of adding two pods", () => {
  /** From midnight to noon, and from six to midnight of which costs are twelve hours'. */
  const pods = [
    record(
      { namespace: 'ns', pod: 'a' },
      {
        cpuHours: 24,
        cpuRequestHours: 2 * 12,
        cpuMeasuredRequestHours: 2 * 12,
        cpuUsageHours: 12,
        memoryRequestByteHours: 8 * 12 * GIB,
        memoryMeasuredRequestByteHours: 8 * 12 * GIB,
        memoryUsageByteHours: 4 * 12 * GIB,
        cpuCost: 0.02 * 24 * NANOS,
        memoryCost: 0.01 * 96 * NANOS,
        adjustment: 3 * NANOS,
      },
    ),
    record(
      { namespace: 'ns', pod: 'b' },
      {
        cpuHours: 12,
        cpuRequestHours: 18,
        cpuMeasuredRequestHours: 18,
        cpuUsageHours: 18,
        memoryUsageByteHours: 8 * 18 * GIB,
        cpuCost: 0.02 * 12 * NANOS,
        memoryCost: 0.01 * 96 * NANOS,
        adjustment: NANOS,
      },
    ),
  ];

  it('has their sums, and averages of the whole time', () => {
    const shared = new Sharing(pods, {
      options: NONE,
      periodOf: () => 0,
    }).apply(pods);
    const { allocations } = openCostSet(shared, parseAggregate(['namespace']), {
      since: 0,
      until: 24 * HOUR,
    });
    expect(allocations.ns).toMatchObject({
      minutes: 1440,
      cpuCoreRequestAverage: 1.75,
      cpuCoreUsageAverage: 1.25,
      ramByteRequestAverage: 4 * GIB,
      ramByteUsageAverage: 8 * GIB,
      cpuCost: expect.closeTo(0.72, 12),
      ramCost: expect.closeTo(1.92, 12),
      totalCost: expect.closeTo(0.72 + 1.92 + 4, 12),
      cpuEfficiency: expect.closeTo(0.7142857, 7),
      ramEfficiency: 2,
    });
  });

  it.each([
    // There the bill adds 3 to CPU and 1 to memory, and efficiencies are weighted with that.
    ['weighted by what each resource is billed', 3.72, 2.92, 1.27969],
    // Here a bill is of whole nodes and adds the same part to each resource, which leaves the weights as they are.
    ['weighted by what each resource is modelled at', 0.72, 1.92, 1.64935],
  ])('has an efficiency %s', (_, cpuCost, memoryCost, total) => {
    expect(
      efficiencies({ ...sumOf(pods), cpuCost, memoryCost }).total,
    ).toBeCloseTo(total, 5);
  });
});

describe('rows of real clusters that OpenCost published', () => {
  const sum = (rows: readonly CostRow[], name: keyof CostFigures) =>
    rows.reduce((total, row) => total + ((row as never)[name] as number), 0);

  it('of a spot e2-small on GKE for 3970 minutes', () => {
    const start = BEGIN;
    const end = start + 3970 * 60;
    const node = nodeSpan({
      start,
      end,
      capacity: quantities({ cpu: 0.5, memory: 2_072_743_936 }),
      // What Kubernetes keeps of so small a node is nearly half of it.
      allocatable: quantities({
        cpu: 0.5 * (1 - 0.53),
        memory: 2_072_743_936 * (1 - 0.3096),
      }),
    });
    const prices = hourPrices({
      node: each =>
        nodePrice(each, { cpu: 0.0092852, memory: 0.0012443 / GIB }),
    });
    const rows: CostRow[] = [];
    for (let hour = start; hour < end; hour += HOUR) {
      rows.push(
        ...allocateHour(costHour({ hour, nodes: [node] }), prices).rows,
      );
    }
    expect(sum(rows, 'cpuHours')).toBeCloseTo(33.083333, 6);
    expect(sum(rows, 'cpuCost') / NANOS).toBeCloseTo(0.307185, 5);
    expect(sum(rows, 'memoryByteHours') / GIB).toBeCloseTo(127.7277, 4);
    expect(sum(rows, 'memoryCost') / NANOS).toBeCloseTo(0.158929, 5);
    const overhead = rows.filter(row => row.class === 'overhead');
    const cost = (of: readonly CostRow[]) =>
      of.reduce((total, row) => total + totalCost(row), 0);
    expect(cost(overhead) / cost(rows)).toBeCloseTo(0.45485, 4);
  });

  it('of a disk of 8 GiB for 9030 minutes', () => {
    const start = BEGIN;
    const end = start + 9030 * 60;
    const volume = volumeSpan({ start, end, bytes: 8 * GIB });
    const prices = hourPrices({
      storage: () => unitPrice('disk', 0.04 / 730 / GIB),
    });
    const rows: CostRow[] = [];
    for (let hour = start; hour < end; hour += HOUR) {
      rows.push(
        ...allocateHour(costHour({ hour, volumes: [volume] }), prices).rows,
      );
    }
    expect(sum(rows, 'storageByteHours') / GIB).toBeCloseTo(1204, 6);
    expect(sum(rows, 'storageCost') / NANOS).toBeCloseTo(0.065973, 6);
  });

  it('of a container on an m5.large for 16 minutes', () => {
    const span = { start: BEGIN, end: BEGIN + 16 * 60 };
    const memory = 330_301_440;
    const pod = podSpan({
      ...span,
      name: 'web',
      requests: quantities({ cpu: 0.05, memory }),
      usage: steady({ cpu: 0.019287 * 0.05, memory: 0.614085 * memory }),
    });
    const records = recordsOf(
      costHour({
        nodes: [
          nodeSpan({ capacity: quantities({ cpu: 2, memory: 7.5 * GIB }) }),
        ],
        pods: [pod],
        // What it had of a disk and of a load balancer, in bytes times hours and in hours.
        volumes: [
          volumeSpan({
            ...span,
            bytes: (4_311_810_305 * 60) / 16,
            pods: [pod.uid],
          }),
        ],
        loadBalancers: [
          loadBalancerSpan({ start: BEGIN, end: BEGIN + 480, pods: [pod.uid] }),
        ],
      }),
      hourPrices({
        node: node =>
          nodePrice(node, { cpu: 0.0319439, memory: 0.00428162 / GIB }),
        storage: () => unitPrice('gp2', 0.1 / 730 / GIB),
        loadBalancer: () => unitPrice('nlb', 0.025),
      }),
    );
    const figures = sumOf(
      records.filter(({ keys }) => keys.class === 'workload'),
    );
    expect(figures.cpuHours).toBeCloseTo(0.013333, 6);
    expect(figures.cpuCost / NANOS).toBeCloseTo(0.000426, 6);
    expect(figures.memoryCost / NANOS).toBeCloseTo(0.000351, 6);
    expect(figures.storageByteHours).toBeCloseTo(4_311_810_305, 0);
    expect(figures.storageCost / NANOS).toBeCloseTo(0.00055009, 8);
    expect(figures.loadBalancerCost / NANOS).toBeCloseTo(0.003333, 6);
    expect(totalCost(figures) / NANOS).toBeCloseTo(0.004661, 6);
    const { cpu, memory: ofMemory, total } = efficiencies(figures);
    expect(cpu).toBeCloseTo(0.019287, 6);
    expect(ofMemory).toBeCloseTo(0.614085, 6);
    expect(total).toBeCloseTo(0.288087, 4);
  });
});
