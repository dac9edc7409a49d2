import type { KubernetesObject } from '../../kubernetes';
import type { Finding, KindHealth } from '../Finding';
import type { HealthContext } from '../HealthContext';
import {
  conditionsOf,
  findCondition,
  type StatusCondition,
} from '../conditions';
import { count, number, plural, record } from '../reading';
import { MINUTE, graceOf } from '../time';

/** Metrics of new pods arrive after a minute or two. */
const METRICS_GRACE = 3 * MINUTE;

/** A short peak at the maximum is what the maximum is for. */
const MAXIMUM_GRACE = 15 * MINUTE;

/** Autoscalers: whether they can read their metrics and scale, and whether they would go further. */
export const horizontalPodAutoscalerHealth: KindHealth = {
  kind: 'HorizontalPodAutoscaler',
  group: 'autoscaling',
  assess(autoscaler, context) {
    const conditions = conditionsOf(autoscaler);
    const able = findCondition(conditions, 'AbleToScale');
    const active = findCondition(conditions, 'ScalingActive');
    if (active?.status === 'False' && active.reason === 'ScalingDisabled') {
      return {
        status: 'suspended',
        reason: 'ScalingDisabled',
        message: 'Its target is scaled to zero',
        since: active.since,
      };
    }
    return (
      assessFailure(able, 0, context) ??
      assessFailure(active, METRICS_GRACE, context) ??
      assessSize(autoscaler, conditions, context)
    );
  },
};

function assessFailure(
  condition: StatusCondition | undefined,
  period: number,
  context: HealthContext,
): Finding | undefined {
  if (condition?.status !== 'False') {
    return undefined;
  }
  const grace = graceOf(context, condition.since, period);
  const finding: Finding = {
    status: grace.over ? 'degraded' : 'progressing',
    reason: condition.reason || condition.type,
    message: condition.message || 'Cannot scale its target',
    since: condition.since,
  };
  return grace.over
    ? { ...finding, problems: [{ cause: 'AutoscalerFailing' }] }
    : { ...finding, recheckAfter: grace.recheckAfter };
}

function assessSize(
  autoscaler: KubernetesObject,
  conditions: readonly StatusCondition[],
  context: HealthContext,
): Finding {
  const spec = record(autoscaler.spec);
  const status = record(autoscaler.status);
  const current = count(status.currentReplicas);
  const maximum = count(spec.maxReplicas);
  const minimum = number(spec.minReplicas) ?? 1;
  if (!conditions.length && status.currentReplicas === undefined) {
    return {
      status: 'progressing',
      reason: 'Starting',
      message: 'Has not looked at its target yet',
    };
  }
  const limited = findCondition(conditions, 'ScalingLimited');
  const message = `${plural(current, 'replica')} of ${minimum} to ${maximum}`;
  const wantsMore =
    limited?.status === 'True' &&
    limited.reason === 'TooManyReplicas' &&
    // With both the same there is nothing to scale: it was pinned on purpose.
    maximum > minimum;
  if (!wantsMore) {
    return {
      status: 'healthy',
      reason: 'Scaling',
      message,
      since: findCondition(conditions, 'ScalingActive')?.since,
    };
  }
  const grace = graceOf(context, limited.since, MAXIMUM_GRACE, false);
  const wanting = `At its maximum of ${plural(
    maximum,
    'replica',
  )} and wants more`;
  return {
    status: 'healthy',
    reason: 'AtMaximum',
    message: wanting,
    since: limited.since,
    recheckAfter: grace.recheckAfter,
    problems: grace.over ? [{ cause: 'AutoscalerAtMaximum' }] : undefined,
  };
}
