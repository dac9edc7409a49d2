import type { Problem } from '../api/types';
import type { KubernetesObject } from '../kubernetes';
import type { Finding } from './Finding';
import type { HealthContext } from './HealthContext';
import { list, oneLine, record, text } from './reading';
import { PROBLEM_CAUSES } from './problemCauses';
import { formatTime, parseTime } from './time';

/** A problem of one object, before cluster and owner are known. */
export type ObjectProblem = Omit<Problem, 'cluster' | 'owner'>;

/** Kinds whose trouble is reported at the workload that controls them. */
const PARTS_OF_WORKLOADS: ReadonlySet<string> = new Set([
  'Pod',
  'ReplicaSet',
  'Job',
  'EndpointSlice',
]);

/** Problems of a finding; none for the parts of a workload. */
export function problemsOf(
  object: KubernetesObject,
  finding: Finding,
  context: HealthContext,
): ObjectProblem[] {
  if (!finding.problems?.length || isPartOfWorkload(object)) {
    return [];
  }
  const metadata = record(object.metadata);
  const namespace = text(metadata.namespace);
  return finding.problems.map(found => ({
    object: {
      kind: text(object.kind),
      ...(namespace ? { namespace } : {}),
      name: text(metadata.name),
    },
    cause: found.cause,
    severity: found.severity ?? PROBLEM_CAUSES[found.cause].severity,
    message: oneLine(found.message ?? finding.message),
    since:
      formatTime(
        found.since ??
          finding.since ??
          parseTime(metadata.creationTimestamp) ??
          context.now,
      ) ?? '1970-01-01T00:00:00Z',
    affected: found.affected ?? 1,
  }));
}

/**
 * Whether an object's trouble is reported at its controller. Static pods are controlled by their Node,
 * which is no workload: they stand for themselves.
 */
function isPartOfWorkload(object: KubernetesObject): boolean {
  return (
    PARTS_OF_WORKLOADS.has(text(object.kind)) &&
    list(record(object.metadata).ownerReferences).some(
      owner => owner.controller === true && text(owner.kind) !== 'Node',
    )
  );
}
