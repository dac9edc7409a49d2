import type { ApiObject } from '../../store/objects';
import type { NodeLoad } from '../ClusterIndex';
import { requestsOf } from '../pods';
import { quantityOf } from '../quantity';
import { labelsMatch, requirementMatches } from '../selectors';
import type { NodeSelectorTerm, PodSpec, Taint, Toleration } from '../types';

/** Why a pod cannot be on a node, in the scheduler's words. */
export interface Refusal {
  reasons: string[];
  /** Whether the eviction of other pods could change it. */
  preemptible: boolean;
}

/** The scheduler's filters in its order; the first that refuses gives the reasons. */
export function refusalOf(
  spec: PodSpec,
  node: ApiObject,
  load: Readonly<NodeLoad>,
): Refusal | undefined {
  if (
    node.spec?.unschedulable &&
    !tolerates(spec.tolerations, {
      key: 'node.kubernetes.io/unschedulable',
      effect: 'NoSchedule',
    })
  ) {
    return final('node(s) were unschedulable');
  }
  const taint = ((node.spec?.taints ?? []) as Taint[]).find(
    candidate =>
      candidate.effect !== 'PreferNoSchedule' &&
      !tolerates(spec.tolerations, candidate),
  );
  if (taint) {
    return final(
      `node(s) had untolerated taint {${taint.key}: ${taint.value ?? ''}}`,
    );
  }
  if (!selectsNode(spec, node)) {
    return final("node(s) didn't match Pod's node affinity/selector");
  }
  return fits(spec, node, load);
}

/** Whether the selector and the required affinity of a pod name this node. */
export function selectsNode(spec: PodSpec, node: ApiObject): boolean {
  const labels = node.metadata.labels ?? {};
  if (spec.nodeSelector && !labelsMatch(spec.nodeSelector, labels)) {
    return false;
  }
  const required =
    spec.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution;
  return (
    !required ||
    required.nodeSelectorTerms.some(term => termMatches(term, node, labels))
  );
}

/** Whether one of the tolerations allows a taint. */
export function tolerates(
  tolerations: readonly Toleration[] | undefined,
  taint: Taint,
): boolean {
  return (tolerations ?? []).some(
    toleration =>
      (!toleration.effect || toleration.effect === taint.effect) &&
      (!toleration.key
        ? toleration.operator === 'Exists'
        : toleration.key === taint.key &&
          (toleration.operator === 'Exists' ||
            (toleration.value ?? '') === (taint.value ?? ''))),
  );
}

/**
 * The message of a pod that has no node.
 *
 * @param refusals - of every node of the cluster
 */
export function unschedulableMessage(refusals: readonly Refusal[]): string {
  const total = refusals.length;
  if (total === 0) {
    return 'no nodes available to schedule pods';
  }
  const reasons = countReasons(refusals.flatMap(({ reasons: own }) => own));
  const preemption = countReasons(
    refusals.map(({ preemptible }) =>
      preemptible
        ? 'No preemption victims found for incoming pod'
        : 'Preemption is not helpful for scheduling',
    ),
  );
  return `0/${total} nodes are available: ${reasons}. preemption: 0/${total} nodes are available: ${preemption}.`;
}

function fits(
  spec: PodSpec,
  node: ApiObject,
  load: Readonly<NodeLoad>,
): Refusal | undefined {
  const allocatable = node.status?.allocatable ?? {};
  const requests = requestsOf(spec);
  const reasons: string[] = [];
  if (load.pods + 1 > quantityOf(allocatable.pods)) {
    reasons.push('Too many pods');
  }
  // A hair of tolerance: the sums are of floating point cores.
  if (load.cpu + requests.cpu > quantityOf(allocatable.cpu) + 1e-6) {
    reasons.push('Insufficient cpu');
  }
  if (load.memory + requests.memory > quantityOf(allocatable.memory)) {
    reasons.push('Insufficient memory');
  }
  if (reasons.length === 0) {
    return undefined;
  }
  const impossible =
    requests.cpu > quantityOf(allocatable.cpu) ||
    requests.memory > quantityOf(allocatable.memory);
  return { reasons, preemptible: !impossible };
}

function termMatches(
  term: NodeSelectorTerm,
  node: ApiObject,
  labels: Record<string, string>,
): boolean {
  const fields = { 'metadata.name': node.metadata.name };
  return (
    (term.matchExpressions ?? []).every(requirement =>
      requirementMatches(requirement, labels),
    ) &&
    (term.matchFields ?? []).every(requirement =>
      requirementMatches(requirement, fields),
    )
  );
}

function final(reason: string): Refusal {
  return { reasons: [reason], preemptible: false };
}

/** `2 Insufficient cpu, 3 node(s) had ...`, sorted as the scheduler sorts it: as text. */
function countReasons(reasons: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const reason of reasons) {
    counts.set(reason, (counts.get(reason) ?? 0) + 1);
  }
  return [...counts]
    .map(([reason, count]) => `${count} ${reason}`)
    .sort()
    .join(', ');
}
