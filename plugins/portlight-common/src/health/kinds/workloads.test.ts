import type { HealthStatus } from '../../api/types';
import type { KubernetesObject } from '../../kubernetes';
import { assess, assessHealth } from '../assessHealth';
import type { HealthContext } from '../HealthContext';
import {
  NOT_READY,
  ago,
  condition,
  contextOf,
  crashingPod,
  ended,
  event,
  object,
  pod,
  running,
  waiting,
} from '../testing/objects';

const ROLLED_OUT = [
  condition('Available', 'True', { reason: 'MinimumReplicasAvailable' }),
  condition('Progressing', 'True', { reason: 'NewReplicaSetAvailable' }),
];
const FULL = {
  observedGeneration: 2,
  replicas: 3,
  updatedReplicas: 3,
  readyReplicas: 3,
  availableReplicas: 3,
  conditions: ROLLED_OUT,
};
const QUOTA =
  'pods "cart-7f-x2" is forbidden: exceeded quota: compute, requested: cpu=1, used: cpu=10, limited: cpu=10';

function deployment(
  status: Record<string, unknown> = {},
  spec: Record<string, unknown> = {},
): KubernetesObject {
  return object(
    'apps/v1',
    'Deployment',
    { spec: { replicas: 3, ...spec }, status: { ...FULL, ...status } },
    { generation: 2 },
  );
}

function statefulSet(
  status: Record<string, unknown> = {},
  spec: Record<string, unknown> = {},
): KubernetesObject {
  return object(
    'apps/v1',
    'StatefulSet',
    {
      spec: { replicas: 3, ...spec },
      status: {
        observedGeneration: 2,
        replicas: 3,
        readyReplicas: 3,
        updatedReplicas: 3,
        currentRevision: 'cart-1',
        updateRevision: 'cart-1',
        ...status,
      },
    },
    { generation: 2 },
  );
}

function daemonSet(
  status: Record<string, unknown> = {},
  spec: Record<string, unknown> = {},
): KubernetesObject {
  return object(
    'apps/v1',
    'DaemonSet',
    {
      spec,
      status: {
        observedGeneration: 1,
        desiredNumberScheduled: 3,
        updatedNumberScheduled: 3,
        numberReady: 3,
        numberAvailable: 3,
        ...status,
      },
    },
    { generation: 1 },
  );
}

function job(
  status: Record<string, unknown> = {},
  spec: Record<string, unknown> = {},
  metadata: Record<string, unknown> = {},
): KubernetesObject {
  return object('batch/v1', 'Job', { spec, status }, metadata);
}

function cronJob(
  status: Record<string, unknown> = {},
  spec: Record<string, unknown> = {},
): KubernetesObject {
  return object('batch/v1', 'CronJob', { spec, status });
}

const COMPLETE = job(
  { conditions: [condition('Complete', 'True')], startTime: ago(7200) },
  {},
  { name: 'cart-1', creationTimestamp: ago(7200) },
);
const FAILED = job(
  {
    conditions: [
      condition('Failed', 'True', {
        reason: 'BackoffLimitExceeded',
        message: 'Job has reached the specified backoff limit',
      }),
    ],
    startTime: ago(3600),
  },
  {},
  { name: 'cart-2' },
);
const ACTIVE = job(
  { active: 1, startTime: ago(60) },
  {},
  { name: 'cart-3', creationTimestamp: ago(60) },
);
const TWO_CRASHING = [
  crashingPod('cart-7f-1'),
  crashingPod('cart-7f-2'),
  pod({}, {}, { name: 'cart-7f-3' }),
];

type Row = [
  what: string,
  object: KubernetesObject,
  status: HealthStatus,
  reason: string,
  message: string,
  context?: Partial<HealthContext>,
];

