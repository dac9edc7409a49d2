import type {
  Event,
  Pod,
  Problem,
  Workload,
  WorkloadDetail,
} from '../../api/types';
import { mergeEvents } from './mergeEvents';
import type { KubernetesObject } from '../../kubernetes';
import { describeChanges } from './changes';
import { describeConditions } from './conditions';
import { describeWorkloadContainers } from './containers';
import { chain, controllerOf } from './ownerChain';
import { describeRelated } from './related';

const MAX_PODS = 500;

/** What {@link describeWorkload} puts together. @public */
export interface WorkloadParts {
  /** Name of the cluster. */
  cluster: string;
  /** The record. */
  workload: KubernetesObject;
  /** The item that lists answer for it. */
  summary: Workload;
  /** Records of the pods that it controls, also through others. */
  pods: readonly KubernetesObject[];
  /** The items of its pods. */
  podSummaries: readonly Pod[];
  /** How many pods there are, where `pods` has not all. */
  podCount?: number;
  /** Records of its ReplicaSets or Jobs. */
  children: readonly KubernetesObject[];
  /** Records of its namespace among which those that belong to it are found. */
  related: readonly KubernetesObject[];
  /** Of the workload, its children and its pods. */
  events: readonly Event[];
  /** What is wrong with the workload now. */
  problems: readonly Problem[];
  /** Milliseconds since the epoch; the present when absent. */
  now?: number;
}

/**
 * Everything about one workload, from what is stored.
 *
 * @public
 */
export function describeWorkload(parts: WorkloadParts): WorkloadDetail {
  const { workload, summary, pods, children, now = Date.now() } = parts;
  return {
    workload: summary,
    problems: [...parts.problems],
    changes: describeChanges(children),
    pods: parts.podSummaries.slice(0, MAX_PODS),
    podCount: parts.podCount ?? parts.podSummaries.length,
    containers: describeWorkloadContainers(workload, pods),
    conditions: describeConditions(workload),
    ownerChain: chain(controllerOf(workload)),
    related: describeRelated(workload, pods, parts.related, now),
    events: mergeEvents(parts.events),
    labels: workload.metadata?.labels ?? {},
    annotations: workload.metadata?.annotations ?? {},
  };
}
