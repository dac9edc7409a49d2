import { claimsOf } from '../../inventory';
import { HOUR } from '../allocation/time';
import type { CostHour, PodSpan, Span } from '../types';
import { coverageOf } from './coverage';
import { observeNode } from './nodes';
import { type ObservedObject, ObservedObjects } from './ObservedObjects';
import { type PodMeasurements, observePod } from './pods';
import { loadBalancerOf, ServiceSelectors } from './services';
import { observeVolumes } from './volumes';

/**
 * What is known of an hour of a cluster.
 *
 * @public
 */
export interface ObserveHourOptions {
  /** Name of the cluster. */
  cluster: string;
  /** Begin of the hour, seconds since the epoch, a multiple of 3600. */
  hour: number;
  /**
   * Pods, Nodes, PersistentVolumes, PersistentVolumeClaims and Services, those that are there and those that were in the
   * hour (Nodes also of the hour before: pods outlive them); ReplicaSets and Jobs, by which pods find their workload.
   * Others are not looked at.
   */
  objects: Iterable<ObservedObject>;
  /** What was measured; without it, requests alone are charged. */
  measurements?: PodMeasurements;
  /** Minutes, of 60, in which nodes and pods were watched. Default 60. */
  observedMinutes?: number;
  /** Why something is missing, as far as the caller knows. */
  reasons?: readonly string[];
}

function defined<Value>(value: Value | undefined): Value[] {
  return value === undefined ? [] : [value];
}

/** Values by a key, as lists. */
function group(
  entries: Iterable<readonly [key: string, value: string]>,
): Map<string, string[]> {
  const groups = new Map<string, string[]>();
  for (const [key, value] of entries) {
    const values = groups.get(key);
    if (values) values.push(value);
    else groups.set(key, [value]);
  }
  return groups;
}

/**
 * What was there in an hour, to the second, from the records of the mirror: everything that cost is made of, except
 * prices.
 *
 * @public
 */
export function observeHour({
  cluster,
  hour: begin,
  objects: given,
  measurements = {},
  observedMinutes = 60,
  reasons = [],
}: ObserveHourOptions): CostHour {
  const hour: Span = { start: begin, end: begin + HOUR };
  const objects = new ObservedObjects(given);
  const services = new ServiceSelectors(objects.ofKind('Service'));
  const mounts: [string, string][] = [];
  const pods: PodSpan[] = [];
  for (const object of objects.ofKind('Pod')) {
    const pod = observePod(object, hour, { objects, services, measurements });
    if (pod) {
      pods.push(pod);
      for (const claim of claimsOf(object.record)) {
        mounts.push([`${pod.namespace}/${claim}`, pod.uid]);
      }
    }
  }
  const byClaim = group(mounts);
  const byService = group(
    pods.flatMap(({ namespace, uid, services: names = [] }) =>
      names.map(name => [`${namespace}/${name}`, uid] as const),
    ),
  );
  const nodes = objects
    .ofKind('Node')
    .flatMap(node => defined(observeNode(node, hour)));
  return {
    cluster,
    hour: begin,
    nodes,
    pods,
    volumes: observeVolumes(
      objects.ofKind('PersistentVolume'),
      objects.ofKind('PersistentVolumeClaim'),
      hour,
      (namespace, claim) => byClaim.get(`${namespace}/${claim}`) ?? [],
    ),
    loadBalancers: objects.ofKind('Service').flatMap(service =>
      defined(loadBalancerOf(service, hour)).map(loadBalancer => ({
        ...loadBalancer,
        pods:
          byService.get(`${loadBalancer.namespace}/${loadBalancer.service}`) ??
          [],
      })),
    ),
    coverage: coverageOf({ nodes, pods }, hour, { observedMinutes, reasons }),
  };
}
