import type { KubernetesObject } from '../../kubernetes';
import type { Finding, KindHealth } from '../Finding';
import { list, oneLine, reasonWord, record, text } from '../reading';
import { parseTime } from '../time';

/** Prometheus operator's kinds: each Prometheus that selects one says in a binding whether it accepts it. */
function monitoringHealth(kind: string): KindHealth {
  return {
    kind,
    group: 'monitoring.coreos.com',
    stateless: true,
    assess: object =>
      assessBindings(object) ?? {
        status: 'healthy',
        reason: 'Exists',
        message: 'Exists',
      },
  };
}

function assessBindings(object: KubernetesObject): Finding | undefined {
  for (const binding of list(record(object.status).bindings)) {
    for (const condition of list(binding.conditions)) {
      if (condition.type === 'Accepted' && condition.status === 'False') {
        return {
          status: 'degraded',
          reason: reasonWord(condition.reason, 'NotAccepted'),
          message: `${oneLine(binding.resource, 100)} ${oneLine(
            binding.name,
            100,
          )} does not accept it: ${oneLine(condition.message)}`,
          since: parseTime(condition.lastTransitionTime),
          problems: [{ cause: 'ResourceNotReady' }],
        };
      }
    }
  }
  const accepted = list(record(object.status).bindings).map(binding =>
    text(binding.name),
  );
  return accepted.length
    ? {
        status: 'healthy',
        reason: 'Accepted',
        message: `Accepted by ${oneLine(accepted.slice(0, 3).join(', '), 200)}`,
      }
    : undefined;
}

/** The three kinds that the mirror reads. */
export const monitoringKinds: readonly KindHealth[] = [
  'ServiceMonitor',
  'PodMonitor',
  'PrometheusRule',
].map(monitoringHealth);
