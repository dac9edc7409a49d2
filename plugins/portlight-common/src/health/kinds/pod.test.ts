import type { HealthStatus } from '../../api/types';
import type { KubernetesObject } from '../../kubernetes';
import { assess, assessHealth } from '../assessHealth';
import {
  NOT_READY,
  NOW,
  ago,
  condition,
  contextOf,
  ended,
  event,
  object as anyObject,
  pod,
  running,
  waiting,
} from '../testing/objects';

const POD = { kind: 'Pod', name: 'cart-7f-1' };

function pending(
  scheduled: Record<string, unknown>,
  metadata = {},
): KubernetesObject {
  return pod(
    {
      phase: 'Pending',
      conditions: [condition('PodScheduled', 'False', scheduled)],
      containerStatuses: undefined,
    },
    { nodeName: undefined },
    metadata,
  );
}

function unready(
  container: Record<string, unknown>,
  status: Record<string, unknown> = {},
  spec: Record<string, unknown> = {},
): KubernetesObject {
  return pod(
    { conditions: NOT_READY, containerStatuses: [container], ...status },
    spec,
  );
}

function creating(seconds: number): KubernetesObject {
  return unready(waiting('ContainerCreating'), {
    phase: 'Pending',
    conditions: [
      condition('PodScheduled', 'True', { lastTransitionTime: ago(seconds) }),
      condition('Ready', 'False', { lastTransitionTime: ago(seconds) }),
    ],
  });
}

const NO_FIT = '0/3 nodes are available: 3 Insufficient cpu.';

