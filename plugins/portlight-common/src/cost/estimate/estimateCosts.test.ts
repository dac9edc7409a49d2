import type { KubernetesObject } from '../../kubernetes';
import type { HourPrices, NodePrice, NodeSpan } from '../types';
import { estimateCosts, type EstimatePlace } from './estimateCosts';

const GIB = 2 ** 30;

function node(
  name: string,
  cores: number,
  labels: Record<string, string> = {},
): NodeSpan {
  const quantities = { cpu: cores, memory: cores * 4 * GIB, gpu: 0 };
  return {
    name,
    uid: name,
    capacityType: 'on-demand',
    labels,
    capacity: quantities,
    allocatable: quantities,
    start: 0,
    end: 3600,
  };
}

const ORIGIN = { source: 'custom', version: '1' };

/** A core costs 0.02 on cheap nodes and 0.05 on others, a GiB 0.001, storage 0.0001 per GiB, a load balancer 0.025. */
const PRICES: HourPrices = {
  node: ({ name, capacity }): NodePrice => {
    const cpu = name.startsWith('cheap') ? 0.02 : 0.05;
    return {
      id: name,
      hourly: capacity.cpu * cpu + (capacity.memory / GIB) * 0.001,
      cpu,
      memory: 0.001 / GIB,
      gpu: 0,
      origin: ORIGIN,
      capacityType: 'on-demand',
    };
  },
  storage: () => ({ id: 's', price: 0.0001 / GIB, origin: ORIGIN }),
  loadBalancer: () => ({ id: 'l', price: 0.025, origin: ORIGIN }),
  network: () => undefined,
  managementFee: () => undefined,
};

const PLACE: EstimatePlace = {
  cluster: 'east',
  currency: 'EUR',
  nodes: [
    node('cheap-1', 4, { pool: 'cheap' }),
    node('other-1', 4),
    node('other-2', 4),
  ],
  prices: PRICES,
};
/** Weighted by capacity: (0.02 + 0.05 + 0.05) / 3. */
const CORE = 0.04;

function pods(cpu: string, memory: string, more: object = {}) {
  return {
    spec: {
      containers: [{ name: 'app', resources: { requests: { cpu, memory } } }],
      ...more,
    },
  };
}

function workload(kind: string, spec: object, name = 'cart'): KubernetesObject {
  return { kind, metadata: { name }, spec };
}

const POD = 2 * CORE + 4 * 0.001;

