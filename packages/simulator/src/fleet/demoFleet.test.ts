import { conditionOf } from '../engine/conditions';
import { isReady } from '../engine/pods';
import { HOUR, MINUTE, timeOf } from '../engine/time';
import type { Pod } from '../engine/types';
import { all, podsOf, read } from '../testing/smallCluster';
import { createDemoFleet } from './demoFleet';
import type { ApiObject } from '../store';
import type { SimulatedCluster } from './SimulatedCluster';
import type { SimulatedFleet } from './SimulatedFleet';

const NOW = Date.UTC(2026, 10, 21, 12, 3);

function contentOf(fleet: SimulatedFleet): string {
  return JSON.stringify(
    fleet.clusters.map(({ store }) =>
      store.resources.all().map(resource => store.list(resource)),
    ),
  );
}

function objectsOf({ store }: SimulatedCluster): ApiObject[] {
  return store.resources.all().flatMap(resource => store.list(resource));
}

function waitingReasons(pods: readonly Pod[]): string[] {
  return pods.flatMap(({ status }) =>
    (status?.containerStatuses ?? []).flatMap(
      ({ state }) => state.waiting?.reason ?? [],
    ),
  );
}

// Several tests live through months of six clusters, on machines that may be busy with others.
jest.setTimeout(60_000);

