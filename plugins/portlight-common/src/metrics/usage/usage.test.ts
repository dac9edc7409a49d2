import fc from 'fast-check';
import { KubeletRollup } from './KubeletRollup';
import { parseNodeMetrics, parsePodMetrics } from './parseMetricsApi';
import { parseStatsSummary } from './parseStatsSummary';
import { rollUpUsage } from './rollUpUsage';
import type { NodeStats } from './types';

it('reads what metrics.k8s.io says, and nothing else', () => {
  expect(
    parseNodeMetrics({
      items: [
        {
          metadata: { name: 'n' },
          timestamp: '2026-11-21T10:00:00Z',
          usage: { cpu: '250m', memory: '1Gi' },
        },
        {
          metadata: { name: 'negative' },
          usage: { cpu: '-1', memory: 'lots' },
        },
        { metadata: {}, usage: { cpu: '1' } },
        null,
      ],
    }),
  ).toEqual([{ name: 'n', cpu: 0.25, memory: 2 ** 30, at: 1795255200 }]);
  expect(
    parsePodMetrics({
      items: [
        {
          metadata: { namespace: 'shop', name: 'p' },
          containers: [
            { usage: { cpu: '1', memory: '1Ki' } },
            { usage: { cpu: '500m' } },
            {},
          ],
        },
        { metadata: { namespace: 'shop', name: 'empty' }, containers: [] },
      ],
    }),
  ).toEqual([{ namespace: 'shop', name: 'p', cpu: 1.5, memory: 1024 }]);
});

it('throws at no document', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.jsonValue(), (value, other) => {
      expect(parseNodeMetrics(value)).toEqual(expect.any(Array));
      expect(parseNodeMetrics({ items: value })).toEqual(expect.any(Array));
      parsePodMetrics({
        items: [value, { metadata: other, containers: value }],
      });
      parseStatsSummary(value);
      parseStatsSummary({
        node: { nodeName: 'n', network: value, fs: other, runtime: value },
        pods: [value, { podRef: { name: 'p', namespace: 's' }, volume: other }],
      });
    }),
  );
});

it('reads what a kubelet says', () => {
  expect(
    parseStatsSummary({
      node: {
        nodeName: 'n',
        cpu: { usageNanoCores: 5e8 },
        memory: { workingSetBytes: 10 },
        network: {
          interfaces: [
            { name: 'cni0', rxBytes: 99, txBytes: 99 },
            { name: 'eth0', rxBytes: 1, txBytes: 2 },
          ],
        },
        fs: { usedBytes: 3, capacityBytes: 10 },
        runtime: { imageFs: { usedBytes: 4, capacityBytes: 20 } },
      },
      pods: [
        {
          podRef: { name: 'p', namespace: 's', uid: 'u' },
          startTime: '2026-11-21T10:00:00Z',
          network: { rxBytes: 5, txBytes: 6 },
          volume: [
            { name: 'data', usedBytes: 7, pvcRef: { name: 'c' } },
            { name: 'tmp', usedBytes: 8 },
          ],
        },
      ],
    }),
  ).toEqual({
    name: 'n',
    cpu: 0.5,
    memory: 10,
    receiveBytes: 1,
    transmitBytes: 2,
    fileSystem: { usedBytes: 7, capacityBytes: 30 },
    pods: [
      {
        namespace: 's',
        name: 'p',
        uid: 'u',
        startedAt: 1795255200,
        receiveBytes: 5,
        transmitBytes: 6,
        volumes: [{ name: 'data', claim: 's/c', usedBytes: 7 }],
      },
    ],
  });
});

it('adds pods to workloads and namespaces, and nodes to the cluster', () => {
  const sums = rollUpUsage({
    nodes: [
      { name: 'a', cpu: 1, memory: 10 },
      { name: 'b', cpu: 2 },
    ],
    pods: [
      { namespace: 's', name: 'p1', cpu: 1 },
      { namespace: 's', name: 'p2', cpu: 2, memory: 5 },
      { namespace: 's', name: 'alone', cpu: 4 },
    ],
    find: (_, name) =>
      name === 'alone' ? undefined : { workload: 'Deployment/w' },
  });
  expect(Object.fromEntries(sums)).toEqual({
    'node/a': { cpu: 1, memory: 10 },
    'node/b': { cpu: 2 },
    cluster: { cpu: 3, memory: 10 },
    'pod/s/p1': { cpu: 1 },
    'pod/s/p2': { cpu: 2, memory: 5 },
    'pod/s/alone': { cpu: 4 },
    'namespace/s': { cpu: 7, memory: 5 },
    'workload/s/Deployment/w': { cpu: 3, memory: 5 },
  });
});

