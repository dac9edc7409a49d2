import type { Pod, Workload } from '../../api/types';
import { describeChanges } from './changes';
import { describeWorkloadContainers } from './containers';
import { describeEntity } from './describeEntity';
import { describeNode } from './describeNode';
import { describePod } from './describePod';
import { describeWorkload } from './describeWorkload';

const health = { status: 'healthy' as const, reason: 'Test', message: '' };

function replicaSet(
  revision: string,
  creationTimestamp: string,
  containers: Record<string, string>,
  annotations = {},
) {
  return {
    kind: 'ReplicaSet',
    metadata: {
      creationTimestamp,
      annotations: {
        'deployment.kubernetes.io/revision': revision,
        ...annotations,
      },
    },
    spec: {
      template: {
        spec: {
          containers: Object.entries(containers).map(([name, image]) => ({
            name,
            image,
          })),
        },
      },
    },
  };
}

describe('the changes of a workload', () => {
  const before = replicaSet('9', '2026-11-20T10:00:00Z', {
    main: 'ghcr.io/shop/cart:1.3.9',
  });

  it.each([
    [
      'another image',
      { main: 'ghcr.io/shop/cart:1.4.0' },
      'image cart:1.4.0 instead of cart:1.3.9',
    ],
    [
      'another registry',
      { main: 'quay.io/shop/cart:1.3.9' },
      'image quay.io/shop/cart:1.3.9 instead of ghcr.io/shop/cart:1.3.9',
    ],
    [
      'a new container',
      { main: 'ghcr.io/shop/cart:1.3.9', proxy: 'envoy:1' },
      'new container proxy (envoy:1)',
    ],
    ['no container', {}, 'without container main'],
    [
      'the same images',
      { main: 'ghcr.io/shop/cart:1.3.9' },
      'configuration, same images',
    ],
  ])('tell of %s', (_, containers, expected) => {
    const after = replicaSet('12', '2026-11-20T11:00:00Z', containers as any);
    expect(describeChanges([after, before])).toEqual([
      { at: '2026-11-20T11:00:00Z', title: `Revision 12: ${expected}` },
      { at: '2026-11-20T10:00:00Z', title: 'Revision 9: cart:1.3.9' },
    ]);
  });

  it('say that a revision is an older one again', () => {
    const back = replicaSet('13', '2026-11-20T09:00:00Z', { main: 'cart:1' });
    expect(describeChanges([before, back])[0].title).toContain('(rolled back)');
  });

  it('take the reason that people gave', () => {
    const [change] = describeChanges([
      replicaSet(
        '1',
        '2026-11-20T09:00:00Z',
        {},
        {
          'kubernetes.io/change-cause': 'fix the cart',
        },
      ),
    ]);
    expect(change.title).toBe('Revision 1: fix the cart');
  });

  it('leave out what has no revision', () => {
    expect(
      describeChanges([
        replicaSet('x', '2026-11-20T09:00:00Z', {}),
        { kind: 'ReplicaSet' },
        { kind: 'Job' },
      ]),
    ).toEqual([]);
  });
});

it('adds up containers over pods, with the last termination', () => {
  const pod = (finishedAt: string, ready: boolean) => ({
    spec: { containers: [{ name: 'main', image: 'cart:1' }] },
    status: {
      containerStatuses: [
        {
          name: 'main',
          ready,
          restartCount: 2,
          lastState: {
            terminated: { exitCode: 137, reason: 'OOMKilled', finishedAt },
          },
        },
      ],
    },
  });
  const workload = {
    kind: 'Deployment',
    spec: {
      template: { spec: { containers: [{ name: 'main', image: 'cart:2' }] } },
    },
  };
  expect(
    describeWorkloadContainers(workload, [
      pod('2026-11-20T10:00:00Z', true),
      pod('2026-11-20T11:00:00Z', false),
      pod('2026-11-20T09:00:00Z', true),
    ]),
  ).toEqual([
    {
      name: 'main',
      type: 'container',
      image: 'cart:2',
      ready: 2,
      total: 3,
      restarts: 6,
      lastTermination: {
        state: 'terminated',
        reason: 'OOMKilled',
        exitCode: 137,
        finishedAt: '2026-11-20T11:00:00Z',
      },
    },
  ]);
});

