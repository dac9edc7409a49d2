import {
  type CostKeys,
  type CostRecord,
  type CostWorkLine,
  type FocusPrice,
  focusParts,
  fromNanos,
} from '@portlight/plugin-portlight-common';
import type { StoredPrice } from '../store';

const GIBIBYTE = 2 ** 30;

/** A price that a product is made with. */
export type WorkPrice = FocusPrice & Pick<StoredPrice, 'publishedAt'>;

/** Units of quantities, and how many of ours one of FOCUS is. */
const UNITS: ReadonlyMap<string, readonly [unit: string, size: number]> =
  new Map([
    ['vCPU-Hours', ['core-hour', 1]],
    ['GPU-Hours', ['device-hour', 1]],
    ['GiB-Hours', ['byte-hour', GIBIBYTE]],
    ['GiB', ['byte', GIBIBYTE]],
    ['Hours', ['hour', 1]],
  ]);

/** Classes as answers have them. */
const CLASSES: Partial<Record<CostKeys['class'], string>> = {
  'unallocated-load-balancer': 'loadBalancer',
  'management-fee': 'managementFee',
};

/** The products that a sum at one price consists of. */
export function workLines(
  { keys, figures }: CostRecord,
  price: WorkPrice,
): CostWorkLine[] {
  return focusParts(figures, price).map(part => {
    const [unit, size] = UNITS.get(part.unit) ?? [part.unit, 1];
    const factor = part.modelled > 0 ? part.effective / part.modelled : 1;
    return {
      resource: part.resource as CostWorkLine['resource'],
      class: CLASSES[keys.class] ?? keys.class,
      cluster: keys.cluster,
      ...(keys.namespace === undefined ? {} : { namespace: keys.namespace }),
      ...(keys.kind === undefined ? {} : { kind: keys.kind }),
      ...(keys.workload === undefined ? {} : { workload: keys.workload }),
      ...(keys.node === undefined ? {} : { node: keys.node }),
      ...(keys.pod === undefined ? {} : { pod: keys.pod }),
      ...(price.instanceType ? { instanceType: price.instanceType } : {}),
      ...(price.capacityType ? { capacityType: price.capacityType } : {}),
      quantity: part.quantity * size,
      unit,
      unitPrice: part.unitPrice / size,
      modelled: fromNanos(part.modelled),
      ...(figures.adjustment === 0 ? {} : { factor }),
      cost: fromNanos(part.effective),
      priceSource: price.source,
      priceVersion: price.version,
      ...(price.publishedAt ? { priceAt: price.publishedAt } : {}),
      ...(price.hourly === undefined ? {} : { nodeHourly: price.hourly }),
    };
  });
}
