import {
  type CostKeys,
  type CostRecord,
  type CostWorkLine,
  detailRecords,
  type HourAllocation,
  matchesFilter,
  type PodCharge,
  type PodCost,
  PortlightError,
} from '@portlight/plugin-portlight-common';
import type { CostReader } from '../store';
import type { CostFence } from './CostFence';
import type { CostQuestion } from './CostQuestion';
import { eachDetailedHour } from './readDetailRecords';
import { workLines, type WorkPrice } from './workLines';

type Price = HourAllocation['prices'][number];

const CHARGES: Record<
  PodCharge['kind'],
  {
    kind: WorkPrice['kind'];
    quantity: 'storageByteHours' | 'loadBalancerHours' | 'networkBytes';
    cost: 'storageCost' | 'loadBalancerCost' | 'networkCost';
  }
> = {
  storage: {
    kind: 'storage',
    quantity: 'storageByteHours',
    cost: 'storageCost',
  },
  'load-balancer': {
    kind: 'loadBalancer',
    quantity: 'loadBalancerHours',
    cost: 'loadBalancerCost',
  },
  network: { kind: 'network', quantity: 'networkBytes', cost: 'networkCost' },
};

const NO_AMOUNTS = {
  cpuCost: 0,
  memoryCost: 0,
  gpuCost: 0,
  storageCost: 0,
  loadBalancerCost: 0,
  networkCost: 0,
  otherCost: 0,
  adjustment: 0,
};

/** A price as it stands in the details of an hour. */
function priceOf(price: Price, kind: WorkPrice['kind']): WorkPrice {
  const node = 'hourly' in price ? price : undefined;
  return {
    key: price.id,
    kind,
    instanceType: node?.instanceType ?? '',
    capacityType: node?.capacityType ?? '',
    region: node?.region ?? '',
    ...(node
      ? {
          hourly: node.hourly,
          cpu: node.cpu,
          memory: node.memory,
          gpu: node.gpu,
          ...(node.listHourly === undefined
            ? {}
            : { listHourly: node.listHourly }),
        }
      : { price: (price as Extract<Price, { price: number }>).price }),
    source: price.origin.source,
    version: price.origin.version,
    ...(price.origin.at === undefined ? {} : { publishedAt: price.origin.at }),
  };
}

/** Lines that are of the same pod or node at the same price, added up. */
class Lines {
  readonly #lines = new Map<string, CostWorkLine>();

  add(lines: readonly CostWorkLine[], price: string): void {
    for (const line of lines) {
      const key = JSON.stringify([
        line.class,
        line.cluster,
        line.namespace,
        line.pod,
        line.node,
        line.resource,
        line.unitPrice,
        line.factor,
        price,
      ]);
      const same = this.#lines.get(key);
      if (same) {
        same.quantity += line.quantity;
        same.modelled += line.modelled;
        same.cost += line.cost;
      } else this.#lines.set(key, { ...line });
    }
  }

  all(): CostWorkLine[] {
    return [...this.#lines.values()];
  }
}

/** What of a pod is paid by the unit, each volume, load balancer and class of traffic by itself. */
function chargeRecord(
  keys: CostKeys,
  charge: PodCharge,
  nothing: CostRecord['figures'],
  at: number,
): CostRecord {
  const { quantity, cost } = CHARGES[charge.kind];
  return {
    at,
    keys,
    figures: {
      ...nothing,
      [quantity]: charge.quantity,
      [cost]: charge.cost,
    },
  };
}

/** The part of a pod that is of its node. */
function nodePart({ figures, ...record }: CostRecord): CostRecord {
  return {
    ...record,
    figures: {
      ...figures,
      storageCost: 0,
      loadBalancerCost: 0,
      networkCost: 0,
    },
  };
}

/**
 * The products behind a figure down to pods and nodes, of hours that still have them.
 *
 * @throws PortlightError `invalid-parameter`
 */
export async function readPodWork(
  reader: CostReader,
  question: CostQuestion,
  fence: CostFence,
): Promise<CostWorkLine[]> {
  const { filter, clusters, window, sharing } = question;
  const visible = fence.visible(clusters);
  if (visible?.length === 0) return [];
  const lines = new Lines();
  const shown = (keys: CostKeys) =>
    (keys.class !== 'idle' || sharing.idle === 'separate') &&
    fence.sees(keys) &&
    matchesFilter(filter, keys);
  const hours = eachDetailedHour(reader, {
    span: window,
    ...(visible === undefined ? {} : { clusters: visible }),
  });
  for await (const { details, context } of hours) {
    const prices = new Map(details.prices.map(each => [each.id, each]));
    const find = (id: string): Price => {
      const price = prices.get(id);
      if (price) return price;
      throw new PortlightError({
        code: 'internal',
        status: 500,
        message: `The price ${id} of the hour is not known`,
      });
    };
    const records = detailRecords(details, { ...context, containers: false });
    const ends = [
      ...details.pods,
      // Each node has a row of what is idle and one of its overhead.
      ...details.nodes.flatMap(node => [node, node]),
    ];
    records.forEach((record, index) => {
      if (!shown(record.keys)) return;
      const of = ends[index];
      lines.add(
        workLines(nodePart(record), priceOf(find(of.price), 'node')),
        of.price,
      );
      for (const charge of (of as Partial<PodCost>).charges ?? []) {
        const { kind } = CHARGES[charge.kind];
        lines.add(
          workLines(
            chargeRecord(
              record.keys,
              charge,
              { ...record.figures, ...NO_AMOUNTS },
              record.at,
            ),
            priceOf(find(charge.price), kind),
          ),
          charge.price,
        );
      }
    });
  }
  return lines.all();
}