describe('what belongs to a workload', () => {
  const labels = { app: 'cart' };
  const metadata = (name: string, more = {}) => ({
    namespace: 'shop',
    name,
    creationTimestamp: '2026-11-20T09:00:00Z',
    ...more,
  });
  const workload = {
    kind: 'Deployment',
    metadata: metadata('cart', {
      ownerReferences: [{ kind: 'Shop', name: 'shop', controller: true }],
    }),
    spec: {
      template: {
        metadata: { labels },
        spec: {
          serviceAccountName: 'cart',
          containers: [],
          volumes: [{ persistentVolumeClaim: { claimName: 'data' } }],
        },
      },
    },
  };
  const related = (candidates: object[]) =>
    describeWorkload({
      cluster: 'c1',
      workload,
      summary: {} as Workload,
      pods: [],
      podSummaries: [],
      children: [],
      related: candidates,
      events: [],
      problems: [],
      now: Date.parse('2026-11-20T12:00:00Z'),
    }).related.map(({ object, relation, detail }) => [
      object.kind,
      relation,
      detail,
    ]);
  const service = {
    kind: 'Service',
    metadata: metadata('cart'),
    spec: { type: 'ClusterIP', selector: labels, ports: [{ port: 80 }] },
  };

  it.each<[string, object[], (string | undefined)[][]]>([
    [
      'its autoscaler',
      [
        {
          kind: 'HorizontalPodAutoscaler',
          metadata: metadata('cart'),
          spec: {
            scaleTargetRef: { kind: 'Deployment', name: 'cart' },
            minReplicas: 3,
            maxReplicas: 10,
          },
          status: { currentReplicas: 10 },
        },
      ],
      [['HorizontalPodAutoscaler', 'scales', '3 to 10 replicas, now 10']],
    ],
    [
      'its disruption budget',
      [
        {
          kind: 'PodDisruptionBudget',
          metadata: metadata('cart'),
          spec: { minAvailable: 2, selector: { matchLabels: labels } },
          status: { disruptionsAllowed: 1 },
        },
      ],
      [
        [
          'PodDisruptionBudget',
          'protects',
          'at least 2 available, 1 disruption allowed',
        ],
      ],
    ],
    [
      'its Service with endpoints, and what routes to it',
      [
        service,
        {
          kind: 'EndpointSlice',
          metadata: metadata('cart-x', {
            labels: { 'kubernetes.io/service-name': 'cart' },
          }),
          endpoints: [
            { addresses: ['10.0.0.1'] },
            { addresses: ['10.0.0.2'], conditions: { ready: false } },
          ],
        },
        {
          kind: 'Ingress',
          metadata: metadata('shop'),
          spec: {
            rules: [
              {
                host: 'shop.example.com',
                http: { paths: [{ backend: { service: { name: 'cart' } } }] },
              },
            ],
          },
        },
      ],
      [
        ['Service', 'serves', 'ClusterIP, port 80, 1 of 2 endpoints ready'],
        ['Ingress', 'routes', 'shop.example.com'],
      ],
    ],
    [
      'its claim',
      [
        {
          kind: 'PersistentVolumeClaim',
          metadata: metadata('data'),
          spec: { storageClassName: 'fast' },
          status: { phase: 'Bound', capacity: { storage: '10Gi' } },
        },
      ],
      [['PersistentVolumeClaim', 'mounts', '10Gi of fast, Bound']],
    ],
    [
      'its service account',
      [
        { kind: 'ServiceAccount', metadata: metadata('cart') },
        { kind: 'ServiceAccount', metadata: metadata('other') },
      ],
      [['ServiceAccount', 'runs as', undefined]],
    ],
    [
      'nothing of others',
      [
        { ...service, spec: { selector: { app: 'other' } } },
        { ...service, spec: { selector: {} } },
        {
          kind: 'HorizontalPodAutoscaler',
          metadata: metadata('x'),
          spec: { scaleTargetRef: { kind: 'StatefulSet', name: 'cart' } },
        },
        { kind: 'PodDisruptionBudget', metadata: metadata('x'), spec: {} },
      ],
      [],
    ],
  ])('is %s', (_, candidates, expected) => {
    expect(related(candidates)).toEqual(expected);
  });

  it('names who controls it', () => {
    expect(
      describePod({
        cluster: 'c1',
        pod: {
          kind: 'Pod',
          metadata: metadata('p', {
            ownerReferences: [
              { kind: 'ReplicaSet', name: 'cart-1', controller: true },
            ],
          }),
        },
        summary: {
          workload: { kind: 'Deployment', namespace: 'shop', name: 'cart' },
        } as Pod,
        related: [],
        events: [],
        problems: [],
      }).ownerChain,
    ).toEqual([
      { kind: 'Deployment', namespace: 'shop', name: 'cart' },
      { kind: 'ReplicaSet', namespace: 'shop', name: 'cart-1' },
    ]);
  });
});