describe('network bytes', () => {
  const find = () => ({ workload: 'Deployment/w' });
  const stats = (
    bytes: number,
    pods: { uid: string; bytes: number; startedAt?: number }[],
  ): NodeStats => ({
    name: 'n',
    receiveBytes: bytes,
    transmitBytes: 0,
    pods: pods.map(({ uid, bytes: receiveBytes, startedAt }) => ({
      namespace: 's',
      name: uid,
      uid,
      startedAt,
      receiveBytes,
      transmitBytes: 0,
      volumes: [],
    })),
  });
  const of = (rollup: KubeletRollup) =>
    rollup.network().get('workload/s/Deployment/w')?.receiveBytes;

  it('of a workload go on where its pods restart, come and go', () => {
    const rollup = new KubeletRollup();
    rollup.add(stats(0, [{ uid: 'a', bytes: 1000 }]), 0, find);
    expect(of(rollup)).toBe(0);
    rollup.add(stats(0, [{ uid: 'a', bytes: 1010 }]), 60, find);
    expect(of(rollup)).toBe(10);
    // Its counter began anew.
    rollup.add(stats(0, [{ uid: 'a', bytes: 5 }]), 120, find);
    expect(of(rollup)).toBe(15);
    // Another one has begun since the last look; of a third it is not known.
    rollup.add(
      stats(0, [
        { uid: 'b', bytes: 7, startedAt: 150 },
        { uid: 'c', bytes: 100, startedAt: 10 },
      ]),
      180,
      find,
    );
    expect(of(rollup)).toBe(22);
    rollup.retain(new Set(['n']));
    expect(rollup.network().has('pod/s/a')).toBe(false);
    expect(of(rollup)).toBe(22);
    rollup.retain(new Set());
    expect(of(rollup)).toBeUndefined();
  });

  it('never fall, whatever kubelets say', () => {
    const round = fc.array(
      fc.record({
        uid: fc.constantFrom('a', 'b', 'c'),
        bytes: fc.nat(1000),
        startedAt: fc.option(fc.nat(1000), { nil: undefined }),
      }),
      { maxLength: 3 },
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(1000), round)), rounds => {
        const rollup = new KubeletRollup();
        let before = new Map<string, number>();
        rounds.forEach(([bytes, pods], index) => {
          rollup.add(stats(bytes, pods), index * 60, find);
          const now = new Map(
            [...rollup.network()].map(([peer, { receiveBytes }]) => [
              peer,
              receiveBytes,
            ]),
          );
          for (const [peer, value] of before) {
            expect(now.get(peer)).toBeGreaterThanOrEqual(value);
          }
          before = now;
        });
      }),
    );
  });

  it('of pods that use the network of their node are the node’s alone', () => {
    const rollup = new KubeletRollup();
    const host = () => ({ hostNetwork: true });
    rollup.add(stats(0, [{ uid: 'a', bytes: 0 }]), 0, host);
    rollup.add(stats(50, [{ uid: 'a', bytes: 50 }]), 60, host);
    expect(rollup.network().get('cluster')?.receiveBytes).toBe(50);
    expect(rollup.network().has('namespace/s')).toBe(false);
  });
});

it('counts a claim once although several pods use it', () => {
  const rollup = new KubeletRollup();
  const pod = (name: string) => ({
    namespace: 's',
    name,
    volumes: [{ name: 'v', claim: 's/c', usedBytes: 5, capacityBytes: 9 }],
  });
  rollup.add({ name: 'n', pods: [pod('a'), pod('b')] }, 0, () => undefined);
  rollup.add({ name: 'm', pods: [pod('d')] }, 0, () => undefined);
  const figures = rollup.storage();
  for (const peer of ['cluster', 'namespace/s', 'pod/s/a', 'pod/s/d']) {
    expect(figures.get(peer)).toEqual({ usedBytes: 5, capacityBytes: 9 });
  }
});
