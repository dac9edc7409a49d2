import * as fc from 'fast-check';
import type { NodeSpan } from '../types';
import { nodeSpan } from './__testUtils__/nodes';
import { DEFAULT_RATES } from './defaults';
import { hourPrices } from './hourPrices';
import { priceNode } from './priceNode';
import { builtInPrices, sourcedPrices, type NamedPrices } from './pricesOf';
import { PriceTable } from './PriceTable';
import { splitNodePrice } from './splitNodePrice';
import { GIB, type PriceRule } from './types';

const USD = { currency: 'USD' };

function tableOf(...lists: NamedPrices[]): PriceTable {
  return new PriceTable(
    sourcedPrices([...builtInPrices({}), ...lists], USD).prices,
  );
}

function listOf(source: string, ...rules: PriceRule[]): NamedPrices {
  return { source, version: '1', currency: 'USD', rules };
}

function priceOf(node: NodeSpan, ...lists: NamedPrices[]) {
  return priceNode('prod', node, tableOf(...lists).ofNode('prod', node));
}

describe('splitNodePrice', () => {
  it('keeps the ratios of the parts', () => {
    // KCD: a node of 35 a month, bases GPU 30, CPU 30, RAM 10.
    expect(
      splitNodePrice(
        35,
        { cpu: 1, memory: GIB, gpu: 1 },
        { cpu: 30, memory: 10, gpu: 30 },
      ),
    ).toEqual({ cpu: 15, memory: 5 / GIB, gpu: 15 });
  });

  it.each([
    ['nominal memory', 8, 0.00418822, 0.0312471],
    ['memory that the kubelet sees', 7.5, 0.00428162, 0.0319439],
  ])('splits an m5.large by %s', (_title, gib, memory, cpu) => {
    const split = splitNodePrice(
      0.096,
      { cpu: 2, memory: gib * GIB, gpu: 0 },
      DEFAULT_RATES.onDemand,
    )!;
    expect(split.memory * GIB).toBeCloseTo(memory, 8);
    expect(split.cpu).toBeCloseTo(cpu, 7);
    expect(2 * split.cpu + gib * GIB * split.memory).toBeCloseTo(0.096, 12);
  });

  it('pays every GPU first where its price is known', () => {
    const split = splitNodePrice(
      4,
      { cpu: 4, memory: 16 * GIB, gpu: 2 },
      DEFAULT_RATES.onDemand,
      1.5,
    )!;
    expect(split.gpu).toBe(1.5);
    expect(4 * split.cpu + 16 * GIB * split.memory).toBeCloseTo(1, 12);
  });

  it('has nothing negative where GPUs cost more than their node', () => {
    expect(
      splitNodePrice(
        1,
        { cpu: 4, memory: GIB, gpu: 2 },
        DEFAULT_RATES.onDemand,
        5,
      ),
    ).toEqual({ cpu: 0, memory: 0, gpu: 0.5 });
  });

  it('adds up to the price of any node', () => {
    const amount = fc.double({ min: 0, max: 1e4, noNaN: true });
    fc.assert(
      fc.property(
        fc.record({
          hourly: amount,
          cpu: fc.integer({ min: 1, max: 512 }),
          gib: fc.double({ min: 0.1, max: 24_000, noNaN: true }),
          gpus: fc.integer({ min: 0, max: 16 }),
          gpu: fc.option(amount, { nil: undefined }),
        }),
        ({ hourly, cpu, gib, gpus, gpu }) => {
          const capacity = { cpu, memory: gib * GIB, gpu: gpus };
          const split = splitNodePrice(
            hourly,
            capacity,
            DEFAULT_RATES.onDemand,
            gpu,
          )!;
          const sum =
            split.cpu * cpu + split.memory * capacity.memory + split.gpu * gpus;
          expect(Math.abs(sum - hourly)).toBeLessThanOrEqual(
            Math.max(1e-9 * hourly, 1e-15),
          );
          expect(Math.min(split.cpu, split.memory, split.gpu)).not.toBeLessThan(
            0,
          );
        },
      ),
    );
  });
});