describe('health of pods', () => {
  it.each<
    [
      what: string,
      pod: KubernetesObject,
      status: HealthStatus,
      reason: string,
      message: string,
      events?: KubernetesObject[],
    ]
  >([
    ['a ready pod', pod(), 'healthy', 'Ready', 'Ready to serve'],
    [
      'a completed pod',
      pod({ phase: 'Succeeded' }),
      'healthy',
      'Completed',
      'Completed',
    ],
    [
      'an old restart',
      pod({
        containerStatuses: [
          running({
            restartCount: 9,
            lastState: ended(137, { reason: 'OOMKilled' }, 3600),
          }),
        ],
      }),
      'healthy',
      'Ready',
      'Ready to serve',
    ],
    [
      'a single crash that it has recovered from',
      pod({
        containerStatuses: [running({ restartCount: 1, lastState: ended(1) })],
      }),
      'healthy',
      'Ready',
      'Ready to serve',
    ],
    [
      'a crash after a week of work',
      pod({
        containerStatuses: [
          running({
            restartCount: 8,
            lastState: ended(1, { startedAt: ago(600_000) }),
          }),
        ],
      }),
      'healthy',
      'Ready',
      'Ready to serve',
    ],
    [
      'a crash loop between two crashes',
      pod({
        containerStatuses: [running({ restartCount: 4, lastState: ended(1) })],
      }),
      'degraded',
      'CrashLoopBackOff',
      'Container app: CrashLoopBackOff, exit 1, 4 restarts',
    ],
    [
      'a crash loop',
      unready(
        waiting('CrashLoopBackOff', {
          restartCount: 12,
          lastState: ended(137, { reason: 'OOMKilled' }),
        }),
      ),
      'degraded',
      'CrashLoopBackOff',
      'Container app: CrashLoopBackOff, exit 137 OOMKilled, 12 restarts',
    ],
    [
      'the first crash, before any back-off',
      unready({
        name: 'app',
        ready: false,
        restartCount: 0,
        state: ended(127),
      }),
      'degraded',
      'Error',
      'Container app: exit 127 command not found',
    ],
    [
      'an image that does not exist',
      unready(
        waiting(
          'ErrImagePull',
          {},
          'rpc error: code = NotFound desc = failed to pull: not found',
        ),
        { phase: 'Pending' },
      ),
      'degraded',
      'ErrImagePull',
      'Container app: ErrImagePull, image shop/cart:1.4.0 not found',
    ],
    [
      'a registry whose certificate is refused',
      unready(
        waiting(
          'ImagePullBackOff',
          {},
          'tls: x509: certificate has expired or is not yet valid',
        ),
        { phase: 'Pending' },
      ),
      'degraded',
      'ImagePullBackOff',
      'Container app: ImagePullBackOff, image shop/cart:1.4.0: x509: certificate has expired or is not yet valid',
    ],
    [
      'a missing ConfigMap',
      unready(
        waiting('CreateContainerConfigError', {}, 'configmap "cart" not found'),
        { phase: 'Pending' },
      ),
      'degraded',
      'CreateContainerConfigError',
      'Container app: CreateContainerConfigError, configmap "cart" not found',
    ],
    [
      'a failing init container',
      unready(waiting('PodInitializing'), {
        phase: 'Pending',
        initContainerStatuses: [
          waiting('CrashLoopBackOff', {
            name: 'migrate',
            restartCount: 3,
            lastState: ended(2),
          }),
        ],
      }),
      'degraded',
      'CrashLoopBackOff',
      'Init container migrate: CrashLoopBackOff, exit 2, 3 restarts',
    ],
    [
      'an init container at work for an hour',
      unready(waiting('PodInitializing'), {
        phase: 'Pending',
        initContainerStatuses: [running({ name: 'migrate', ready: false })],
      }),
      'progressing',
      'PodInitializing',
      'Init container migrate is at work (0 of 1 done)',
    ],
    [
      'a failing native sidecar',
      pod(
        {
          conditions: NOT_READY,
          initContainerStatuses: [
            waiting('CrashLoopBackOff', {
              name: 'proxy',
              restartCount: 2,
              lastState: ended(1),
            }),
          ],
        },
        { initContainers: [{ name: 'proxy', restartPolicy: 'Always' }] },
      ),
      'degraded',
      'CrashLoopBackOff',
      'Sidecar proxy: CrashLoopBackOff, exit 1, 2 restarts',
    ],
    [
      'a pod that no node fits, a moment ago',
      pending({
        reason: 'Unschedulable',
        message: NO_FIT,
        lastTransitionTime: ago(5),
      }),
      'progressing',
      'Unschedulable',
      NO_FIT,
    ],
    [
      'a pod that no node fits',
      pending({
        reason: 'Unschedulable',
        message: `${NO_FIT} preemption: 0/3 nodes are available: 3 No preemption victims found.`,
        lastTransitionTime: ago(16),
      }),
      'degraded',
      'Unschedulable',
      NO_FIT,
    ],
    [
      'a pod for which a node is being added',
      pending({ reason: 'Unschedulable', message: NO_FIT }),
      'progressing',
      'WaitingForNode',
      'Waits for a node that the autoscaler is adding',
      [event('TriggeredScaleUp', 'pod triggered scale-up', POD)],
    ],
    [
      'a pod behind a scheduling gate',
      pending({ reason: 'SchedulingGated' }),
      'suspended',
      'SchedulingGated',
      'Held back by a scheduling gate',
    ],
    [
      'a pod that is being created',
      creating(30),
      'progressing',
      'ContainerCreating',
      'Containers are being created',
    ],
    [
      'a pod that is being created for too long',
      creating(660),
      'degraded',
      'ContainerCreating',
      'Containers are being created for more than 10 minutes',
    ],
    [
      'a volume that cannot be mounted',
      creating(120),
      'degraded',
      'FailedMount',
      'MountVolume.SetUp failed for volume "data"',
      [event('FailedMount', 'MountVolume.SetUp failed for volume "data"', POD)],
    ],
    [
      'a volume that was not mounted at the first try',
      creating(20),
      'progressing',
      'ContainerCreating',
      'Containers are being created',
      [event('FailedMount', 'not yet', POD, { count: 1 })],
    ],
    [
      'a container that is starting up',
      unready(
        running({ ready: false, state: { running: { startedAt: ago(60) } } }),
      ),
      'progressing',
      'NotReady',
      '1 container not ready',
    ],
    [
      'a container that has never become ready',
      unready(
        running({ ready: false, state: { running: { startedAt: ago(400) } } }),
      ),
      'degraded',
      'NotReady',
      '1 container not ready although running',
    ],
    [
      'a slow start under a startup probe',
      unready(running({ ready: false, started: false })),
      'progressing',
      'NotReady',
      '1 container not ready',
    ],
    [
      'a probe that has begun to fail',
      unready(running({ ready: false }), {
        conditions: [
          condition('Ready', 'False', { lastTransitionTime: ago(40) }),
        ],
      }),
      'degraded',
      'NotReady',
      '1 container not ready; Readiness probe failed: HTTP probe failed with statuscode: 503',
      [
        event(
          'Unhealthy',
          'Readiness probe failed: HTTP probe failed with statuscode: 503',
          POD,
        ),
      ],
    ],
    [
      'a readiness gate that stays closed',
      unready(running(), {}, { readinessGates: [{ conditionType: 'lb' }] }),
      'degraded',
      'ReadinessGatesNotReady',
      'Waits for readiness gate lb',
    ],
    [
      'a pod whose node is gone',
      unready(running()),
      'degraded',
      'NodeNotReady',
      'The node of the pod does not answer',
    ],
    [
      'an evicted pod',
      pod({
        phase: 'Failed',
        reason: 'Evicted',
        message: 'The node was low on resource: memory.',
      }),
      'degraded',
      'Evicted',
      'The node was low on resource: memory.',
    ],
    [
      'a failed pod',
      pod(
        {
          phase: 'Failed',
          containerStatuses: [{ name: 'app', state: ended(3) }],
        },
        { restartPolicy: 'Never' },
      ),
      'degraded',
      'Failed',
      'Container app: exit 3',
    ],
    [
      'a pod of a Job at work',
      pod({}, { restartPolicy: 'Never' }),
      'progressing',
      'Running',
      'Runs until it completes',
    ],
    [
      'a deletion within its grace period',
      pod({}, {}, { deletionTimestamp: ago(-20) }),
      'progressing',
      'Terminating',
      'Being deleted',
    ],
    [
      'a deletion that hangs',
      pod({}, {}, { deletionTimestamp: ago(90), finalizers: ['x.io/keep'] }),
      'degraded',
      'TerminatingStuck',
      'Should be gone by now; waits for x.io/keep',
    ],
    [
      'a phase that nobody knows',
      pod({ phase: 'Unknown', reason: 'NodeLost' }),
      'unknown',
      'NodeLost',
      'The phase of the pod is not known',
    ],
  ])('%s', (...[, object, status, reason, message, events]) => {
    expect(assessHealth(object, contextOf({ events }))).toMatchObject({
      status,
      reason,
      message,
    });
  });

  it('says when a grace period ends, and judges otherwise from then on', () => {
    const object = pending({
      reason: 'Unschedulable',
      message: NO_FIT,
      lastTransitionTime: ago(5),
    });
    const { recheckAfter } = assess(object, contextOf());
    expect(recheckAfter).toBe(NOW + 10_000);
    expect(
      assessHealth(object, contextOf({ now: recheckAfter! - 1 })).status,
    ).toBe('progressing');
    expect(assess(object, contextOf({ now: recheckAfter! }))).toMatchObject({
      health: { status: 'degraded' },
    });
  });

  it('reports a recent kill for lack of memory although the pod is well', () => {
    const killed = pod({
      containerStatuses: [
        running({
          restartCount: 1,
          lastState: ended(137, { reason: 'OOMKilled' }),
        }),
      ],
    });
    expect(assess(killed, contextOf())).toMatchObject({
      health: { status: 'healthy' },
      problems: [{ cause: 'OOMKilled', severity: 'warning', affected: 1 }],
      recheckAfter: NOW + 9 * 60_000,
    });
  });

  it.each<[what: string, found: KubernetesObject]>([
    ['a sound pod', pod()],
    ['one that is on its way', creating(5)],
    [
      'one that failed a moment ago',
      pod({
        phase: 'Failed',
        conditions: NOT_READY,
        containerStatuses: [
          { name: 'app', state: ended(1, { finishedAt: ago(60) }) },
        ],
      }),
    ],
  ])('says the same of %s after its controller was judged', (_, found) => {
    const alone = assess(found, contextOf());
    const shared = contextOf({ podFindings: new Map() });
    const controller = anyObject('apps/v1', 'ReplicaSet');
    const pods = [found, found];
    expect(assess(controller, { ...shared, pods })).toEqual(
      assess(controller, contextOf({ pods })),
    );
    expect(assess(found, shared)).toEqual(alone);
  });

  it('counts events about one pod although its finding was shared before', () => {
    const found = creating(300);
    const shared = contextOf({ podFindings: new Map() });
    expect(assess(found, shared).health.status).toBe('progressing');
    const events = [
      event('FailedMount', 'MountVolume.SetUp failed for volume "data"', POD),
    ];
    expect(assess(found, { ...shared, events })).toEqual(
      assess(found, contextOf({ events })),
    );
  });
});
