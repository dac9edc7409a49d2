import fc from 'fast-check';
import { dayName, dayNumber, weekday } from '../forecast/dates';
import { compareDays, costOf } from './compareDays';
import { findAnomalies } from './findAnomalies';
import type { AnomalyOptions, WorkloadDay } from './types';

const NANOS = 1e9;
const GIB = 2 ** 30;
const OPTIONS: AnomalyOptions = { minimumCost: NANOS, minimumChange: 0.25 };
const FRIDAY = '2026-11-20';

/** A workload of pods with a core each that costs 1 a day, and what is other about it. */
function workloadDay(
  day: string,
  pods: number,
  more: Partial<WorkloadDay> = {},
): WorkloadDay {
  return {
    day,
    cluster: 'east',
    namespace: 'shop',
    workload: { kind: 'Deployment', name: 'cart' },
    podHours: 24 * pods,
    cpuHours: 24 * pods,
    cpuRequestHours: 24 * pods,
    memoryByteHours: 0,
    memoryRequestByteHours: 0,
    gpuHours: 0,
    storageByteHours: 0,
    cpuCost: pods * NANOS,
    memoryCost: 0,
    gpuCost: 0,
    storageCost: 0,
    loadBalancerCost: 0,
    networkCost: 0,
    otherCost: 0,
    adjustment: 0,
    ...more,
  };
}

/** The days until one, that one last. */
function until(last: string, count: number): string[] {
  const number = dayNumber(last);
  return Array.from({ length: count }, (_, index) =>
    dayName(number - count + 1 + index),
  );
}

const MONTH = until(FRIDAY, 29);

function find(
  days: readonly WorkloadDay[],
  more: { known?: readonly string[]; since?: string } = {},
) {
  return findAnomalies({
    days,
    known: MONTH,
    since: MONTH[7],
    levels: ['workload', 'namespace', 'owner'],
    options: OPTIONS,
    ...more,
  });
}

/** Ten pods every day, and on the last day so many. */
function changedTo(pods: number, more?: Partial<WorkloadDay>): WorkloadDay[] {
  return MONTH.map(day => workloadDay(day, day === FRIDAY ? pods : 10, more));
}

