import fc from 'fast-check';
import {
  all,
  deployment,
  eventsOf,
  podsOf,
  read,
  smallCluster,
  START,
  statusOf,
} from '../testing/smallCluster';
import { conditionOf } from './conditions';
import { isReady } from './pods';
import { DAY, HOUR, MINUTE, SECOND } from './time';

describe('ClusterEngine', () => {
  it('brings a Deployment to its replicas through a ReplicaSet, a scheduler and kubelets', () => {
    const cluster = smallCluster();
    cluster.apply(deployment());
    cluster.timeline.advance(MINUTE);
    expect(statusOf(cluster)).toMatchObject({
      replicas: 3,
      readyReplicas: 3,
      availableReplicas: 3,
      updatedReplicas: 3,
    });
    expect(
      conditionOf(statusOf(cluster).conditions, 'Progressing')?.reason,
    ).toBe('NewReplicaSetAvailable');
    for (const pod of podsOf(cluster)) {
      expect(pod.status).toMatchObject({
        phase: 'Running',
        qosClass: 'Burstable',
        podIP: expect.stringMatching(/^10\.\d+\.\d+\.\d+$/),
      });
      expect(isReady(pod)).toBe(true);
    }
    expect(eventsOf(cluster)).toEqual(
      expect.arrayContaining([
        expect.stringMatching(
          /^ScalingReplicaSet: Scaled up replica set cart-\w+ from 0 to 3$/,
        ),
        expect.stringMatching(/^Scheduled: Successfully assigned shop\/cart-/),
        'Pulling: Pulling image "registry.example.com/shop/cart:1.0.0"',
        'Started: Started container main',
      ]),
    );
  });

  it('is at rest when nothing happens', () => {
    const cluster = smallCluster();
    cluster.apply(deployment());
    cluster.timeline.advance(2 * HOUR);
    const { resourceVersion } = cluster.store;
    expect(cluster.timeline.pending).toBeLessThanOrEqual(1);
    cluster.timeline.advance(10 * DAY);
    expect(cluster.store.resourceVersion).toBe(resourceVersion);
  });

  it('forgets events an hour after they were said last', () => {
    const cluster = smallCluster();
    cluster.apply(deployment());
    cluster.timeline.advance(50 * MINUTE);
    expect(all(cluster, 'Event')).not.toHaveLength(0);
    cluster.timeline.advance(20 * MINUTE);
    expect(all(cluster, 'Event')).toHaveLength(0);
  });

  it('never has fewer ready or more pods than a rollout allows', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 12 }),
        fc.integer({ min: 0, max: 4 }),
        fc.integer({ min: 0, max: 4 }),
        fc.integer({ min: 1, max: 1000 }),
        (replicas, maxSurge, maxUnavailable, seed) => {
          const cluster = smallCluster(3, seed);
          const strategy = { maxSurge, maxUnavailable };
          cluster.apply(deployment({ replicas, strategy }));
          cluster.timeline.advance(5 * MINUTE);
          const allowed = maxSurge + maxUnavailable === 0 ? 1 : maxUnavailable;
          const end = cluster.store.subscribe(change => {
            if (change.resource.kind !== 'Pod') {
              return;
            }
            const pods = podsOf(cluster).filter(
              pod => !pod.metadata.deletionTimestamp,
            );
            expect(pods.length).toBeLessThanOrEqual(replicas + maxSurge);
            expect(pods.filter(isReady).length).toBeGreaterThanOrEqual(
              replicas - allowed,
            );
          });
          cluster.apply(
            deployment({
              replicas,
              strategy,
              image: 'registry.example.com/shop/cart:1.1.0',
            }),
          );
          cluster.timeline.advance(30 * MINUTE);
          end();
          expect(statusOf(cluster)).toMatchObject({
            updatedReplicas: replicas,
            readyReplicas: replicas,
            replicas,
          });
          expect(podsOf(cluster)).toHaveLength(replicas);
        },
      ),
      { numRuns: 25 },
    );
  });

  it('keeps every pod owned by something that exists, whatever is done to its workloads', () => {
    const action = fc.record({
      name: fc.constantFrom('a', 'b', 'c'),
      replicas: fc.integer({ min: 0, max: 6 }),
      version: fc.integer({ min: 1, max: 3 }),
      remove: fc.boolean(),
      seconds: fc.integer({ min: 0, max: 90 }),
    });
    fc.assert(
      fc.property(fc.array(action, { maxLength: 12 }), actions => {
        const cluster = smallCluster();
        const wanted = new Map<string, number>();
        for (const { name, replicas, version, remove, seconds } of actions) {
          if (remove && wanted.has(name)) {
            cluster.store.delete(
              cluster.store.resources.forKind('Deployment'),
              'shop',
              name,
            );
            wanted.delete(name);
          } else {
            wanted.set(name, replicas);
            cluster.apply(
              deployment({
                name,
                replicas,
                image: `example/${name}:${version}`,
              }),
            );
          }
          cluster.timeline.advance(seconds * SECOND);
        }
        cluster.timeline.advance(HOUR);
        const uids = new Set(
          [...all(cluster, 'ReplicaSet'), ...all(cluster, 'Deployment')].map(
            ({ metadata }) => metadata.uid,
          ),
        );
        for (const object of [
          ...podsOf(cluster),
          ...all(cluster, 'ReplicaSet'),
        ]) {
          expect(uids).toContain(object.metadata.ownerReferences?.[0].uid);
        }
        expect(podsOf(cluster)).toHaveLength(
          [...wanted.values()].reduce((sum, count) => sum + count, 0),
        );
      }),
      { numRuns: 40 },
    );
  });

  it('lives the same life twice with the same seed, and another with another', () => {
    const live = (seed: number) => {
      const cluster = smallCluster(3, seed);
      cluster.apply(deployment());
      cluster.timeline.advance(MINUTE);
      cluster.apply(deployment({ image: 'registry.example.com/shop/cart:2' }));
      cluster.timeline.advance(HOUR / 2);
      return JSON.stringify([...podsOf(cluster), ...all(cluster, 'Event')]);
    };
    expect(live(7)).toBe(live(7));
    expect(live(7)).not.toBe(live(8));
  });

  it('restarts a crashing container with growing pauses of at most five minutes', () => {
    const cluster = smallCluster();
    cluster.world.addRule({
      behaviour: { exit: { afterSeconds: 1, code: 1 }, pullSeconds: 0 },
    });
    const starts: number[] = [];
    let restarts = -1;
    cluster.store.subscribe(({ object, resource }) => {
      const status =
        resource.kind === 'Pod'
          ? object.status?.containerStatuses?.[0]
          : undefined;
      if (status?.state.running && status.restartCount !== restarts) {
        restarts = status.restartCount;
        starts.push(cluster.timeline.now());
      }
    });
    cluster.apply(deployment({ replicas: 1 }));
    cluster.timeline.advance(HOUR / 2);
    const pauses = starts
      .slice(1)
      .map((start, i) => Math.round((start - starts[i]) / SECOND) - 1);
    expect(pauses.slice(0, 9)).toEqual([0, 10, 20, 40, 80, 160, 300, 300, 300]);
    const [pod] = podsOf(cluster);
    expect(pod.status?.containerStatuses?.[0]).toMatchObject({
      restartCount: starts.length - 1,
      ready: false,
      state: {
        waiting: {
          reason: 'CrashLoopBackOff',
          message: `back-off 5m0s restarting failed container=main pod=${pod.metadata.name}_shop(${pod.metadata.uid})`,
        },
      },
      lastState: { terminated: { exitCode: 1, reason: 'Error' } },
    });
  });

  it('names a pull that failed, then backs off', () => {
    const cluster = smallCluster();
    const image = 'registry.example.com/shop/cart:1.0.0';
    cluster.world.addRule({
      image,
      behaviour: { pullError: `${image}: not found`, pullSeconds: 1 },
    });
    cluster.apply(deployment({ replicas: 1 }));
    const reason = () =>
      podsOf(cluster)[0].status?.containerStatuses?.[0].state.waiting?.reason;
    cluster.timeline.advance(3 * SECOND);
    expect(reason()).toBe('ErrImagePull');
    cluster.timeline.advance(HOUR / 2);
    expect(reason()).toBe('ImagePullBackOff');
    expect(podsOf(cluster)[0].status?.phase).toBe('Pending');
  });

  it('knows no image whose tag says that it is missing', () => {
    const cluster = smallCluster();
    cluster.apply(deployment({ replicas: 1, image: 'cart:2-does-not-exist' }));
    cluster.timeline.advance(10 * MINUTE);
    expect(
      podsOf(cluster)[0].status?.containerStatuses?.[0].state.waiting,
    ).toMatchObject({
      reason: expect.stringMatching('ImagePull'),
      message: expect.stringContaining('cart:2-does-not-exist: not found'),
    });
  });

  it('says why a pod finds no node, and binds it when there is room', () => {
    const cluster = smallCluster(2);
    cluster.apply(deployment({ replicas: 5, cpu: '3500m' }));
    cluster.timeline.advance(MINUTE);
    const waiting = podsOf(cluster).filter(pod => !pod.spec.nodeName);
    expect(waiting).toHaveLength(1);
    expect(
      conditionOf(waiting[0].status?.conditions, 'PodScheduled'),
    ).toMatchObject({
      status: 'False',
      reason: 'Unschedulable',
      message:
        '0/2 nodes are available: 2 Insufficient cpu. preemption: 0/2 nodes are available: 2 No preemption victims found for incoming pod.',
    });
    cluster.apply(deployment({ replicas: 4, cpu: '3500m' }));
    cluster.apply(deployment({ name: 'other', replicas: 0 }));
    cluster.timeline.advance(MINUTE);
    expect(podsOf(cluster).every(pod => pod.spec.nodeName)).toBe(true);
  });

  it('moves pods off a node that was lost, after five minutes, and takes the node back', () => {
    const cluster = smallCluster(3);
    cluster.apply(deployment({ replicas: 6 }));
    cluster.timeline.advance(MINUTE);
    const node = podsOf(cluster)[0].spec.nodeName!;
    const on = () => podsOf(cluster).filter(pod => pod.spec.nodeName === node);
    const before = on().length;
    cluster.world.loseNode(node);
    cluster.timeline.advance(MINUTE);
    const ready = () =>
      conditionOf(
        read(cluster, 'Node', node, undefined).status.conditions,
        'Ready',
      );
    expect(ready()).toMatchObject({
      status: 'Unknown',
      reason: 'NodeStatusUnknown',
      message: 'Kubelet stopped posting node status.',
      lastTransitionTime: new Date(cluster.timeline.now() - 10 * SECOND)
        .toISOString()
        .replace('.000', ''),
    });
    expect(on().filter(isReady)).toHaveLength(0);
    expect(on().some(pod => pod.metadata.deletionTimestamp)).toBe(false);
    cluster.timeline.advance(5 * MINUTE);
    expect(on().every(pod => pod.metadata.deletionTimestamp)).toBe(true);
    expect(podsOf(cluster)).toHaveLength(6 + before);
    cluster.timeline.advance(5 * MINUTE);
    expect(statusOf(cluster).readyReplicas).toBe(6);
    cluster.world.restoreNode(node);
    cluster.timeline.advance(MINUTE);
    expect(ready()?.status).toBe('True');
    expect(podsOf(cluster)).toHaveLength(6);
  });

  it('lets a deleted namespace go when its last pod has ended', () => {
    const cluster = smallCluster();
    const { metadata, ...rest } = deployment();
    cluster.apply({
      ...rest,
      metadata: { ...metadata, finalizers: ['x.io/hold'] },
    });
    cluster.timeline.advance(MINUTE);
    const { store } = cluster;
    const namespaces = store.resources.forKind('Namespace');
    const shop = () => store.get(namespaces, undefined, 'shop');
    store.delete(namespaces, undefined, 'shop');
    expect(podsOf(cluster)).toHaveLength(3);
    store.sweep();
    expect(shop()?.status.phase).toBe('Terminating');
    cluster.timeline.advance(2 * MINUTE);
    expect(podsOf(cluster)).toEqual([]);
    store.sweep();
    expect(shop()?.status.phase).toBe('Terminating');
    store.modify(
      store.resources.forKind('Deployment'),
      'shop',
      metadata.name,
      held => ({ ...held, metadata: { ...held.metadata, finalizers: [] } }),
    );
    store.sweep();
    expect(shop()).toBeUndefined();
  });

  it('binds volumes when their first consumer has a node, and keeps StatefulSets in order', () => {
    const cluster = smallCluster();
    cluster.apply({
      apiVersion: 'storage.k8s.io/v1',
      kind: 'StorageClass',
      metadata: { name: 'gp3' },
      provisioner: 'ebs.csi.aws.com',
      volumeBindingMode: 'WaitForFirstConsumer',
    });
    const { spec, ...rest } = deployment({ name: 'db', replicas: 3 });
    const order: string[] = [];
    cluster.store.subscribe(({ type, object, resource }) => {
      if (type === 'ADDED' && resource.kind === 'Pod') {
        order.push(
          `${object.metadata.name} after ${
            podsOf(cluster).filter(isReady).length
          }`,
        );
      }
    });
    cluster.apply({
      ...rest,
      kind: 'StatefulSet',
      spec: {
        ...spec,
        serviceName: 'db',
        volumeClaimTemplates: [
          {
            metadata: { name: 'data' },
            spec: {
              accessModes: ['ReadWriteOnce'],
              storageClassName: 'gp3',
              resources: { requests: { storage: '8Gi' } },
            },
          },
        ],
      },
    });
    cluster.timeline.advance(5 * MINUTE);
    expect(order).toEqual(['db-0 after 0', 'db-1 after 1', 'db-2 after 2']);
    const claims = all(cluster, 'PersistentVolumeClaim');
    expect(claims.map(({ status }) => status.phase)).toEqual([
      'Bound',
      'Bound',
      'Bound',
    ]);
    expect(all(cluster, 'PersistentVolume')).toHaveLength(3);
    expect(read(cluster, 'StatefulSet', 'db').status).toMatchObject({
      readyReplicas: 3,
      currentReplicas: 3,
      updatedReplicas: 3,
    });
  });

  it('runs cron jobs on time and keeps the last three', () => {
    const cluster = smallCluster();
    cluster.world.addRule({
      behaviour: { exit: { afterSeconds: 20, code: 0 } },
    });
    const { template } = deployment().spec;
    cluster.apply({
      apiVersion: 'batch/v1',
      kind: 'CronJob',
      metadata: { name: 'sitemap', namespace: 'shop' },
      spec: {
        schedule: '*/10 * * * *',
        jobTemplate: {
          spec: {
            template: {
              ...template,
              spec: { ...template.spec, restartPolicy: 'Never' },
            },
          },
        },
      },
    });
    cluster.timeline.advance(HOUR + 5 * MINUTE);
    const minutes = (START + HOUR) / MINUTE;
    expect(all(cluster, 'Job').map(({ metadata }) => metadata.name)).toEqual([
      `sitemap-${minutes - 20}`,
      `sitemap-${minutes - 10}`,
      `sitemap-${minutes}`,
    ]);
    expect(read(cluster, 'CronJob', 'sitemap').status).toMatchObject({
      lastScheduleTime: '2026-03-01T13:00:00Z',
    });
  });

  it('gives a Job up after its limit of failures', () => {
    const cluster = smallCluster();
    cluster.world.addRule({
      behaviour: { exit: { afterSeconds: 5, code: 3 } },
    });
    const { template } = deployment().spec;
    cluster.apply({
      apiVersion: 'batch/v1',
      kind: 'Job',
      metadata: { name: 'backfill', namespace: 'shop' },
      spec: {
        backoffLimit: 2,
        template: {
          ...template,
          spec: { ...template.spec, restartPolicy: 'Never' },
        },
      },
    });
    cluster.timeline.advance(HOUR / 2);
    const { status } = read(cluster, 'Job', 'backfill');
    expect(status.failed).toBe(3);
    expect(conditionOf(status.conditions, 'Failed')).toMatchObject({
      status: 'True',
      reason: 'BackoffLimitExceeded',
    });
    expect(podsOf(cluster).map(pod => pod.status?.phase)).toEqual([
      'Failed',
      'Failed',
      'Failed',
    ]);
  });

  it('lists ready pods behind their Service and counts disruptions', () => {
    const cluster = smallCluster();
    const labels = { 'app.kubernetes.io/name': 'cart' };
    cluster.apply({
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'cart', namespace: 'shop' },
      spec: {
        clusterIP: '172.20.0.9',
        selector: labels,
        ports: [{ port: 80, targetPort: 8080 }],
      },
    });
    cluster.apply({
      apiVersion: 'policy/v1',
      kind: 'PodDisruptionBudget',
      metadata: { name: 'cart', namespace: 'shop' },
      spec: { minAvailable: 2, selector: { matchLabels: labels } },
    });
    cluster.apply(deployment());
    cluster.timeline.advance(MINUTE);
    const [slice] = all(cluster, 'EndpointSlice');
    expect(
      slice.endpoints.map((endpoint: any) => endpoint.conditions.ready),
    ).toEqual([true, true, true]);
    expect(
      slice.endpoints.map((endpoint: any) => endpoint.addresses[0]).sort(),
    ).toEqual(
      podsOf(cluster)
        .map(pod => pod.status?.podIP)
        .sort(),
    );
    expect(read(cluster, 'PodDisruptionBudget', 'cart').status).toMatchObject({
      currentHealthy: 3,
      desiredHealthy: 2,
      disruptionsAllowed: 1,
      expectedPods: 3,
    });
  });
});
