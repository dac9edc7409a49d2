import { HOUR } from '../allocation/time';
import type { CostHour, ResourceSeries, Span } from '../types';
import { type ObserveHourOptions, observeHour } from './observeHour';
import type { PodMeasurements } from './pods';

/** Seconds: more than any two clocks differ by. */
const LATER = 365 * 24 * HOUR;

/** What a pod uses now. */
export interface PresentUsage {
  /** Cores. */
  cpu?: number;
  /** Bytes. */
  memory?: number;
}

/** What the present is made of. */
export interface PresentHourOptions
  extends Pick<ObserveHourOptions, 'cluster' | 'objects'> {
  /** Seconds since the epoch. */
  now: number;
  usage?(namespace: string, name: string): PresentUsage | undefined;
}

function constant(
  { cpu, memory }: PresentUsage,
  start: number,
): ResourceSeries {
  return { start, step: HOUR, cpu: [cpu ?? null], memory: [memory ?? null] };
}

/**
 * The hour of now, as if what is there now were there in all of it: what it costs is what things cost per hour.
 */
export function presentHour({
  cluster,
  objects,
  now,
  usage,
}: PresentHourOptions): CostHour {
  const hour = Math.floor(now / HOUR) * HOUR;
  // Of what there is now, that is in a later hour which has no end yet; whose clock is wrong does not matter to it.
  const later = hour + LATER;
  const measurements: PodMeasurements = usage
    ? {
        usage: (namespace, name) => {
          const used = usage(namespace, name);
          return used && constant(used, later);
        },
      }
    : {};
  const observed = observeHour({ cluster, hour: later, objects, measurements });
  const span: Span = { start: hour, end: hour + HOUR };
  const inAllOfIt = <Item extends Span>(items: readonly Item[]): Item[] =>
    items.map(item => ({ ...item, ...span }));
  return {
    ...observed,
    hour,
    nodes: inAllOfIt(observed.nodes),
    pods: inAllOfIt(observed.pods).map(pod =>
      pod.usage ? { ...pod, usage: { ...pod.usage, start: hour } } : pod,
    ),
    volumes: inAllOfIt(observed.volumes),
    loadBalancers: inAllOfIt(observed.loadBalancers),
  };
}
