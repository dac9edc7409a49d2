import { ClusterInventory } from './ClusterInventory';
import { KINDS } from './kinds';
import type { KubernetesObject } from '../kubernetes';

const NOW = Date.parse('2026-11-20T12:00:00Z');

function inventoryOf(objects: readonly KubernetesObject[]) {
  const inventory = new ClusterInventory({ cluster: 'c1', now: () => NOW });
  objects.forEach(object => inventory.apply('ADDED', object));
  return inventory;
}

const owner = (kind: string, name: string, apiVersion = 'apps/v1') => [
  { apiVersion, kind, name, controller: true },
];

function pod(
  name: string,
  ownerReferences?: ReturnType<typeof owner>,
  labels?: Record<string, string>,
): KubernetesObject {
  return {
    kind: 'Pod',
    metadata: {
      namespace: 'shop',
      name,
      labels,
      ownerReferences,
      creationTimestamp: '2026-11-20T11:00:00Z',
    },
    spec: {
      nodeName: 'node-a',
      containers: [
        {
          name: 'main',
          image: 'shop/cart:1.4.0',
          resources: { requests: { cpu: '100m', memory: '1Gi' } },
        },
      ],
    },
    status: {
      phase: 'Running',
      conditions: [{ type: 'Ready', status: 'True' }],
      containerStatuses: [{ name: 'main', ready: true, restartCount: 2 }],
    },
  };
}

const deployment: KubernetesObject = {
  kind: 'Deployment',
  metadata: { namespace: 'shop', name: 'cart', labels: { team: 'red' } },
  spec: { replicas: 1, template: { spec: {} } },
  status: { readyReplicas: 1 },
};

const replicaSet: KubernetesObject = {
  kind: 'ReplicaSet',
  metadata: {
    namespace: 'shop',
    name: 'cart-7d9',
    ownerReferences: owner('Deployment', 'cart'),
  },
};

const node: KubernetesObject = {
  kind: 'Node',
  metadata: {
    name: 'node-a',
    labels: {
      'topology.kubernetes.io/region': 'eu',
      'topology.kubernetes.io/zone': 'eu-1',
    },
  },
  status: {
    allocatable: { cpu: '4', memory: '8Gi', pods: '110' },
    conditions: [{ type: 'Ready', status: 'True' }],
  },
};

const namespace: KubernetesObject = {
  kind: 'Namespace',
  metadata: { name: 'shop', labels: { team: 'blue' } },
  status: { phase: 'Active' },
};

function flushed(inventory: ClusterInventory) {
  return new Map(
    inventory
      .flush()
      .upserts.map(row => [`${row.kind}/${row.name}`, row] as const),
  );
}

describe('the workload of a pod', () => {
  it.each<[string, KubernetesObject[], string | undefined]>([
    [
      'a Deployment through its ReplicaSet',
      [deployment, replicaSet, pod('p', owner('ReplicaSet', 'cart-7d9'))],
      'Deployment/cart',
    ],
    [
      'a Deployment whose ReplicaSets may not be read',
      [
        deployment,
        pod('p', owner('ReplicaSet', 'cart-7d9'), {
          'pod-template-hash': '7d9',
        }),
      ],
      'Deployment/cart',
    ],
    [
      'a ReplicaSet that nothing controls',
      [
        { kind: 'ReplicaSet', metadata: { namespace: 'shop', name: 'alone' } },
        pod('p', owner('ReplicaSet', 'alone')),
      ],
      'ReplicaSet/alone',
    ],
    [
      'a Rollout through its ReplicaSet',
      [
        {
          kind: 'ReplicaSet',
          metadata: {
            namespace: 'shop',
            name: 'cart-7d9',
            ownerReferences: owner('Rollout', 'cart', 'argoproj.io/v1alpha1'),
          },
        },
        pod('p', owner('ReplicaSet', 'cart-7d9')),
      ],
      'Rollout/cart',
    ],
    [
      'a CronJob through its Job',
      [
        {
          kind: 'Job',
          metadata: {
            namespace: 'shop',
            name: 'report-1',
            ownerReferences: owner('CronJob', 'report', 'batch/v1'),
          },
        },
        pod('p', owner('Job', 'report-1', 'batch/v1')),
      ],
      'CronJob/report',
    ],
    [
      'a Job that something unknown controls',
      [
        {
          kind: 'Job',
          metadata: {
            namespace: 'shop',
            name: 'step',
            ownerReferences: owner('Workflow', 'w', 'argoproj.io/v1alpha1'),
          },
        },
        pod('p', owner('Job', 'step', 'batch/v1')),
      ],
      'Job/step',
    ],
    [
      'a kind that shares its name with one of Kubernetes',
      [pod('p', owner('Job', 'train', 'batch.volcano.sh/v1alpha1'))],
      'Job.batch.volcano.sh/train',
    ],
    ['nothing', [pod('p')], undefined],
    [
      'nothing for a static pod',
      [pod('p', owner('Node', 'n', 'v1'))],
      undefined,
    ],
  ])('is %s', (_, objects, expected) => {
    for (const order of [objects, [...objects].reverse()]) {
      expect(flushed(inventoryOf(order)).get('Pod/p')?.columns.workload).toBe(
        expected,
      );
    }
  });
});

