import fc from 'fast-check';
import { allocateHour } from '../allocation';
import type { CostHour, HourPrices, NodePrice, PodSpan } from '../types';
import { sumOf } from './__testUtils__/costs';
import { detailRecords } from './detailRecords';
import { directCost } from './figures';
import { COST_AMOUNTS } from './types';

const HOUR = 3600;
const GIBIBYTE = 2 ** 30;
const SPAN = { start: 0, end: HOUR };
const origin = { source: 'custom', version: '1' };

const price: NodePrice = {
  id: 'node',
  hourly: 0.4,
  cpu: 0.06,
  memory: 0.02 / GIBIBYTE,
  gpu: 0,
  origin,
  capacityType: 'on-demand',
};
const PRICES: HourPrices = {
  node: () => price,
  storage: () => ({ id: 'storage', price: 1e-13, origin }),
  loadBalancer: () => ({ id: 'balancer', price: 0.025, origin }),
  network: () => ({ id: 'network', price: 1e-11, origin }),
  managementFee: () => undefined,
};

const pods = fc.array(
  fc.record({
    cpu: fc.double({ min: 0, max: 2, noNaN: true }),
    containers: fc.integer({ min: 1, max: 3 }),
    measured: fc.boolean(),
    mounts: fc.boolean(),
  }),
  { minLength: 1, maxLength: 6 },
);

function hourOf(
  all: {
    cpu: number;
    containers: number;
    measured: boolean;
    mounts: boolean;
  }[],
): CostHour {
  const spans = all.map(
    ({ cpu, containers, measured }, index): PodSpan => ({
      ...SPAN,
      namespace: 'shop',
      name: `pod-${index}`,
      uid: `pod-${index}`,
      node: 'node-1',
      workload: { kind: 'Deployment', name: 'web' },
      labels: {},
      requests: { cpu: cpu * containers, memory: GIBIBYTE, gpu: 0 },
      containers: Array.from({ length: containers }, (_, container) => ({
        name: `c-${container}`,
        kind: 'container',
        requests: { cpu, memory: GIBIBYTE / containers, gpu: 0 },
      })),
      ...(measured
        ? {
            usage: {
              step: 1800,
              start: 0,
              cpu: [0.2, 1.4],
              memory: [GIBIBYTE, 2 * GIBIBYTE],
            },
          }
        : {}),
      services: ['web'],
      network: { zone: 1e9, region: 0, internet: 1e8 },
    }),
  );
  const capacity = { cpu: 8, memory: 32 * GIBIBYTE, gpu: 0 };
  return {
    cluster: 'east',
    hour: 0,
    nodes: [
      {
        ...SPAN,
        name: 'node-1',
        uid: 'node-1',
        capacityType: 'on-demand',
        labels: {},
        capacity,
        allocatable: { ...capacity, cpu: 7.5 },
      },
    ],
    pods: spans,
    volumes: all.some(({ mounts }) => mounts)
      ? [
          {
            ...SPAN,
            name: 'pv',
            bytes: 10 * GIBIBYTE,
            claim: { namespace: 'shop', name: 'data' },
            pods: spans
              .filter((_, index) => all[index].mounts)
              .map(({ uid }) => uid),
          },
        ]
      : [],
    loadBalancers: [
      {
        ...SPAN,
        namespace: 'shop',
        service: 'web',
        pods: spans.map(({ uid }) => uid),
      },
    ],
    coverage: { observedMinutes: 60, usage: 'complete', reasons: [] },
  };
}

describe('rows of pods, containers and nodes', () => {
  it('add up to the hour, with what the bill adds', () => {
    fc.assert(
      fc.property(pods, fc.boolean(), (all, containers) => {
        const allocation = allocateHour(hourOf(all), PRICES);
        const sum = sumOf(
          detailRecords(allocation, { containers, adjustmentOf: () => 0.1 }),
        );
        const expected = COST_AMOUNTS.map(name =>
          allocation.rows.reduce((cost, row) => cost + row[name], 0),
        );
        expect(COST_AMOUNTS.map(name => sum[name])).toEqual(expected);
        const nodes =
          sum.cpuCost + sum.memoryCost + sum.gpuCost + sum.otherCost;
        expect(sum.adjustment).toBeCloseTo(0.1 * nodes, 0);
        expect(directCost(sum)).toBeCloseTo(allocation.total + 0.1 * nodes, 0);
        for (const name of [
          'cpuHours',
          'cpuRequestHours',
          'memoryByteHours',
          'storageByteHours',
        ] as const) {
          const rows = allocation.rows.reduce(
            (hours, row) => hours + row[name],
            0,
          );
          expect(Math.abs(sum[name] - rows)).toBeLessThanOrEqual(
            1e-9 * Math.max(1, rows),
          );
        }
      }),
      { numRuns: 60 },
    );
  });

  it('have the names of what they are and whose', () => {
    const allocation = allocateHour(
      hourOf([{ cpu: 1, containers: 2, measured: true, mounts: true }]),
      PRICES,
    );
    const [first, second, rest, idle, overhead] = detailRecords(allocation, {
      containers: true,
      adjustmentOf: () => 0,
      attributionOf: () => ({ owner: 'group:default/shop' }),
    });
    expect([first, second].map(({ keys }) => keys.container)).toEqual([
      'c-0',
      'c-1',
    ]);
    expect(rest).toMatchObject({
      keys: {
        cluster: 'east',
        namespace: 'shop',
        pod: 'pod-0',
        node: 'node-1',
        services: ['web'],
        owner: 'group:default/shop',
      },
      figures: { cpuCost: 0, memoryCost: 0 },
    });
    expect(rest.figures.storageCost).toBeGreaterThan(0);
    expect([idle, overhead].map(({ keys }) => [keys.class, keys.node])).toEqual(
      [
        ['idle', 'node-1'],
        ['overhead', 'node-1'],
      ],
    );
  });
});
