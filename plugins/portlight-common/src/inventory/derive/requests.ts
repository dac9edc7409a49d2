import { parseQuantity } from '../../kubernetes';

/** What a pod requests: cores and bytes. */
export interface Requests {
  cpu: number;
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

/** What the scheduler reserves for a pod: the larger of starting and running it, and its overhead. */
export function podRequests(spec: any): Requests {
  return {
    cpu: rounded(podRequest(spec, 'cpu')),
    memory: rounded(podRequest(spec, 'memory')),
  };
}