it('shows a controller of an unknown kind as a workload, as long as it has pods', () => {
  const of = owner('CloneSet', 'cart', 'apps.kruise.io/v1alpha1');
  const labels = { app: 'cart', 'controller-revision-hash': 'x' };
  const inventory = inventoryOf([pod('a', of, labels), pod('b', of, labels)]);
  const row = flushed(inventory).get('CloneSet/cart');
  expect(row).toMatchObject({
    health: { status: 'healthy' },
    columns: { labels: { app: 'cart' }, restarts: 4 },
    summary: {
      kind: 'CloneSet',
      images: ['shop/cart:1.4.0'],
      replicas: { desired: 2, ready: 2 },
    },
  });
  expect(row?.columns.labels).toEqual({ app: 'cart' });
  inventory.replace('Pod', []);
  expect(inventory.flush().deletes).toContainEqual({
    kind: 'CloneSet',
    namespace: 'shop',
    name: 'cart',
  });
});

it('gives a bare pod an item that both lists can answer', () => {
  expect(flushed(inventoryOf([pod('p')])).get('Pod/p')?.summary).toMatchObject({
    kind: 'Pod',
    phase: 'Running',
    containersReady: 1,
    replicas: { desired: 1, ready: 1 },
    version: '1.4.0',
  });
});

it('takes the owner from the workload, then from the namespace', () => {
  const rows = flushed(
    inventoryOf([
      namespace,
      deployment,
      replicaSet,
      pod('p', owner('ReplicaSet', 'cart-7d9')),
      pod('bare'),
    ]),
  );
  expect(rows.get('Pod/p')?.columns.owner).toBe('group:default/red');
  expect(rows.get('Pod/bare')?.columns.owner).toBe('group:default/blue');
});

it('counts what a namespace has, and sums what a node is asked for', () => {
  const inventory = inventoryOf([]);
  const objects = [namespace, node, pod('a'), pod('b')];
  for (const { kind } of KINDS) {
    inventory.replace(
      kind,
      objects.filter(object => object.kind === kind),
    );
  }
  const rows = flushed(inventory);
  expect(rows.get('Namespace/shop')?.summary).toMatchObject({
    workloads: 2,
    workloadsFailing: 0,
    pods: 2,
  });
  expect(rows.get('Node/node-a')?.summary).toMatchObject({
    cpu: { allocatable: 4, requested: 0.2 },
    memory: { requested: 2 * 2 ** 30 },
    pods: { running: 2, allocatable: 110 },
    zone: 'eu-1',
  });
  expect(rows.get('Pod/a')?.summary).toMatchObject({ zone: 'eu-1' });
  expect(inventory.figures({ version: 'v1.34.1+k3s1' })).toMatchObject({
    counts: {
      nodes: 1,
      nodesReady: 1,
      namespaces: 1,
      workloads: 2,
      workloadsFailing: 0,
      pods: 2,
    },
    cpu: { allocatable: 4, requested: 0.2 },
    regions: ['eu'],
    provider: 'k3s',
  });
});

