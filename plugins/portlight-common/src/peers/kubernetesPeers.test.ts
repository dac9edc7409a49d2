import fc from 'fast-check';
import type { KubernetesObject } from '../kubernetes';
import {
  isSelf,
  peersOfEndpointSlices,
  peersOfPods,
  type PeerPod,
} from './kubernetesPeers';

const HEALTHY = {
  status: 'healthy' as const,
  reason: 'Ready',
  message: 'It is ready',
};
const EAST = { cluster: 'east' };

function pod(name: string, changes: KubernetesObject = {}): PeerPod {
  return {
    record: {
      kind: 'Pod',
      ...changes,
      metadata: {
        name,
        namespace: 'shop',
        uid: `uid-${name}`,
        labels: { app: 'cart' },
        ...changes.metadata,
      },
      spec: {
        nodeName: 'node-1',
        containers: [
          { image: 'cart:1.2', ports: [{ name: 'web', containerPort: 8080 }] },
        ],
        ...changes.spec,
      },
      status: {
        phase: 'Running',
        podIP: '10.0.0.1',
        startTime: '2026-11-21T08:00:00Z',
        conditions: [{ type: 'Ready', status: 'True' }],
        ...changes.status,
      },
    },
    health: HEALTHY,
  };
}

function slice(
  endpoints: object[],
  options: { addressType?: string; ports?: unknown } = {},
): KubernetesObject {
  const { addressType = 'IPv4', ports = [{ name: 'web', port: 8080 }] } =
    options;
  return {
    kind: 'EndpointSlice',
    metadata: { namespace: 'shop' },
    addressType,
    endpoints,
    ports,
  };
}

function endpoint(name: string, address: string, more: object = {}) {
  return {
    addresses: [address],
    targetRef: { kind: 'Pod', name, uid: `uid-${name}` },
    ...more,
  };
}

const pods = (...all: PeerPod[]) =>
  new Map(all.map(each => [each.record.metadata!.name!, each]));

it('merges the slices of a Service, and an endpoint that is in two of them', () => {
  const peers = peersOfEndpointSlices(
    [
      slice([endpoint('a', '10.0.0.1'), endpoint('b', '10.0.0.2')]),
      slice([endpoint('b', '10.0.0.2'), endpoint('c', '10.0.0.3')]),
    ],
    pods(),
    EAST,
  );
  expect(peers.map(({ id, host }) => [id, host])).toEqual([
    ['uid-a', '10.0.0.1'],
    ['uid-b', '10.0.0.2'],
    ['uid-c', '10.0.0.3'],
  ]);
});

it.each([
  ['IPv4 where the pod says nothing', undefined, '10.0.0.1'],
  ["the pod's own choice", 'fd00::1', 'fd00::1'],
])('takes dual stack for one peer, at %s', (_, podIP, expected) => {
  const peers = peersOfEndpointSlices(
    [
      slice([endpoint('a', 'fd00::1')], { addressType: 'IPv6' }),
      slice([endpoint('a', '10.0.0.1')]),
    ],
    podIP ? pods(pod('a', { status: { podIP } })) : pods(),
    EAST,
  );
  expect(peers).toHaveLength(1);
  expect(peers[0].host).toBe(expected);
});

it('tells a pod from the one of the same name before it, also where slices do not say their UIDs', () => {
  const old = { targetRef: { kind: 'Pod', name: 'a' } };
  const peers = peersOfEndpointSlices(
    [
      slice([
        endpoint('a', '10.0.0.9', {
          ...old,
          conditions: { ready: true, terminating: true },
        }),
      ]),
      slice([
        endpoint('a', '10.0.0.1', { ...old, conditions: { ready: false } }),
      ]),
    ],
    pods(pod('a')),
    EAST,
  );
  expect(peers).toMatchObject([
    { id: 'uid-a', host: '10.0.0.1', ready: false, terminating: false },
  ]);
});

