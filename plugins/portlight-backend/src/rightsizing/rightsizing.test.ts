import {
  mockServices,
  type TestDatabaseId,
} from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import {
  DAY_SECONDS,
  type InventoryRow,
  PortlightError,
} from '@portlight/plugin-portlight-common';
import { namespaceRow, testDatabases, type TestFleet } from '../__testUtils__';
import type { OwnedCluster, OwnershipListener } from '../inventory';
import { SEES_EVERYTHING, type Visibility } from '../permissions';
import {
  DAY,
  HOUR,
  LEASE,
  MIB,
  NOW,
  otherRow,
  pastHour,
  PRICE_BOOK,
  rightsizingFleet,
  workloadRows,
} from './__testUtils__/fleet';
import {
  createRightsizing,
  type RightsizingService,
} from './createRightsizing';
import { computeCluster } from './job';
import { rightsizingRetention } from './retention';
import { DEFAULT_RIGHTSIZING_SETTINGS } from './settings';
import { ContainerUsageStore } from './usage';

jest.setTimeout(60_000);

const databases = testDatabases();

const SHOP_ONLY: Visibility = {
  ...SEES_EVERYTHING,
  namespaces: {
    filter: { property: 'name', values: ['shop'] },
    negated: false,
  } as never,
  workloads: {
    filter: { property: 'owner', values: ['group:default/shop'] },
    negated: false,
  } as never,
};

const EMPTY_HISTORY = {
  range: async () => ({
    step: 3600,
    level: '1h' as const,
    times: [],
    series: [],
  }),
};

const CLUSTER: OwnedCluster = {
  name: 'east',
  lease: LEASE,
  connection: {
    request: async () => {
      throw new Error('not asked');
    },
    close: async () => {},
  },
};

