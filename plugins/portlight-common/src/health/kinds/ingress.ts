import type { KindHealth } from '../Finding';
import { list, oneLine, record, text } from '../reading';

/** Ingresses: whether a controller has given them an address. */
export const ingressHealth: KindHealth = {
  kind: 'Ingress',
  group: 'networking.k8s.io',
  assess(ingress) {
    const addresses = list(record(record(ingress.status).loadBalancer).ingress)
      .map(({ ip, hostname }) => text(hostname) || text(ip))
      .filter(Boolean);
    return addresses.length
      ? {
          status: 'healthy',
          reason: 'Available',
          message: `At ${oneLine(addresses.slice(0, 3).join(', '), 300)}`,
        }
      : {
          status: 'progressing',
          reason: 'WaitingForAddress',
          message: 'Waits for a controller to give it an address',
        };
  },
};
