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

/** Reads one resource of what a container or pod requests; undefined where it does not say. */
type ReadRequest = (resources: any) => number | undefined;

function requestOf(resource: keyof Requests): ReadRequest {
  return resources => parseQuantity(resources?.requests?.[resource]);
}

function podRequest(spec: any, read: ReadRequest): number {
  const overhead = read({ requests: spec?.overhead }) ?? 0;
  const ofPod = read(spec?.resources);
  if (ofPod !== undefined) {
    return ofPod + overhead;
  }
  let sidecars = 0;
  let starting = 0;
  for (const container of spec?.initContainers ?? []) {
    const request = read(container?.resources) ?? 0;
    if (container?.restartPolicy === 'Always') {
      sidecars += request;
      starting = Math.max(starting, sidecars);
    } else {
      starting = Math.max(starting, sidecars + request);
    }
  }
  let running = sidecars;
  for (const container of spec?.containers ?? []) {
    running += read(container?.resources) ?? 0;
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
    cpu: rounded(podRequest(spec, requestOf('cpu'))),
    memory: rounded(podRequest(spec, requestOf('memory'))),
  };
}

/** Names of resources that are devices to compute with; each unit is one. */
const GPU =
  /^(nvidia\.com\/(gpu|gpu\.shared|mig-[\w.-]+)|amd\.com\/gpu|gpu\.intel\.com\/(i915|xe)|habana\.ai\/gaudi|aws\.amazon\.com\/neuron|google\.com\/tpu)$/;

/** The devices among quantities; undefined where there are none. */
export function gpusOf(quantities: unknown): number | undefined {
  let count: number | undefined;
  for (const [name, value] of Object.entries(quantities ?? {})) {
    // Nearly all are cpu and memory.
    if (name.includes('/') && GPU.test(name)) {
      count = (count ?? 0) + (parseQuantity(value) ?? 0);
    }
  }
  return count;
}

/** Devices that a container requests; its limit is its request. */
function gpuRequest(resources: any): number | undefined {
  return gpusOf(resources?.requests) ?? gpusOf(resources?.limits);
}

/** What the scheduler reserves for a pod, with devices. */
export function podReservation(spec: any): Requests & { gpu: number } {
  return { ...podRequests(spec), gpu: podRequest(spec, gpuRequest) };
}

/** What a container requests, with devices. */
export function containerReservation(
  container: any,
): Requests & { gpu: number } {
  const resources = container?.resources;
  return {
    cpu: requestOf('cpu')(resources) ?? 0,
    memory: requestOf('memory')(resources) ?? 0,
    gpu: gpuRequest(resources) ?? 0,
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