it('counts only what has been read', () => {
  const inventory = inventoryOf([]);
  inventory.replace('Pod', [pod('a')]);
  inventory.replace('Namespace', []);
  inventory.replace('Deployment', []);
  expect(inventory.figures().counts).toEqual({ namespaces: 0, pods: 1 });
});

it('says nothing of nodes that it may not read', () => {
  const inventory = inventoryOf([pod('a')]);
  inventory.flush();
  expect(inventory.figures().cpu).toBeUndefined();
  expect(inventory.figures().memory).toBeUndefined();
});

describe('what is flushed', () => {
  it('is nothing when an object is written without a change', () => {
    const inventory = inventoryOf([pod('a')]);
    inventory.flush();
    const again = pod('a');
    again.metadata!.resourceVersion = '99';
    inventory.apply('MODIFIED', again);
    expect(inventory.flush()).toEqual({ upserts: [], deletes: [] });
  });

  it('is nothing when an object goes and comes back the same', () => {
    const inventory = inventoryOf([pod('a')]);
    inventory.flush();
    inventory.apply('DELETED', pod('a'));
    inventory.apply('ADDED', pod('a'));
    expect(inventory.flush()).toMatchObject({ upserts: [], deletes: [] });
  });

  it('is what one pod is part of, and no more', () => {
    const others = Array.from({ length: 20 }, (_, index) =>
      pod(`other-${index}`),
    );
    const inventory = inventoryOf([
      namespace,
      node,
      deployment,
      replicaSet,
      ...others,
      pod('p', owner('ReplicaSet', 'cart-7d9')),
    ]);
    inventory.flush();
    const changed = pod('p', owner('ReplicaSet', 'cart-7d9'));
    changed.status.containerStatuses[0].restartCount = 3;
    inventory.apply('MODIFIED', changed);
    expect([...flushed(inventory).keys()].sort()).toEqual([
      'Deployment/cart',
      'Pod/p',
    ]);
  });

  it('takes away what a complete list does not have', () => {
    const inventory = inventoryOf([pod('a'), pod('b')]);
    inventory.flush();
    inventory.replace('Pod', [pod('b')]);
    expect(inventory.flush()).toMatchObject({
      upserts: [],
      deletes: [{ kind: 'Pod', namespace: 'shop', name: 'a' }],
    });
  });

  it('is nothing of what was never flushed', () => {
    const inventory = inventoryOf([pod('a')]);
    inventory.apply('DELETED', pod('a'));
    expect(inventory.flush()).toMatchObject({ upserts: [], deletes: [] });
  });
});