describe.each<[string, Row[]]>([
  [
    'Deployments',
    [
      [
        'rolled out',
        deployment(),
        'healthy',
        'Available',
        'All 3 replicas available',
      ],
      [
        'not seen by the controller yet',
        deployment({ observedGeneration: 1 }),
        'progressing',
        'GenerationNotObserved',
        'The controller has not seen the last change yet',
      ],
      [
        'just created',
        object('apps/v1', 'Deployment', { spec: { replicas: 3 } }),
        'progressing',
        'GenerationNotObserved',
        'The controller has not seen the last change yet',
      ],
      [
        'in the middle of a rollout',
        deployment({ updatedReplicas: 1, availableReplicas: 2 }),
        'progressing',
        'RollingOut',
        '1 of 3 replicas updated',
      ],
      [
        'with old replicas left',
        deployment({ replicas: 4 }),
        'progressing',
        'RollingOut',
        '1 old replica left to stop',
      ],
      [
        'starting',
        deployment({
          availableReplicas: 1,
          conditions: [
            condition('Progressing', 'True', { reason: 'ReplicaSetUpdated' }),
            condition('Available', 'False'),
          ],
        }),
        'progressing',
        'Starting',
        '1 of 3 replicas available',
      ],
      [
        'that has lost its replicas',
        deployment({
          availableReplicas: undefined,
          conditions: [
            ROLLED_OUT[1],
            condition('Available', 'False', {
              reason: 'MinimumReplicasUnavailable',
            }),
          ],
        }),
        'degraded',
        'MinimumReplicasUnavailable',
        '0 of 3 replicas available',
      ],
      [
        'beyond its deadline',
        deployment({
          updatedReplicas: 1,
          conditions: [
            condition('Progressing', 'False', {
              reason: 'ProgressDeadlineExceeded',
              message: 'ReplicaSet "cart-7f" has timed out progressing.',
            }),
          ],
        }),
        'degraded',
        'ProgressDeadlineExceeded',
        'ReplicaSet "cart-7f" has timed out progressing.',
      ],
      [
        'paused',
        deployment({}, { paused: true }),
        'suspended',
        'Paused',
        'Rollouts are paused',
      ],
      [
        'scaled to zero',
        deployment({ replicas: 0 }, { replicas: 0 }),
        'healthy',
        'ScaledToZero',
        'Scaled to zero',
      ],
      [
        'on the way to zero',
        deployment({ replicas: 2 }, { replicas: 0 }),
        'progressing',
        'ScalingDown',
        '2 replicas left to stop',
      ],
      [
        'whose pods crash',
        deployment({ readyReplicas: 1, availableReplicas: 1 }),
        'degraded',
        'CrashLoopBackOff',
        '2 of 3 pods: CrashLoopBackOff, exit 137 OOMKilled',
        { pods: TWO_CRASHING },
      ],
      [
        'whose new pod has no image, in the middle of a rollout',
        deployment({ replicas: 4, updatedReplicas: 1 }),
        'degraded',
        'ImagePullBackOff',
        '1 of 4 pods: ErrImagePull, image shop/cart:1.4.0',
        {
          pods: [
            pod(
              {
                phase: 'Pending',
                conditions: NOT_READY,
                containerStatuses: [waiting('ErrImagePull')],
              },
              {},
              { name: 'cart-8-1' },
            ),
            ...[1, 2, 3].map(n => pod({}, {}, { name: `cart-7f-${n}` })),
          ],
        },
      ],
      [
        'whose pods are refused by a quota',
        deployment({
          availableReplicas: 1,
          replicas: 1,
          updatedReplicas: 1,
          conditions: [
            condition('ReplicaFailure', 'True', {
              reason: 'FailedCreate',
              message: QUOTA,
            }),
          ],
        }),
        'degraded',
        'QuotaExceeded',
        '2 of 3 pods: exceeded quota: compute, requested: cpu=1, used: cpu=10, limited: cpu=10',
      ],
      [
        'whose pods are starting',
        deployment({ availableReplicas: 2, updatedReplicas: 3 }),
        'progressing',
        'Starting',
        '2 of 3 replicas available; 1 of 3 pods: ContainerCreating',
        {
          pods: [
            pod(
              {
                phase: 'Pending',
                conditions: [
                  condition('PodScheduled', 'True', {
                    lastTransitionTime: ago(10),
                  }),
                ],
                containerStatuses: [waiting('ContainerCreating')],
              },
              {},
              { name: 'cart-7f-1' },
            ),
          ],
        },
      ],
      [
        'with an evicted pod that was replaced',
        deployment(),
        'healthy',
        'Available',
        'All 3 replicas available',
        { pods: [pod({ phase: 'Failed', reason: 'Evicted' })] },
      ],
    ],
  ],
  [
    'StatefulSets',
    [
      ['ready', statefulSet(), 'healthy', 'Ready', 'All 3 replicas ready'],
      [
        'that crash-loops',
        statefulSet({ readyReplicas: 1 }),
        'degraded',
        'CrashLoopBackOff',
        '2 of 3 pods: CrashLoopBackOff, exit 137 OOMKilled',
        { pods: TWO_CRASHING },
      ],
      [
        'down for an hour, its pods not known',
        statefulSet({ readyReplicas: 0 }),
        'degraded',
        'ReplicasNotReady',
        '0 of 3 replicas ready, and no rollout is in progress',
      ],
      [
        'down in a rollout, its pods not known',
        statefulSet({ readyReplicas: 0, updateRevision: 'cart-2' }),
        'progressing',
        'Starting',
        '0 of 3 replicas ready',
      ],
      [
        'in the middle of a rollout',
        statefulSet({ updatedReplicas: 1, updateRevision: 'cart-2' }),
        'progressing',
        'RollingOut',
        '1 of 3 replicas updated',
      ],
      [
        'rolled out down to its partition',
        statefulSet(
          { updatedReplicas: 1, updateRevision: 'cart-2' },
          {
            updateStrategy: {
              type: 'RollingUpdate',
              rollingUpdate: { partition: 2 },
            },
          },
        ),
        'healthy',
        'PartitionUpdated',
        '1 of 3 replicas updated, as the partition wants it',
      ],
      [
        'with OnDelete and a new revision',
        statefulSet(
          { updatedReplicas: 0, updateRevision: 'cart-2' },
          { updateStrategy: { type: 'OnDelete' } },
        ),
        'healthy',
        'Ready',
        'All 3 replicas ready',
      ],
      [
        'on the way down',
        statefulSet({ replicas: 3 }, { replicas: 1 }),
        'progressing',
        'ScalingDown',
        '2 replicas left to stop',
      ],
      [
        'whose pods are refused by a quota',
        statefulSet({ replicas: 1, readyReplicas: 1 }),
        'degraded',
        'QuotaExceeded',
        '2 of 3 pods: exceeded quota: compute, requested: cpu=1, used: cpu=10, limited: cpu=10',
        {
          events: [
            event('FailedCreate', QUOTA, { kind: 'StatefulSet', name: 'cart' }),
          ],
        },
      ],
    ],
  ],
  [
    'DaemonSets',
    [
      [
        'everywhere',
        daemonSet(),
        'healthy',
        'Available',
        'Available on all 3 nodes',
      ],
      [
        'in the middle of a rollout',
        daemonSet({ updatedNumberScheduled: 1 }),
        'progressing',
        'RollingOut',
        'Updated on 1 of 3 nodes',
      ],
      [
        'with OnDelete and old pods',
        daemonSet(
          { updatedNumberScheduled: 1 },
          { updateStrategy: { type: 'OnDelete' } },
        ),
        'healthy',
        'Available',
        'Available on all 3 nodes',
      ],
      [
        'starting',
        daemonSet({ numberAvailable: 1 }),
        'progressing',
        'Starting',
        'Available on 1 of 3 nodes',
      ],
      [
        'that crashes',
        daemonSet({ numberAvailable: 1 }),
        'degraded',
        'CrashLoopBackOff',
        '2 of 3 pods: CrashLoopBackOff, exit 137 OOMKilled',
        { pods: TWO_CRASHING },
      ],
      [
        'for nodes that do not exist',
        daemonSet({ desiredNumberScheduled: 0 }),
        'healthy',
        'NoNodes',
        'No node wants a pod of it',
      ],
    ],
  ],
  [
    'ReplicaSets',
    [
      [
        'refused by a webhook',
        object('apps/v1', 'ReplicaSet', {
          spec: { replicas: 1 },
          status: {
            replicas: 0,
            conditions: [
              condition('ReplicaFailure', 'True', {
                message:
                  'admission webhook "policy.example.com" denied the request',
              }),
            ],
          },
        }),
        'degraded',
        'FailedCreate',
        '1 of 1 pod: admission webhook "policy.example.com" denied the request',
      ],
      [
        'of an old revision',
        object('apps/v1', 'ReplicaSet', {
          spec: { replicas: 0 },
          status: { replicas: 0 },
        }),
        'healthy',
        'ScaledToZero',
        'Scaled to zero',
      ],
      [
        'of which only the metadata is known',
        object('apps/v1', 'ReplicaSet'),
        'healthy',
        'NotCounted',
        'Counted at the workload that controls it',
      ],
    ],
  ],
  [
    'Jobs',
    [
      ['completed', COMPLETE, 'healthy', 'Complete', 'Completed'],
      [
        'failed',
        FAILED,
        'degraded',
        'BackoffLimitExceeded',
        'Job has reached the specified backoff limit',
      ],
      ['at work', ACTIVE, 'progressing', 'Running', '1 pod active'],
      [
        'suspended',
        job({}, { suspend: true }),
        'suspended',
        'Suspended',
        'Suspended',
      ],
      [
        'trying again',
        job({ active: 1, failed: 2 }, { backoffLimit: 4, completions: 3 }),
        'progressing',
        'Running',
        '1 pod active, 0 of 3 completed, 2 failed attempts of at most 5',
      ],
      [
        'without an image',
        job({ active: 1 }),
        'degraded',
        'ImagePullBackOff',
        '1 of 1 pod: ImagePullBackOff, image shop/cart:1.4.0',
        {
          pods: [
            pod({
              phase: 'Pending',
              conditions: NOT_READY,
              containerStatuses: [waiting('ImagePullBackOff')],
            }),
          ],
        },
      ],
      [
        'at work, with its pod running',
        job({ active: 1 }),
        'progressing',
        'Running',
        '1 pod active',
        { pods: [pod({}, { restartPolicy: 'Never' })] },
      ],
    ],
  ],
  [
    'CronJobs',
    [
      [
        'suspended',
        cronJob({}, { suspend: true }),
        'suspended',
        'Suspended',
        'No further runs: suspended',
      ],
      ['new', cronJob(), 'healthy', 'NotRunYet', 'Waits for its first run'],
      [
        'whose last Job failed',
        cronJob(),
        'degraded',
        'BackoffLimitExceeded',
        'Last run cart-2: Job has reached the specified backoff limit',
        { children: [COMPLETE, FAILED] },
      ],
      [
        'whose last Job succeeded after a failed one',
        cronJob(),
        'healthy',
        'LastRunSucceeded',
        'The last run has succeeded',
        {
          children: [
            FAILED,
            { ...COMPLETE, status: { ...COMPLETE.status, startTime: ago(60) } },
          ],
        },
      ],
      [
        'that runs again after a failure',
        cronJob(),
        'degraded',
        'BackoffLimitExceeded',
        'Last run cart-2: Job has reached the specified backoff limit',
        { children: [FAILED, ACTIVE] },
      ],
      [
        'at work',
        cronJob(),
        'progressing',
        'Running',
        'A run is in progress',
        { children: [COMPLETE, ACTIVE] },
      ],
      [
        'without success, its Jobs not known',
        cronJob({
          lastScheduleTime: ago(600),
          lastSuccessfulTime: ago(4000),
        }),
        'degraded',
        'LastRunFailed',
        'The last run has ended without success',
      ],
    ],
  ],
])('health of %s', (_kind, rows) => {
  it.each(rows)('%s', (...[, subject, status, reason, message, context]) => {
    expect(assessHealth(subject, contextOf(context))).toMatchObject({
      status,
      reason,
      message,
    });
  });
});

