import type { Event } from '../api/types';
import type { KubernetesObject } from '../kubernetes';
import { describeTimeline } from './describeTimeline';

function replicaSet(revision: number, at: string, image: string) {
  return {
    kind: 'ReplicaSet',
    namespace: 'shop',
    name: `cart-${revision}`,
    columns: { workload: 'Deployment/cart' },
    record: {
      kind: 'ReplicaSet',
      metadata: {
        annotations: { 'deployment.kubernetes.io/revision': String(revision) },
        creationTimestamp: at,
      },
      spec: { template: { spec: { containers: [{ name: 'main', image }] } } },
    } as KubernetesObject,
  };
}

function event(reason: string, at: string, kind = 'Deployment'): Event {
  return {
    cluster: 'west',
    namespace: 'shop',
    name: `${reason}-${at}`,
    type: 'Normal',
    reason,
    message: 'Scaled up to 5',
    object: { kind, namespace: 'shop', name: 'cart' },
    count: 1,
    lastSeenAt: at,
  };
}

const POD = {
  kind: 'Pod',
  namespace: 'shop',
  name: 'cart-7f',
  columns: { workload: 'Deployment/cart' },
  record: {
    kind: 'Pod',
    spec: {
      initContainers: [{ name: 'setup' }],
      containers: [{ name: 'main' }, { name: 'fine' }],
    },
    status: {
      initContainerStatuses: [
        {
          name: 'setup',
          lastState: { terminated: { finishedAt: '2026-11-20T08:00:00Z' } },
        },
      ],
      containerStatuses: [
        {
          name: 'main',
          lastState: {
            terminated: {
              finishedAt: '2026-11-20T11:00:00Z',
              reason: 'OOMKilled',
            },
          },
        },
        { name: 'fine', lastState: {} },
      ],
    },
  } as KubernetesObject,
};

const sentences = (...[rows, events]: [any[], Event[]]) =>
  describeTimeline('west', rows, events).map(
    ({ at, kind, object, title }) =>
      `${at.slice(11, 16)} ${kind} ${object.kind}: ${title}`,
  );

describe('The timeline', () => {
  it('has rollouts, restarts and scalings, oldest first', () => {
    expect(
      sentences(
        [
          POD,
          replicaSet(2, '2026-11-20T10:00:00Z', 'cart:2'),
          replicaSet(1, '2026-11-20T09:00:00Z', 'cart:1'),
        ],
        [
          event(
            'SuccessfulRescale',
            '2026-11-20T10:30:00Z',
            'HorizontalPodAutoscaler',
          ),
          event('BackOff', '2026-11-20T10:31:00Z'),
        ],
      ),
    ).toEqual([
      '09:00 rollout Deployment: cart: Revision 1: cart:1',
      '10:00 rollout Deployment: cart: Revision 2: image cart:2 instead of cart:1',
      '10:30 scaling HorizontalPodAutoscaler: cart: Scaled up to 5',
      '11:00 restart Pod: cart-7f: container main was restarted (OOMKilled)',
    ]);
  });

  it.each([
    ['is in a rollout', '2026-11-20T10:05:00Z', 0],
    ['is later than a rollout', '2026-11-20T10:15:00Z', 1],
    ['is before a rollout', '2026-11-20T09:58:00Z', 1],
  ])('counts a replica set that %s as %s: %d scalings', (_name, at, count) => {
    const found = describeTimeline(
      'west',
      [replicaSet(1, '2026-11-20T10:00:00Z', 'cart:1')],
      [event('ScalingReplicaSet', at)],
    );
    expect(found.filter(({ kind }) => kind === 'scaling')).toHaveLength(count);
  });
});

it('tells rollouts of StatefulSets while two revisions run', () => {
  const pod = (name: string, hash: string, at: string) => ({
    kind: 'Pod',
    namespace: 'shop',
    name,
    columns: { workload: 'StatefulSet/db' },
    record: {
      kind: 'Pod',
      metadata: {
        creationTimestamp: at,
        labels: { 'controller-revision-hash': hash },
      },
    } as KubernetesObject,
  });
  const rows = [
    pod('db-0', 'db-1', '2026-11-20T08:00:00Z'),
    pod('db-1', 'db-2', '2026-11-20T10:00:00Z'),
    pod('db-2', 'db-2', '2026-11-20T09:50:00Z'),
  ];
  expect(describeTimeline('west', rows, [])).toEqual([
    {
      at: '2026-11-20T09:50:00Z',
      kind: 'rollout',
      cluster: 'west',
      object: { kind: 'StatefulSet', namespace: 'shop', name: 'db' },
      title: 'db: revision db-2 rolls out',
    },
  ]);
  // Pods that were made anew are no rollout.
  expect(describeTimeline('west', rows.slice(1), [])).toEqual([]);
});

it.each([
  ['Scaled up replica set cart-7f from 1 to 3', 'cart: scaled up from 1 to 3'],
  [
    'Scaled down replica set cart-7f to 1 from 3',
    'cart: scaled down from 3 to 1',
  ],
  ['Scaled up replica set cart-7f to 3', 'cart: scaled up to 3'],
  ['Something else', 'cart: Something else'],
])('says of "%s": %s', (message, title) => {
  const scaled = {
    ...event('ScalingReplicaSet', '2026-11-20T10:00:00Z'),
    message,
  };
  expect(describeTimeline('west', [], [scaled])[0].title).toBe(title);
});
