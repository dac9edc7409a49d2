import type { Health } from '../api/types';
import type { KubernetesObject } from '../kubernetes';
import { assessCustomResource } from './kinds/customResource';
import type { Finding, KindHealth } from './Finding';
import type { HealthContext } from './HealthContext';
import { KIND_HEALTH } from './kinds';
import { problemsOf, type ObjectProblem } from './objectProblems';
import { isPresent, oneLine, reasonWord, record, text } from './reading';
import { assessTerminating } from './terminating';
import { formatTime } from './time';

/** All that one look at an object says. */
export interface Assessment {
  health: Health;
  /** Worst first; empty where the trouble is reported at the object's controller. */
  problems: ObjectProblem[];
  /** Milliseconds since the epoch at which the verdict may change although the object does not. */
  recheckAfter?: number;
}

const KINDS_BY_NAME = new Map<string, KindHealth[]>();
for (const kind of KIND_HEALTH) {
  KINDS_BY_NAME.set(kind.kind, [...(KINDS_BY_NAME.get(kind.kind) ?? []), kind]);
}

/**
 * Judges one object: its health, what is wrong with it and when to look again, in one pass.
 *
 * Accepts any JSON, never throws, and answers the same for the same input.
 */
export function assess(
  object: KubernetesObject,
  context: HealthContext,
): Assessment {
  const subject = record(object) as KubernetesObject;
  const finding = find(subject, context);
  const health: Health = {
    status: finding.status,
    reason: reasonWord(finding.reason, 'Unknown'),
    message: oneLine(finding.message),
  };
  const since = formatTime(finding.since);
  if (since !== undefined) {
    health.since = since;
  }
  const assessment: Assessment = {
    health,
    problems: problemsOf(subject, finding, context),
  };
  if (
    finding.recheckAfter !== undefined &&
    finding.recheckAfter > context.now
  ) {
    assessment.recheckAfter = finding.recheckAfter;
  }
  return assessment;
}

/**
 * Health of an object of any kind (HE1). `assess` gives problems and time of the next look as well.
 *
 * @public
 */
export function assessHealth(
  object: KubernetesObject,
  context: HealthContext,
): Health {
  return assess(object, context).health;
}

function find(object: KubernetesObject, context: HealthContext): Finding {
  const kind = findKind(object);
  const terminating = assessTerminating(object, context);
  if (terminating) {
    return terminating;
  }
  if (!kind) {
    return assessCustomResource(object, context);
  }
  return !kind.stateless && wasNeverInACluster(object)
    ? {
        status: 'unknown',
        reason: 'NoStatus',
        message: 'No status: this is a manifest, not an object in a cluster',
      }
    : kind.assess(object, context);
}

function findKind(object: KubernetesObject): KindHealth | undefined {
  const kinds = KINDS_BY_NAME.get(text(object.kind));
  const apiVersion = text(object.apiVersion);
  // Records may come without an apiVersion; a kind of the same name in another group is another kind.
  if (!kinds || apiVersion === '') {
    return kinds?.[0];
  }
  const group = apiVersion.includes('/') ? apiVersion.split('/')[0] : '';
  return kinds.find(kind => kind.group === group);
}

function wasNeverInACluster(object: KubernetesObject): boolean {
  const metadata = record(object.metadata);
  return (
    !isPresent(object.status) &&
    !isPresent(metadata.creationTimestamp) &&
    !isPresent(metadata.uid)
  );
}
