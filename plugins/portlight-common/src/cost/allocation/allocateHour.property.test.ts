import fc from 'fast-check';
import {
  BEGIN,
  costHour,
  GIB,
  hourPrices,
  nodeSpan,
  podSpan,
  quantities,
  unitPrice,
  volumeSpan,
  wrongFigures,
  loadBalancerSpan,
} from '../__testUtils__/hours';
import { toNanos, totalCost } from '../money';
import type { CostHour, HourAllocation, NodeSpan, Span } from '../types';
import { allocateHour } from './allocateHour';
import { HOUR } from './time';

const POLICIES = ['proportional', 'reserved-first'] as const;

const moment = fc.integer({ min: BEGIN - HOUR, max: BEGIN + 2 * HOUR });
const span = fc
  .tuple(moment, moment)
  .map(([a, b]): Span => ({ start: Math.min(a, b), end: Math.max(a, b) }));
const whole: Span = { start: BEGIN, end: BEGIN + HOUR };
const time = fc.oneof(fc.constant(whole), span);

const cores = fc.double({ min: 0, max: 8, noNaN: true });
const bytes = fc.double({ min: 0, max: 32 * GIB, noNaN: true });
const devices = fc.integer({ min: 0, max: 4 });
const amounts = fc.record({ cpu: cores, memory: bytes, gpu: devices });

const node = fc.record({
  time,
  capacity: amounts,
  kept: fc.double({ min: 0, max: 1, noNaN: true }),
  capacityType: fc.constantFrom('spot', 'on-demand'),
});

const series = fc.record({
  start: fc.constantFrom(BEGIN - 300, BEGIN, BEGIN + 450),
  step: fc.constantFrom(60, 300, 900),
  cpu: fc.array(fc.option(cores), { maxLength: 14 }),
  memory: fc.array(fc.option(bytes), { maxLength: 14 }),
});

const pod = fc.record({
  time,
  // Two more than there are nodes.
  node: fc.integer({ min: 0, max: 5 }),
  requests: amounts,
  usage: fc.option(series, { nil: undefined }),
  workload: fc.integer({ min: 0, max: 3 }),
  containers: fc.array(fc.record({ requests: amounts }), { maxLength: 3 }),
  network: fc.option(
    fc.record({ zone: bytes, region: bytes, internet: bytes }),
    { nil: undefined },
  ),
});

const shared = fc.record({
  time,
  bytes,
  pods: fc.uniqueArray(fc.integer({ min: 0, max: 12 }), { maxLength: 5 }),
});

const fleet = fc
  .record({
    nodes: fc.array(node, { maxLength: 4 }),
    pods: fc.array(pod, { maxLength: 10 }),
    volumes: fc.array(shared, { maxLength: 4 }),
    loadBalancers: fc.array(shared, { maxLength: 3 }),
  })
  .map(
    ({ nodes, pods, volumes, loadBalancers }): CostHour =>
      costHour({
        nodes: nodes.map(({ time: existing, capacity, kept, ...rest }, index) =>
          nodeSpan({
            ...existing,
            name: `node-${index}`,
            capacity,
            allocatable: quantities({
              cpu: capacity.cpu * kept,
              memory: capacity.memory * kept,
              gpu: capacity.gpu,
            }),
            capacityType: rest.capacityType as NodeSpan['capacityType'],
          }),
        ),
        pods: pods.map(({ time: existing, containers, ...rest }, index) =>
          podSpan({
            ...existing,
            name: `pod-${index}`,
            node: `node-${rest.node}`,
            namespace: `namespace-${rest.workload % 2}`,
            workload: { kind: 'Deployment', name: `app-${rest.workload}` },
            requests: rest.requests,
            usage: rest.usage,
            network: rest.network,
            containers: containers.map(({ requests }, at) => ({
              name: `container-${at}`,
              kind: 'container' as const,
              requests,
            })),
          }),
        ),
        volumes: volumes.map(({ time: existing, pods: uids, ...rest }, index) =>
          volumeSpan({
            ...existing,
            name: `volume-${index}`,
            bytes: rest.bytes,
            pods: uids.map(uid => `uid-of-pod-${uid}`),
          }),
        ),
        loadBalancers: loadBalancers.map(
          ({ time: existing, pods: uids }, index) =>
            loadBalancerSpan({
              ...existing,
              service: `service-${index}`,
              pods: uids.map(uid => `uid-of-pod-${uid}`),
            }),
        ),
      }),
  );

