import {
  gpusOf,
  nodeInstanceType,
  nodeRegion,
  nodeZone,
} from '../../inventory/derive';
import { parseQuantity } from '../../kubernetes';
import type { NodeSpan, Quantities, Span } from '../types';
import { capacityTypeOf } from './capacityType';
import type { ObservedObject } from './ObservedObjects';
import { secondsOf } from './time';

function quantitiesOf(quantities: any): Quantities {
  return {
    cpu: parseQuantity(quantities?.cpu) ?? 0,
    memory: parseQuantity(quantities?.memory) ?? 0,
    gpu: gpusOf(quantities) ?? 0,
  };
}

/**
 * A node in an hour; undefined where it came later. One that is gone by then is there with its time, so that pods that
 * outlive it by a minute are known to be on none.
 *
 * @public
 */
export function observeNode(
  { record, endedAt }: ObservedObject,
  hour: Span,
): NodeSpan | undefined {
  const { metadata, spec, status } = record;
  const start = secondsOf(metadata?.creationTimestamp) ?? hour.start;
  const end = endedAt ?? hour.end;
  if (start >= hour.end) return undefined;
  const instanceType = nodeInstanceType(record);
  const region = nodeRegion(record);
  const zone = nodeZone(record);
  return {
    start,
    end,
    name: metadata?.name ?? '',
    uid: metadata?.uid ?? metadata?.name ?? '',
    ...(spec?.providerID ? { providerId: spec.providerID as string } : {}),
    ...(instanceType ? { instanceType } : {}),
    ...(region ? { region } : {}),
    ...(zone ? { zone } : {}),
    capacityType: capacityTypeOf(metadata?.labels),
    labels: metadata?.labels ?? {},
    capacity: quantitiesOf(status?.capacity),
    // Kubernetes takes capacity for it where a node does not say.
    allocatable: quantitiesOf(status?.allocatable ?? status?.capacity),
  };
}
