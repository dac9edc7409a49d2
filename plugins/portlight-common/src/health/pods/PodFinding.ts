import type { KubernetesObject } from '../../kubernetes';
import type { Finding } from '../Finding';
import type { HealthContext } from '../HealthContext';
import type { StatusCondition } from '../conditions';
import type { EventReading } from '../events';
import type { ProblemCause } from '../problemCauses';
import type { ContainerReading } from './containers';
import type { ContainerTrouble } from './containerTrouble';

/** A finding on a pod, with the words that its workload repeats for all pods that share it. */
export interface PodFinding extends Finding {
  /** Without names of this one pod, such as `CrashLoopBackOff, exit 1`. */
  detail: string;
  cause?: ProblemCause;
}

/** What the steps of judging a pod have in common. */
export interface PodReading {
  pod: KubernetesObject;
  context: HealthContext;
  /** About this pod, newest first. */
  events: readonly EventReading[];
  containers: readonly ContainerReading[];
  conditions: readonly StatusCondition[];
  restartPolicy: string;
  /** Milliseconds since the epoch. */
  createdAt?: number;
}

/** A degraded finding with its problem. */
export function podTrouble(
  trouble: ContainerTrouble,
  message: string,
): PodFinding {
  return {
    status: 'degraded',
    reason: trouble.reason,
    message,
    detail: trouble.detail,
    cause: trouble.cause,
    since: trouble.since,
    recheckAfter: trouble.recheckAfter,
    problems: [{ cause: trouble.cause, message }],
  };
}

/** A finding on a pod that is on its way. */
export function podOnItsWay(
  reason: string,
  message: string,
  detail: string,
  since: number | undefined,
  recheckAfter?: number,
): PodFinding {
  return {
    status: 'progressing',
    reason,
    message,
    detail,
    since,
    recheckAfter,
  };
}

/** Such as `Container app`, `Init container migrate`. */
export function containerTitle({ name, type }: ContainerReading): string {
  const titles = {
    container: 'Container',
    init: 'Init container',
    sidecar: 'Sidecar',
  };
  return name ? `${titles[type]} ${name}` : `A ${titles[type].toLowerCase()}`;
}
