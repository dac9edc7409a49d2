import type { KubernetesObject } from '../kubernetes';
import { list, record } from './reading';

/**
 * Endpoints of all slices together; an address in several slices (dual stack aside, while the controller
 * moves it) counts once. Those on their way out do not count.
 */
export function countEndpoints(slices: readonly KubernetesObject[]): {
  ready: number;
  total: number;
} {
  const endpoints = new Map<string, boolean>();
  for (const slice of list(slices)) {
    for (const endpoint of list(slice.endpoints)) {
      const conditions = record(endpoint.conditions);
      if (conditions.terminating !== true) {
        const key = keyOf(endpoint, slice);
        // Absent means ready, as the API defines it.
        const isReady = conditions.ready !== false;
        endpoints.set(key, isReady || endpoints.get(key) === true);
      }
    }
  }
  return {
    ready: [...endpoints.values()].filter(Boolean).length,
    total: endpoints.size,
  };
}

function keyOf(
  endpoint: Record<string, unknown>,
  slice: Record<string, unknown>,
): string {
  const target = record(endpoint.targetRef);
  // A dual-stack pod has an endpoint in a slice of each address family.
  return typeof target.name === 'string'
    ? `${String(target.kind)}/${target.name}`
    : JSON.stringify([slice.addressType, endpoint.addresses]);
}
