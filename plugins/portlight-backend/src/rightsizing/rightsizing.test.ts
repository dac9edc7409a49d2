import { DAY_SECONDS } from '@portlight/plugin-portlight-common';
import { testDatabases } from '../__testUtils__';
import {
  DAY,
  HOUR,
  LEASE,
  MIB,
  NOW,
  otherRow,
  pastHour,
  workloadRows,
} from './__testUtils__/fleet';
import {
  CLUSTER,
  SHOP_ONLY,
  useRightsizing,
} from './__testUtils__/useRightsizing';
import { rightsizingRetention } from './retention';
import { ContainerUsageStore } from './usage';

jest.setTimeout(60_000);

const databases = testDatabases();

describe.each(databases.eachSupportedId())('rightsizing on %s', id => {
  const test = useRightsizing(databases, id);
  const { start, past, compute, ask } = test;

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

  it('counts an hour once, however often and in whatever order it comes', async () => {
    await start(workloadRows('east', { name: 'cart' }));
    const hours = [3, 1, 2, 1].map(ago =>
      pastHour(NOW - ago * HOUR, [{ name: 'cart', cpu: 0.1, memory: MIB }]),
    );
    await test.service.recordUsageHours(hours, LEASE);
    await test.service.recordUsageHours(hours.slice(0, 2), LEASE);
    const store = new ContainerUsageStore(test.fleet.knex);
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
    await expect(test.service.recordUsageHours(hours, lost)).rejects.toThrow(
      'lost',
    );
    expect(await test.fleet.knex('container_usage')).toEqual([]);
    expect(await test.fleet.knex('container_specs')).toEqual([]);
    await test.service.recordUsageHours(hours, LEASE);
    expect(await test.fleet.knex('container_usage')).toHaveLength(2);
  });

  it('keeps what is measured, five minutes at a time', async () => {
    await start([
      ...workloadRows('east', { name: 'cart' }),
      otherRow('east', 'ResourceQuota', 'shop', 'team', {
        spec: { hard: { 'requests.cpu': '10' } },
        status: { used: { 'requests.cpu': '2', __proto__: '1' } },
      }),
    ]);
    test.owner.claimed(CLUSTER);
    const measure = (at: number, cpu: number, measuredAt = at) =>
      test.service.onPodUsage(
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
    await test.service.stop();

    const store = new ContainerUsageStore(test.fleet.knex);
    const [, spec, ...others] = await store.specs('east');
    expect(others).toEqual([]);
    const [{ usage, day }] = await store.days([spec.id], 0);
    expect(day).toBe(Math.floor(NOW / DAY_SECONDS));
    // One sample of what there was on average; the second five minutes are not over.
    expect(usage.cpuPeak).toBe(300);
    expect([...usage.cpu.values()]).toEqual([1]);
    expect(await test.fleet.knex('quota_usage')).toEqual([
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
    test.owner.claimed(CLUSTER);
    for (const at of [NOW, NOW + 300, NOW + 600]) {
      test.service.onPodUsage(
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
    await test.service.stop();
    await compute(NOW + 900);
    const { items } = await ask('listRightsizing');
    expect(items[0].containers[0]).toMatchObject({
      outOfMemory: 1,
      memoryTarget: 320 * MIB,
      memoryLimitTarget: 320 * MIB,
    });
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
    await test.fleet.knex('quota_usage').insert(
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
    const before = (await test.fleet.knex('container_usage')).length;
    expect(before).toBeGreaterThan(4);
    for (const task of tasks) {
      for (let removed = 3; removed >= 3; ) {
        removed = await test.fleet.knex.transaction(trx => task.remove(trx, 3));
      }
    }
    expect(await test.fleet.knex('container_usage')).toEqual([]);
    expect(await test.fleet.knex('container_specs')).toEqual([]);
  });

  it('is removed with its cluster', async () => {
    await start(workloadRows('east', { name: 'cart' }));
    await past(2, [{ name: 'cart', cpu: 0.1, memory: MIB }]);
    await compute();
    await test.fleet.store.remove('east');
    for (const table of [
      'container_specs',
      'rightsizings',
      'rightsizing_clusters',
    ]) {
      expect(await test.fleet.knex(table)).toEqual([]);
    }
  });
});
