import { ApiError } from '../store/ApiError';
import type { ObjectStore } from '../store/ObjectStore';
import type { ApiObject } from '../store/objects';
import { quotaRefusal } from './admission';
import { controllerReference, qosClassOf } from './pods';
import type { Pod, PodSpec, PodTemplate } from './types';

/** What differs between the pods of one template. */
export interface PodIdentity {
  name: string;
  labels?: Record<string, string>;
  annotations?: Record<string, string>;
  /** Goes over the template's spec. */
  spec?: Partial<PodSpec>;
}

// What the DefaultTolerationSeconds admission plugin adds.
const DEFAULT_TOLERATIONS = [
  'node.kubernetes.io/not-ready',
  'node.kubernetes.io/unreachable',
].map(key => ({
  key,
  operator: 'Exists',
  effect: 'NoExecute',
  tolerationSeconds: 300,
}));

const defaulted = new WeakMap<PodSpec, PodSpec>();

/** A pod's spec as the API server would complete it; pods of one template share the result's parts. */
export function completePodSpec(spec: PodSpec): PodSpec {
  let complete = defaulted.get(spec);
  if (!complete) {
    const tolerations = spec.tolerations ?? [];
    complete = {
      restartPolicy: 'Always',
      terminationGracePeriodSeconds: 30,
      dnsPolicy: 'ClusterFirst',
      serviceAccountName: 'default',
      serviceAccount: spec.serviceAccountName ?? 'default',
      securityContext: {},
      schedulerName: 'default-scheduler',
      priority: 0,
      enableServiceLinks: true,
      preemptionPolicy: 'PreemptLowerPriority',
      ...spec,
      tolerations: [
        ...tolerations,
        ...DEFAULT_TOLERATIONS.filter(
          ({ key }) =>
            !tolerations.some(
              other =>
                other.key === key ||
                (other.operator === 'Exists' && !other.key),
            ),
        ),
      ],
    };
    defaulted.set(spec, complete);
  }
  return complete;
}

/**
 * Creates a pod of a template.
 *
 * @returns the pod, or the sentence with which the API server refuses it
 */
export function createPod(
  store: ObjectStore,
  owner: ApiObject,
  template: PodTemplate,
  identity: PodIdentity,
): Pod | string {
  const pods = store.resources.forKind('Pod');
  const namespace = owner.metadata.namespace!;
  const spec = identity.spec
    ? { ...completePodSpec(template.spec), ...identity.spec }
    : completePodSpec(template.spec);
  const refusal = quotaRefusal(store, namespace, identity.name, spec);
  if (refusal) {
    return refusal;
  }
  try {
    return store.create(pods, {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: {
        name: identity.name,
        namespace,
        labels: identity.labels
          ? { ...template.metadata?.labels, ...identity.labels }
          : template.metadata?.labels,
        annotations: identity.annotations
          ? { ...template.metadata?.annotations, ...identity.annotations }
          : template.metadata?.annotations,
        ownerReferences: [controllerReference(owner)],
      },
      spec,
      status: { phase: 'Pending', qosClass: qosClassOf(spec) },
    }) as Pod;
  } catch (error) {
    if (error instanceof ApiError) {
      return error.message;
    }
    throw error;
  }
}
