import type { KubernetesObject } from '../../kubernetes';
import type { Finding, KindHealth } from '../Finding';
import type { HealthContext } from '../HealthContext';
import { countEndpoints } from '../endpoints';
import { findRecentEvent, readEvents } from '../events';
import { list, plural, record, text } from '../reading';
import { MINUTE, graceOf, parseTime } from '../time';

/** Cloud providers build a load balancer in minutes. */
const LOAD_BALANCER_GRACE = 10 * MINUTE;

/** A new Service stands before its first pods do. */
const ENDPOINTS_GRACE = 5 * MINUTE;

const LOAD_BALANCER_EVENTS: ReadonlySet<string> = new Set([
  'SyncLoadBalancerFailed',
  'CreatingLoadBalancerFailed',
  'UpdateLoadBalancerFailed',
]);

/** Services: the address of their load balancer, and what stands behind them where that is known. */
export const serviceHealth: KindHealth = {
  kind: 'Service',
  group: '',
  assess(service, context) {
    const spec = record(service.spec);
    const type = text(spec.type);
    if (type === 'ExternalName') {
      return {
        status: 'healthy',
        reason: 'ExternalName',
        message: 'Points to a name outside the cluster',
      };
    }
    return (
      (type === 'LoadBalancer'
        ? assessLoadBalancer(service, context)
        : undefined) ??
      assessEndpoints(service, context) ?? {
        status: 'healthy',
        reason: 'Available',
        message: 'Available',
      }
    );
  },
};

function assessLoadBalancer(
  service: KubernetesObject,
  context: HealthContext,
): Finding | undefined {
  const loadBalancer = record(record(service.status).loadBalancer);
  if (list(loadBalancer.ingress).length) {
    return undefined;
  }
  const createdAt = parseTime(record(service.metadata).creationTimestamp);
  const failure = findRecentEvent(
    readEvents(context),
    context,
    LOAD_BALANCER_EVENTS,
  );
  if (failure) {
    return {
      status: 'degraded',
      reason: failure.reason,
      message: failure.message || 'The load balancer cannot be created',
      since: failure.firstSeenAt ?? createdAt,
      problems: [{ cause: 'LoadBalancerPending' }],
    };
  }
  const grace = graceOf(context, createdAt, LOAD_BALANCER_GRACE, false);
  return {
    status: 'progressing',
    reason: 'LoadBalancerPending',
    message: 'Waits for the address of its load balancer',
    since: createdAt,
    recheckAfter: grace.recheckAfter,
    problems: grace.over ? [{ cause: 'LoadBalancerPending' }] : undefined,
  };
}

function assessEndpoints(
  service: KubernetesObject,
  context: HealthContext,
): Finding | undefined {
  const spec = record(service.spec);
  const hasSelector = Object.keys(record(spec.selector)).length > 0;
  if (!Array.isArray(context.endpointSlices) || !hasSelector) {
    return undefined;
  }
  const { ready, total } = countEndpoints(context.endpointSlices);
  if (ready > 0 || (total > 0 && spec.publishNotReadyAddresses === true)) {
    return {
      status: 'healthy',
      reason: 'Available',
      message:
        ready === total
          ? `${plural(ready, 'endpoint')} ready`
          : `${ready} of ${plural(total, 'endpoint')} ready`,
    };
  }
  const createdAt = parseTime(record(service.metadata).creationTimestamp);
  const grace = graceOf(context, createdAt, ENDPOINTS_GRACE, false);
  const message =
    total === 0
      ? 'No pod stands behind it'
      : `0 of ${plural(total, 'endpoint')} ready`;
  if (!grace.over) {
    return {
      status: 'progressing',
      reason: 'WaitingForEndpoints',
      message,
      since: createdAt,
      recheckAfter: grace.recheckAfter,
    };
  }
  return {
    status: 'degraded',
    reason: total === 0 ? 'NoEndpoints' : 'NoReadyEndpoints',
    message,
    // Pods that are not ready are the trouble of their workload, and reported there.
    problems: total === 0 ? [{ cause: 'ServiceWithoutEndpoints' }] : undefined,
  };
}