describe('what has ended', () => {
  const withUid = (uid: string, object = pod('a')): KubernetesObject => ({
    ...object,
    metadata: { ...object.metadata, uid },
  });
  const service = (type: string): KubernetesObject => ({
    kind: 'Service',
    metadata: { namespace: 'shop', name: 'web', uid: 'w' },
    spec: { type },
  });
  const ends = (inventory: ClusterInventory) =>
    (inventory.flush().ended ?? []).map(({ record, ...end }) => ({
      uid: record.metadata?.uid,
      ...end,
    }));

  it('is what was deleted, also before it was ever flushed', () => {
    const inventory = inventoryOf([withUid('1')]);
    inventory.apply('DELETED', withUid('1'));
    expect(ends(inventory)).toEqual([
      { uid: '1', endedAt: NOW, noticed: false },
    ]);
    expect(ends(inventory)).toEqual([]);
  });

  it('is an object whose name another one has', () => {
    const inventory = inventoryOf([withUid('1')]);
    inventory.apply('MODIFIED', withUid('2'));
    expect(ends(inventory)).toEqual([
      { uid: '1', endedAt: NOW, noticed: false },
    ]);
  });

  it('is only noticed where a list does not have it, or its end is late', () => {
    const inventory = inventoryOf([
      withUid('1'),
      withUid('2', pod('b')),
      withUid('3', pod('c')),
    ]);
    inventory.apply('DELETED', withUid('1'), 'Pod', { late: true });
    inventory.replace('Pod', [withUid('4', pod('b'))]);
    expect(ends(inventory)).toEqual([
      { uid: '1', endedAt: NOW, noticed: true },
      { uid: '2', endedAt: NOW, noticed: true },
      { uid: '3', endedAt: NOW, noticed: true },
    ]);
  });

  it('is remembered as it was in the end', () => {
    const inventory = inventoryOf([withUid('1')]);
    const last = withUid('1');
    last.status.phase = 'Succeeded';
    inventory.apply('DELETED', last);
    expect(inventory.flush().ended?.[0].record.status.phase).toBe('Succeeded');
  });

  it('is remembered as it was where its deletion says less', () => {
    const inventory = inventoryOf([withUid('1')]);
    inventory.apply('DELETED', {
      kind: 'Pod',
      metadata: { namespace: 'shop', name: 'a', uid: '1' },
    });
    expect(inventory.flush().ended?.[0].record.spec.nodeName).toBe('node-a');
  });

  it.each([
    ['LoadBalancer', 1],
    ['ClusterIP', 0],
  ])('is a Service of the type %s %i times', (type, times) => {
    const inventory = inventoryOf([service(type)]);
    inventory.apply('DELETED', service(type));
    expect(ends(inventory)).toHaveLength(times);
  });

  it('is nothing that costs nothing', () => {
    const inventory = inventoryOf([deployment]);
    inventory.apply('DELETED', deployment);
    expect(ends(inventory)).toEqual([]);
  });
});

it.each([
  ['no kind', {}],
  ['an unknown kind', { kind: 'Widget', metadata: { name: 'a' } }],
  ['no name', { kind: 'Pod', metadata: {} }],
  ['a name that is no text', { kind: 'Pod', metadata: { name: 7 as any } }],
])('leaves out objects with %s', (_, object) => {
  expect(inventoryOf([object]).flush().upserts).toEqual([]);
});

it('knows the kind of list items that do not say it', () => {
  const inventory = inventoryOf([]);
  const { kind, ...item } = pod('a');
  inventory.replace('Pod', [item]);
  inventory.apply(
    'ADDED',
    {
      kind: 'PartialObjectMetadata',
      metadata: { namespace: 'shop', name: 'release' },
    },
    'Secret',
  );
  expect(inventory.count('Pod')).toBe(1);
  expect(inventory.count('Secret')).toBe(1);
});

describe('items of lists', () => {
  const waiting = (message: string): KubernetesObject => {
    const object = pod('cart-1', owner('ReplicaSet', 'cart-7d9'));
    return {
      ...object,
      status: {
        ...object.status,
        podIP: '10.0.0.7',
        conditions: [{ type: 'Ready', status: 'False' }],
        containerStatuses: [
          {
            name: 'main',
            ready: false,
            restartCount: 2,
            state: { waiting: { reason: 'CreateContainerError', message } },
          },
        ],
      },
    };
  };

  const rowOf = (message: string) =>
    inventoryOf([deployment, replicaSet, waiting(message)])
      .flush()
      .upserts.find(({ kind }) => kind === 'Pod')!;

  it.each([
    ['long', 'stack trace '.repeat(500)],
    ['of characters outside the first plane', '\u{1F6A2}'.repeat(3_000)],
  ])('are short though a message is %s', (_, message) => {
    const { summary, health } = rowOf(message);
    const shown = (summary as { health: { message: string } }).health.message;
    expect(health.message.length).toBeGreaterThan(200);
    expect(shown.length).toBeLessThanOrEqual(200);
    expect(shown.endsWith('\u2026')).toBe(true);
    expect(health.message.startsWith(shown.slice(0, -1))).toBe(true);
    expect(shown).not.toMatch(/\p{Cs}/u);
    expect(JSON.stringify(summary).length).toBeLessThan(800);
  });

  it('leave out what the page of the pod says', () => {
    const { summary } = rowOf('short');
    expect(summary).not.toHaveProperty('ip');
    expect(summary).toMatchObject({
      namespace: 'shop',
      workload: { kind: 'Deployment', name: 'cart' },
    });
  });
});