describe('estimateCosts', () => {
  it.each<[string, KubernetesObject, number]>([
    [
      'the replicas of a Deployment',
      workload('Deployment', { replicas: 3, template: pods('2', '4Gi') }),
      3 * POD,
    ],
    [
      'one replica where none is said',
      workload('Deployment', { template: pods('2', '4Gi') }),
      POD,
    ],
    [
      'the nodes that a selector allows',
      workload('Deployment', {
        template: pods('2', '4Gi', { nodeSelector: { pool: 'cheap' } }),
      }),
      2 * 0.02 + 4 * 0.001,
    ],
    [
      'a DaemonSet on each node',
      workload('DaemonSet', { template: pods('100m', '0') }),
      3 * 0.1 * CORE,
    ],
    [
      'the claims of a StatefulSet',
      workload('StatefulSet', {
        replicas: 2,
        template: pods('2', '4Gi'),
        volumeClaimTemplates: [
          { spec: { resources: { requests: { storage: '100Gi' } } } },
        ],
      }),
      2 * POD + 200 * 0.0001,
    ],
    [
      'the runs of a CronJob',
      workload('CronJob', {
        schedule: '0 * * * *',
        jobTemplate: { spec: { template: pods('2', '4Gi') } },
      }),
      (POD / 6) * (730.5 / 730),
    ],
    ['a load balancer', workload('Service', { type: 'LoadBalancer' }), 0.025],
    ['a pod', workload('Pod', pods('2', '4Gi').spec), POD],
    [
      'less than nothing as nothing',
      workload('Pod', pods('-2', '-4Gi').spec),
      0,
    ],
  ])('prices %s', (_, object, hourly) => {
    const { monthly, items } = estimateCosts([object], PLACE);
    expect(monthly).toBeCloseTo(hourly * 730, 9);
    expect(items).toHaveLength(1);
  });

  it('prices nothing for what costs nothing by itself', () => {
    const objects = [
      workload('ConfigMap', {}),
      workload('Service', { type: 'ClusterIP' }),
    ];
    expect(estimateCosts(objects, PLACE)).toMatchObject({
      monthly: 0,
      items: [],
    });
  });

  it('takes the objects of a list, and the bounds of an autoscaler', () => {
    const list: KubernetesObject = {
      kind: 'List',
      items: [
        workload('Deployment', { replicas: 1, template: pods('2', '4Gi') }),
        workload('HorizontalPodAutoscaler', {
          scaleTargetRef: { kind: 'Deployment', name: 'cart' },
          minReplicas: 2,
          maxReplicas: 10,
        }),
      ],
    };
    const [item] = estimateCosts([list], PLACE).items;
    expect(item.replicas).toBe(2);
    expect(item.monthlyMinimum).toBeCloseTo(2 * POD * 730, 9);
    expect(item.monthlyMaximum).toBeCloseTo(10 * POD * 730, 9);
  });

  it('tells what changes, and what goes', () => {
    const before = [
      workload('Deployment', { replicas: 2, template: pods('2', '4Gi') }),
      workload('Deployment', { template: pods('2', '4Gi') }, 'old'),
    ];
    const after = [
      workload('Deployment', { replicas: 5, template: pods('2', '4Gi') }),
    ];
    const estimate = estimateCosts(after, PLACE, before);
    expect(estimate.change).toBeCloseTo(2 * POD * 730, 9);
    expect(
      estimate.items.map(({ name, change }) => [name, Math.sign(change!)]),
    ).toEqual([
      ['cart', 1],
      ['old', -1],
    ]);
    expect(
      estimate.items.reduce((sum, { change }) => sum + change!, 0),
    ).toBeCloseTo(estimate.change!, 9);
  });

  it.each<[string, KubernetesObject, RegExp]>([
    [
      'no node has the labels',
      workload('Deployment', {
        template: pods('2', '4Gi', { nodeSelector: { pool: 'gold' } }),
      }),
      /No node has the labels/,
    ],
    [
      'nothing is requested',
      workload('Deployment', {
        template: { spec: { containers: [{ name: 'app' }] } },
      }),
      /Requests no cpu and no memory/,
    ],
    [
      'a schedule cannot be read',
      workload('CronJob', { schedule: 'sometimes' }),
      /schedule cannot be read/,
    ],
    [
      'how long a run takes is a guess',
      workload('CronJob', {
        schedule: '0 * * * *',
        jobTemplate: { spec: { template: pods('2', '4Gi') } },
      }),
      /731 runs a month, each taken to last 10 minutes/,
    ],
  ])('says that %s', (_, object, note) => {
    const [{ notes }] = estimateCosts([object], PLACE).items;
    expect(notes.join()).toMatch(note);
  });

  it('says that it knows no node', () => {
    const { notes, monthly } = estimateCosts(
      [workload('Pod', pods('2', '4Gi').spec)],
      { ...PLACE, nodes: [] },
    );
    expect([monthly, notes.join()]).toEqual([
      0,
      expect.stringContaining('No node of `east`'),
    ]);
  });

  it.each([
    [{}],
    [{ kind: 'Deployment' }],
    [{ kind: 'Deployment', spec: { replicas: -3, template: null } }],
    [{ kind: 'Deployment', spec: { replicas: 1e300, template: { spec: 7 } } }],
    [{ kind: 'StatefulSet', spec: { volumeClaimTemplates: [null, 7, {}] } }],
    [{ kind: 'CronJob', spec: { jobTemplate: 'x' } }],
    [{ kind: 'HorizontalPodAutoscaler', spec: { scaleTargetRef: {} } }],
    [{ kind: 'PodList', items: [null, { kind: 'Pod' }] }],
    [
      {
        kind: 'Pod',
        metadata: { name: '__proto__' },
        spec: { containers: 'none', nodeSelector: { __proto__: null } },
      },
    ],
  ] as [KubernetesObject][])('reads %j without a fall', object => {
    const { monthly } = estimateCosts([object], PLACE);
    expect(Number.isFinite(monthly) && monthly >= 0).toBe(true);
  });
});
