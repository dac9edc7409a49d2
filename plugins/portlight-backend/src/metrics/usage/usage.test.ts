import { mockServices } from '@backstage/backend-test-utils';
import type {
  NodeUsage,
  ResourceMetrics,
  ResourceUsage,
} from '@portlight/plugin-portlight-common';
import {
  clusterDocument,
  namespaceRow,
  nodeRow,
  podRow,
  testDatabases,
  createTestFleet,
  type TestFleet,
  workloadRow,
} from '../../__testUtils__';
import { ClusterReader } from '../../clusters/read';
import type { OwnedCluster, OwnershipListener } from '../../inventory';
import { RecordReader } from '../../inventory/read';
import { SEES_EVERYTHING } from '../../permissions';
import { createHistory, DEFAULT_HISTORY_SETTINGS } from '../history';
import { SourceStates } from '../sources';
import {
  FakeApiServer,
  podMetrics,
  statsSummary,
} from './__testUtils__/FakeApiServer';
import { createUsage } from './createUsage';
import { DEFAULT_USAGE_SETTINGS } from './usageSettings';

jest.setTimeout(60_000);

const databases = testDatabases();

const PODS = '/apis/metrics.k8s.io/v1beta1/pods';
const KUBELET = '/api/v1/nodes/node-1/proxy/stats/summary';
/** A whole minute. */
const NOW = Date.parse('2026-11-21T10:00:00Z');

async function until(check: () => Promise<boolean> | boolean): Promise<void> {
  while (!(await check())) {
    await new Promise(resolve => {
      setTimeout(resolve, 5);
    });
  }
}

