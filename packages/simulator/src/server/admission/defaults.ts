import type {
  ApiObject,
  ApiObjectInput,
  ResourceDefinition,
} from '../../store';
import { defaultPodSpec, type Spec } from './podDefaults';

type Defaulter = (spec: Spec, object: ApiObjectInput) => Spec;

function withTemplate(spec: Spec): Spec {
  return {
    ...spec,
    template: {
      ...spec.template,
      metadata: spec.template?.metadata ?? {},
      spec: defaultPodSpec(spec.template?.spec ?? {}),
    },
  };
}

function rolling(strategy: Spec | undefined, type: string, figures: Spec) {
  const chosen = strategy?.type ?? type;
  return chosen === 'RollingUpdate'
    ? {
        type: chosen,
        rollingUpdate: { ...figures, ...strategy?.rollingUpdate },
      }
    : { type: chosen };
}

const JOB_SPEC: Defaulter = spec => ({
  parallelism: 1,
  completions: 1,
  backoffLimit: 6,
  completionMode: 'NonIndexed',
  suspend: false,
  podReplacementPolicy: 'TerminatingOrFailed',
  ...withTemplate(spec),
});

/** What the API server fills in, by `group/Kind`. */
const DEFAULTS: Record<string, Defaulter> = {
  '/Pod': (spec, object) => ({
    enableServiceLinks: true,
    preemptionPolicy: 'PreemptLowerPriority',
    priority: 0,
    tolerations: [
      ...(spec.tolerations ?? []),
      ...(object.metadata.uid ? [] : evictionTolerations(spec)),
    ],
    ...without(defaultPodSpec(spec), 'tolerations'),
  }),
  '/Service': spec => {
    const external = spec.type === 'ExternalName';
    return {
      ...spec,
      ...(spec.ports
        ? {
            ports: spec.ports.map((port: Spec) => ({
              protocol: 'TCP',
              targetPort: port.port,
              ...port,
            })),
          }
        : {}),
      type: spec.type ?? 'ClusterIP',
      sessionAffinity: spec.sessionAffinity ?? 'None',
      ...(external
        ? {}
        : {
            ipFamilies: spec.ipFamilies ?? ['IPv4'],
            ipFamilyPolicy: spec.ipFamilyPolicy ?? 'SingleStack',
            internalTrafficPolicy: spec.internalTrafficPolicy ?? 'Cluster',
          }),
    };
  },
  '/PersistentVolumeClaim': spec => ({ volumeMode: 'Filesystem', ...spec }),
  '/PersistentVolume': spec => ({
    volumeMode: 'Filesystem',
    persistentVolumeReclaimPolicy: 'Retain',
    ...spec,
  }),
  'apps/Deployment': spec => ({
    replicas: 1,
    revisionHistoryLimit: 10,
    progressDeadlineSeconds: 600,
    ...withTemplate(spec),
    strategy: rolling(spec.strategy, 'RollingUpdate', {
      maxUnavailable: '25%',
      maxSurge: '25%',
    }),
  }),
  'apps/StatefulSet': spec => ({
    replicas: 1,
    revisionHistoryLimit: 10,
    podManagementPolicy: 'OrderedReady',
    persistentVolumeClaimRetentionPolicy: {
      whenDeleted: 'Retain',
      whenScaled: 'Retain',
    },
    ...withTemplate(spec),
    updateStrategy: rolling(spec.updateStrategy, 'RollingUpdate', {
      partition: 0,
    }),
  }),
  'apps/DaemonSet': spec => ({
    revisionHistoryLimit: 10,
    ...withTemplate(spec),
    updateStrategy: rolling(spec.updateStrategy, 'RollingUpdate', {
      maxUnavailable: 1,
      maxSurge: 0,
    }),
  }),
  'apps/ReplicaSet': spec => ({ replicas: 1, ...withTemplate(spec) }),
  'batch/Job': JOB_SPEC,
  'batch/CronJob': spec => ({
    concurrencyPolicy: 'Allow',
    suspend: false,
    successfulJobsHistoryLimit: 3,
    failedJobsHistoryLimit: 1,
    ...spec,
    jobTemplate: {
      ...spec.jobTemplate,
      metadata: spec.jobTemplate?.metadata ?? {},
      spec: withTemplate(spec.jobTemplate?.spec ?? {}),
    },
  }),
  'autoscaling/HorizontalPodAutoscaler': spec => ({ minReplicas: 1, ...spec }),
  'networking.k8s.io/NetworkPolicy': spec => ({
    ...spec,
    policyTypes: spec.policyTypes ?? [
      'Ingress',
      ...(spec.egress ? ['Egress'] : []),
    ],
  }),
};

