import { parseQuantity } from '../../kubernetes';

/** What a pod requests. @public */
export interface Requests {
  /** Cores. */
  cpu: number;
  /** Bytes. */
  memory: number;
}

/** Without the noise of binary fractions. */
export function rounded(value: number): number {
  return Number.isInteger(value) && Math.abs(value) < 1e12
    ? value
    : Number(value.toPrecision(12));
}

function requestOf(container: any, resource: keyof Requests): number {
  return parseQuantity(container?.resources?.requests?.[resource]) ?? 0;
}

function podRequest(spec: any, resource: keyof Requests): number {
  const overhead = parseQuantity(spec?.overhead?.[resource]) ?? 0;
  const ofPod = parseQuantity(spec?.resources?.requests?.[resource]);
  if (ofPod !== undefined) {
    return ofPod + overhead;
  }
  let sidecars = 0;
  let starting = 0;
  for (const container of spec?.initContainers ?? []) {
    const request = requestOf(container, resource);
    if (container.restartPolicy === 'Always') {
      sidecars += request;
      starting = Math.max(starting, sidecars);
    } else {
      starting = Math.max(starting, sidecars + request);
    }
  }
  let running = sidecars;
  for (const container of spec?.containers ?? []) {
    running += requestOf(container, resource);
  }
  return Math.max(running, starting) + overhead;
}

/**
 * What the scheduler reserves for a pod: the larger of starting and running it, and its overhead.
 *
 * @public
 */
export function podRequests(spec: any): Requests {
  return {
    cpu: rounded(podRequest(spec, 'cpu')),
    memory: rounded(podRequest(spec, 'memory')),
  };
}

function podLimit(spec: any, resource: keyof Requests): number | undefined {
  const ofPod = parseQuantity(spec?.resources?.limits?.[resource]);
  if (ofPod !== undefined) return ofPod;
  const running = [
    ...(spec?.containers ?? []),
    ...(spec?.initContainers ?? []).filter(
      (container: any) => container?.restartPolicy === 'Always',
    ),
  ];
  let limit = 0;
  for (const container of running) {
    const own = parseQuantity(container?.resources?.limits?.[resource]);
    if (own === undefined) return undefined;
    limit += own;
  }
  return running.length > 0 ? rounded(limit) : undefined;
}

/**
 * What a pod can use at most: cores and bytes. Of a resource that one of its containers has no limit of, it has none.
 *
 * @public
 */
export function podLimits(spec: any): Partial<Requests> {
  const limits: Partial<Requests> = {};
  for (const resource of ['cpu', 'memory'] as const) {
    const limit = podLimit(spec, resource);
    if (limit !== undefined) limits[resource] = limit;
  }
  return limits;
}