describe.each(databases.eachSupportedId())('usage on %s', id => {
  let fleet: TestFleet;
  let server: FakeApiServer;
  let clock: number;
  let owner: OwnershipListener;
  let nodes: NodeUsage[] | { unavailable: string; absent?: boolean };
  let announce: () => void;
  let started: { stop(): void };
  let handlers: ReturnType<typeof createUsage>['handlers'];
  let states: SourceStates;

  beforeEach(async () => {
    clock = NOW;
    server = new FakeApiServer();
    fleet = await createTestFleet(databases, id);
    const { knex } = fleet;
    const ofWorkload = {
      namespace: 'shop',
      node: 'node-1',
      workload: 'Deployment/cart',
    };
    const spec = (cpu: string) => ({
      spec: {
        containers: [
          { resources: { requests: { cpu }, limits: { cpu: '1' } } },
        ],
      },
    });
    await fleet.write(clusterDocument('east'), [
      nodeRow('east', { name: 'node-1' }),
      namespaceRow('east', { name: 'shop' }),
      workloadRow('east', { namespace: 'shop', name: 'cart' }),
      podRow('east', { ...ofWorkload, name: 'cart-a', record: spec('250m') }),
      podRow('east', { ...ofWorkload, name: 'cart-b', record: spec('250m') }),
      podRow('east', {
        namespace: 'shop',
        name: 'alone',
        node: 'node-1',
        record: { spec: { hostNetwork: true } },
      }),
    ]);
    const logger = mockServices.logger.mock();
    const history = createHistory({
      knex,
      logger,
      settings: DEFAULT_HISTORY_SETTINGS,
      taskLease: () => undefined,
      now: () => clock,
    });
    nodes = [{ name: 'node-1', cpu: 1.5, memory: 3e9 }];
    const listeners = new Set<() => void>();
    announce = () => listeners.forEach(listener => listener());
    const cluster: OwnedCluster = {
      name: 'east',
      connection: server.connection,
      lease: {
        type: 'cluster',
        name: 'east',
        token: 1,
        check: async () => {},
      },
      nodeUsage: {
        latest: () =>
          Array.isArray(nodes)
            ? { cpu: 0, memory: 0, nodes: new Map(), measured: nodes }
            : nodes,
        follow: listener => {
          listeners.add(listener);
          return () => listeners.delete(listener);
        },
      },
    };
    states = new SourceStates(knex, () => clock);
    const usage = createUsage({
      knex,
      logger,
      mirror: {
        follow: listener => {
          owner = listener;
          listener.claimed(cluster);
          return () => {};
        },
      },
      history,
      sources: { covers: () => false, evaluate: async () => undefined },
      states,
      settings: {
        ...DEFAULT_USAGE_SETTINGS,
        kubelet: { enabled: true, interval: 20, concurrency: 2 },
      },
      clusters: await ClusterReader.create(knex),
      records: new RecordReader(knex),
      now: () => clock,
    });
    handlers = usage.handlers;
    started = usage;
    server.answers.set(
      PODS,
      podMetrics([
        { namespace: 'shop', name: 'cart-a', cpu: '100m', memory: '100Mi' },
        { namespace: 'shop', name: 'cart-b', cpu: '300m', memory: '50Mi' },
        { namespace: 'shop', name: 'alone', cpu: '50m', memory: '10Mi' },
      ]),
    );
    server.answers.set(KUBELET, () =>
      statsSummary('node-1', {
        rxBytes: (clock - NOW) * 10,
        pods: [
          {
            namespace: 'shop',
            name: 'cart-a',
            rxBytes: clock - NOW,
            claims: { data: 1e9 },
          },
          { namespace: 'shop', name: 'alone', rxBytes: (clock - NOW) * 10 },
        ],
      }),
    );
    usage.start();
  });

  afterEach(() => started.stop());

  const ask = async (
    operation: keyof typeof handlers,
    path: object,
  ): Promise<ResourceMetrics> =>
    (await handlers[operation].answer({
      path: { cluster: 'east', ...path },
      query: {
        since: new Date(NOW - 60_000).toISOString(),
        until: new Date(NOW + 240_000).toISOString(),
        step: 60,
      },
      visibility: SEES_EVERYTHING,
    } as never)) as ResourceMetrics;

  const resource = (
    { resources }: ResourceMetrics,
    name: ResourceUsage['resource'],
  ) => resources.find(each => each.resource === name)!;

  const asked = (path: string) =>
    server.requests.filter(each => each === path).length;

  /** Lets the clock go on by a minute, and everything be measured at the new time. */
  const measure = async () => {
    clock += 60_000;
    // The round under way may have begun before.
    const kubelets = asked(KUBELET);
    const lists = asked(PODS);
    // What is announced during a round is not read a second time.
    await until(() => {
      announce();
      return asked(PODS) > lists;
    });
    await until(() => asked(KUBELET) > kubelets + 2);
  };

  it('answers what a cluster, its nodes, namespaces, workloads and pods use', async () => {
    for (let round = 0; round < 4; round++) await measure();
    await until(
      async () =>
        (
          await ask('getClusterMetrics', {})
        ).resources.filter(({ used }) => used).length === 5,
    );
    const cluster = await ask('getClusterMetrics', {});
    expect(cluster.stepSeconds).toBe(60);
    const cpu = resource(cluster, 'cpu');
    expect(cpu).toMatchObject({
      unit: 'cores',
      source: { kind: 'metricsApi', resolutionSeconds: 60 },
    });
    expect(new Set(cpu.used)).toEqual(new Set([null, 1.5]));
    // 10 bytes per millisecond.
    expect(
      resource(cluster, 'networkReceive').used!.filter(value => value),
    ).toEqual(expect.arrayContaining([10_000]));
    expect(resource(cluster, 'storage')).toMatchObject({
      capacity: 1e10,
      source: { kind: 'kubelet' },
    });
    const workload = await ask('getWorkloadMetrics', {
      namespace: 'shop',
      kind: 'Deployment',
      name: 'cart',
    });
    expect(resource(workload, 'cpu').used!.findLast(value => value)).toBe(0.4);
    expect(resource(workload, 'cpu')).toMatchObject({
      requests: 0.5,
      limits: 2,
    });
    expect(resource(workload, 'networkReceive').used).toContain(1000);
    const namespace = await ask('getNamespaceMetrics', { namespace: 'shop' });
    expect(
      resource(namespace, 'cpu').used!.findLast(value => value),
    ).toBeCloseTo(0.45);
    // What uses the node's network says the node's bytes.
    expect(resource(namespace, 'networkReceive').used).toContain(1000);
    expect(resource(namespace, 'networkReceive').used).not.toContain(11_000);
    const pod = await ask('getPodMetrics', {
      namespace: 'shop',
      name: 'alone',
    });
    expect(resource(pod, 'memory').used).toContain(10 * 2 ** 20);
    const node = await ask('getNodeMetrics', { name: 'node-1' });
    expect(resource(node, 'storage')).toMatchObject({ capacity: 1e11 });
  });

  it('says why something is not known, and takes CPU from kubelets where there is no metrics API', async () => {
    nodes = {
      unavailable: 'The cluster has no metrics API; install metrics-server.',
      absent: true,
    };
    await until(async () => {
      announce();
      const known = (await states.read(['east'])).get('east');
      return known?.get('metricsApi')?.status === 'absent';
    });
    // Of one second the first samples are kept, so that the round under way has to be over.
    const kubelets = asked(KUBELET);
    await until(() => asked(KUBELET) > kubelets + 2);
    clock += 60_000;
    const ofCluster = async () =>
      resource(await ask('getClusterMetrics', {}), 'cpu');
    await until(async () => (await ofCluster()).used?.includes(2) === true);
    expect((await ofCluster()).source?.name).toContain('kubelets');
    server.answers.set(KUBELET, {
      status: 403,
      body: {
        kind: 'Status',
        apiVersion: 'v1',
        message: 'nodes "node-1" is forbidden',
      },
    });
    await until(
      async () =>
        (await states.read(['east'])).get('east')?.get('kubelet')?.status ===
        'failing',
    );
    clock += 3_600_000;
    const later = (await handlers.getNodeMetrics.answer({
      path: { cluster: 'east', name: 'node-1' },
      query: { since: new Date(clock - 60_000).toISOString() },
      visibility: SEES_EVERYTHING,
    } as never)) as ResourceMetrics;
    expect(resource(later, 'cpu').message).toContain('install metrics-server');
    expect(resource(later, 'networkReceive').message).toMatch(
      /nodes\/proxy.*403.*ClusterRole/,
    );
  });

  it("asks nothing more of a cluster that is another replica's", async () => {
    await until(() => asked(KUBELET) > 1);
    owner.lost('east');
    const before = server.requests.length;
    announce();
    await new Promise(resolve => {
      setTimeout(resolve, 100);
    });
    expect(server.requests.length - before).toBeLessThanOrEqual(1);
  });

  it('knows nothing of what is not there', async () => {
    await expect(ask('getNodeMetrics', { name: 'no' })).rejects.toMatchObject({
      status: 404,
    });
    await expect(
      ask('getClusterMetrics', { cluster: 'no' }),
    ).rejects.toMatchObject({ status: 404 });
  });
});