describe('problems of workloads', () => {
  it('counts each failing pod under one cause, and only at the workload', () => {
    const context = contextOf({ pods: TWO_CRASHING });
    const subject = deployment({
      readyReplicas: 1,
      availableReplicas: 1,
      conditions: [
        condition('Progressing', 'False', {
          reason: 'ProgressDeadlineExceeded',
        }),
      ],
    });
    expect(assess(subject, context).problems).toEqual([
      {
        object: { kind: 'Deployment', namespace: 'shop', name: 'cart' },
        cause: 'CrashLoopBackOff',
        severity: 'warning',
        message: '2 of 3 pods: CrashLoopBackOff, exit 137 OOMKilled',
        since: ago(360),
        affected: 2,
      },
    ]);
    expect(assess(TWO_CRASHING[0], contextOf())).toMatchObject({
      health: { status: 'degraded' },
      problems: [],
    });
  });

  it('is critical where nothing works any more', () => {
    expect(
      assess(
        deployment({ availableReplicas: 0 }),
        contextOf({ pods: TWO_CRASHING }),
      ).problems[0].severity,
    ).toBe('critical');
  });

  it('is critical where every pod crashes, though some are up between two crashes', () => {
    expect(
      assess(
        deployment({ replicas: 2, availableReplicas: 1 }, { replicas: 2 }),
        contextOf({ pods: TWO_CRASHING.slice(0, 2) }),
      ).problems[0],
    ).toMatchObject({ severity: 'critical', affected: 2 });
  });

  it('lists several causes, the one of most pods first', () => {
    const unschedulable = pod(
      {
        phase: 'Pending',
        conditions: [
          condition('PodScheduled', 'False', {
            reason: 'Unschedulable',
            message: '0/3 nodes are available',
          }),
        ],
        containerStatuses: [],
      },
      { nodeName: undefined },
      { name: 'cart-7f-4' },
    );
    const { health, problems } = assess(
      deployment({ availableReplicas: 1 }),
      contextOf({ pods: [unschedulable, ...TWO_CRASHING] }),
    );
    expect(problems.map(({ cause, affected }) => [cause, affected])).toEqual([
      ['CrashLoopBackOff', 2],
      ['Unschedulable', 1],
    ]);
    expect(health.message).toBe(
      '2 of 4 pods: CrashLoopBackOff, exit 137 OOMKilled; 1 of 4 pods: Unschedulable, 0/3 nodes are available',
    );
  });

  it('reports recent evictions and kills of a workload that is well', () => {
    const pods = [
      pod(
        {
          phase: 'Failed',
          reason: 'Evicted',
          conditions: [
            condition('Ready', 'False', { lastTransitionTime: ago(120) }),
          ],
          containerStatuses: [],
        },
        {},
        { name: 'cart-7f-0' },
      ),
      pod({
        containerStatuses: [
          running({
            restartCount: 1,
            lastState: ended(137, { reason: 'OOMKilled' }),
          }),
        ],
      }),
    ];
    const { health, problems } = assess(deployment(), contextOf({ pods }));
    expect(health.status).toBe('healthy');
    expect(problems.map(({ cause }) => cause)).toEqual([
      'OOMKilled',
      'Evicted',
    ]);
  });

  it('finds certificates behind refused pods', () => {
    const message =
      'failed calling webhook "policy.example.com": x509: certificate has expired';
    const { problems } = assess(
      deployment({
        availableReplicas: 0,
        replicas: 0,
        conditions: [condition('ReplicaFailure', 'True', { message })],
      }),
      contextOf(),
    );
    expect(problems).toMatchObject([
      { cause: 'CertificateInvalid', affected: 3 },
    ]);
  });

  it('says the same whatever the order of the pods', () => {
    const subject = deployment({ availableReplicas: 1 });
    expect(
      assess(subject, contextOf({ pods: [...TWO_CRASHING].reverse() })),
    ).toEqual(assess(subject, contextOf({ pods: TWO_CRASHING })));
  });
});
