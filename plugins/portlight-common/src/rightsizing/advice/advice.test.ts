import { FIRST_DAY, MIB } from '../__testUtils__/windows';
import { DAY_SECONDS } from '../usage';
import {
  adviseAbandoned,
  adviseAutoscaler,
  adviseLimitRange,
  adviseLoadBalancer,
  adviseQuota,
  adviseVolume,
  type QuietWorkload,
  quotaHistogram,
  type QuotaUse,
  type ScaledWorkload,
} from '.';

const PLACE = { cluster: 'east', namespace: 'shop' };
const NOW = (FIRST_DAY + 20) * DAY_SECONDS;

describe('a ResourceQuota', () => {
  function use(
    resource: string,
    hard: number,
    values: number[],
    changes: Partial<QuotaUse> = {},
  ): QuotaUse {
    const used = quotaHistogram();
    values.forEach(value => used.add(value));
    return {
      ...PLACE,
      name: 'team',
      hard: new Map([[resource, hard]]),
      used: new Map([[resource, used]]),
      days: 30,
      failedCreates: 0,
      ...changes,
    };
  }

  it.each([
    // ceil(P99 x 1.2, step); a percentile is the end of its bucket, up to 5 % more.
    ['requests.cpu', 20, 4, '5'],
    ['requests.memory', 64 * 1024 * MIB, 10 * 1024 * MIB, '12800Mi'],
    ['pods', 100, 10, '12'],
    ['requests.cpu', 4, 4, '5'],
  ])(
    'of %s is to be what was used and a fifth: %d, %d',
    (resource, hard, used, expected) => {
      const advice = adviseQuota(use(resource, hard, [used, used, used]));
      expect(advice?.patch).toMatchObject({
        kind: 'ResourceQuota',
        spec: { hard: { [resource]: expected } },
      });
      expect(advice?.item).toMatchObject({
        type: 'resourceQuota',
        confidence: 'high',
      });
    },
  );

  it('stays where it is about right, and where little is known', () => {
    expect(adviseQuota(use('requests.cpu', 5, [4]))).toBeUndefined();
    expect(
      adviseQuota(use('requests.cpu', 50, [4], { days: 0.5 })),
    ).toBeUndefined();
  });

  it('is not lowered where pods were refused', () => {
    const advice = adviseQuota(
      use('requests.cpu', 50, [4], { failedCreates: 3 }),
    );
    expect(advice?.patch).toBeUndefined();
    expect(advice?.item.notes.join()).toContain('3 times');
  });
});

describe('a LimitRange', () => {
  it('is suggested for containers that do not say what they request', () => {
    const advice = adviseLimitRange({
      ...PLACE,
      days: 14,
      containers: [
        { requested: true, cpu: 0.1, memory: 100 * MIB },
        { requested: false, cpu: 0.2, memory: 200 * MIB },
        { requested: false, cpu: 0.4, memory: 400 * MIB },
      ],
    });
    expect(advice?.patch).toMatchObject({
      metadata: { name: 'portlight-defaults' },
      spec: {
        limits: [
          {
            type: 'Container',
            defaultRequest: { cpu: '200m', memory: '400Mi' },
          },
        ],
      },
    });
  });

  it('gets smaller defaults and keeps the rest', () => {
    const limits = [
      { type: 'Pod', max: { cpu: '4' } },
      { type: 'Container', max: { cpu: '2' }, defaultRequest: { cpu: '1' } },
    ];
    const advice = adviseLimitRange({
      ...PLACE,
      days: 14,
      containers: [{ requested: true, cpu: 0.1 }],
      limitRange: {
        name: 'defaults',
        defaultRequest: { cpu: 1 },
        min: { cpu: 0.5 },
        limits,
      },
    });
    expect(advice?.patch).toMatchObject({
      spec: {
        limits: [
          limits[0],
          { max: { cpu: '2' }, defaultRequest: { cpu: '100m' } },
        ],
      },
    });
    expect(advice?.item.notes.join()).toContain('least cpu of 500m');
  });

  it('is not needed where all say what they request', () => {
    expect(
      adviseLimitRange({
        ...PLACE,
        days: 14,
        containers: [{ requested: true, cpu: 0.1, memory: MIB }],
      }),
    ).toBeUndefined();
  });
});

