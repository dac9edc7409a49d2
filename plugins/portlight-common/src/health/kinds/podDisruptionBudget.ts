import type { KindHealth } from '../Finding';
import { conditionsOf, findCondition } from '../conditions';
import { assessFirstObserved } from '../observed';
import { count, isPresent, plural, record } from '../reading';

/** Disruption budgets: whether the pods that they protect are there, and whether they allow any eviction. */
export const podDisruptionBudgetHealth: KindHealth = {
  kind: 'PodDisruptionBudget',
  group: 'policy',
  assess(budget) {
    const observed = assessFirstObserved(budget);
    if (observed) {
      return observed;
    }
    const status = record(budget.status);
    const allowed = count(status.disruptionsAllowed);
    const healthy = count(status.currentHealthy);
    const wanted = count(status.desiredHealthy);
    const expected = count(status.expectedPods);
    const condition = findCondition(conditionsOf(budget), 'DisruptionAllowed');
    const { since } = condition ?? {};
    if (condition?.reason === 'SyncFailed') {
      return {
        status: 'degraded',
        reason: 'SyncFailed',
        message: condition.message || 'Its pods cannot be counted',
        since,
      };
    }
    if (!isPresent(status.expectedPods) && !condition) {
      return {
        status: 'progressing',
        reason: 'Starting',
        message: 'Its pods have not been counted yet',
      };
    }
    if (expected === 0) {
      return {
        status: 'healthy',
        reason: 'NoPods',
        message: 'Matches no pods',
        since,
      };
    }
    if (allowed > 0) {
      return {
        status: 'healthy',
        reason: 'DisruptionAllowed',
        message: `${plural(allowed, 'pod')} of ${expected} may be evicted`,
        since,
      };
    }
    return healthy < wanted
      ? {
          status: 'degraded',
          reason: 'InsufficientPods',
          message: `${healthy} of ${plural(
            wanted,
            'pod',
          )} that must be ready: none may be evicted`,
          since,
        }
      : {
          status: 'healthy',
          reason: 'NoDisruptionAllowed',
          message: `Allows no eviction although ${plural(
            healthy,
            'pod is',
            'pods are',
          )} ready: drains of nodes wait`,
          since,
        };
  },
};
