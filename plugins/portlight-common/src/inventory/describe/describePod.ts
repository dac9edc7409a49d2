import type { Event, Pod, PodDetail, Problem } from '../../api/types';
import { assess } from '../../health';
import { mergeEvents } from './mergeEvents';
import type { KubernetesObject } from '../../kubernetes';
import { describeConditions } from './conditions';
import { describeContainers } from './containers';
import { chain, controllerOf } from './ownerChain';
import { describeRelated } from './related';

/** What {@link describePod} puts together. @public */
export interface PodParts {
  /** Name of the cluster. */
  cluster: string;
  /** The record. */
  pod: KubernetesObject;
  /** The item that lists answer for it. */
  summary: Pod;
  /** Records of its namespace among which those that belong to it are found. */
  related: readonly KubernetesObject[];
  /** Events about the pod. */
  events: readonly Event[];
  /** Problems that are stored at the pod itself. */
  problems: readonly Problem[];
  /** Milliseconds since the epoch; the present when absent. */
  now?: number;
}

/**
 * What is wrong with the pod itself. Where its workload reports that for all its pods there is nothing
 * stored at the pod; its own page says it all the same.
 */
function problemsOf(parts: PodParts, now: number): Problem[] {
  const { cluster, pod, summary, problems } = parts;
  if (problems.length > 0) {
    return [...problems];
  }
  const { ownerReferences: _, ...metadata } = pod.metadata ?? {};
  return assess({ ...pod, metadata }, { now }).problems.map(problem => ({
    cluster,
    ...problem,
    ...(summary.owner ? { owner: summary.owner } : {}),
  }));
}

/**
 * Everything about one pod, from what is stored.
 *
 * @public
 */
export function describePod(parts: PodParts): PodDetail {
  const { pod, summary, now = Date.now() } = parts;
  // Items of lists leave out what their page can say.
  const ip = pod.status?.podIP;
  const workload = summary.workload && {
    ...summary.workload,
    ...(summary.namespace && { namespace: summary.namespace }),
  };
  return {
    pod: { ...summary, ...(ip && { ip }), ...(workload && { workload }) },
    problems: problemsOf(parts, now),
    containers: describeContainers(pod),
    conditions: describeConditions(pod),
    ownerChain: chain(workload, controllerOf(pod)),
    related: describeRelated(pod, [pod], parts.related, now),
    events: mergeEvents(parts.events),
    labels: pod.metadata?.labels ?? {},
    annotations: pod.metadata?.annotations ?? {},
  };
}