describe('createDemoFleet', () => {
  const fleet = createDemoFleet({ now: NOW });
  const pods = (name: string) => podsOf(fleet.cluster(name));

  it('has six clusters of three clouds and k3s with about 600 pods', () => {
    expect(fleet.clusters.map(({ name }) => name)).toEqual([
      'prod-eu',
      'prod-us',
      'payments',
      'data',
      'stores',
      'staging',
    ]);
    expect(fleet.podCount()).toBeGreaterThan(540);
    expect(fleet.podCount()).toBeLessThan(680);
  });

  it('is the same fleet for the same seed and time', () => {
    expect(contentOf(createDemoFleet({ now: NOW }))).toBe(contentOf(fleet));
  });

  it('is another fleet for another seed', () => {
    expect(contentOf(createDemoFleet({ now: NOW, seed: 2 }))).not.toBe(
      contentOf(fleet),
    );
  });

  it('has nothing from the future', () => {
    const late = fleet.clusters
      .flatMap(objectsOf)
      .filter(({ metadata }) => timeOf(metadata.creationTimestamp)! > NOW);
    expect(late).toEqual([]);
  });

  it('has pods that are all owned by something that exists, on nodes that exist', () => {
    for (const cluster of fleet.clusters) {
      const uids = new Set(
        objectsOf(cluster).map(({ metadata }) => metadata.uid),
      );
      const nodes = new Set(
        all(cluster, 'Node').map(({ metadata }) => metadata.name),
      );
      const lost = podsOf(cluster).filter(
        ({ metadata, spec }) =>
          !uids.has(metadata.ownerReferences?.[0].uid ?? '') ||
          (spec.nodeName !== undefined && !nodes.has(spec.nodeName)),
      );
      expect(lost).toEqual([]);
    }
  });

  it('has ReplicaSets and Deployments whose counts are those of their pods', () => {
    for (const cluster of fleet.clusters) {
      for (const deployment of all(cluster, 'Deployment')) {
        const owned = all(cluster, 'ReplicaSet')
          .filter(
            ({ metadata }) =>
              metadata.ownerReferences?.[0].uid === deployment.metadata.uid,
          )
          .flatMap(set =>
            podsOf(cluster).filter(
              ({ metadata }) =>
                metadata.ownerReferences?.[0].uid === set.metadata.uid &&
                !metadata.deletionTimestamp,
            ),
          );
        expect([
          deployment.metadata.name,
          deployment.status.replicas ?? 0,
          deployment.status.readyReplicas ?? 0,
        ]).toEqual([
          deployment.metadata.name,
          owned.length,
          owned.filter(isReady).length,
        ]);
      }
    }
  });

  it('never has more on a node than fits', () => {
    for (const cluster of fleet.clusters) {
      for (const node of all(cluster, 'Node')) {
        const usage = cluster.usage.node(node);
        const capacity = Number(node.status.capacity.cpu);
        expect(usage?.cpu ?? 0).toBeLessThanOrEqual(capacity);
      }
    }
  });

  it('has names of releases and owners on all workloads of the company but its experiments', () => {
    for (const cluster of fleet.clusters) {
      for (const kind of ['Deployment', 'StatefulSet', 'CronJob']) {
        for (const { metadata } of all(cluster, kind)) {
          expect(metadata.annotations?.['portlight.io/owner'] ?? '').toMatch(
            metadata.namespace === 'experiments'
              ? /^$/
              : /^group:default\/[a-z-]+$/,
          );
          expect(metadata.labels?.['app.kubernetes.io/version']).toBeTruthy();
        }
      }
    }
  });

  it('crashes the cart in Europe for want of memory, since about three hours', () => {
    const carts = pods('prod-eu').filter(({ metadata }) =>
      metadata.name.startsWith('cart-'),
    );
    expect(carts).toHaveLength(6);
    for (const { status, metadata } of carts) {
      const [container] = status!.containerStatuses!;
      expect(container.restartCount).toBeGreaterThan(10);
      expect(container.lastState.terminated).toMatchObject({
        exitCode: 137,
        reason: 'OOMKilled',
      });
      expect(NOW - timeOf(metadata.creationTimestamp)!).toBeLessThan(
        3.3 * HOUR,
      );
    }
  });

  it('runs another version of the cart in America', () => {
    const version = (cluster: string) =>
      read(fleet.cluster(cluster), 'Deployment', 'cart').metadata.labels?.[
        'app.kubernetes.io/version'
      ];
    expect([version('prod-eu'), version('prod-us')]).toEqual([
      '2.14.1',
      '2.13.4',
    ]);
  });

  it('cannot pull an image in staging, and has no quota left for orders', () => {
    expect(waitingReasons(pods('staging'))).toContain('ImagePullBackOff');
    const orders = read(
      fleet.cluster('staging'),
      'Deployment',
      'orders',
      'checkout',
    );
    expect(
      conditionOf(orders.status.conditions, 'ReplicaFailure')?.message,
    ).toMatch(/is forbidden: exceeded quota: team-quota, requested: /);
  });

  it('has pods without a node and a failed job in the data platform', () => {
    const waiting = pods('data').filter(({ spec }) => !spec.nodeName);
    expect(waiting).not.toHaveLength(0);
    expect(
      conditionOf(waiting[0].status?.conditions, 'PodScheduled')?.message,
    ).toMatch(/^0\/9 nodes are available: .*Insufficient cpu/);
    const job = read(
      fleet.cluster('data'),
      'Job',
      'orders-backfill-2026-10',
      'data',
    );
    expect(conditionOf(job.status.conditions, 'Failed')?.status).toBe('True');
  });

  it('has a rollout in payments that missed its deadline', () => {
    const scoring = read(
      fleet.cluster('payments'),
      'Deployment',
      'fraud-scoring',
      'fraud',
    );
    expect(conditionOf(scoring.status.conditions, 'Progressing')?.reason).toBe(
      'ProgressDeadlineExceeded',
    );
    expect(scoring.status.readyReplicas).toBeGreaterThanOrEqual(4);
  });

  it('has lost a node in a store', () => {
    const node = read(
      fleet.cluster('stores'),
      'Node',
      'store-berlin-02',
      undefined,
    );
    const ready = conditionOf(node.status.conditions, 'Ready');
    expect(ready?.status).toBe('Unknown');
    expect(timeOf(ready?.lastTransitionTime)).toBeGreaterThan(NOW - 24 * HOUR);
    expect(fleet.cluster('stores').usage.node(node)).toBeUndefined();
  });

  it('has load balancers where the clouds have put them', () => {
    const balancers = fleet.clusters.flatMap(cluster =>
      all(cluster, 'Service')
        .filter(({ spec }) => spec.type === 'LoadBalancer')
        .map(({ status }) => [cluster.name, status.loadBalancer.ingress]),
    );
    const hostname = (region: string) => [
      {
        hostname: expect.stringMatching(
          `^k8s-ingress-ingressn-[0-9a-f]{10}-[0-9a-f]{16}\\.elb\\.${region}\\.amazonaws\\.com$`,
        ),
      },
    ];
    const address = [
      { ip: expect.stringMatching(/^\d+\.\d+\.\d+\.\d+$/), ipMode: 'VIP' },
    ];
    expect(balancers).toEqual([
      ['prod-eu', hostname('eu-west-1')],
      ['prod-us', hostname('us-east-1')],
      ['payments', address],
      ['data', address],
      ['staging', hostname('eu-west-1')],
    ]);
  });

  it('has an autoscaler at its limit in America', () => {
    const autoscaler = read(
      fleet.cluster('prod-us'),
      'HorizontalPodAutoscaler',
      'checkout',
      'checkout',
    );
    expect(
      conditionOf(autoscaler.status.conditions, 'ScalingLimited')?.reason,
    ).toBe('TooManyReplicas');
  });

  it('goes on living', () => {
    const living = createDemoFleet({ now: NOW });
    const cluster = living.cluster('prod-eu');
    const before = cluster.store.resourceVersion;
    living.timeline.advance(30 * MINUTE);
    expect(cluster.store.resourceVersion).toBeGreaterThan(before);
    expect(
      all(cluster, 'CronJob').every(
        ({ status }) =>
          NOW + 15 * MINUTE < timeOf(status.lastScheduleTime)! + 1,
      ),
    ).toBe(true);
  });
});