const PRICES = hourPrices({
  network: kind => unitPrice(kind, 1e-11),
  managementFee: () => unitPrice('fee', 0.1),
});

function hoursIn({ start, end }: Span): number {
  return (
    Math.max(0, Math.min(end, whole.end) - Math.max(start, whole.start)) / HOUR
  );
}

function rowsOf(
  allocation: HourAllocation,
  where: (price: string) => boolean,
): number {
  return allocation.rows
    .filter(({ price }) => where(price))
    .reduce((sum, row) => sum + totalCost(row), 0);
}

describe.each(POLICIES)('%s', policy => {
  const allocate = (hour: CostHour) => allocateHour(hour, PRICES, { policy });

  it('gives out the price of every node, to the nano', () => {
    fc.assert(
      fc.property(fleet, hour => {
        const known = hour.nodes.filter(each => hoursIn(each) > 0);
        const allocation = allocate(hour);
        const priced = known.map(each =>
          toNanos(PRICES.node(each).hourly * hoursIn(each)),
        );
        const nodes = allocation.nodes.filter(({ uid }) => uid !== '');
        expect(nodes.map(({ cost }) => cost)).toEqual(priced);
        for (const each of nodes) {
          const { cpu, memory, gpu, otherCost, cost } = each;
          const parts = [cpu, memory, gpu].flatMap(resource => [
            resource.allocatedCost,
            resource.idleCost,
            resource.overheadCost,
          ]);
          expect(parts.reduce((a, b) => a + b, otherCost)).toBe(cost);
          const pods = allocation.pods
            .filter(({ node: name }) => name === each.name)
            .reduce((sum, { cpuCost, memoryCost, gpuCost }) => {
              return sum + cpuCost + memoryCost + gpuCost;
            }, 0);
          expect(pods).toBe(
            cpu.allocatedCost + memory.allocatedCost + gpu.allocatedCost,
          );
        }
        // Nodes that nobody has seen have prices of their own.
        expect(rowsOf(allocation, price => /spot|on-demand/.test(price))).toBe(
          priced.reduce((a, b) => a + b, 0),
        );
      }),
    );
  });

  it('gives out the price of every volume and load balancer, to the nano', () => {
    fc.assert(
      fc.property(fleet, hour => {
        const allocation = allocate(hour);
        const volumes = hour.volumes.map(each =>
          toNanos((0.0001 / GIB) * (each.bytes * hoursIn(each))),
        );
        expect(rowsOf(allocation, price => price === 'storage')).toBe(
          volumes.reduce((a, b) => a + b, 0),
        );
        const loadBalancers = hour.loadBalancers.map(each =>
          toNanos(0.025 * hoursIn(each)),
        );
        expect(rowsOf(allocation, price => price === 'load balancer')).toBe(
          loadBalancers.reduce((a, b) => a + b, 0),
        );
      }),
    );
  });

  it('has the same total by rows, by pods and by what no pod took', () => {
    fc.assert(
      fc.property(fleet, hour => {
        const { rows, pods, total, prices } = allocate(hour);
        expect(rows.reduce((sum, row) => sum + totalCost(row), 0)).toBe(total);
        const workloads = rows.filter(row => row.class === 'workload');
        expect(pods.reduce((sum, each) => sum + totalCost(each), 0)).toBe(
          workloads.reduce((sum, row) => sum + totalCost(row), 0),
        );
        for (const each of pods.filter(
          ({ containers }) => containers.length > 0,
        )) {
          for (const key of ['cpuCost', 'memoryCost', 'gpuCost'] as const) {
            const parts = each.containers.map(container => container[key]);
            expect(parts.reduce((a, b) => a + b)).toBe(each[key]);
          }
        }
        const known = new Set(prices.map(({ id }) => id));
        expect(rows.every(({ price }) => known.has(price))).toBe(true);
      }),
    );
  });

  it('has no negative figure, and none that is no number', () => {
    fc.assert(
      fc.property(fleet, hour => {
        expect(wrongFigures(allocate(hour))).toEqual([]);
      }),
    );
  });

  it('allocates no more than a node has, and no pod more than it demands', () => {
    fc.assert(
      fc.property(fleet, hour => {
        for (const { cpu, memory, gpu, uid } of allocate(hour).nodes) {
          for (const each of [cpu, memory, gpu]) {
            const sum =
              each.allocatedHours + each.idleHours + each.overheadHours;
            const within = 1e-9 * Math.max(1, each.capacityHours);
            expect(Math.abs(sum - each.capacityHours)).toBeLessThan(within);
            expect(each.allocatedHours).toBeLessThanOrEqual(
              each.demandHours + within,
            );
            expect(uid === '' && each.idleCost + each.overheadCost > 0).toBe(
              false,
            );
          }
        }
      }),
    );
  });

  it('does not depend on the order in which things are given', () => {
    const shuffled = fleet.chain(hour =>
      fc.record({
        hour: fc.constant(hour),
        other: fc.record({
          nodes: shuffle(hour.nodes),
          pods: shuffle(hour.pods),
          volumes: shuffle(hour.volumes),
          loadBalancers: shuffle(hour.loadBalancers),
        }),
      }),
    );
    fc.assert(
      fc.property(shuffled, ({ hour, other }) => {
        const names = hour.nodes.map(({ name }) => name);
        fc.pre(new Set(names).size === names.length);
        expect(allocate({ ...hour, ...other })).toEqual(allocate(hour));
      }),
    );
  });

  it('costs in two parts of an hour what it costs in the hour, but for rounding', () => {
    fc.assert(
      fc.property(fleet, fc.integer({ min: 1, max: HOUR - 1 }), (hour, at) => {
        const cut = (from: number, to: number) =>
          allocate({
            ...hour,
            nodes: cutAll(hour.nodes, from, to),
            pods: cutAll(hour.pods, from, to),
            volumes: cutAll(hour.volumes, from, to),
            loadBalancers: cutAll(hour.loadBalancers, from, to),
          });
        const parts = [cut(BEGIN, BEGIN + at), cut(BEGIN + at, whole.end)];
        for (const inWhole of allocate(hour).pods) {
          const twice = parts.flatMap(({ pods }) =>
            pods.filter(({ uid }) => uid === inWhole.uid),
          );
          for (const key of ['cpuCost', 'memoryCost', 'gpuCost'] as const) {
            const sum = twice.reduce((total, part) => total + part[key], 0);
            // One nano of apportioning and one of the node's own rounding, in each part and in the whole.
            expect(Math.abs(sum - inWhole[key])).toBeLessThanOrEqual(
              6 + 1e-9 * inWhole[key],
            );
          }
          for (const key of ['cpuHours', 'memoryByteHours'] as const) {
            const sum = twice.reduce((total, part) => total + part[key], 0);
            expect(Math.abs(sum - inWhole[key])).toBeLessThanOrEqual(
              1e-9 * Math.max(1, inWhole[key]),
            );
          }
        }
      }),
    );
  });
});

function shuffle<Item>(items: readonly Item[]) {
  return fc.shuffledSubarray([...items], {
    minLength: items.length,
    maxLength: items.length,
  });
}

function cutAll<Item extends Span>(
  items: readonly Item[],
  from: number,
  to: number,
): Item[] {
  return items.map(item => ({
    ...item,
    start: Math.max(item.start, from),
    end: Math.min(item.end, to),
  }));
}
