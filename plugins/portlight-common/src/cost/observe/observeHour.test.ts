import { BEGIN, GIB, steady } from '../__testUtils__/hours';
import { node, observed, pod, service, volume } from '../__testUtils__/records';
import { capacityTypeOf } from './capacityType';
import type { ObservedObject } from './ObservedObjects';
import { observeHour } from './observeHour';

const observe = (...objects: ObservedObject[]) =>
  observeHour({ cluster: 'production', hour: BEGIN, objects });

describe('capacityTypeOf', () => {
  it.each<[string, Record<string, string>, string]>([
    ['Karpenter spot', { 'karpenter.sh/capacity-type': 'spot' }, 'spot'],
    ['Karpenter', { 'karpenter.sh/capacity-type': 'on-demand' }, 'on-demand'],
    [
      'Karpenter reserved',
      { 'karpenter.sh/capacity-type': 'reserved' },
      'on-demand',
    ],
    ['EKS spot', { 'eks.amazonaws.com/capacityType': 'SPOT' }, 'spot'],
    ['EKS', { 'eks.amazonaws.com/capacityType': 'ON_DEMAND' }, 'on-demand'],
    ['GKE spot', { 'cloud.google.com/gke-spot': 'true' }, 'spot'],
    ['GKE preemptible', { 'cloud.google.com/gke-preemptible': 'true' }, 'spot'],
    ['GKE', { 'cloud.google.com/gke-nodepool': 'a' }, 'on-demand'],
    ['AKS spot', { 'kubernetes.azure.com/scalesetpriority': 'spot' }, 'spot'],
    ['AKS', { 'kubernetes.azure.com/agentpool': 'a' }, 'on-demand'],
    ['nothing', {}, 'unknown'],
    ['a name of every object', { constructor: 'spot' }, 'unknown'],
  ])('%s', (_, labels, expected) => {
    expect(capacityTypeOf(labels)).toBe(expected);
  });

  it('knows nothing of no labels', () => {
    expect(capacityTypeOf(undefined)).toBe('unknown');
  });
});

it('reads what prices are found by', () => {
  const labels = {
    'node.kubernetes.io/instance-type': 'm5.large',
    'topology.kubernetes.io/region': 'eu-west-1',
    'topology.kubernetes.io/zone': 'eu-west-1a',
    'karpenter.sh/capacity-type': 'spot',
  };
  const { nodes } = observe(
    node({
      created: -600,
      labels,
      capacity: { cpu: '2', memory: '8Gi', 'nvidia.com/gpu': '1' },
      allocatable: { cpu: '1930m', memory: '7Gi', 'nvidia.com/gpu': '1' },
    }),
  );
  expect(nodes).toEqual([
    {
      start: BEGIN - 600,
      end: BEGIN + 3600,
      name: 'node',
      uid: 'uid-of-node',
      instanceType: 'm5.large',
      region: 'eu-west-1',
      zone: 'eu-west-1a',
      capacityType: 'spot',
      labels,
      capacity: { cpu: 2, memory: 8 * GIB, gpu: 1 },
      allocatable: { cpu: 1.93, memory: 7 * GIB, gpu: 1 },
    },
  ]);
});

describe('the workload of a pod', () => {
  const replicaSet = observed({
    kind: 'ReplicaSet',
    metadata: {
      name: 'cart-5d4f',
      namespace: 'shop',
      ownerReferences: [
        {
          apiVersion: 'apps/v1',
          kind: 'Deployment',
          name: 'cart',
          controller: true,
        },
      ],
    },
  });
  it.each<[string, Parameters<typeof pod>[0], ObservedObject[], string]>([
    [
      'a Deployment by its ReplicaSet',
      { owner: { kind: 'ReplicaSet', name: 'cart-5d4f' } },
      [replicaSet],
      'Deployment/cart',
    ],
    [
      'a Deployment by the hash of a ReplicaSet that is gone',
      {
        owner: { kind: 'ReplicaSet', name: 'cart-77' },
        labels: { 'pod-template-hash': '77' },
      },
      [],
      'Deployment/cart',
    ],
    [
      'a controller that Kubernetes does not know',
      {
        owner: {
          kind: 'Rollout',
          name: 'cart',
          apiVersion: 'argoproj.io/v1alpha1',
        },
      },
      [],
      'Rollout/cart',
    ],
    ['itself', {}, [], 'Pod/cart-0'],
    [
      'itself, as a static pod',
      { owner: { kind: 'Node', name: 'node', apiVersion: 'v1' } },
      [],
      'Pod/cart-0',
    ],
    [
      'a Job whose name only looks like that of a CronJob',
      {
        owner: { kind: 'Job', name: 'import-20240101', apiVersion: 'batch/v1' },
      },
      [],
      'Job/import-20240101',
    ],
  ])('is %s', (_, given, others, expected) => {
    const { pods } = observe(pod(given), ...others);
    const { kind, name } = pods[0].workload;
    expect(`${kind}/${name}`).toBe(expected);
  });
});

