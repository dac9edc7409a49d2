import type { KubernetesObject } from '../../kubernetes';
import type { Finding } from '../Finding';
import type { HealthContext } from '../HealthContext';
import { findCertificateError } from '../certificates';
import { conditionsOf, type StatusCondition } from '../conditions';
import { assessObserved } from '../observed';
import { summarizePods } from '../pods/summarizePods';
import type { ProblemCause } from '../problemCauses';
import { oneLine, record, text } from '../reading';
import { assessReplicaTrouble, withNotes } from '../replicas';
import { MINUTE, graceOf } from '../time';

/** Something that is not ready for this long is no longer on its way. */
const READY_GRACE = 10 * MINUTE;

/** Conditions that mean failure when they are True. */
const BAD_WHEN_TRUE =
  /^(Stalled|Failed|Failure|Degraded|Error|\w+(Failed|Failure|Error|Degraded))$/;

/** Conditions that mean work in progress when they are True. */
const BUSY_WHEN_TRUE =
  /^(Reconciling|Progressing|Issuing|Updating|Upgrading|Installing|Creating|Deleting|Migrating|Pending)$/;

/** Conditions that mean all is well when they are True, the one that says most first. */
const GOOD_WHEN_TRUE = [
  'Ready',
  'Available',
  'Healthy',
  'Succeeded',
  'Complete',
  'Completed',
  'Established',
  'Programmed',
  'Accepted',
  'Synced',
  'Reconciled',
  'Installed',
  'Deployed',
  'Released',
  'Bound',
];

/** Reasons of a condition that is False because something went wrong, not because it takes time. */
const BAD_REASON =
  /fail|error|invalid|denied|forbidden|unauthori[sz]ed|notfound|missing|timeout|timedout|exceeded|expired|crash|conflict|refused|unhealthy|backoff|rejected|unsupported|stalled|unavailable|unreachable|violat|incorrect|lost/i;

const BAD_WORDS =
  /^(failed|failure|error|errored|degraded|unhealthy|stalled|lost|invalid|critical|red)$/i;
const BUSY_WORDS =
  /^(pending|progressing|inprogress|creating|provisioning|initiali[sz]ing|starting|updating|upgrading|reconciling|deploying|installing|waiting|scaling|restoring|deleting|terminating|yellow|missing)$/i;
const PAUSED_WORDS = /^(paused|suspended|stopped|hibernated)$/i;
const GOOD_WORDS =
  /^(ready|running|healthy|active|available|bound|succeeded|success|completed?|deployed|established|ok|online|green|synced|valid|done)$/i;

/**
 * Custom resources and all other kinds without rules of their own, by what controllers have in common:
 * kstatus' conditions, the usual positive ones, a health or phase in one word, and their pods if known.
 */
export function assessCustomResource(
  object: KubernetesObject,
  context: HealthContext,
): Finding {
  const conditions = conditionsOf(object);
  const pods = summarizePods(context);
  const cause = causeOf(object);
  return (
    assessObserved(object) ??
    assessFailure(conditions, cause) ??
    (pods &&
      assessReplicaTrouble({
        desired: pods.live,
        ready: pods.ready,
        pods,
      })) ??
    assessPaused(object) ??
    assessBusy(conditions) ??
    assessPositive(conditions, context, cause) ??
    assessWord(object, cause) ??
    withNotes(
      {
        status: 'healthy',
        reason: 'Exists',
        message: pods?.live ? 'Its pods run' : 'Exists',
      },
      pods,
    )
  );
}

function assessFailure(
  conditions: readonly StatusCondition[],
  cause: ProblemCause,
): Finding | undefined {
  const failed = conditions.find(
    ({ type, status }) => status === 'True' && BAD_WHEN_TRUE.test(type),
  );
  return failed && conditionTrouble(failed, cause);
}

function assessPaused(object: KubernetesObject): Finding | undefined {
  const spec = record(object.spec);
  return spec.suspend === true ||
    spec.suspended === true ||
    spec.paused === true
    ? {
        status: 'suspended',
        reason: spec.paused === true ? 'Paused' : 'Suspended',
        message: spec.paused === true ? 'Paused' : 'Suspended',
      }
    : undefined;
}

function assessBusy(
  conditions: readonly StatusCondition[],
): Finding | undefined {
  const ready = conditions.find(({ type }) => type === 'Ready');
  const busy = conditions.find(
    ({ type, status }) =>
      status === 'True' &&
      BUSY_WHEN_TRUE.test(type) &&
      // `Progressing=True` is also what a controller says that is done (as Deployments do).
      (type !== 'Progressing' || ready?.status === 'False'),
  );
  return busy && conditionOnItsWay(busy);
}

function assessPositive(
  conditions: readonly StatusCondition[],
  context: HealthContext,
  cause: ProblemCause,
): Finding | undefined {
  const found = GOOD_WHEN_TRUE.map(type =>
    conditions.find(condition => condition.type === type),
  ).filter(condition => condition !== undefined);
  const bad = found.find(({ status }) => status === 'False');
  if (bad) {
    const grace = graceOf(context, bad.since, READY_GRACE, false);
    return BAD_REASON.test(bad.reason) || grace.over
      ? conditionTrouble(bad, cause)
      : { ...conditionOnItsWay(bad), recheckAfter: grace.recheckAfter };
  }
  const unsure = found.find(({ status }) => status !== 'True');
  if (unsure) {
    return conditionOnItsWay(unsure);
  }
  return (
    found[0] && {
      status: 'healthy',
      reason: found[0].type,
      message: found[0].message || found[0].type,
      since: found[0].since,
    }
  );
}

function assessWord(
  object: KubernetesObject,
  cause: ProblemCause,
): Finding | undefined {
  const status = record(object.status);
  const health = record(status.health);
  const word = [health.status, status.health, status.phase, status.state]
    .map(text)
    .find(Boolean);
  if (!word) {
    return undefined;
  }
  const reason = /^[A-Za-z]{1,50}$/.test(word) ? word : 'Phase';
  const message =
    oneLine(health.message) || oneLine(status.message) || oneLine(word, 100);
  if (BAD_WORDS.test(word)) {
    return { status: 'degraded', reason, message, problems: [{ cause }] };
  }
  if (PAUSED_WORDS.test(word)) {
    return { status: 'suspended', reason, message };
  }
  if (BUSY_WORDS.test(word)) {
    return { status: 'progressing', reason, message };
  }
  return GOOD_WORDS.test(word)
    ? { status: 'healthy', reason, message }
    : { status: 'unknown', reason, message };
}

function conditionTrouble(
  condition: StatusCondition,
  cause: ProblemCause,
): Finding {
  const message = condition.message || titleOf(condition);
  return {
    status: 'degraded',
    reason: condition.reason || condition.type,
    message,
    since: condition.since,
    problems: [
      { cause: findCertificateError(message) ? 'CertificateInvalid' : cause },
    ],
  };
}

function conditionOnItsWay(condition: StatusCondition): Finding {
  return {
    status: 'progressing',
    reason: condition.reason || condition.type,
    message: condition.message || titleOf(condition),
    since: condition.since,
  };
}

function titleOf({ type, status }: StatusCondition): string {
  return `${type || 'A condition'} is ${status || 'not known'}`;
}

/** cert-manager's certificates that are not ready are what their users call invalid. */
function causeOf(object: KubernetesObject): ProblemCause {
  return text(object.apiVersion).startsWith('cert-manager.io/') &&
    text(object.kind) === 'Certificate'
    ? 'CertificateInvalid'
    : 'ResourceNotReady';
}