describe('an autoscaler', () => {
  const base: ScaledWorkload = {
    ...PLACE,
    kind: 'Deployment',
    name: 'cart',
    replicas: 4,
    cpu: { usual: 0.1, peak: 0.1, request: 0.5 },
    days: 4,
    podMonthly: 10,
  };
  const autoscaler = {
    name: 'cart',
    minReplicas: 2,
    maxReplicas: 4,
    targetCpu: 70,
    metrics: [],
  };

  it('that is at its end gets more pods', () => {
    const advice = adviseAutoscaler({
      ...base,
      autoscaler: { ...autoscaler, current: 4, limited: 'TooManyReplicas' },
    });
    expect(advice?.patch).toMatchObject({ spec: { maxReplicas: 6 } });
    expect(advice?.item.monthlySaving).toBe(-20);
  });

  it('that is steady at its least gets fewer pods', () => {
    const advice = adviseAutoscaler({
      ...base,
      replicas: 10,
      autoscaler: {
        ...autoscaler,
        minReplicas: 10,
        maxReplicas: 20,
        current: 10,
      },
    });
    // 10 pods x 0.1 cores of 0.35 each.
    expect(advice?.patch).toMatchObject({ spec: { minReplicas: 3 } });
    expect(advice?.item.monthlySaving).toBe(70);
  });

  it('stays where it follows what is used', () => {
    expect(
      adviseAutoscaler({ ...base, autoscaler: { ...autoscaler, current: 3 } }),
    ).toBeUndefined();
  });

  it('is suggested where peaks are far above the usual', () => {
    const cpu = { usual: 0.05, peak: 0.4, request: 0.5 };
    const advice = adviseAutoscaler({ ...base, cpu });
    expect(advice?.item.kind).toBe('Deployment');
    expect(advice?.patch).toMatchObject({
      spec: { minReplicas: 2, maxReplicas: 7 },
    });
    expect(adviseAutoscaler(base)).toBeUndefined();
  });
});

describe('an abandoned workload', () => {
  const quiet: QuietWorkload = {
    ...PLACE,
    kind: 'Deployment',
    name: 'old',
    replicas: 2,
    days: 14,
    cpu: 0.01,
    network: { bytesPerSecond: 3, days: 14 },
    monthly: 42,
    since: NOW - 14 * DAY_SECONDS,
  };

  it('is told with its reason and what it costs', () => {
    expect(adviseAbandoned(quiet)?.item).toMatchObject({
      type: 'abandonedWorkload',
      monthlySaving: 42,
      confidence: 'high',
      message: expect.stringContaining('14 days'),
      command: 'kubectl scale deployment old --namespace shop --replicas 0',
    });
  });

  it.each<[string, Partial<QuietWorkload>]>([
    ['uses CPU', { cpu: 0.05 }],
    ['has traffic', { network: { bytesPerSecond: 5000, days: 14 } }],
    ['is new', { days: 2 }],
    ['has no pods', { replicas: 0 }],
    ['is an agent of nodes', { kind: 'DaemonSet' }],
  ])('is none that %s', (_, changes) => {
    expect(adviseAbandoned({ ...quiet, ...changes })).toBeUndefined();
  });

  it('is less certain where its network is not known', () => {
    const advice = adviseAbandoned({ ...quiet, network: undefined });
    expect(advice?.item.confidence).toBe('low');
  });
});

it.each([
  [
    'Released',
    'PersistentVolume',
    'pv-1',
    'kubectl delete persistentvolume pv-1',
  ],
  [
    'Bound',
    'PersistentVolumeClaim',
    'data',
    'kubectl delete persistentvolumeclaim data --namespace shop',
  ],
])(
  'a %s volume that nobody uses is told as a %s',
  (phase, kind, name, command) => {
    const { item } = adviseVolume(
      {
        cluster: 'east',
        name: 'pv-1',
        phase,
        claim: { namespace: 'shop', name: 'data' },
        bytes: 100 * 2 ** 30,
        monthly: 8,
        reclaimPolicy: 'Retain',
        since: NOW - 20 * DAY_SECONDS,
      },
      NOW,
    );
    expect(item).toMatchObject({
      kind,
      name,
      command,
      monthlySaving: 8,
      confidence: 'high',
      message: expect.stringContaining('100 GiB'),
    });
  },
);

it.each([
  [0, 'no pods behind it'],
  [3, 'none of its 3 pods is ready'],
])('a load balancer before %d pods is told', (pods, words) => {
  const { item } = adviseLoadBalancer(
    { ...PLACE, service: 'web', pods, monthly: 18, since: NOW },
    NOW,
  );
  expect(item.message).toContain(words);
  expect(item.confidence).toBe('low');
});
