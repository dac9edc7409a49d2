import type { HealthStatus, Severity } from '../api/types';
import type { KubernetesObject } from '../kubernetes';
import type { HealthContext } from './HealthContext';
import type { ProblemCause } from './problemCauses';

/** One cause of trouble that a kind's function has found. */
export interface FoundProblem {
  cause: ProblemCause;
  /** Else that of the finding. */
  message?: string;
  /** Milliseconds since the epoch; else that of the finding. */
  since?: number;
  /** Pods or objects that it hits; else 1. */
  affected?: number;
  /** Else that of the cause. */
  severity?: Severity;
}

/** What the function of a kind says about one object. */
export interface Finding {
  status: HealthStatus;
  reason: string;
  message: string;
  /** Milliseconds since the epoch. */
  since?: number;
  /** Milliseconds since the epoch at which the verdict may change although the object does not. */
  recheckAfter?: number;
  /** Worst first. */
  problems?: FoundProblem[];
}

/** Judges the objects of one kind. */
export interface KindHealth {
  kind: string;
  /** The API group, empty for core: other groups may use the same kind for something else. */
  group: string;
  /** The kind has no status: that it is there is all there is to know. */
  stateless?: boolean;
  assess(object: KubernetesObject, context: HealthContext): Finding;
}