it('does not give a peer what is known of another pod of its name', () => {
  const [peer] = peersOfEndpointSlices(
    [
      slice([
        endpoint('a', '10.0.0.9', {
          targetRef: { kind: 'Pod', name: 'a', uid: 'uid-before' },
        }),
      ]),
    ],
    pods(pod('a')),
    EAST,
  );
  expect(peer).toMatchObject({ id: 'uid-before', labels: {} });
  expect(peer.version).toBeUndefined();
});

it.each([
  [{}, { ready: true, serving: true, terminating: false }],
  [{ ready: null }, { ready: true, serving: true, terminating: false }],
  [{ ready: false }, { ready: false, serving: false, terminating: false }],
  [
    { ready: false, serving: true, terminating: true },
    { ready: false, serving: true, terminating: true },
  ],
])('reads the conditions %j', (conditions, expected) => {
  expect(
    peersOfEndpointSlices(
      [slice([endpoint('a', '10.0.0.1', { conditions })])],
      pods(),
      EAST,
    ),
  ).toMatchObject([expected]);
});

it('knows what its pod and node say', () => {
  const [peer] = peersOfEndpointSlices(
    [slice([endpoint('a', '10.0.0.1', { nodeName: 'node-1', zone: 'eu-1b' })])],
    pods(
      pod('a', {
        status: { containerStatuses: [{ restartCount: 3 }] },
        spec: {
          containers: [{ name: 'main', image: 'registry:5000/cart:2.0' }],
        },
      }),
    ),
    {
      cluster: 'east',
      nodes: new Map([
        [
          'node-1',
          {
            metadata: { labels: { 'topology.kubernetes.io/region': 'eu-1' } },
          },
        ],
      ]),
    },
  );
  expect(peer).toMatchObject({
    cluster: 'east',
    namespace: 'shop',
    name: 'a',
    pod: 'a',
    node: 'node-1',
    zone: 'eu-1b',
    region: 'eu-1',
    version: '2.0',
    startedAt: '2026-11-21T08:00:00Z',
    labels: { app: 'cart' },
    health: HEALTHY,
  });
});

it('knows endpoints that are no pods by their addresses, and ports without names', () => {
  expect(
    peersOfEndpointSlices(
      [
        slice([{ addresses: ['192.168.1.1'], hostname: 'db-1' }], {
          ports: [{ name: null, port: 5432 }],
        }),
      ],
      pods(),
      EAST,
    ),
  ).toMatchObject([
    {
      id: '192.168.1.1:5432',
      name: 'db-1',
      host: '192.168.1.1',
      port: 5432,
      health: { status: 'unknown' },
    },
  ]);
});

it.each([
  ['no endpoints', { endpoints: undefined }],
  ['null', { endpoints: null }],
  ['no address', { endpoints: [{ addresses: [] }, {}, null, 'x', 7] }],
  ['strange ports', { endpoints: [], ports: 'all' }],
])('finds nobody in a slice with %s', (_, parts) => {
  expect(
    peersOfEndpointSlices([{ ...slice([]), ...parts }], pods(), EAST),
  ).toEqual([]);
});

it.each<[string, object, object, object]>([
  ['the port that is named for metrics', {}, {}, { port: 9090 }],
  [
    'what the pod says',
    { 'prometheus.io/port': '8080', 'prometheus.io/path': '/prom' },
    {},
    { port: 8080, path: '/prom' },
  ],
  [
    'our annotation before the convention',
    { 'portlight.io/metrics-port': '7000', 'prometheus.io/port': '8080' },
    {},
    { port: 7000 },
  ],
  [
    "the entity's before the pod's",
    { 'portlight.io/metrics-port': '7000' },
    { before: [{ port: 'web', scheme: 'https' }] },
    { port: 8080, scheme: 'https' },
  ],
  [
    "the Service's after the pod's",
    { 'portlight.io/metrics-path': '/pod' },
    { after: [{ path: '/service', port: '7001' }] },
    { path: '/pod', port: 7001 },
  ],
  [
    'another one where the port that is named is not there',
    {},
    { after: [{ port: 'admin' }] },
    { port: 9090 },
  ],
])('scrapes %s', (_, annotations, wishes, expected) => {
  const [peer] = peersOfPods(
    [
      pod('a', {
        metadata: { annotations: annotations as Record<string, string> },
        spec: {
          containers: [
            {
              ports: [
                { name: 'web', containerPort: 8080 },
                { name: 'http-metrics', containerPort: 9090 },
                { name: 'dns', containerPort: 53, protocol: 'UDP' },
              ],
            },
          ],
        },
      }),
    ],
    { cluster: 'east', wishes },
  );
  expect(peer.metrics).toMatchObject({ path: '/metrics', ...expected });
});