it('says what is wrong with a pod although its workload reports it', () => {
  const detail = describePod({
    cluster: 'c1',
    pod: {
      kind: 'Pod',
      apiVersion: 'v1',
      metadata: {
        namespace: 'shop',
        name: 'p',
        creationTimestamp: '2026-11-20T09:00:00Z',
        ownerReferences: [
          { kind: 'ReplicaSet', name: 'cart-1', controller: true },
        ],
      },
      spec: { containers: [{ name: 'main', image: 'cart:1' }] },
      status: {
        phase: 'Running',
        containerStatuses: [
          {
            name: 'main',
            ready: false,
            restartCount: 9,
            state: { waiting: { reason: 'CrashLoopBackOff' } },
          },
        ],
      },
    },
    summary: { owner: 'red' } as Pod,
    related: [],
    events: [],
    problems: [],
    now: Date.parse('2026-11-20T12:00:00Z'),
  });
  expect(detail.problems).toMatchObject([
    { cluster: 'c1', cause: 'CrashLoopBackOff', owner: 'red' },
  ]);
});

it('writes taints as kubectl does', () => {
  expect(
    describeNode({
      cluster: 'c1',
      node: {
        spec: {
          taints: [
            { key: 'dedicated', value: 'db', effect: 'NoSchedule' },
            { key: 'node.kubernetes.io/unreachable', effect: 'NoExecute' },
          ],
        },
      },
      summary: {} as never,
      pods: [],
      events: [],
    }).taints,
  ).toEqual([
    'dedicated=db:NoSchedule',
    'node.kubernetes.io/unreachable:NoExecute',
  ]);
});

describe('an entity in several clusters', () => {
  const workload = (cluster: string, ...images: string[]): Workload => ({
    cluster,
    namespace: 'shop',
    kind: 'Deployment',
    name: 'cart',
    health,
    images,
    restarts: 0,
  });
  const describeIn = (...workloads: Workload[]) =>
    describeEntity({
      entityRef: 'component:default/cart',
      selector: {},
      clusters: [],
      workloads,
      problems: [],
    }).differences;

  it('shows which versions differ', () => {
    expect(
      describeIn(
        workload('eu', 'shop/cart:1.4.0', 'envoy:1'),
        workload('us', 'shop/cart:1.3.9', 'envoy:1'),
        workload('ap', 'shop/cart:1.4.0', 'envoy:1'),
      ),
    ).toEqual([
      {
        kind: 'Deployment',
        namespace: 'shop',
        name: 'cart',
        container: 'shop/cart',
        values: [
          { value: '1.4.0', clusters: ['ap', 'eu'] },
          { value: '1.3.9', clusters: ['us'] },
        ],
      },
    ]);
  });

  it.each([
    ['one cluster', [workload('eu', 'cart:1')]],
    ['equal images', [workload('eu', 'cart:1'), workload('us', 'cart:1')]],
    [
      'two versions beside each other everywhere',
      [workload('eu', 'cart:1', 'cart:2'), workload('us', 'cart:2', 'cart:1')],
    ],
  ])('finds no difference with %s', (_, workloads) => {
    expect(describeIn(...workloads)).toEqual([]);
  });

  it('tells recent rollouts of all clusters, newest first', () => {
    const { changes } = describeEntity({
      entityRef: 'component:default/cart',
      selector: {},
      clusters: [],
      workloads: [],
      problems: [],
      rollouts: [
        {
          cluster: 'eu',
          workload: { kind: 'Deployment', name: 'cart' },
          children: [replicaSet('1', '2026-11-20T09:00:00Z', {})],
        },
        {
          cluster: 'us',
          workload: { kind: 'Deployment', name: 'cart' },
          children: [replicaSet('2', '2026-11-20T10:00:00Z', {})],
        },
      ],
    });
    expect(changes.map(({ cluster }) => cluster)).toEqual(['us', 'eu']);
  });
});

it('says of a pod what the item of the list leaves out', () => {
  const { pod, ownerChain } = describePod({
    cluster: 'c1',
    pod: {
      kind: 'Pod',
      metadata: { namespace: 'shop', name: 'p' },
      status: { podIP: '10.0.0.7' },
    },
    summary: {
      namespace: 'shop',
      name: 'p',
      workload: { kind: 'Deployment', name: 'cart' },
    } as Pod,
    problems: [],
    related: [],
    events: [],
  });
  const workload = { kind: 'Deployment', namespace: 'shop', name: 'cart' };
  expect(pod).toMatchObject({ ip: '10.0.0.7', workload });
  expect(ownerChain).toEqual([workload]);
});
