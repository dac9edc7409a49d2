import type { KindHealth } from '../Finding';
import { countEndpoints } from '../endpoints';
import { plural } from '../reading';

/** EndpointSlices: whether any of their endpoints is ready. */
export const endpointSliceHealth: KindHealth = {
  kind: 'EndpointSlice',
  group: 'discovery.k8s.io',
  stateless: true,
  assess(slice) {
    const { ready, total } = countEndpoints([slice]);
    if (total === 0) {
      return {
        status: 'healthy',
        reason: 'Empty',
        message: 'Has no endpoints',
      };
    }
    return {
      status: ready > 0 ? 'healthy' : 'degraded',
      reason: ready > 0 ? 'Ready' : 'NoReadyEndpoints',
      message: `${ready} of ${plural(total, 'endpoint')} ready`,
    };
  },
};
