import { containerOf, FIRST_DAY, MIB, windowOf } from './__testUtils__/windows';
import { assessWorkload, type SizedWorkload } from './assessWorkload';
import { readAutoscaler, sizedContainers } from './containers';
import { DEFAULT_STRATEGY_SETTINGS } from './strategies';
import { DAY_SECONDS } from './usage';

const WORKLOAD: SizedWorkload = {
  cluster: 'east',
  namespace: 'shop',
  kind: 'Deployment',
  name: 'cart',
  replicas: 2,
  containers: [
    {
      container: containerOf({
        requests: { cpu: 1, memory: 1024 * MIB },
        limits: { memory: 1024 * MIB },
      }),
      window: windowOf({
        days: 8,
        pods: 2,
        use: () => ({ cpu: 0.1, memory: 200 * MIB }),
      }),
    },
  ],
  prices: { cpu: 0.03, memory: 4e-12 },
  now: (FIRST_DAY + 8) * DAY_SECONDS,
};

it('says what a workload should request, what that saves, and how', () => {
  const { item, patch } = assessWorkload(
    WORKLOAD,
    'portlight',
    DEFAULT_STRATEGY_SETTINGS,
  );
  expect(item).toMatchObject({
    workload: 'cart',
    confidence: 'high',
    severity: 'critical',
    replicas: 2,
    command:
      'kubectl patch deployment cart --namespace shop --patch-file deployment-cart.yaml',
  });
  const [container] = item.containers;
  expect(container).toMatchObject({
    days: 8,
    samples: 8 * 288 * 2,
    memoryPeak: 200 * MIB,
    memoryTarget: 230 * MIB,
    memoryLimit: 1024 * MIB,
  });
  expect(item.theoreticalSaving).toBeCloseTo(
    ((1 - container.cpuTarget!) * 0.03 + (1024 - 230) * MIB * 4e-12) * 1460,
    6,
  );
  expect(patch).toMatchObject({ kind: 'Deployment' });
});

it('gives an autoscaler that goes by the CPU request its new target', () => {
  const autoscaler = readAutoscaler({
    metadata: { name: 'cart' },
    spec: {
      minReplicas: 2,
      maxReplicas: 8,
      metrics: [
        {
          type: 'Resource',
          resource: {
            name: 'cpu',
            target: { type: 'Utilization', averageUtilization: 50 },
          },
        },
      ],
    },
  });
  const { item } = assessWorkload(
    { ...WORKLOAD, autoscaler },
    'portlight',
    DEFAULT_STRATEGY_SETTINGS,
  );
  const expected = Math.round(50 / item.containers[0].cpuTarget!);
  expect(item.autoscaler).toEqual({
    name: 'cart',
    minReplicas: 2,
    maxReplicas: 8,
    targetCpu: 50,
    newTargetCpu: expected,
  });
  expect(item.command?.split('\n')[1]).toContain(
    `"averageUtilization":${expected}`,
  );
  expect(item.notes.join()).toContain('change both together');
});

it.each([
  ['Pod', 'without a controller'],
  ['Job', 'next run'],
  ['Rollout', 'how a Rollout makes its pods'],
])('has no patch for a %s, and says why', (kind, words) => {
  const { item, patch } = assessWorkload(
    { ...WORKLOAD, kind },
    'krr',
    DEFAULT_STRATEGY_SETTINGS,
  );
  expect(patch).toBeUndefined();
  expect(item.command).toBeUndefined();
  expect(item.notes.join()).toContain(words);
});

it('reads containers, sidecars and what runs in them', () => {
  const spec = {
    containers: [
      {
        name: 'app',
        image: 'registry.example/library/eclipse-temurin:21-jre',
        resources: {
          limits: { cpu: '2', memory: '1Gi' },
          requests: { cpu: '500m' },
        },
      },
      { name: 'other', image: 'nginx' },
    ],
    initContainers: [
      { name: 'setup', image: 'busybox' },
      { name: 'proxy', image: 'ko.local/proxy', restartPolicy: 'Always' },
    ],
  };
  expect(sizedContainers(spec)).toEqual([
    {
      name: 'app',
      sidecar: false,
      requests: { cpu: 0.5, memory: 1024 * MIB },
      limits: { cpu: 2, memory: 1024 * MIB },
      runtime: 'jvm',
    },
    { name: 'other', sidecar: false, requests: {}, limits: {} },
    { name: 'proxy', sidecar: true, requests: {}, limits: {}, runtime: 'go' },
  ]);
});

it.each([[{}], [{ metrics: 'x' }], [{ metrics: [null, { resource: 7 }] }]])(
  'reads an autoscaler with %j',
  spec => {
    expect(readAutoscaler({ spec }).targetCpu).toBeUndefined();
  },
);
