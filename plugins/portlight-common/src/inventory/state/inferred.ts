import type { Assessment } from '../../health';
import { assess } from '../../health';
import { isFinished, isReady } from '../derive';
import type { KubernetesObject } from '../../kubernetes';
import type { ControllerKey } from './keys';

/** Labels that differ between a controller's pods or mean nothing without it. */
const OF_ONE_POD =
  /(^|[./-])(pod-template-hash|controller-revision-hash|pod-index|pod-name)$/;

function common(
  maps: readonly (Record<string, string> | undefined)[],
): Record<string, string> | undefined {
  const [first, ...others] = maps;
  const entries = Object.entries(first ?? {}).filter(
    ([key, value]) =>
      !OF_ONE_POD.test(key) && others.every(other => other?.[key] === value),
  );
  return entries.length > 0 ? Object.fromEntries(entries) : undefined;
}

/** The record of a controller of a kind that is not mirrored: what all that it controls has in common. */
export function inferController(
  key: ControllerKey,
  members: readonly KubernetesObject[],
): KubernetesObject {
  const labels = common(members.map(member => member.metadata?.labels));
  const annotations = common(
    members.map(member => member.metadata?.annotations),
  );
  return {
    apiVersion: key.apiVersion,
    kind: key.kind,
    metadata: {
      name: key.name,
      namespace: key.namespace,
      ...(key.uid ? { uid: key.uid } : {}),
      ...(labels ? { labels } : {}),
      ...(annotations ? { annotations } : {}),
    },
  };
}

/**
 * Judges a controller by its pods alone, as a ReplicaSet that wants as many as there are: its own status is
 * not known.
 */
export function assessInferred(
  controller: KubernetesObject,
  context: {
    now: number;
    pods: readonly KubernetesObject[];
    events: readonly KubernetesObject[];
  },
): Assessment {
  const alive = context.pods.filter(pod => !isFinished(pod));
  const ready = alive.filter(isReady).length;
  const { health, problems, recheckAfter } = assess(
    {
      apiVersion: 'apps/v1',
      kind: 'ReplicaSet',
      metadata: {
        name: controller.metadata?.name,
        namespace: controller.metadata?.namespace,
        uid: controller.metadata?.uid,
        // Without any time the judgement would begin at "now" anew each time.
        creationTimestamp: alive
          .map(pod => pod.metadata?.creationTimestamp ?? '')
          .sort()[0],
      },
      spec: { replicas: alive.length },
      status: {
        replicas: alive.length,
        readyReplicas: ready,
        availableReplicas: ready,
      },
    },
    context,
  );
  return {
    health,
    problems: problems.map(problem => ({
      ...problem,
      object: { ...problem.object, kind: controller.kind ?? '' },
    })),
    recheckAfter,
  };
}
