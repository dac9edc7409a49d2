import type { HealthStatus } from '../../api/types';
import type { KubernetesObject } from '../../kubernetes';
import { assess } from '../assessHealth';
import type { HealthContext } from '../HealthContext';
import {
  ago,
  condition,
  contextOf,
  event,
  object,
  pod,
} from '../testing/objects';

type Row = [
  what: string,
  object: KubernetesObject,
  status: HealthStatus,
  reason: string,
  context?: Partial<HealthContext>,
  cause?: string,
];

function node(
  conditions: unknown[],
  spec = {},
  metadata = {},
): KubernetesObject {
  return object('v1', 'Node', { spec, status: { conditions } }, metadata);
}

function claim(phase: string, metadata = {}): KubernetesObject {
  return object(
    'v1',
    'PersistentVolumeClaim',
    { spec: {}, status: { phase } },
    metadata,
  );
}

function service(spec = {}, status = {}, metadata = {}): KubernetesObject {
  return object('v1', 'Service', { spec, status }, metadata);
}

function slice(...ready: boolean[]): KubernetesObject {
  return object('discovery.k8s.io/v1', 'EndpointSlice', {
    endpoints: ready.map((isReady, index) => ({
      addresses: [`10.0.0.${index}`],
      conditions: { ready: isReady },
      targetRef: { kind: 'Pod', name: `cart-${index}` },
    })),
  });
}

function autoscaler(...conditions: unknown[]): KubernetesObject {
  return object('autoscaling/v2', 'HorizontalPodAutoscaler', {
    spec: { minReplicas: 2, maxReplicas: 10 },
    status: { currentReplicas: 10, conditions },
  });
}

function budget(status: Record<string, unknown>): KubernetesObject {
  return object('policy/v1', 'PodDisruptionBudget', { status });
}

function custom(status: unknown, spec = {}, metadata = {}): KubernetesObject {
  return object('example.com/v1', 'Widget', { spec, status }, metadata);
}

const READY = condition('Ready', 'True');
const SELECTED = { selector: { app: 'cart' } };
const LATE_BINDING = object('storage.k8s.io/v1', 'StorageClass', {
  volumeBindingMode: 'WaitForFirstConsumer',
});
const AT_ONCE = object('storage.k8s.io/v1', 'StorageClass', {
  volumeBindingMode: 'Immediate',
});

