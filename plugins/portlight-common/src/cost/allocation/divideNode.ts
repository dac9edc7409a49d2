import type { AllocationPolicy, PodSpan, Quantities, Span } from '../types';
import { HOUR, inOrder, indexOf, seconds } from './time';
import { maximumUsage, plausible, stepsWithin, usageOf, usedAt } from './usage';

/** A pod while its node exists. */
export interface PlacedPod {
  pod: PodSpan;
  span: Span;
}

/** Hours of one resource that a pod demanded, requested, used and is charged. */
export interface PodShare {
  demand: number;
  request: number;
  /** Undefined where it was never measured. */
  usage?: number;
  /** What was requested while usage was measured. */
  measuredRequest?: number;
  allocated: number;
}

/** What a pod takes of its node, before that has a price. */
export interface DividedPod extends Record<keyof Quantities, PodShare> {
  pod: PodSpan;
  hours: number;
}

/** What there is to divide; all that is demanded where a node is not known. */
export interface Room {
  span: Span;
  allocatable?: Quantities;
  capacity?: Quantities;
}

/** Where the moments of a pod are. */
interface Place {
  /** Its first and the one after its last, among the node's moments. */
  first: number;
  last: number;
  /** Its first, among the moments of all pods one after the other. */
  offset: number;
}

/** What of its request, and of what it uses beyond that, a pod gets at each moment. */
interface Factors {
  request: Float64Array;
  beyond: Float64Array;
}

function momentsOf(span: Span, pods: readonly PlacedPod[]): Float64Array {
  const moments = new Set([span.start, span.end]);
  // Nearly always all series of a node have the same steps: those are added once.
  const grids = new Set<string>();
  for (const { pod, span: time } of pods) {
    if (seconds(time) === 0) continue;
    moments.add(time.start).add(time.end);
    for (const series of usageOf(pod)) {
      const grid = `${series.start} ${series.step} ${series.cpu.length} ${series.memory.length}`;
      if (!grids.has(grid)) {
        grids.add(grid);
        for (const moment of stepsWithin(series, span)) moments.add(moment);
      }
    }
  }
  return inOrder(moments);
}

/**
 * Divides what a node has among its pods, moment by moment: each gets what it demands while there is enough, else what
 * the policy leaves it.
 *
 * @param pods - in an order that does not depend on where they come from: sums of doubles do
 */
export function divideNode(
  room: Room,
  pods: readonly PlacedPod[],
  policy: AllocationPolicy,
): DividedPod[] {
  const moments = momentsOf(room.span, pods);
  const requests = pods.map(({ pod }) => plausible(pod.requests));
  const usages = pods.map(({ pod }) => usageOf(pod));
  const maximum = maximumUsage(room.capacity);
  let length = 0;
  const places = pods.map(({ span }): Place => {
    const first = indexOf(moments, span.start);
    const last = indexOf(moments, span.end);
    const offset = length;
    length += last - first;
    return { first, last, offset };
  });
  const hoursFrom = (index: number) =>
    (moments[index + 1] - moments[index]) / HOUR;

  function divide(resource: keyof Quantities): PodShare[] {
    if (resource === 'gpu' && requests.every(({ gpu }) => gpu === 0)) {
      return pods.map(() => ({ demand: 0, request: 0, allocated: 0 }));
    }
    const demand = new Float64Array(length);
    const demanded = new Float64Array(moments.length);
    const requested = new Float64Array(moments.length);
    const shares = pods.map(({ span }, at): PodShare => {
      const { first, last, offset } = places[at];
      const request = requests[at][resource];
      const series = resource === 'gpu' ? [] : usages[at];
      let wantedHours = 0;
      let usedHours = 0;
      let measuredHours = 0;
      let isMeasured = false;
      for (let index = first; index < last; index++) {
        const hours = hoursFrom(index);
        const middle = (moments[index] + moments[index + 1]) / 2;
        const used = usedAt(series, resource, middle, maximum[resource]);
        const wanted = used !== undefined && used > request ? used : request;
        demand[offset + index - first] = wanted;
        demanded[index] += wanted;
        requested[index] += request;
        wantedHours += wanted * hours;
        if (used !== undefined) {
          isMeasured = true;
          usedHours += used * hours;
          measuredHours += hours;
        }
      }
      return {
        demand: wantedHours,
        request: request * (seconds(span) / HOUR),
        ...(isMeasured
          ? { usage: usedHours, measuredRequest: request * measuredHours }
          : {}),
        allocated: 0,
      };
    });
    const factors = factorsOf(policy, {
      available: room.allocatable?.[resource] ?? Infinity,
      requested,
      demanded,
    });
    places.forEach(({ first, last, offset }, at) => {
      const request = requests[at][resource];
      let allocated = 0;
      for (let index = first; index < last; index++) {
        const beyond = demand[offset + index - first] - request;
        allocated +=
          hoursFrom(index) *
          (request * factors.request[index] + beyond * factors.beyond[index]);
      }
      shares[at].allocated = allocated;
    });
    return shares;
  }

  const cpu = divide('cpu');
  const memory = divide('memory');
  const gpu = divide('gpu');
  return pods.map(({ pod, span }, index) => ({
    pod,
    hours: seconds(span) / HOUR,
    cpu: cpu[index],
    memory: memory[index],
    gpu: gpu[index],
  }));
}

function factorsOf(
  policy: AllocationPolicy,
  {
    available,
    requested,
    demanded,
  }: { available: number; requested: Float64Array; demanded: Float64Array },
): Factors {
  const request = new Float64Array(demanded.length).fill(1);
  const beyond = new Float64Array(demanded.length).fill(1);
  for (let index = 0; index < demanded.length; index++) {
    const [reserved, wanted] = [requested[index], demanded[index]];
    if (wanted <= available) continue;
    if (policy === 'proportional') {
      request[index] = available / wanted;
      beyond[index] = available / wanted;
    } else if (reserved >= available) {
      request[index] = reserved > 0 ? available / reserved : 0;
      beyond[index] = 0;
    } else {
      beyond[index] = (available - reserved) / (wanted - reserved);
    }
  }
  return { request, beyond };
}
