import { conditionOf, withCondition, withoutCondition } from '../conditions';
import { SECOND, timeOf, timestamp } from '../time';
import type { Condition, TemplatedWorkload } from '../types';
import { rollingUpdateBounds } from './rollingUpdate';

/** The status of a Deployment, in the controller's own words. */
export function deploymentStatus(
  deployment: TemplatedWorkload,
  sets: readonly TemplatedWorkload[],
  hash: string,
  now: number,
) {
  const current = sets.find(
    ({ metadata }) => metadata.labels?.['pod-template-hash'] === hash,
  );
  const sum = (field: string) =>
    sets.reduce((count, { status }) => count + (status?.[field] ?? 0), 0);
  const wanted = deployment.spec.replicas ?? 1;
  const figures = {
    replicas: sum('replicas'),
    updatedReplicas: current?.status?.replicas ?? 0,
    readyReplicas: sum('readyReplicas'),
    availableReplicas: sum('availableReplicas'),
  };
  const total = sets.reduce(
    (count, { spec }) => count + (spec.replicas ?? 0),
    0,
  );
  const unavailable = Math.max(0, total - figures.availableReplicas);
  const conditions = conditionsOf(
    deployment,
    sets,
    current,
    { ...figures, wanted },
    now,
  );
  return {
    observedGeneration: deployment.metadata.generation,
    ...dropZero(figures),
    ...(unavailable > 0 && { unavailableReplicas: unavailable }),
    conditions,
  };
}

/** When the rollout has taken too long (milliseconds since the epoch), while that is open. */
export function progressDeadlineOf(
  deployment: TemplatedWorkload,
  status: { conditions: Condition[] },
  now: number,
): number | undefined {
  const condition = conditionOf(status.conditions, 'Progressing');
  if (
    !condition ||
    condition.status !== 'True' ||
    condition.reason === 'NewReplicaSetAvailable'
  ) {
    return undefined;
  }
  const due = deadlineAfter(deployment, condition);
  return due > now ? due : undefined;
}

interface Figures {
  wanted: number;
  replicas: number;
  updatedReplicas: number;
  readyReplicas: number;
  availableReplicas: number;
}

function conditionsOf(
  deployment: TemplatedWorkload,
  sets: readonly TemplatedWorkload[],
  current: TemplatedWorkload | undefined,
  figures: Figures,
  now: number,
): Condition[] {
  const { wanted, availableReplicas } = figures;
  const time = timestamp(now);
  const { maxUnavailable } = rollingUpdateBounds(
    deployment.spec.strategy,
    wanted,
  );
  const minimum =
    deployment.spec.strategy?.type === 'Recreate'
      ? wanted
      : wanted - maxUnavailable;
  let conditions = setCondition(
    deployment.status?.conditions,
    availableReplicas >= minimum
      ? {
          type: 'Available',
          status: 'True',
          reason: 'MinimumReplicasAvailable',
          message: 'Deployment has minimum availability.',
        }
      : {
          type: 'Available',
          status: 'False',
          reason: 'MinimumReplicasUnavailable',
          message: 'Deployment does not have minimum availability.',
        },
    time,
  );
  conditions = setCondition(
    conditions,
    progressing(deployment, current, figures, now),
    time,
  );
  const failure = sets
    .map(({ status }) => conditionOf(status?.conditions, 'ReplicaFailure'))
    .find(condition => condition?.status === 'True');
  return failure
    ? setCondition(
        conditions,
        { ...failure, lastTransitionTime: undefined },
        time,
      )
    : withoutCondition(conditions, 'ReplicaFailure');
}

function progressing(
  deployment: TemplatedWorkload,
  current: TemplatedWorkload | undefined,
  figures: Figures,
  now: number,
): Condition {
  const known = conditionOf(deployment.status?.conditions, 'Progressing');
  const name = current?.metadata.name ?? deployment.metadata.name;
  const complete =
    figures.updatedReplicas === figures.wanted &&
    figures.replicas === figures.wanted &&
    figures.availableReplicas === figures.wanted;
  if (deployment.spec.paused) {
    return {
      type: 'Progressing',
      status: 'Unknown',
      reason: 'DeploymentPaused',
      message: 'Deployment is paused',
    };
  }
  if (
    complete ||
    (known?.reason === 'NewReplicaSetAvailable' && !rolling(figures))
  ) {
    return {
      type: 'Progressing',
      status: 'True',
      reason: 'NewReplicaSetAvailable',
      message: `ReplicaSet "${name}" has successfully progressed.`,
    };
  }
  const before = deployment.status ?? {};
  const moved =
    figures.updatedReplicas > (before.updatedReplicas ?? 0) ||
    figures.readyReplicas > (before.readyReplicas ?? 0) ||
    figures.availableReplicas > (before.availableReplicas ?? 0) ||
    figures.replicas - figures.updatedReplicas <
      (before.replicas ?? 0) - (before.updatedReplicas ?? 0);
  if (known && !moved && now >= deadlineAfter(deployment, known)) {
    return {
      type: 'Progressing',
      status: 'False',
      reason: 'ProgressDeadlineExceeded',
      message: `ReplicaSet "${name}" has timed out progressing.`,
    };
  }
  if (known && !moved && known.reason !== 'NewReplicaSetAvailable') {
    return known;
  }
  return {
    type: 'Progressing',
    status: 'True',
    reason: known ? 'ReplicaSetUpdated' : 'NewReplicaSetCreated',
    message: known
      ? `ReplicaSet "${name}" is progressing.`
      : `Created new replica set "${name}"`,
    // Progress is what the deadline counts from, also when the words stay the same.
    lastUpdateTime: timestamp(now),
  };
}

/** Pods of an old template are still there; a change of size alone is no rollout. */
function rolling(figures: Figures): boolean {
  return figures.updatedReplicas < figures.replicas;
}

function deadlineAfter(
  deployment: TemplatedWorkload,
  condition: Condition,
): number {
  const from =
    timeOf(condition.lastUpdateTime ?? condition.lastTransitionTime) ?? 0;
  return from + (deployment.spec.progressDeadlineSeconds ?? 600) * SECOND;
}

function setCondition(
  conditions: readonly Condition[] | undefined,
  condition: Condition,
  time: string,
): Condition[] {
  const known = conditionOf(conditions, condition.type);
  const { lastUpdateTime, ...rest } = condition;
  const updated = withCondition(conditions, rest, time);
  const stored = conditionOf(updated, condition.type)!;
  const updatedAt =
    lastUpdateTime ?? (stored === known ? known.lastUpdateTime : time);
  return stored.lastUpdateTime === updatedAt
    ? updated
    : updated.map(other =>
        other === stored ? { ...other, lastUpdateTime: updatedAt } : other,
      );
}

/** Kubernetes leaves counts out that are 0. */
function dropZero(figures: Record<string, number>): Record<string, number> {
  return Object.fromEntries(
    Object.entries(figures).filter(([, count]) => count !== 0),
  );
}