describe.each<[string, Row[]]>([
  [
    'Nodes',
    [
      ['ready', node([READY]), 'healthy', 'Ready'],
      [
        'not ready',
        node([condition('Ready', 'False')]),
        'degraded',
        'NodeNotReady',
        {},
        'NodeNotReady',
      ],
      [
        'silent',
        node([condition('Ready', 'Unknown')]),
        'degraded',
        'NodeNotReady',
        {},
        'NodeNotReady',
      ],
      [
        'joining',
        node([condition('Ready', 'False')], {}, { creationTimestamp: ago(30) }),
        'progressing',
        'Joining',
      ],
      [
        'under pressure',
        node([READY, condition('MemoryPressure', 'True')]),
        'degraded',
        'MemoryPressure',
        {},
        'NodePressure',
      ],
      [
        'without pressure',
        node([READY, condition('DiskPressure', 'False')]),
        'healthy',
        'Ready',
      ],
      [
        'cordoned',
        node([READY], { unschedulable: true }),
        'suspended',
        'Cordoned',
      ],
    ],
  ],
  [
    'PersistentVolumeClaims',
    [
      ['bound', claim('Bound'), 'healthy', 'Bound'],
      [
        'lost',
        claim('Lost'),
        'degraded',
        'Lost',
        {},
        'PersistentVolumeClaimLost',
      ],
      [
        'not used yet',
        claim('Pending'),
        'healthy',
        'WaitForFirstConsumer',
        { storageClass: LATE_BINDING },
      ],
      [
        'used, and being provided',
        claim('Pending', { creationTimestamp: ago(20) }),
        'progressing',
        'Pending',
        { storageClass: LATE_BINDING, pods: [pod()] },
      ],
      [
        'used, and not provided',
        claim('Pending', {
          annotations: { 'volume.kubernetes.io/selected-node': 'a' },
        }),
        'degraded',
        'Pending',
        { storageClass: LATE_BINDING },
        'PersistentVolumeClaimPending',
      ],
      [
        'pending for long',
        claim('Pending'),
        'degraded',
        'Pending',
        { storageClass: AT_ONCE },
        'PersistentVolumeClaimPending',
      ],
      [
        'of a class that is not known',
        claim('Pending'),
        'progressing',
        'Pending',
      ],
      [
        'that cannot be provided',
        claim('Pending'),
        'degraded',
        'ProvisioningFailed',
        {
          events: [
            event('ProvisioningFailed', 'storageclass "fast" not found', {
              kind: 'PersistentVolumeClaim',
              name: 'cart',
            }),
          ],
        },
        'PersistentVolumeClaimPending',
      ],
    ],
  ],
  [
    'Services',
    [
      ['inside the cluster', service(SELECTED), 'healthy', 'Available'],
      [
        'with endpoints',
        service(SELECTED),
        'healthy',
        'Available',
        { endpointSlices: [slice(true, false)] },
      ],
      [
        'with nothing behind it',
        service(SELECTED),
        'degraded',
        'NoEndpoints',
        { endpointSlices: [] },
        'ServiceWithoutEndpoints',
      ],
      [
        'with unready pods behind it',
        service(SELECTED),
        'degraded',
        'NoReadyEndpoints',
        { endpointSlices: [slice(false)] },
      ],
      [
        'just created',
        service(SELECTED, {}, { creationTimestamp: ago(10) }),
        'progressing',
        'WaitingForEndpoints',
        { endpointSlices: [] },
      ],
      [
        'without a selector',
        service(),
        'healthy',
        'Available',
        { endpointSlices: [] },
      ],
      [
        'outside of the cluster',
        service({ type: 'ExternalName' }),
        'healthy',
        'ExternalName',
      ],
      [
        'without an address',
        service({ type: 'LoadBalancer' }),
        'progressing',
        'LoadBalancerPending',
        {},
        'LoadBalancerPending',
      ],
      [
        'with an address',
        service(
          { type: 'LoadBalancer' },
          { loadBalancer: { ingress: [{ ip: '1.2.3.4' }] } },
        ),
        'healthy',
        'Available',
      ],
    ],
  ],
  [
    'HorizontalPodAutoscalers',
    [
      [
        'at work',
        autoscaler(
          condition('AbleToScale', 'True'),
          condition('ScalingActive', 'True'),
        ),
        'healthy',
        'Scaling',
      ],
      [
        'without metrics',
        autoscaler(
          condition('ScalingActive', 'False', {
            reason: 'FailedGetResourceMetric',
          }),
        ),
        'degraded',
        'FailedGetResourceMetric',
        {},
        'AutoscalerFailing',
      ],
      [
        'without metrics of new pods',
        autoscaler(
          condition('ScalingActive', 'False', {
            reason: 'FailedGetResourceMetric',
            lastTransitionTime: ago(30),
          }),
        ),
        'progressing',
        'FailedGetResourceMetric',
      ],
      [
        'of a target scaled to zero',
        autoscaler(
          condition('ScalingActive', 'False', { reason: 'ScalingDisabled' }),
        ),
        'suspended',
        'ScalingDisabled',
      ],
      [
        'at its maximum',
        autoscaler(
          condition('ScalingLimited', 'True', { reason: 'TooManyReplicas' }),
        ),
        'healthy',
        'AtMaximum',
        {},
        'AutoscalerAtMaximum',
      ],
    ],
  ],
  [
    'PodDisruptionBudgets',
    [
      [
        'with room',
        budget({ expectedPods: 3, disruptionsAllowed: 1 }),
        'healthy',
        'DisruptionAllowed',
      ],
      [
        'that block every drain',
        budget({
          expectedPods: 3,
          disruptionsAllowed: 0,
          currentHealthy: 3,
          desiredHealthy: 3,
        }),
        'healthy',
        'NoDisruptionAllowed',
      ],
      [
        'whose pods are missing',
        budget({
          expectedPods: 3,
          disruptionsAllowed: 0,
          currentHealthy: 1,
          desiredHealthy: 2,
        }),
        'degraded',
        'InsufficientPods',
      ],
    ],
  ],
  [
    'all other kinds',
    [
      [
        'an active Namespace',
        object('v1', 'Namespace', { status: { phase: 'Active' } }),
        'healthy',
        'Active',
      ],
      [
        'a Namespace that cannot be deleted',
        object(
          'v1',
          'Namespace',
          { status: { phase: 'Terminating' } },
          { deletionTimestamp: ago(1200) },
        ),
        'degraded',
        'TerminatingStuck',
        {},
        'TerminatingStuck',
      ],
      ['an EndpointSlice', slice(true), 'healthy', 'Ready'],
      [
        'an EndpointSlice with nothing ready',
        slice(false),
        'degraded',
        'NoReadyEndpoints',
      ],
      [
        'an Ingress without address',
        object('networking.k8s.io/v1', 'Ingress', { status: {} }),
        'progressing',
        'WaitingForAddress',
      ],
      [
        'an Ingress',
        object('networking.k8s.io/v1', 'Ingress', {
          status: { loadBalancer: { ingress: [{ hostname: 'a' }] } },
        }),
        'healthy',
        'Available',
      ],
      [
        'a NetworkPolicy',
        object('networking.k8s.io/v1', 'NetworkPolicy'),
        'healthy',
        'Exists',
      ],
      [
        'a StorageClass from a file',
        { apiVersion: 'storage.k8s.io/v1', kind: 'StorageClass' },
        'healthy',
        'Exists',
      ],
      ['a ServiceAccount', object('v1', 'ServiceAccount'), 'healthy', 'Exists'],
      ['a LimitRange', object('v1', 'LimitRange'), 'healthy', 'Exists'],
      [
        'a failed PersistentVolume',
        object('v1', 'PersistentVolume', { status: { phase: 'Failed' } }),
        'degraded',
        'Failed',
        {},
        'PersistentVolumeFailed',
      ],
      [
        'a released PersistentVolume',
        object('v1', 'PersistentVolume', { status: { phase: 'Released' } }),
        'suspended',
        'Released',
      ],
      [
        'a used up ResourceQuota',
        object('v1', 'ResourceQuota', {
          status: {
            hard: { cpu: '1', pods: '0' },
            used: { cpu: '1000m', pods: '0' },
          },
        }),
        'healthy',
        'UsedUp',
      ],
      [
        'a failed Helm release',
        object(
          'v1',
          'Secret',
          {},
          {
            labels: {
              owner: 'helm',
              status: 'failed',
              name: 'cart',
              version: '3',
            },
          },
        ),
        'degraded',
        'HelmReleaseFailed',
      ],
      ['a Secret', object('v1', 'Secret'), 'healthy', 'Exists'],
      [
        'a warning',
        event('FailedMount', 'no', { kind: 'Pod', name: 'a' }),
        'healthy',
        'Recorded',
      ],
      [
        'a ServiceMonitor',
        object('monitoring.coreos.com/v1', 'ServiceMonitor'),
        'healthy',
        'Exists',
      ],
      [
        'a PodMonitor',
        object('monitoring.coreos.com/v1', 'PodMonitor'),
        'healthy',
        'Exists',
      ],
      [
        'a refused PrometheusRule',
        object('monitoring.coreos.com/v1', 'PrometheusRule', {
          status: {
            bindings: [
              {
                name: 'k8s',
                conditions: [
                  {
                    type: 'Accepted',
                    status: 'False',
                    reason: 'InvalidConfiguration',
                  },
                ],
              },
            ],
          },
        }),
        'degraded',
        'InvalidConfiguration',
        {},
        'ResourceNotReady',
      ],
    ],
  ],
  [
    'custom resources',
    [
      [
        'without a status',
        custom(undefined, {}, { generation: 1 }),
        'healthy',
        'Exists',
      ],
      ['ready', custom({ conditions: [READY] }), 'healthy', 'Ready'],
      [
        'stalled',
        custom({ conditions: [condition('Stalled', 'True'), READY] }),
        'degraded',
        'Stalled',
        {},
        'ResourceNotReady',
      ],
      [
        'reconciling',
        custom({ conditions: [condition('Reconciling', 'True'), READY] }),
        'progressing',
        'Reconciling',
      ],
      [
        'not ready for a moment',
        custom({
          conditions: [
            condition('Ready', 'False', { lastTransitionTime: ago(10) }),
          ],
        }),
        'progressing',
        'Ready',
      ],
      [
        'not ready because of an error',
        custom({
          conditions: [
            condition('Ready', 'False', {
              reason: 'InstallFailed',
              lastTransitionTime: ago(10),
            }),
          ],
        }),
        'degraded',
        'InstallFailed',
        {},
        'ResourceNotReady',
      ],
      [
        'not seen yet',
        custom(
          { observedGeneration: 1, conditions: [READY] },
          {},
          { generation: 2 },
        ),
        'progressing',
        'GenerationNotObserved',
      ],
      [
        'suspended',
        custom({ conditions: [READY] }, { suspend: true }),
        'suspended',
        'Suspended',
      ],
      [
        'unsure',
        custom({ conditions: [condition('Ready', 'Unknown')] }),
        'progressing',
        'Ready',
      ],
      [
        'with a failed phase',
        custom({ phase: 'Failed' }),
        'degraded',
        'Failed',
        {},
        'ResourceNotReady',
      ],
      [
        'with a health of their own',
        custom({ health: { status: 'Progressing' } }),
        'progressing',
        'Progressing',
      ],
      [
        'with a phase that nobody knows',
        custom({ phase: 'Frobnicating' }),
        'unknown',
        'Frobnicating',
      ],
      [
        'that are certificates',
        object('cert-manager.io/v1', 'Certificate', {
          status: {
            conditions: [condition('Ready', 'False', { reason: 'Expired' })],
          },
        }),
        'degraded',
        'Expired',
        {},
        'CertificateInvalid',
      ],
      [
        'while their certificate is being issued',
        object('cert-manager.io/v1', 'Certificate', {
          status: {
            conditions: [
              condition('Ready', 'False', { reason: 'DoesNotExist' }),
              condition('Issuing', 'True'),
            ],
          },
        }),
        'progressing',
        'Issuing',
      ],
    ],
  ],
])('health of %s', (_kind, rows) => {
  it.each(rows)('%s', (...[, subject, status, reason, context, cause]) => {
    const { health, problems } = assess(subject, contextOf(context));
    expect(health).toMatchObject({ status, reason });
    expect(problems.map(problem => problem.cause)).toEqual(
      cause ? [cause] : [],
    );
  });
});
