import {
  containerReservation,
  podContainers,
  podReservation,
} from '../../inventory/derive';
import { topController } from '../../inventory';
import type { KubernetesObject } from '../../kubernetes';
import type {
  NetworkBytes,
  PodSpan,
  ResourceSeries,
  Span,
  WorkloadRef,
} from '../types';
import type { ObservedObject, ObservedObjects } from './ObservedObjects';
import { podTime } from './podTime';
import type { ServiceSelectors } from './services';

/**
 * What is known of a pod besides its record, by its name: several pods of one name share it, each in its own time.
 *
 * @public
 */
export interface PodMeasurements {
  /** CPU and memory of all pods of this name; undefined where none was measured. */
  usage?(namespace: string, name: string): ResourceSeries | undefined;
  /** Of one pod: of its UID, in the hour. */
  network?(uid: string): NetworkBytes | undefined;
}

function workloadOf(
  pod: KubernetesObject,
  objects: ObservedObjects,
): WorkloadRef {
  const top = topController(pod, objects.find);
  return top
    ? { kind: top.kind, name: top.name }
    : { kind: 'Pod', name: pod.metadata?.name ?? '' };
}

/** A pod in an hour; undefined where no node was reserved for it then. */
export function observePod(
  { record, endedAt }: ObservedObject,
  hour: Span,
  around: {
    objects: ObservedObjects;
    services: ServiceSelectors;
    measurements: PodMeasurements;
  },
): PodSpan | undefined {
  const time = podTime(record, endedAt);
  if (!time || time.start >= hour.end || time.end <= hour.start) {
    return undefined;
  }
  const { name = '', namespace = '', uid, labels = {} } = record.metadata ?? {};
  const { measurements } = around;
  const usage = measurements.usage?.(namespace, name);
  const network = uid === undefined ? undefined : measurements.network?.(uid);
  return {
    start: time.start,
    // The hour is all that is asked for: JSON cannot say that there is no end.
    end: Math.min(time.end, hour.end),
    namespace,
    name,
    uid: uid ?? `${namespace}/${name}`,
    node: record.spec.nodeName,
    workload: workloadOf(record, around.objects),
    labels,
    requests: podReservation(record.spec),
    containers: podContainers(record).map(({ type, spec }) => ({
      name: spec.name ?? '',
      kind: type,
      requests: containerReservation(spec),
    })),
    ...(usage ? { usage } : {}),
    services: around.services.of(record),
    ...(network ? { network } : {}),
  };
}
