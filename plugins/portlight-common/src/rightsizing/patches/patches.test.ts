import { containerOf, MIB } from '../__testUtils__/windows';
import type { Autoscaler, ContainerTarget } from '../types';
import {
  autoscalerCommand,
  autoscalerPatch,
  formatBytes,
  formatCpu,
  newTargetUtilisation,
  patchCommand,
  shellWord,
  workloadPatch,
} from '.';

const CART = { namespace: 'shop', kind: 'Deployment', name: 'cart' };
const nothing = { notes: [] };

function target(changes: Partial<ContainerTarget> = {}): ContainerTarget {
  return { cpu: nothing, memory: nothing, ...changes };
}

describe('quantities', () => {
  it.each([
    [0.25, '250m'],
    [2, '2'],
    [0.012, '12m'],
    [1.5, '1500m'],
  ])('of %d cores are %s', (cores, text) => {
    expect(formatCpu(cores)).toBe(text);
  });

  it.each([
    [512 * MIB, '512Mi'],
    [2048 * MIB, '2Gi'],
    [1000, '1000'],
    [1536 * MIB, '1536Mi'],
    [0, '0'],
  ])('of %d bytes are %s', (bytes, text) => {
    expect(formatBytes(bytes)).toBe(text);
  });
});

describe('the patch of a workload', () => {
  it('has what changes, of containers and sidecars, and removes limits', () => {
    const patch = workloadPatch(CART, [
      {
        container: containerOf({
          requests: { cpu: 1, memory: 512 * MIB },
          limits: { cpu: 2 },
        }),
        target: target({
          cpu: { request: 0.25, limit: null, notes: [] },
          memory: { request: 512 * MIB, notes: [] },
        }),
      },
      {
        container: containerOf({ name: 'proxy', sidecar: true }),
        target: target({
          memory: { request: 64 * MIB, limit: 64 * MIB, notes: [] },
        }),
      },
      { container: containerOf({ name: 'same' }), target: target() },
    ]);
    expect(patch).toEqual({
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'cart', namespace: 'shop' },
      spec: {
        template: {
          spec: {
            containers: [
              {
                name: 'app',
                resources: { requests: { cpu: '250m' }, limits: { cpu: null } },
              },
            ],
            initContainers: [
              {
                name: 'proxy',
                resources: {
                  requests: { memory: '64Mi' },
                  limits: { memory: '64Mi' },
                },
              },
            ],
          },
        },
      },
    });
  });

  it('of a CronJob is at its template', () => {
    const patch = workloadPatch({ ...CART, kind: 'CronJob' }, [
      {
        container: containerOf(),
        target: target({ cpu: { request: 0.5, notes: [] } }),
      },
    ]);
    expect(patch).toMatchObject({
      apiVersion: 'batch/v1',
      spec: { jobTemplate: { spec: { template: { spec: {} } } } },
    });
  });

  it.each(['Pod', 'Job', 'Rollout', 'constructor'])(
    'of a %s there is none',
    kind => {
      const change = {
        container: containerOf(),
        target: target({ cpu: { request: 0.5, notes: [] } }),
      };
      expect(workloadPatch({ ...CART, kind }, [change])).toBeUndefined();
    },
  );

  it('is none where nothing changes', () => {
    expect(
      workloadPatch(CART, [
        {
          container: containerOf({ requests: { cpu: 0.5 } }),
          target: target({ cpu: { request: 0.5, notes: [] } }),
        },
      ]),
    ).toBeUndefined();
  });
});

describe('commands', () => {
  it('are for a shell', () => {
    expect(patchCommand(CART)).toBe(
      'kubectl patch deployment cart --namespace shop --patch-file deployment-cart.yaml',
    );
  });

  it.each([
    ['cart', 'cart'],
    ['a b', "'a b'"],
    ['$(reboot)', "'$(reboot)'"],
    ["it's", "'it'\\''s'"],
    ['', "''"],
  ])('quote %j as %s', (word, quoted) => {
    expect(shellWord(word)).toBe(quoted);
  });
});

describe('an autoscaler', () => {
  const metrics = [
    {
      type: 'Resource',
      resource: {
        name: 'memory',
        target: { type: 'Utilization', averageUtilization: 80 },
      },
    },
    {
      type: 'Resource',
      resource: {
        name: 'cpu',
        target: { type: 'Utilization', averageUtilization: 60 },
      },
    },
  ];
  const autoscaler: Autoscaler = {
    name: 'cart',
    minReplicas: 2,
    maxReplicas: 9,
    targetCpu: 60,
    metrics,
  };
  const to = (before: number | undefined, after: number, name = 'app') => ({
    container: containerOf({
      name,
      requests: before === undefined ? {} : { cpu: before },
    }),
    target: target({ cpu: { request: after, notes: [] } }),
  });

  it.each([
    ['old target x old request / new request', [to(1, 0.5)], 120],
    [
      'by the requests of all containers',
      [to(1, 0.5), to(0.5, 0.5, 'proxy')],
      90,
    ],
    ['nothing where nothing changes', [to(1, 1)], undefined],
    [
      'nothing where a container has no request',
      [to(1, 0.5), to(undefined, 1, 'proxy')],
      undefined,
    ],
  ] as const)('gets %s', (_, containers, expected) => {
    expect(newTargetUtilisation(autoscaler, containers)).toBe(expected);
  });

  it('that measures one container goes by that one', () => {
    const one = { ...autoscaler, targetContainers: ['app'] };
    expect(
      newTargetUtilisation(one, [to(1, 0.5), to(undefined, 1, 'proxy')]),
    ).toBe(120);
  });

  it('keeps its other metrics', () => {
    expect(autoscalerPatch(autoscaler, 120)).toEqual({
      spec: {
        metrics: [
          metrics[0],
          {
            type: 'Resource',
            resource: {
              name: 'cpu',
              target: { type: 'Utilization', averageUtilization: 120 },
            },
          },
        ],
      },
    });
    expect(autoscalerCommand('shop', autoscaler, 120)).toContain(
      'kubectl patch hpa cart --namespace shop --type merge --patch \'{"spec"',
    );
  });
});