describe('objects that are met twice', () => {
  it.each<[string, (number | undefined)[], number]>([
    ['that are there after all', [900, undefined], 3600],
    ['that are there, whichever comes first', [undefined, 900], 3600],
    ['that ended, by their later end', [900, 1800, 1200], 1800],
  ])('%s', (_, ends, expected) => {
    const { pods } = observe(...ends.map(ended => pod({ ended })));
    expect(pods.map(({ end }) => end - BEGIN)).toEqual([expected]);
  });

  it('are two where they have other UIDs', () => {
    const { pods } = observe(
      pod({ uid: 'a', ended: 900 }),
      pod({ uid: 'b', scheduled: 1000 }),
    );
    expect(pods.map(({ uid }) => uid)).toEqual(['a', 'b']);
  });

  it('are two in a namespace that was deleted and made again', () => {
    const { pods, volumes } = observe(
      pod({ uid: 'a', ended: 900, claims: ['data'] }),
      pod({ uid: 'b', scheduled: 1000, claims: ['data'] }),
      volume({ name: 'old', ended: 900 }),
      volume({ name: 'new', created: 950 }),
    );
    expect(pods).toHaveLength(2);
    // Which of them mounted which is told by their times.
    expect(
      volumes.map(({ name, start, end, pods: uids }) => [
        name,
        start,
        end,
        uids,
      ]),
    ).toEqual([
      ['old', BEGIN - 86_400, BEGIN + 900, ['a', 'b']],
      ['new', BEGIN + 950, BEGIN + 3600, ['a', 'b']],
    ]);
  });
});

describe('clocks that differ', () => {
  it.each<[string, number, number]>([
    ['a node ahead: until it was seen to be gone at most', 4000, 1800],
    ['a node behind: a second at least', -4000, 1],
  ])('%s', (_, finished, expected) => {
    const { pods } = observe(
      pod({
        scheduled: 0,
        phase: 'Succeeded',
        containers: [{ finished }],
        ended: 1800,
      }),
    );
    expect(pods[0].end - pods[0].start).toBe(expected);
  });
});

describe('load balancers', () => {
  const selector = { app: 'cart' };
  const cart = pod({ labels: { app: 'cart', tier: 'web' } });
  it.each<[string, ObservedObject, string[][]]>([
    ['of the pods that it selects', service({ selector }), [['uid-of-cart-0']]],
    [
      'of nobody where it selects others',
      service({ selector: { app: 'x' } }),
      [[]],
    ],
    ['of nobody without a selector', service(), [[]]],
    ['none while it has no address', service({ selector, address: false }), []],
    ['none for other Services', service({ selector, type: 'ClusterIP' }), []],
    ['none that is gone', service({ selector, ended: -10 }), []],
    ['none that comes later', service({ selector, created: 3600 }), []],
  ])('%s', (_, given, expected) => {
    const { loadBalancers } = observe(cart, given);
    expect(loadBalancers.map(({ pods }) => pods)).toEqual(expected);
  });

  it('are there from their creation until they are deleted', () => {
    const { loadBalancers } = observe(service({ created: 60, ended: 120 }));
    expect(loadBalancers).toEqual([
      {
        namespace: 'shop',
        service: 'web',
        start: BEGIN + 60,
        end: BEGIN + 120,
        pods: [],
      },
    ]);
  });

  it('names all Services of a pod', () => {
    const { pods } = observe(
      cart,
      service({ name: 'web', selector }),
      service({ name: 'api', type: 'ClusterIP', selector: { tier: 'web' } }),
      service({ name: 'other', selector: { app: 'x' } }),
    );
    expect(pods[0].services).toEqual(['api', 'web']);
  });
});

it('takes measurements by name, and network by UID', () => {
  const asked: string[] = [];
  const usage = steady({ cpu: 1 });
  const network = { zone: 1, region: 2, internet: 3 };
  const { pods } = observeHour({
    cluster: 'production',
    hour: BEGIN,
    objects: [pod()],
    measurements: {
      usage: (namespace, name) => {
        asked.push(`${namespace}/${name}`);
        return usage;
      },
      network: uid => (uid === 'uid-of-cart-0' ? network : undefined),
    },
  });
  expect(asked).toEqual(['shop/cart-0']);
  expect(pods[0]).toMatchObject({ usage, network });
});

it('says of how many pods the node is not known', () => {
  const { coverage } = observe(node(), pod(), pod({ name: 'b', node: 'gone' }));
  expect(coverage.reasons[0]).toBe(
    'Of 1 pod the node is not known: what they demand is charged at the price of an unknown node',
  );
});

it.each<[string, object]>([
  ['nothing but a kind', {}],
  ['parts of the wrong kind', { metadata: 7, spec: [], status: 'x' }],
  [
    'times that are none',
    {
      metadata: { name: 'x', creationTimestamp: 'soon' },
      spec: { nodeName: 'node', capacity: 'lots', type: 'LoadBalancer' },
      status: {
        conditions: [
          { type: 'PodScheduled', status: 'True', lastTransitionTime: '' },
        ],
        loadBalancer: { ingress: [{ ip: 'x' }] },
        capacity: { cpu: '-4', memory: 'NaN' },
      },
    },
  ],
])('bears objects with %s', (_, parts) => {
  const objects = [
    'Pod',
    'Node',
    'PersistentVolume',
    'PersistentVolumeClaim',
    'Service',
  ].map(kind => observed({ kind, ...parts }));
  expect(observe(...objects).pods).toEqual([]);
});
