import type { KubernetesObject } from '../kubernetes';
import type { PodFinding } from './pods/PodFinding';

/**
 * What is known around an object when its health is judged. Everything but the time is optional: what is
 * absent is not known (a file on disk has no pods), and the judgement then rests on the object alone.
 *
 * @public
 */
export interface HealthContext {
  /**
   * Milliseconds since the epoch, by the cluster's clock where it is known (the `Date` header of its
   * answers): all timestamps of objects were written by that clock.
   */
  now: number;
  /** Pods that the object controls, also through ReplicaSets and Jobs; for a claim, the pods that mount it. */
  pods?: readonly KubernetesObject[];
  /** ReplicaSets of a Deployment, Jobs of a CronJob. */
  children?: readonly KubernetesObject[];
  /** Events about the object, its children and its pods. */
  events?: readonly KubernetesObject[];
  /** EndpointSlices of a Service. */
  endpointSlices?: readonly KubernetesObject[];
  /** The StorageClass that a PersistentVolumeClaim names, or the default one. */
  storageClass?: KubernetesObject;
  /**
   * What was found on pods at the same `now`, which adds to it: a pod is judged for itself, its ReplicaSet and its
   * Deployment.
   *
   * @internal
   */
  podFindings?: Map<KubernetesObject, PodFinding>;
}