it.each(['prometheus.io/scrape', 'portlight.io/scrape'])(
  'does not scrape who says %s: false',
  name => {
    const [peer] = peersOfPods(
      [pod('a', { metadata: { annotations: { [name]: 'false' } } })],
      EAST,
    );
    expect(peer.metrics).toBeUndefined();
  },
);

it('takes https for what the name of its port says', () => {
  const [peer] = peersOfPods(
    [
      pod('a', {
        spec: {
          containers: [
            { ports: [{ name: 'https-metrics', containerPort: 10250 }] },
          ],
        },
      }),
    ],
    EAST,
  );
  expect(peer.metrics).toEqual({
    scheme: 'https',
    port: 10250,
    path: '/metrics',
  });
});

it('takes pods that have an address and have not ended', () => {
  const peers = peersOfPods(
    [
      pod('runs'),
      pod('ended', { status: { phase: 'Succeeded' } }),
      pod('pending', { status: { podIP: undefined } }),
      pod('ends', {
        metadata: { deletionTimestamp: '2026-11-21T08:00:00Z' },
        status: { conditions: [] },
      }),
    ],
    EAST,
  );
  expect(
    peers.map(({ name, ready, terminating }) => [name, ready, terminating]),
  ).toEqual([
    ['runs', true, false],
    ['ends', false, true],
  ]);
});

it('reads where liveness is probed', () => {
  const [peer] = peersOfPods(
    [
      pod('a', {
        metadata: { annotations: { 'portlight.io/probe-port': 'web' } },
      }),
    ],
    { cluster: 'east', probes: { after: [{ path: '/healthz', port: '1' }] } },
  );
  expect(peer.liveness).toEqual({ port: 8080, path: '/healthz' });
});

it.each([
  ['its pod', { pod: 'a', namespace: 'shop' }, ['b']],
  ['a pod of its name elsewhere', { pod: 'a', namespace: 'other' }, ['a', 'b']],
  ['its address', { address: '10.0.0.2' }, ['a']],
  ['nobody', {}, ['a', 'b']],
])('leaves out itself: %s', (_, self, expected) => {
  const all = [pod('a'), pod('b', { status: { podIP: '10.0.0.2' } })];
  expect(
    peersOfPods(all, { cluster: 'east', self }).map(({ name }) => name),
  ).toEqual(expected);
  expect(isSelf({ host: '10.0.0.2' }, undefined)).toBe(false);
});

it('finds every pod once, however its endpoints are spread over slices', () => {
  const names = ['a', 'b', 'c', 'd'];
  fc.assert(
    fc.property(
      fc.array(
        fc.array(
          fc.record({
            name: fc.constantFrom(...names),
            ipv6: fc.boolean(),
            ready: fc.option(fc.boolean()),
          }),
        ),
        { maxLength: 6 },
      ),
      slices => {
        const peers = peersOfEndpointSlices(
          slices.map(endpoints =>
            slice(
              endpoints.map(({ name, ipv6, ready }) =>
                endpoint(
                  name,
                  ipv6 ? `fd00::${name}` : `10.0.0.${name.charCodeAt(0)}`,
                  {
                    conditions: { ready },
                  },
                ),
              ),
            ),
          ),
          pods(),
          EAST,
        );
        const expected = new Set(slices.flat().map(({ name }) => name));
        expect(peers.map(({ name }) => name).sort()).toEqual(
          [...expected].sort(),
        );
        for (const peer of peers) {
          const own = slices.flat().filter(({ name }) => name === peer.name);
          expect(peer.ready).toBe(own.some(({ ready }) => ready !== false));
          expect(peer.host.includes(':')).toBe(own.every(({ ipv6 }) => ipv6));
        }
      },
    ),
  );
});
