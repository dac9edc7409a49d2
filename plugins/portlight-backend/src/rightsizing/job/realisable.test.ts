import {
  type CostHour,
  type KubernetesObject,
  podRequests,
} from '@portlight/plugin-portlight-common';
import type { ClusterPrices } from './clusterPrices';
import type { ReadCluster, ReadPod } from './readCluster';
import { NodePacker } from './realisable';

const HOUR = 3600;
const HOSTNAME = 'kubernetes.io/hostname';

const PRICES: ClusterPrices = {
  ofWorkload: () => ({ cpu: 0.1, memory: 0 }),
  node: name => (name === 'large' ? 300 : 100),
};

function node(name: string, cpu = 4): KubernetesObject {
  const amounts = { cpu: String(cpu), memory: '16Gi', pods: '110' };
  return { metadata: { name }, spec: {}, status: { allocatable: amounts } };
}

function pod(
  name: string,
  on: string,
  cpu: string,
  changes: { spec?: object; metadata?: object; kind?: string } = {},
): ReadPod {
  const { kind = 'Deployment', spec, metadata } = changes;
  return {
    workload: `${kind}/${name}`,
    record: {
      metadata: { namespace: 'shop', name, ...metadata },
      spec: {
        nodeName: on,
        containers: [{ name: 'app', resources: { requests: { cpu } } }],
        ...spec,
      },
    },
  };
}

/** What becomes money where each of these workloads should request so many cores. */
function saving(
  nodes: KubernetesObject[],
  pods: ReadPod[],
  targets: Record<string, number>,
  volumes: KubernetesObject[] = [],
) {
  const read = {
    pods,
    ofKind: (kind: string) =>
      ({ Node: nodes, PersistentVolume: volumes }[kind] ?? []),
  } as unknown as ReadCluster;
  const hour = {
    hour: 0,
    pods: pods.map(({ record }) => ({
      namespace: 'shop',
      name: record.metadata?.name,
      end: HOUR,
      requests: podRequests(record.spec),
    })),
  } as unknown as CostHour;
  return new NodePacker('east', read, hour, PRICES).saving(
    new Map(
      Object.entries(targets).map(([name, cpu]) => [
        `shop/${name}`,
        new Map([['app', { cpu }]]),
      ]),
    ),
  );
}

const TWO = [node('large'), node('small')];

it('counts the node that can go because of other requests', () => {
  const pods = [pod('web', 'large', '3'), pod('cart', 'small', '3')];
  expect(saving(TWO, pods, { 'Deployment/web': 1 })).toEqual({
    cluster: 'east',
    nodes: 2,
    nodesNeeded: 1,
    removable: ['large'],
    monthly: 300,
    message: '1 node can go with these requests.',
  });
  expect(saving(TWO, pods, { 'Deployment/web': 2 })).toMatchObject({
    removable: [],
    monthly: 0,
    message: expect.stringContaining('No node can go'),
  });
});

it.each<[string, Parameters<typeof pod>[3], string[]]>([
  ['can be moved', {}, ['large']],
  ['is of a DaemonSet', { kind: 'DaemonSet' }, ['large']],
  ['nothing controls', { kind: 'Pod' }, []],
  [
    'may not be evicted',
    {
      metadata: {
        annotations: {
          'cluster-autoscaler.kubernetes.io/safe-to-evict': 'false',
        },
      },
    },
    [],
  ],
  [
    'Karpenter is to leave',
    { metadata: { annotations: { 'karpenter.sh/do-not-disrupt': 'true' } } },
    [],
  ],
  [
    'must not be beside another',
    {
      spec: {
        affinity: {
          podAntiAffinity: {
            requiredDuringSchedulingIgnoredDuringExecution: [{}],
          },
        },
      },
    },
    [],
  ],
  [
    'would rather not be beside another',
    {
      spec: {
        affinity: {
          podAntiAffinity: {
            preferredDuringSchedulingIgnoredDuringExecution: [{}],
          },
        },
      },
    },
    ['large'],
  ],
  [
    'has to be spread',
    {
      spec: {
        topologySpreadConstraints: [{ whenUnsatisfiable: 'DoNotSchedule' }],
      },
    },
    [],
  ],
  [
    'selects nodes that there are none of',
    { spec: { nodeSelector: { a: 'b' } } },
    [],
  ],
  [
    'needs a GPU',
    {
      spec: {
        containers: [
          {
            name: 'app',
            resources: { requests: { cpu: '1', 'nvidia.com/gpu': '1' } },
          },
        ],
      },
    },
    [],
  ],
  [
    'has a volume of its machine',
    {
      spec: { volumes: [{ persistentVolumeClaim: { claimName: 'local' } }] },
    },
    [],
  ],
])('of a node whose pod %s: %j %j', (_, changes, removable) => {
  // The other node stays anyway.
  const pods = [
    pod('web', 'large', '3', changes),
    pod('cart', 'small', '3', { kind: 'Pod' }),
  ];
  const local = {
    spec: {
      claimRef: { namespace: 'shop', name: 'local' },
      nodeAffinity: {
        required: {
          nodeSelectorTerms: [{ matchExpressions: [{ key: HOSTNAME }] }],
        },
      },
    },
  };
  const targets = {
    'Deployment/web': 0.5,
    'DaemonSet/web': 0.5,
    'Pod/web': 0.5,
  };
  expect(saving(TWO, pods, targets, [local]).removable).toEqual(removable);
});

it('does not count a node that could go already, nor another one in its place', () => {
  const nodes = [node('large'), node('small'), node('full')];
  // Either of the first two can go; which one is tried first must not become money.
  const pods = [
    pod('web', 'large', '1'),
    pod('cart', 'small', '500m'),
    pod('db', 'full', '4'),
  ];
  expect(saving(nodes, pods, { 'Deployment/web': 0.1 })).toMatchObject({
    removable: ['small'],
    monthly: 0,
    message: expect.stringContaining('as many could go already'),
  });
});

it('says where nothing is recommended yet, and where pods would not fit', () => {
  const pods = [pod('web', 'large', '3'), pod('cart', 'small', '3')];
  expect(saving(TWO, pods, {})).toMatchObject({
    monthly: 0,
    message: expect.stringContaining('Nothing is recommended yet'),
  });
  expect(saving(TWO, pods, { 'Deployment/web': 4.5 })).toMatchObject({
    monthly: 0,
    message: expect.stringContaining('not all pods fit'),
  });
});