function without(spec: Spec, field: string): Spec {
  const { [field]: _removed, ...rest } = spec;
  return rest;
}

/** What every pod tolerates for five minutes, so that a short loss of its node does not move it. */
function evictionTolerations(spec: Spec): Spec[] {
  return ['node.kubernetes.io/not-ready', 'node.kubernetes.io/unreachable']
    .filter(
      key =>
        !(spec.tolerations ?? []).some(
          (toleration: Spec) => toleration.key === key || !toleration.key,
        ),
    )
    .map(key => ({
      key,
      operator: 'Exists',
      effect: 'NoExecute',
      tolerationSeconds: 300,
    }));
}

/** Statuses that an object is born with. */
const FIRST_STATUS: Record<string, (object: ApiObjectInput) => unknown> = {
  '/Pod': object => ({ phase: 'Pending', qosClass: qosClass(object.spec) }),
  '/PersistentVolumeClaim': () => ({ phase: 'Pending' }),
  '/PersistentVolume': () => ({ phase: 'Pending' }),
  '/Service': () => ({ loadBalancer: {} }),
  'networking.k8s.io/Ingress': () => ({ loadBalancer: {} }),
  'batch/Job': () => ({}),
  'batch/CronJob': () => ({}),
  'autoscaling/HorizontalPodAutoscaler': () => ({
    desiredReplicas: 0,
    currentMetrics: null,
  }),
  'policy/PodDisruptionBudget': () => ({
    disruptionsAllowed: 0,
    currentHealthy: 0,
    desiredHealthy: 0,
    expectedPods: 0,
  }),
  'apps/Deployment': () => ({}),
  'apps/ReplicaSet': () => ({ replicas: 0 }),
  'apps/StatefulSet': () => ({ replicas: 0, availableReplicas: 0 }),
  'apps/DaemonSet': () => ({
    currentNumberScheduled: 0,
    numberMisscheduled: 0,
    desiredNumberScheduled: 0,
    numberReady: 0,
  }),
};

/**
 * The object with what the API server fills in.
 *
 * @param current - the stored object, on updates: nothing that is only set at birth is set again
 */
export function withDefaults(
  resource: ResourceDefinition,
  input: ApiObjectInput,
  current?: ApiObject,
): ApiObjectInput {
  const key = `${resource.group}/${resource.kind}`;
  const defaulter = DEFAULTS[key];
  let object = input;
  if (defaulter) {
    object = {
      ...object,
      spec: defaulter(object.spec ?? {}, {
        ...object,
        metadata: { ...object.metadata, uid: current?.metadata.uid },
      }),
    };
  }
  if (key === '/Secret') {
    const { stringData, ...secret } = object;
    object = {
      type: 'Opaque',
      ...secret,
      ...(stringData
        ? { data: { ...secret.data, ...encode(stringData) } }
        : {}),
    };
  }
  if (key === '/Event' && !current) {
    object = {
      source: {},
      firstTimestamp: null,
      lastTimestamp: null,
      eventTime: null,
      reportingComponent: '',
      reportingInstance: '',
      ...object,
    };
  }
  if (key === 'storage.k8s.io/StorageClass') {
    object = {
      reclaimPolicy: 'Delete',
      volumeBindingMode: 'Immediate',
      ...object,
    };
  }
  if (!current && resource.status) {
    const { status: _status, ...rest } = object;
    const first = FIRST_STATUS[key];
    object = first ? { ...rest, status: first(object) } : rest;
  }
  return object;
}

function encode(values: Spec): Spec {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      Buffer.from(String(value)).toString('base64'),
    ]),
  );
}

function qosClass(spec: Spec | undefined): string {
  const resources = [
    ...(spec?.containers ?? []),
    ...(spec?.initContainers ?? []),
  ].map((container: Spec) => container.resources ?? {});
  const any = resources.some(
    ({ requests, limits }) =>
      Object.keys(requests ?? {}).length + Object.keys(limits ?? {}).length > 0,
  );
  if (!any) {
    return 'BestEffort';
  }
  const guaranteed = resources.every(({ requests, limits }) =>
    ['cpu', 'memory'].every(
      name =>
        limits?.[name] !== undefined &&
        (requests?.[name] === undefined || requests[name] === limits[name]),
    ),
  );
  return guaranteed ? 'Guaranteed' : 'Burstable';
}