describe('prices of nodes', () => {
  const m5 = nodeSpan({
    instanceType: 'm5.large',
    region: 'us-east-1',
    labels: { pool: 'general', 'kubernetes.io/os': 'linux' },
    providerId: 'aws:///us-east-1a/i-1',
  });

  it('come from the source that is trusted most', () => {
    const seed = priceOf(m5);
    expect(seed).toMatchObject({
      hourly: 0.096,
      origin: { source: 'seed', version: 'AWS 2026-01-19', at: '2026-01-19' },
    });
    const rule = {
      kind: 'node',
      instanceType: 'm5.large',
      hourly: 0.08,
    } as const;
    const provider = listOf('aws-prices', { ...rule, hourly: 0.09 });
    const csv = listOf('csv', { ...rule, hourly: 0.085 });
    const custom = listOf('custom', rule);
    expect(priceOf(m5, provider).origin.source).toBe('aws-prices');
    expect(priceOf(m5, provider, csv).origin.source).toBe('csv');
    expect(priceOf(m5, provider, custom, csv).hourly).toBe(0.08);
  });

  it.each<[string, PriceRule & { kind: 'node' }, PriceRule & { kind: 'node' }]>(
    [
      [
        'one cluster before all',
        { kind: 'node', cluster: 'prod', hourly: 1 },
        { kind: 'node', instanceType: 'm5.large', hourly: 2 },
      ],
      [
        'a node selector before an instance type',
        { kind: 'node', nodeSelector: { pool: 'general' }, hourly: 1 },
        { kind: 'node', instanceType: 'm5.large', hourly: 2 },
      ],
      [
        'an instance type before a region',
        { kind: 'node', instanceType: 'm5.large', hourly: 1 },
        { kind: 'node', region: 'us-east-1', hourly: 2 },
      ],
      [
        'a region before a capacity type',
        { kind: 'node', region: 'us-east-1', hourly: 1 },
        { kind: 'node', capacityType: 'on-demand', hourly: 2 },
      ],
      [
        'the machine itself before all else',
        { kind: 'node', providerId: 'i-1', hourly: 1 },
        { kind: 'node', cluster: 'prod', hourly: 2 },
      ],
    ],
  )('take %s, in any order of the list', (_title, first, second) => {
    expect(priceOf(m5, listOf('custom', first, second)).hourly).toBe(1);
    expect(priceOf(m5, listOf('custom', second, first)).hourly).toBe(1);
  });

  it('are not those of other nodes', () => {
    const others = listOf(
      'custom',
      { kind: 'node', cluster: 'staging', hourly: 1 },
      { kind: 'node', nodeSelector: { pool: 'gpu' }, hourly: 2 },
      { kind: 'node', nodeSelector: { toString: 'x' }, hourly: 2 },
      { kind: 'node', capacityType: 'spot', hourly: 3 },
      { kind: 'node', os: 'windows', hourly: 4 },
      { kind: 'node', providerId: 'i-11', hourly: 5 },
    );
    expect(priceOf(m5, others).origin.source).toBe('seed');
  });

  it('are those of spot for spot, and of on-demand for what does not tell', () => {
    const custom = listOf(
      'custom',
      { kind: 'node', capacityType: 'spot', hourly: 0.03 },
      { kind: 'node', capacityType: 'on-demand', hourly: 0.09 },
    );
    expect(priceOf({ ...m5, capacityType: 'spot' }, custom).hourly).toBe(0.03);
    expect(priceOf({ ...m5, capacityType: 'unknown' }, custom).hourly).toBe(
      0.09,
    );
  });

  it('are defaults that say so where no source knows the machine', () => {
    const price = priceOf(nodeSpan({ instanceType: 'x9.huge' }));
    expect(price.origin).toMatchObject({
      source: 'default',
      note: 'No source has a price of x9.huge; it is priced by its cores and memory',
    });
    expect(price.hourly).toBeCloseTo(2 * 0.031611 + 8 * 0.004237, 12);
  });

  it('do not take the price of on-demand for spot', () => {
    const price = priceOf({ ...m5, capacityType: 'spot' });
    expect(price.origin.source).toBe('default');
    expect(price.hourly).toBeCloseTo(2 * 0.006655 + 8 * 0.000892, 12);
  });

  it('do not take the price of Linux for Windows', () => {
    const windows = { ...m5, labels: { 'kubernetes.io/os': 'windows' } };
    expect(priceOf(windows).origin.source).toBe('default');
  });

  it('of another region say which', () => {
    expect(priceOf({ ...m5, region: 'eu-west-1' })).toMatchObject({
      hourly: 0.096,
      origin: {
        source: 'seed',
        note: 'List price of us-east-1; this node is in eu-west-1, where it may cost more or less',
      },
    });
  });

  it('take a discount off the price of the next source', () => {
    const price = priceOf(
      m5,
      listOf('custom', { kind: 'node', cluster: 'prod', discount: 0.25 }),
    );
    expect(price.hourly).toBeCloseTo(0.072, 12);
    expect(price.listHourly).toBe(0.096);
    expect(price.cpu * 2 + price.memory * 8 * GIB).toBeCloseTo(0.072, 12);
    expect(price.origin).toMatchObject({
      source: 'custom',
      note: '25 % off the price of seed AWS 2026-01-19',
    });
  });

  it.each([
    ['n1-standard-4', 4, 15, 0.19],
    ['e2-standard-4', 4, 16, 0.13402],
    ['n2-standard-8', 8, 32, 0.3885],
  ])(
    'of Google are those of its list: %s',
    (instanceType, cpu, gib, hourly) => {
      const price = priceOf(
        nodeSpan({
          instanceType,
          region: 'us-central1',
          capacity: { cpu, memory: gib * GIB, gpu: 0 },
        }),
      );
      expect(Math.abs(price.hourly / hourly - 1)).toBeLessThan(2e-4);
    },
  );

  it('add GPUs that are attached to a machine, as many as it has', () => {
    const node = nodeSpan({
      instanceType: 'n1-standard-4',
      region: 'us-central1',
      labels: { 'cloud.google.com/gke-accelerator': 'nvidia-tesla-t4' },
      capacity: { cpu: 4, memory: 15 * GIB, gpu: 2 },
    });
    const price = priceOf(node);
    expect(price.gpu).toBeCloseTo(0.35, 12);
    expect(price.hourly).toBeCloseTo(0.189999 + 0.7, 6);
  });

  it('per core and GiB make the price of the node, the rest by default', () => {
    const price = priceOf(
      m5,
      listOf('custom', { kind: 'node', cluster: 'prod', cpu: 0.02 }),
    );
    expect(price.cpu).toBe(0.02);
    expect(price.hourly).toBeCloseTo(0.04 + 8 * 0.004237, 12);
  });

  it('give prices of units for pods whose node nobody has seen', () => {
    const price = priceOf(
      nodeSpan({ uid: '', capacity: { cpu: 0, memory: 0, gpu: 0 } }),
    );
    expect(price).toMatchObject({ hourly: 0, cpu: 0.031611 });
    expect(price.memory * GIB).toBeCloseTo(0.004237, 12);
  });

  it('are one price for machines whose kubelets differ by kilobytes', () => {
    const ids = [0, 4096, 16 * 1024].map(
      less =>
        priceOf({
          ...m5,
          capacity: { cpu: 2, memory: 7.5 * GIB - less, gpu: 0 },
        }).id,
    );
    expect(new Set(ids).size).toBe(1);
  });

  it('add up to the price of any node by its units', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('m5.large', 'g5.xlarge', 'unheard.of', undefined),
        fc.integer({ min: 1, max: 128 }),
        fc.integer({ min: 1, max: 4096 }),
        fc.integer({ min: 0, max: 8 }),
        fc.constantFrom('spot', 'on-demand', 'unknown'),
        (instanceType, cpu, steps, gpu, capacityType) => {
          // Memory that is a whole number of steps is not rounded.
          const capacity = { cpu, memory: steps * 2 ** 24, gpu };
          const price = priceOf(
            nodeSpan({
              instanceType,
              capacityType: capacityType as NodeSpan['capacityType'],
              capacity,
            }),
          );
          const sum =
            price.cpu * cpu +
            price.memory * capacity.memory +
            price.gpu * capacity.gpu;
          expect(Math.abs(sum - price.hourly)).toBeLessThanOrEqual(
            1e-9 * price.hourly,
          );
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe('prices of the rest', () => {
  const volume = {
    name: 'pv',
    bytes: GIB,
    pods: [],
    start: 0,
    end: 3600,
  };

  it('are per byte and hour, by storage class', () => {
    const prices = hourPrices(tableOf(), 'prod');
    expect(prices.storage(volume).price * GIB).toBeCloseTo(0.04 / 730, 12);
    const ssd = prices.storage({ ...volume, storageClass: 'premium-rwo' });
    expect(ssd.price * GIB * 730).toBeCloseTo(0.17, 12);
    expect(ssd.id).not.toBe(prices.storage(volume).id);
  });

  it('reach from a cluster of its own to the default', () => {
    const table = tableOf(
      listOf(
        'custom',
        { kind: 'load-balancer', cluster: 'prod', price: 0.5 },
        { kind: 'management-fee', cluster: 'prod', price: 0.1 },
      ),
    );
    const lb = {
      namespace: 'a',
      service: 'b',
      pods: [],
      start: 0,
      end: 3600,
    };
    expect(hourPrices(table, 'prod').loadBalancer(lb).price).toBe(0.5);
    expect(hourPrices(table, 'dev').loadBalancer(lb).price).toBe(0.025);
    expect(hourPrices(table, 'prod').managementFee()?.price).toBe(0.1);
    expect(hourPrices(table, 'dev').managementFee()).toBeUndefined();
    expect(hourPrices(table, 'dev').network('internet')!.price * GIB).toBe(
      0.12,
    );
  });

  it('take the factor of the bill', () => {
    const prices = hourPrices(tableOf(), 'prod', {
      node: (type, capacityType) =>
        type === 'm5.large' && capacityType === 'spot' ? 0.9 : undefined,
    });
    const node = nodeSpan({ instanceType: 'm5.large' });
    expect(prices.node(node).factor).toBeUndefined();
    expect(
      prices.node({ ...node, uid: 'b', capacityType: 'spot' }).factor,
    ).toBe(0.9);
  });
});

describe('prices in another currency', () => {
  it('are converted by the configured rate', () => {
    const { prices, problems } = sourcedPrices(builtInPrices({}), {
      currency: 'EUR',
      exchangeRates: { USD: 0.9 },
    });
    expect(problems).toEqual([]);
    const node = nodeSpan({ instanceType: 'm5.large', region: 'us-east-1' });
    const price = priceNode(
      'c',
      node,
      new PriceTable(prices).ofNode('c', node),
    );
    expect(price.hourly).toBeCloseTo(0.0864, 12);
  });

  it('are refused with what to set, never taken for the same', () => {
    const { prices, problems } = sourcedPrices(builtInPrices({}), {
      currency: 'EUR',
    });
    expect(prices).toEqual([]);
    expect(problems[0]).toBe(
      'Prices of seed AWS 2026-01-19: The amount is in USD but costs are in EUR: set `portlight.cost.exchangeRates.USD` to what one USD is in EUR',
    );
  });
});