describe.each(databases.eachSupportedId())('rightsizing on %s', id => {
  let fleet: TestFleet;
  let service: RightsizingService;
  let owner: OwnershipListener;

  async function start(rows: InventoryRow[]): Promise<void> {
    fleet = await rightsizingFleet(databases, id as TestDatabaseId, rows);
    service = createRightsizing({
      knex: fleet.knex,
      logger: mockServices.logger.mock(),
      mirror: {
        follow: listener => {
          owner = listener;
          return () => {};
        },
      },
      catalog: catalogServiceMock({
        entities: [
          {
            apiVersion: 'backstage.io/v1alpha1',
            kind: 'Component',
            metadata: {
              name: 'cart',
              annotations: { 'portlight.io/workload': 'Deployment/cart' },
            },
          },
        ],
      }),
      prices: PRICE_BOOK,
      history: EMPTY_HISTORY,
      settings: DEFAULT_RIGHTSIZING_SETTINGS,
      currency: 'EUR',
      now: () => NOW * 1000,
      random: () => 0.5,
    });
    service.start();
  }

  afterEach(async () => {
    await service?.stop();
  });

  /** Days of hours before now. */
  async function past(
    days: number,
    workloads: Parameters<typeof pastHour>[1],
  ): Promise<void> {
    const hours = Array.from({ length: days * 24 }, (_, index) =>
      pastHour(NOW - (days * 24 - index) * HOUR, workloads),
    );
    await service.recordUsageHours(hours, LEASE);
  }

  const compute = (now = NOW) =>
    computeCluster({
      knex: fleet.knex,
      cluster: 'east',
      lease: LEASE,
      prices: PRICE_BOOK,
      history: EMPTY_HISTORY,
      settings: DEFAULT_RIGHTSIZING_SETTINGS,
      now: now * 1000,
    });

  const ask = <Operation extends keyof RightsizingService['handlers']>(
    operation: Operation,
    request: object = {},
  ): Promise<any> =>
    service.handlers[operation].answer({
      path: {},
      query: {},
      visibility: SEES_EVERYTHING,
      credentials: mockServices.auth.mock,
      ...request,
    } as never) as Promise<any>;

  it('says what a workload should request, what that saves, and how', async () => {
    await start(
      workloadRows('east', { name: 'cart', owner: 'group:default/shop' }),
    );
    await past(8, [{ name: 'cart', cpu: 0.1, memory: 200 * MIB }]);
    await compute();

    const report = await ask('listRightsizing');
    expect(report).toMatchObject({
      strategy: 'portlight',
      currency: 'EUR',
      total: 1,
      notices: [],
    });
    const [item] = report.items;
    expect(item).toMatchObject({
      cluster: 'east',
      namespace: 'shop',
      kind: 'Deployment',
      workload: 'cart',
      owner: 'group:default/shop',
      replicas: 2,
      confidence: 'high',
      severity: 'critical',
    });
    const [container] = item.containers;
    expect(container).toMatchObject({
      name: 'app',
      cpuRequest: 1,
      memoryTarget: 230 * MIB,
      days: 8,
      samples: 8 * 288 * 2,
    });
    // (what is requested - what should be) x price x 730 hours x 2 pods.
    const expected =
      ((1 - container.cpuTarget) * 0.1 + (1024 - 230) * MIB * 1e-11) * 1460;
    expect(report.theoreticalSaving).toBeCloseTo(expected, 6);
    expect(item.patch).toBe(`apiVersion: apps/v1
kind: Deployment
metadata:
  name: cart
  namespace: shop
spec:
  template:
    spec:
      containers:
        - name: app
          resources:
            requests:
              cpu: ${Math.round(container.cpuTarget * 1000)}m
              memory: 230Mi
`);
    // One node of two is empty already: that is no saving of other requests.
    expect(report.realisable).toEqual([
      expect.objectContaining({
        cluster: 'east',
        nodes: 2,
        monthly: 0,
        message: expect.stringContaining('could go already'),
      }),
    ]);
  });

  it('says which nodes can go because of other requests', async () => {
    await start([
      ...workloadRows('east', { name: 'cart', pods: 3 }),
      ...workloadRows('east', { name: 'web', pods: 3, node: 'node-2' }),
    ]);
    await past(2, [
      { name: 'cart', pods: 3, cpu: 0.1, memory: 200 * MIB },
      { name: 'web', pods: 3, cpu: 0.1, memory: 200 * MIB },
    ]);
    await compute();
    const { realisable } = await ask('listRightsizing');
    expect(realisable[0]).toMatchObject({ nodes: 2, nodesNeeded: 1 });
    expect(realisable[0].removable).toHaveLength(1);
    expect(realisable[0].monthly).toBeCloseTo(
      (4 * 0.1 + 16 * 1024 * MIB * 1e-11) * 730,
      6,
    );
  });

  it.each(['portlight', 'vpa', 'krr'])(
    'answers by the strategy %s',
    async strategy => {
      await start(workloadRows('east', { name: 'cart' }));
      await past(2, [{ name: 'cart', cpu: 0.1, memory: 200 * MIB }]);
      await compute();
      const report = await ask('listRightsizing', { query: { strategy } });
      expect(report.strategy).toBe(strategy);
      const [container] = report.items[0].containers;
      expect(container.cpuTarget).toBeLessThan(0.2);
      expect(container.cpuUpper !== undefined).toBe(strategy === 'vpa');
      expect(container.memoryLimitTarget !== undefined).toBe(
        strategy === 'krr',
      );
    },
  );

  it('counts an hour once, however often and in whatever order it comes', async () => {
    await start(workloadRows('east', { name: 'cart' }));
    const hours = [3, 1, 2, 1].map(ago =>
      pastHour(NOW - ago * HOUR, [{ name: 'cart', cpu: 0.1, memory: MIB }]),
    );
    await service.recordUsageHours(hours, LEASE);
    await service.recordUsageHours(hours.slice(0, 2), LEASE);
    const store = new ContainerUsageStore(fleet.knex);
    const specs = await store.specs('east');
    expect(specs.map(({ workload }) => workload)).toEqual([
      '',
      'Deployment/cart',
    ]);
    const [day] = await store.days([specs[1].id], 0);
    const samples = [...day.usage.cpu.values()].reduce(
      (sum, each) => sum + each,
      0,
    );
    expect(samples).toBe(3 * 12 * 2);
  });

  it('writes nothing without the lease, and all of it later', async () => {
    await start(workloadRows('east', { name: 'cart' }));
    const hours = [
      pastHour(NOW - HOUR, [{ name: 'cart', cpu: 0.1, memory: MIB }]),
    ];
    const lost = {
      check: async () => {
        throw new Error('lost');
      },
    };
    await expect(service.recordUsageHours(hours, lost)).rejects.toThrow('lost');
    expect(await fleet.knex('container_usage')).toEqual([]);
    expect(await fleet.knex('container_specs')).toEqual([]);
    await service.recordUsageHours(hours, LEASE);
    expect(await fleet.knex('container_usage')).toHaveLength(2);
  });

  it('keeps what is measured, five minutes at a time', async () => {
    await start([
      ...workloadRows('east', { name: 'cart' }),
      otherRow('east', 'ResourceQuota', 'shop', 'team', {
        spec: { hard: { 'requests.cpu': '10' } },
        status: { used: { 'requests.cpu': '2', __proto__: '1' } },
      }),
    ]);
    owner.claimed(CLUSTER);
    const measure = (at: number, cpu: number, measuredAt = at) =>
      service.onPodUsage(
        CLUSTER,
        at,
        [
          {
            namespace: 'shop',
            name: 'cart-0',
            at: measuredAt,
            containers: [{ name: 'app', cpu, memory: 100 * MIB }],
          },
          {
            namespace: 'shop',
            name: 'gone',
            containers: [{ name: 'app', cpu: 9 }],
          },
        ],
        (_, name) =>
          name === 'gone' ? undefined : { workload: 'Deployment/cart' },
      );
    measure(NOW, 0.2);
    measure(NOW + 60, 0.4);
    // The same figures again are no new sample.
    measure(NOW + 90, 0.4, NOW + 60);
    measure(NOW + 300, 1);
    await service.stop();

    const store = new ContainerUsageStore(fleet.knex);
    const [, spec, ...others] = await store.specs('east');
    expect(others).toEqual([]);
    const [{ usage, day }] = await store.days([spec.id], 0);
    expect(day).toBe(Math.floor(NOW / DAY_SECONDS));
    // One sample of what there was on average; the second five minutes are not over.
    expect(usage.cpuPeak).toBe(300);
    expect([...usage.cpu.values()]).toEqual([1]);
    expect(await fleet.knex('quota_usage')).toEqual([
      expect.objectContaining({ namespace: 'shop', name: 'team', samples: 1 }),
    ]);
  });

  it('knows what ran out of memory, each time once', async () => {
    const terminated = {
      reason: 'OOMKilled',
      finishedAt: '2026-11-21T09:58:00Z',
    };
    await start(
      workloadRows('east', {
        name: 'cart',
        pods: 1,
        resources: {
          requests: { memory: '256Mi' },
          limits: { memory: '256Mi' },
        },
        status: {
          containerStatuses: [{ name: 'app', lastState: { terminated } }],
        },
      }),
    );
    owner.claimed(CLUSTER);
    for (const at of [NOW, NOW + 300, NOW + 600]) {
      service.onPodUsage(
        CLUSTER,
        at,
        [
          {
            namespace: 'shop',
            name: 'cart-0',
            containers: [{ name: 'app', cpu: 0.1, memory: 200 * MIB }],
          },
        ],
        () => ({ workload: 'Deployment/cart' }),
      );
      await new Promise(resolve => {
        setTimeout(resolve, 50);
      });
    }
    await service.stop();
    await compute(NOW + 900);
    const { items } = await ask('listRightsizing');
    expect(items[0].containers[0]).toMatchObject({
      outOfMemory: 1,
      memoryTarget: 320 * MIB,
      memoryLimitTarget: 320 * MIB,
    });
  });

  it('shows nobody what is hidden, and no sums of it', async () => {
    await start([
      ...workloadRows('east', { name: 'cart', owner: 'group:default/shop' }),
      namespaceRow('east', { name: 'bank' }),
      ...workloadRows('east', {
        namespace: 'bank',
        name: 'vault',
        owner: 'group:default/bank',
      }),
    ]);
    await past(2, [
      { name: 'cart', cpu: 0.1, memory: 200 * MIB },
      { namespace: 'bank', name: 'vault', cpu: 0.1, memory: 200 * MIB },
    ]);
    await compute();
    const all = await ask('listRightsizing');
    expect(all.total).toBe(2);
    const some = await ask('listRightsizing', { visibility: SHOP_ONLY });
    expect(some.total).toBe(1);
    expect(some.theoreticalSaving).toBeCloseTo(all.theoreticalSaving / 2, 9);
    expect(some.realisable).toEqual([]);
    expect(JSON.stringify(some)).not.toContain('vault');
    expect(some.notices.map(({ code }: { code: string }) => code)).toEqual([
      'restricted',
    ]);
    const none = await ask('listRightsizing', {
      visibility: { ...SEES_EVERYTHING, clusters: 'nothing' },
    });
    expect(none).toMatchObject({
      items: [],
      total: 0,
      theoreticalSaving: 0,
      realisable: [],
      notices: [],
    });
    await expect(
      ask('getWorkloadRightsizing', {
        path: {
          cluster: 'east',
          namespace: 'bank',
          kind: 'Deployment',
          name: 'vault',
        },
        visibility: SHOP_ONLY,
      }),
    ).rejects.toThrow(PortlightError);
    const advice = await ask('listRightsizingAdvice', {
      visibility: SHOP_ONLY,
    });
    expect(JSON.stringify(advice)).not.toContain('bank');
  });

  it('narrows by workload, owner, namespace, name and entity', async () => {
    await start([
      ...workloadRows('east', { name: 'cart', owner: 'group:default/shop' }),
      ...workloadRows('east', { name: 'web' }),
    ]);
    await past(2, [
      { name: 'cart', cpu: 0.1, memory: 200 * MIB },
      { name: 'web', cpu: 0.5, memory: 200 * MIB },
    ]);
    await compute();
    const names = async (
      operation:
        | 'listRightsizing'
        | 'getEntityRightsizing'
        | 'getWorkloadRightsizing',
      request: object,
    ) =>
      (await ask(operation, request)).items.map(
        ({ workload }: { workload: string }) => workload,
      );
    expect(await names('listRightsizing', {})).toEqual(['cart', 'web']);
    expect(await names('listRightsizing', { query: { limit: 1 } })).toEqual([
      'cart',
    ]);
    expect(
      await names('listRightsizing', { query: { workload: 'Deployment/web' } }),
    ).toEqual(['web']);
    expect(
      await names('listRightsizing', { query: { owner: ['shop'] } }),
    ).toEqual(['cart']);
    expect(await names('listRightsizing', { query: { search: 'WE' } })).toEqual(
      ['web'],
    );
    expect(
      await names('listRightsizing', { query: { namespace: ['other'] } }),
    ).toEqual([]);
    expect(
      await names('getWorkloadRightsizing', {
        path: {
          cluster: 'east',
          namespace: 'shop',
          kind: 'Deployment',
          name: 'web',
        },
      }),
    ).toEqual(['web']);
    expect(
      await names('getEntityRightsizing', {
        path: { kind: 'component', namespace: 'default', name: 'cart' },
        credentials: { principal: { type: 'user' } },
      }),
    ).toEqual(['cart']);
    await expect(
      ask('listRightsizing', { query: { workload: 'web' } }),
    ).rejects.toThrow('Deployment/cart');
  });

  it('forgets what is gone, and says what was not looked at', async () => {
    await start(workloadRows('east', { name: 'cart' }));
    expect((await ask('listRightsizing')).notices).toEqual([
      expect.objectContaining({ code: 'not-computed', clusters: ['east'] }),
    ]);
    await past(2, [{ name: 'cart', cpu: 0.1, memory: 200 * MIB }]);
    await compute();
    await fleet.store.write('east', {
      changes: {
        upserts: [],
        deletes: [{ kind: 'Deployment', namespace: 'shop', name: 'cart' }],
      },
      visible: true,
      workers: [],
    });
    // At once, since what is not there is not visible.
    expect((await ask('listRightsizing')).total).toBe(0);
    await compute(NOW + 60);
    expect(await fleet.knex('rightsizings')).toEqual([]);
  });

  it('advises on quotas, abandoned workloads, volumes and load balancers', async () => {
    await start([
      ...workloadRows('east', { name: 'old' }),
      otherRow('east', 'PersistentVolume', '', 'pv-1', {
        metadata: { uid: 'pv-1', creationTimestamp: '2026-10-01T00:00:00Z' },
        spec: {
          capacity: { storage: '100Gi' },
          claimRef: { namespace: 'shop', name: 'data' },
        },
        status: { phase: 'Released' },
      }),
      otherRow('east', 'PersistentVolume', '', 'pv-2', {
        metadata: { uid: 'pv-2', creationTimestamp: '2026-10-01T00:00:00Z' },
        spec: {
          capacity: { storage: '10Gi' },
          claimRef: { namespace: 'shop', name: 'cache' },
        },
        status: { phase: 'Bound' },
      }),
      otherRow('east', 'PersistentVolumeClaim', 'shop', 'cache', {
        metadata: { uid: 'cache' },
        spec: { volumeName: 'pv-2' },
        status: { phase: 'Bound' },
      }),
      otherRow('east', 'Service', 'shop', 'web', {
        metadata: { uid: 'web', creationTimestamp: '2026-10-01T00:00:00Z' },
        spec: { type: 'LoadBalancer', selector: { app: 'nothing' } },
        status: { loadBalancer: { ingress: [{ ip: '10.0.0.1' }] } },
      }),
      otherRow('east', 'ResourceQuota', 'shop', 'team', {
        spec: { hard: { 'requests.cpu': '40' } },
        status: { used: { 'requests.cpu': '2' } },
      }),
    ]);
    await past(14, [{ name: 'old', cpu: 0.001, memory: 50 * MIB }]);
    await fleet.knex('quota_usage').insert(
      Array.from({ length: 10 }, (_, index) => ({
        cluster: 'east',
        namespace: 'shop',
        name: 'team',
        day: Math.floor(NOW / DAY) - index,
        slot: 287,
        samples: 288,
        used: JSON.stringify({ 'requests.cpu': { 47: 288 } }),
      })),
    );
    await compute(NOW - 2 * HOUR);
    // Volumes and load balancers that were seen so for an hour only.
    const early = await ask('listRightsizingAdvice');
    await compute(NOW);
    const { items, monthlySaving, total } = await ask('listRightsizingAdvice');
    const types = items.map(
      (item: { type: string; name: string }) => `${item.type} ${item.name}`,
    );
    expect([...types].sort()).toEqual([
      'abandonedWorkload old',
      'orphanedLoadBalancer web',
      'orphanedVolume cache',
      'orphanedVolume pv-1',
      'resourceQuota team',
    ]);
    expect(total).toBe(5);
    expect(early.total).toBe(5);
    const byName = new Map<string, any>(
      items.map((item: { name: string }) => [item.name, item]),
    );
    expect(byName.get('web').monthlySaving).toBeCloseTo(0.025 * 730, 9);
    expect(byName.get('pv-1').monthlySaving).toBeCloseTo(
      1e-13 * 100 * 2 ** 30 * 730,
      9,
    );
    expect(byName.get('pv-1').since).toBe(
      new Date((NOW - 2 * HOUR) * 1000).toISOString(),
    );
    // Two pods that request a core and a GiB each.
    expect(byName.get('old').monthlySaving).toBeCloseTo(
      (0.1 + 2 ** 30 * 1e-11) * 1460,
      6,
    );
    expect(byName.get('team').patch).toContain('requests.cpu');
    expect(monthlySaving).toBeCloseTo(
      items.reduce(
        (sum: number, item: { monthlySaving?: number }) =>
          sum + (item.monthlySaving ?? 0),
        0,
      ),
      6,
    );
    const onlyVolumes = await ask('listRightsizingAdvice', {
      query: { type: ['orphanedVolume'] },
    });
    expect(onlyVolumes.total).toBe(2);
    const scoped = await ask('listRightsizingAdvice', {
      visibility: SHOP_ONLY,
    });
    expect(scoped.items.map(({ name }: { name: string }) => name)).toEqual([
      'pv-1',
    ]);
  });

  it('removes days that are old, and containers of which none is left', async () => {
    await start(workloadRows('east', { name: 'cart' }));
    await past(3, [{ name: 'cart', cpu: 0.1, memory: MIB }]);
    const tasks = rightsizingRetention(
      () => 30,
      () => (NOW + 40 * DAY) * 1000,
    );
    const before = (await fleet.knex('container_usage')).length;
    expect(before).toBeGreaterThan(4);
    for (const task of tasks) {
      for (let removed = 3; removed >= 3; ) {
        removed = await fleet.knex.transaction(trx => task.remove(trx, 3));
      }
    }
    expect(await fleet.knex('container_usage')).toEqual([]);
    expect(await fleet.knex('container_specs')).toEqual([]);
  });

  it('is removed with its cluster', async () => {
    await start(workloadRows('east', { name: 'cart' }));
    await past(2, [{ name: 'cart', cpu: 0.1, memory: MIB }]);
    await compute();
    await fleet.store.remove('east');
    for (const table of [
      'container_specs',
      'rightsizings',
      'rightsizing_clusters',
    ]) {
      expect(await fleet.knex(table)).toEqual([]);
    }
  });
});
