import type { KindHealth } from '../Finding';
import { parseQuantity } from '../../kubernetes';
import { oneLine, record } from '../reading';

/**
 * Quotas: which of their resources are used up. That is no fault of the quota: pods that it refuses are
 * reported at their workload.
 */
export const resourceQuotaHealth: KindHealth = {
  kind: 'ResourceQuota',
  group: '',
  assess(quota) {
    const status = record(quota.status);
    const hard = record(status.hard);
    const used = record(status.used);
    const full = Object.keys(hard)
      .sort()
      .filter(resource => {
        const limit = parseQuantity(hard[resource]);
        const amount = parseQuantity(used[resource]);
        // A limit of 0 forbids a resource; it is not used up.
        return limit !== undefined && limit > 0 && (amount ?? 0) >= limit;
      });
    return full.length
      ? {
          status: 'healthy',
          reason: 'UsedUp',
          message: `Used up: ${full
            .slice(0, 5)
            .map(
              resource =>
                `${oneLine(resource, 100)} ${oneLine(
                  used[resource],
                  30,
                )} of ${oneLine(hard[resource], 30)}`,
            )
            .join(', ')}`,
        }
      : {
          status: 'healthy',
          reason: 'WithinLimits',
          message: 'Within its limits',
        };
  },
};