describe('what is an anomaly', () => {
  it.each([10, 12.4, 7.6])('%d pods instead of 10 are none', pods => {
    expect(find(changedTo(pods))).toEqual([]);
  });

  it.each([12.6, 7.4, 0])('%d pods instead of 10 are one', pods => {
    expect(find(changedTo(pods))).toMatchObject([
      {
        level: 'workload',
        day: FRIDAY,
        cluster: 'east',
        namespace: 'shop',
        workload: { kind: 'Deployment', name: 'cart' },
        cost: pods * NANOS,
        expected: 10 * NANOS,
        comparedWith: '2026-11-19',
      },
    ]);
  });

  it('is no small amount, however large a share it is', () => {
    const days = MONTH.map(day => workloadDay(day, day === FRIDAY ? 0.9 : 0.1));
    expect(find(days)).toEqual([]);
  });

  it('is no day that differs as its days always do', () => {
    const days = MONTH.map((day, index) =>
      workloadDay(day, index % 2 ? 6 : 14),
    );
    expect(find(days)).toEqual([]);
    expect(find([...days.slice(0, -1), workloadDay(FRIDAY, 60)])).toHaveLength(
      1,
    );
  });

  it('is no weekend that costs what weekends cost, and a working day that does', () => {
    const isWeekend = (day: string) => [0, 6].includes(weekday(dayNumber(day)));
    const days = MONTH.map(day => workloadDay(day, isWeekend(day) ? 2 : 10));
    expect(find(days)).toEqual([]);
    expect(find([...days.slice(0, -1), workloadDay(FRIDAY, 2)])).toMatchObject([
      { day: FRIDAY, expected: 10 * NANOS },
    ]);
  });

  it('is told on the day on which it begins, not on those after it', () => {
    const days = MONTH.map((day, index) =>
      workloadDay(day, index >= 23 ? 30 : 10),
    );
    expect(find(days).map(({ day }) => day)).toEqual([MONTH[23]]);
  });

  it('is no return to what is usual', () => {
    const days = MONTH.map((day, index) =>
      workloadDay(day, index === 23 ? 30 : 10),
    );
    expect(find(days).map(({ day }) => day)).toEqual([MONTH[23]]);
  });

  it('is looked for on days that are known and not before the first', () => {
    expect(find(changedTo(50), { known: MONTH.slice(0, -1) })).toEqual([]);
    expect(find(changedTo(50), { since: '2026-11-21' })).toEqual([]);
    expect(find(changedTo(50), { known: MONTH.slice(-3) })).toEqual([]);
    expect(find(changedTo(50), { known: MONTH.slice(-4) })).toHaveLength(1);
  });

  it('is a workload that is new, and one that is gone', () => {
    const cart = changedTo(10);
    const pay = { workload: { kind: 'Job', name: 'pay' }, owner: 'group:a/b' };
    expect(find([...cart, workloadDay(FRIDAY, 5, pay)])).toMatchObject([
      {
        level: 'workload',
        ...pay,
        expected: 0,
        causes: [
          {
            kind: 'newWorkload',
            amount: 5 * NANOS,
            message: 'Job/pay: is new',
          },
        ],
      },
    ]);
    const gone = MONTH.slice(0, -1).map(day => workloadDay(day, 5, pay));
    expect(find([...cart, ...gone])).toMatchObject([
      {
        level: 'workload',
        ...pay,
        cost: 0,
        causes: [{ kind: 'goneWorkload', amount: -5 * NANOS }],
      },
    ]);
  });

  it('is a namespace or owner of which no workload says it', () => {
    const small = (day: string, pods: number) =>
      Array.from({ length: 20 }, (_, index) =>
        workloadDay(day, pods, {
          workload: { kind: 'Job', name: `job-${index}` },
          owner: 'group:default/batch',
          namespace: index < 10 ? 'shop' : 'bank',
        }),
      );
    const days = MONTH.flatMap(day => small(day, day === FRIDAY ? 1 : 0.2));
    expect(
      find(days).map(({ level, namespace, owner }) => [
        level,
        namespace ?? owner,
      ]),
    ).toEqual([
      ['namespace', 'bank'],
      ['namespace', 'shop'],
    ]);
    const spread = MONTH.flatMap(day =>
      small(day, day === FRIDAY ? 0.9 : 0.8).map((of, index) => ({
        ...of,
        namespace: `n${index}`,
        cpuCost: day === FRIDAY ? 0.9 * NANOS : 0.5 * NANOS,
      })),
    );
    expect(find(spread)).toMatchObject([
      {
        level: 'owner',
        owner: 'group:default/batch',
        expected: 10 * NANOS,
        cost: 18 * NANOS,
        causes: [
          { kind: 'price', message: expect.stringContaining('19 more') },
          { kind: 'replicas' },
        ],
      },
    ]);
  });

  it('has words of labels nobody would think of', () => {
    const days = changedTo(50, {
      namespace: '__proto__',
      workload: { kind: 'constructor', name: '__proto__' },
      owner: '__proto__',
    });
    expect(find(days)).toMatchObject([
      { namespace: '__proto__', owner: '__proto__', cost: 50 * NANOS },
    ]);
  });
});

describe('what changed', () => {
  const DAY = '2026-11-19';
  const MEMORY = {
    memoryByteHours: 240 * GIB,
    memoryRequestByteHours: 240 * GIB,
    memoryCost: 4 * NANOS,
  };

  it.each<[string, Partial<WorkloadDay>, string, string]>([
    [
      'replicas',
      {
        podHours: 480,
        cpuHours: 480,
        cpuRequestHours: 480,
        cpuCost: 20 * NANOS,
      },
      'replicas',
      'Deployment/cart: 10 → 20 pods on average',
    ],
    [
      'requests',
      { cpuHours: 480, cpuRequestHours: 480, cpuCost: 20 * NANOS },
      'requests',
      'Deployment/cart: 1 → 2 cores requested by a pod',
    ],
    [
      'usage beyond requests',
      { cpuHours: 480, cpuCost: 20 * NANOS },
      'usage',
      'Deployment/cart: 1 → 2 cores taken by a pod',
    ],
    [
      'the price',
      { cpuCost: 12 * NANOS },
      'price',
      'Deployment/cart: 0.0417 → 0.05 an hour for one of cores',
    ],
    [
      'the bill',
      { adjustment: 3 * NANOS },
      'price',
      'Deployment/cart: the bill differs more from list prices, or less',
    ],
    [
      'storage',
      { storageCost: 2 * NANOS, storageByteHours: 48 * GIB },
      'storage',
      'Deployment/cart: 0 → 2 GiB of volumes on average',
    ],
    [
      'a first GPU',
      { gpuCost: 9 * NANOS, gpuHours: 24 },
      'requests',
      'Deployment/cart: 0 → 1 GPUs on average',
    ],
    [
      'a load balancer',
      { loadBalancerCost: NANOS },
      'other',
      'Deployment/cart: load balancers, network or fees',
    ],
  ])('%s', (_, more, kind, message) => {
    const before = workloadDay(DAY, 10);
    const after = { ...workloadDay(FRIDAY, 10), ...more };
    expect(compareDays([before], [after])).toEqual([
      { kind, amount: costOf(after) - costOf(before), message },
    ]);
  });

  it('tells several apart, which sum up to the difference', () => {
    const before = workloadDay(DAY, 10, MEMORY);
    // Twice the pods, each with half as much memory, and cores for a fifth more.
    const after = workloadDay(FRIDAY, 20, {
      ...MEMORY,
      cpuCost: 24 * NANOS,
    });
    const found = compareDays([before], [after]);
    expect(found.map(({ kind }) => kind)).toEqual([
      'replicas',
      'price',
      'requests',
    ]);
    expect(found.reduce((sum, { amount }) => sum + amount, 0)).toBe(14 * NANOS);
    expect(found[2].amount).toBeLessThan(0);
  });

  const figure = fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 1e12 }));
  const day = fc.record({
    name: fc.constantFrom('a', 'b', 'c'),
    podHours: figure,
    cpuHours: figure,
    cpuRequestHours: figure,
    memoryByteHours: figure,
    memoryRequestByteHours: figure,
    gpuHours: figure,
    storageByteHours: figure,
    cpuCost: figure,
    memoryCost: figure,
    gpuCost: figure,
    storageCost: figure,
    loadBalancerCost: figure,
    networkCost: figure,
    otherCost: figure,
    adjustment: fc.integer({ min: -1e12, max: 1e12 }),
  });
  const days = fc.uniqueArray(day, { selector: ({ name }) => name }).map(all =>
    all.map(({ name, ...rest }) =>
      workloadDay(DAY, 0, {
        ...rest,
        workload: { kind: 'Deployment', name },
      }),
    ),
  );

  it('always sums up to the difference in whole amounts, in any order of workloads', () => {
    fc.assert(
      fc.property(days, days, (before, after) => {
        const found = compareDays(before, after);
        const cost = (all: readonly WorkloadDay[]) =>
          all.reduce((sum, each) => sum + costOf(each), 0);
        expect(found.every(({ amount }) => Number.isInteger(amount))).toBe(
          true,
        );
        expect(found.reduce((sum, { amount }) => sum + amount, 0)).toBe(
          cost(after) - cost(before),
        );
        expect(
          compareDays([...before].reverse(), [...after].reverse()),
        ).toEqual(found);
      }),
    );
  });
});
